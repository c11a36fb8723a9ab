package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A rebuilder reads and builds the site whenever files, the clock or the instant asked for change.
// Only the goroutine of loop changes it; all others read the current snapshot.
type rebuilder struct {
	dir         *live.Dir
	flags       *flags
	term        *terminal
	store       assets.Store
	clock       func() time.Time
	dirty       *dirtySet
	watcher     *watcher
	timeTravels chan timeTravel
	current     atomic.Pointer[snapshot]

	// Used by loop only:
	sources *live.Sources
	builder *live.Builder
	asOf    string    // the instant that was asked for, or "" for the clock's
	checked time.Time // when checkClock last looked at the clock
}

// A snapshot is what browsers get until the next build. It never changes once it is made.
type snapshot struct {
	build
	number    int64        // of the build, from 0
	cache     *renderCache // of the files of served
	problems  []source.Problem
	now       time.Time
	fixedTime bool          // now was asked for
	took      time.Duration // reading and building
	replaced  chan struct{} // closed when there is a newer one
}

// A timeTravel is the request of a browser to show the site as of another instant, "" for the
// clock's. err gets one value: why that is not possible, or nil.
type timeTravel struct {
	time string
	err  chan error
}

func newRebuilder(d *live.Dir, f *flags, term *terminal) *rebuilder {
	dirty, sources := newDirtySet(), live.NewSources(d)
	return &rebuilder{dir: d, flags: f, term: term, store: d.Store(), clock: now, dirty: dirty,
		watcher: newWatcher(d, dirty, term), timeTravels: make(chan timeTravel), asOf: f.now,
		sources: sources, builder: live.NewBuilder(sources)}
}

// start starts the watcher, then reads and builds the site, so that no change between the two is
// missed. It fails where the instant asked for is none.
func (r *rebuilder) start(ctx context.Context) (usageError source.Message) {
	r.watcher.start(ctx, r.flags.poll)
	r.checked = r.clock()
	began := r.clock()
	r.sources.ReadAll()
	if _, usageError = r.instant(); usageError == (source.Message{}) {
		r.setCurrent(r.build(), began)
	}
	return usageError
}

// loop rebuilds after each change until ctx is done.
func (r *rebuilder) loop(ctx context.Context) {
	r.build() // orders what the memory holds as the later builds ask for it
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var retry <-chan time.Time // nil as long as there is nothing to retry
	for {
		if retry == nil && r.sources.Pending() {
			retry = time.After(live.RetryAfter)
		}
		select {
		case <-ctx.Done():
			return
		case <-r.dirty.wake:
			r.update(r.dirty.take())
		case t := <-r.timeTravels:
			t.err <- r.setTime(t.time)
		case <-tick.C:
			r.checkClock()
		case <-retry:
			retry = nil
			if began := r.clock(); r.sources.Retry() {
				r.setCurrent(r.build(), began)
			}
		}
	}
}

// update reads the dirty files, and builds the site where something has changed.
func (r *rebuilder) update(d dirtyPaths) {
	began := r.clock()
	if !r.read(d) {
		return
	}
	b := r.build()
	// A file may have been read in the middle of being saved: before new problems are shown, it is
	// read again.
	for range 3 {
		known := r.current.Load().latest.Problems
		if !blocking(b.latest.Problems) || slices.Equal(b.latest.Problems, known) {
			break
		}
		time.Sleep(live.SavePause)
		d = d.union(r.dirty.take())
		if r.read(d) {
			b = r.build()
		}
	}
	r.setCurrent(b, began)
}

// read reads the dirty files, and reports whether anything has changed.
func (r *rebuilder) read(d dirtyPaths) bool {
	if d.all {
		return r.sources.ReadAll()
	}
	return r.sources.ReadPaths(d.paths)
}

// setCurrent makes a build the current snapshot, wakes the event streams and tells the terminal.
func (r *rebuilder) setCurrent(b build, began time.Time) {
	at, _ := r.instant()
	old := r.current.Load()
	n := &snapshot{build: b, now: at, fixedTime: r.asOf != "", replaced: make(chan struct{}),
		cache: newRenderCache(b.served.Tree)}
	n.problems = source.Sort(append(slices.Clone(b.unread), b.latest.Problems...))
	if old != nil {
		n.number = old.number + 1
	}
	n.took = r.clock().Sub(began)
	r.current.Store(n)
	if old != nil {
		close(old.replaced)
		r.term.rebuilt(old, n)
	}
}

// instant is the one to build the site as of: the one asked for, else the clock's as live.Instant
// keeps it. It fails where what was asked for is no instant.
func (r *rebuilder) instant() (now time.Time, usageError source.Message) {
	t, usageError := site.ParseNow(r.asOf, "", r.clock(), r.sources.Files())
	old := r.current.Load()
	if r.asOf != "" || old == nil || old.fixedTime {
		return t, usageError
	}
	return live.Instant(t, old.latest.Site), usageError
}

// checkClock rebuilds where time has changed the site. Where the wall clock and the monotonic one
// have drifted apart by more than 5 s, the machine slept and may have missed changes of files.
func (r *rebuilder) checkClock() {
	t := r.clock()
	awake, wall := t.Sub(r.checked), t.Round(0).Sub(r.checked.Round(0))
	r.checked = t
	if gap := wall - awake; gap > 5*time.Second || gap < -5*time.Second {
		r.watcher.rescan()
	}
	if at, usageError := r.instant(); usageError == (source.Message{}) && !at.Equal(r.current.Load().now) {
		r.setCurrent(r.build(), t)
	}
}

// setTime shows the site as of another instant, "" for the clock's. It fails where to is none.
func (r *rebuilder) setTime(to string) error {
	if _, usageError := site.ParseNow(to, "", r.clock(), r.sources.Files()); usageError != (source.Message{}) {
		return errors.New(usageError.En)
	}
	if r.asOf == to {
		return nil
	}
	began := r.clock()
	r.asOf = to
	r.setCurrent(r.build(), began)
	return nil
}

// blocking reports whether a problem keeps the site from being published.
func blocking(ps []source.Problem) bool {
	return slices.ContainsFunc(ps, func(p source.Problem) bool { return !p.Warning })
}
