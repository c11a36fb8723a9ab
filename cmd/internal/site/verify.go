package site

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// Verify builds the sources in ways that must come to the same: with a memory that has seen
// other states of the site, with one worker, with the files in another order, and on the plain road
// (Options.Plain). It returns the first thing that differs from a build from nothing, or "".
func Verify(files *source.Files, o Options) string {
	if o.Store == nil {
		o.Store = &assets.Memory{}
	}
	clean := Build(nil, files, o)
	m := memo.New()
	for _, other := range earlierStates(files) {
		Build(m, other, o)
	}
	later := o
	later.Now = o.Now.AddDate(1, 0, 0)
	later.Drafts = !o.Drafts
	Build(m, files, later)
	if d := Difference(clean, Build(m, files, o)); d != "" {
		return "with a memory: " + d
	}
	plain := o
	plain.Plain = true
	if d := Difference(clean, Build(nil, files, plain)); d != "" {
		return "on the plain road: " + d
	}
	single := o
	single.Workers = 1
	reversed := slices.Clone(files.All())
	slices.Reverse(reversed)
	if d := Difference(clean, Build(nil, source.NewFiles(reversed...), single)); d != "" {
		return "with one worker: " + d
	}
	return ""
}

// earlierStates are states that the sources might have had before: without some files, and with
// some texts changed.
func earlierStates(files *source.Files) []*source.Files {
	var without []string
	var changed []*source.File
	for i, f := range files.All() {
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		switch i % 3 {
		case 0:
			without = append(without, f.Path)
		case 1:
			if b, err := f.Bytes(); err == nil {
				changed = append(changed, source.NewText(f.Path, append(bytes.Clone(b), "\n\n## Another end\n"...)))
			}
		}
	}
	return []*source.Files{files.With(nil, without), files.With(changed, nil)}
}

// Difference names the first file or problem in which two results differ, or returns "".
func Difference(a, b Result) string {
	for i := range max(len(a.Problems), len(b.Problems)) {
		switch {
		case i >= len(a.Problems):
			return b.Problems[i].In("en")
		case i >= len(b.Problems) || a.Problems[i] != b.Problems[i]:
			return a.Problems[i].In("en")
		}
	}
	return treeDifference(a.Tree, b.Tree)
}

func fileDifference(x public.File, b *public.Tree) string {
	y, ok := b.Get(x.Path)
	if !ok {
		return x.Path + " is missing"
	}
	p, _ := x.Bytes()
	q, _ := y.Bytes()
	if !bytes.Equal(p, q) {
		return fmt.Sprintf("%s (%d and %d bytes)", x.Path, len(p), len(q))
	}
	return ""
}

func treeDifference(a, b *public.Tree) string {
	list := a.All()
	found := make([]string, len(list))
	var first atomic.Int64 // the first file that is known to differ: those behind it are of no interest
	first.Store(int64(len(list)))
	parallel(len(list), 0, func(i int) {
		if int64(i) > first.Load() {
			return
		}
		if found[i] = fileDifference(list[i], b); found[i] == "" {
			return
		}
		for n := first.Load(); int64(i) < n && !first.CompareAndSwap(n, int64(i)); n = first.Load() {
		}
	})
	if n := first.Load(); n < int64(len(list)) {
		return found[n]
	}
	for _, y := range b.All() {
		if _, ok := a.Get(y.Path); !ok {
			return y.Path + " is new"
		}
	}
	return ""
}
