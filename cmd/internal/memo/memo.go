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
	roots []root // the cells that a build itself asked for
	now   uint64 // counts the builds
	made  int    // cells since the last sweep
}

type root struct {
	key  any
	cell *cell
}

type cell struct {
	once  sync.Once
	value any
	used  uint64
	root  bool
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
		c = new(cell)
		m.cells[key] = c
		m.made++
	}
	c.used = m.now
	if m.step != nil {
		m.step.parts = append(m.step.parts, c)
	} else if !c.root {
		c.root = true
		m.roots = append(m.roots, root{key, c})
	}
	return c
}

// Forget drops what has not been asked for since the last Forget. What smaller steps leave is
// dropped when there is enough of it: to look for it costs as much as there is to keep.
func (m *Memory) Forget() {
	if m == nil || m.together {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.roots[:0]
	for _, r := range m.roots {
		if r.cell.used == m.now {
			kept = append(kept, r)
		} else if r.cell.root = false; m.cells[r.key] == r.cell {
			delete(m.cells, r.key)
		}
	}
	clear(m.roots[len(kept):])
	m.roots = kept
	if m.made > len(m.cells)/4 || len(m.cells) < 1024 {
		m.sweep()
	}
	m.now++
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

// sweep drops every cell that is neither asked for in this build nor a part of one that is.
func (m *Memory) sweep() {
	for _, r := range m.roots {
		r.cell.mark(m.now)
	}
	for k, c := range m.cells {
		if c.used < m.now {
			delete(m.cells, k)
		}
	}
	m.made = 0
}

func (c *cell) mark(now uint64) {
	c.used = now
	for _, p := range c.parts {
		if p.used < now || len(p.parts) > 0 {
			p.mark(now)
		}
	}
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
