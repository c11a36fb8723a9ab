package poster

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"artsfactory/cmd/internal/lettering"
)

// A Shape is an outline that is filled, stroked, or both.
type Shape struct {
	Outline []lettering.Segment
	Fill    string  // "#rrggbb"; "" for none
	Stroke  string  // "#rrggbb"; "" for none
	Width   float64 // of the stroke, in pixels; its ends and joins are round
	Opacity float64 // of all of it, above 0 and up to 1
}

// A canvas collects shapes. Its numbers come from the seed alone, so that the same seed draws the
// same picture on every machine.
type canvas struct {
	shapes []Shape
	points []lettering.Point // of all outlines
	Palette
	at    matrix
	state uint64
}

// A matrix is an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// in draws with another matrix laid before the present one.
func (c *canvas) in(m matrix, draw func()) {
	kept := c.at
	c.at = matrix{
		kept.a*m.a + kept.c*m.b, kept.b*m.a + kept.d*m.b, kept.a*m.c + kept.c*m.d, kept.b*m.c + kept.d*m.d,
		kept.a*m.e + kept.c*m.f + kept.e, kept.b*m.e + kept.d*m.f + kept.f,
	}
	draw()
	c.at = kept
}

// turned is a turn by degrees, clockwise as seen, around a point.
func turned(degrees, x, y float64) matrix {
	s, k := sin(degrees), cos(degrees)
	return matrix{k, s, -s, k, x - k*x + s*y, y - s*x - k*y}
}

// moved is a shift.
func moved(x, y float64) matrix { return matrix{a: 1, d: 1, e: x, f: y} }

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
func cos(degrees float64) float64 { return math.Cos(degrees * math.Pi / 180) }

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

// fade is the opacity of drawing i of n: the older, the fainter.
func fade(i, n int) float64 {
	return math.Max(0.2, math.Round((0.2+0.7*float64(i)/float64(n))*10)/10)
}

// mirrored draws the motif as it is or mirrored, by the seed.
func (c *canvas) mirrored(draw func()) {
	if c.pick(2) == 1 {
		c.in(matrix{a: -1, d: 1, e: width}, draw)
		return
	}
	draw()
}

const pen = 3.5 // width of a pencil line, in pixels

// fill adds path data filled with a colour. The path data of it, line and cel is what data makes of a format.
func (c *canvas) fill(colour string, format string, args ...any) {
	c.add(Shape{Fill: colour, Opacity: 1}, c.parse(data(format, args...)))
}

// line adds path data as a pencil line.
func (c *canvas) line(opacity float64, format string, args ...any) {
	c.add(Shape{Stroke: c.Line, Width: pen, Opacity: opacity}, c.parse(data(format, args...)))
}

// cel adds path data filled with the ground and outlined: a sheet that hides what is behind it.
func (c *canvas) cel(opacity float64, format string, args ...any) {
	c.add(Shape{Fill: c.Ground, Stroke: c.Line, Width: pen, Opacity: opacity}, c.parse(data(format, args...)))
}

// ellipse is path data of an ellipse.
func ellipse(x, y, rx, ry float64) string {
	const k = 0.5523 // of the radius: how far the control points of a quarter stand off
	return data("M%v %vC%v %v %v %v %v %vC%v %v %v %v %v %vC%v %v %v %v %v %vC%v %v %v %v %v %vz",
		x+rx, y, x+rx, y+k*ry, x+k*rx, y+ry, x, y+ry, x-k*rx, y+ry, x-rx, y+k*ry, x-rx, y,
		x-rx, y-k*ry, x-k*rx, y-ry, x, y-ry, x+k*rx, y-ry, x+rx, y-k*ry, x+rx, y)
}

// disc is path data of a circle.
func disc(x, y, r float64) string { return ellipse(x, y, r, r) }

func (c *canvas) add(s Shape, outline []lettering.Segment) {
	if len(outline) > 0 {
		s.Outline = outline
		c.shapes = append(c.shapes, s)
	}
}

// data is path data with numbers for each %v, path data for each %s, and a character for each %c: fmt.Sprintf,
// but that a number stays as it is, after binaryMark, and is not written in decimals to be read again at once.
func data(format string, args ...any) string {
	b := make([]byte, 0, 512)
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b = append(b, format[i])
			continue
		}
		i++
		switch a := args[0].(type) {
		case float64:
			b = binary.LittleEndian.AppendUint64(append(b, binaryMark), math.Float64bits(a))
		case int:
			b = binary.LittleEndian.AppendUint64(append(b, binaryMark), math.Float64bits(float64(a)))
		case string:
			b = append(b, a...)
		case byte:
			b = append(b, a)
		default:
			panic(fmt.Sprintf("path data with a %T", a))
		}
		args = args[1:]
	}
	return string(b)
}

// binaryMark stands before the eight bytes of a float64, low byte first.
const binaryMark = '#'

// Outline is path data: the commands M L H V C Q and Z of SVG. It panics on others: path data is part of the program.
func Outline(d string) []lettering.Segment { return (&canvas{at: identity}).parse(d) }

// parse reads path data: the commands M L H V C Q and Z of SVG, absolute or relative, and maps
// their points. It panics on other commands: path data is part of the program.
func (c *canvas) parse(d string) (out []lettering.Segment) {
	var x, y, x0, y0 float64 // the present point and the start of the contour, before the matrix
	emit := func(op byte, pts ...float64) {
		from := len(c.points)
		for i := 0; i < len(pts); i += 2 {
			px, py := pts[i], pts[i+1]
			c.points = append(c.points, lettering.Point{
				X: float32(c.at.a*px + c.at.c*py + c.at.e), Y: float32(c.at.b*px + c.at.d*py + c.at.f)})
		}
		out = append(out, lettering.Segment{Op: op, Points: c.points[from:len(c.points):len(c.points)]})
		x, y = pts[len(pts)-2], pts[len(pts)-1]
	}
	var room [32]float64
	for len(d) > 0 {
		op := d[0]
		var n []float64
		n, d = numbers(d[1:], room[:0])
		if op == 'z' || op == 'Z' {
			emit('L', x0, y0)
			continue
		}
		for len(n) > 0 {
			var ox, oy float64
			if op >= 'a' { // relative
				ox, oy = x, y
			}
			switch op &^ 0x20 {
			case 'H':
				emit('L', n[0]+ox, y)
				n = n[1:]
			case 'V':
				emit('L', x, n[0]+oy)
				n = n[1:]
			case 'M':
				emit('M', n[0]+ox, n[1]+oy)
				x0, y0 = x, y
				n, op = n[2:], 'L'|op&0x20
			case 'L':
				emit('L', n[0]+ox, n[1]+oy)
				n = n[2:]
			case 'Q':
				emit('Q', n[0]+ox, n[1]+oy, n[2]+ox, n[3]+oy)
				n = n[4:]
			case 'C':
				emit('C', n[0]+ox, n[1]+oy, n[2]+ox, n[3]+oy, n[4]+ox, n[5]+oy)
				n = n[6:]
			default:
				panic("path data with " + string(op))
			}
		}
	}
	return out
}

// numbers appends the numbers at the start of path data to list.
func numbers(d string, list []float64) (_ []float64, rest string) {
	for {
		i := 0
		for i < len(d) && (d[i] == ' ' || d[i] == ',') {
			i++
		}
		sign, at := 1.0, i
		if at < len(d) && d[at] == '-' {
			sign, at = -1, at+1
		}
		if at < len(d) && d[at] == binaryMark {
			v := math.Float64frombits(binary.LittleEndian.Uint64([]byte(d[at+1 : at+9])))
			list, d = append(list, sign*v), d[at+9:]
			continue
		}
		j := i
		for j < len(d) && (d[j] == '.' || d[j] >= '0' && d[j] <= '9' || d[j] == '-' && j == i) {
			j++
		}
		if j == i {
			return list, d[i:]
		}
		v, err := strconv.ParseFloat(d[i:j], 64)
		if err != nil {
			panic(err) // path data is part of the program
		}
		list, d = append(list, v), d[j:]
	}
}
