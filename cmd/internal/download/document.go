package download

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
)

var (
	infoRef    = regexp.MustCompile(`/Info\s+(\d+)\s+(\d+)\s+R`)
	pdfPersons = regexp.MustCompile(`/(Author|Title|Subject|Keywords)\s*(\([^)]|<[0-9A-Fa-f])`)
	xmpEnd     = regexp.MustCompile(`</x:xmpmeta>|<\?xpacket end`)
)

// cleanPDF overwrites, at their places, the properties of a PDF, its XMP and the Exif data of the
// photographs in it. It reports false where properties stand in a part that is compressed or locked.
func cleanPDF(b []byte) (patches []patch, all bool) {
	for _, m := range infoRef.FindAllSubmatch(b, 100) {
		head := append(append(append([]byte(nil), m[1]...), ' '), m[2]...)
		head = append(head, " obj"...)
		for at := 0; ; {
			i := bytes.Index(b[at:], head)
			if i < 0 {
				break
			}
			at += i
			if at == 0 || b[at-1] == '\n' || b[at-1] == '\r' || b[at-1] == ' ' {
				end := at + max(0, bytes.Index(b[at:], []byte("endobj")))
				patches = append(patches, blankStrings(b, at+len(head), min(end, at+1<<16))...)
			}
			at += len(head)
		}
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("<x:xmpmeta"))
		if i < 0 {
			break
		}
		at += i
		end := xmpEnd.FindIndex(b[at:])
		if end == nil {
			break
		}
		patches = append(patches, patch{int64(at), int64(end[1]), bytes.Repeat([]byte(" "), end[1])})
		at += end[1]
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("Exif\x00\x00"))
		if i < 0 {
			break
		}
		at += i
		if at >= 4 && b[at-4] == 0xff && b[at-3] == 0xe1 {
			n := int(b[at-2])<<8 | int(b[at-1]) - 2
			patches = append(patches, patch{at: int64(at + 6), size: int64(max(0, min(n-6, len(b)-at-6)))})
		}
		at += 6
	}
	all = !bytes.Contains(b, []byte("/Encrypt"))
	pdfStreams(b, func(text []byte) {
		all = all && !pdfPersons.Match(text) && !bytes.Contains(text, []byte("<x:xmpmeta"))
	})
	return patches, all
}

// blankStrings overwrites the strings of a dictionary.
func blankStrings(b []byte, at, end int) (patches []patch) {
	for i := at; i < end; i++ {
		switch b[i] {
		case '(':
			depth, start := 1, i+1
			for i++; i < end && depth > 0; i++ {
				switch b[i] {
				case '\\':
					i++
				case '(':
					depth++
				case ')':
					depth--
				}
			}
			i--
			if n := i - start; n > 0 && i < len(b) {
				patches = append(patches, patch{int64(start), int64(n), bytes.Repeat([]byte(" "), n)})
			}
		case '<':
			if i+1 < end && b[i+1] == '<' {
				i++
				continue
			}
			if n := bytes.IndexByte(b[i:end], '>'); n > 1 {
				patches = append(patches, patch{int64(i + 1), int64(n - 1), bytes.Repeat([]byte("20"), n)[:n-1]})
				i += n
			}
		}
	}
	return patches
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
