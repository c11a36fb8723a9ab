package markdown

import "unicode/utf8"

// A mode says how much of the markup is written.
type mode int

const (
	full  mode = iota // everything
	bare              // phrases only: no links, notes and pictures
	plain             // characters only, not escaped
)

// An out collects output. It is at every moment what the HTML minifier would leave of it, so
// that no second pass is needed: white space collapses while it is written, and what a tag
// swallows before it is taken back.
type out struct {
	buf   []byte
	holes []hole
	rules *rules
	mode  mode
	keep  bool // leave white space as it is

	// The line of text being written, across its tags.
	prev    rune // the last character that is not white space; 0 at the start of a block
	gap     bool // white space follows prev, or none may be written yet
	spaceAt int  // where that one space is in buf, if typography may replace it, or -1
	trimAt  int  // where the space is that the end of the block takes away, or -1
	inLink  bool
	words   int
}

// A hole is a Part that is not text, and the offset in buf where it stands.
type hole struct {
	at   int
	part Part
}

func (o *out) reset(ru *rules, m mode) {
	*o = out{buf: o.buf[:0], holes: o.holes[:0], rules: ru, mode: m}
	o.begin()
}

// begin starts a block's line of text: leading space is dropped.
func (o *out) begin() {
	o.prev, o.gap, o.spaceAt, o.trimAt = 0, true, -1, -1
}

// trim takes back the space before a block's end, which no closing tag protects.
func (o *out) trim() {
	if o.trimAt >= 0 {
		o.replace(o.trimAt, "")
	}
	if o.prev != 0 {
		o.words++
	}
	o.begin()
}

// block writes the tag of a block: no space stands around it.
func (o *out) block(parts ...string) {
	o.trim()
	o.tag(parts...)
}

func (o *out) tag(parts ...string) {
	for _, p := range parts {
		o.buf = append(o.buf, p...)
	}
}

// A start is where a phrase's tag was opened.
type start struct{ end, holes, trimAt int }

// open writes the start tag of a phrase.
func (o *out) open(tag string) start {
	s := start{len(o.buf) + len(tag), len(o.holes), o.trimAt}
	o.buf = append(o.buf, tag...)
	o.trimAt = -1
	return s
}

// close writes its end tag, or takes the start tag back where there is nothing between.
func (o *out) close(s start, tag, end string) {
	if len(o.buf) == s.end && len(o.holes) == s.holes {
		o.buf = o.buf[:s.end-len(tag)]
		o.trimAt = s.trimAt
		return
	}
	o.buf = append(o.buf, end...)
}

// solid says that something other than text, such as a picture, was written.
func (o *out) solid() {
	o.gap, o.spaceAt, o.trimAt = false, -1, -1
}

// replace puts s in the place of the one byte at the offset.
func (o *out) replace(at int, s string) {
	n := len(o.buf)
	o.buf = append(o.buf, s...) // room for the tail to move; overwritten below
	copy(o.buf[at+len(s):], o.buf[at+1:n])
	copy(o.buf[at:], s)
	o.buf = o.buf[:n-1+len(s)]
	for i := len(o.holes) - 1; i >= 0 && o.holes[i].at > at; i-- {
		o.holes[i].at += len(s) - 1
	}
	o.spaceAt, o.trimAt = -1, -1
}

// put writes characters that need no escape.
func (o *out) put(s []byte) {
	if len(s) == 0 {
		return
	}
	o.guard(s[0])
	o.buf = append(o.buf, s...)
	o.prev = rune(s[len(s)-1])
	if o.prev >= utf8.RuneSelf {
		o.prev, _ = utf8.DecodeLastRune(s)
	}
	o.solid()
}

func (o *out) putRune(r rune) {
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
		o.space(byte(r))
	case r == '<' && o.mode != plain:
		o.buf = append(o.buf, "&lt;"...)
		o.prev = '<'
		o.solid()
	case r < ' ' || r == 0x7f || r > utf8.MaxRune || 0xd800 <= r && r < 0xe000:
		o.putRune('\ufffd')
	default:
		if r < utf8.RuneSelf {
			o.guard(byte(r))
		}
		o.buf = utf8.AppendRune(o.buf, r)
		o.prev = r
		o.solid()
	}
}

// guard escapes the ampersand before c after all, where the two would read as an entity. An
// ampersand before anything else stays bare, as the minifier has it.
func (o *out) guard(c byte) {
	n := len(o.buf)
	if n == 0 || o.buf[n-1] != '&' || o.mode == plain || !isAlnum(c) && c != '#' {
		return
	}
	if h := len(o.holes); h > 0 && o.holes[h-1].at == n {
		return
	}
	o.buf = append(o.buf, "amp;"...)
}

// space writes white space, once.
func (o *out) space(c byte) {
	if !o.keep {
		c = ' '
		if o.gap {
			return
		}
		o.words++
	}
	o.buf = append(o.buf, c)
	o.gap, o.spaceAt, o.trimAt = true, -1, len(o.buf)-1
	if c == ' ' {
		o.spaceAt = o.trimAt
	}
}

// raw writes characters as they stand, without typography: code, addresses.
func (o *out) raw(s []byte) {
	start := 0
	for i, c := range s {
		if c == '&' {
			o.put(s[start : i+1])
			start = i + 1
		} else if c == '<' || c <= ' ' || c == 0x7f {
			o.put(s[start:i])
			o.putRune(rune(c))
			start = i + 1
		}
	}
	o.put(s[start:])
	o.spaceAt = -1
}

// appendAttr writes the value of an attribute in the quotes the minifier would choose.
func appendAttr(b []byte, s string) []byte {
	single, double := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '\'':
			single++
		case '"':
			double++
		}
	}
	quote, escape := byte('"'), "&#34;"
	if double > single {
		quote, escape = '\'', "&#39;"
	}
	b = append(b, quote)
	for i := range len(s) {
		switch c := s[i]; {
		case c == quote:
			b = append(b, escape...)
		case c == '&' && i+1 < len(s) && (isAlnum(s[i+1]) || s[i+1] == '#'):
			b = append(b, "&amp;"...)
		default:
			b = append(b, c)
		}
	}
	return append(b, quote)
}
