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
	o := out{rules: ru, mode: plain, keep: true, buf: make([]byte, 0, len(s)+16)}
	o.begin()
	o.text(&run{src: []byte(s)})
	return string(o.buf)
}

// touches tells whether there is anything to do, cheaply.
func touches(s string, ru *rules) bool {
	for i := range len(s) {
		if ru.class[s[i]] > markup {
			return true
		}
	}
	return ru.stray && (strings.Contains(s, " ؟") || strings.Contains(s, " ،") || strings.Contains(s, " ؛"))
}

// mark writes a punctuation character that typography may change.
func (o *out) mark(t *run, i int) int {
	src := t.src
	switch c := src[i]; c {
	case '.':
		return o.dots(t, i)
	case '-':
		return o.dashes(t, i)
	case '\'':
		if !o.gap && unicode.IsLetter(o.prev) && o.elided(t.next(i+1)) {
			o.putRune('’')
		} else {
			o.literal(c)
		}
	case 0xc2:
		return o.guillemet(t, i)
	case '%':
		if unicode.IsDigit(o.prev) && !isWord(t.next(i+1)) {
			o.noBreak(nnbsp, o.prev)
		}
		o.literal(c)
	case ':':
		if endsClause(t.next(i + 1)) {
			o.noBreak(nbsp, o.prev)
		}
		o.literal(c)
	case ';':
		if endsClause(t.next(i + 1)) {
			o.noBreak(nnbsp, o.prev)
		}
		o.literal(c)
	default: // ! ?
		if n := t.next(i + 1); !isWord(n) && !strings.ContainsRune("=/&_#([{<", n) && !(n == '-' && o.gap) {
			o.noBreak(nnbsp, o.prev)
		}
		o.literal(c)
	}
	return i + 1
}

// noBreak puts a no-break space of the given kind before a mark that follows prev.
func (o *out) noBreak(space string, prev rune) {
	switch {
	case prev == 0: // a mark at the start of a block stands for itself
	case o.gap:
		if o.spaceAt >= 0 {
			o.replace(o.spaceAt, space)
		}
	case isWord(prev) || strings.ContainsRune(")]»”\"’'…%€", prev):
		o.buf = append(o.buf, space...)
	}
}

// endsClause tells whether a colon or semicolon before n is punctuation: not in 12:30, ;-)
// and http://.
func endsClause(n rune) bool {
	return n == 0 || unicode.IsSpace(n) || n == '»' || n == '”' || n == '"'
}

func (o *out) elided(n rune) bool {
	return unicode.IsLetter(n) || o.rules.french && (unicode.IsDigit(n) || n == '«')
}

// guillemet writes the two-byte character at i, which may be « or », or the end of nº.
func (o *out) guillemet(t *run, i int) int {
	end := min(i+2, len(t.src))
	char := t.src[i:end]
	switch string(char) {
	case "»":
		if o.gap || !unicode.IsSpace(o.prev) && o.prev != '«' {
			o.closeQuote()
		}
		o.put(char)
	case "«":
		o.put(char)
		n := t.next(end)
		if n != ' ' && (n == 0 || unicode.IsSpace(n)) {
			break
		}
		o.buf = append(o.buf, nbsp...)
		o.prev = '\u00a0'
		if n == ' ' && end < len(t.src) {
			return end + 1 // the typed space became this one
		}
		o.gap = n == ' ' // so will the one that follows
	case "º", "°":
		numero := (o.prev == 'n' || o.prev == 'N') && !o.gap
		o.put(char)
		if numero && t.next(end) == ' ' && end < len(t.src) && unicode.IsDigit(t.next(end+1)) {
			o.put([]byte(nbsp))
			return end + 1 // the typed space became this one
		}
	default:
		o.put(char)
	}
	return end
}

func (o *out) closeQuote() {
	switch {
	case o.prev == 0:
	case !o.gap:
		o.buf = append(o.buf, nbsp...)
	case o.spaceAt >= 0:
		o.replace(o.spaceAt, nbsp)
	}
}

// dots makes an ellipsis of exactly three dots that are no path.
func (o *out) dots(t *run, i int) int {
	end := i
	for end < len(t.src) && t.src[end] == '.' {
		end++
	}
	if end-i == 3 && t.next(end) != '/' && (o.prev != '/' || o.gap) {
		o.putRune('…')
	} else {
		o.put(t.src[i:end])
	}
	return end
}

// dashes makes an en dash of two hyphens between spaces, and keeps short compounds whole.
func (o *out) dashes(t *run, i int) int {
	end := i
	for end < len(t.src) && t.src[end] == '-' {
		end++
	}
	if n := t.next(end); end-i == 2 && o.gap && o.prev != 0 && (n == ' ' || n == '\n' || n == '\t') {
		o.putRune('–')
	} else {
		o.put(t.src[i:end])
		if end-i == 1 && o.rules.french && inShortCompound(t.src, i) {
			o.buf = append(o.buf, joiner...)
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
	return from < i && to > i+1 && isWordAt(src, i+1) && word[0] != '-' && word[len(word)-1] != '-' && utf8.RuneCount(word) <= shortCompound
}

func inCompound(r rune) bool { return r == '-' || unicode.IsLetter(r) || unicode.IsMark(r) }

func isWordAt(src []byte, i int) bool {
	r, _ := utf8.DecodeRune(src[i:])
	return isWord(r)
}

// strayBefore tells whether s begins with an Arabic mark before which no space belongs.
func (o *out) strayBefore(s []byte) bool {
	return o.rules.stray && len(s) > 1 && s[0] == 0xd8 && (s[1] == 0x8c || s[1] == 0x9b || s[1] == 0x9f) // ، ؛ ؟
}

// straySpace tells whether the space at i is the one that French habit puts before ، ؛ ؟.
func (o *out) straySpace(t *run, i int) bool {
	return o.strayBefore(t.src[i+1:]) && unicode.Is(unicode.Arabic, o.prev) && endsClause(t.next(i+3))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
