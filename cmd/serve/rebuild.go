package main

import (
	"context"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A rebuilder reads and builds the site whenever there is a reason to. One goroutine, that of
// loop, changes it; all others see the showing of the last build.
type rebuilder struct {
	dir         *live.Dir
	flags       *flags
	term        *terminal
	store       assets.Store
	memory      *memo.Memory
	clock       func() time.Time
	dirty       *dirtySet
	watcher     *watcher
	timeTravels chan timeTravel
	current     atomic.Pointer[snapshot]

	// Of the loop alone:
	files   *source.Files
	unread  []source.Problem // files that cannot be read
	asOf    string           // the instant that was asked for, or "" for the clock
	checked time.Time        // when the clock was looked at
}

// A snapshot is what browsers get at a moment. It never changes once it is made.
type snapshot struct {
	build
	number    int64
	cache     *renderCache // of the files of site
	problems  []source.Problem
	now       time.Time
	fixedTime bool // now is not the clock's
	took      time.Duration
	replaced  chan struct{} // closed when there is a newer one
}

// A timeTravel is a wish to see the site as of another instant, "" for that of the clock.
type timeTravel struct {
	time string
	err  chan error
}

func newRebuilder(w *live.Dir, f *flags, say *terminal) *rebuilder {
	h := newDirtySet()
	return &rebuilder{dir: w, flags: f, term: say, store: w.Store(), memory: memo.New(), clock: now, dirty: h,
		watcher: newWatcher(w, h, say), timeTravels: make(chan timeTravel), asOf: f.now}
}

// start starts the watcher, then reads and builds the site, so that no change falls between.
// Its error says that the instant asked for is none.
func (s *rebuilder) start(ctx context.Context) error {
	s.watcher.start(ctx, s.flags.poll)
	s.checked = s.clock()
	began := s.clock()
	s.files, s.unread = s.dir.Read()
	if _, err := s.instant(); err != nil {
		return err
	}
	s.setCurrent(s.build(), began)
	return nil
}

// loop lives as long as ctx: it waits for hints, journeys and the passing of time.
func (s *rebuilder) loop(ctx context.Context) {
	s.build() // the first build that remembers sorts out what the later ones find again
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.dirty.wake:
			s.update(s.dirty.take())
		case j := <-s.timeTravels:
			j.err <- s.setTime(j.time)
		case <-tick.C:
			s.checkClock()
		}
	}
}

// update reads what a hint names, and builds the site where something has changed.
func (s *rebuilder) update(h dirtyPaths) {
	began := s.clock()
	if !s.read(h) {
		return
	}
	b := s.build()
	// A file may have been read in the middle of being saved. Before new problems are told, it
	// is read once more.
	for range 3 {
		if known := s.current.Load().latest.Problems; !blocking(b.latest.Problems) || slices.Equal(b.latest.Problems, known) {
			break
		}
		time.Sleep(savePause)
		h = h.union(s.dirty.take())
		if s.read(h) {
			b = s.build()
		}
	}
	s.setCurrent(b, began)
}

// savePause is how long a save may stand half done before what it says is believed.
const savePause = 4 * time.Millisecond

// setCurrent hands a build to the browsers and tells the terminal.
func (s *rebuilder) setCurrent(b build, began time.Time) {
	at, _ := s.instant()
	old := s.current.Load()
	n := &snapshot{build: b, now: at, fixedTime: s.asOf != "", replaced: make(chan struct{}), cache: newRenderCache(b.served.Tree)}
	n.problems = source.Sort(append(slices.Clone(b.unread), b.latest.Problems...))
	if old != nil {
		n.number = old.number + 1
	}
	n.took = s.clock().Sub(began)
	s.current.Store(n)
	if old != nil {
		close(old.replaced)
		s.term.rebuilt(old, n)
	}
}

// read takes what a hint names anew, and says whether anything differs.
func (s *rebuilder) read(h dirtyPaths) bool {
	if h.all || len(h.paths) > 256 {
		return s.readAll()
	}
	var changed []*source.File
	var removed []string
	read := s.settled(slices.DeleteFunc(slices.Clone(h.paths), s.growing))
	for p, f := range read {
		old := s.files.Get(p)
		switch {
		case f == nil && s.folderOrLocked(p):
			return s.readAll()
		case f == nil && old != nil:
			removed = append(removed, p)
		case f != nil && (old == nil || old.Digest() != f.Digest()):
			changed = append(changed, f)
		}
	}
	// What is read now, or gone, is no longer what could not be read.
	unread := slices.DeleteFunc(slices.Clone(s.unread), func(p source.Problem) bool {
		_, asked := read[p.Path]
		return asked
	})
	if len(changed)+len(removed) == 0 && len(unread) == len(s.unread) {
		return false
	}
	s.files, s.unread = s.files.With(changed, removed), unread
	return true
}

// A largeFile file takes longer to read than any page waits, and is copied in many pieces.
const largeFile, quietTime = 32 << 20, 250 * time.Millisecond

// growing says of a large file that somebody is writing it still. It is looked at again soon. A
// time far ahead is only a wrong clock.
func (s *rebuilder) growing(p string) bool {
	info, err := os.Stat(s.dir.DiskPath(p))
	if err != nil || info.Size() < largeFile {
		return false
	}
	if ago := time.Since(info.ModTime()); ago > quietTime || ago < -time.Minute {
		return false
	}
	time.AfterFunc(quietTime, func() { s.dirty.add(p) })
	return true
}

// settled reads files. One that is suddenly empty or gone is read again for some moments:
// many editors save by emptying the file first, or by putting another in its place.
func (s *rebuilder) settled(paths []string) map[string]*source.File {
	out := make(map[string]*source.File, len(paths))
	for range 6 {
		var unsure []string
		for _, p := range paths {
			f, old := s.dir.ReadFile(p), s.files.Get(p)
			out[p] = f
			if old != nil && f == nil || f != nil && f.Size == 0 && (old == nil || old.Size > 0) {
				unsure = append(unsure, p)
			}
		}
		if len(unsure) == 0 {
			break
		}
		paths = unsure
		time.Sleep(savePause)
	}
	return out
}

// folderOrLocked says whether a path that cannot be read as a file is more than a file that
// is gone: a folder, once or now, or a file that may not be read.
func (s *rebuilder) folderOrLocked(p string) bool {
	return len(s.files.Below(p+"/")) > 0 || s.watcher.exists(p)
}

// readAll takes the whole site anew. Files that are as they were keep what is known of them.
func (s *rebuilder) readAll() bool {
	files, unread := s.dir.Read()
	same := len(files.All()) == len(s.files.All()) && slices.Equal(unread, s.unread)
	list := slices.Clone(files.All())
	for i, f := range list {
		if old := s.files.Get(f.Path); old != nil && old.Digest() == f.Digest() {
			list[i] = old
		} else {
			same = false
		}
	}
	s.files, s.unread = source.NewFiles(list...), unread
	return !same
}

// instant is the one the site is built as of. Where it is the clock's it stays, and with it
// all that is remembered, until the site says that time changes it, or the day is over.
func (s *rebuilder) instant() (time.Time, error) {
	if s.asOf != "" {
		return site.ParseNow(s.asOf, "", s.clock(), s.files)
	}
	t, _ := site.ParseNow("", "", s.clock(), s.files)
	if old := s.current.Load(); old != nil && !old.fixedTime && !t.Before(old.now) && sameDay(t, old.now) {
		change := old.latest.Site.Change
		if change.IsZero() || t.Before(change) {
			return old.now, nil
		}
	}
	return t, nil
}

func sameDay(a, b time.Time) bool {
	return a.Location().String() == b.Location().String() && a.Year() == b.Year() && a.YearDay() == b.YearDay()
}

// checkClock looks at the clock: time may have changed the site, and a machine that slept has heard
// of nothing.
func (s *rebuilder) checkClock() {
	t := s.clock()
	awake, wall := t.Sub(s.checked), t.Round(0).Sub(s.checked.Round(0))
	s.checked = t
	if gap := wall - awake; gap > 5*time.Second || gap < -5*time.Second {
		s.watcher.rescan()
	}
	if at, err := s.instant(); err == nil && !at.Equal(s.current.Load().now) {
		s.setCurrent(s.build(), t)
	}
}

// setTime shows the site as of another instant. Its error says that it is none.
func (s *rebuilder) setTime(to string) error {
	if _, err := site.ParseNow(to, "", s.clock(), s.files); err != nil {
		return err
	}
	if s.asOf == to {
		return nil
	}
	began := s.clock()
	s.asOf = to
	s.setCurrent(s.build(), began)
	return nil
}

// ignored says whether a file or one of its folders is none of the site's.
func ignored(p string) bool {
	for ; p != "." && p != "/" && p != ""; p = path.Dir(p) {
		if source.Ignored(p) {
			return true
		}
	}
	return false
}

// blocking says whether a problem keeps the site from being published.
func blocking(ps []source.Problem) bool {
	return slices.ContainsFunc(ps, func(p source.Problem) bool { return !p.Warning })
}

// firstElem is the first part of a path.
func firstElem(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}
