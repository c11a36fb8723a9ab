package download

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// StripPicture removes what a picture tells of where, when and by whom
// it was made, and leaves its pixels, colours and orientation. It reports false for a format it does
// not know.
func StripPicture(b []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return stripJPEG(b), true
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return stripPNG(b), true
	case bytes.HasPrefix(b, []byte("GIF8")):
		return stripGIF(b), true
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return stripWebP(b), true
	}
	return b, false
}

// stripJPEG keeps JFIF, colour profiles and Adobe's note on colours of the application segments, wherever they stand:
// between the scans too. What phones append after the end goes.
func stripJPEG(b []byte) []byte {
	out := append(make([]byte, 0, len(b)), b[:2]...)
	for i := 2; i+1 < len(b); {
		switch m := b[i+1]; {
		case b[i] != 0xff || m == 0 || m >= 0xd0 && m <= 0xd7: // of a scan
			n := bytes.IndexByte(b[i+1:], 0xff) + 1
			if n == 0 {
				n = len(b) - i
			}
			out = append(out, b[i:i+n]...)
			i += n
			continue
		case m == 0xff: // a fill byte
			i++
			continue
		case m == 0xd9:
			return append(out, b[i:i+2]...)
		case i+4 > len(b):
			return out
		}
		n := 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if n < 4 || i+n > len(b) {
			return out
		}
		out = append(out, keptSegment(b[i:i+n])...)
		i += n
	}
	return out
}

// keptSegment is what is left of a segment of a JPEG.
func keptSegment(segment []byte) []byte {
	n := len(segment)
	switch m := segment[1]; {
	case m == 0xe1 && bytes.HasPrefix(segment[4:], []byte("Exif\x00\x00")):
		if o := tiffOrientation(segment[10:]); o > 1 {
			return orientedSegment(o)
		}
		return nil
	case m == 0xe0 && n == 18, m == 0xe2 && bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00")), m == 0xee && n <= 16:
		return segment
	case m >= 0xe0 && m <= 0xef, m == 0xfe: // other applications, comments
		return nil
	}
	return segment
}

// orientedSegment is an Exif segment that says how a picture is turned and nothing else.
func orientedSegment(o byte) []byte {
	return append(
		[]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"),
		o,
		0,
		0,
		0,
		0,
		0,
		0,
	)
}

// tiffOrientation reads tag 0x0112 of the first directory, 0 where it is not there.
func tiffOrientation(t []byte) byte {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(t, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(t) < 8 {
		return 0
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 0
	}
	entries := t[at+2:]
	for range order.Uint16(t[at:]) {
		if len(entries) < 12 {
			return 0
		}
		if o := order.Uint16(entries[8:]); order.Uint16(entries) == 0x0112 && o >= 1 && o <= 8 {
			return byte(o)
		}
		entries = entries[12:]
	}
	return 0
}

// pngKept are the chunks that pixels and colours are made of.
var pngKept = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true,
	"cHRM": true,
	"sRGB": true, "iCCP": true, "cICP": true, "sBIT": true, "bKGD": true, "pHYs": true, "hIST": true, "acTL": true,
	"fcTL": true, "fdAT": true}

func stripPNG(b []byte) []byte {
	out := append([]byte(nil), b[:8]...)
	for i := 8; i+12 <= len(b); {
		n := int64(binary.BigEndian.Uint32(b[i:])) + 12
		if n > int64(len(b)-i) {
			break
		}
		chunk := b[i : i+int(n)]
		kind := string(chunk[4:8])
		if pngKept[kind] {
			out = append(out, chunk...)
		} else if o := byte(0); kind == "eXIf" {
			if o = tiffOrientation(chunk[8 : n-4]); o > 1 {
				exif := append([]byte("eXIf"), orientedSegment(o)[10:]...)
				out = binary.BigEndian.AppendUint32(out, uint32(len(exif)-4))
				out = binary.BigEndian.AppendUint32(append(out, exif...), crc32.ChecksumIEEE(exif))
			}
		}
		i += int(n)
		if kind == "IEND" {
			break
		}
	}
	return out
}

// stripGIF drops comments, plain texts and the extensions of applications but that of loops.
func stripGIF(b []byte) []byte {
	if len(b) < 13 {
		return b
	}
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	i := min(len(b), 13+table(b[10]))
	out := append([]byte(nil), b[:i]...)
	for i < len(b) {
		start, keep := i, true
		switch {
		case b[i] == 0x21 && i+2 < len(b):
			label := b[i+1]
			keep = label == 0xf9 || label == 0xff && (bytes.HasPrefix(b[i+3:], []byte("NETSCAPE2.0")) ||
				bytes.HasPrefix(b[i+3:], []byte("ANIMEXTS1.0")))
			i += 2
		case b[i] == 0x2c && i+10 < len(b):
			i += 11 + table(b[i+9])
		default:
			return append(out, 0x3b)
		}
		for i < len(b) && b[i] != 0 {
			i += 1 + int(b[i])
		}
		i = min(len(b), i+1)
		if keep {
			out = append(out, b[start:i]...)
		}
	}
	return out
}

func stripWebP(b []byte) []byte {
	out := append([]byte(nil), b[:12]...)
	for i := 12; i+8 <= len(b); {
		n := int64(binary.LittleEndian.Uint32(b[i+4:]))
		n += 8 + n&1
		if n > int64(len(b)-i) {
			n = int64(len(b) - i)
		}
		chunk := b[i : i+int(n)]
		switch string(chunk[:4]) {
		case "VP8X":
			chunk = append([]byte(nil), chunk...)
			if len(chunk) > 8 {
				chunk[8] &^= 0x0c // no Exif, no XMP
			}
			out = append(out, chunk...)
		case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
			out = append(out, chunk...)
		}
		i += int(n)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}
