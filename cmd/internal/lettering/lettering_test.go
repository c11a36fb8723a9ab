package lettering

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

var box = Box{Width: 400, Height: 380, MaxSize: 150, MinSize: 36}

// extent are the outermost points of a block, sideways.
func extent(b Block) (lo, hi float32) {
	lo, hi = 1e9, -1e9
	for _, s := range b.Segments() {
		for _, p := range s.Points {
			lo, hi = min(lo, p.X), max(hi, p.X)
		}
	}
	return lo, hi
}

// Letters are joined, so that a word is narrower and has other outlines than its letters apart.
func TestArabicIsJoined(t *testing.T) {
	joined, apart := Fit("فيلم", "ar", box), Fit("ف‌ي‌ل‌م", "ar", box)
	if len(joined.Segments()) == 0 || len(joined.Missing) > 0 {
		t.Fatalf("no outlines, or missing %q", joined.Missing)
	}
	if joined.Path(0, 0) == apart.Path(0, 0) {
		t.Error("the letters stand apart")
	}
}

// In text from right to left a Latin word that comes last stands at the left, in its own order.
func TestOrder(t *testing.T) {
	line := Box{Width: 4000, Height: 100, MaxSize: 60, MinSize: 60}
	mixed, word := Fit("من Oued", "ar", line), Fit("Oued", "fr", line)
	if mixed.Lines != 1 {
		t.Fatalf("%d lines", mixed.Lines)
	}
	if !strings.HasPrefix(mixed.Path(0, 0), word.Path(0, 0)) {
		t.Error("the line does not begin with the outlines of the Latin word")
	}
}

func TestSizes(t *testing.T) {
	for _, x := range []struct {
		text, lang string
		lines      int
		cut        bool
	}{
		{"Non", "fr", 1, false},
		{"Dehors, la mer", "fr", 2, false},
		{"Anticonstitutionnellement", "fr", 1, false},
		{"Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "de", 1, false},
		{strings.Repeat("un titre qui ne finit pas ", 30), "fr", 10, true},
		{"من الفكرة الأولى", "ar", 3, false},
		{" \u200b ", "fr", 0, false},
		{"", "ar", 0, false},
	} {
		b := Fit(x.text, x.lang, box)
		if b.Lines != x.lines || b.Cut != x.cut {
			t.Errorf("%.30q: %d lines of %.0f px, cut: %v; want %d, %v", x.text, b.Lines, b.Size, b.Cut, x.lines,
				x.cut)
		}
	}
	if b := Fit("漢", "fr", box); string(b.Missing) != "漢" {
		t.Errorf("a character without a glyph is told as %q", b.Missing)
	}
}

// Whatever the text, it stays in its box, and is the same on every goroutine.
func TestFitLaw(t *testing.T) {
	words := []string{
		"Oued",
		"l’été",
		"à",
		"الفيلم",
		"المُنجَز",
		"(2026)",
		"«",
		"»",
		"&",
		"C++",
		"Żółć",
		"ⵜⵉⴼⵉ",
		"Привет",
		"007",
		"a\u0301",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 14).Draw(t, "words"), " ")
		lang := rapid.SampledFrom([]string{"fr", "ar", "en"}).Draw(t, "lang")
		b := Fit(text, lang, box)
		if b.Width > box.Width || b.Height > box.Height {
			t.Fatalf("%.0f × %.0f is more than the box", b.Width, b.Height)
		}
		if lo, hi := extent(b); lo < -b.Size/6 || hi > b.Width+b.Size/6 {
			t.Fatalf("outlines from %.0f to %.0f in a width of %.0f", lo, hi, b.Width)
		}
		if len(b.Missing) > 0 {
			t.Fatalf("missing: %q", b.Missing)
		}
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if again := Fit(text, lang, box); again.Path(0, 0) != b.Path(0, 0) {
					t.Errorf("another result for %q", text)
				}
			})
		}
		wg.Wait()
	})
}

func TestPath(t *testing.T) {
	b := Block{
		paths: []Segment{
			{'M', []Point{{1, 2.25}}},
			{'L', []Point{{-0.04, 3}}},
			{'Q', []Point{{10, 0.5}, {0.1, -7.06}}},
			{'M', []Point{{0, 0}}},
		},
	}
	if got, want := b.Path(0.5, 0), "M1.5 2.3L.5 3Q10.5 .5 .6-7.1zM.5 0z"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func BenchmarkFit(b *testing.B) {
	for i := range b.N {
		Fit(fmt.Sprint("La très longue traversée ", i%9), "fr", box)
	}
}
