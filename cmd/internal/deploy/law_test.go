package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// quick are options of publishers that wait for nobody long.
var quick = Options{Lease: 8 * time.Millisecond, Pause: time.Microsecond}

func drawSite(t *rapid.T) map[string]string {
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d/e", "d/f"}), 1, 5, rapid.ID).
		Draw(t, "pages")
	pages := map[string]int{}
	for _, n := range names {
		pages[n] = rapid.IntRange(0, 5).Draw(t, n)
	}
	return site(pages)
}

// errKilled ends a publisher: nothing that it asks for from then on is done.
var errKilled = fmt.Errorf("killed: %w", context.Canceled)

// killedAt is a publisher that dies at its nth request, before or after it is done.
func killedAt(n int, after bool) func(int, string, bool) error {
	seen := 0
	return func(_ int, _ string, done bool) error {
		if !done {
			seen++
		}
		if seen > n || seen == n && done == after {
			return errKilled
		}
		return nil
	}
}

// However often publishers are killed, visitors see whole pages that have their styles, and so do those who read a
// page two versions ago. The first publisher that lives leaves exactly its site, and a rollback exactly that of then.
func TestKilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHost()
		for range rapid.IntRange(1, 6).Draw(t, "publishes") {
			for range rapid.IntRange(0, 3).Draw(t, "kills") {
				l := link{h, killedAt(rapid.IntRange(1, 20).Draw(t, "request"), rapid.Bool().Draw(t, "after"))}
				publishOrRollback(t, l)
			}
			goal, err := publishOrRollback(t, link{h, nil})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.check(goal); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// publishOrRollback does one of both, and returns what has to be there then.
func publishOrRollback(t *rapid.T, l link) (goal Files, err error) {
	o := quick
	if m, err := decodeManifest([]byte(l.files[manifestPath])); err == nil && len(m.Versions) > 1 {
		if back := rapid.IntRange(0, len(m.Versions)-1).Draw(t, "back"); back > 0 {
			goal = m.Versions[back].files
			if _, err = Rollback(t.Context(), l, back, o); err == nil || !l.forgot {
				return goal, err
			}
		}
		o.Forget = rapid.IntRange(0, 9).Draw(t, "forget") == 0
		l.forgot = l.forgot || o.Forget
	}
	s := drawSite(t)
	_, err = publishSite(t.Context(), l, s, o)
	return digests(s), err
}

// A connection that is lost before or after a request is done costs a further try, and no more.
func TestLostConnection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHost()
		in := 0
		lossy := link{h, func(int, string, bool) error {
			if in--; in < 0 {
				in = rapid.IntRange(0, 6).Draw(t, "until")
				return errors.New("connection reset")
			}
			return nil
		}}
		for range rapid.IntRange(1, 4).Draw(t, "publishes") {
			s, o := drawSite(t), quick
			o.Workers = 1 // one at a time, so that what is drawn comes in order
			o.Lease = time.Hour
			_, err := publishSite(t.Context(), lossy, s, o)
			if err == nil {
				err = h.check(digests(s))
			} else if _, err = publishSite(t.Context(), link{h, nil}, s, quick); err == nil {
				err = h.check(digests(s))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Of publishers at work at once one follows the other, and what is there in the end is of one of them.
func TestPublishersAtOnce(t *testing.T) {
	for n := range 6 {
		h := newHost()
		sites := []map[string]string{site(map[string]int{"a": n, "b": 1}), site(map[string]int{"a": 2, "c": n}),
			site(map[string]int{"b": 3})}
		o := Options{Lease: 5 * time.Second, Pause: time.Millisecond, poll: time.Millisecond}
		var wg sync.WaitGroup
		for _, s := range sites {
			wg.Go(func() {
				if _, err := publishSite(t.Context(), link{h, nil}, s, o); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if !slices.ContainsFunc(sites, func(s map[string]string) bool { return h.check(digests(s)) == nil }) {
			t.Fatal(h.check(digests(sites[0])))
		}
	}
}

// Who slept while somebody took over writes no page any more.
func TestTakenOver(t *testing.T) {
	h := newHost()
	asleep, wake := make(chan bool), make(chan bool)
	slow := &sleeper{link: link{h, nil}, asleep: asleep, wake: wake}
	old, next := site(map[string]int{"a": 1, "b": 1}), site(map[string]int{"a": 2, "b": 2})
	failed := make(chan error)
	go func() {
		_, err := publishSite(t.Context(), slow, old, Options{Lease: 20 * time.Millisecond, Pause: time.Microsecond})
		failed <- err
	}()
	<-asleep
	if _, err := publishSite(t.Context(), link{h, nil}, next, quick); err != nil {
		t.Fatal(err)
	}
	close(wake)
	if err := <-failed; err == nil || err.Error() != takenOver().Error() {
		t.Errorf("the one that slept: %v", err)
	}
	for path, text := range next {
		if h.files[path] != text {
			t.Errorf("%s is %q", path, h.files[path])
		}
	}
}

// Who takes long to remove what is gone keeps its claim meanwhile: what the next one publishes is not removed with it.
func TestSlowRemoval(t *testing.T) {
	h := newHost()
	o := Options{Lease: 40 * time.Millisecond, Pause: time.Microsecond}
	old, next := site(map[string]int{"a": 1, "b": 1}), site(map[string]int{"a": 2, "b": 2})
	publish := func(target Target, s map[string]string) {
		t.Helper()
		if _, err := publishSite(t.Context(), target, s, o); err != nil {
			t.Error(err)
		}
	}
	publish(link{h, nil}, old)
	removes := make(chan bool)
	done := make(chan bool)
	go func() {
		publish(slowRemover{link{h, nil}, removes}, site(map[string]int{"a": 1}))
		close(done)
	}()
	<-removes
	publish(link{h, nil}, next)
	<-done
	if err := h.check(digests(next)); err != nil {
		t.Error(err)
	}
}

// A slowRemover tells when it begins to remove, and takes the time of five claims.
type slowRemover struct {
	link
	begins chan bool
}

func (s slowRemover) Delete(ctx context.Context, paths []string) error {
	close(s.begins)
	time.Sleep(200 * time.Millisecond)
	return s.link.Delete(ctx, paths)
}

// A sleeper does nothing from its first file on until it is woken.
type sleeper struct {
	link
	asleep, wake chan bool
	sleeping     atomic.Bool
}

func (s *sleeper) Put(ctx context.Context, path string, c Content) error {
	s.sleeping.Store(true)
	select {
	case s.asleep <- true:
	case <-s.wake:
	}
	<-s.wake
	return s.link.Put(ctx, path, c)
}

// Swap sleeps too: nothing renews the claim of a machine that sleeps.
func (s *sleeper) Swap(ctx context.Context, path string, data []byte, revision string) (string, error) {
	if s.sleeping.Load() {
		<-s.wake
	}
	return s.link.Swap(ctx, path, data, revision)
}
