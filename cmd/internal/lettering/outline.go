package lettering

import (
	"math"
	"strconv"
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A Segment is a part of an outline: M moves to the last point, L draws a line to it, Q and C
// draw Bézier curves of the second and third order. Points are in pixels from the top left
// corner of the block, y downwards.
type Segment struct {
	Op     byte
	Points []Point
}

// A Point is a place in a block.
type Point struct{ X, Y float32 }

// An outline is the shape of a glyph in units from its origin, y downwards. It is made once and never changes.
type outline struct {
	segments []Segment
	contours []contour
}

// A contour begins at a point, in whole units, from which rest is relative path data that comes back to it.
type contour struct {
	x, y int
	rest string
}

// A placedGlyph stands at a place of a block, in units.
type placedGlyph struct {
	*outline
	x, y fixed.Int26_6
}

type outlineKey struct {
	font  *font.Font
	glyph font.GID
}

// outlines are those of glyphs that have been drawn, by outlineKey: no more than the fonts have.
var outlines sync.Map

func (s *shaper) outline(f *font.Face, id font.GID) *outline {
	key := outlineKey{f.Font, id}
	if o, ok := outlines.Load(key); ok {
		return o.(*outline)
	}
	data, _ := f.GlyphDataOutline(id)
	o, _ := outlines.LoadOrStore(key, newOutline(data.Segments, s.scale[f]*unit/float32(f.Upem())))
	return o.(*outline)
}

var operations = map[ot.SegmentOp]byte{
	ot.SegmentOpMoveTo: 'M', ot.SegmentOpLineTo: 'L', ot.SegmentOpQuadTo: 'Q', ot.SegmentOpCubeTo: 'C',
}

// newOutline reads the outline of a font, k units to one of its own.
func newOutline(list []ot.Segment, k float32) *outline {
	o := &outline{segments: make([]Segment, len(list))}
	for i := range list {
		o.segments[i].Op = operations[list[i].Op]
		for _, p := range list[i].ArgsSlice() {
			o.segments[i].Points = append(o.segments[i].Points, Point{p.X * k, -p.Y * k})
		}
	}
	for from := 0; from < len(o.segments); {
		to := from + 1
		for to < len(o.segments) && o.segments[to].Op != 'M' {
			to++
		}
		start := o.segments[from].Points[0]
		c := contour{x: round(start.X, 1), y: round(start.Y, 1)}
		rest := appendContour(nil, c.x, c.y, o.segments[from+1:to], 1)
		if n := len(rest); n == 0 || rest[n-1] != 'z' {
			rest = append(rest, 'z')
		}
		c.rest = string(rest)
		o.contours = append(o.contours, c)
		from = to
	}
	return o
}

// Segments are the outlines in the order in which they are drawn. Every M begins a closed
// contour; contours are filled by the nonzero rule.
func (b Block) Segments() (list []Segment) {
	for _, g := range b.glyphs {
		x, y := pixels(g.x, b.Size), pixels(g.y, b.Size)
		for _, s := range g.segments {
			points := make([]Point, len(s.Points))
			for i, p := range s.Points {
				points[i] = Point{x + p.X*b.Size/unit, y + p.Y*b.Size/unit}
			}
			list = append(list, Segment{s.Op, points})
		}
	}
	return list
}

// AppendPath appends the outlines as SVG path data to b. Its numbers are thousandths of Size, whole ones: as the
// outlines of glyphs are always the same then, they are text already.
func (b Block) AppendPath(out []byte) []byte {
	px, py := 0, 0
	for _, g := range b.glyphs {
		for _, c := range g.contours {
			x, y := g.x.Round()+c.x, g.y.Round()+c.y
			out = appendNumber(append(out, 'm'), x-px, 1, false)
			out = appendNumber(out, y-py, 1, true)
			out = append(out, c.rest...)
			px, py = x, y
		}
	}
	return out
}

// AppendPath appends an outline as SVG path data in tenths of a pixel, which hides the last
// bits that processors disagree on.
func AppendPath(b []byte, list []Segment) []byte {
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].Op != 'M' {
			to++
		}
		p := list[from].Points[0]
		x, y := round(p.X, 10), round(p.Y, 10)
		b = appendNumber(append(b, 'M'), x, 10, false)
		b = appendNumber(b, y, 10, true)
		b = appendContour(b, x, y, list[from+1:to], 10)
		from = to
	}
	return b
}

// round is v in numbers of which so many are a pixel, or a unit.
func round(v float32, scale float64) int { return int(math.Round(float64(v) * scale)) }

// appendContour appends what follows the start of a contour, x0 and y0, as relative path data. Rounding is of the
// absolute point, so that it does not add up.
func appendContour(b []byte, x0, y0 int, list []Segment, scale int) []byte {
	x, y := x0, y0
	for i, s := range list {
		last := s.Points[len(s.Points)-1]
		lx, ly := round(last.X, float64(scale)), round(last.Y, float64(scale))
		switch {
		case s.Op != 'L':
			b = append(b, s.Op|0x20)
			for k, p := range s.Points {
				b = appendNumber(b, round(p.X, float64(scale))-x, scale, k > 0)
				b = appendNumber(b, round(p.Y, float64(scale))-y, scale, true)
			}
		case i+1 == len(list) && lx == x0 && ly == y0:
			b = append(b, 'z')
		case lx == x && ly == y && i > 0:
		case ly == y:
			b = appendNumber(append(b, 'h'), lx-x, scale, false)
		case lx == x:
			b = appendNumber(append(b, 'v'), ly-y, scale, false)
		default:
			b = appendNumber(append(b, 'l'), lx-x, scale, false)
			b = appendNumber(b, ly-y, scale, true)
		}
		x, y = lx, ly
	}
	return b
}

// appendNumber appends a number of tenths, where the scale is 10, or a whole one, with a space where it would run
// into the one before.
func appendNumber(b []byte, n, scale int, apart bool) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	} else if apart {
		b = append(b, ' ')
	}
	if n >= scale || n == 0 {
		b = strconv.AppendInt(b, int64(n/scale), 10)
	}
	if n%scale != 0 {
		b = append(b, '.', byte('0'+n%scale))
	}
	return b
}
