package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"artsfactory/cmd/internal/lettering"

	"golang.org/x/net/html"
)

var displayText = regexp.MustCompile(`^h[1-3]$`)

// No letter of a title is an empty box. What is drawn as outlines finds each character in one of the faces of package
// lettering, which are those of the style sheets and what stands behind them; in the style sheets the system's own
// faces stand last, for characters beyond the ranges of the two.
func TestTitlesMissNoGlyph(t *testing.T) {
	const marks = "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u00ad" // not drawn
	seen := map[rune]string{}
	for _, p := range fictionSite(t).pages {
		for _, n := range find(p.doc, func(n *html.Node) bool { return displayText.MatchString(n.Data) }) {
			for _, r := range text(n) {
				if _, ok := seen[r]; !ok && !strings.ContainsRune(marks, r) {
					seen[r] = p.path
				}
			}
		}
	}
	if len(seen) < 100 {
		t.Fatalf("only %d characters", len(seen))
	}
	box := lettering.Box{Width: 1000, Height: 1000, MaxSize: 100, MinSize: 10}
	for r, at := range seen {
		if missing := lettering.Fit(string(r), "fr", box).Missing; len(missing) > 0 {
			t.Errorf("%s: %q (%U) is in no face", at, r, r)
		}
	}
	css, err := os.ReadFile("../../assets/css/site.css")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`--display: Display, Standin, system-ui, sans-serif;`).Match(css) {
		t.Error("the display faces have no system face behind them")
	}
}
