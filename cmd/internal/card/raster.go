package card

import (
	"compress/zlib"
	"image"
	"image/draw"
	"math"
	"slices"
	"sync"

	"golang.org/x/image/vector"

	"artsfactory/cmd/internal/lettering"
	"artsfactory/cmd/internal/poster"
)

// A brush paints the pixels of a mask, given how much of each is covered: 0 to 255.
type brush func(x, y int, alpha uint8)

// paint calls the brush for every pixel that an outline covers, moved by (dx, dy) after it was
// scaled; the nonzero rule says what is inside. Only the box around the outline is looked at.
func paint(r *vector.Rasterizer, outline []lettering.Segment, t transform, bounds image.Rectangle, b brush) {
	box := t.bounds(outline, 1).Intersect(bounds)
	if box.Empty() {
		return
	}
	r.Reset(box.Dx(), box.Dy())
	t.x -= float32(box.Min.X)
	t.y -= float32(box.Min.Y)
	trace(r, outline, t)
	cover(r, box, b)
}

// A transform scales by k and then moves by (x, y).
type transform struct{ k, x, y float32 }

func (t transform) at(p lettering.Point) (float32, float32) { return p.X*t.k + t.x, p.Y*t.k + t.y }

// bounds are the pixels that an outline may touch, with a margin around them.
func (t transform) bounds(outline []lettering.Segment, margin float64) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range outline {
		for _, p := range s.Points {
			x, y := t.at(p)
			x0, x1 = min(x0, float64(x)), max(x1, float64(x))
			y0, y1 = min(y0, float64(y)), max(y1, float64(y))
		}
	}
	if x0 > x1 {
		return image.Rectangle{}
	}
	return image.Rect(
		int(math.Floor(x0-margin)),
		int(math.Floor(y0-margin)),
		int(math.Ceil(x1+margin)),
		int(math.Ceil(y1+margin)),
	)
}

func trace(r *vector.Rasterizer, outline []lettering.Segment, t transform) {
	for _, s := range outline {
		x, y := t.at(s.Points[0])
		switch s.Op {
		case 'M':
			r.ClosePath()
			r.MoveTo(x, y)
		case 'L':
			r.LineTo(x, y)
		case 'Q':
			x1, y1 := t.at(s.Points[1])
			r.QuadTo(x, y, x1, y1)
		case 'C':
			x1, y1 := t.at(s.Points[1])
			x2, y2 := t.at(s.Points[2])
			r.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	r.ClosePath()
}

func cover(r *vector.Rasterizer, box image.Rectangle, b brush) {
	mask := masks.Get().(*image.Alpha)
	defer masks.Put(mask)
	mask.Stride, mask.Rect = box.Dx(), image.Rect(0, 0, box.Dx(), box.Dy())
	mask.Pix = slices.Grow(mask.Pix[:0], box.Dx()*box.Dy())[:box.Dx()*box.Dy()]
	r.DrawOp = draw.Src // whatever the mask held before
	r.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	for y := range box.Dy() {
		row := mask.Pix[y*mask.Stride : y*mask.Stride+box.Dx()]
		for x, a := range row {
			if a > 0 {
				b(box.Min.X+x, box.Min.Y+y, a)
			}
		}
	}
}

// What one card is drawn with serves the next: together they are 9 MB.
var (
	masks         = sync.Pool{New: func() any { return &image.Alpha{} }}
	rasterizers   = sync.Pool{New: func() any { return vector.NewRasterizer(0, 0) }}
	photoCanvases = sync.Pool{New: func() any { return image.NewRGBA(image.Rect(0, 0, Width, Height)) }}
	canvases      = sync.Pool{New: func() any { return make([]uint8, Width*Height) }}
	compressors   = sync.Pool{New: func() any {
		z, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
		return z
	}}
)

// stroke calls the brush for a line of a width along an outline, with round ends and joins.
func stroke(
	r *vector.Rasterizer,
	outline []lettering.Segment,
	width float32,
	t transform,
	bounds image.Rectangle,
	b brush,
) {
	half := width * t.k / 2
	box := t.bounds(outline, float64(half)+1).Intersect(bounds)
	if box.Empty() {
		return
	}
	r.Reset(box.Dx(), box.Dy())
	t.x -= float32(box.Min.X)
	t.y -= float32(box.Min.Y)
	for _, line := range flatten(outline, t) {
		for i, p := range line {
			// All parts turn the same way, so that where they overlap they do not cancel out.
			circle(r, p, half)
			if i > 0 {
				bar(r, line[i-1], p, half)
			}
		}
	}
	cover(r, box, b)
}

func bar(r *vector.Rasterizer, p, q lettering.Point, half float32) {
	dx, dy := q.X-p.X, q.Y-p.Y
	d := float32(math.Hypot(float64(dx), float64(dy)))
	if d == 0 {
		return
	}
	nx, ny := -dy/d*half, dx/d*half
	r.MoveTo(p.X+nx, p.Y+ny)
	r.LineTo(p.X-nx, p.Y-ny)
	r.LineTo(q.X-nx, q.Y-ny)
	r.LineTo(q.X+nx, q.Y+ny)
	r.ClosePath()
}

func circle(r *vector.Rasterizer, p lettering.Point, half float32) {
	if half < 3 { // an octagon cannot be told from it
		k := half * 0.4142
		r.MoveTo(p.X+half, p.Y-k)
		r.LineTo(p.X+half, p.Y+k)
		r.LineTo(p.X+k, p.Y+half)
		r.LineTo(p.X-k, p.Y+half)
		r.LineTo(p.X-half, p.Y+k)
		r.LineTo(p.X-half, p.Y-k)
		r.LineTo(p.X-k, p.Y-half)
		r.LineTo(p.X+k, p.Y-half)
		r.ClosePath()
		return
	}
	k := half * 0.5523
	r.MoveTo(p.X+half, p.Y)
	r.CubeTo(p.X+half, p.Y+k, p.X+k, p.Y+half, p.X, p.Y+half)
	r.CubeTo(p.X-k, p.Y+half, p.X-half, p.Y+k, p.X-half, p.Y)
	r.CubeTo(p.X-half, p.Y-k, p.X-k, p.Y-half, p.X, p.Y-half)
	r.CubeTo(p.X+k, p.Y-half, p.X+half, p.Y-k, p.X+half, p.Y)
	r.ClosePath()
}

// flatten turns curves into lines of about six pixels.
func flatten(outline []lettering.Segment, t transform) (lines [][]lettering.Point) {
	var line []lettering.Point
	at := func(p lettering.Point) lettering.Point {
		x, y := t.at(p)
		return lettering.Point{X: x, Y: y}
	}
	for _, s := range outline {
		end := at(s.Points[len(s.Points)-1])
		if s.Op == 'M' {
			if len(line) > 0 {
				lines = append(lines, line)
			}
			line = []lettering.Point{end}
			continue
		}
		if s.Op == 'L' {
			line = append(line, end)
			continue
		}
		from, c1 := line[len(line)-1], at(s.Points[0])
		c2 := c1
		if s.Op == 'C' {
			c2 = at(s.Points[1])
		}
		length := dist(from, c1) + dist(c1, c2) + dist(c2, end)
		n := max(4, int(length/6))
		for i := 1; i <= n; i++ {
			u := float32(i) / float32(n)
			line = append(line, point(s.Op, from, c1, c2, end, u))
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// point is the place at u, from 0 to 1, on a Bézier curve of the second or third order.
func point(op byte, a, b, c, d lettering.Point, u float32) lettering.Point {
	v := 1 - u
	if op == 'Q' {
		return lettering.Point{X: v*v*a.X + 2*u*v*b.X + u*u*d.X, Y: v*v*a.Y + 2*u*v*b.Y + u*u*d.Y}
	}
	return lettering.Point{
		X: v*v*v*a.X + 3*u*v*v*b.X + 3*u*u*v*c.X + u*u*u*d.X,
		Y: v*v*v*a.Y + 3*u*v*v*b.Y + 3*u*u*v*c.Y + u*u*u*d.Y,
	}
}

func dist(a, b lettering.Point) float64 { return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) }

// shapes paints shapes; colour gives the brush of a colour with an opacity.
func shapes(
	r *vector.Rasterizer,
	list []poster.Shape,
	t transform,
	bounds image.Rectangle,
	colour func(hex string, opacity float64) brush,
) {
	for _, s := range list {
		if s.Fill != "" {
			paint(r, s.Outline, t, bounds, colour(s.Fill, s.Opacity))
		}
		if s.Stroke != "" {
			stroke(r, s.Outline, float32(s.Width), t, bounds, colour(s.Stroke, s.Opacity))
		}
	}
}
