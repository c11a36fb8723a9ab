package memo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// A trace notes what is made. It is part of every argument here, so that each test has its own.
type trace struct {
	mu   sync.Mutex
	made []string
}

func (t *trace) note(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.made = append(t.made, what)
}

// take returns what was made since the last take.
func (t *trace) take() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer func() { t.made = nil }()
	return strings.Join(t.made, " ")
}

type letters struct {
	t *trace
	s string
}

func upper(_ *Memory, in letters) string {
	in.t.note(in.s)
	return strings.ToUpper(in.s)
}

func length(_ *Memory, in letters) int { return len(in.s) }

func noError(_ *Memory, t *trace) error {
	t.note("error")
	return nil
}

// each makes every letter of a word.
func each(m *Memory, in letters) string {
	in.t.note("(" + in.s + ")")
	out := ""
	for _, r := range in.s {
		out += Do(m, upper, letters{in.t, string(r)})
	}
	return out
}

type square struct {
	made *atomic.Int32
	n    int
}

func squared(_ *Memory, in square) int {
	in.made.Add(1)
	return in.n * in.n
}

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
				if got := Do(m, squared, square{&made, n}); got != n*n {
					t.Errorf("squared(%d) = %d", n, got)
				}
			}
		})
	}
	close(start)
	all.Wait()
	if made.Load() != 50 || m.Len() != 50 {
		t.Errorf("50 arguments were made %d times and %d are held", made.Load(), m.Len())
	}
}

// Two functions of equal arguments do not meet.
func TestFunctions(t *testing.T) {
	m, in := New(), letters{&trace{}, "abc"}
	if a, b := Do(m, upper, in), Do(m, length, in); a != "ABC" || b != 3 {
		t.Errorf("%q, %d", a, b)
	}
}

// A function that may see more than its argument is refused.
func TestClosures(t *testing.T) {
	n := 1
	for name, f := range map[string]func(*Memory, int) int{
		"closure":         func(_ *Memory, in int) int { return in + n },
		"method":          number(1).plus,
		"function in one": func(_ *Memory, in int) int { return in },
		"generic":         same[int],
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a %s is no declared function", name)
				}
			}()
			Do(New(), f, 1)
		}()
	}
}

type number int

func (n number) plus(_ *Memory, in int) int { return int(n) + in }

func same[T any](_ *Memory, in T) T { return in }

// A result that is nil is a result.
func TestNilResult(t *testing.T) {
	m, made := New(), &trace{}
	for range 2 {
		if err := Do(m, noError, made); err != nil {
			t.Error(err)
		}
	}
	if got := made.take(); got != "error" {
		t.Errorf("made %q", got)
	}
}

func TestForget(t *testing.T) {
	m, made := New(), &trace{}
	for _, step := range []struct {
		asked, made string
		held        int
	}{
		{"ab", "a b", 2},
		{"ab", "", 2},
		{"a", "", 1}, // b was not used in this whole build
		{"ab", "b", 2},
		{"", "", 0},
	} {
		for _, r := range step.asked {
			Do(m, upper, letters{made, string(r)})
		}
		m.Forget()
		if got := made.take(); got != step.made || m.Len() != step.held {
			t.Errorf("%q: made %q, held %d; want %q and %d", step.asked, got, m.Len(), step.made, step.held)
		}
	}
}

// Two builds that are one leave each other what they remember, and forget the same as one.
func TestBatch(t *testing.T) {
	m, made := New(), &trace{}
	build := func(m *Memory, word string) {
		for _, r := range word {
			Do(m, upper, letters{made, string(r)})
		}
		m.Forget()
	}
	for round, want := range []string{"a b c", "", ""} {
		m.Batch(func(m *Memory) {
			build(m, "ab")
			build(m, "bc")
		})
		if got := made.take(); got != want || m.Len() != 3 {
			t.Errorf("round %d: made %q, held %d; want %q and 3", round, got, m.Len(), want)
		}
	}
	if build(m, "b"); m.Len() != 1 {
		t.Errorf("%d are held for one", m.Len())
	}
	var none *Memory
	if none.Batch(func(m *Memory) { build(m, "a") }); made.take() != "a" {
		t.Error("without a memory nothing is made")
	}
}

// What a step asked for is kept as long as the step is, and is not asked for again.
func TestParts(t *testing.T) {
	m, made := New(), &trace{}
	for _, step := range []struct {
		word, made string
		held       int
	}{
		{"ab", "(ab) a b", 3},
		{"ab", "", 3},
		{"ab", "", 3},
		{"ac", "(ac) c", 3},
		{"ab", "(ab) b", 3},
	} {
		Do(m, each, letters{made, step.word})
		m.Forget()
		if got := made.take(); got != step.made || m.Len() != step.held {
			t.Errorf("%v: made %q, held %d; want %q and %d", step.word, got, m.Len(), step.made, step.held)
		}
	}
}

// Equal lists are one, other lists are others, and a list is held as long as a result is that was
// made of it.
func TestList(t *testing.T) {
	m := New()
	a, b := ListOf(m, []string{"a", "b"}), ListOf(m, []string{"a", "b"})
	for _, other := range [][]string{{"b", "a"}, {"a"}, {"a", "b", ""}, {"ab"}, nil} {
		if ListOf(m, other) == a {
			t.Errorf("%q is %q", other, a.Items)
		}
	}
	if a != b {
		t.Error("two equal lists")
	}
	if ListOf(m, []int{}) == nil || ListOf(New(), []string{"a", "b"}) == a {
		t.Error("a list of another memory or type")
	}
	for range 3 { // the list is made again for each build, and what is made of it is not
		m = New()
		made := &trace{}
		for build := range 2 {
			if got := Do(m, joined, list{made, ListOf(m, strings.Split("x y", " "))}); got != "xy" {
				t.Error(got)
			}
			m.Forget()
			if want := []string{"joined", ""}[build]; made.take() != want || m.Len() != 2 {
				t.Errorf("%d held", m.Len())
			}
		}
	}
	if m.Forget(); m.Len() != 0 {
		t.Errorf("%d are held of nothing", m.Len())
	}
}

type list struct {
	t     *trace
	items *List[string]
}

func joined(_ *Memory, in list) string {
	in.t.note("joined")
	return strings.Join(in.items.Items, "")
}

// Whatever two lists hold, they are one pointer if and only if they are equal.
func TestListLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	m, seen := New(), map[string]*List[string]{}
	for range 2000 {
		items := make([]string, rng.IntN(4))
		for i := range items {
			items[i] = strings.Repeat("a", rng.IntN(3)) + strings.Repeat("\x00", rng.IntN(2))
		}
		l, name := ListOf(m, items), fmt.Sprintf("%q", items)
		if old := seen[name]; old != nil && old != l {
			t.Fatalf("two lists %s", name)
		}
		for other, o := range seen {
			if o == l && other != name {
				t.Fatalf("%s is %s", name, other)
			}
		}
		seen[name] = l
	}
}

// An index is made once for a list.
func TestIndex(t *testing.T) {
	m, l := New(), ListOf[string](nil, []string{"a", "b"})
	if Index(l, byName)["b"] != 1 || Index(l, byName)["a"] != 0 {
		t.Error("the index is wrong")
	}
	l = ListOf(m, []string{"c"})
	if fmt.Sprintf("%p", Index(l, byName)) != fmt.Sprintf("%p", Index(ListOf(m, []string{"c"}), byName)) {
		t.Error("it is made twice")
	}
}

func byName(items []string) map[string]int {
	out := map[string]int{}
	for i, s := range items {
		out[s] = i
	}
	return out
}

// A node is a step that is made of some with smaller numbers, the same ones each time.
type node struct {
	law *forgetLaw
	n   int
}

type forgetLaw struct {
	*testing.T
	parts [][]int
	held  map[int]bool // before the build
	made  map[int]bool // by the build
}

func makeNode(m *Memory, in node) int {
	if in.law.held[in.n] || in.law.made[in.n] {
		in.law.Errorf("%d is made again", in.n)
	}
	in.law.made[in.n] = true
	for _, p := range in.law.parts[in.n] {
		Do(m, makeNode, node{in.law, p})
	}
	return in.n
}

// After every build the memory holds what the build asked for, and what that was made of, and
// nothing else; and nothing that it held is made again.
func TestForgetIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	m := New()
	law := &forgetLaw{T: t, parts: make([][]int, 60), held: map[int]bool{}}
	for n := range law.parts {
		for range rng.IntN(4) {
			if n > 0 {
				law.parts[n] = append(law.parts[n], rng.IntN(n))
			}
		}
	}
	for build := range 300 {
		want := map[int]bool{}
		var reach func(n int)
		reach = func(n int) {
			want[n] = true
			for _, p := range law.parts[n] {
				reach(p)
			}
		}
		law.made = map[int]bool{}
		for range 1 + rng.IntN(5) {
			n := rng.IntN(len(law.parts))
			if got := Do(m, makeNode, node{law, n}); got != n {
				t.Fatalf("step %d gave %d", n, got)
			}
			reach(n)
		}
		m.Forget()
		if m.Len() != len(want) {
			t.Fatalf("build %d: %d results are held of %d in use", build, m.Len(), len(want))
		}
		law.held = want
	}
}

func TestForgetBesideDo(t *testing.T) {
	m := New()
	var made atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 500 {
				if got := Do(m, squared, square{&made, i % 20}); got != (i%20)*(i%20) {
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
	made := &trace{}
	for range 2 {
		if got := Do(m, each, letters{made, "a"}); got != "A" {
			t.Errorf("got %q", got)
		}
	}
	if m.Forget(); made.take() != "(a) a (a) a" || m.Len() != 0 {
		t.Errorf("a nil memory holds %d", m.Len())
	}
}
