package markdown

import (
	"bytes"
	"regexp"
)

// blockMark is what begins a heading, a list item or a quotation, with spaces that CommonMark
// does not know around it: no-break and other wide ones, and the invisible marks of direction
// that keyboards for Arabic put first.
var blockMark = regexp.MustCompile(`^( *)((?:` + oddSpace + `)*)` +
	`(#{1,6}|[-*+]|[0-9]{1,9}[.)]|>)((?: |` + oddSpace + `)*)`)

const oddSpace = "\u00a0|\u202f|\u2007|\u2009|\u3000|\u200e|\u200f|\u061c|\u200b|\ufeff"

// spaced gives the text with plain spaces around what begins a block, in as many bytes. It is
// the same slice where there is nothing to change.
func spaced(src []byte) []byte {
	copied := false
	for line := range textLines(src) {
		m := blockMark.FindSubmatchIndex(src[line.from:line.to])
		if m == nil || isASCII(src[line.from:line.from+m[1]]) {
			continue
		}
		odd, mark, after := m[5]-m[4], src[line.from+m[6]:line.from+m[7]], m[9]-m[8]
		if after == 0 && mark[0] != '>' && line.from+m[1] < line.to ||
			odd > 0 && isStars(src[line.from+m[6]:line.to]) {
			continue // no mark of a block: "\u00a0-mot", "\u00a0**gras**"
		}
		if !copied {
			src, copied = bytes.Clone(src), true
		}
		at := line.from + m[3]
		n := copy(src[at:], bytes.Clone(mark))
		for at += n; at < line.from+m[1]; at++ {
			src[at] = ' '
		}
	}
	return src
}

func isStars(s []byte) bool { return len(s) > 1 && (s[0] == '*' || s[0] == '-') && s[1] == s[0] }

func isASCII(s []byte) bool {
	for _, c := range s {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// A sourceLine is a line of the text, without its end.
type sourceLine struct{ from, to int }

// textLines goes through the lines that are outside fenced code.
func textLines(src []byte) func(func(sourceLine) bool) {
	return func(yield func(sourceLine) bool) {
		var fence []byte // that is open
		for i := 0; i < len(src); {
			end := i + bytes.IndexByte(src[i:], '\n')
			if end < i {
				end = len(src)
			}
			mark := fenceOf(src[i:end])
			switch {
			case fence == nil && mark != nil:
				fence = mark
			case fence != nil:
				if bytes.HasPrefix(mark, fence) && len(bytes.TrimSpace(src[i:end])) == len(mark) {
					fence = nil
				}
			case !yield(sourceLine{i, end}):
				return
			}
			i = end + 1
		}
	}
}

// fenceOf is the run of ` or ~ with which a line begins, if it is a fence of code.
func fenceOf(line []byte) []byte {
	line = bytes.TrimLeft(line, " \t>")
	n := 0
	for n < len(line) && (line[n] == '`' || line[n] == '~') && line[n] == line[0] {
		n++
	}
	if n < 3 || line[0] == '`' && bytes.IndexByte(line[n:], '`') >= 0 {
		return nil
	}
	return line[:n]
}
