package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Words in another script are set apart with <bdi>, so that the bidirectional algorithm
// does not mix their punctuation and digits with the text around, and carry their language,
// so that they are spoken and broken rightly (WCAG 3.1.2).

// Isolate escapes plain words for HTML and sets apart the words in another script. It does
// no typography: see Typeset.
func Isolate(lang, s string) string {
	ru := pick(baseOf(lang), isoLatin, isoAr, isoLatin)
	plainly := true
	for i := range len(s) {
		c := s[i]
		plainly = plainly && (ru.class[c] == plainByte || c == ' ' || c == '\t' || c == '\n')
	}
	if plainly {
		return s
	}
	w := writer{rules: ru, keepSpace: true, buf: make([]byte, 0, len(s)+32)}
	w.startLine()
	w.writeText(&textRun{src: []byte(s)})
	return string(w.buf)
}

// writeOtherScript writes the run of the other script that begins at i, with what is before it from
// begin on, or the one character at i if it is of no such script.
func (w *writer) writeOtherScript(src []byte, begin, i int) int {
	end := i
	if w.rules.arabic {
		end = latinRun(src, i)
	} else {
		end = arabicRun(src, i)
	}
	if end == i {
		_, size := utf8.DecodeRune(src[i:])
		w.write(src[begin : i+size])
		return i + size
	}
	words := src[begin:end]
	w.words += bytes.Count(words, []byte(" "))
	if w.mode == modePlain {
		w.write(words)
		return end
	}
	s := w.openTag(w.bdi(words))
	w.write(words)
	w.closeTag(s, "", "</bdi>")
	return end
}

func (w *writer) bdi(words []byte) string {
	if !w.rules.arabic {
		return `<bdi lang="ar">`
	}
	switch latinLanguage(words) {
	case "fr":
		return `<bdi lang="fr">`
	case "en":
		return `<bdi lang="en">`
	}
	return "<bdi>"
}

// arabicRun measures the words in Arabic script at i, with the punctuation between them.
func arabicRun(src []byte, i int) int {
	end, between := i, 0
	for j := i; j < len(src) && between < 3; {
		r, size := utf8.DecodeRune(src[j:])
		j += size
		switch {
		case unicode.Is(unicode.Arabic, r):
			end, between = j, 0
		case end == i: // does not begin with a letter
			return i
		case between == 0 && isArabicMark(r):
			end = j
		case r == ' ' && src[j-2] != ' ' || r == '.' || r == '-' || r == '«' || r == '»' || isArabicMark(r) || r < 0x80 && isDigit(byte(r)):
			between++
		default:
			return end
		}
	}
	return end
}

// isArabicMark holds for what belongs to Arabic text without being of the script: its
// punctuation, vowel signs and digits.
func isArabicMark(r rune) bool { return 0x600 <= r && r <= 0x6ff }

// latinRun measures the words in Latin script at i. Digits belong to it where they touch a
// word or stand between two; a number after the last word belongs to the Arabic sentence.
func latinRun(src []byte, i int) int {
	end, between, spaced := i, 0, false
	for j := i; j < len(src) && between < 3; {
		r, size := utf8.DecodeRune(src[j:])
		switch {
		case unicode.Is(unicode.Latin, r) || 0x300 <= r && r < 0x370:
			end, between, spaced = j+size, 0, false
		case end == i:
			return i
		case '0' <= r && r <= '9':
			between = 0
			if !spaced {
				end = j + size
			}
		case r == ' ' && src[j-1] != ' ':
			between++
			spaced = true
		case r == '.' || r == '\'' || r == '’' || r == '-' || r == '‑' || r == '–' || r == ',' || r == '/':
			between++
		default:
			return end
		}
		j += size
	}
	return end
}

// frenchWords betray a French phrase that has no accent.
var frenchWords = map[string]bool{"le": true, "la": true, "les": true, "du": true, "de": true, "des": true, "et": true, "un": true, "une": true, "au": true, "aux": true, "pour": true, "sur": true}

// latinLanguage guesses the language of words inside Arabic text: French by its accents,
// elisions and small words, English for any other phrase of three words, none for a name.
func latinLanguage(words []byte) string {
	count := 0
	for _, w := range bytes.Fields(words) {
		count++
		head, _, elided := bytes.Cut(w, []byte("’"))
		if !elided {
			head, _, elided = bytes.Cut(w, []byte("'"))
		}
		if frenchWords[string(bytes.ToLower(w))] || elided && (len(head) == 1 || string(bytes.ToLower(head)) == "qu") {
			return "fr"
		}
	}
	for _, r := range string(words) {
		if r >= 0xc0 && unicode.IsLetter(r) {
			return "fr"
		}
	}
	if count >= 3 {
		return "en"
	}
	return ""
}
