package calendar

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	dayFormat     = "20060102"
	instantFormat = "20060102T150405Z"

	// lineOctets is how long a line may be without its line end (RFC 5545, section 3.1).
	lineOctets = 75
)

// A writer writes content lines: folded, and ended by CRLF.
type writer struct{ bytes.Buffer }

// line writes one content line. A fold never parts the octets of a character, nor a character from the marks
// that stand on it, which some readers draw line by line.
func (w *writer) line(name, value string) {
	rest := name + ":" + value
	for room := lineOctets; len(rest) > room; room = lineOctets - 1 {
		cut := foldAt(rest, room)
		w.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
	w.WriteString(rest + "\r\n")
}

// foldAt is the last place up to limit where s may be folded.
func foldAt(s string, limit int) int {
	last := limit
	for !utf8.RuneStart(s[last]) {
		last--
	}
	for cut := last; cut > 0; {
		if r, _ := utf8.DecodeRuneInString(s[cut:]); !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			return cut
		}
		_, n := utf8.DecodeLastRuneInString(s[:cut])
		cut -= n
	}
	return last // a character with more marks than fit in a line
}

// text writes a property whose value is TEXT (RFC 5545, section 3.3.11), or nothing where it is empty.
func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name, escaper.Replace(visible(value)))
	}
}

// localized writes a property that is in a language, where that is known.
func (w *writer) localized(name, lang, value string) {
	if lang != "" {
		name += ";LANGUAGE=" + lang
	}
	w.text(name, value)
}

var withoutLineEnds = strings.NewReplacer("\r", "", "\n", "")

// uri writes a property whose value is a URI, or nothing where it is empty.
func (w *writer) uri(name, value string) {
	if value != "" {
		w.line(name, visible(withoutLineEnds.Replace(value)))
	}
}

func (w *writer) time(name string, t Time) {
	if t.Day {
		w.line(name+";VALUE=DATE", t.At.Format(dayFormat))
	} else {
		w.line(name, t.At.UTC().Format(instantFormat))
	}
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\r", `\n`, "\n", `\n`)

// visible leaves out what a content line may not hold: control characters but tabs and line ends, and octets
// that are no UTF-8.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
