// Package lettering lays out short display text, such as the title on a poster, in the site's two
// display faces, and gives it as outlines.
//
// Arabic is joined and runs from right to left, mixed text is in the order of the Unicode
// Bidirectional Algorithm (UAX #9), lines break where UAX #14 allows and never within a word. It
// refuses to read fonts from the machine: the same text gives the same outlines everywhere.
package lettering

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/di"
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

	glyphs []placedGlyph
}

// unit is the size at which text is shaped once; it is scaled afterwards. A length in units is a thousandth of
// Block.Size.
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
	if fits := box.Width / pixels(p.widest, 1) * 0.99; fits < min {
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
	lang       string
	runs       []shaping.Output
	base       di.Direction
	lineHeight float32
	words      []word
	widest     fixed.Int26_6 // width of the longest word
	missing    []rune
}

// A word is a part of a text that no line breaks: its width where it ends a line, and elsewhere, with what is
// between it and the next.
type word struct{ last, inner fixed.Int26_6 }

func (s *shaper) shape(text, lang string) *paragraph {
	p := &paragraph{text: []rune(text), lang: lang, base: di.DirectionLTR, lineHeight: lineHeightLatin}
	if strings.HasPrefix(lang, "ar") {
		p.base, p.lineHeight = di.DirectionRTL, lineHeightArabic
	}
	s.rtl, s.missing = p.base == di.DirectionRTL, nil
	p.runs = s.runs(p.text, p.base, lang)
	p.missing = slices.Clone(s.missing)
	advances := make([]fixed.Int26_6, len(p.text)) // by rune
	for _, r := range p.runs {
		for _, g := range r.Glyphs {
			advances[g.TextIndex()] += g.Advance
		}
	}
	at := 0
	for _, line := range s.wrap(p, 1, 0) { // every break is taken
		w := word{last: advance(line)}
		for range line.runes() {
			w.inner += advances[at]
			at++
		}
		p.words = append(p.words, w)
		p.widest = max(p.widest, w.last)
	}
	return p
}

// lines is how many lines of a width the words fill, as wrap breaks them. It may be wrong where the end of a line
// has another direction than the paragraph.
func (p *paragraph) lines(width fixed.Int26_6) int {
	n, used := 0, fixed.Int26_6(0)
	for i, w := range p.words {
		if i == 0 || used+w.last > width {
			n++
			used = 0
		}
		used += w.inner
	}
	return n
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
func (s *shaper) wrap(p *paragraph, width fixed.Int26_6, most int) []line {
	c := shaping.WrapConfig{Direction: p.base, BreakPolicy: shaping.Never}
	if most > 0 {
		c.TruncateAfterLines = most
		if cut := s.runs([]rune("…"), p.base, p.lang); len(cut) > 0 {
			c.Truncator = cut[0]
		}
	}
	// The wrapper takes away the space at the end of lines in the glyphs it is given.
	runs := slices.Clone(p.runs)
	for i := range runs {
		runs[i].Glyphs = slices.Clone(runs[i].Glyphs)
	}
	lines, _ := s.wrapper.WrapParagraphF(c, width, p.text, shaping.NewSliceIterator(runs))
	out := make([]line, len(lines))
	for i, l := range lines { // the wrapper uses its memory again
		out[i] = slices.Clone(line(l))
	}
	return out
}

// A line is the runs of a line in the order of its text.
type line []shaping.Output

// runes is how many runes of the text are in the line.
func (l line) runes() (n int) {
	for _, r := range l {
		n += r.Runes.Count
	}
	return n
}

func advance(l line) (w fixed.Int26_6) {
	for _, r := range l {
		w += r.Advance
	}
	return w
}

// pixels is a length in units in letters of a size.
func pixels(length fixed.Int26_6, size float32) float32 { return float32(length) * size / (64 * unit) }

// layOut sets the paragraph at a size. It reports whether all of it fits the box.
func (s *shaper) layOut(p *paragraph, size float32, box Box, cut bool) (Block, bool) {
	width := fixed.Int26_6(box.Width / size * 64 * unit)
	most := int((box.Height/size-1)/p.lineHeight) + 1
	if box.MaxLines > 0 {
		most = min(most, box.MaxLines)
	}
	most = max(most, 1)
	b := Block{Size: size, Missing: p.missing}
	tooWide := func(l line) bool { return advance(l) > width }
	var lines []line
	if n := p.lines(width); n <= most && p.widest <= width {
		lines = s.wrap(p, p.balance(n, width), 0)
	}
	if lines == nil || len(lines) > most || slices.ContainsFunc(lines, tooWide) {
		if !cut {
			return b, false
		}
		lines = s.wrap(p, width, most)
		b.Cut = true
	}
	b.Lines = len(lines)
	longest := fixed.Int26_6(0)
	for _, l := range lines {
		longest = max(longest, advance(l))
	}
	b.Width = pixels(longest, size)
	b.Height = size * (1 + float32(len(lines)-1)*p.lineHeight)
	for i, l := range lines {
		x := fixed.Int26_6(0)
		if p.base == di.DirectionRTL {
			x = longest - advance(l)
		}
		s.draw(&b, l, x, fixed.Int26_6((capHeight+float32(i)*p.lineHeight)*unit*64))
	}
	return b, true
}

// capHeight is where the first base line stands, in sizes of the letters from the top of the
// block: the height of a Latin capital with its accent.
const capHeight = 0.86

// balance is the width up to max that makes n lines as even as they can be.
func (p *paragraph) balance(n int, max fixed.Int26_6) fixed.Int26_6 {
	if n < 2 {
		return max
	}
	low, high := p.widest, max
	for high-low > unit*64/20 {
		if mid := (low + high) / 2; p.lines(mid) > n {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// draw adds the glyphs of a line whose left end is at x on the base line y, in units.
func (s *shaper) draw(b *Block, l line, x, y fixed.Int26_6) {
	slices.SortFunc(l, func(a, c shaping.Output) int { return int(a.VisualIndex - c.VisualIndex) })
	for _, run := range l {
		for _, g := range run.Glyphs {
			if g.GlyphID != 0 {
				if o := s.outline(run.Face, g.GlyphID); len(o.contours) > 0 {
					b.glyphs = append(b.glyphs, placedGlyph{o, x + g.XOffset, y - g.YOffset})
				}
			}
			x += g.Advance
		}
	}
}
