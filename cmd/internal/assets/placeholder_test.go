package assets

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"artsfactory/cmd/internal/source"
)

// Placeholders never change once a slug has one, and neither do the pages that show them.
func TestPlaceholderGolden(t *testing.T) {
	var got []string
	for _, kind := range slices.Sorted(maps.Keys(scenes)) {
		d := source.Sum(PlaceholderArt(kind, "golden-1"), PlaceholderArt(kind, "golden-2"),
			PlaceholderArt(kind, "golden-3"))
		got = append(got, fmt.Sprintf("%s %x", kind, d[:4]))
	}
	if s := strings.Join(got, ", "); s != goldenPlaceholders {
		t.Errorf("got\n%s\nwant\n%s", s, goldenPlaceholders)
	}
}

// In a grid of thirty no two placeholders are the same, nor do two kinds look alike.
func TestPlaceholdersDiffer(t *testing.T) {
	seen := map[string]string{}
	for kind := range scenes {
		for i := range 30 {
			svg, name := string(PlaceholderArt(kind, fmt.Sprintf("entry-%d", i))), fmt.Sprintf("%s %d", kind, i)
			if twin, ok := seen[svg]; ok {
				t.Errorf("%s looks like %s", name, twin)
			}
			seen[svg] = name
		}
	}
}

// Every placeholder is small, and a drawing the sanitiser lets through whole.
func TestPlaceholderLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slug := rapid.StringMatching(`[a-z0-9]{1,12}(-[a-z0-9]{1,8}){0,3}`).Draw(t, "slug")
		for kind := range scenes {
			svg := PlaceholderArt(kind, slug)
			if len(svg) > 1500 {
				t.Fatalf("%s %s: %d bytes", kind, slug, len(svg))
			}
			drawing, problem := SanitizeSVG("p.svg", svg)
			if problem != nil || len(drawing.Removed) > 0 || drawing.Width != 600 || drawing.Height != 400 ||
				len(drawing.Data) < len(svg) {
				t.Fatalf("%s %s: %v %v\n%s", kind, slug, problem, drawing.Removed, svg)
			}
			if s := string(svg); strings.Contains(s, "NaN") || strings.Contains(s, "%!") || strings.Contains(s, "e+") ||
				strings.Contains(s, "Inf") {
				t.Fatalf("%s %s: %s", kind, slug, s)
			}
		}
	})
}

const goldenPlaceholders = "animation 9ae8ea3b, digital ee50c8ed, documentary e2af9ea3, event 354ed638, " +
	"masterclass 9c3dd707, news 3b6463a5, person bec3c716, place 2d7ef0e5, " +
	"prize 6956db88, session 490692d4, short 87ed8a3b, web-series ae0df343"
