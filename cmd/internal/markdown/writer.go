package markdown

import "unicode/utf8"

// A mode says how much of the markup is written.
type mode int

const (
	modeFull    mode = iota // everything
	modePhrases             // phrases only: no links, notes and pictures
	modePlain               // characters only, not escaped
)

// A writer collects output. It is at every moment what the HTML minifier would leave of it, so
// that no second pass is needed: white space collapses while it is written, and what a tag
// swallows before it is taken back.
type writer struct {
	buf          []byte
	placeholders []placeholder
	rules        *rules
	mode         mode
	keepSpace    bool // leave white space as it is
	joins        bool // short compounds are kept whole with a sign of no width

	// The line of text being written, across its tags.
	lineStart  int  // where it begins in buf
	lastChar   rune // the last character that is not white space; 0 at the start of a block
	afterSpace bool // white space follows lastChar, or none may be written yet
	spaceAt    int  // where that one space is in buf, if typography may replace it, or -1
	trimAt     int  // where the space is that the end of the block takes away, or -1
	inLink     bool
	words      int

	line line // of isolateLine, used again
}

// A placeholder is a Part that is not text, and the offset in buf where it stands.
type placeholder struct {
	at   int
	part Part
}

func (w *writer) reset(ru *rules, m mode) {
	*w = writer{
		buf: w.buf[:0], placeholders: w.placeholders[:0], line: w.line,
		rules: ru, mode: m, joins: m != modePlain,
	}
	w.startLine()
}

// startLine starts a block's line of text: leading space is dropped.
func (w *writer) startLine() {
	w.lineStart = len(w.buf)
	w.lastChar, w.afterSpace, w.spaceAt, w.trimAt = 0, true, -1, -1
}

// endLine takes back the space before a block's end, which no closing tag protects, and sets
// apart the words of another script in the line.
func (w *writer) endLine() {
	if w.trimAt >= 0 {
		w.replaceByte(w.trimAt, "")
	}
	if w.lastChar != 0 {
		w.words++
		w.isolateLine(w.lineStart)
	}
	w.startLine()
}

// writeBlockTag writes the tag of a block: no space stands around it.
func (w *writer) writeBlockTag(parts ...string) {
	w.endLine()
	w.writeTag(parts...)
	w.lineStart = len(w.buf)
}

func (w *writer) writeTag(parts ...string) {
	for _, p := range parts {
		w.buf = append(w.buf, p...)
	}
}

// An openedTag is where a phrase's tag was opened.
type openedTag struct{ end, placeholders, trimAt int }

// openTag writes the start tag of a phrase.
func (w *writer) openTag(tag string) openedTag {
	s := openedTag{len(w.buf) + len(tag), len(w.placeholders), w.trimAt}
	w.buf = append(w.buf, tag...)
	w.trimAt = -1
	return s
}

// closeTag writes its end tag, or takes the start tag back where there is nothing between.
func (w *writer) closeTag(s openedTag, tag, end string) {
	if len(w.buf) == s.end && len(w.placeholders) == s.placeholders {
		w.buf = w.buf[:s.end-len(tag)]
		w.trimAt = s.trimAt
		return
	}
	w.buf = append(w.buf, end...)
}

// markContent says that something other than text, such as a picture, was written.
func (w *writer) markContent() {
	w.afterSpace, w.spaceAt, w.trimAt = false, -1, -1
}

// replaceByte puts s in the place of the one byte at the offset.
func (w *writer) replaceByte(at int, s string) {
	n := len(w.buf)
	w.buf = append(w.buf, s...) // room for the tail to move; overwritten below
	copy(w.buf[at+len(s):], w.buf[at+1:n])
	copy(w.buf[at:], s)
	w.buf = w.buf[:n-1+len(s)]
	for i := len(w.placeholders) - 1; i >= 0 && w.placeholders[i].at > at; i-- {
		w.placeholders[i].at += len(s) - 1
	}
	w.spaceAt, w.trimAt = -1, -1
}

// write writes characters that need no escape.
func (w *writer) write(s []byte) {
	if len(s) == 0 {
		return
	}
	w.escapeAmpersand(s[0])
	w.buf = append(w.buf, s...)
	w.lastChar = rune(s[len(s)-1])
	if w.lastChar >= utf8.RuneSelf {
		w.lastChar, _ = utf8.DecodeLastRune(s)
	}
	w.markContent()
}

func (w *writer) writeRune(r rune) {
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
		w.writeSpace(byte(r))
	case r == '<' && w.mode != modePlain:
		w.buf = append(w.buf, "&lt;"...)
		w.lastChar = '<'
		w.markContent()
	case r < ' ' || r == 0x7f || r > utf8.MaxRune || 0xd800 <= r && r < 0xe000:
		w.writeRune('\ufffd')
	default:
		if r < utf8.RuneSelf {
			w.escapeAmpersand(byte(r))
		}
		w.buf = utf8.AppendRune(w.buf, r)
		w.lastChar = r
		w.markContent()
	}
}

// escapeAmpersand escapes the ampersand before c after all, where the two would read as an entity. An
// ampersand before anything else stays bare, as the minifier has it.
func (w *writer) escapeAmpersand(c byte) {
	n := len(w.buf)
	if n == 0 || w.buf[n-1] != '&' || w.mode == modePlain || !isAlnum(c) && c != '#' {
		return
	}
	if h := len(w.placeholders); h > 0 && w.placeholders[h-1].at == n {
		return
	}
	w.buf = append(w.buf, "amp;"...)
}

// writeSpace writes white writeSpace, once.
func (w *writer) writeSpace(c byte) {
	if !w.keepSpace {
		c = ' '
		if w.afterSpace {
			return
		}
		w.words++
	}
	w.buf = append(w.buf, c)
	w.afterSpace, w.spaceAt, w.trimAt = true, -1, len(w.buf)-1
	if c == ' ' {
		w.spaceAt = w.trimAt
	}
}

// writeRaw writes characters as they stand, without typography: code, addresses.
func (w *writer) writeRaw(s []byte) {
	start := 0
	for i, c := range s {
		if c == '&' {
			w.write(s[start : i+1])
			start = i + 1
		} else if c == '<' || c <= ' ' || c == 0x7f {
			w.write(s[start:i])
			w.writeRune(rune(c))
			start = i + 1
		}
	}
	w.write(s[start:])
	w.spaceAt = -1
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
