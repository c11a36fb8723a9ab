// Package store keeps the results of slow work as files in one folder, which may be deleted at
// any time.
//
// It refuses to trust the folder: an entry that is cut short, changed, filed under another name or made
// by somebody else counts as not there, and a disk that cannot be written merely remembers nothing.
// What this machine made it knows by a secret outside the folder, so that entries that came with a
// repository are never taken for its own.
package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"os"
	"path/filepath"
	"regexp"
)

// A Dir is a folder of entries, each an HMAC-SHA-256 of key and content, followed by the content. It
// may be shared by goroutines and by processes.
type Dir struct {
	path   string
	secret []byte
}

// Open returns the store in the folder at path, which is made when the first entry is.
func Open(path string) *Dir { return &Dir{path, secret()} }

// validKey keeps a key from naming a place outside the folder.
var validKey = regexp.MustCompile(`^[a-z0-9-]{4,128}$`)

func (d *Dir) file(key string) string { return filepath.Join(d.path, key[len(key)-2:], key) }

func (d *Dir) seal(key string, b []byte) [sha256.Size]byte {
	h := hmac.New(sha256.New, d.secret)
	h.Write([]byte(key))
	h.Write([]byte{0})
	h.Write(b)
	return [sha256.Size]byte(h.Sum(nil))
}

// Get returns the content kept under key, if it is whole.
func (d *Dir) Get(key string) ([]byte, bool) {
	if !validKey.MatchString(key) {
		return nil, false
	}
	all, err := os.ReadFile(d.file(key))
	if err != nil || len(all) < sha256.Size {
		return nil, false
	}
	b := all[sha256.Size:]
	if sum := d.seal(key, b); !hmac.Equal(sum[:], all[:sha256.Size]) {
		return nil, false
	}
	return b, true
}

// Put keeps b under key. The entry appears whole or not at all; where it cannot be written,
// nothing is kept, and the next Get says so.
func (d *Dir) Put(key string, b []byte) {
	if !validKey.MatchString(key) {
		return
	}
	name := d.file(key)
	if os.MkdirAll(filepath.Dir(name), 0o755) != nil {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return
	}
	defer os.Remove(tmp.Name()) // gone already where the rename succeeded
	sum := d.seal(key, b)
	_, err1 := tmp.Write(sum[:])
	_, err2 := tmp.Write(b)
	if err3 := tmp.Close(); err1 == nil && err2 == nil && err3 == nil {
		_ = os.Rename(tmp.Name(), name)
	}
}
