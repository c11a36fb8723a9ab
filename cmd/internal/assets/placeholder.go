package assets

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"
)

// PlaceholderArt draws the picture that stands in for an entry without one: an SVG of 600 × 400, without
// words, the same for the same kind and slug on every machine. Kind is that of a film ("short",
// "animation", "web-series", "documentary", "digital") or of an entry ("masterclass", "event",
// "prize", "session", "person", "place", "news"); any other is drawn as a short.
//
// Every placeholder shows one thing moving, as onion skins do: the last drawing filled, those before
// it as lines under it, and the three peg holes of an animation sheet above.
func PlaceholderArt(kind, slug string) []byte {
	seed := source.Sum([]byte("poster\x00" + kind + "\x00" + slug))
	c := &canvas{state: binary.BigEndian.Uint64(seed[:8])}
	c.scheme = schemes[c.pick(len(schemes))]
	draw, ok := scenes[kind]
	if !ok {
		draw = storyboard
	}
	c.f(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"><path fill="%s" d="M0 0h600v400H0z"/>`, c.ground)
	draw(c)
	c.pegs()
	c.f(`</svg>`)
	return []byte(c.String())
}

// A scheme is four colours that hold against a light and against a dark page.
type scheme struct {
	ground string // the sheet
	line   string // drawings before the last
	main   string // the last drawing
	spark  string // the one accent
}

var schemes = []scheme{
	{"#1d2547", "#e9ddc7", "#ee6c4d", "#f4c04e"}, // night
	{"#c2502f", "#fbe6cb", "#fbe6cb", "#33182b"}, // clay
	{"#0f4f4c", "#cfe8d5", "#f4c04e", "#f1805a"}, // teal
	{"#ecdcbf", "#23305c", "#d2502d", "#23305c"}, // sand
	{"#3346c4", "#dfe4ff", "#ffd166", "#ff8a6b"}, // cobalt
	{"#f0bfae", "#54204a", "#54204a", "#d9432f"}, // rose
}

var scenes = map[string]func(*canvas){
	"short": storyboard, "animation": bounce, "web-series": flipbook, "documentary": horizon, "digital": turning,
	"masterclass": gesture, "event": projector, "prize": star, "session": reel, "person": portrait, "place": doorway,
	"news": sheets,
}

// A canvas collects elements. Its numbers come from the seed alone.
type canvas struct {
	strings.Builder
	scheme
	state uint64
}

// next is SplitMix64 (Steele, Lea and Flood, 2014).
func (c *canvas) next() uint64 {
	c.state += 0x9e3779b97f4a7c15
	z := c.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// pick returns 0 to n-1.
func (c *canvas) pick(n int) int { return int((c.next() >> 33) % uint64(n)) }

// between returns lo to hi.
func (c *canvas) between(lo, hi int) float64 { return float64(lo + c.pick(hi-lo+1)) }

// f writes; numbers are rounded to a tenth, which hides the last bits that processors disagree on.
func (c *canvas) f(format string, args ...any) {
	for i, a := range args {
		if x, ok := a.(float64); ok {
			args[i] = tenth(x)
		}
	}
	fmt.Fprintf(c, format, args...)
}

func tenth(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10+0, 'f', -1, 64) // + 0 turns -0 into 0
}

// fade is the opacity of drawing i of n: the older, the fainter.
func (c *canvas) fade(i, n int) float64 {
	return math.Max(0.2, math.Round((0.2+0.7*float64(i)/float64(n))*10)/10)
}

// flip mirrors the scene for every other seed.
func (c *canvas) flip() {
	if c.pick(2) == 1 {
		c.f(`<g transform="matrix(-1 0 0 1 600 0)">`)
	} else {
		c.f(`<g>`)
	}
}

// pegs are the holes along the top edge of an animation sheet: a round one between two slots.
func (c *canvas) pegs() {
	c.f(`<path stroke="%s" stroke-width="10" stroke-linecap="round" opacity=".55" d="M186 26h22M300 26h0M392 26h22"/>`,
		c.line)
}
