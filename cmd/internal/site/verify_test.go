package site

import (
	"bytes"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/source"
)

// Tests build hundreds of small sites: collecting less often is a fifth of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// A build does not depend on how many workers it has, on the order in which it is given the
// files, or on what a memory has seen.
func TestVerify(t *testing.T) {
	t.Parallel()
	files := source.NewFiles(append(slices.Clone(synthesis(t, 60).All()), corner()...)...)
	if d := Verify(files, Options{Now: benchNow}); d != "" {
		t.Error(d)
	}
}

// Of two trees that differ in many files the first is named, however many are compared at once.
func TestDifference(t *testing.T) {
	t.Parallel()
	files, o := synthesis(t, 12), Options{Now: benchNow, Store: &assets.Memory{}}
	a := Build(nil, files, o)
	b := Build(nil, with(t, files, "content/site.yaml", "name: Atelier", "name: Autre"), o)
	want := ""
	for _, x := range a.Tree.All() {
		y, ok := b.Tree.Get(x.Path)
		p, _ := x.Bytes()
		var q []byte
		if ok {
			q, _ = y.Bytes()
		}
		if !ok || !bytes.Equal(p, q) {
			want = x.Path
			break
		}
	}
	for range 3 {
		if got := Difference(a, b); want == "" || !strings.HasPrefix(got, want+" ") {
			t.Errorf("%q differs first, not %q", want, got)
		}
	}
	if got := Difference(a, a); got != "" {
		t.Errorf("a site differs from itself: %s", got)
	}
}
