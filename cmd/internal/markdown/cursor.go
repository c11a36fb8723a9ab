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
	lineAt       int // start of the line that lineEnd and excerpt are of; -1: none
	lineEnd      int
	excerpt      string // of the line, around excerptCol
	excerptCol   int
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
	p.move(r.text, offset)
	if p.lineAt != p.start {
		end := len(r.text)
		if i := bytes.IndexByte(r.text[p.start:], '\n'); i >= 0 {
			end = p.start + i
		}
		p.lineEnd, p.lineAt, p.excerpt = end, p.start, ""
	}
	if p.excerpt == "" || p.excerptCol != p.col && p.lineEnd-p.start > source.ExcerptLength {
		p.excerpt, p.excerptCol = r.excerpt(), p.col
	}
	return r.firstLine + p.line, p.col + 1, p.excerpt
}

// line gives the file line of an offset alone.
func (r *renderer) line(offset int) int {
	r.cursor.move(r.text, offset)
	return r.firstLine + r.cursor.line
}

// excerpt is that of the cursor's line, made of what is around the cursor alone: a line may be
// the whole text.
func (r *renderer) excerpt() string {
	const around = 4 * source.ExcerptLength
	p := &r.cursor
	from, to := max(p.start, p.offset-around), min(p.lineEnd, p.offset+around)
	for from > p.start && !utf8.RuneStart(r.text[from]) {
		from--
	}
	for to < p.lineEnd && !utf8.RuneStart(r.text[to]) {
		to++
	}
	return source.Excerpt(r.text[from:to], utf8.RuneCount(r.text[from:p.offset])+1)
}

const maxProblems = 1000 // of one text that are kept; source.Sort tells fewer, and how many follow

func (r *renderer) problem(offset int, what, hint source.Message) {
	if len(r.problems) == maxProblems {
		r.more++
		return
	}
	line, col, excerpt := r.position(offset)
	r.problems = append(r.problems, source.Problem{
		Path: r.path, Line: line, Col: col, What: what, Hint: hint, Excerpt: excerpt})
}

// remark is a problem that is worth a look alone.
func (r *renderer) remark(offset int, what, hint source.Message) {
	n := len(r.problems)
	if r.problem(offset, what, hint); len(r.problems) > n {
		r.problems[n].Warning = true
	}
}
