package minify

import (
	"bytes"
	"io"

	"github.com/tdewolff/minify/v2"
	mincss "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"artsfactory/cmd/internal/source"
)

// A cssChecker finds the mistakes that browsers and minifiers pass over in silence: what is
// opened and never closed, closed and never opened, a declaration without its colon, and one
// that swallows the next for want of a semicolon. Source: CSS Syntax Level 3, CSS Nesting.
type cssChecker struct {
	inline bool // a style attribute: declarations only
	open   []bracket

	// Of the statement being read:
	tokens int           // how many, white space and comments aside
	first  css.TokenType // the first
	start  int           // and its offset
	second css.TokenType
	colons int // outside of parentheses
	last   int // the offset of the last colon
}

// A bracket is an open one that waits for its partner.
type bracket struct {
	partner css.TokenType
	offset  int
	block   bool // it holds statements
}

// What cssMistake says.
const (
	openComment  = "a comment has no end"
	openString   = "a text in quotes has no end"
	openBracket  = "this bracket is never closed"
	strayBracket = "this bracket was never opened"
	noColon      = "a colon is missing after this name"
	noSemicolon  = "a semicolon is missing before this line or the one above"
	noBlock      = "this stands outside of any { }"
)

// cssMistake returns the first mistake and where it is, or "" where there is none. Inline text
// is that of a style attribute.
func cssMistake(text []byte, inline bool) (offset int, mistake string) {
	input := parse.NewInputBytes(bytes.Clone(text))
	defer input.Restore()
	lexer := css.NewLexer(input)
	r := &cssChecker{inline: inline}
	for {
		token, data := lexer.Next()
		if token == css.ErrorToken {
			return r.end(offset)
		}
		if at, mistake := r.read(token, data, offset); mistake != "" {
			return at, mistake
		}
		offset += len(data)
	}
}

func (r *cssChecker) read(token css.TokenType, data []byte, offset int) (int, string) {
	switch token {
	case css.WhitespaceToken, css.CDOToken, css.CDCToken:
		return 0, ""
	case css.CommentToken:
		if len(data) < 4 || !bytes.HasSuffix(data, []byte("*/")) {
			return offset, openComment
		}
		return 0, ""
	case css.BadStringToken, css.BadURLToken:
		return offset, openString
	case css.RightParenthesisToken, css.RightBracketToken, css.RightBraceToken:
		return r.close(token, offset)
	case css.SemicolonToken:
		if r.between() {
			return r.finish()
		}
		return 0, ""
	}
	r.note(token, offset)
	switch token {
	case css.LeftBraceToken:
		block := r.between() && !(r.first == css.CustomPropertyNameToken && r.second == css.ColonToken)
		r.open = append(r.open, bracket{css.RightBraceToken, offset, block})
		if block {
			r.tokens, r.colons = 0, 0
		}
	case css.LeftParenthesisToken, css.FunctionToken:
		r.open = append(r.open, bracket{css.RightParenthesisToken, offset, false})
	case css.LeftBracketToken:
		r.open = append(r.open, bracket{css.RightBracketToken, offset, false})
	}
	return 0, ""
}

// between tells that no bracket of the statement itself is open.
func (r *cssChecker) between() bool { return len(r.open) == 0 || r.open[len(r.open)-1].block }

func (r *cssChecker) note(token css.TokenType, offset int) {
	switch r.tokens++; r.tokens {
	case 1:
		r.first, r.start, r.second = token, offset, css.ErrorToken
	case 2:
		r.second = token
	}
	if token == css.ColonToken && r.between() {
		r.colons, r.last = r.colons+1, offset
	}
}

func (r *cssChecker) close(token css.TokenType, offset int) (int, string) {
	if len(r.open) == 0 {
		return offset, strayBracket
	}
	top := r.open[len(r.open)-1]
	if top.partner != token {
		return top.offset, openBracket
	}
	at, mistake := 0, ""
	if top.block {
		at, mistake = r.finish()
	}
	r.open = r.open[:len(r.open)-1]
	return at, mistake
}

// finish judges a statement that no block follows.
func (r *cssChecker) finish() (int, string) {
	tokens, colons := r.tokens, r.colons
	r.tokens, r.colons = 0, 0
	switch {
	case tokens == 0 || r.first == css.AtKeywordToken:
		return 0, ""
	case len(r.open) == 0 && !r.inline:
		return r.start, noBlock
	case r.second != css.ColonToken:
		return r.start, noColon
	case colons > 1 && r.first != css.CustomPropertyNameToken:
		return r.last, noSemicolon
	}
	return 0, ""
}

func (r *cssChecker) end(offset int) (int, string) {
	if len(r.open) > 0 {
		return r.open[len(r.open)-1].offset, openBracket
	}
	return r.finish()
}

// InlineStyle minifies a style sheet that is to stand in the <style> element of pages. It refuses
// "</": browsers end the element there, also within a text in quotes (HTML Standard, 13.2.5.2).
func InlineStyle(mediatype string, text []byte) ([]byte, error) {
	small, err := Bytes(mediatype, text)
	if err != nil || !bytes.Contains(small, []byte("</")) {
		return small, err
	}
	refused := errorAt(text, endTagIn(text), source.Msg(`"</" ends the style sheet in the middle of the page`,
		"« </ » finit la feuille de style au milieu de la page"))
	refused.Hint = source.Msg(`write <\/ within quotes`, `écrivez <\/ entre guillemets`)
	return nil, refused
}

// endTagIn is the offset of the first "</" outside of comments, or 0.
func endTagIn(text []byte) int {
	input := parse.NewInputBytes(bytes.Clone(text))
	defer input.Restore()
	lexer := css.NewLexer(input)
	last := byte(0)
	for offset := 0; ; {
		token, data := lexer.Next()
		switch {
		case token == css.ErrorToken:
			return 0
		case token == css.CommentToken:
		case last == '<' && data[0] == '/':
			return offset - 1
		default:
			if i := bytes.Index(data, []byte("</")); i >= 0 {
				return offset + i
			}
		}
		offset += len(data)
		if token != css.CommentToken {
			last = data[len(data)-1]
		}
	}
}

// libraryReads tells whether the library's own parser understands CSS that is right. What it does
// not understand, it garbles.
func libraryReads(text []byte, inline bool) bool {
	input := parse.NewInputBytes(bytes.Clone(text))
	defer input.Restore()
	p := css.NewParser(input, inline)
	for {
		if kind, _, _ := p.Next(); kind == css.ErrorGrammar {
			return !p.HasParseError()
		}
	}
}

// stylesheet minifies CSS that is right, and leaves alone what the library does not understand.
func stylesheet(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	inline := params["inline"] == "1"
	if offset, what := cssMistake(text, inline); what != "" {
		return parse.NewError(bytes.NewReader(text), offset, what)
	}
	if !libraryReads(text, inline) {
		_, err = w.Write(text)
		return err
	}
	return (&mincss.Minifier{}).Minify(m, w, bytes.NewReader(text), params)
}

// cssMistakesInFrench translates what cssMistake says.
var cssMistakesInFrench = map[string]string{
	openComment:  "un commentaire n’a pas de fin",
	openString:   "un texte entre guillemets n’a pas de fin",
	openBracket:  "cette parenthèse ou accolade n’est jamais fermée",
	strayBracket: "cette parenthèse ou accolade n’a jamais été ouverte",
	noColon:      "un deux-points manque après ce nom",
	noSemicolon:  "un point-virgule manque avant cette ligne ou celle d’au-dessus",
	noBlock:      "ceci est hors de toute { }",
}
