package poster

import (
	"math"
	"strconv"

	"artsfactory/cmd/internal/lettering"
)

// SVG is the poster as a drawing: its title stands over two ghosts of itself, the one before and
// the one after, as on an animator's table.
func (p Poster) SVG() []byte {
	b := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `)
	b = strconv.AppendInt(b, int64(p.Width), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(p.Height), 10)
	b = append(b, `" stroke-linecap="round" stroke-linejoin="round"><path fill="`+p.Palette.Ground+`" d="M0 0h`...)
	b = strconv.AppendInt(b, int64(p.Width), 10)
	b = append(b, 'v')
	b = strconv.AppendInt(b, int64(p.Height), 10)
	b = append(b, "H0z\"/>"...)
	for _, s := range p.Shapes {
		b = s.appendSVG(b)
	}
	b = p.Pegs.appendSVG(b)
	if letters := p.Title.Segments(); len(letters) > 0 {
		ghost := `" fill="none" stroke-width="2.5" stroke="`
		b = append(b, `<g transform="translate(`...)
		b = append(append(append(b, tenth(float64(p.TitleAt.X))...), ' '), tenth(float64(p.TitleAt.Y))...)
		b = append(b, `)">`...)
		if shift := tenth(p.ghost()); p.Title.Size >= ghostFrom {
			b = append(b, `<use href="#t" x="-`+shift+`" y="`+shift+ghost+p.Palette.Spark+`"/>`...)
			b = append(b, `<use href="#t" x="`+shift+`" y="-`+shift+ghost+p.Palette.Line+`"/>`...)
		}
		b = append(b, `<defs><path id="t" d="`...)
		b = append(appendPath(b, letters), `"/></defs><use href="#t" fill="`+p.Palette.Letter+`"/></g>`...)
	}
	return append(b, `</svg>`...)
}

// ghostFrom is the size of letters from which on their ghosts can be told from them, in pixels.
const ghostFrom = 84

// ghost is how far the ghosts of the title stand off, in pixels.
func (p Poster) ghost() float64 { return math.Max(2, float64(p.Title.Size)/28) }

func (s Shape) appendSVG(b []byte) []byte {
	b = append(b, `<path`...)
	attr := func(name, value string) { b = append(b, ` `+name+`="`+value+`"`...) }
	if s.Fill == "" {
		attr("fill", "none")
	} else {
		attr("fill", s.Fill)
	}
	if s.Stroke != "" {
		attr("stroke", s.Stroke)
		attr("stroke-width", tenth(s.Width))
	}
	if s.Opacity < 1 {
		attr("opacity", strconv.FormatFloat(math.Round(s.Opacity*100)/100, 'f', -1, 64))
	}
	b = append(b, ` d="`...)
	return append(appendPath(b, s.Outline), `"/>`...)
}

// appendPath writes outlines as relative path data in tenths of a pixel, which hides the last
// bits that processors disagree on. Rounding is of the absolute point, so that it does not add up.
func appendPath(b []byte, outline []lettering.Segment) []byte {
	var x, y, x0, y0 int // in tenths
	round := func(v float32) int { return int(math.Round(float64(v) * 10)) }
	for i, s := range outline {
		last := s.Points[len(s.Points)-1]
		lx, ly := round(last.X), round(last.Y)
		if s.Op == 'L' {
			closes := i+1 == len(outline) || outline[i+1].Op == 'M'
			switch {
			case closes && lx == x0 && ly == y0:
				b = append(b, 'z')
			case lx == x && ly == y && i > 0 && outline[i-1].Op != 'M':
			case ly == y:
				b = appendNumber(append(b, 'h'), lx-x, false)
			case lx == x:
				b = appendNumber(append(b, 'v'), ly-y, false)
			default:
				b = appendNumber(append(b, 'l'), lx-x, false)
				b = appendNumber(b, ly-y, true)
			}
			x, y = lx, ly
			continue
		}
		b = append(b, s.Op|0x20)
		if s.Op == 'M' {
			b[len(b)-1] = 'M'
			x, y, x0, y0 = 0, 0, lx, ly
		}
		for k, p := range s.Points {
			b = appendNumber(b, round(p.X)-x, k > 0)
			b = appendNumber(b, round(p.Y)-y, true)
		}
		x, y = lx, ly
	}
	return b
}

// appendNumber writes a number of tenths, with a space where it would run into the one before.
func appendNumber(b []byte, n int, apart bool) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	} else if apart {
		b = append(b, ' ')
	}
	if n >= 10 || n == 0 {
		b = strconv.AppendInt(b, int64(n/10), 10)
	}
	if n%10 != 0 {
		b = append(b, '.', byte('0'+n%10))
	}
	return b
}

func tenth(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10+0, 'f', -1, 64) // + 0 turns -0 into 0
}
