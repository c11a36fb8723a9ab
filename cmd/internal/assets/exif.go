package assets

import (
	"bytes"
	"encoding/binary"
)

// orientation reads how a picture wants to be turned, 1 to 8 as in Exif 2.32 tag 0x0112; 1 where it does
// not say or says it wrongly. Browsers follow JPEG and PNG.
func orientation(format string, b []byte) int {
	switch format {
	case "jpeg":
		found := 1
		eachSegment(b, func(marker byte, data []byte) {
			if tiff, ok := bytes.CutPrefix(data, []byte("Exif\x00\x00")); marker == 0xe1 && ok && found == 1 {
				found = tiffOrientation(tiff)
			}
		})
		return found
	case "png":
		found := 1
		pngChunks(b, func(name string, data []byte) {
			if name == "eXIf" {
				found = tiffOrientation(data)
			}
		})
		return found
	}
	return 1
}

// eachSegment calls do with the segments of a JPEG before its first scan, without their lengths.
func eachSegment(jpeg []byte, do func(marker byte, data []byte)) {
	for i := 2; i+4 <= len(jpeg) && jpeg[i] == 0xff; {
		marker, size := jpeg[i+1], int(binary.BigEndian.Uint16(jpeg[i+2:]))
		if marker == 0xff { // a fill byte
			i++
			continue
		}
		if marker == 0xda || size < 2 || i+2+size > len(jpeg) {
			return
		}
		do(marker, jpeg[i+4:i+2+size])
		i += 2 + size
	}
}

// pngChunks calls do with each chunk of a PNG but those of pixels.
func pngChunks(b []byte, do func(name string, data []byte)) {
	for i := 8; i+12 <= len(b); {
		n := int64(binary.BigEndian.Uint32(b[i:]))
		if n > int64(len(b)-i-12) {
			return
		}
		if name := string(b[i+4 : i+8]); name != "IDAT" {
			do(name, b[i+8:i+8+int(n)])
		}
		i += 12 + int(n)
	}
}

// tiffOrientation looks the tag up in the first directory of a TIFF structure.
func tiffOrientation(t []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(t, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(t) < 8 {
		return 1
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 1
	}
	entries := t[at+2:]
	for range order.Uint16(t[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 0x0112 && order.Uint16(entries[2:]) == 3 {
			if o := int(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}
