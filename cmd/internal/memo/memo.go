// Package memo remembers the results of pure functions from one build to the next.
//
// It refuses to know what the functions do: a key must hold the identity of everything that
// goes into the result, and a result is never changed once it is returned.
package memo

import "sync"

// A Memory holds results by key. A nil Memory remembers nothing and is what a single build
// uses. A Memory is safe for use by many goroutines.
type Memory struct {
	*core
	step     *cell // the step that is being made with this handle; nil for the build itself
	together bool  // Forget waits for Together to end
}

type core struct {
	mu    sync.Mutex
	cells map[any]*cell
	roots []*cell // those that a build itself asked for
	now   uint64  // counts the builds
}

type cell struct {
	once  sync.Once
	key   any
	value any
	used  uint64  // the last build that asked for it itself
	root  bool    // it is among the roots
	held  int     // how many steps it is a part of, and one more for a root
	parts []*cell // what was asked for while the value was made
}

// A box keeps its type where V is an interface and the result is nil.
type box[V any] struct{ value V }

// New makes an empty memory.
func New() *Memory { return &Memory{core: &core{cells: map[any]*cell{}}} }

// Do returns what make returns, from memory where the key has been asked for before. Keys of
// different steps are of different types, so that they never meet.
func Do[K comparable, V any](m *Memory, key K, make func() V) V {
	return Steps(m, key, func(*Memory) V { return make() })
}

// Steps is Do for a step that is made of smaller ones: those that it asks of the memory it is
// given are remembered for as long as it is.
func Steps[K comparable, V any](m *Memory, key K, make func(*Memory) V) V {
	if m == nil {
		return make(nil)
	}
	c := m.cell(key)
	c.once.Do(func() { c.value = box[V]{make(&Memory{core: m.core, step: c})} })
	return c.value.(box[V]).value
}

func (m *Memory) cell(key any) *cell {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.cells[key]
	if c == nil {
		c = &cell{key: key}
		m.cells[key] = c
	}
	if m.step != nil {
		m.step.parts = append(m.step.parts, c)
		c.held++
		return c
	}
	c.used = m.now
	if !c.root {
		c.root = true
		c.held++
		m.roots = append(m.roots, c)
	}
	return c
}

// Forget drops what has not been asked for since the last Forget, with what only that was made
// of.
func (m *Memory) Forget() {
	if m == nil || m.together {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.roots[:0]
	for _, c := range m.roots {
		if c.used == m.now {
			kept = append(kept, c)
			continue
		}
		c.root = false
		m.release(c)
	}
	clear(m.roots[len(kept):])
	m.roots = kept
	m.now++
}

// release takes one hold of a cell away, and drops it with the last.
func (m *Memory) release(c *cell) {
	if c.held--; c.held > 0 {
		return
	}
	delete(m.cells, c.key)
	for _, p := range c.parts {
		m.release(p)
	}
}

// Together hands out the memory for several builds that are to count as one: what one of them
// does not ask for, another may.
func (m *Memory) Together(do func(*Memory)) {
	if m == nil {
		do(nil)
		return
	}
	do(&Memory{core: m.core, together: true})
	m.Forget()
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
