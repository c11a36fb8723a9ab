// Package lettering lays out short display text, such as the title on a poster, in the site's two
// display faces, and gives it as outlines.
//
// Arabic is joined and runs from right to left, mixed text is in the order of the Unicode
// Bidirectional Algorithm (UAX #9), lines break where UAX #14 allows and never within a word. It
// refuses to read fonts from the machine: the same text gives the same outlines everywhere.
package lettering

import (
	"math"
	"slices"
	"strings"

	"github.com/go-text/typesetting/di"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// A Box is the room for a text, in pixels.
type Box struct {
	Width, Height float32
	MaxSize       float32 // of the letters, the first that is tried
	MinSize       float32 // the last before the text is cut
	MaxLines      int     // 0: as many as fit
}

// A Block is a text laid out in lines.
type Block struct {
	Size    float32 // of the letters, in pixels
	Width   float32 // of the longest line
	Height  float32 // from the top of the first line to the bottom of the last
	Lines   int
	Cut     bool   // words at the end are left out, and "…" stands for them
	Missing []rune // characters that no face has; they are not drawn

	paths []Segment
}

// A Segment is a part of an outline: M moves to the last point, L draws a line to it, Q and C
// draw Bézier curves of the second and third order. Points are in pixels from the top left
// corner of the block, y downwards.
type Segment struct {
	Op     byte
	Points []Point
}

// A Point is a place in a block.
type Point struct{ X, Y float32 }

// unit is the size at which text is shaped once; it is scaled afterwards.
const unit = 1000

// The distance of two base lines in sizes of the letters.
const (
	lineHeightLatin  = 0.96
	lineHeightArabic = 1.36
)

// Fit lays out text in a language, a BCP 47 code, with the largest letters that fit the box: sizes
// from box.MaxSize step down until no word is wider than the box and all lines fit. At
// box.MinSize what does not fit is cut at a word. A word wider than the box at that size makes
// the letters smaller still. Text without a visible letter gives an empty block.
func Fit(text, lang string, box Box) Block {
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	if text == "" {
		return Block{}
	}
	s := shapers.Get().(*shaper)
	defer shapers.Put(s)
	p := s.shape(text, lang)
	if p.widest == 0 {
		return Block{Missing: p.missing}
	}
	min := box.MinSize
	// Rounding to 1/64 makes a line that fits exactly a little too long.
	if fits := box.Width * unit / p.widest * 0.99; fits < min {
		min = fits
	}
	size := max(box.MaxSize, min)
	for {
		b, ok := s.layOut(p, size, box, false)
		if ok {
			return b
		}
		if size <= min {
			b, _ = s.layOut(p, size, box, true)
			return b
		}
		size = max(size*0.94, min)
	}
}

// A paragraph is text shaped at the size unit.
type paragraph struct {
	text       []rune
	runs       []shaping.Output
	base       di.Direction
	lineHeight float32
	widest     float32 // width of the longest word
	missing    []rune
	ellipsis   shaping.Output
}

func (s *shaper) shape(text, lang string) *paragraph {
	p := &paragraph{text: []rune(text), base: di.DirectionLTR, lineHeight: lineHeightLatin}
	if strings.HasPrefix(lang, "ar") {
		p.base, p.lineHeight = di.DirectionRTL, lineHeightArabic
	}
	s.rtl, s.missing = p.base == di.DirectionRTL, nil
	p.runs = s.runs(p.text, p.base, lang)
	if cut := s.runs([]rune("…"), p.base, lang); len(cut) > 0 {
		p.ellipsis = cut[0]
	}
	p.missing = slices.Clone(s.missing)
	for _, line := range s.wrap(p, 1, 0) { // every break is taken
		p.widest = max(p.widest, advance(line))
	}
	return p
}

func (s *shaper) runs(text []rune, base di.Direction, lang string) []shaping.Output {
	in := shaping.Input{
		Text:      text,
		RunEnd:    len(text),
		Direction: base,
		Size:      fixed.I(unit),
		Language:  language.NewLanguage(lang),
	}
	var out []shaping.Output
	for _, part := range s.segmenter.Split(in, s) {
		part.Size = fixed.Int26_6(float32(part.Size) * s.scale[part.Face])
		out = append(out, s.harfbuzz.Shape(part))
	}
	return out
}

// wrap breaks the paragraph into lines of a width in units. With most > 0 there are that many
// lines at the most, and the last ends in "…" where text is left.
func (s *shaper) wrap(p *paragraph, width float32, most int) []shaping.Line {
	c := shaping.WrapConfig{Direction: p.base, BreakPolicy: shaping.Never}
	if most > 0 {
		c.TruncateAfterLines, c.Truncator = most, p.ellipsis
	}
	// The wrapper takes away the space at the end of lines in the glyphs it is given.
	runs := slices.Clone(p.runs)
	for i := range runs {
		runs[i].Glyphs = slices.Clone(runs[i].Glyphs)
	}
	lines, _ := s.wrapper.WrapParagraphF(c, fixed.Int26_6(width*64), p.text, shaping.NewSliceIterator(runs))
	out := make([]shaping.Line, len(lines))
	for i, l := range lines { // the wrapper uses its memory again
		out[i] = slices.Clone(l)
	}
	return out
}

func advance(l shaping.Line) (w float32) {
	for _, r := range l {
		w += float32(r.Advance) / 64
	}
	return w
}

// layOut sets the paragraph at a size. It reports whether all of it fits the box.
func (s *shaper) layOut(p *paragraph, size float32, box Box, cut bool) (Block, bool) {
	k := size / unit
	width := box.Width / k
	most := int((box.Height/size-1)/p.lineHeight) + 1
	if box.MaxLines > 0 {
		most = min(most, box.MaxLines)
	}
	most = max(most, 1)
	lines := s.wrap(p, width, 0)
	b := Block{Size: size, Missing: p.missing}
	if len(lines) > most || slices.ContainsFunc(lines, func(l shaping.Line) bool { return advance(l) > width }) {
		if !cut {
			return b, false
		}
		lines = s.wrap(p, width, most)
		b.Cut = true
	} else {
		lines = s.balance(p, lines, width)
	}
	b.Lines = len(lines)
	for _, l := range lines {
		b.Width = max(b.Width, advance(l)*k)
	}
	b.Height = size * (1 + float32(len(lines)-1)*p.lineHeight)
	for i, l := range lines {
		x := float32(0)
		if p.base == di.DirectionRTL {
			x = b.Width - advance(l)*k
		}
		b.draw(l, x, size*(capHeight+float32(i)*p.lineHeight), k)
	}
	return b, true
}

// capHeight is where the first base line stands, in sizes of the letters from the top of the
// block: the height of a Latin capital with its accent.
const capHeight = 0.86

// balance makes the lines as even as they can be without one more of them.
func (s *shaper) balance(p *paragraph, lines []shaping.Line, width float32) []shaping.Line {
	if len(lines) < 2 {
		return lines
	}
	low, high := p.widest, width
	for high-low > unit/20 {
		mid := (low + high) / 2
		if try := s.wrap(p, mid, 0); len(try) > len(lines) {
			low = mid
		} else {
			high, lines = mid, try
		}
	}
	return lines
}

// draw adds the outlines of a line whose left end is at x on the base line y.
func (b *Block) draw(l shaping.Line, x, y, k float32) {
	l = slices.Clone(l)
	slices.SortFunc(l, func(a, c shaping.Output) int { return int(a.VisualIndex - c.VisualIndex) })
	for _, run := range l {
		em := float32(run.Size) / 64 * k / float32(run.Face.Upem())
		for _, g := range run.Glyphs {
			if g.GlyphID != 0 {
				ox, oy := x+float32(g.XOffset)/64*k, y-float32(g.YOffset)/64*k
				outline, _ := run.Face.GlyphDataOutline(g.GlyphID)
				for _, seg := range outline.Segments {
					b.add(seg, ox, oy, em)
				}
			}
			x += float32(g.Advance) / 64 * k
		}
	}
}

var operations = map[ot.SegmentOp]byte{
	ot.SegmentOpMoveTo: 'M', ot.SegmentOpLineTo: 'L', ot.SegmentOpQuadTo: 'Q', ot.SegmentOpCubeTo: 'C',
}

func (b *Block) add(seg ot.Segment, x, y, em float32) {
	s := Segment{Op: operations[seg.Op]}
	for _, p := range seg.ArgsSlice() {
		s.Points = append(s.Points, Point{x + p.X*em, y - p.Y*em})
	}
	b.paths = append(b.paths, s)
}

// Segments are the outlines in the order in which they are drawn. Every M begins a closed
// contour; contours are filled by the nonzero rule. The slice is shared: do not change it.
func (b Block) Segments() []Segment { return b.paths }

// Path is the outlines as SVG path data, moved by x and y, in tenths of a pixel.
func (b Block) Path(x, y float32) string {
	var out []byte
	open := false
	for _, s := range b.paths {
		if s.Op == 'M' && open {
			out = append(out, 'z')
		}
		open = true
		out = append(out, s.Op)
		for i, p := range s.Points {
			out = number(out, p.X+x, i > 0)
			out = number(out, p.Y+y, true)
		}
	}
	if open {
		out = append(out, 'z')
	}
	return string(out)
}

// number writes v in tenths, with a space before it where the one before would run into it.
func number(out []byte, v float32, apart bool) []byte {
	n := int(math.Round(float64(v) * 10))
	if n < 0 {
		out = append(out, '-')
		n = -n
	} else if apart {
		out = append(out, ' ')
	}
	var digits [12]byte
	i := len(digits)
	if n%10 != 0 {
		i--
		digits[i] = byte('0' + n%10)
		i--
		digits[i] = '.'
	}
	n /= 10
	if n == 0 && i < len(digits) {
		return append(out, digits[i:]...)
	}
	for {
		i--
		digits[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return append(out, digits[i:]...)
		}
	}
}
