package lettering

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/math/fixed"
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
	if bytes.Equal(joined.AppendPath(nil), apart.AppendPath(nil)) {
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
	if !bytes.HasPrefix(mixed.AppendPath(nil), word.AppendPath(nil)) {
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
				if again := Fit(text, lang, box); !bytes.Equal(again.AppendPath(nil), b.AppendPath(nil)) {
					t.Errorf("another result for %q", text)
				}
			})
		}
		wg.Wait()
	})
}

func TestPath(t *testing.T) {
	list := []Segment{
		{'M', []Point{{1.5, 2.25}}},
		{'L', []Point{{0.46, 3}}},
		{'Q', []Point{{10.5, 0.5}, {0.6, -7.06}}},
		{'L', []Point{{1.5, 2.3}}},
		{'M', []Point{{0, 0}}},
		{'L', []Point{{3, 0}}},
	}
	if got, want := string(AppendPath(nil, list)), "M1.5 2.3l-1 .7q10-2.5 .1-10.1zM0 0h3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The path data of a block is its outlines, in thousandths of the size of the letters.
func TestPathOfBlock(t *testing.T) {
	b := Fit("été فيلم", "fr", box)
	x, y := 0.0, 0.0
	at := strings.Split(string(b.AppendPath(nil)), "m")[1:]
	for _, s := range b.Segments() {
		if s.Op != 'M' {
			continue
		}
		var dx, dy float64
		if n, err := fmt.Sscanf(strings.Replace(at[0], "-", " -", -1), "%g %g", &dx, &dy); n != 2 {
			t.Fatal(err, at[0])
		}
		x, y, at = x+dx, y+dy, at[1:]
		k := float64(b.Size) / 1000
		if math.Abs(x*k-float64(s.Points[0].X)) > 1.5*k || math.Abs(y*k-float64(s.Points[0].Y)) > 1.5*k {
			t.Fatalf("a contour begins at %v, %v of %v", x*k, y*k, s.Points[0])
		}
	}
	if len(at) > 0 {
		t.Errorf("%d contours more", len(at))
	}
}

// Lines are counted as they are broken. Text of two directions may be counted otherwise: the lines count then.
func TestLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"fr", "ar"}).Draw(t, "lang")
		word := rapid.SampledFrom([]string{"Oued", "l’été", "à", "C++", "a-b", "007", "«", "»", "Żółć"})
		if lang == "ar" {
			word = rapid.SampledFrom([]string{"الفيلم", "المُنجَز", "من", "و", "،"})
		}
		text := strings.Join(rapid.SliceOfN(word, 1, 14).Draw(t, "words"), " ")
		s := shapers.Get().(*shaper)
		defer shapers.Put(s)
		p := s.shape(text, lang)
		width := p.widest + fixed.Int26_6(rapid.IntRange(0, 3000*64).Draw(t, "more"))
		if got, want := p.lines(width), len(s.wrap(p, width, 0)); got != want {
			t.Fatalf("%d lines, want %d", got, want)
		}
	})
}

func BenchmarkFit(b *testing.B) {
	for i := range b.N {
		Fit(fmt.Sprint("La très longue traversée ", i%9), "fr", box)
	}
}
