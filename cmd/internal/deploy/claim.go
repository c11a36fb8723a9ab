package deploy

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// open reads the manifest, once nobody else is at work.
func (p *publisher) open(ctx context.Context) error {
	seen, since := "", time.Time{}
	for {
		if err := p.read(ctx); err != nil {
			return err
		}
		if p.m.Claim == "" || p.m.Claim == p.id || p.DryRun {
			return nil
		}
		switch {
		case p.revision != seen:
			if seen == "" && p.Wait != nil {
				p.Wait()
			}
			seen, since = p.revision, time.Now()
		case time.Since(since) > p.Lease:
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(p.poll):
		}
	}
}

func (p *publisher) read(ctx context.Context) error {
	var data []byte
	err := p.retry(ctx, func() (err error) {
		data, p.revision, err = p.target.Read(ctx, manifestPath)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.m, p.revision = &manifest{Files: Files{}}, ""
	case err != nil:
		return err
	default:
		if p.m, err = decodeManifest(data); err != nil {
			return err
		}
	}
	p.stopped = p.m.Claim != "" || len(p.m.Doubt) > 0
	p.doubt = map[string]bool{}
	for _, path := range p.m.Doubt {
		p.doubt[path] = true
		delete(p.m.Files, path)
	}
	return nil
}

// swap replaces the manifest by p.m. Where the answer is lost, it looks whether it was done.
func (p *publisher) swap(ctx context.Context) error {
	p.m.Doubt = slices.Sorted(maps.Keys(p.doubt))
	data := p.m.encode()
	tried := false
	err := p.retry(ctx, func() error {
		next, err := p.target.Swap(ctx, manifestPath, data, p.revision)
		if err != nil && (tried || isTemporary(err)) {
			switch now, revision, rerr := p.target.Read(ctx, manifestPath); {
			case rerr != nil && isTemporary(rerr):
				err = rerr // not known yet
			case string(now) == string(data):
				next, err = revision, nil
			}
		}
		if tried = true; err == nil {
			p.revision, p.renewed = next, time.Now()
		}
		return err
	})
	return err
}

// claim tells others that the target is being changed, and which paths will be in doubt.
func (p *publisher) claim(ctx context.Context, plan *plan) error {
	p.m.Claim = p.id
	for path := range p.doubt {
		// Pages are replaced without a copy from now on, so that one in doubt stands for nothing.
		if p.Forget && strings.HasPrefix(path, keptFolder) {
			delete(p.doubt, path)
			p.m.Files[path] = "?"
		}
	}
	for _, path := range plan.writes() {
		p.doubt[path] = true
		delete(p.m.Files, path)
	}
	return p.swap(ctx)
}

// renew replaces the manifest, and with it renews the claim; it fails once another publisher has that.
func (p *publisher) renew(ctx context.Context) error {
	err := p.swap(ctx)
	if errors.Is(err, ErrChanged) {
		return takenOver()
	}
	return err
}

// hold renews the claim in time.
func (p *publisher) hold(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	// The monotonic clock stands still while a machine sleeps, and the other may be set back.
	age := max(time.Since(p.renewed), time.Now().Round(0).Sub(p.renewed.Round(0)))
	if p.concluded || age < p.Lease/4 {
		return nil
	}
	return p.renew(ctx)
}

// whenHeld changes something at the target, and makes sure of the claim before each try.
func (p *publisher) whenHeld(ctx context.Context, change func() error) error {
	return p.retry(ctx, func() error {
		if err := p.hold(ctx); err != nil {
			return err
		}
		return change()
	})
}

// whileHeld calls do, and renews the claim meanwhile: an upload may take longer than the claim holds. The context of
// do ends when the claim is lost.
func (p *publisher) whileHeld(ctx context.Context, do func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var renewing sync.WaitGroup
	done := make(chan struct{})
	renewing.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(p.Lease / 4):
			}
			if err := p.hold(ctx); err != nil {
				stop(err)
				return
			}
		}
	})
	err := do(ctx)
	close(done)
	renewing.Wait()
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// release gives the claim back after an error, so that the next publisher need not wait. It is no loss if it fails.
func (p *publisher) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	p.m.Claim, p.m.Doubt = "", slices.Sorted(maps.Keys(p.doubt))
	_, _ = p.target.Swap(ctx, manifestPath, p.m.encode(), p.revision)
}
