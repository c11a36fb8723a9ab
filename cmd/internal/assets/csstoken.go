package assets

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The kinds of tokens of CSS (Syntax Level 3, section 4) that are told apart here.
type cssKind uint8

const (
	cssOther    cssKind = iota // one character
	cssSpace                   // white space
	cssComment                 // with its signs
	cssIdent                   // a name
	cssFunction                // a name and its bracket
	cssAt                      // @ and a name
	cssString                  // in quotes, perhaps without the last
	cssURL                     // url( and an address without quotes, whole
)

// A cssToken is css[start:end]. Value is its name or text with escapes resolved; names are in lower case.
type cssToken struct {
	kind       cssKind
	start, end int
	value      string
	at         int // of an address without quotes: where it begins
}

// nextCSS reads the token that begins at an offset before the end.
func nextCSS(css []byte, at int) cssToken {
	c, rest := css[at], css[at:]
	token := func(kind cssKind, n int, value string) cssToken {
		return cssToken{kind: kind, start: at, end: at + n, value: value}
	}
	switch {
	case bytes.HasPrefix(rest, []byte("/*")):
		return token(cssComment, 2+endOf(rest[2:], "*/"), "")
	case isCSSSpace(c):
		n := 1
		for n < len(rest) && isCSSSpace(rest[n]) {
			n++
		}
		return token(cssSpace, n, "")
	case c == '"' || c == '\'':
		n, value := cssText(rest)
		return token(cssString, n, value)
	case c == '@':
		if n, name := cssName(rest[1:]); n > 0 {
			return token(cssAt, 1+n, name)
		}
	case c == '#':
		if n, name := cssName(rest[1:]); n > 0 {
			return token(cssOther, 1+n, "#"+name)
		}
	default:
		if n, name := cssName(rest); n > 0 {
			if n == len(rest) || rest[n] != '(' {
				return token(cssIdent, n, name)
			}
			if name == "url" {
				return cssAddress(css, at, at+n+1)
			}
			return token(cssFunction, n+1, name)
		}
	}
	return token(cssOther, 1, string(c))
}

func isCSSSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// cssName reads a name; its length is 0 where there is none.
func cssName(b []byte) (n int, name string) {
	var out strings.Builder
	for n < len(b) {
		switch c := b[n]; {
		case c == '\\' && n+1 < len(b) && b[n+1] != '\n':
			size, r := cssEscape(b[n:])
			out.WriteRune(r)
			n += size
		case c >= '0' && c <= '9' && n == 0:
			return 0, ""
		case c == '-' || c == '_' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z':
			out.WriteByte(c)
			n++
		default:
			return n, strings.ToLower(out.String())
		}
	}
	return n, strings.ToLower(out.String())
}

// cssEscape reads an escape: up to six hexadecimal digits and a space, or one character.
func cssEscape(b []byte) (n int, r rune) {
	n = 1
	for n < len(b) && n < 7 && (b[n] >= '0' && b[n] <= '9' || b[n]|0x20 >= 'a' && b[n]|0x20 <= 'f') {
		n++
	}
	if n == 1 {
		r, size := utf8.DecodeRune(b[1:])
		return 1 + size, r
	}
	v, _ := strconv.ParseUint(string(b[1:n]), 16, 32)
	if n < len(b) && isCSSSpace(b[n]) {
		n++
	}
	if v == 0 || v > utf8.MaxRune {
		v = utf8.RuneError
	}
	return n, rune(v)
}

// cssText reads a string in quotes, which ends at the end of its line at the latest.
func cssText(b []byte) (n int, value string) {
	var out strings.Builder
	for n = 1; n < len(b); {
		switch c := b[n]; {
		case c == b[0]:
			return n + 1, out.String()
		case c == '\n':
			return n, out.String()
		case c == '\\' && n+1 < len(b) && b[n+1] == '\n':
			n += 2
		case c == '\\' && n+1 < len(b):
			size, r := cssEscape(b[n:])
			out.WriteRune(r)
			n += size
		default:
			out.WriteByte(c)
			n++
		}
	}
	return n, out.String()
}

// cssAddress reads what follows "url(" at the offset from: an address without quotes, whole, or a function
// whose string follows.
func cssAddress(css []byte, at, from int) cssToken {
	i := from
	for i < len(css) && isCSSSpace(css[i]) {
		i++
	}
	if i < len(css) && (css[i] == '"' || css[i] == '\'') {
		return cssToken{kind: cssFunction, start: at, end: from, value: "url"}
	}
	var out strings.Builder
	first := i
	for i < len(css) && css[i] != ')' {
		if css[i] == '\\' && i+1 < len(css) {
			n, r := cssEscape(css[i:])
			out.WriteRune(r)
			i += n
			continue
		}
		out.WriteByte(css[i])
		i++
	}
	return cssToken{cssURL, at, min(i+1, len(css)), strings.TrimSpace(out.String()), first}
}
