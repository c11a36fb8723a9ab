package store

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"sync"
)

const secretSize = 32

// secret is what entries of this user on this machine are sealed with. It is in the user's own cache
// folder, such as ~/.cache/arts-factory/store.key, and made when it is asked for first. Where there is no
// such folder, each process has a secret of its own, and makes all entries anew.
var secret = sync.OnceValue(func() []byte {
	if dir, err := os.UserCacheDir(); err == nil {
		if b := readSecret(filepath.Join(dir, "arts-factory")); b != nil {
			return b
		}
	}
	return newSecret()
})

func newSecret() []byte {
	b := make([]byte, secretSize)
	rand.Read(b)
	return b
}

// readSecret reads the secret in a folder, or makes one; nil where neither can be. Of several processes
// that make one at once, all keep that of the first.
func readSecret(dir string) []byte {
	name := filepath.Join(dir, "store.key")
	if b, err := os.ReadFile(name); err == nil && len(b) == secretSize {
		return b
	}
	if os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	tmp, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return nil
	}
	defer os.Remove(tmp.Name())
	_, err1 := tmp.Write(newSecret())
	if err2 := tmp.Close(); err1 != nil || err2 != nil {
		return nil
	}
	if os.Link(tmp.Name(), name) != nil {
		_, there := os.Stat(name)
		if there == nil {
			b, err := os.ReadFile(name)
			if err == nil && len(b) == secretSize {
				return b
			}
		}
		_ = os.Rename(tmp.Name(), name) // a disk without hard links, or a damaged secret
	}
	if b, err := os.ReadFile(name); err == nil && len(b) == secretSize {
		return b
	}
	return nil
}
