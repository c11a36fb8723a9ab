package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ids are the ids of headings given so far, each with the highest number put after it.
type ids map[string]int

// unique makes an id of a heading's words: letters and digits of any script, in lower case,
// joined by hyphens, each once in the text. Ids that notes could have are kept clear of.
func (s *ids) unique(text []byte) string {
	if *s == nil {
		*s = ids{}
	}
	base := slugOf(text)
	if base == "" {
		base = "section"
	}
	if strings.HasPrefix(base, "fn-") || strings.HasPrefix(base, "fnref-") {
		base = "h-" + base
	}
	id := base
	for (*s)[id] > 0 {
		(*s)[base]++
		id = base + "-" + strconv.Itoa((*s)[base])
	}
	(*s)[id] = 1
	return id
}

func slugOf(text []byte) string {
	composed := isComposed(text)
	if !composed && !norm.NFC.IsNormal(text) {
		text = norm.NFC.Bytes(text)
	}
	b := make([]byte, 0, len(text))
	hyphen := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case isVowelSign(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && len(b) > 0:
			if hyphen && len(b) > 0 {
				b = append(b, '-')
			}
			hyphen = false
			b = utf8.AppendRune(b, unicode.ToLower(r))
		default:
			hyphen = true
		}
	}
	if composed {
		return string(b)
	}
	return norm.NFC.String(string(b))
}

// isComposed holds for texts of characters that no Unicode form changes and no other joins to:
// Latin up to U+02FF, the Arabic letters without their marks, and common punctuation. Nearly
// every heading is one, and finding out costs less than to ask norm.
func isComposed(text []byte) bool {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if i += size; r >= 0x300 && (r < 0x621 || r > 0x64a) && (r < 0x2010 || r > 0x2027) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// isVowelSign holds for the Arabic signs that a writer may or may not put, and the tatweel.
func isVowelSign(r rune) bool {
	return r == 'ـ' || 0x64b <= r && r <= 0x65f || r == 0x670 || 0x6d6 <= r && r <= 0x6ed && unicode.IsMark(r)
}
