// Package card draws the pictures that stand for the site elsewhere: beside links in messages and on social
// networks, 1200 × 630 pixels, from the art and the lettering of the site's posters; and its mark as an icon.
//
// The title and the site's name are inside the middle 630 × 630 pixels, which is all that some
// messengers show. It refuses to know entries, files and addresses.
package card

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strconv"

	"golang.org/x/image/vector"

	"artsfactory/cmd/internal/lettering"
	"artsfactory/cmd/internal/poster"
)

// Version names the way cards are drawn. It goes up whenever other bytes come out for one Spec.
const Version = "2"

// The size of a card in pixels, which the Open Graph tags of its page repeat.
const (
	Width  = 1200
	Height = 630
)

// The media types of cards.
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
)

// A Spec says what is on a card. The same Spec gives the same bytes on every machine.
type Spec struct {
	Title string
	Site  string // the name of the site
	Lang  string // of both, a BCP 47 code
	Art   poster.Spec
}

// A Card is a finished picture.
type Card struct {
	Bytes []byte
	Type  string // its media type
	Cut   bool   // the title did not fit, and "…" stands for the rest of it
}

// The middle of a card, which no messenger crops.
const (
	left  = (Width - Height) / 2
	inner = 46 // room between the edge of the middle and the words
)

// lay letters the title and the name of the site.
func (s Spec) lay(height float32) (title, name lettering.Block) {
	const room = Height - 2*inner
	title = lettering.Fit(
		s.Title,
		s.Lang,
		lettering.Box{Width: room, Height: height, MaxSize: 100, MinSize: 48, MaxLines: 4},
	)
	name = lettering.Fit(s.Site, s.Lang, lettering.Box{Width: room, Height: 40, MaxSize: 30, MinSize: 18, MaxLines: 1})
	return title, name
}

// Cut says that the title does not fit on a card, beside a photograph or without one.
func (s Spec) Cut(photo bool) bool {
	height := float32(drawnTitle)
	if photo {
		height = photoTitle
	}
	title, _ := s.lay(height)
	return title.Cut
}

// How high a title is at most, in pixels.
const drawnTitle, photoTitle = 300, 170

// artHeight is how far the art of a poster without a title reaches up from its foot.
const artHeight = 360

// start is where a block begins: at the right edge of the middle in text from right to left.
func (s Spec) start(b lettering.Block) float32 {
	if len(s.Lang) >= 2 && s.Lang[:2] == "ar" {
		return left + Height - inner - b.Width
	}
	return left + inner
}

// Draw draws a card without a photograph: a PNG of at most 16 colours.
func Draw(s Spec) Card {
	s.Art.Title, s.Art.Wide = "", false
	p := poster.Draw(s.Art)
	title, name := s.lay(drawnTitle)
	c := newCanvas(p.Palette)
	r := rasterizers.Get().(*vector.Rasterizer)
	defer rasterizers.Put(r)
	bounds := image.Rect(0, 0, Width, Height)
	// The art fills what the title leaves of the middle, and what is beside it.
	k := min(0.86, (Height-inner-84-title.Height)/artHeight)
	art := transform{k, (Width - 600*k) / 2, Height - 580*k}
	shapes(r, p.Shapes, art, bounds, c.brush)
	stroke(
		r,
		p.Pegs.Outline,
		float32(p.Pegs.Width),
		transform{1, (Width - 600) / 2, 0},
		bounds,
		c.brush(p.Pegs.Stroke, p.Pegs.Opacity),
	)
	words := c.brush(p.Palette.Letter, 1)
	paint(r, name.Segments(), transform{1, s.start(name), inner + 6}, bounds, words)
	paint(r, title.Segments(), transform{1, s.start(title), inner + 52}, bounds, words)
	return Card{c.png(), PNG, title.Cut}
}

func hex(s string) color.RGBA {
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		panic(err) // colours are part of the program
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

func mix(a, b color.RGBA, t float64) color.RGBA {
	m := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*t + 0.5) }
	return color.RGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 255}
}

// photoLimit is the largest number of bytes of a card with a photograph.
const photoLimit = 200_000

// DrawPhoto draws a card with a photograph of the given size above its title, which stands on the ground of a
// poster: a JPEG whose quality goes down until it has at most 200,000 bytes. A wide photograph fills the width, and
// another is shown whole in the middle. photo draws it.
func DrawPhoto(s Spec, size image.Point, photo func(*image.RGBA)) Card {
	p := s.Art.Colours()
	title, name := s.lay(photoTitle)
	m := photoCanvases.Get().(*image.RGBA)
	defer photoCanvases.Put(m)
	draw.Draw(m, m.Bounds(), image.NewUniform(hex(p.Ground)), image.Point{}, draw.Src)
	top := Height - int(title.Height) - 96
	frame := image.Rect(0, 0, Width, top)
	if 2*size.Y > size.X*4/3 {
		h := top - inner
		w := min(h*size.X/max(1, size.Y), Height-2*inner)
		frame = image.Rect((Width-w)/2, inner, (Width+w)/2, inner+h)
	}
	photo(m.SubImage(frame).(*image.RGBA))
	letters := hex(p.Letter)
	ink := func(x, y int, alpha uint8) { blend(m, x, y, letters, alpha) }
	r := rasterizers.Get().(*vector.Rasterizer)
	defer rasterizers.Put(r)
	paint(r, title.Segments(), transform{1, s.start(title), float32(top + 22)}, m.Bounds(), ink)
	paint(r, name.Segments(), transform{1, s.start(name), Height - 46}, m.Bounds(), ink)
	for quality := 84; ; quality -= 8 {
		var b bytes.Buffer
		_ = jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}) // a buffer takes all
		if b.Len() <= photoLimit || quality < 20 {
			return Card{b.Bytes(), JPEG, title.Cut}
		}
	}
}
