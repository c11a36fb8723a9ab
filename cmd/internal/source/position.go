package source

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Lines finds lines and columns in one text, which it reads once. Nobody may change the text.
type Lines struct {
	text   []byte
	starts []int // the offset of each line
	blocks []int // the number of characters before each multiple of blockSize
}

// blockSize, in bytes, bounds what is counted again for a column in a long line.
const blockSize = 1024

// NewLines reads a text.
func NewLines(text []byte) *Lines {
	l := &Lines{text: text, starts: []int{0}}
	for i := 0; ; {
		n := bytes.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		l.starts = append(l.starts, i)
	}
	count := 0
	for from := 0; from < len(text); {
		l.blocks = append(l.blocks, count)
		to := l.runeStart(min(from+blockSize, len(text)))
		count += utf8.RuneCount(text[l.runeStart(from):to])
		from += blockSize
	}
	return l
}

// runeStart is the offset itself, or where the character begins that it is inside of.
func (l *Lines) runeStart(offset int) int {
	for back := 0; back < utf8.UTFMax && offset-back >= 0; back++ {
		if offset == len(l.text) || utf8.RuneStart(l.text[offset-back]) {
			return offset - back
		}
	}
	return offset
}

// chars is the number of characters before an offset.
func (l *Lines) chars(offset int) int {
	if len(l.blocks) == 0 {
		return 0
	}
	block := min(offset/blockSize, len(l.blocks)-1)
	return l.blocks[block] + utf8.RuneCount(l.text[min(l.runeStart(block*blockSize), offset):offset])
}

// Position turns a byte offset into a line and a column, both from 1, the column in characters.
// shown is that of Excerpt. An offset outside the text counts as its nearest end.
func (l *Lines) Position(offset int) (line, col int, shown string) {
	offset = max(0, min(offset, len(l.text)))
	line, found := slices.BinarySearch(l.starts, offset)
	if found {
		line++
	}
	col = l.chars(offset) - l.chars(l.starts[line-1]) + 1
	return line, col, excerpt(l.line(line), offset-l.starts[line-1])
}

// Excerpt is a line, from 1, as a problem at a column shows it; "" where there is none.
func (l *Lines) Excerpt(line, col int) string {
	if line < 1 || line > len(l.starts) {
		return ""
	}
	return Excerpt(l.line(line), col)
}

func (l *Lines) line(line int) []byte {
	end := len(l.text)
	if line < len(l.starts) {
		end = l.starts[line] - 1
	}
	return l.text[l.starts[line-1]:end]
}

// ExcerptLength is the most characters of an excerpt. Where a line is longer and the column lies
// beyond half of them, the excerpt begins with "…" and the column is its character ExcerptLength/2,
// from 0.
const ExcerptLength = 200

// Excerpt is a line as a problem at a column shows it, without its end: whole if it is short, else
// what is around the column, from 1 (0: its beginning), with "…" for what is left out. Bytes that
// are not UTF-8 become U+FFFD.
func Excerpt(line []byte, col int) string { return excerpt(line, runesIn(line, col-1)) }

// excerpt is Excerpt with the column as an offset into the line. It looks at no more of a line than
// it shows.
func excerpt(line []byte, at int) string {
	line = bytes.TrimSuffix(line, []byte("\r"))
	most := ExcerptLength
	before := backRunes(line, min(at, len(line)), ExcerptLength/2-1)
	cutStart := before > runesIn(line, 1) && runesIn(line, ExcerptLength) < len(line)
	if cutStart {
		line = line[before:]
		most-- // for the sign before it
	}
	cutEnd := runesIn(line, most) < len(line)
	if cutEnd {
		line = line[:runesIn(line, most-1)]
	}
	out := string(bytes.ToValidUTF8(line, []byte("\uFFFD")))
	if cutStart {
		out = "…" + out
	}
	if cutEnd {
		out += "…"
	}
	return out
}

// backRunes is the offset that lies n characters before another.
func backRunes(b []byte, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRune(b[:at])
		at -= size
	}
	return at
}

// runesIn is the length in bytes of the first n characters.
func runesIn(b []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(b); n-- {
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return i
}

// Position is that of Lines, for a single offset.
func Position(text []byte, offset int) (line, col int, shown string) {
	offset = max(0, min(offset, len(text)))
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	col = utf8.RuneCount(text[start:offset]) + 1
	return bytes.Count(text[:start], []byte("\n")) + 1, col, excerpt(text[start:end], offset-start)
}
