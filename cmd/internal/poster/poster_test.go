package poster

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write what identifies the drawings into version.txt")

// Posters are served under names that stand for one drawing for ever, and version.txt is a part of these: it goes
// with all that can be drawn. Run the test with -update where a drawing has changed.
func TestVersion(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the last bits of numbers may be others on this processor")
	}
	h := sha256.New()
	for _, kind := range slices.Sorted(maps.Keys(motifs)) {
		seen := map[int]bool{}
		for i := 0; len(seen) < variants*len(motifs[kind]); i++ {
			s := Spec{Kind: kind, Seed: fmt.Sprint(i), Place: i}
			if seen[s.variant()] {
				continue
			}
			seen[s.variant()] = true
			for _, s.Wide = range []bool{false, true} {
				h.Write(Draw(s).SVG())
			}
		}
	}
	latin, arabic := "", ""
	for r := '!'; r < 0x180; r++ {
		latin += string(r) + " "
	}
	for r := rune(0x600); r < 0x700; r++ {
		arabic += string(r) + " " + strings.Repeat(string(r), 3) + " "
	}
	for _, title := range []string{latin, arabic, "7", "Oued", "La longue traversée",
		"من الفكرة إلى الفيلم (2026)"} {
		for i, lang := range []string{"fr", "ar"} {
			for words := range slices.Chunk(strings.Fields(title), 12) {
				h.Write(Draw(Spec{Kind: "short", Title: strings.Join(words, " "), Lang: lang, Place: i}).SVG())
			}
		}
	}
	got := fmt.Sprintf("%x\n", h.Sum(nil))
	if *update {
		if err := os.WriteFile("version.txt", []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if got != version {
		t.Error("posters are drawn otherwise than when version.txt was written: go test ./cmd/internal/poster -update")
	}
}

// What has one digest is one drawing.
func TestDigest(t *testing.T) {
	drawn := map[source.Digest][]byte{}
	rapid.Check(t, func(t *rapid.T) {
		s := Spec{
			Kind:  rapid.SampledFrom([]string{"short", "digital", "person"}).Draw(t, "kind"),
			Seed:  rapid.StringN(1, 2, -1).Draw(t, "seed"),
			Wide:  rapid.Bool().Draw(t, "wide"),
			Title: rapid.SampledFrom([]string{"", "7", "Oued", "فيلم"}).Draw(t, "title"),
			Lang:  rapid.SampledFrom([]string{"fr", "ar"}).Draw(t, "lang"),
			Place: rapid.IntRange(-8, 20).Draw(t, "place"),
		}
		svg := Draw(s).SVG()
		if before, ok := drawn[s.Digest()]; ok && !bytes.Equal(before, svg) {
			t.Fatal("two drawings have one digest")
		}
		drawn[s.Digest()] = svg
	})
}

func every(t *testing.T, do func(t *testing.T, s Spec)) {
	for kind := range motifs {
		for i := range 12 {
			s := Spec{Kind: kind, Seed: fmt.Sprint("entry-", i), Title: "Un titre", Lang: "fr", Place: i}
			t.Run(fmt.Sprintf("%s/%d", kind, i), func(t *testing.T) { do(t, s) })
		}
	}
}

func TestPosters(t *testing.T) {
	every(t, func(t *testing.T, s Spec) {
		svg := Draw(s).SVG()
		d := xml.NewDecoder(bytes.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
			t.Error("not a number")
		}
		if len(svg) > 16_000 {
			t.Errorf("%d bytes", len(svg))
		}
		if !bytes.Equal(svg, Draw(s).SVG()) {
			t.Error("drawn otherwise the second time")
		}
		if bytes.Contains(svg, []byte(s.Seed)) {
			t.Error("the identity of the entry can be read")
		}
		// The art leaves the lettering alone.
		for _, shape := range Draw(s).Shapes {
			for _, seg := range shape.Outline {
				for _, p := range seg.Points {
					if p.Y < 150 {
						t.Fatalf("art at %v, %v", p.X, p.Y)
					}
				}
			}
		}
	})
}

// Films alone have twelve motifs and more, and a few films show several of them.
func TestMotifs(t *testing.T) {
	n := 0
	for _, kind := range []string{"short", "animation", "web-series", "documentary", "digital"} {
		n += len(motifs[kind])
		seen := map[string]bool{}
		for i := range 24 {
			p := Draw(Spec{Kind: kind, Seed: fmt.Sprint(i), Place: i})
			seen[fmt.Sprint(len(p.Shapes), p.Shapes[0].Stroke, len(p.Shapes[0].Outline))] = true
		}
		if len(seen) < len(motifs[kind]) {
			t.Errorf("%s: %d motifs are seen, of %d", kind, len(seen), len(motifs[kind]))
		}
	}
	if n < 12 {
		t.Errorf("%d motifs for films", n)
	}
}

// Titles can be read: 4.5 to 1 (WCAG 2.2, 1.4.3), and drawings be told from their ground: 1.5.
func TestContrast(t *testing.T) {
	for _, p := range Palettes {
		if c := contrast(p.Ground, p.Letter); c < 4.5 {
			t.Errorf("%s on %s: %.2f", p.Letter, p.Ground, c)
		}
		for _, other := range []string{p.Line, p.Main, p.Spark} {
			if c := contrast(p.Ground, other); c < 1.5 {
				t.Errorf("%s on %s: %.2f", other, p.Ground, c)
			}
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		panic(err)
	}
	channel := func(shift int) float64 {
		v := float64(n>>shift&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

// In a list of two to five columns no poster has the palette of one beside, above or below it; in a list of three, or
// one after the other, none has the motif of a neighbour of its kind.
func TestNeighbours(t *testing.T) {
	for _, kind := range []string{"short", "animation", "web-series", "documentary", "digital"} {
		at := func(i int) Spec { return Spec{Kind: kind, Seed: fmt.Sprint("entry-", i), Place: i} }
		motif := func(i int) int { return at(i).variant() % len(motifs[kind]) }
		for i := range 40 {
			for after := 1; after <= 5; after++ {
				if at(i).Colours() == at(i+after).Colours() {
					t.Errorf("%s: the colours of %d and %d", kind, i, i+after)
				}
				if (after == 1 || after == 3) && motif(i) == motif(i+after) {
					t.Errorf("%s: the motif of %d and %d", kind, i, i+after)
				}
			}
		}
	}
}

func TestTitles(t *testing.T) {
	for _, title := range []string{"Oued", "7", "الفيلم", strings.Repeat("long titre ", 40)} {
		p := Draw(Spec{Kind: "short", Seed: "x", Title: title, Lang: map[bool]string{true: "ar",
			false: "fr"}[title > "z"]})
		if p.TitleAt.X < 0 || float64(p.TitleAt.X+p.Title.Width) > width-margin+1 {
			t.Errorf("%.10q from %.0f, %.0f wide", title, p.TitleAt.X, p.Title.Width)
		}
		if p.Title.Cut != (len(title) > 100) {
			t.Errorf("%.10q: cut is %v", title, p.Title.Cut)
		}
	}
	if big, small := Draw(Spec{Title: "7"}).Title.Size, Draw(Spec{Title: "Sept"}).Title.Size; big <= small {
		t.Errorf("a number is %v, a word %v", big, small)
	}
}
