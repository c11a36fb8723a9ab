package main

import (
	"maps"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A build is what the sources say, and what is served of it. Where they have problems, what is
// served is the site of other sources: those in which every unit with a problem is as it was
// when it last had none. So a mistake in one file keeps nobody from writing on in the next, and
// no page, card or menu shows half of what a file says.
type build struct {
	files       *source.Files // the sources as they are
	unread      []source.Problem
	latest      site.Result   // of files
	servedFiles *source.Files // the sources that are served
	served      site.Result   // of from
	// staleUnits are those with a problem: true for one that is as it was, false for one that is
	// shown as far as it goes, because there is nothing better to show.
	staleUnits map[string]bool
}

// build makes the site of the sources.
func (s *rebuilder) build() build {
	at, _ := s.instant()
	o := site.Options{Now: at, Drafts: s.flags.drafts, Store: s.store}
	old := s.current.Load()
	b := build{files: s.files, unread: s.unread, servedFiles: s.files, staleUnits: map[string]bool{}}
	s.memory.Together(func(m *memo.Memory) {
		b.latest = site.Build(m, b.files, o)
		b.served = b.latest
		// Without site.yaml much that is right looks wrong: it is put back before all else.
		for _, first := range []bool{true, false} {
			wrong := faultyUnits(b.served.Problems, b.unread)
			maps.DeleteFunc(wrong, func(u string, _ bool) bool { return first != (u == unitOf(content.ConfigPath)) })
			b.addFaulty(wrong, old)
			b.buildServed(m, o, old)
		}
		for b.dropLastGood(faultyUnits(b.served.Problems)) {
			b.buildServed(m, o, old)
		}
	})
	return b
}

// addFaulty adds units that are wrong, and whether they were better before.
func (b *build) addFaulty(wrong map[string]bool, old *snapshot) {
	for u := range wrong {
		if _, known := b.staleUnits[u]; known {
			continue
		}
		b.staleUnits[u] = false
		if old != nil {
			better, known := old.staleUnits[u]
			b.staleUnits[u] = (better || !known) && len(unitFiles(old.servedFiles, u)) > 0
		}
	}
}

// dropLastGood finds the units that were without a problem and have one again, now that others are
// not as they were then. It says whether there are any.
func (b *build) dropLastGood(wrong map[string]bool) (any bool) {
	for u := range wrong {
		any = any || b.staleUnits[u]
		if _, known := b.staleUnits[u]; known {
			b.staleUnits[u] = false
		}
	}
	return any
}

// buildServed makes the site of the sources with the units that were better as they were.
func (b *build) buildServed(m *memo.Memory, o site.Options, old *snapshot) {
	if len(b.staleUnits) == 0 {
		return
	}
	var put []*source.File
	var drop []string
	for u, better := range b.staleUnits {
		if !better {
			continue
		}
		was, is := unitFiles(old.servedFiles, u), unitFiles(b.files, u)
		if slices.EqualFunc(was, is, sameFile) {
			continue
		}
		put = append(put, was...)
		for _, f := range is {
			drop = append(drop, f.Path)
		}
	}
	from := b.files.With(put, drop)
	if slices.EqualFunc(from.All(), b.servedFiles.All(), sameFile) {
		return
	}
	b.servedFiles, b.served = from, site.Build(m, from, o)
}

func sameFile(a, b *source.File) bool { return a.Path == b.Path && a.Digest() == b.Digest() }

// faultyUnits are those in which there are problems that keep the site from being published.
func faultyUnits(lists ...[]source.Problem) map[string]bool {
	out := map[string]bool{}
	for _, list := range lists {
		for _, p := range list {
			if !p.Warning {
				out[unitOf(p.Path)] = true
			}
		}
	}
	return out
}

// unitOf is what a file belongs to that stands or falls as one: the entry, in all languages and
// with its media; the layouts, which are written for each other; else the file by itself.
func unitOf(p string) string {
	if strings.HasPrefix(p, "layouts/") {
		return "layouts"
	}
	parts := strings.Split(p, "/")
	if parts[0] != "content" || len(parts) < 2 {
		return p
	}
	parts = parts[:min(len(parts), 3)]
	last := &parts[len(parts)-1]
	*last, _, _ = strings.Cut(*last, ".")
	return strings.Join(parts, "/")
}

// unitFiles are the files of a unit.
func unitFiles(files *source.Files, unit string) (list []*source.File) {
	for _, f := range files.Below(unit) {
		if rest := f.Path[len(unit):]; rest == "" || rest[0] == '.' || rest[0] == '/' {
			list = append(list, f)
		}
	}
	return list
}

// pageState says of a page with a problem of its own, or with one of what all pages have,
// whether it is as it was before, or is shown as far as it goes.
func (b *build) pageState(p site.Page) (before, partly bool) {
	for u, better := range b.staleUnits {
		if p.Facts != "" && u == unitOf(p.Facts) || !strings.HasPrefix(u, "content/") || u == unitOf(content.ConfigPath) {
			before, partly = before || better, partly || !better
		}
	}
	return before, partly && !before
}
