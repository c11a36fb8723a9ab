// Package memo remembers what functions returned, from one build to the next.
//
// The key of a result is the function and its argument, and nobody else makes keys: what is not in
// the argument the function cannot see, so that no key can leave out what a result depends on. A
// function is pure, and named: a closure would see more than its argument. Arguments and results
// never change once they are handed over. A pointer in an argument stands for what it points to:
// equal pointers mean equal values, and others at worst cost time. List makes equal lists one
// pointer.
package memo

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
)

// A Memory holds results. A nil Memory remembers nothing, and is what a single build uses. A Memory
// is safe for use by many goroutines.
type Memory struct {
	*results
	step  *entry // the step that is made with this handle; nil for the build itself
	batch bool   // Forget waits for the end of the Batch
}

type results struct {
	mu      sync.Mutex
	entries map[any]*entry
	roots   []*entry // those that a build itself asked for
	now     uint64   // counts the builds
}

// A key is a function, by the address of its code, and its argument.
type key[In comparable] struct {
	function uintptr
	in       In
}

type entry struct {
	once  sync.Once
	key   any
	value any
	used  uint64   // the last build that asked for it itself
	root  bool     // it is among the roots
	refs  int      // how many steps it is a part of, and one more for a root
	parts []*entry // what was asked for while the value was made
}

// New makes an empty memory.
func New() *Memory { return &Memory{results: &results{entries: map[any]*entry{}}} }

// Do returns f(m, in), from memory where that has been asked for before. What f asks of the memory
// it is given is remembered for as long as its own result is. It panics where f has no name of its
// own.
func Do[In comparable, Out any](m *Memory, f func(*Memory, In) Out, in In) Out {
	if m == nil {
		return f(nil, in)
	}
	e := m.entry(key[In]{address(f), in})
	e.once.Do(func() { e.value = f(&Memory{results: m.results, step: e}, in) })
	out, _ := e.value.(Out) // a result that is a nil interface has no type
	return out
}

// address identifies a function that is declared in a package, and is no closure, no method and not
// generic.
func address(f any) uintptr {
	p := reflect.ValueOf(f).Pointer()
	if _, ok := declared.Load(p); ok {
		return p
	}
	name := runtime.FuncForPC(p).Name()
	_, inPackage, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
	if strings.Contains(inPackage, ".") {
		panic(fmt.Sprintf("memo: %s may see more than its argument: declare a function", name))
	}
	declared.Store(p, name)
	return p
}

var declared sync.Map // names of functions, by address

func (m *Memory) entry(key any) *entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entries[key]
	if e == nil {
		e = &entry{key: key}
		m.entries[key] = e
	}
	m.use(e)
	return e
}

// use notes that the step that is being made, or the build, asks for an entry. It is called with
// the lock held.
func (m *Memory) use(e *entry) {
	if m.step != nil {
		m.step.parts = append(m.step.parts, e)
		e.refs++
		return
	}
	e.used = m.now
	if !e.root {
		e.root = true
		e.refs++
		m.roots = append(m.roots, e)
	}
}

// Forget drops what has not been asked for since the last Forget, with what only that was made
// of.
func (m *Memory) Forget() {
	if m == nil || m.batch {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.roots[:0]
	for _, e := range m.roots {
		if e.used == m.now {
			kept = append(kept, e)
			continue
		}
		e.root = false
		m.release(e)
	}
	clear(m.roots[len(kept):])
	m.roots = kept
	m.now++
}

// release takes one reference to an entry away, and drops it with the last.
func (m *Memory) release(e *entry) {
	if e.refs--; e.refs > 0 {
		return
	}
	delete(m.entries, e.key)
	for _, p := range e.parts {
		m.release(p)
	}
}

// Batch hands out the memory for several builds that are to count as one: what one of them does
// not ask for, another may.
func (m *Memory) Batch(do func(*Memory)) {
	if m == nil {
		do(nil)
		return
	}
	do(&Memory{results: m.results, batch: true})
	m.Forget()
}

// Len is the number of results and lists held.
func (m *Memory) Len() int {
	if m == nil {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.entries)
}
