// Package poster draws the pictures that stand for entries without one of their own: an upright
// poster with its title lettered in the art, as shapes that become an SVG or pixels.
//
// Every poster shows one thing moving, as an animator sees it on the light table: the last
// drawing solid, those before it as lines under it, and the three peg holes that hold the sheets
// in register. It refuses to know entries and files: it is given words and a seed.
package poster

import (
	_ "embed"
	"encoding/binary"
	"strconv"
	"unicode/utf8"

	"artsfactory/cmd/internal/lettering"
	"artsfactory/cmd/internal/source"
)

// The size of a poster in pixels of its own: 4 to 5.
const (
	width  = 600
	height = 750
)

// A Spec says what is drawn. The same Spec gives the same poster on every machine.
type Spec struct {
	// Kind is that of a film ("short", "animation", "web-series", "documentary", "digital") or of
	// an entry ("masterclass", "event", "prize", "session", "person", "place", "news"); any other
	// is drawn as a short.
	Kind string
	// Seed picks a variant of the motif: the identity of the entry. It is not legible in the result, and several
	// have one drawing: there are a few variants of each motif.
	Seed string
	// Wide draws 600 × 400 pixels without letters.
	Wide bool
	// Title is lettered at the top; "" draws no letters.
	Title string
	Lang  string // of the title, a BCP 47 code
	// Place is that in the list which the poster is in: who stand side by side have different palettes, and
	// different motifs where their kind has several.
	Place int
}

// A Poster is a drawing of Width × Height pixels.
type Poster struct {
	Width, Height int
	Palette       Palette
	Shapes        []Shape         // the art, in the order in which it is painted on the ground
	Pegs          Shape           // the holes at the top
	Title         lettering.Block // painted last, at TitleAt
	TitleAt       lettering.Point
}

// A Palette is four colours that hold against a light and against a dark page. Ground and Letter
// have a contrast of at least 4.5 to 1.
type Palette struct {
	Ground string // the sheet
	Line   string // drawings before the last
	Main   string // the last drawing
	Spark  string // the one accent
	Letter string // the title
}

// Palettes are those that posters are drawn in. Their number is prime, so that counting them up
// repeats none beside, above or below itself in a list of two to five columns.
var Palettes = [...]Palette{
	{"#1d2547", "#e9ddc7", "#ee6c4d", "#f4c04e", "#f3e9d6"}, // night
	{"#b8431f", "#fbe6cb", "#fbe6cb", "#33182b", "#fff3e0"}, // clay
	{"#0f4f4c", "#cfe8d5", "#f4c04e", "#f1805a", "#e4f5e6"}, // teal
	{"#ecdcbf", "#23305c", "#d2502d", "#23305c", "#1a2450"}, // sand
	{"#3346c4", "#dfe4ff", "#ffd166", "#ff8a6b", "#f1f3ff"}, // cobalt
	{"#f0bfae", "#54204a", "#54204a", "#d9432f", "#471a3e"}, // rose
	{"#ffc83a", "#14172b", "#14172b", "#b3321b", "#14172b"}, // saffron
}

// variants is how many drawings a motif has, but for its palette and its letters.
const variants = 8

// variant is what the seed and the place say of the drawing, 0 to variants times the number of motifs - 1: modulo
// that number it is the motif. Posters that follow each other never have the same, and those above each other in
// three columns neither.
func (s Spec) variant() int {
	h := uint64(14695981039346656037) // FNV-1a, 64 bits
	for i := range len(s.Seed) {
		h = (h ^ uint64(s.Seed[i])) * 1099511628211
	}
	n := len(motifsOf(s.Kind))
	return int((h^h>>32)%variants)*n + modulo(s.Place+s.Place/max(n, 2), n)
}

// Colours is the palette of the poster.
func (s Spec) Colours() Palette { return Palettes[s.palette()] }

func (s Spec) palette() int { return modulo(s.Place, len(Palettes)) }

// modulo is 0 to n - 1, for negative numbers too.
func modulo(i, n int) int { return (i%n + n) % n }

//go:embed version.txt
var version string

// Digest identifies the drawing: what one stands for is always drawn alike, by other versions of this package too.
// Two Specs of the same drawing may have two. It is made without drawing anything.
func (s Spec) Digest() source.Digest {
	b := make([]byte, 0, 256)
	b = append(append(append(b, version...), s.Kind...), 0)
	b = append(b, byte(s.palette()), byte(s.variant()))
	if s.Wide {
		return source.Sum(append(b, 'w'))
	}
	b = append(append(append(b, s.Lang...), 0), s.Title...)
	return source.Sum(b)
}

// Draw draws a poster.
func Draw(s Spec) Poster {
	motifs, variant := motifsOf(s.Kind), s.variant()
	seed := source.Sum([]byte("poster\x00" + s.Kind + "\x00" + strconv.Itoa(variant)))
	c := &canvas{at: identity, state: binary.BigEndian.Uint64(seed[:8])}
	c.Palette = s.Colours()
	p := Poster{Width: width, Height: height, Palette: c.Palette, TitleAt: lettering.Point{X: margin, Y: 66}}
	if s.Wide {
		s.Title = ""
	}
	title := lettering.Fit(s.Title, s.Lang, titleBox(s.Title))
	p.Title = title
	if rightToLeft(s.Lang) {
		p.TitleAt.X = width - margin - title.Width
	}
	motif := motifs[variant%len(motifs)]
	// The art is as large as the title leaves room for.
	scale, top := 1.1, height-artHeight*1.1
	switch {
	case s.Wide:
		scale, top, p.Height = 1, 0, artHeight
	case title.Lines == 0:
		top = (height - artHeight*scale) / 2
	}
	c.in(matrix{a: scale, d: scale, e: width / 2 * (1 - scale), f: top}, func() { motif(c) })
	p.Shapes = c.shapes
	c.shapes = nil
	c.pegs()
	p.Pegs = c.shapes[0]
	return p
}

const (
	margin    = 34
	artHeight = 400 // of the box that motifs are drawn in, which is as wide as the poster
)

// titleBox is the room of a title: a number or a very short word may be as large as a numeral on
// a calendar.
func titleBox(title string) lettering.Box {
	b := lettering.Box{Width: width - 2*margin, Height: 250, MaxSize: 200, MinSize: 40, MaxLines: 5}
	if utf8.RuneCountInString(title) <= 3 {
		b.MaxSize, b.Height = 330, 330
	}
	return b
}

func rightToLeft(lang string) bool { return len(lang) >= 2 && lang[:2] == "ar" }

// pegs are the holes along the top edge of an animation sheet: a round one between two slots.
func (c *canvas) pegs() {
	s := Shape{Stroke: c.Line, Width: 10, Opacity: .55}
	c.add(s, c.parse("M186 26h22M300 26h.1M392 26h22"))
}
