package consent

import (
	"html"
	"strconv"
	"unicode"
)

// entity reads a character reference of HTML at offset i.
func (r *reader) entity(l *lane, i int) int {
	end := i + 1
	for end < len(r.text) && end-i < 34 && (r.text[end] == '#' || ascii[r.text[end]] > special) {
		end++
	}
	if end < len(r.text) && r.text[end] == ';' {
		end++
	}
	text := html.UnescapeString(string(r.text[i:end]))
	switch text {
	case string(r.text[i:end]): // no reference
		l.apart(joins, i)
		return i + 1
	case "&":
		r.twice = r.twice || end < len(r.text) && (r.text[end] == '#' || letterByte(r.text[end]))
	}
	for _, c := range text {
		r.char(l, c, i)
	}
	return end
}

// percent reads bytes in the form of addresses at offset i.
func (r *reader) percent(l *lane, i int) int {
	var text []byte
	end := i
	for end+2 < len(r.text) && r.text[end] == '%' && len(text) < 64 {
		v, err := strconv.ParseUint(string(r.text[end+1:end+3]), 16, 8)
		if err != nil {
			break
		}
		text = append(text, byte(v))
		end += 3
	}
	if len(text) == 0 {
		l.apart(joins, i)
		return i + 1
	}
	if text[len(text)-1] == '%' {
		r.twice = true
	}
	for _, c := range string(text) {
		r.char(l, c, i)
	}
	return end
}

// backslash reads an escape of JSON, of CSS or of Markdown at offset i.
func (r *reader) backslash(l *lane, i int) int {
	rest := r.text[i+1:]
	if r.format == style {
		n := hexLength(rest, 6)
		if n == 0 {
			return i + 1
		}
		end := i + 1 + n
		r.code(l, rest[:n], i)
		if end < len(r.text) && (r.text[end] == ' ' || r.text[end] == '\n') {
			end++
		}
		return end
	}
	if len(rest) == 0 {
		return i + 1
	}
	switch rest[0] {
	case 'n', 'r', 't', 'N':
		l.apart(joins, i)
		return i + 2
	case 'u':
		if len(rest) > 1 && rest[1] == '{' {
			if n := hexLength(rest[2:], 6); n > 0 && 2+n < len(rest) && rest[2+n] == '}' {
				r.code(l, rest[2:2+n], i)
				return i + 4 + n
			}
		}
		if hexLength(rest[1:], 4) == 4 {
			r.code(l, rest[1:5], i)
			return i + 6
		}
	case 'x':
		if hexLength(rest[1:], 2) == 2 {
			r.code(l, rest[1:3], i)
			return i + 4
		}
	}
	return i + 1 // the character after it stands for itself
}

func (r *reader) code(l *lane, hex []byte, i int) {
	if v, err := strconv.ParseUint(string(hex), 16, 32); err == nil && v <= unicode.MaxRune {
		r.char(l, rune(v), i)
	}
}

// hexLength counts the hexadecimal digits that b begins with, up to most.
func hexLength(b []byte, most int) int {
	n := 0
	for n < len(b) && n < most && (b[n] >= '0' && b[n] <= '9' || b[n]|0x20 >= 'a' && b[n]|0x20 <= 'f') {
		n++
	}
	return n
}
