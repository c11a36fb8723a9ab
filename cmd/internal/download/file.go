package download

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"artsfactory/cmd/internal/source"
)

// version goes up whenever files are cleaned in another way.
const version = "2"

func zipReader(b []byte) (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(b), int64(len(b)))
}

// remade is a file whose bytes are made from those of f.
func remade(f *source.File, d source.Digest, size int64, do func([]byte) ([]byte, error)) *source.File {
	return source.NewMedia(f.Path, size, source.Sum(d[:], []byte("cleaned\x00"+version)), func() ([]byte, error) {
		b, err := f.Bytes()
		if err != nil {
			return nil, err
		}
		return do(b)
	})
}

// patched is f with some bytes overwritten, read in parts as f is.
func patched(f *source.File, patches []patch) *source.File {
	d := f.Digest()
	id := source.Sum(d[:], fmt.Append(nil, "patched\x00", version, patches))
	load := func() ([]byte, error) {
		b, err := f.Bytes()
		if err != nil {
			return nil, err
		}
		return apply(b, patches), nil
	}
	return source.NewSeekable(f.Path, f.Size, id, load, func() (io.ReadSeekCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return &patchedReader{ReadSeekCloser: r, patches: patches}, nil
	})
}

// A patchedReader overwrites what it reads.
type patchedReader struct {
	io.ReadSeekCloser
	at      int64
	patches []patch
}

// Seek moves the offset of the next Read.
func (r *patchedReader) Seek(offset int64, whence int) (int64, error) {
	at, err := r.ReadSeekCloser.Seek(offset, whence)
	if err == nil {
		r.at = at
	}
	return at, err
}

// Read reads bytes with their patches.
func (r *patchedReader) Read(b []byte) (int, error) {
	n, err := r.ReadSeekCloser.Read(b)
	for _, p := range r.patches {
		from, to := max(p.at, r.at), min(p.at+p.size, r.at+int64(n))
		for i := from; i < to; i++ {
			c := byte(0)
			if k := i - p.at; k < int64(len(p.head)) {
				c = p.head[k]
			}
			b[i-r.at] = c
		}
	}
	r.at += int64(n)
	return n, err
}

// readerAt reads at offsets from what can seek. It is for one goroutine.
type readerAt struct{ io.ReadSeeker }

// ReadAt implements io.ReaderAt.
func (r readerAt) ReadAt(b []byte, at int64) (int, error) {
	if _, err := r.Seek(at, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(r, b)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}

// Texts calls do with the parts of a file that may hold words, each with its name: the file itself,
// the members of archives, the streams of PDFs; of films what is not pictures and sound.
func Texts(f *source.File, do func(name string, b []byte)) error {
	head, err := readHead(f)
	if err != nil {
		return err
	}
	switch t := Detect(head); t {
	case MP4, MOV, M4A, WebM:
		_, parts, err := readFilm(f, t)
		for _, b := range parts {
			do("", b)
		}
		return err
	}
	b, err := f.Bytes()
	if err == nil {
		texts("", b, 0, do)
	}
	return err
}

func texts(name string, b []byte, nesting int, do func(name string, b []byte)) {
	do(name, b)
	if isPart(name) {
		do("", runs(b))
	}
	switch Detect(b[:min(len(b), headSize)]) {
	case PDF:
		do("", pdfText(b))
		pdfStreams(b, func(text []byte) {
			do("", text)
			do("", pdfText(text))
		})
	case Zip:
		r, err := zipReader(b)
		if err != nil || nesting > maxNesting {
			return
		}
		left := limit(len(b))
		for _, m := range r.File {
			data, err := member(m, &left)
			if err != nil {
				return
			}
			texts(m.Name, data, nesting+1, do)
		}
	}
}
