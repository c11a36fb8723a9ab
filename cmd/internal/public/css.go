package public

import (
	"bytes"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// A cssReader finds the mistakes that browsers and minifiers pass over in silence: what is
// opened and never closed, closed and never opened, a declaration without its colon, and one
// that swallows the next for want of a semicolon. Source: CSS Syntax Level 3, CSS Nesting.
type cssReader struct {
	inline bool // a style attribute: declarations only
	open   []opened

	// Of the statement being read:
	tokens int           // how many, white space and comments aside
	first  css.TokenType // the first
	start  int           // and its offset
	second css.TokenType
	colons int // outside of parentheses
	last   int // the offset of the last colon
}

// An opened is a bracket that waits for its partner.
type opened struct {
	partner css.TokenType
	offset  int
	block   bool // it holds statements
}

// What cssMistake says; the French is in words.go.
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
	r := &cssReader{inline: inline}
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

func (r *cssReader) read(token css.TokenType, data []byte, offset int) (int, string) {
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
		r.open = append(r.open, opened{css.RightBraceToken, offset, block})
		if block {
			r.tokens, r.colons = 0, 0
		}
	case css.LeftParenthesisToken, css.FunctionToken:
		r.open = append(r.open, opened{css.RightParenthesisToken, offset, false})
	case css.LeftBracketToken:
		r.open = append(r.open, opened{css.RightBracketToken, offset, false})
	}
	return 0, ""
}

// between tells that no bracket of the statement itself is open.
func (r *cssReader) between() bool { return len(r.open) == 0 || r.open[len(r.open)-1].block }

func (r *cssReader) note(token css.TokenType, offset int) {
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

func (r *cssReader) close(token css.TokenType, offset int) (int, string) {
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
func (r *cssReader) finish() (int, string) {
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

func (r *cssReader) end(offset int) (int, string) {
	if len(r.open) > 0 {
		return r.open[len(r.open)-1].offset, openBracket
	}
	return r.finish()
}

// minifierReads tells whether the minifier's own reader understands right CSS; what it does
// not, it garbles.
func minifierReads(text []byte, inline bool) bool {
	input := parse.NewInputBytes(bytes.Clone(text))
	defer input.Restore()
	p := css.NewParser(input, inline)
	for {
		if kind, _, _ := p.Next(); kind == css.ErrorGrammar {
			return !p.HasParseError()
		}
	}
}
