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

// A studio reads and builds the site whenever there is a reason to. One goroutine, that of
// loop, changes it; all others see the showing of the last build.
type studio struct {
	work   *live.Dir
	flags  *flags
	say    *terminal
	store  assets.Store
	memory *memo.Memory
	clock  func() time.Time
	hints  *hints
	watch  *watcher
	travel chan journey
	shown  atomic.Pointer[showing]

	// Of the loop alone:
	files   *source.Files
	unread  []source.Problem // files that cannot be read
	asOf    string           // the instant that was asked for, or "" for the clock
	checked time.Time        // when the clock was looked at
}

// A showing is what browsers get at a moment. It never changes once it is made.
type showing struct {
	build
	number   int64
	shelf    *shelf // of the files of site
	problems []source.Problem
	now      time.Time
	fixed    bool // now is not the clock's
	took     time.Duration
	over     chan struct{} // closed when there is a newer one
}

// A journey is a wish to see the site as of another instant, "" for that of the clock.
type journey struct {
	to    string
	reply chan error
}

func newStudio(w *live.Dir, f *flags, say *terminal) *studio {
	h := newHints()
	return &studio{work: w, flags: f, say: say, store: w.Store(), memory: memo.New(), clock: now, hints: h,
		watch: newWatcher(w, h, say), travel: make(chan journey), asOf: f.now}
}

// begin starts the watcher, then reads and builds the site, so that no change falls between.
// Its error says that the instant asked for is none.
func (s *studio) begin(ctx context.Context) error {
	s.watch.start(ctx, s.flags.poll)
	s.checked = s.clock()
	began := s.clock()
	s.files, s.unread = s.work.Read()
	if _, err := s.instant(); err != nil {
		return err
	}
	s.show(s.build(), began)
	return nil
}

// loop lives as long as ctx: it waits for hints, journeys and the passing of time.
func (s *studio) loop(ctx context.Context) {
	s.build() // the first build that remembers sorts out what the later ones find again
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.hints.news:
			s.look(s.hints.take())
		case j := <-s.travel:
			j.reply <- s.travelTo(j.to)
		case <-tick.C:
			s.pass()
		}
	}
}

// look reads what a hint names, and builds the site where something has changed.
func (s *studio) look(h hint) {
	began := s.clock()
	if !s.read(h) {
		return
	}
	b := s.build()
	// A file may have been read in the middle of being saved. Before new problems are told, it
	// is read once more.
	for range 3 {
		if known := s.shown.Load().latest.Problems; !blocking(b.latest.Problems) || slices.Equal(b.latest.Problems, known) {
			break
		}
		time.Sleep(pause)
		h = h.and(s.hints.take())
		if s.read(h) {
			b = s.build()
		}
	}
	s.show(b, began)
}

// pause is how long a save may stand half done before what it says is believed.
const pause = 4 * time.Millisecond

// show hands a build to the browsers and tells the terminal.
func (s *studio) show(b build, began time.Time) {
	at, _ := s.instant()
	old := s.shown.Load()
	n := &showing{build: b, now: at, fixed: s.asOf != "", over: make(chan struct{}), shelf: newShelf(b.site.Tree)}
	n.problems = source.Sort(append(slices.Clone(b.unread), b.latest.Problems...))
	if old != nil {
		n.number = old.number + 1
	}
	n.took = s.clock().Sub(began)
	s.shown.Store(n)
	if old != nil {
		close(old.over)
		s.say.built(old, n)
	}
}

// read takes what a hint names anew, and says whether anything differs.
func (s *studio) read(h hint) bool {
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

// A large file takes longer to read than any page waits, and is copied in many pieces.
const large, still = 32 << 20, 250 * time.Millisecond

// growing says of a large file that somebody is writing it still. It is looked at again soon. A
// time far ahead is only a wrong clock.
func (s *studio) growing(p string) bool {
	info, err := os.Stat(s.work.DiskPath(p))
	if err != nil || info.Size() < large {
		return false
	}
	if ago := time.Since(info.ModTime()); ago > still || ago < -time.Minute {
		return false
	}
	time.AfterFunc(still, func() { s.hints.file(p) })
	return true
}

// settled reads files. One that is suddenly empty or gone is read again for some moments:
// many editors save by emptying the file first, or by putting another in its place.
func (s *studio) settled(paths []string) map[string]*source.File {
	out := make(map[string]*source.File, len(paths))
	for range 6 {
		var unsure []string
		for _, p := range paths {
			f, old := s.work.ReadFile(p), s.files.Get(p)
			out[p] = f
			if old != nil && f == nil || f != nil && f.Size == 0 && (old == nil || old.Size > 0) {
				unsure = append(unsure, p)
			}
		}
		if len(unsure) == 0 {
			break
		}
		paths = unsure
		time.Sleep(pause)
	}
	return out
}

// folderOrLocked says whether a path that cannot be read as a file is more than a file that
// is gone: a folder, once or now, or a file that may not be read.
func (s *studio) folderOrLocked(p string) bool {
	return len(s.files.Below(p+"/")) > 0 || s.watch.exists(p)
}

// readAll takes the whole site anew. Files that are as they were keep what is known of them.
func (s *studio) readAll() bool {
	files, unread := s.work.Read()
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
func (s *studio) instant() (time.Time, error) {
	if s.asOf != "" {
		return site.ParseNow(s.asOf, "", s.clock(), s.files)
	}
	t, _ := site.ParseNow("", "", s.clock(), s.files)
	if old := s.shown.Load(); old != nil && !old.fixed && !t.Before(old.now) && sameDay(t, old.now) {
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

// pass looks at the clock: time may have changed the site, and a machine that slept has heard
// of nothing.
func (s *studio) pass() {
	t := s.clock()
	awake, wall := t.Sub(s.checked), t.Round(0).Sub(s.checked.Round(0))
	s.checked = t
	if gap := wall - awake; gap > 5*time.Second || gap < -5*time.Second {
		s.watch.doubt()
	}
	if at, err := s.instant(); err == nil && !at.Equal(s.shown.Load().now) {
		s.show(s.build(), t)
	}
}

// travelTo shows the site as of another instant. Its error says that it is none.
func (s *studio) travelTo(to string) error {
	if _, err := site.ParseNow(to, "", s.clock(), s.files); err != nil {
		return err
	}
	if s.asOf == to {
		return nil
	}
	began := s.clock()
	s.asOf = to
	s.show(s.build(), began)
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

// top is the first part of a path.
func top(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}
