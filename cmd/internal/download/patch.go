package download

import "encoding/binary"

// A patch overwrites bytes [at, at+size) of a file with head and then zeros: what is cleaned so keeps
// every other byte where it is.
type patch struct {
	at, size int64
	head     []byte
}

// apply makes a copy of b with patches.
func apply(b []byte, patches []patch) []byte {
	if len(patches) == 0 {
		return b
	}
	out := append([]byte(nil), b...)
	for _, p := range patches {
		if p.at < 0 || p.at+p.size > int64(len(out)) {
			continue
		}
		part := out[p.at : p.at+p.size]
		clear(part)
		copy(part, p.head)
	}
	return out
}

// box makes a box of ISO base media files, of the same size as the one it replaces, that readers pass over.
func freeBox(at, size int64) patch {
	if size > 0xffffffff {
		head := binary.BigEndian.AppendUint32(nil, 1)
		head = append(head, "free"...)
		return patch{at, size, binary.BigEndian.AppendUint64(head, uint64(size))}
	}
	return patch{at, size, append(binary.BigEndian.AppendUint32(nil, uint32(size)), "free"...)}
}
