package main

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// linesOf cuts a text into lines as the protocol and the build both do: at \n, \r\n and \r.
// A byte order mark is no part of the text.
func linesOf(text string) []string {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return strings.Split(text, "\n")
}

// utf16Len is how many UTF-16 utf16Len the first n bytes of a line are.
func utf16Len(line string, n int) int {
	u := 0
	for _, r := range line[:min(n, len(line))] {
		u += max(1, utf16.RuneLen(r))
	}
	return u
}

// byteOffset is how many bytes of a line its first u UTF-16 units are; a unit within a character
// is taken for its beginning, one beyond the line for its end.
func byteOffset(line string, u int) int {
	for i, r := range line {
		if u -= max(1, utf16.RuneLen(r)); u < 0 {
			return i
		}
	}
	return len(line)
}

// runeOffset is how many bytes of a line its first n runeOffset are.
func runeOffset(line string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// rangeOf is the part of a line from a byte up to another.
func rangeOf(lines []string, line, from, to int) textRange {
	l := lines[line]
	return textRange{position{line, utf16Len(l, from)}, position{line, utf16Len(l, to)}}
}

// problemRange is the part of a text that a problem at a line and column, as in source.Problem, speaks
// of: the name or value that begins there, or a word. A problem of a line as a whole underlines
// what is written on it, one of a file as a whole its beginning.
func problemRange(lines []string, line, col int) textRange {
	if line < 1 || line > len(lines) {
		return textRange{}
	}
	l := lines[line-1]
	if col < 1 {
		return rangeOf(lines, line-1, len(l)-len(strings.TrimLeft(l, " \t")), len(strings.TrimRight(l, " \t")))
	}
	from := runeOffset(l, col-1)
	return rangeOf(lines, line-1, from, from+max(tokenLen(l, from), 0))
}

// tokenLen is how long what begins at a byte of a line is.
func tokenLen(line string, from int) int {
	rest := line[from:]
	if rest == "" {
		return 0
	}
	if i := strings.IndexByte("[{\"'", rest[0]); i >= 0 {
		end := strings.LastIndexByte(rest, "]}\"'"[i])
		return max(end, 0) + 1
	}
	flow := strings.ContainsAny(line[:from], "[{")
	value := !flow && from > 0 && from == parseLine(line).value // a colon in it is a part of it
	for i := range rest {
		next := strings.TrimLeft(rest[i+1:], " ") == "" || rest[i+1:][0] == ' '
		switch {
		case i == 0:
		case rest[i] == ':' && next && !value,
			rest[i] == '#' && rest[i-1] == ' ' && next,
			flow && strings.IndexByte(",]}", rest[i]) >= 0:
			return len(strings.TrimRight(rest[:i], " "))
		}
	}
	return len(strings.TrimRight(rest, " \t"))
}
