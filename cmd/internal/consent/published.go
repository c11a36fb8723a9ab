package consent

import (
	"bytes"
	"html"
	"net/url"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Page returns the names in a page, a feed, a drawing, captions, JSON or plain text.
func (f *Finder) Page(b []byte) []Match { return f.published(b, page) }

// Style returns the names in a style sheet.
func (f *Finder) Style(b []byte) []Match { return f.published(b, style) }

// Markdown returns the names in the source of a text, front matter included.
func (f *Finder) Markdown(b []byte) []Match {
	if f == nil {
		return nil
	}
	var found []Match
	f.read(b, markdown, false, &found)
	return found
}

// Path returns the names in the path of a file. Letter case and what stands between words are of no
// account there either.
func (f *Finder) Path(p string) []Match { return f.published([]byte(p), page) }

// published reads text in every way its readers may. Offsets are those of the text as it is where
// the name is found there, else 0.
func (f *Finder) published(b []byte, format format) []Match {
	if f == nil {
		return nil
	}
	var found []Match
	r := f.read(b, format, false, &found)
	if r.touching {
		f.read(b, format, true, &found)
	}
	for depth := 0; r.twice && depth < 3; depth++ {
		b = unescape(b)
		var more []Match
		r = f.read(b, format, false, &more)
		found = append(found, unplaced(more)...)
	}
	return found
}

func unescape(b []byte) []byte {
	s := html.UnescapeString(string(b))
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	return []byte(s)
}

func unplaced(ms []Match) []Match {
	for i := range ms {
		ms[i].Start, ms[i].End = 0, 0
	}
	return ms
}

// Folded returns the names in text whose long lines are folded as RFC 5545 says, in calendars.
func (f *Finder) Folded(b []byte) []Match {
	if f == nil {
		return nil
	}
	for _, fold := range []string{"\r\n ", "\r\n\t", "\n ", "\n\t"} {
		b = bytes.ReplaceAll(b, []byte(fold), nil)
	}
	return unplaced(f.published(b, page))
}

// Binary returns the names in bytes of any kind: as UTF-8, Latin-1 and UTF-16 of both orders.
func (f *Finder) Binary(b []byte) []Match {
	if f == nil {
		return nil
	}
	found := f.published(b, page)
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return found
	}
	latin := make([]rune, 0, min(len(b), binaryPart))
	for part := range slices.Chunk(b, binaryPart) {
		latin = latin[:0]
		for _, c := range part {
			latin = append(latin, rune(c))
		}
		found = append(found, unplaced(f.published([]byte(string(latin)), page))...)
		for _, at := range []int{0, 1} {
			for _, high := range []int{0, 1} {
				found = append(found, unplaced(f.published(wide(part[min(at, len(part)):], high), page))...)
			}
		}
	}
	return found
}

// binaryPart is how many bytes are converted at once. A name over the seam of two parts is found in
// text only.
const binaryPart = 1 << 20

// wide reads UTF-16 whose byte at the offset high is the high one of each pair. Of what is in none of the blocks that
// names are written in, which is most of what is no text, one sign is left.
func wide(b []byte, high int) []byte {
	units, other := make([]uint16, 0, len(b)/2), false
	for i := 0; i+1 < len(b); i += 2 {
		u := uint16(b[i+high])<<8 | uint16(b[i+1-high])
		switch h := u >> 8; {
		case u != 0 && (h <= 0x08 || h >= 0x1D && h <= 0x24 || h == 0x2D || h >= 0xFB && u < 0xFF5F):
			units, other = append(units, u), false
		case !other:
			units, other = append(units, '!'), true
		}
	}
	return []byte(string(utf16.Decode(units)))
}
