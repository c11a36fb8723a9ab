// Package memo remembers the results of pure functions from one build to the next.
//
// It refuses to know what the functions do: a key must hold the identity of everything that
// goes into the result, and a result is never changed once it is returned.
package memo

import "sync"

// A Memory holds results by key. A nil Memory remembers nothing and is what a single build
// uses. A Memory is safe for use by many goroutines.
type Memory struct {
	mu    sync.Mutex
	cells map[any]*cell
	now   uint64 // counts the builds
}

type cell struct {
	once  sync.Once
	value any
	used  uint64
}

// A box keeps its type where V is an interface and the result is nil.
type box[V any] struct{ value V }

// New makes an empty memory.
func New() *Memory { return &Memory{cells: map[any]*cell{}} }

// Do returns what make returns, from memory where the key has been asked for before. Keys of
// different steps are of different types, so that they never meet.
func Do[K comparable, V any](m *Memory, key K, make func() V) V {
	if m == nil {
		return make()
	}
	m.mu.Lock()
	c := m.cells[key]
	if c == nil {
		c = new(cell)
		m.cells[key] = c
	}
	c.used = m.now
	m.mu.Unlock()
	c.once.Do(func() { c.value = box[V]{make()} })
	return c.value.(box[V]).value
}

// Forget drops what has not been asked for since the last Forget.
func (m *Memory) Forget() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for k, c := range m.cells {
		if c.used < m.now {
			delete(m.cells, k)
		}
	}
	m.now++
}

// Len is the number of results held.
func (m *Memory) Len() int {
	if m == nil {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.cells)
}
