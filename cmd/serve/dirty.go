package main

import (
	"maps"
	"slices"
	"sync"
)

// dirtyPaths are the files that may have changed. What has happened to them is found by reading.
type dirtyPaths struct {
	all   bool     // every file may have changed
	paths []string // as in source.File
}

func (d dirtyPaths) union(o dirtyPaths) dirtyPaths {
	return dirtyPaths{d.all || o.all, append(slices.Clone(d.paths), o.paths...)}
}

// A dirtySet collects dirty paths while the site is being built. Adding to it never blocks.
type dirtySet struct {
	wake chan struct{} // of capacity 1: holds a value while the set is not empty

	mu    sync.Mutex
	all   bool
	paths map[string]bool
}

func newDirtySet() *dirtySet {
	return &dirtySet{wake: make(chan struct{}, 1), paths: map[string]bool{}}
}

// add marks one file as dirty.
func (d *dirtySet) add(p string) { d.change(func() { d.paths[p] = true }) }

// addAll marks every file as dirty.
func (d *dirtySet) addAll() { d.change(func() { d.all = true }) }

func (d *dirtySet) change(do func()) {
	d.mu.Lock()
	do()
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// take returns the dirty paths and empties the set.
func (d *dirtySet) take() dirtyPaths {
	d.mu.Lock()
	defer d.mu.Unlock()
	taken := dirtyPaths{d.all, slices.Collect(maps.Keys(d.paths))}
	d.all = false
	clear(d.paths)
	return taken
}
