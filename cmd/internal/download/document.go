package download

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var errActs = errors.New("runs, opens or holds something")

var (
	infoRef = regexp.MustCompile(`/Info\s+(\d+)\s+(\d+)\s+R`)
	// pdfPersons are the properties that no other dictionary has a use for.
	pdfPersons = regexp.MustCompile(`/(Author|Creator|Producer|Keywords|Company|Manager)\s*(\([^)]|<[0-9A-Fa-f])`)
	pdfTitles  = regexp.MustCompile(`/(Author|Title|Subject|Keywords)\s*(\([^)]|<[0-9A-Fa-f])`)
	xmpStart   = regexp.MustCompile(`<\?xpacket begin|<x:x[am]pmeta|<rdf:RDF`)
	xmpEnd     = regexp.MustCompile(`</x:x[am]pmeta>|<\?xpacket end[^>]*>|</rdf:RDF>`)
	pdfActions = regexp.MustCompile(
		`/(JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|XFA|EmbeddedFiles?|GoToE)[\s/<>\[(\d]`)
	pdfOpening = regexp.MustCompile(`/(OpenAction|AA)\s*(<<|\d+\s+\d+\s+R)`)
	pdfLeaving = regexp.MustCompile(`/S\s*/(URI|GoToR|Rendition)`)
	pdfRef     = regexp.MustCompile(`(\d+)\s+(\d+)\s+R`)
	pdfNotes   = regexp.MustCompile(`/Subtype\s*/(Text|FreeText|Highlight|Underline|Squiggly|StrikeOut|Stamp|Ink|` +
		`Caret|Popup|Line|Poly\w+|Square|Circle)[\s/<>\[(]`)
	nameEscape  = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	objectTable = regexp.MustCompile(`^\s*\d+\s+\d+\s`) // of a stream of objects
)

// cleanPDF overwrites, at their places, the properties of a PDF, its XMP, what photographs in it tell and what
// follows its end. All is false where properties stand in a part that is compressed or locked, or where somebody
// made remarks. It is an error if a PDF runs or opens something by itself, or holds other files.
func cleanPDF(b []byte) (patches []patch, all bool, err error) {
	body := withoutStreams(b)
	if acts(body) {
		return nil, false, errActs
	}
	all = !bytes.Contains(body, []byte("/Encrypt")) && !pdfNotes.Match(body) &&
		!bytes.Contains(b, []byte("x\x00:\x00x\x00m\x00p\x00m"))
	pdfStreams(b, func(text []byte) {
		all = all && !pdfTitles.Match(text) && !xmpStart.Match(text)
		if objectTable.Match(text) && acts(text) {
			err = errActs
		}
	})
	for _, o := range pdfObjects(b, infoRef.FindAllSubmatch(b, 100)) {
		patches = append(patches, blankStrings(b, o[0], o[1])...)
	}
	for _, m := range pdfPersons.FindAllSubmatchIndex(b, 1000) {
		patches = append(patches, blankString(b, m[4], min(len(b), m[4]+maxObject))...)
	}
	patches = append(patches, xmpPatches(b)...)
	patches = append(patches, segmentPatches(b)...)
	if end := bytes.LastIndex(b, []byte("%%EOF")) + 5; end > 5 && len(bytes.TrimSpace(b[end:])) > 0 {
		patches = append(patches, patch{at: int64(end), size: int64(len(b) - end)})
	}
	return patches, all, err
}

// withoutStreams are the objects of a PDF without the bytes of pictures, fonts and pages.
func withoutStreams(b []byte) (out []byte) {
	for {
		i := bytes.Index(b, []byte("stream"))
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		b = b[i+6:]
		end := bytes.Index(b, []byte("endstream"))
		if end < 0 {
			return append(out, b...)
		}
		b = b[end+9:]
	}
}

// acts says whether objects run or open something by themselves, or hold other files. A name may be written with
// escapes.
func acts(text []byte) bool {
	text = nameEscape.ReplaceAllFunc(text, func(e []byte) []byte {
		v, _ := strconv.ParseUint(string(e[1:]), 16, 8)
		return []byte{byte(v)}
	})
	if pdfActions.Match(text) {
		return true
	}
	var refs [][][]byte
	for _, m := range pdfOpening.FindAllIndex(text, 100) {
		action := text[m[1]-2 : min(len(text), m[1]+512)]
		if text[m[1]-1] == 'R' {
			action = text[m[0]:m[1]]
		} else if end := bytes.Index(action, []byte("endobj")); end >= 0 {
			action = action[:end]
		}
		if pdfLeaving.Match(action) {
			return true
		}
		refs = append(refs, pdfRef.FindAllSubmatch(action, 8)...)
	}
	for _, o := range pdfObjects(text, refs) {
		if pdfLeaving.Match(text[o[0]:min(o[1], o[0]+1<<12)]) {
			return true
		}
	}
	return false
}

// The most that is looked at of a PDF: references to objects, versions of an object, and bytes of one.
const (
	maxRefs     = 50
	maxVersions = 10
	maxObject   = 1 << 16
)

// pdfObjects are where the objects begin and end that references give, as their numbers and generations. An object
// may be there in several versions.
func pdfObjects(b []byte, refs [][][]byte) (list [][2]int) {
	seen := map[string]bool{}
	for _, r := range refs {
		head := string(r[1]) + " " + string(r[2]) + " obj"
		if seen[head] || len(seen) == maxRefs {
			continue
		}
		seen[head] = true
		for at, versions := 0, 0; versions < maxVersions; versions++ {
			i := bytes.Index(b[at:], []byte(head))
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(head)
			if start > 0 && strings.IndexByte("\n\r ", b[start-1]) < 0 {
				continue
			}
			end := min(len(b), at+maxObject)
			if n := bytes.Index(b[at:end], []byte("endobj")); n >= 0 {
				end = at + n
			}
			list = append(list, [2]int{at, end})
		}
	}
	return list
}

func xmpPatches(b []byte) (patches []patch) {
	for at := 0; ; {
		start := xmpStart.FindIndex(b[at:])
		if start == nil {
			return patches
		}
		at += start[0]
		end := xmpEnd.FindIndex(b[at:])
		if end == nil {
			return patches
		}
		patches = append(patches, patch{int64(at), int64(end[1]), bytes.Repeat([]byte(" "), end[1])})
		at += end[1]
	}
}

// jpegNotes are segments in which cameras and programs keep what photographs tell, with their markers.
var jpegNotes = map[string]byte{"Exif\x00\x00": 0xe1, "Photoshop 3.0\x00": 0xed}

func segmentPatches(b []byte) (patches []patch) {
	for _, mark := range slices.Sorted(maps.Keys(jpegNotes)) {
		for at := 0; ; {
			i := bytes.Index(b[at:], []byte(mark))
			if i < 0 {
				break
			}
			at += i
			if at >= 4 && b[at-4] == 0xff && b[at-3] == jpegNotes[mark] {
				n := int(b[at-2])<<8 | int(b[at-1]) - 2 - len(mark)
				rest := len(b) - at - len(mark)
				patches = append(patches, patch{at: int64(at + len(mark)), size: int64(max(0, min(n, rest)))})
			}
			at += len(mark)
		}
	}
	return patches
}

// blankStrings overwrites the strings of a dictionary.
func blankStrings(b []byte, at, end int) (patches []patch) {
	for i := at; i < end; i++ {
		if b[i] == '<' && i+1 < end && b[i+1] == '<' {
			i++
			continue
		}
		if b[i] == '(' || b[i] == '<' {
			p := blankString(b, i, end)
			patches = append(patches, p...)
			for _, x := range p {
				i += int(x.size)
			}
		}
	}
	return patches
}

// blankString overwrites the string that begins at an offset, if it is not empty.
func blankString(b []byte, at, end int) []patch {
	if b[at] == '<' {
		if n := bytes.IndexByte(b[at:end], '>'); n > 1 {
			return []patch{{int64(at + 1), int64(n - 1), bytes.Repeat([]byte("20"), n)[:n-1]}}
		}
		return nil
	}
	depth, i := 1, at+1
	for ; i < end && depth > 0; i++ {
		switch b[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	n := min(i, end) - 1 - (at + 1)
	if depth > 0 {
		n++
	}
	if n <= 0 {
		return nil
	}
	return []patch{{int64(at + 1), int64(n), bytes.Repeat([]byte(" "), n)}}
}

// pdfLimit is how much of the streams of a PDF is looked into.
const pdfLimit = 64 << 20

// pdfStreams calls do with the streams that can be inflated.
func pdfStreams(b []byte, do func([]byte)) {
	left := int64(min(pdfLimit, 4<<20+20*len(b)))
	for at := 0; left > 0; {
		i := bytes.Index(b[at:], []byte("stream"))
		if i < 0 {
			return
		}
		at += i + 6
		if at >= 9 && string(b[at-9:at-6]) == "end" {
			continue
		}
		start := at
		for start < len(b) && (b[start] == '\r' || b[start] == '\n') {
			start++
		}
		r, err := zlib.NewReader(bytes.NewReader(b[start:]))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(io.LimitReader(r, left))
		left -= int64(len(text))
		do(text)
	}
}

// pdfText are the strings of a PDF, or of one of its streams, as they read: those of one array are joined, as a line
// of text is set, but where a gap of a fifth of a letter's height or more stands between.
func pdfText(b []byte) (out []byte) {
	inArray := false
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '[':
			inArray = true
		case c == ']':
			inArray = false
			out = append(out, '\n')
		case c == '(':
			text, n := literalString(b[i:])
			out = append(out, text...)
			i += n
			if !inArray {
				out = append(out, '\n')
			}
			continue
		case c == '<' && i+1 < len(b) && b[i+1] == '<':
			i++
		case c == '<':
			n := bytes.IndexByte(b[i:], '>')
			if n < 0 {
				return out
			}
			out = append(out, hexString(b[i+1:i+n])...)
			i += n
			if !inArray {
				out = append(out, '\n')
			}
		case inArray && c == '-' && i+3 < len(b) && isDigit(b[i+1]) && b[i+1] > '1' && isDigit(b[i+2]) && isDigit(b[i+3]):
			out = append(out, ' ')
		}
		i++
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// literalString reads a string in brackets, and returns how many bytes it took.
func literalString(b []byte) (text []byte, n int) {
	depth := 0
	for n < len(b) {
		c := b[n]
		n++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return text, n
			}
		case '\\':
			if n == len(b) {
				return text, n
			}
			c = b[n]
			n++
			if v, used := octal(b[n-1:]); used > 0 {
				c, n = v, n-1+used
			} else if c == 'n' || c == 'r' || c == 't' {
				c = ' '
			} else if c == '\n' || c == '\r' {
				continue
			}
		}
		text = append(text, c)
	}
	return text, n
}

func octal(b []byte) (v byte, n int) {
	for n < 3 && n < len(b) && b[n] >= '0' && b[n] <= '7' {
		v = v<<3 | (b[n] - '0')
		n++
	}
	return v, n
}

func hexString(b []byte) []byte {
	digits := make([]byte, 0, len(b)+1)
	for _, c := range b {
		if isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' {
			digits = append(digits, c)
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	hex.Decode(out, digits)
	return out
}
