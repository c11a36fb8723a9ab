package main

import (
	"encoding/hex"
	"sync"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A renderCache lends the files of a tree, and keeps those that are soon asked for again: pages that
// browsers are about to fetch because they were told of a change, and what stands beside pages
// and has to be made, such as pictures. It is small: pages are made faster than they are kept.
type renderCache struct {
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

const cacheFiles, cacheBytes = 64, 32 << 20

func newRenderCache(t *public.Tree) *renderCache {
	return &renderCache{tree: t, files: map[string]*rendered{}}
}

// withBytes hands the bytes of a file to use, which keeps none of them. It reports false where the
// tree has no such file.
func (s *renderCache) withBytes(path string, use func([]byte, []source.Problem)) bool {
	s.mu.Lock()
	_, kept := s.files[path]
	s.mu.Unlock()
	if !kept {
		return s.tree.Render(path, use)
	}
	use(s.render(path))
	return true
}

// render returns the bytes of a file, which it keeps, or nil where the tree has none of that path.
func (s *renderCache) render(path string) ([]byte, []source.Problem) {
	f, ok := s.tree.Get(path)
	if !ok {
		return nil, nil
	}
	s.mu.Lock()
	x := s.files[path]
	if x == nil {
		if len(s.files) >= cacheFiles || s.bytes > cacheBytes {
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

// shortDigest identifies bytes.
func shortDigest(b []byte) string {
	d := source.Sum(b)
	return hex.EncodeToString(d[:8])
}
