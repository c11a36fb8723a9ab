package markdown

import (
	"bytes"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"
)

// A cursor is a position in the text that moves to the next one asked for, because counting
// from the start each time would make a long line with many links quadratic.
type cursor struct {
	offset, line int // line from 0, within the text
	start        int // where the line begins
	col          int // characters between start and offset
	excerpt      string
	excerptAt    int // start of the line that excerpt holds; -1: none
}

func (p *cursor) move(text []byte, offset int) {
	offset = max(0, min(offset, len(text)))
	if offset < p.start {
		p.line -= bytes.Count(text[offset:p.start], newline)
		p.start = bytes.LastIndexByte(text[:offset], '\n') + 1
		p.offset, p.col = p.start, 0
	} else if n := bytes.Count(text[min(offset, p.offset):offset], newline); n > 0 {
		p.line += n
		p.start = bytes.LastIndexByte(text[:offset], '\n') + 1
		p.offset, p.col = p.start, 0
	}
	if offset < p.offset {
		p.offset, p.col = p.start, 0
	}
	p.col += utf8.RuneCount(text[p.offset:offset])
	p.offset = offset
}

var newline = []byte("\n")

// position gives the file line, the column and the line itself of an offset into the text.
func (r *renderer) position(offset int) (line, col int, excerpt string) {
	p := &r.cursor
	p.move(r.src, offset)
	if p.excerptAt != p.start {
		end := len(r.src)
		if i := bytes.IndexByte(r.src[p.start:], '\n'); i >= 0 {
			end = p.start + i
		}
		p.excerpt, p.excerptAt = string(r.src[p.start:end]), p.start
	}
	return r.firstLine + p.line, p.col + 1, p.excerpt
}

// line gives the file line of an offset alone.
func (r *renderer) line(offset int) int {
	r.cursor.move(r.src, offset)
	return r.firstLine + r.cursor.line
}

const maxProblems = 1000 // of one text: nobody reads on

func (r *renderer) problem(offset int, what, hint source.Message) {
	if len(r.problems) == maxProblems {
		return
	}
	line, col, excerpt := r.position(offset)
	r.problems = append(r.problems, source.Problem{
		Path: r.path, Line: line, Col: col, What: what, Hint: hint, Excerpt: excerpt})
}
