package assets

import (
	"bytes"
	"encoding/binary"
)

// orientation reads how a JPEG wants to be turned, 1 to 8 as in Exif 2.32 tag 0x0112; 1 where it
// does not say or says it wrongly.
func orientation(jpeg []byte) int {
	return tiffOrientation(segment(jpeg, 0xe1, "Exif\x00\x00"))
}

// segment returns what follows the prefix in the first segment of a JPEG's header with that
// marker and prefix, or nil.
func segment(jpeg []byte, wanted byte, prefix string) []byte {
	for i := 2; i+4 <= len(jpeg) && jpeg[i] == 0xff; {
		marker, size := jpeg[i+1], int(binary.BigEndian.Uint16(jpeg[i+2:]))
		if marker == 0xff { // a fill byte
			i++
			continue
		}
		if marker == 0xda || size < 2 || i+2+size > len(jpeg) {
			return nil
		}
		if data, ok := bytes.CutPrefix(jpeg[i+4:i+2+size], []byte(prefix)); marker == wanted && ok {
			return data
		}
		i += 2 + size
	}
	return nil
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
