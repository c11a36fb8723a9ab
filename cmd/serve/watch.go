package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/source"
)

// A watcher tells where files may have changed. It watches folders, never files, for editors
// put new files in the place of old ones. It refuses to believe what the system says happened:
// that is found out by reading.
type watcher struct {
	trees []watchedTree
	dirty *dirtySet
	term  *terminal

	system  *fsnotify.Watcher
	folders map[string]bool // those watched, absolute
	links   map[string]bool // symbolic links, as in source.File: what they lead to changes elsewhere
	stale   bool            // a folder has gone or moved: the watches may have moved with it
	polling atomic.Bool
	rescans chan error // doubts from elsewhere

	// The system's watcher and, in tests, one that fails or is deaf.
	openSystem func() (*fsnotify.Watcher, error)
	ignoring   atomic.Bool
}

// A watchedTree is a folder on disk and those of its folders that are the site's.
type watchedTree struct {
	dir     string
	folders []string
}

func newWatcher(w *live.Dir, h *dirtySet, say *terminal) *watcher {
	x := &watcher{dirty: h, term: say, trees: []watchedTree{{w.Root, source.Folders}}, rescans: make(chan error, 1),
		openSystem: func() (*fsnotify.Watcher, error) { return fsnotify.NewBufferedWatcher(4096) }}
	if w.Project != "" && w.Project != w.Root {
		x.trees = append(x.trees, watchedTree{w.Project, []string{"layouts", "assets"}})
	}
	return x
}

// start begins to watch, or to poll where that is asked for or watching is not to be had.
func (w *watcher) start(ctx context.Context, poll bool) {
	if poll {
		w.polling.Store(true)
	} else if err := w.rewatch(); err != nil {
		w.fallBack(err)
	}
	if w.polling.Load() {
		go w.poll(ctx)
		return
	}
	go w.run(ctx)
}

// fallBack says why the watcher gives up, once.
func (w *watcher) fallBack(err error) {
	w.polling.Store(true)
	why := source.Message{En: cause(err), Fr: cause(err)}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		why = source.Msg("it can watch no more folders", "il ne peut pas surveiller plus de dossiers") // it says that the disk is full
	}
	w.term.message("the system does not tell of changes: %s; looking for them four times a second", "le système ne signale pas les changements : %s ; on les cherche quatre fois par seconde", why)
}

// run passes on what the system tells, at once, until ctx is done or the system fails.
func (w *watcher) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			w.system.Close()
			return
		case e := <-w.system.Events:
			w.handle(e)
		case <-w.system.Errors:
			w.stale = true // an overflow, most often: something was not told
		case <-w.rescans:
			w.stale = true
		}
		w.drain()
		if !w.stale {
			continue
		}
		if err := w.rewatch(); err != nil {
			w.fallBack(err)
			w.dirty.addAll()
			w.poll(ctx)
			return
		}
		w.dirty.addAll()
	}
}

// drain handles what has come in meanwhile: a folder with a thousand changes is watched anew
// once, not a thousand times.
func (w *watcher) drain() {
	for {
		select {
		case e := <-w.system.Events:
			w.handle(e)
		default:
			return
		}
	}
}

func (w *watcher) handle(e fsnotify.Event) {
	if w.ignoring.Load() {
		return
	}
	for l := range w.links {
		w.dirty.add(l)
	}
	p, ok := w.path(e.Name)
	if !ok {
		return
	}
	if w.folders[e.Name] {
		w.stale = w.stale || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
		w.dirty.addAll()
		return
	}
	info, err := os.Lstat(e.Name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		w.watchLink(e.Name)
	}
	if err == nil && info.IsDir() {
		// What is in a new folder may be older than the watch: it is found by reading.
		if w.watchFolder(e.Name) != nil {
			w.stale = true
		}
		w.dirty.addAll()
		return
	}
	w.dirty.add(p)
}

// path is a file's path within the site.
func (w *watcher) path(abs string) (string, bool) {
	for _, t := range w.trees {
		rel, err := filepath.Rel(t.dir, abs)
		if err != nil {
			continue
		}
		rel = filepath.ToSlash(rel)
		if slices.Contains(t.folders, firstElem(rel)) {
			return rel, !ignored(rel)
		}
	}
	return "", false
}

// exists says whether something is at a path of the site.
func (w *watcher) exists(p string) bool {
	for _, t := range w.trees {
		if slices.Contains(t.folders, firstElem(p)) && exists(filepath.Join(t.dir, filepath.FromSlash(p))) {
			return true
		}
	}
	return false
}

func exists(abs string) bool {
	_, err := os.Lstat(abs)
	return err == nil
}

// rewatch watches everything from nothing.
func (w *watcher) rewatch() error {
	if w.system != nil {
		w.system.Close()
	}
	var err error
	if w.system, err = w.openSystem(); err != nil {
		return err
	}
	w.folders, w.links, w.stale = map[string]bool{}, map[string]bool{}, false
	for _, t := range w.trees {
		// The folder around them is watched too: that is where they come and go.
		if err := w.system.Add(t.dir); err != nil {
			w.system.Close()
			return err
		}
		for _, f := range t.folders {
			if err := w.watchFolder(filepath.Join(t.dir, f)); err != nil {
				w.system.Close()
				return err
			}
		}
	}
	return nil
}

// watchFolder watches a folder and all below. What vanishes meanwhile is no error.
func (w *watcher) watchFolder(dir string) error {
	return walk(dir, func(abs string, d fs.DirEntry, err error) error {
		if err == nil && d.Type()&fs.ModeSymlink != 0 {
			w.watchLink(abs)
		}
		if err != nil || !d.IsDir() {
			return nil
		}
		if _, ok := w.path(abs); !ok {
			return fs.SkipDir
		}
		if err := w.system.Add(abs); err != nil && exists(abs) {
			return err
		}
		w.folders[abs] = true
		return nil
	})
}

// watchLink watches what a symbolic watchLink to a file of the site's folder leads to, under the name that
// it has there. No other watchLink is read.
func (w *watcher) watchLink(abs string) {
	p, ok := w.path(abs)
	to, err := filepath.EvalSymlinks(abs)
	if info, serr := os.Stat(abs); !ok || err != nil || serr != nil || !info.Mode().IsRegular() {
		return
	}
	for _, t := range w.trees {
		real, err := filepath.EvalSymlinks(t.dir)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(real, filepath.Dir(to)); err == nil && filepath.IsLocal(rel) {
			w.links[p] = true
			_ = w.system.Add(filepath.Join(t.dir, rel)) // if it fails, the next change elsewhere tells
		}
	}
}

// walk is filepath.WalkDir for a folder that may be a symbolic link itself, as reading follows.
func walk(dir string, do fs.WalkDirFunc) error {
	return filepath.WalkDir(dir+string(filepath.Separator), func(abs string, d fs.DirEntry, err error) error {
		return do(filepath.Clean(abs), d, err)
	})
}

// rescan has everything watched and read anew.
func (w *watcher) rescan() {
	if w.polling.Load() {
		w.dirty.addAll()
		return
	}
	select {
	case w.rescans <- fsnotify.ErrEventOverflow:
	default:
	}
}
