package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/source"
)

// A watcher marks files as dirty when the system announces changes, or where it does not, when
// polling finds them. It watches folders, never files, since many editors save by putting a new
// file in the place of the old one. What kind of change the system announces is ignored: that is
// found by reading.
type watcher struct {
	trees []watchedTree
	dirty *dirtySet
	term  *terminal

	system  *fsnotify.Watcher
	folders map[string]bool // those watched, absolute
	links   map[string]bool // symbolic links, as in source.File: their targets change elsewhere
	stale   bool            // a folder has gone or moved, and its watches perhaps with it
	polling atomic.Bool
	rescans chan error // requests to watch and read everything again

	// Replaced in tests by one that fails, and by a pause in which events are lost:
	openSystem func() (*fsnotify.Watcher, error)
	ignoring   atomic.Bool
}

// A watchedTree is a folder on disk and the names of its folders that belong to the site.
type watchedTree struct {
	dir     string
	folders []string
}

func newWatcher(d *live.Dir, dirty *dirtySet, term *terminal) *watcher {
	w := &watcher{dirty: dirty, term: term, trees: []watchedTree{{d.Root, source.Folders}},
		rescans:    make(chan error, 1),
		openSystem: func() (*fsnotify.Watcher, error) { return fsnotify.NewBufferedWatcher(4096) }}
	if d.Project != "" && d.Project != d.Root {
		w.trees = append(w.trees, watchedTree{d.Project, []string{"layouts", "assets"}})
	}
	return w
}

// start begins to watch, or to poll where that is asked for or the system cannot watch.
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

// fallBack changes to polling, and tells the terminal why.
func (w *watcher) fallBack(err error) {
	w.polling.Store(true)
	why := source.Message{En: cause(err), Fr: cause(err)}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		// The text of ENOSPC speaks of a full disk.
		why = source.Msg("it can watch no more folders", "il ne peut pas surveiller plus de dossiers")
	}
	w.term.message("the system does not tell of changes: %s; looking for them four times a second",
		"le système ne signale pas les changements : %s ; on les cherche quatre fois par seconde", why)
}

// run handles events until ctx is done, or until the system fails: then it polls.
func (w *watcher) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			w.system.Close()
			return
		case e := <-w.system.Events:
			w.handle(e)
		case <-w.system.Errors:
			w.stale = true // an overflow, most often: events are lost
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

// drain handles the events that are there already, so that a folder with a thousand changes is
// watched again once.
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
		// Files in a new folder may be older than its watch: no event announces them.
		if w.watchFolder(e.Name) != nil {
			w.stale = true
		}
		w.dirty.addAll()
		return
	}
	w.dirty.add(p)
}

// path returns the path of a file within the site, and whether the site reads such a file.
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

// ignored reports whether the site does not read a file, by its name or that of a folder above.
func ignored(p string) bool {
	for ; p != "." && p != "/" && p != ""; p = path.Dir(p) {
		if source.Ignored(p) {
			return true
		}
	}
	return false
}

// firstElem is the first element of a path.
func firstElem(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}

func exists(abs string) bool {
	_, err := os.Lstat(abs)
	return err == nil
}

// rewatch drops all watches and watches everything again.
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
		// t.dir itself is watched too, since its folders may come and go.
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

// watchFolder watches a folder and all below. A folder that vanishes meanwhile is no error.
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

// watchLink watches the folder of the file that a symbolic link leads to. A link out of the site's
// folders is not read, and not watched.
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
			_ = w.system.Add(filepath.Join(t.dir, rel)) // if it fails, the next event marks the link
		}
	}
}

// walk is filepath.WalkDir for a folder that may be a symbolic link itself: reading follows it.
func walk(dir string, do fs.WalkDirFunc) error {
	return filepath.WalkDir(dir+string(filepath.Separator), func(abs string, d fs.DirEntry, err error) error {
		return do(filepath.Clean(abs), d, err)
	})
}

// rescan has everything watched and read again.
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
