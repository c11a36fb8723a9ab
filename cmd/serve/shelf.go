package main

import (
	"encoding/hex"
	"sync"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A shelf lends the files of a tree, and keeps those that are soon asked for again: pages that
// browsers are about to fetch because they were told of a change, and what stands beside pages
// and has to be made, such as pictures. It is small: pages are made faster than they are kept.
type shelf struct {
	tree  *public.Tree
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

func newShelf(t *public.Tree) *shelf { return &shelf{tree: t, files: map[string]*rendered{}} }

// lend hands the bytes of a file to use, which keeps none of them. It reports false where the
// tree has no such file.
func (s *shelf) lend(path string, use func([]byte, []source.Problem)) bool {
	s.mu.Lock()
	_, kept := s.files[path]
	s.mu.Unlock()
	if !kept {
		return s.tree.Lend(path, use)
	}
	use(s.take(path))
	return true
}

// take returns the bytes of a file, which it keeps, or nil where the tree has none of that path.
func (s *shelf) take(path string) ([]byte, []source.Problem) {
	f, ok := s.tree.Get(path)
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
