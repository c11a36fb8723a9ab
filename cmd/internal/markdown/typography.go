package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The rules of the Imprimerie nationale for French: a narrow no-break space before ; ! ? and
// %, a no-break space before : and inside guillemets. Where a space is typed it becomes that
// one; where none is typed, one is put only if the character is beyond doubt punctuation. A
// number stays with its nº, and a short compound, such as web-série, is not parted at its
// hyphen: a word joiner follows it, which neither fonts nor searches mind.
const (
	nbsp   = "\u00a0"
	nnbsp  = "\u202f"
	joiner = "\u2060"
)

// shortCompound is how many characters a compound may have and still stay whole.
const shortCompound = 12

// Typeset gives plain words, such as a title, the typography of a text in that language.
// White space stays as it is but where typography asks for another.
func Typeset(lang, s string) string {
	ru := pick(baseOf(lang), plainFr, plainAr, plainLatin)
	if !touches(s, ru) {
		return s
	}
	w := writer{rules: ru, mode: modePlain, keepSpace: true, joins: true, buf: make([]byte, 0, len(s)+16)}
	w.startLine()
	w.writeText(&textRun{src: []byte(s)})
	return string(w.buf)
}

// Plain gives typeset words without the signs of no width that keep compounds whole, for a
// <title> and other places that no layout breaks.
func Plain(s string) string { return strings.ReplaceAll(s, joiner, "") }

// touches tells whether there is anything to do, cheaply.
func touches(s string, ru *rules) bool {
	for i := range len(s) {
		if ru.class[s[i]] > markup || s[i] == ' ' && i > 0 && i+1 < len(s) && mayBind(s[i-1], s[i+1]) {
			return true
		}
	}
	return ru.stray && (strings.Contains(s, " ؟") || strings.Contains(s, " ،") || strings.Contains(s, " ؛"))
}

// writePunctuation writes a punctuation character that typography may change.
func (w *writer) writePunctuation(t *textRun, i int) int {
	src := t.src
	switch c := src[i]; c {
	case '.':
		return w.writeDots(t, i)
	case '-':
		return w.writeHyphens(t, i)
	case '\'':
		if !w.afterSpace && unicode.IsLetter(w.lastChar) && w.elided(t.next(i+1)) {
			w.writeRune('’')
		} else {
			w.writeASCII(c)
		}
	case 0xc2:
		return w.writeGuillemet(t, i)
	case '%':
		if unicode.IsDigit(w.lastChar) && !isWord(t.next(i+1)) {
			w.spaceBefore(nnbsp, w.lastChar)
		}
		w.writeASCII(c)
	case ':':
		if endsClause(t.next(i + 1)) {
			w.spaceBefore(nbsp, w.lastChar)
		}
		w.writeASCII(c)
	case ';':
		if endsClause(t.next(i + 1)) {
			w.spaceBefore(nnbsp, w.lastChar)
		}
		w.writeASCII(c)
	default: // ! ?
		n := t.next(i + 1)
		ofArabic := isRTL(w.lastChar) && !w.afterSpace && (openerOf[n] != 0 || n == ' ' && openerOf[t.next(i+2)] != 0)
		if !ofArabic && !isWord(n) && !strings.ContainsRune("=/&_#([{<", n) && !(n == '-' && w.afterSpace) {
			w.spaceBefore(nnbsp, w.lastChar)
		}
		w.writeASCII(c)
	}
	return i + 1
}

// spaceBefore puts a no-break space of the given kind before a mark that follows prev.
func (w *writer) spaceBefore(space string, prev rune) {
	switch {
	case prev == 0: // a mark at the start of a block stands for itself
	case w.afterSpace:
		if w.spaceAt >= 0 {
			w.replaceByte(w.spaceAt, space)
		}
	case isWord(prev) || strings.ContainsRune(")]»”\"’'…%€", prev):
		w.buf = append(w.buf, space...)
	}
}

// endsClause tells whether a colon or semicolon before n is punctuation: not in 12:30, ;-)
// and http://.
func endsClause(n rune) bool {
	return n == 0 || unicode.IsSpace(n) || n == '»' || n == '”' || n == '"'
}

func (w *writer) elided(n rune) bool {
	return unicode.IsLetter(n) || w.rules.french && (unicode.IsDigit(n) || n == '«')
}

// writeGuillemet writes the two-byte character at i, which may be « or », or the end of nº.
func (w *writer) writeGuillemet(t *textRun, i int) int {
	end := min(i+2, len(t.src))
	char := t.src[i:end]
	switch string(char) {
	case "»":
		if w.afterSpace || !unicode.IsSpace(w.lastChar) && w.lastChar != '«' {
			w.spaceBeforeClosing()
		}
		w.write(char)
	case "«":
		w.write(char)
		n := t.next(end)
		if n != ' ' && (n == 0 || unicode.IsSpace(n)) {
			break
		}
		w.buf = append(w.buf, nbsp...)
		w.lastChar = '\u00a0'
		if n == ' ' && end < len(t.src) {
			return end + 1 // the typed space became this one
		}
		w.afterSpace = n == ' ' // so will the one that follows
	case "º", "°":
		numero := (w.lastChar == 'n' || w.lastChar == 'N') && !w.afterSpace
		w.write(char)
		if numero && t.next(end) == ' ' && end < len(t.src) && unicode.IsDigit(t.next(end+1)) {
			w.write([]byte(nbsp))
			return end + 1 // the typed space became this one
		}
	default:
		w.write(char)
	}
	return end
}

func (w *writer) spaceBeforeClosing() {
	switch {
	case w.lastChar == 0:
	case !w.afterSpace:
		w.buf = append(w.buf, nbsp...)
	case w.spaceAt >= 0:
		w.replaceByte(w.spaceAt, nbsp)
	}
}

// writeDots makes an ellipsis of exactly three writeDots that are no path.
func (w *writer) writeDots(t *textRun, i int) int {
	end := i
	for end < len(t.src) && t.src[end] == '.' {
		end++
	}
	if end-i == 3 && t.next(end) != '/' && (w.lastChar != '/' || w.afterSpace) {
		w.writeRune('…')
	} else {
		w.write(t.src[i:end])
	}
	return end
}

// writeHyphens makes an en dash of two hyphens between spaces, and keeps short compounds whole.
func (w *writer) writeHyphens(t *textRun, i int) int {
	end := i
	for end < len(t.src) && t.src[end] == '-' {
		end++
	}
	if n := t.next(end); end-i == 2 && w.afterSpace && w.lastChar != 0 && (n == ' ' || n == '\n' || n == '\t') {
		w.writeRune('–')
	} else {
		w.write(t.src[i:end])
		if end-i == 1 && w.rules.french && w.joins && inShortCompound(t.src, i) {
			w.buf = append(w.buf, joiner...)
		}
	}
	return end
}

// inShortCompound tells whether the hyphen at i joins letters to a word that is short, and a
// word beyond doubt: no part of an address or a number.
func inShortCompound(src []byte, i int) bool {
	from, to := i, i+1
	for from > 0 {
		r, n := utf8.DecodeLastRune(src[:from])
		if !inCompound(r) {
			if !unicode.IsSpace(r) && !strings.ContainsRune("('’«“", r) {
				return false
			}
			break
		}
		from -= n
	}
	for to < len(src) {
		r, n := utf8.DecodeRune(src[to:])
		if !inCompound(r) {
			if !unicode.IsSpace(r) && !(strings.ContainsRune(").,;:!?…»”", r) && !isWordAt(src, to+n)) {
				return false
			}
			break
		}
		to += n
	}
	word := src[from:to]
	return from < i && to > i+1 && isWordAt(src, i+1) &&
		word[0] != '-' && word[len(word)-1] != '-' && utf8.RuneCount(word) <= shortCompound
}

func inCompound(r rune) bool { return r == '-' || unicode.IsLetter(r) || unicode.IsMark(r) }

func isWordAt(src []byte, i int) bool {
	r, _ := utf8.DecodeRune(src[i:])
	return isWord(r)
}

// isSpaceBeforeArabicMark tells whether s begins with an Arabic mark before which no space belongs.
func (w *writer) isSpaceBeforeArabicMark(s []byte) bool {
	return w.rules.stray && len(s) > 1 && s[0] == 0xd8 && (s[1] == 0x8c || s[1] == 0x9b || s[1] == 0x9f) // ، ؛ ؟
}

// isStraySpace tells whether the space at i is the one that French habit puts before ، ؛ ؟.
func (w *writer) isStraySpace(t *textRun, i int) bool {
	return w.isSpaceBeforeArabicMark(t.src[i+1:]) && unicode.Is(unicode.Arabic, w.lastChar) && endsClause(t.next(i+3))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
