package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/poster"
)

var kinds = []string{"short", "animation", "web-series", "documentary", "digital", "masterclass", "event", "prize",
	"session", "person", "place", "news"}

func spec(i int, title, lang string) Spec {
	return Spec{
		Title: title,
		Site:  "Atelier Fictif",
		Lang:  lang,
		Art:   poster.Spec{Kind: kinds[i%len(kinds)], Seed: fmt.Sprint(i), Place: i},
	}
}

func decode(t *testing.T, c Card) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(c.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	if "image/"+format != c.Type || m.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Errorf("%s told as %s, %v", format, c.Type, m.Bounds())
	}
	return m
}

func TestCards(t *testing.T) {
	var sizes []int
	for i := range 2 * len(kinds) {
		s := spec(i, "La Dernière Cabine", "fr")
		c := Draw(s)
		decode(t, c)
		again := Draw(s)
		if !bytes.Equal(c.Bytes, again.Bytes) {
			t.Errorf("%s is drawn otherwise the second time", s.Art.Kind)
		}
		sizes = append(sizes, len(c.Bytes))
	}
	slices.Sort(sizes)
	if median, most := sizes[len(sizes)/2], sizes[len(sizes)-1]; median > 30_000 || most > 60_000 {
		t.Errorf("median %d bytes, most %d", median, most)
	}
}

// Words stand inside the middle square in either direction, and a title too long is cut.
func TestMiddle(t *testing.T) {
	for _, x := range [][2]string{{"La Dernière Cabine", "fr"}, {"من الفكرة الأولى إلى العمل",
		"ar"}} {
		s := spec(0, x[0], x[1])
		m := decode(t, Draw(s))
		s.Title, s.Site = "", ""
		n := decode(t, Draw(s))
		changed := image.Rectangle{}
		for y := range Height / 2 {
			for px := range Width {
				if m.At(px, y) != n.At(px, y) {
					changed = changed.Union(image.Rect(px, y, px+1, y+1))
				}
			}
		}
		if changed.Min.X < left || changed.Max.X > left+Height || changed.Empty() {
			t.Errorf("%s: words at %v", x[1], changed)
		}
		if right := changed.Min.X-left > left+Height-changed.Max.X; right != (x[1] == "ar") {
			t.Errorf("%s: words at %v are aligned to the wrong side", x[1], changed)
		}
	}
	long := Draw(spec(1, strings.Repeat("une très longue traversée du marché ", 6), "fr"))
	decode(t, long)
	if !long.Cut {
		t.Error("a long title is not told to be cut")
	}
}

func whole(m image.Image) func(*image.RGBA) {
	return func(dst *image.RGBA) { draw.Draw(dst, dst.Rect, m, m.Bounds().Min, draw.Src) }
}

// A photograph that compresses badly still makes a card small enough to be fetched.
func TestPhoto(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, Width, Height))
	state := uint32(1)
	for i := range noise.Pix {
		state = state*1664525 + 1013904223
		noise.Pix[i] = uint8(state >> 24)
	}
	for i := 3; i < len(noise.Pix); i += 4 {
		noise.Pix[i] = 255
	}
	c := DrawPhoto(spec(2, "Oued", "fr"), noise.Rect.Size(), whole(noise))
	decode(t, c)
	if len(c.Bytes) > 300_000 {
		t.Errorf("%d bytes", len(c.Bytes))
	}
	flat := image.NewUniform(color.RGBA{200, 10, 10, 255})
	plain := image.NewRGBA(image.Rect(0, 0, Width, Height))
	for y := range Height {
		for x := range Width {
			plain.Set(x, y, flat)
		}
	}
	c = DrawPhoto(spec(2, "Oued", "fr"), plain.Rect.Size(), whole(plain))
	m := decode(t, c)
	if r, g, _, _ := m.At(20, 20).RGBA(); r < 0xa000 || g > 0x4000 {
		t.Errorf("the photograph shows as %v", m.At(20, 20))
	}
}

func BenchmarkDraw(b *testing.B) {
	for i := range b.N {
		Draw(spec(i, "La très longue traversée", "fr"))
	}
}
