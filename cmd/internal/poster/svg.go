package poster

import (
	"math"
	"strconv"

	"artsfactory/cmd/internal/lettering"
)

// SVG is the poster as a drawing: its title stands over two ghosts of itself, the one before and
// the one after, as on an animator's table.
func (p Poster) SVG() []byte {
	b := append(make([]byte, 0, 8<<10), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `...)
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
	if p.Title.Lines > 0 {
		b = p.appendTitle(b)
	}
	return append(b, `</svg>`...)
}

// appendTitle writes the title in thousandths of the size of its letters.
func (p Poster) appendTitle(b []byte) []byte {
	scale := float64(p.Title.Size) / 1000
	b = append(b, `<g transform="translate(`...)
	b = append(append(append(b, tenth(float64(p.TitleAt.X))...), ' '), tenth(float64(p.TitleAt.Y))...)
	b = append(b, `) scale(`...)
	b = strconv.AppendFloat(b, scale, 'f', 4, 64)
	b = append(b, `)">`...)
	if shift := tenth(p.ghost() / scale); p.Title.Size >= ghostFrom {
		ghost := `" fill="none" stroke-width="` + tenth(2.5/scale) + `" stroke="`
		b = append(b, `<use href="#t" x="-`+shift+`" y="`+shift+ghost+p.Palette.Spark+`"/>`...)
		b = append(b, `<use href="#t" x="`+shift+`" y="-`+shift+ghost+p.Palette.Line+`"/>`...)
	}
	b = append(b, `<defs><path id="t" d="`...)
	return append(p.Title.AppendPath(b), `"/></defs><use href="#t" fill="`+p.Palette.Letter+`"/></g>`...)
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
	return append(lettering.AppendPath(b, s.Outline), `"/>`...)
}

func tenth(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10+0, 'f', -1, 64) // + 0 turns -0 into 0
}
