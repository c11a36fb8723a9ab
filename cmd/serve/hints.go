package main

import (
	"maps"
	"slices"
	"sync"
)

// A hint says where something may have changed, never what: in some files, or anywhere.
type hint struct {
	all   bool
	paths []string // as in source.File
}

func (h hint) and(o hint) hint {
	return hint{h.all || o.all, append(slices.Clone(h.paths), o.paths...)}
}

// hints gather while the site is being built, so that whoever tells them never waits.
type hints struct {
	news chan struct{} // holds something when there is something to take

	mu    sync.Mutex
	all   bool
	paths map[string]bool
}

func newHints() *hints { return &hints{news: make(chan struct{}, 1), paths: map[string]bool{}} }

// file says that one file may have changed.
func (h *hints) file(p string) { h.add(func() { h.paths[p] = true }) }

// anywhere says that anything may have changed.
func (h *hints) anywhere() { h.add(func() { h.all = true }) }

func (h *hints) add(do func()) {
	h.mu.Lock()
	do()
	h.mu.Unlock()
	select {
	case h.news <- struct{}{}:
	default:
	}
}

// take returns what has gathered, and starts anew.
func (h *hints) take() hint {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := hint{h.all, slices.Collect(maps.Keys(h.paths))}
	h.all = false
	clear(h.paths)
	return t
}
