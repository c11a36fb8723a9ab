package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bindingSpace is the no-break space that belongs between two texts instead of a plain one, or
// "": between groups of digits, between a number and its unit, between a title and its name.
func (ru *rules) bindingSpace(before, after []byte) string {
	if len(before) == 0 || len(after) == 0 || !ru.binds {
		return ""
	}
	if last := before[len(before)-1]; isDigit(last) {
		switch {
		case isGroupOfThree(after) && endsShortGroup(before):
			if ru.french {
				return nnbsp
			}
			return nbsp
		case !ru.rtl && beginsWithUnit(after):
			return nbsp
		}
		return ""
	}
	if ru.rtl {
		return ""
	}
	word := lastWord(before)
	switch {
	case string(word) == "h" && isMinutes(after) && isDigitBefore(before[:len(before)-1]):
		return nbsp
	case titles[string(word)] && isUpper(after), references[string(word)] && isDigit(after[0]):
		return nbsp
	}
	return ""
}

var (
	// titles stand before a name, references before a number.
	titles     = wordSet("M. MM. Mme Mmes Mlle Mlles Dr Dr. Pr Pr. Me Mgr Mr Mr. Mrs Mrs. Ms Ms. Prof. St. Ste")
	references = wordSet("p. pp. vol. fig. chap. art. no. No. ép.")
	unitWords  = wordSet("€ $ £ DH DHS Dh Dhs dh MAD EUR USD h min mn sec s ms km m cm mm kg g L l " +
		"ko Ko Mo Go To kB KB MB GB TB kHz Hz MHz px fps dpi °C m² km² m³")
)

func isGroupOfThree(s []byte) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// endsShortGroup tells whether a text ends with one to three digits that may begin, or go on, an
// amount: no part of a date, a range or a version.
func endsShortGroup(s []byte) bool {
	n := 0
	for n < len(s) && isDigit(s[len(s)-1-n]) {
		n++
	}
	if n > 3 {
		return false
	}
	if n == len(s) {
		return true
	}
	r, _ := utf8.DecodeLastRune(s[:len(s)-n])
	return !unicode.IsLetter(r) && !strings.ContainsRune("/.,:_+", r)
}

func beginsWithUnit(s []byte) bool {
	end := 0
	for end < len(s) {
		r, size := utf8.DecodeRune(s[end:])
		if unicode.IsSpace(r) || strings.ContainsRune(".,;:!?…)]»”\"'’/-", r) {
			break
		}
		end += size
		if end > 8 {
			return false
		}
	}
	return unitWords[string(s[:end])]
}

func isMinutes(s []byte) bool {
	return len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]) && (len(s) == 2 || !isDigit(s[2]))
}

// isDigitBefore tells whether a text ends with a digit, or with one and a space.
func isDigitBefore(s []byte) bool {
	s = bytes.TrimRightFunc(s, unicode.IsSpace)
	return len(s) > 0 && isDigit(s[len(s)-1])
}

func isUpper(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsUpper(r)
}

// lastWord is the letters and dots that a text ends with.
func lastWord(s []byte) []byte {
	from := len(s)
	for from > 0 && len(s)-from < 8 {
		r, size := utf8.DecodeLastRune(s[:from])
		if !unicode.IsLetter(r) && r != '.' {
			if !unicode.IsSpace(r) && !strings.ContainsRune("(«’'“\"[>", r) {
				return nil
			}
			break
		}
		from -= size
	}
	return s[from:]
}
