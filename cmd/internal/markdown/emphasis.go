package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads * and _ as CommonMark does, but for one thing: a star between a letter
// and a quotation mark may open and close. CommonMark lets it do one of the two alone, so that
// "film**« Oued »**" and "و**«فيلم»**" would show their stars.
type emphasisParser struct{}

// emphasis is the delimiter processor of goldmark's own parser, which it does not export.
type emphasis struct{}

func (emphasis) IsDelimiter(b byte) bool                      { return b == '*' || b == '_' }
func (emphasis) CanOpenCloser(open, c *parser.Delimiter) bool { return open.Char == c.Char }
func (emphasis) OnMatch(consumes int) ast.Node                { return ast.NewEmphasis(consumes) }

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, emphasis{})
	if d == nil {
		return nil
	}
	if d.OriginalLength == 1 && !d.CanOpen && !d.CanClose {
		return nil // the _ of first_last@host.example is a letter
	}
	if d.Char == '*' && d.OriginalLength < len(line) {
		after := util.ToRune(line, d.OriginalLength)
		d.CanOpen = d.CanOpen || unicode.IsLetter(before) && mayBegin(after, d.OriginalLength)
		d.CanClose = d.CanClose || unicode.IsLetter(after) && mayEnd(before, d.OriginalLength)
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

// mayBegin tells whether emphasis of that many stars may begin before r, after a letter. One
// star before a bracket is more likely a product: f*(x).
func mayBegin(r rune, stars int) bool {
	return strings.ContainsRune("«‹“„‘\"", r) || stars > 1 && strings.ContainsRune("([¿¡…#@", r)
}

// mayEnd tells whether emphasis of that many stars may end after r, before a letter.
func mayEnd(r rune, stars int) bool {
	return strings.ContainsRune("»›”“’\"", r) || stars > 1 && strings.ContainsRune(")].,:;!?…،؛؟%", r)
}
