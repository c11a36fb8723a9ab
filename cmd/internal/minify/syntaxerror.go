package minify

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/tdewolff/parse/v2"

	"artsfactory/cmd/internal/source"
)

// A SyntaxError says where text cannot be read for what it should be.
type SyntaxError struct {
	Line, Col int // from 1, the column in characters; 0 where unknown
	What      source.Message
	Hint      source.Message // may be empty
	Excerpt   string         // as source.Problem.Excerpt; may be empty
}

// Error speaks English.
func (e *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.What.En) }

// Problem says it of the file at path.
func (e *SyntaxError) Problem(path string) source.Problem {
	return source.Problem{Path: path, Line: e.Line, Col: e.Col, What: e.What, Hint: e.Hint, Excerpt: e.Excerpt}
}

// errorAt is a SyntaxError at a byte offset.
func errorAt(text []byte, offset int, what source.Message) *SyntaxError {
	line, col, excerpt := source.Position(text, offset)
	return &SyntaxError{Line: line, Col: col, What: what, Excerpt: excerpt}
}

// syntaxError says in the editor's words what the library could not read.
func syntaxError(text []byte, err error) *SyntaxError {
	at, ok := errors.AsType[*parse.Error](err)
	if !ok {
		return &SyntaxError{What: source.Msg("this cannot be read: %v", "ceci ne peut pas être lu : %v", err)}
	}
	what := source.Msg("this cannot be read: %s", "ceci ne peut pas être lu : %s", at.Message)
	if fr, ok := cssMistakesInFrench[at.Message]; ok {
		what = source.Message{En: at.Message, Fr: fr}
	}
	return errorAt(text, offsetOf(text, at.Line, at.Column), what)
}

// offsetOf is where line and column are, both from 1, the column in characters; the end of the
// text where it has no such place.
func offsetOf(text []byte, line, col int) int {
	offset := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(text[offset:], '\n')
		if i < 0 {
			break
		}
		offset += i + 1
	}
	for i := range string(text[offset:]) {
		if col--; col <= 0 || text[offset+i] == '\n' {
			return offset + i
		}
	}
	return len(text)
}
