package main

import (
	"encoding/hex"
	"sync"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A shelf keeps the files last asked for, so that several browsers at one page cost one
// rendering. It is small: pages are made faster than they are kept.
type shelf struct {
	mu    sync.Mutex
	files map[string]*rendered
	bytes int
}

type rendered struct {
	once     sync.Once
	body     []byte
	problems []source.Problem
}

const shelfFiles, shelfBytes = 64, 32 << 20

func newShelf() *shelf { return &shelf{files: map[string]*rendered{}} }

// take returns the bytes of a file of the tree, or nil where it has none of that path.
func (s *shelf) take(t *public.Tree, path string) ([]byte, []source.Problem) {
	f, ok := t.Get(path)
	if !ok {
		return nil, nil
	}
	s.mu.Lock()
	x := s.files[path]
	if x == nil {
		if len(s.files) >= shelfFiles || s.bytes > shelfBytes {
			s.files, s.bytes = map[string]*rendered{}, 0
		}
		x = &rendered{}
		s.files[path] = x
	}
	s.mu.Unlock()
	x.once.Do(func() {
		x.body, x.problems = f.Bytes()
		s.mu.Lock()
		s.bytes += len(x.body)
		if x.body == nil {
			delete(s.files, path)
		}
		s.mu.Unlock()
	})
	return x.body, x.problems
}

// sum identifies bytes.
func sum(b []byte) string {
	d := source.Sum(b)
	return hex.EncodeToString(d[:8])
}
