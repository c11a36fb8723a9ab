// Package deploy puts a published folder where visitors read it, and can put back what was there before.
//
// A manifest at the target says what stands there. A publisher reads it, claims the target by replacing it, and then
// writes what differs: first what older pages were and files whose names change with their bytes, then pages, then
// feeds and the sitemap, which lead to pages. The manifest that says so follows, and deletions come last. So a page
// never names a style that is not there. Files of the last versions stay, for pages that a cache still has, and for
// Rollback.
//
// Who is killed leaves a claim and a list of paths in doubt. The next publisher waits until nobody has renewed the
// claim for a while, takes it over, and writes every path in doubt anew. Who has lost its claim notices before it
// writes a page. No clock but the publisher's own is asked.
//
// The package knows no host: a Target is a folder here, a bucket in s3, a server in sftp.
package deploy

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"sync"
	"time"
)

// keptVersions is of how many versions, the newest included, all files stay at the target.
const keptVersions = 3

// frontPage stands in every site.
const frontPage = "index.html"

// Options are what a command may want otherwise. The zero value is right.
type Options struct {
	DryRun bool // change nothing, and report what would change
	Forget bool // keep nothing of earlier versions
	// Replace has files of the same names replaced that somebody else has put there.
	Replace bool
	// Lease is how long a claim holds that nobody renews; 0: a minute. All publishers have the same.
	Lease   time.Duration
	Pause   time.Duration                      // before the first further try; 0: half a second
	Workers int                                // how many files are written at once; 0: eight
	Wait    func()                             // called once before waiting for another publisher
	Did     func(done, total int, path string) // called after each file, one call at a time

	poll time.Duration // between two looks at a claim
}

// A Report says what a publish did, or would do.
type Report struct {
	Version                 int // of what is at the target now
	Files                   int // of the site
	New, Changed, Removed   []string
	Uploaded                int64 // bytes
	Copied, Deleted, Mended int   // files kept or put back; files of old versions removed; paths that were in doubt
}

// A publisher is one call of Publish or Rollback.
type publisher struct {
	Options
	target Target
	id     string
	put    func(ctx context.Context, path string) error // of a file of the goal

	mu        sync.Mutex // guards what follows
	m         *manifest
	revision  string // of m, at the target
	renewed   time.Time
	concluded bool // the claim has been given back
	stopped   bool // the publisher before this one was
	doubt     map[string]bool
	from      map[string]origin // of the plan
	report    Report
	total     int
	done      int
}

// Publish makes the target hold the files of local.
func Publish(ctx context.Context, t Target, local *Local, o Options) (Report, error) {
	p := newPublisher(t, o)
	p.put = func(ctx context.Context, path string) error {
		c, err := local.content(path)
		if err != nil {
			return err
		}
		if err := p.whenHeld(ctx, func() error { return t.Put(ctx, path, c) }); err != nil {
			return err
		}
		p.mu.Lock()
		p.report.Uploaded += c.Size
		p.mu.Unlock()
		return nil
	}
	return p.run(ctx, func(*manifest) (Files, error) { return local.Files, nil })
}

// Rollback makes the target hold what it held n versions ago, as a new version.
func Rollback(ctx context.Context, t Target, n int, o Options) (Report, error) {
	p := newPublisher(t, o)
	var goal Files
	unsure := map[string]bool{} // a publisher was killed that may have copied and replaced it
	p.put = func(ctx context.Context, path string) error {
		p.mu.Lock()
		p.report.Copied++
		p.mu.Unlock()
		err := p.whenHeld(ctx, func() error { return t.Copy(ctx, kept(goal[path]), path) })
		if errors.Is(err, fs.ErrNotExist) && unsure[path] {
			return nil // no copy: the publisher that was killed has not come to replace it
		}
		return err
	}
	return p.run(ctx, func(m *manifest) (Files, error) {
		if n < 1 || n >= len(m.Versions) {
			return nil, noVersion(n, len(m.Versions)-1)
		}
		goal = m.Versions[n].files
		for path, sum := range goal {
			unsure[path] = p.isHere(path, sum)
			if m.Files[path] != sum && m.Files[kept(sum)] != sum && !unsure[path] {
				return nil, notKept(path)
			}
		}
		return goal, nil
	})
}

func newPublisher(t Target, o Options) *publisher {
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	if o.Pause == 0 {
		o.Pause = time.Second / 2
	}
	if o.poll == 0 {
		o.poll = min(o.Lease/6, 2*time.Second)
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	return &publisher{Options: o, target: t, id: rand.Text(), doubt: map[string]bool{}}
}

func (p *publisher) retry(ctx context.Context, f func() error) error { return retry(ctx, p.Pause, f) }

// run publishes the goal that choose finds in the manifest.
func (p *publisher) run(ctx context.Context, choose func(*manifest) (Files, error)) (Report, error) {
	for {
		if err := p.open(ctx); err != nil {
			return Report{}, describe(err)
		}
		goal, err := choose(p.m)
		if err != nil {
			return Report{}, err
		}
		if err := p.checkForeign(ctx); err != nil {
			return Report{}, describe(err)
		}
		plan := p.plan(goal)
		if p.DryRun || plan.empty() {
			return p.report, nil
		}
		if err = p.claim(ctx, plan); errors.Is(err, ErrChanged) {
			continue // read what the other has made of it
		}
		if err == nil {
			err = p.whileHeld(ctx, func(ctx context.Context) error { return p.carryOut(ctx, plan) })
		}
		if err != nil {
			p.release(ctx)
		}
		return p.report, describe(err)
	}
}

// checkForeign refuses a target where nobody has published before, and which has a site nevertheless.
func (p *publisher) checkForeign(ctx context.Context) error {
	if p.revision != "" || p.Replace {
		return nil
	}
	return p.retry(ctx, func() error {
		there, err := p.target.Exists(ctx, frontPage)
		if there {
			return foreignSite()
		}
		return err
	})
}

// carryOut does what the plan says, in its order, and what it has done is in the manifest.
func (p *publisher) carryOut(ctx context.Context, plan *plan) error {
	p.total = len(plan.keep) + len(plan.remove)
	for _, phase := range plan.phases {
		p.total += len(phase)
	}
	if err := p.each(ctx, plan.keep, p.keep); err != nil {
		return err
	}
	for _, phase := range plan.phases {
		err := p.each(ctx, phase, func(ctx context.Context, path string) (string, error) {
			return plan.goal[path], p.put(ctx, path)
		})
		if err != nil {
			return err
		}
	}
	return p.conclude(ctx, plan)
}

// conclude says in the manifest that the new version is there, and removes what nothing wants any more.
func (p *publisher) conclude(ctx context.Context, plan *plan) error {
	if len(plan.remove) > 0 {
		if err := p.remove(ctx, plan); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.m.Versions, p.doubt, p.m.Claim = plan.versions, map[string]bool{}, ""
	err := p.renew(ctx)
	p.concluded = err == nil
	return err
}

// remove removes what the plan says. That may take long, and the claim is renewed meanwhile.
func (p *publisher) remove(ctx context.Context, plan *plan) error {
	p.mu.Lock()
	p.m.Versions, p.doubt = plan.versions, map[string]bool{}
	for _, path := range plan.remove {
		p.doubt[path] = true
		delete(p.m.Files, path)
	}
	err := p.renew(ctx)
	p.mu.Unlock()
	if err != nil {
		return err
	}
	return p.whenHeld(ctx, func() error { return p.target.Delete(ctx, plan.remove) })
}

// each calls write with the paths, several at once, and notes what stands at each then. The first error ends it.
func (p *publisher) each(ctx context.Context, paths []string,
	write func(context.Context, string) (sum string, err error)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	todo := make(chan string)
	var wg sync.WaitGroup
	for range min(p.Workers, len(paths)) {
		wg.Go(func() {
			for path := range todo {
				sum, err := write(ctx, path)
				if err != nil {
					stop(err)
					continue
				}
				p.wrote(path, sum)
			}
		})
	}
	for _, path := range paths {
		if ctx.Err() != nil {
			break
		}
		todo <- path
	}
	close(todo)
	wg.Wait()
	return context.Cause(ctx)
}

// wrote notes that a path holds a file with a digest; "" where it holds none.
func (p *publisher) wrote(path, sum string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.doubt, path)
	if sum != "" {
		p.m.Files[path] = sum
	}
	if p.done++; p.Did != nil {
		p.Did(p.done, p.total, path)
	}
}

// keep makes sure of what a page was. That it is gone already is no error: it cannot be put back then.
func (p *publisher) keep(ctx context.Context, to string) (string, error) {
	sum := to[len(keptFolder):]
	from := p.from[to]
	err := p.whenHeld(ctx, func() error {
		if from.unsure {
			if there, err := p.target.Exists(ctx, to); there || err != nil {
				return err
			}
		}
		return p.target.Copy(ctx, from.path, to)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return sum, err
}
