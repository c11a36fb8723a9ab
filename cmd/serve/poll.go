package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A fileStamp differs after most changes of a file, and is known without reading it.
type fileStamp struct {
	size int64
	time time.Time
}

// poll looks at the stamps of all files every pollInterval until ctx is done, or as seldom as takes
// a fifth of one processor's time.
func (w *watcher) poll(ctx context.Context) {
	seen := w.stamps()
	w.dirty.addAll() // changes before the first look
	for wait := pollInterval; ; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		began := time.Now()
		next := w.stamps()
		for p, s := range next {
			if old, ok := seen[p]; !ok || old != s {
				w.dirty.add(p)
			}
		}
		for p := range seen {
			if _, ok := next[p]; !ok {
				w.dirty.add(p)
			}
		}
		seen = next
		wait = max(pollInterval, 4*time.Since(began))
	}
}

const pollInterval = 250 * time.Millisecond

func (w *watcher) stamps() map[string]fileStamp {
	all := map[string]fileStamp{}
	for i := len(w.trees) - 1; i >= 0; i-- { // the site's own files hide those of the project
		t := w.trees[i]
		for _, f := range t.folders {
			walk(filepath.Join(t.dir, f), func(abs string, d fs.DirEntry, err error) error {
				if err != nil {
					return nil
				}
				p, ok := w.path(abs)
				switch {
				case !ok && d.IsDir():
					return fs.SkipDir
				case !ok || d.IsDir():
					return nil
				}
				// Of a link, what it leads to counts.
				if info, err := os.Stat(abs); err == nil {
					all[p] = fileStamp{info.Size(), info.ModTime()}
				}
				return nil
			})
		}
	}
	return all
}
