// Package source holds what a build reads, as files, and what it says of them, as problems.
//
// It refuses to read: a command reads the files and hands them over, so that the rest of
// the build is a function of bytes.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Digest is the identity of some bytes: the first 128 bits of their SHA-256.
type Digest [16]byte

// Sum is the digest of the parts, one after the other. Parts of unequal split but equal
// concatenation have equal digests: put a separator in where that matters.
func Sum(parts ...[]byte) Digest {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	var full [sha256.Size]byte
	h.Sum(full[:0])
	return Digest(full[:16])
}

// A File is one file as read. Path is slash-separated and relative to the site's root, such
// as "content/films/zero.md".
//
// The text of small files is held; that of media stays on disk until Bytes asks for it, so
// that a site of a thousand photographs fits in memory.
type File struct {
	Path string
	Size int64

	load   func() ([]byte, error)            // reads the file again; nil for one that is in memory alone
	open   func() (io.ReadSeekCloser, error) // of media on a disk; else nil
	media  bool
	digest atomic.Pointer[Digest] // nil as long as nobody asks

	failed atomic.Bool // see TakeFailure

	mu     sync.Mutex
	data   []byte // of a text; nil once it is released
	keep   bool   // see Keep
	packed []byte // a released text that is kept, compressed with flate
}

// NewText makes a File of bytes in memory, which nobody may change from then on.
func NewText(path string, data []byte) *File {
	return &File{Path: path, Size: int64(len(data)), data: data}
}

// NewMedia makes a File whose bytes are loaded when they are asked for. The digest is the one
// its bytes had when the build began.
func NewMedia(path string, size int64, digest Digest, load func() ([]byte, error)) *File {
	f := &File{Path: path, Size: size, load: load, media: true}
	f.digest.Store(&digest)
	return f
}

// newReleasable makes a File of a text that load can read again.
func newReleasable(path string, data []byte, load func() ([]byte, error)) *File {
	return &File{Path: path, Size: int64(len(data)), data: data, load: load}
}

var errChanged = errors.New("changed while it was read")

// Bytes returns the file's content. An error means that it can no longer be read as it was.
func (f *File) Bytes() ([]byte, error) {
	data, err := f.bytes()
	if err != nil {
		f.failed.Store(true)
	}
	return data, err
}

func (f *File) bytes() ([]byte, error) {
	if f.media {
		return f.load()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.packed != nil && f.data == nil:
		return unpack(f.packed, f.Size)
	case f.data != nil || f.load == nil:
		return f.data, nil
	}
	data, err := f.load()
	if d := f.digest.Load(); err == nil && d != nil && *d != Sum(data) {
		return nil, errChanged
	}
	return data, err
}

// TakeFailure reports whether Bytes has failed since TakeFailure was last called. What was made of
// the file since then may lack its content, and must not be remembered under its digest.
func (f *File) TakeFailure() bool { return f.failed.Swap(false) }

// Open returns the content to be read in parts, so that a film need not stand in memory for a
// minute of it. Whoever opens it closes it. An error means that it can no longer be read as it
// was.
func (f *File) Open() (io.ReadSeekCloser, error) {
	if f.open != nil {
		return f.open()
	}
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(data)}, nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// Release lets go of a text that has been made into something else, so that a site stands in
// memory once. Bytes reads it again: from the disk, or from memory where Keep was called.
func (f *File) Release() {
	if f.media || f.load == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keep && f.packed == nil && f.data != nil {
		f.packed = pack(f.data)
	}
	f.data = nil
}

// Keep has Release compress a text in memory, where Bytes finds it whatever becomes of the file
// on disk. Media stay on disk.
func (f *File) Keep() {
	f.mu.Lock()
	f.keep = true
	f.mu.Unlock()
}

// Digest identifies the file's content.
func (f *File) Digest() Digest {
	if d := f.digest.Load(); d != nil {
		return *d
	}
	data, err := f.Bytes()
	d := Sum(data)
	if err == nil {
		f.digest.Store(&d)
	}
	return d
}

// Files is what a build reads: every file below content/, layouts/ and assets/, each path once.
type Files struct{ sorted []*File }

// NewFiles collects files. Of two with one path the later one counts.
func NewFiles(list ...*File) *Files { return newFiles(slices.Clone(list)) }

func newFiles(list []*File) *Files {
	byPath := func(a, b *File) int { return strings.Compare(a.Path, b.Path) }
	if !slices.IsSortedFunc(list, byPath) {
		slices.SortStableFunc(list, byPath)
	}
	out := list[:0]
	for i, f := range list {
		if i+1 == len(list) || list[i+1].Path != f.Path {
			out = append(out, f)
		}
	}
	return &Files{out}
}

// Get returns the file at path, or nil. Accents may be written in the one Unicode form or the
// other: some systems name files in letters and marks, keyboards type letters with theirs.
func (f *Files) Get(path string) *File {
	if i, ok := f.find(path); ok {
		return f.sorted[i]
	}
	if strings.IndexFunc(path, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return nil
	}
	for _, form := range []norm.Form{norm.NFC, norm.NFD} {
		if i, ok := f.find(form.String(path)); ok {
			return f.sorted[i]
		}
	}
	return nil
}

// All returns the files sorted by path. The slice is shared: do not change it.
func (f *Files) All() []*File { return f.sorted }

// Below returns the files whose path begins with prefix, sorted. The slice is shared.
func (f *Files) Below(prefix string) []*File {
	i := sort.Search(len(f.sorted), func(i int) bool { return f.sorted[i].Path >= prefix })
	j := i + sort.Search(len(f.sorted)-i, func(j int) bool { return !strings.HasPrefix(f.sorted[i+j].Path, prefix) })
	return f.sorted[i:j]
}

// With returns the files with some replaced or added, and those at the removed paths gone.
func (f *Files) With(changed []*File, removed []string) *Files {
	gone := make(map[string]bool, len(changed)+len(removed))
	for _, p := range removed {
		gone[p] = true
	}
	for _, c := range changed {
		gone[c.Path] = true
	}
	next := make([]*File, 0, len(f.sorted)+len(changed))
	from := 0
	// What stays is copied in stretches: a change of one file of 10,000 looks at few of them.
	for _, p := range slices.Sorted(maps.Keys(gone)) {
		i, found := f.find(p)
		next = append(next, f.sorted[from:i]...)
		if from = i; found {
			from++
		}
		for _, c := range slices.Backward(changed) {
			if c.Path == p {
				next = append(next, c)
				break
			}
		}
	}
	return &Files{append(next, f.sorted[from:]...)}
}

func (f *Files) find(path string) (int, bool) {
	return slices.BinarySearchFunc(f.sorted, path, func(a *File, p string) int { return strings.Compare(a.Path, p) })
}

// NewSeekable makes a File like NewMedia whose content can be read in parts as well.
func NewSeekable(path string, size int64, digest Digest, load func() ([]byte, error),
	open func() (io.ReadSeekCloser, error)) *File {
	f := NewMedia(path, size, digest, load)
	f.open = open
	return f
}
