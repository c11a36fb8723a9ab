package download

import (
	"io"
	"math/bits"
)

// The elements of Matroska (RFC 9559) that are looked at.
const (
	ebmlHeader   = 0x1a45dfa3
	segment      = 0x18538067
	segmentInfo  = 0x1549a966
	tags         = 0x1254c367
	attachments  = 0x1941a469
	cluster      = 0x1f43b675
	trackList    = 0x1654ae6b
	chapterList  = 0x1043a770
	titleElement = 0x7ba9
	dateUTC      = 0x4461
	fileName     = 0x7384
	prevFileName = 0x3c83ab
	nextFileName = 0x3e83bb
	crc32Element = 0xbf
	voidElement  = 0xec
)

// An ebmlReader walks over the elements of a WebM file.
type ebmlReader struct {
	r       io.ReaderAt
	size    int64
	patches []patch
	texts   [][]byte
}

// cleanWebM finds the title, the day, the names of files, the tags and what is attached.
func cleanWebM(r io.ReaderAt, size int64) (*ebmlReader, error) {
	e := &ebmlReader{r: r, size: size}
	found := false
	for at := int64(0); at < size; {
		id, header, n, err := e.element(at, size)
		if err != nil {
			return nil, err
		}
		if id == segment {
			found = true
			if err := e.segment(at+header, at+header+n); err != nil {
				return nil, err
			}
		}
		at += header + n
	}
	if !found {
		return nil, errDamaged
	}
	return e, nil
}

// element reads the header of the element at an offset; what has no size goes to the end.
func (e *ebmlReader) element(at, end int64) (id, header, n int64, err error) {
	id, idSize := e.number(at, true)
	n, sizeSize := e.number(at+idSize, false)
	if idSize == 0 || sizeSize == 0 {
		return 0, 0, 0, errDamaged
	}
	header = idSize + sizeSize
	if n == 1<<(7*sizeSize)-1 {
		n = end - at - header
	}
	if n < 0 || n > end-at-header {
		return 0, 0, 0, errDamaged
	}
	return id, header, n, nil
}

// number reads a variable-size integer; that of an id keeps its marker. Its size is 0 where there is none.
func (e *ebmlReader) number(at int64, keep bool) (v, size int64) {
	var b [8]byte
	got, _ := e.r.ReadAt(b[:], at)
	size = int64(bits.LeadingZeros8(b[0])) + 1
	if got == 0 || size > 8 || int64(got) < size {
		return 0, 0
	}
	for i, c := range b[:size] {
		if i == 0 && !keep {
			c &= 0xff >> size
		}
		v = v<<8 | int64(c)
	}
	return v, size
}

func (e *ebmlReader) segment(at, end int64) error {
	for at < end {
		id, header, n, err := e.element(at, end)
		if err != nil {
			return err
		}
		switch id {
		case tags, attachments:
			e.void(at, header+n)
		case segmentInfo:
			if err := e.info(at+header, at+header+n); err != nil {
				return err
			}
		case cluster:
			if header+n == end-at { // of unknown size, perhaps: what is in it follows
				n = 0
			}
		}
		if (id == trackList || id == chapterList) && n < maxHeader {
			b := make([]byte, n)
			if _, err := e.r.ReadAt(b, at+header); err == nil {
				e.texts = append(e.texts, b)
			}
		}
		at += header + n
	}
	return nil
}

func (e *ebmlReader) info(at, end int64) error {
	for at < end {
		id, header, n, err := e.element(at, end)
		if err != nil {
			return err
		}
		switch id {
		case titleElement, dateUTC, fileName, prevFileName, nextFileName, crc32Element:
			e.void(at, header+n)
		}
		at += header + n
	}
	return nil
}

// void makes an element one that readers pass over.
func (e *ebmlReader) void(at, size int64) {
	head := []byte{voidElement, 0x80 | byte(size-2)}
	if size >= 9 {
		n := size - 9
		head = []byte{voidElement, 1, byte(n >> 48), byte(n >> 40), byte(n >> 32), byte(n >> 24), byte(n >> 16),
			byte(n >> 8), byte(n)}
	}
	e.patches = append(e.patches, patch{at, size, head})
}
