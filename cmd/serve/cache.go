package main

import (
	"encoding/hex"
	"sync"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A renderCache keeps rendered files of one tree that are likely to be asked for again: pages that
// browsers are about to fetch because they were told of a change, and files that are slow to make,
// such as pictures. It empties itself at cacheFiles files or cacheBytes bytes, since rendering is
// fast. It is safe for concurrent use.
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

// withBytes calls use with the bytes of a file, which use must not keep. It returns false where the
// tree has no such file.
func (c *renderCache) withBytes(path string, use func([]byte, []source.Problem)) bool {
	c.mu.Lock()
	_, kept := c.files[path]
	c.mu.Unlock()
	if !kept {
		return c.tree.Render(path, use)
	}
	use(c.render(path))
	return true
}

// render returns the bytes of a file and keeps them; nil where the tree has no such file.
func (c *renderCache) render(path string) ([]byte, []source.Problem) {
	f, ok := c.tree.Get(path)
	if !ok {
		return nil, nil
	}
	c.mu.Lock()
	x := c.files[path]
	if x == nil {
		if len(c.files) >= cacheFiles || c.bytes > cacheBytes {
			c.files, c.bytes = map[string]*rendered{}, 0
		}
		x = &rendered{}
		c.files[path] = x
	}
	c.mu.Unlock()
	x.once.Do(func() {
		x.body, x.problems = f.Bytes()
		c.mu.Lock()
		c.bytes += len(x.body)
		if x.body == nil {
			delete(c.files, path)
		}
		c.mu.Unlock()
	})
	return x.body, x.problems
}

// shortDigest identifies bytes: 64 bits of a digest, in hexadecimal.
func shortDigest(b []byte) string {
	d := source.Sum(b)
	return hex.EncodeToString(d[:8])
}
