package main

import (
	"maps"
	"slices"
	"sync"
)

// A dirtyPaths says where something may have changed, never what: in some files, or anywhere.
type dirtyPaths struct {
	all   bool
	paths []string // as in source.File
}

func (h dirtyPaths) union(o dirtyPaths) dirtyPaths {
	return dirtyPaths{h.all || o.all, append(slices.Clone(h.paths), o.paths...)}
}

// dirtySet gather while the site is being built, so that whoever tells them never waits.
type dirtySet struct {
	wake chan struct{} // holds something when there is something to take

	mu    sync.Mutex
	all   bool
	paths map[string]bool
}

func newDirtySet() *dirtySet {
	return &dirtySet{wake: make(chan struct{}, 1), paths: map[string]bool{}}
}

// add says that one add may have changed.
func (h *dirtySet) add(p string) { h.change(func() { h.paths[p] = true }) }

// addAll says that anything may have changed.
func (h *dirtySet) addAll() { h.change(func() { h.all = true }) }

func (h *dirtySet) change(do func()) {
	h.mu.Lock()
	do()
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// take returns what has gathered, and starts anew.
func (h *dirtySet) take() dirtyPaths {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := dirtyPaths{h.all, slices.Collect(maps.Keys(h.paths))}
	h.all = false
	clear(h.paths)
	return t
}
