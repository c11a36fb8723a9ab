package memo

import (
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

type pageKey struct{ path string }

type imageKey struct{ path string }

func TestDoOnce(t *testing.T) {
	m := New()
	var made atomic.Int32
	var all sync.WaitGroup
	start := make(chan struct{})
	for worker := range 16 {
		all.Go(func() {
			<-start
			for i := range 50 {
				n := (i + worker) % 50
				if got := Do(m, n, func() int { made.Add(1); return n * n }); got != n*n {
					t.Errorf("Do(%d) = %d", n, got)
				}
			}
		})
	}
	close(start)
	all.Wait()
	if made.Load() != 50 || m.Len() != 50 {
		t.Errorf("50 keys were made %d times and %d are held", made.Load(), m.Len())
	}
}

func TestKeysOfSteps(t *testing.T) {
	m := New()
	page := Do(m, pageKey{"a"}, func() string { return "page" })
	image := Do(m, imageKey{"a"}, func() []byte { return []byte("image") })
	if page != "page" || string(image) != "image" {
		t.Errorf("steps meet: %q, %q", page, image)
	}
}

// A result that is nil is a result.
func TestNilResult(t *testing.T) {
	m := New()
	for range 2 {
		if err := Do(m, "no error", func() error { return nil }); err != nil {
			t.Error(err)
		}
	}
}

func TestForget(t *testing.T) {
	m := New()
	build := func(keys ...string) (made int) {
		for _, k := range keys {
			Do(m, k, func() string { made++; return k })
		}
		m.Forget()
		return made
	}
	for _, step := range []struct {
		keys []string
		made int
		held int
	}{
		{[]string{"a", "b"}, 2, 2},
		{[]string{"a", "b"}, 0, 2},
		{[]string{"a"}, 0, 1}, // b was not used in this whole build
		{[]string{"a", "b"}, 1, 2},
		{nil, 0, 0},
	} {
		if made := build(step.keys...); made != step.made || m.Len() != step.held {
			t.Errorf("%v: made %d, held %d; want %d and %d", step.keys, made, m.Len(), step.made, step.held)
		}
	}
}

// Two builds that are one leave each other what they remember, and forget the same as one.
func TestTogether(t *testing.T) {
	m := New()
	made := 0
	build := func(m *Memory, keys ...string) {
		for _, k := range keys {
			Do(m, k, func() string { made++; return k })
		}
		m.Forget()
	}
	for round, want := range []int{3, 0, 0} {
		made = 0
		m.Together(func(m *Memory) {
			build(m, "a", "b")
			build(m, "b", "c")
		})
		if made != want || m.Len() != 3 {
			t.Errorf("round %d: made %d, held %d; want %d and 3", round, made, m.Len(), want)
		}
	}
	if build(m, "b"); m.Len() != 1 {
		t.Errorf("%d are held for one", m.Len())
	}
	var none *Memory
	if none.Together(func(m *Memory) { build(m, "a") }); made != 1 {
		t.Errorf("without a memory %d are made", made)
	}
}

// What a step of steps asked for is kept as long as the step is, and is not asked for again.
func TestSteps(t *testing.T) {
	m := New()
	var made []string
	build := func(key string, parts ...string) {
		made = nil
		Steps(m, "all "+key, func(m *Memory) string {
			made = append(made, key)
			for _, p := range parts {
				Do(m, p, func() string { made = append(made, p); return p })
			}
			return key
		})
		m.Forget()
	}
	for _, step := range []struct {
		key   string
		parts []string
		made  string
		held  int
	}{
		{"1", []string{"a", "b"}, "1 a b", 3},
		{"1", []string{"a", "b"}, "", 3},
		{"1", []string{"a", "b"}, "", 3},
		{"2", []string{"a", "c"}, "2 c", 3},
		{"1", []string{"a", "b"}, "1 b", 3},
	} {
		build(step.key, step.parts...)
		if got := strings.Join(made, " "); got != step.made || m.Len() != step.held {
			t.Errorf("%v: made %q, held %d; want %q and %d", step.key, got, m.Len(), step.made, step.held)
		}
	}
}

// After every build the memory holds what the build asked for, and what that was made of, and
// nothing else; and nothing that it held is made again.
func TestForgetIsExact(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 5))
	m := New()
	// Step n is made of some with smaller numbers, the same ones each time.
	parts := make([][]int, 60)
	for n := range parts {
		for range dice.IntN(4) {
			if n > 0 {
				parts[n] = append(parts[n], dice.IntN(n))
			}
		}
	}
	held := map[int]bool{}
	var ask func(m *Memory, n int, made map[int]bool) int
	ask = func(m *Memory, n int, made map[int]bool) int {
		return Steps(m, n, func(m *Memory) int {
			if held[n] || made[n] {
				t.Errorf("%d is made again", n)
			}
			made[n] = true
			for _, p := range parts[n] {
				ask(m, p, made)
			}
			return n
		})
	}
	for build := range 300 {
		made, want := map[int]bool{}, map[int]bool{}
		var reach func(n int)
		reach = func(n int) {
			want[n] = true
			for _, p := range parts[n] {
				reach(p)
			}
		}
		for range 1 + dice.IntN(5) {
			n := dice.IntN(len(parts))
			if got := ask(m, n, made); got != n {
				t.Fatalf("step %d gave %d", n, got)
			}
			reach(n)
		}
		m.Forget()
		if m.Len() != len(want) {
			t.Fatalf("build %d: %d results are held of %d in use", build, m.Len(), len(want))
		}
		held = want
	}
}

func TestForgetBesideDo(t *testing.T) {
	m := New()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 500 {
				if got := Do(m, i%20, func() int { return i % 20 }); got != i%20 {
					t.Errorf("got %d for %d", got, i%20)
				}
			}
		})
	}
	all.Go(func() {
		for range 100 {
			m.Forget()
		}
	})
	all.Wait()
}

func TestNilMemory(t *testing.T) {
	var m *Memory
	made := 0
	for range 2 {
		if got := Do(m, "k", func() int { made++; return made }); got != made {
			t.Errorf("got %d, want %d", got, made)
		}
	}
	m.Forget()
	if made != 2 || m.Len() != 0 {
		t.Errorf("a nil memory made %d of 2 and holds %d", made, m.Len())
	}
}
