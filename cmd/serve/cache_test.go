package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// The cache returns what the tree does, and keeps no more than it may.
func TestCacheIsSmall(t *testing.T) {
	var files []public.File
	renders := map[string]int{}
	for i := range 3 * cacheFiles {
		p := fmt.Sprintf("%d/index.html", i)
		files = append(files, public.File{Path: p, Bytes: func() ([]byte, []source.Problem) {
			renders[p]++
			return []byte(p), nil
		}})
	}
	tree, err := public.NewTree(files)
	if err != nil {
		t.Fatal(err)
	}
	c := newRenderCache(tree)
	for _, f := range files {
		for range 3 {
			if b, _ := c.render(f.Path); string(b) != f.Path {
				t.Fatalf("%s is %s", f.Path, b)
			}
			c.withBytes(f.Path, func(b []byte, _ []source.Problem) {
				if string(b) != f.Path {
					t.Fatalf("%s is %s", f.Path, b)
				}
			})
		}
		if renders[f.Path] != 1 || len(c.files) > cacheFiles {
			t.Fatalf("%s was rendered %d times, and %d files are kept", f.Path, renders[f.Path], len(c.files))
		}
	}
	if b, _ := c.render("nothing"); b != nil || c.withBytes("nothing", nil) {
		t.Error("there is something where there is nothing")
	}
}

func TestDirtySet(t *testing.T) {
	d := newDirtySet()
	d.add("a")
	d.add("b")
	d.add("a")
	<-d.wake
	first := d.take()
	slices.Sort(first.paths)
	if first.all || !slices.Equal(first.paths, []string{"a", "b"}) || len(d.wake) > 0 {
		t.Errorf("%+v", first)
	}
	d.addAll()
	if both := first.union(d.take()); !both.all || len(both.paths) != 2 {
		t.Errorf("%+v", both)
	}
	if none := d.take(); none.all || len(none.paths) > 0 {
		t.Errorf("%+v", none)
	}
}

// The request of an action is short.
func TestLongAction(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	for n, want := range map[int]int{maxActionBytes / 2: http.StatusOK, maxActionBytes * 2: http.StatusBadRequest} {
		r, _ := http.NewRequest("POST", d.url+"/_serve/source",
			strings.NewReader(`{"Page":"`+strings.Repeat("a", n)+`"}`))
		r.Header.Set(tokenHeader, d.token)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != want {
			t.Errorf("%d letters: %d", n, got.StatusCode)
		}
	}
}
