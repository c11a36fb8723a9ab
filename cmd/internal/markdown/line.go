package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is the inline HTML between two block tags, cut into tokens: what the bidirectional
// algorithm of Unicode sees as one paragraph.
type line struct {
	html     []byte
	tokens   []token
	chars    []char
	elements []element
	rtl      bool // the paragraph runs from right to left
	embedded bool // other text may come before and after it in the same paragraph
}

// A token is a character, a whole element that counts as one, or a tag.
type token struct {
	from, to    int // bytes of the line's HTML
	kind        tokenKind
	element     int // of a tag: its element
	placeholder int // from 1, of those in the line; 0: none
}

type tokenKind uint8

const (
	charToken tokenKind = iota
	startTag
	endTag
)

// A char is what takes part in the bidirectional algorithm.
type char struct {
	r       rune
	class   charClass
	token   int
	element int // the innermost that holds it
}

type charClass uint8

const (
	neutral charClass = iota // punctuation, symbols, pictures
	space
	digit
	mark    // a combining mark, which goes with the character before
	native  // a letter of the paragraph's direction
	other   // a letter of the other direction
	isolate // an element that is an isolate of the other direction, such as code in Arabic text
	barrier // a line break: the bidirectional algorithm starts anew
)

// An element is an open element of the line; the first stands for the line itself.
type element struct {
	name     string
	parent   int
	depth    int
	from, to int // its characters
}

// newLine cuts a line's HTML, which the writer made, into tokens. The offsets are those of the
// placeholders in it.
func (w *writer) newLine(from int) *line {
	l := &w.line
	*l = line{
		html: w.buf[from:], rtl: w.rules.rtl, embedded: w.keepSpace,
		tokens: l.tokens[:0], chars: l.chars[:0], elements: append(l.elements[:0], element{}),
	}
	open, next := 0, w.firstPlaceholder(from)
	first := next
	for i := 0; ; {
		for ; next < len(w.placeholders) && w.placeholders[next].at == from+i; next++ {
			t := token{from: i, to: i, placeholder: next - first + 1}
			if w.placeholders[next].part.Link != nil {
				open = l.open(t, "a", open)
			} else {
				l.add(t, '\ufffc', neutral, open)
			}
		}
		if i >= len(l.html) {
			break
		}
		if l.html[i] == '<' {
			i, open = l.tag(i, open)
		} else {
			i = l.text(i, open)
		}
	}
	for ; open > 0; open = l.elements[open].parent {
		l.elements[open].to = len(l.chars) + 1 // goes on after a line break
	}
	l.elements[0].to = len(l.chars)
	return l
}

// begunBefore makes the element that was open when the line began and ends now: all that there
// is of the line is in it.
func (l *line) begunBefore(name string) int {
	x := len(l.elements)
	for i := range l.elements[1:] {
		l.elements[i+1].depth++
		if l.elements[i+1].parent == 0 {
			l.elements[i+1].parent = x
		}
	}
	for i := range l.chars {
		if l.chars[i].element == 0 {
			l.chars[i].element = x
		}
	}
	l.elements = append(l.elements, element{name: name, depth: 1, from: -1})
	return x
}

func (l *line) add(t token, r rune, class charClass, open int) {
	l.chars = append(l.chars, char{r, class, len(l.tokens), open})
	l.tokens = append(l.tokens, t)
}

func (l *line) open(t token, name string, parent int) int {
	t.kind, t.element = startTag, len(l.elements)
	l.tokens = append(l.tokens, t)
	l.elements = append(l.elements, element{name, parent, l.elements[parent].depth + 1, len(l.chars), 0})
	return t.element
}

// text adds the character at i, which may be written as a character reference.
func (l *line) text(i, open int) int {
	r, size := utf8.DecodeRune(l.html[i:])
	if r == '&' {
		if e, n := entity(l.html[i:]); n > 0 {
			r, _ = utf8.DecodeRuneInString(e)
			size = n
		}
	}
	l.add(token{from: i, to: i + size}, r, l.classOf(r), open)
	return i + size
}

func (l *line) classOf(r rune) charClass {
	if r < utf8.RuneSelf {
		switch {
		case r <= ' ':
			return space
		case isDigit(byte(r)):
			return digit
		case !isAlnum(byte(r)):
			return neutral
		case l.rtl:
			return other
		}
		return native
	}
	class := native
	if int(r) < len(shortClasses) {
		class = shortClasses[r]
	} else {
		class = generalClass(r)
	}
	if class == native && isRTL(r) != l.rtl {
		return other
	}
	return class
}

// shortClasses are the general classes of Latin, Greek, Cyrillic, Hebrew and Arabic: to ask package unicode for each
// character of Arabic text is a tenth of the time that it takes.
var shortClasses = func() (t [0x700]charClass) {
	for r := range t {
		t[r] = generalClass(rune(r))
	}
	return t
}()

// generalClass is the class of a character beyond ASCII, native for every letter.
func generalClass(r rune) charClass {
	switch {
	case unicode.IsMark(r):
		return mark
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r) || r == '\u2060' || r == '\u200b':
		return space
	case unicode.IsLetter(r):
		return native
	}
	return neutral
}

// isRTL tells whether a letter is of a script that runs from right to left.
func isRTL(r rune) bool {
	return 0x590 <= r && r < 0x900 || 0xfb1d <= r && r < 0xfe00 || 0xfe70 <= r && r < 0xff00 ||
		0x10800 <= r && r < 0x11000 || 0x1e800 <= r && r < 0x1f000
}

// tag adds the tag at i, or the whole element where it counts as one character.
func (l *line) tag(i, open int) (end, nowOpen int) {
	end = i + tagLength(l.html[i:])
	name, isEnd := tagName(l.html[i:end])
	t := token{from: i, to: end}
	switch {
	case isEnd:
		if open == 0 {
			open = l.begunBefore(name)
		}
		t.kind, t.element = endTag, open
		l.tokens = append(l.tokens, t)
		l.elements[open].to = len(l.chars)
		return end, l.elements[open].parent
	case name == "br":
		l.add(t, '\n', barrier, open)
	case name == "input":
		l.add(t, '\ufffc', neutral, open)
	case name == "code" || name == "sup" || bytes.Contains(l.html[i:end], []byte(` dir="`)):
		class := neutral
		switch tag := l.html[i:end]; {
		case bytes.Contains(tag, []byte(` dir="ltr"`)) == l.rtl && bytes.Contains(tag, []byte(" dir=")):
			class = isolate
		case name == "code":
			class = native
		}
		t.to = i + bytes.Index(l.html[i:], []byte("</"+name+">")) + len(name) + 3
		l.add(t, '\ufffc', class, open)
		return t.to, open
	default:
		return end, l.open(t, name, open)
	}
	return end, open
}

// tagLength measures a tag, whose attributes may hold a ">" between their quotes.
func tagLength(html []byte) int {
	quote := byte(0)
	for i, c := range html {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(html)
}

// A span is a stretch of characters: from ≤ i < to.
type span struct{ from, to int }

// textOf gives the characters of a span.
func (l *line) textOf(s span) string {
	var b strings.Builder
	for _, c := range l.chars[s.from:s.to] {
		b.WriteRune(c.r)
	}
	return b.String()
}

// trimmed is the span without the spaces at its ends.
func (l *line) trimmed(s span) span {
	for s.from < s.to && l.chars[s.from].class == space {
		s.from++
	}
	for s.from < s.to && l.chars[s.to-1].class == space {
		s.to--
	}
	return s
}

// common is the innermost element that holds both characters.
func (l *line) common(a, b int) int {
	x, y := l.chars[a].element, l.chars[b].element
	for x != y {
		if l.elements[x].depth >= l.elements[y].depth {
			x = l.elements[x].parent
		} else {
			y = l.elements[y].parent
		}
	}
	return x
}
