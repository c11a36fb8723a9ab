package consent

import "unicode/utf8"

// A format says how bytes are read.
type format uint8

const (
	page     format = iota // HTML, XML, JSON, plain text: tags, entities, escapes
	markdown               // signs of emphasis are nothing; items and paragraphs are apart
	style                  // CSS has escapes of its own
)

// particles stand before names and are none.
var particles = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"avec", "de", "par", "et", "pour", "dans", "chez", "selon", "a", "la", "le", "les",
		"un",
		"with", "by", "and", "from", "to", "of", "the", "for", "مع", "من", "عن", "الى", "في", "و"} {
		m[hashOf(Words(w)[0])] = true
	}
	return m
}()

// ascii holds the folded letter of an ASCII byte, 0 to 2 for a separator (the class less one), 3 for
// what has to be looked at.
var ascii = func() (t [256]byte) {
	for c := range 256 {
		switch {
		case c >= 0x80:
			t[c] = special
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		default:
			t[c] = byte(max(joins, separator(rune(c)))) - joins
		}
	}
	for _, c := range []byte("<>&%\\.\n*~\"'") {
		t[c] = special
	}
	return t
}()

const special = 3

// punctuation holds the classes of U+2000 to U+206F.
var punctuation = func() (t [0x70]uint8) {
	for c := range t {
		t[c] = uint8(max(0, separator(0x2000+rune(c))))
	}
	return t
}()

// A reader goes over a document once.
type reader struct {
	text     []byte
	table    *[tableSize]rune
	format   format
	body     lane // the words between tags
	tag      lane // the words of one tag
	tagsPart bool // every tag divides
	touching bool // a tag stood between two letters and did not divide
	twice    bool // something is escaped twice
}

func (f *Finder) read(b []byte, format format, tagsPart bool, found *[]Match) *reader {
	r := &reader{text: b, table: table(), format: format, tagsPart: tagsPart}
	r.body = lane{Finder: f, text: b, found: found, window: make([]token, 0, f.longest+1)}
	r.tag = lane{Finder: f, text: b, found: found, window: make([]token, 0, f.longest+1)}
	end := r.chars(&r.body, 0, false)
	r.body.finish(end)
	return r
}

// chars reads from offset i to the end of the text, or of the tag, and returns where that is.
func (r *reader) chars(l *lane, i int, inTag bool) int {
	b := r.text
	var quote byte
	for i < len(b) {
		c := b[i]
		switch v := ascii[c]; {
		case v > special:
			if !l.inWord {
				l.inWord, l.start, l.hash, l.letters, l.capital, l.first = true, i, hashStart, 0, c != v, rune(v)
				if i+1 < len(b) && ascii[b[i+1]] > special && !l.begins(rune(v), rune(ascii[b[i+1]])) {
					from := i
					for i < len(b) && ascii[b[i]] > special {
						i++
					}
					l.letters, l.hash = i-from, noWord
					continue
				}
			}
			h, from := l.hash, i
			for i < len(b) && ascii[b[i]] > special {
				h = step(h, uint64(ascii[b[i]]))
				i++
			}
			l.hash = h
			l.letters += i - from
			continue
		case c >= 0xc2 && c < 0xe0 && i+1 < len(b) && b[i+1]&0xc0 == 0x80:
			if v := r.table[rune(c&0x1f)<<6|rune(b[i+1]&0x3f)]; v == several {
				r.char(l, rune(c&0x1f)<<6|rune(b[i+1]&0x3f), i)
			} else if v&^upper >= firstLetter {
				if l.letter(v, i); l.letters == 2 && !l.begins(l.first, v&^upper) {
					l.hash = noWord
				}
			} else if v != ignored {
				l.apart(uint8(v), i)
			}
			i += 2
			continue
		case v < special:
			if l.inWord {
				l.inWord = false
				l.wordEnds(i)
			}
			l.separator = max(l.separator, joins+v)
			i++
			continue
		}
		switch {
		case c == '>' && inTag && quote == 0:
			return i + 1
		case (c == '"' || c == '\'') && inTag:
			if quote == c {
				quote = 0
			} else if quote == 0 && i > 0 && b[i-1] == '=' {
				quote = c
			}
			l.apart(joins, i)
			i++
		case c == '<' && !inTag && r.format != style && i+1 < len(b) && opensTag(b[i+1]):
			i = r.tagAt(i)
		default:
			i = r.sign(l, i)
		}
	}
	return i
}

func opensTag(c byte) bool { return c == '/' || c == '!' || letterByte(c) }

func letterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// inline says whether a tag parts nothing: what stands before it and what follows may be one word. The
// tags are those of HTML, SVG and WebVTT.
func inline(name []byte) bool {
	switch string(name) {
	case "a", "abbr", "b", "bdi", "bdo", "c", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "lang",
		"mark", "q", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "textpath", "tspan",
		"u", "v", "var", "wbr":
		return true
	}
	return false
}

// tagAt reads the tag at offset i and returns where it ends.
func (r *reader) tagAt(i int) int {
	b := r.text
	at := i + 1
	if b[at] == '/' {
		at++
	}
	var name [8]byte
	end := at
	for end < len(b) && end-at < len(name) && ascii[b[end]] > special {
		name[end-at] = ascii[b[end]]
		end++
	}
	flows := inline(name[:end-at])
	switch {
	case !flows:
		r.body.apart(divides, i)
	case r.tagsPart:
		r.body.apart(joins, i)
	}
	next := end + 1
	if end == len(b) || b[end] != '>' { // there is more in it than its name
		r.tag.separator = ends
		next = r.chars(&r.tag, at, true)
		r.tag.finish(next)
	}
	if flows && r.body.inWord && next < len(b) && (ascii[b[next]] > special || b[next] >= 0x80 || b[next] == '&') {
		r.touching = true
	}
	return next
}

// sign reads one character that is neither an ASCII letter nor a plain separator.
func (r *reader) sign(l *lane, i int) int {
	b := r.text
	switch c := b[i]; c {
	case '&':
		return r.entity(l, i)
	case '%':
		return r.percent(l, i)
	case '\\':
		return r.backslash(l, i)
	case '.':
		kind := uint8(joins)
		if next := i + 1; next == len(b) || b[next] == ' ' || b[next] == '\n' || b[next] == '<' || b[next] == '\r' {
			if !l.inWord || l.letters > 1 { // else an initial
				kind = ends
			}
		}
		l.apart(kind, i)
		return i + 1
	case '\n':
		l.apart(r.lineEnd(i), i)
		return i + 1
	case '*', '~':
		if r.format != markdown {
			l.apart(joins, i)
		}
		return i + 1
	default:
		if c < 0x80 {
			l.apart(joins, i)
			return i + 1
		}
	}
	char, n := utf8.DecodeRune(b[i:])
	r.char(l, char, i)
	return i + n
}

// lineEnd says how a line that ends at offset i stands to the next one.
func (r *reader) lineEnd(i int) uint8 {
	if r.format != markdown {
		return joins
	}
	for _, c := range r.text[i+1:] {
		switch c {
		case ' ', '\t', '>', '\r':
			continue
		case '\n', '-', '+', '#', '*', '|':
			return divides
		}
		break
	}
	return joins
}

// char reads a character that stands, perhaps in an escaped form, at offset i.
func (r *reader) char(l *lane, c rune, i int) {
	if c == utf8.RuneError {
		l.apart(joins, i)
		return
	}
	switch {
	case c >= 0x2000 && c < 0x2000+rune(len(punctuation)):
		r.folded(l, rune(punctuation[c-0x2000]), i)
		return
	case c < tableSize:
		if v := r.table[c]; v != several {
			r.folded(l, v, i)
			return
		}
	}
	for _, v := range classify(c) {
		r.folded(l, v, i)
	}
}

func (r *reader) folded(l *lane, v rune, i int) {
	switch {
	case v&^upper >= firstLetter:
		l.letter(v, i)
	case v != ignored:
		l.apart(uint8(v), i)
	}
}
