package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable is a text on one line that no terminal or log takes for a command: control characters,
// line ends, what changes the direction of a line, and bytes that are not UTF-8 are written as in
// a Go string, such as \n and \u202e.
func Printable(s string) string {
	if strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if unprintable(r) && (r != utf8.RuneError || size == 1) {
			quoted := strconv.QuoteToASCII(s[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// unprintable says whether a character is written as a code. utf8.RuneError may be one, or stand
// for a byte that is not UTF-8.
func unprintable(r rune) bool {
	switch {
	case unicode.IsControl(r), r == utf8.RuneError:
		return true
	case r == '\u2028', r == '\u2029': // line and paragraph separator
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // embeddings, overrides, isolates
		return true
	}
	return false
}
