package download

import (
	"encoding/binary"
	"errors"
	"io"
)

var errDamaged = errors.New("damaged")

// maxHeader is how much of a film beside its pictures and sound is read.
const maxHeader = 64 << 20

// A mediaReader walks over the boxes of an ISO base media file (ISO/IEC 14496-12).
type mediaReader struct {
	r       io.ReaderAt
	size    int64
	patches []patch
	texts   [][]byte // boxes that hold more than pictures and sound
	tracks  int
}

// cleanMP4 finds what a film tells of where, when and with what it was made.
func cleanMP4(r io.ReaderAt, size int64) (*mediaReader, error) {
	m := &mediaReader{r: r, size: size}
	for at := int64(0); at < size; {
		kind, header, n, err := m.box(at, size)
		if err != nil {
			return nil, err
		}
		switch kind {
		case "moov":
			if n > maxHeader {
				return nil, errDamaged
			}
			b := make([]byte, n)
			if _, err := r.ReadAt(b, at); err != nil {
				return nil, errDamaged
			}
			m.texts = append(m.texts, b)
			if err := m.inside(b[header:], at+header, "moov"); err != nil {
				return nil, err
			}
		case "ftyp", "mdat", "moof", "mfra", "sidx", "styp", "ssix", "pdin", "wide":
		default: // metadata, free space that may hold some, and what nobody knows
			m.patches = append(m.patches, freeBox(at, n))
		}
		at += n
	}
	if m.tracks == 0 {
		return nil, errDamaged
	}
	return m, nil
}

// box reads the header of the box at an offset.
func (m *mediaReader) box(at, end int64) (kind string, header, n int64, err error) {
	var b [16]byte
	got, _ := m.r.ReadAt(b[:], at)
	if got < 8 {
		return "", 0, 0, errDamaged
	}
	header, n = 8, int64(binary.BigEndian.Uint32(b[:]))
	switch {
	case n == 1 && got == 16:
		header, n = 16, int64(binary.BigEndian.Uint64(b[8:]))
	case n == 0:
		n = end - at
	}
	if n < header || n > end-at {
		return "", 0, 0, errDamaged
	}
	return string(b[4:8]), header, n, nil
}

// boxes calls do for the boxes in b.
func boxes(b []byte, do func(kind string, at int64, box []byte) error) error {
	for at := 0; at+8 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		if n == 0 {
			n = len(b) - at
		}
		if n < 8 || n > len(b)-at {
			return errDamaged
		}
		if err := do(string(b[at+4:at+8]), int64(at), b[at:at+n]); err != nil {
			return err
		}
		at += n
	}
	return nil
}

// inside looks at the boxes in moov, trak and mdia, whose content begins at base.
func (m *mediaReader) inside(b []byte, base int64, parent string) error {
	return boxes(b, func(kind string, at int64, box []byte) error {
		at += base
		switch kind {
		case "udta", "meta", "uuid", "free", "skip":
			m.patches = append(m.patches, freeBox(at, int64(len(box))))
		case "mvhd", "tkhd", "mdhd": // when it was made and changed; 0 is "not known"
			if len(box) > 28 {
				n := int64(8)
				if box[8] == 1 {
					n = 16
				}
				m.patches = append(m.patches, patch{at: at + 12, size: n})
			}
		case "hdlr": // its name is the camera's
			if parent == "mdia" && len(box) > 32 {
				m.patches = append(m.patches, patch{at: at + 32, size: int64(len(box)) - 32})
			}
		case "trak":
			return m.track(box, at)
		case "mdia":
			return m.inside(box[8:], at+8, kind)
		}
		return nil
	})
}

// track keeps pictures, sound, subtitles and time codes; a track of anything else, such as the places a
// camera was at, goes with its samples.
func (m *mediaReader) track(box []byte, at int64) error {
	handler := ""
	if mdia := child(box[8:], "mdia"); mdia != nil {
		if h := child(mdia[8:], "hdlr"); len(h) >= 20 {
			handler = string(h[16:20])
		}
	}
	switch handler {
	case "vide", "soun", "text", "sbtl", "subt", "clcp", "tmcd", "auxv", "subp":
		m.tracks++
		return m.inside(box[8:], at+8, "trak")
	}
	if err := m.blankSamples(box); err != nil {
		return err
	}
	m.patches = append(m.patches, freeBox(at, int64(len(box))))
	return nil
}

// child returns the first box of a kind in b, or nil.
func child(b []byte, kind string) (found []byte) {
	_ = boxes(b, func(k string, _ int64, box []byte) error {
		if k == kind && found == nil {
			found = box
		}
		return nil
	})
	return found
}

// blankSamples overwrites the samples of a track.
func (m *mediaReader) blankSamples(trak []byte) error {
	stbl := trak
	for _, kind := range []string{"mdia", "minf", "stbl"} {
		if stbl = child(stbl[8:], kind); stbl == nil {
			return errDamaged
		}
	}
	chunks := chunkOffsets(stbl)
	sizes := child(stbl[8:], "stsz")
	perChunk := child(stbl[8:], "stsc")
	if len(chunks) == 0 {
		return nil
	}
	if len(sizes) < 20 || len(perChunk) < 16 {
		return errDamaged
	}
	sample, blanked, runs := 0, int64(0), perChunk[16:]
	count := int64(binary.BigEndian.Uint32(sizes[16:]))
	for i, at := range chunks {
		for len(runs) >= 24 && binary.BigEndian.Uint32(runs[12:]) <= uint32(i+1) {
			runs = runs[12:]
		}
		if len(runs) < 12 {
			return errDamaged
		}
		total := int64(0)
		for range binary.BigEndian.Uint32(runs[4:]) {
			if int64(sample) >= count {
				break
			}
			n := int64(binary.BigEndian.Uint32(sizes[12:]))
			if n == 0 {
				if 24+4*sample > len(sizes) {
					return errDamaged
				}
				n = int64(binary.BigEndian.Uint32(sizes[20+4*sample:]))
			}
			total += n
			sample++
			if blanked += n; blanked > m.size {
				return errDamaged
			}
		}
		if at < 0 || total > m.size-at {
			return errDamaged
		}
		m.patches = append(m.patches, patch{at: at, size: total})
	}
	return nil
}

func chunkOffsets(stbl []byte) (list []int64) {
	if b := child(stbl[8:], "stco"); len(b) >= 16 {
		for b = b[16:]; len(b) >= 4; b = b[4:] {
			list = append(list, int64(binary.BigEndian.Uint32(b)))
		}
	} else if b := child(stbl[8:], "co64"); len(b) >= 16 {
		for b = b[16:]; len(b) >= 8; b = b[8:] {
			list = append(list, int64(binary.BigEndian.Uint64(b)))
		}
	}
	return list
}
