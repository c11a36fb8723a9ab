package assets

import "encoding/binary"

// webpChunks calls do with each chunk of a WebP file, as in RFC 9649 section 2.3.
func webpChunks(b []byte, do func(name string, data []byte)) {
	for rest := b[min(len(b), 12):]; len(rest) >= 8; {
		size := int64(binary.LittleEndian.Uint32(rest[4:]))
		data := rest[8:][:min(size, int64(len(rest)-8))]
		do(string(rest[:4]), data)
		rest = rest[min(8+size+size&1, int64(len(rest))):]
	}
}

// webpAnimated tells whether a WebP has frames, or says so.
func webpAnimated(b []byte) (moves bool) {
	webpChunks(b, func(name string, data []byte) {
		moves = moves || name == "ANMF" || name == "VP8X" && len(data) > 0 && data[0]&2 != 0
	})
	return moves
}

// webpHasSize tells whether all pixels of a still WebP have the size that was measured. A file that
// measures one pixel and holds a hundred million would be a bomb.
func webpHasSize(b []byte, width, height int) bool {
	same := true
	webpChunks(b, func(name string, d []byte) {
		switch {
		case name == "VP8 " && len(d) >= 10:
			w, h := binary.LittleEndian.Uint16(d[6:])&0x3fff, binary.LittleEndian.Uint16(d[8:])&0x3fff
			same = same && int(w) == width && int(h) == height
		case name == "VP8L" && len(d) >= 5:
			bits := binary.LittleEndian.Uint32(d[1:])
			same = same && int(bits&0x3fff)+1 == width && int(bits>>14&0x3fff)+1 == height
		}
	})
	return same
}
