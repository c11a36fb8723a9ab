package source

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // fails for an unknown level only
	return w
}}

// pack compresses a text: one of a few kilobytes to a third or less.
func pack(text []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	w.Write(text) // a bytes.Buffer takes everything
	w.Close()
	return bytes.Clone(out.Bytes())
}

var unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// unpack undoes pack of a text of size bytes.
func unpack(packed []byte, size int64) ([]byte, error) {
	text := make([]byte, size)
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	r.(flate.Resetter).Reset(bytes.NewReader(packed), nil) // of a reader in memory, it cannot fail
	_, err := io.ReadFull(r, text)
	return text, err
}
