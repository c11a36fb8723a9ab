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

// A build is the site of the sources as they are, and the site that is served. The two differ
// while there are problems: then each unit (see unitOf) with a problem is served as it was when it
// last had none. So a mistake in one file holds back no other, and no page, card or menu shows a
// part of what a file says.
type build struct {
	files       *source.Files // the sources as they are
	unread      []source.Problem
	latest      site.Result   // of files
	servedFiles *source.Files // files, with the stale units as they were
	served      site.Result   // of servedFiles
	// staleUnits are the units with a problem: true for one that is served as it last was without,
	// false for one that has never been without and is served as far as it goes.
	staleUnits map[string]bool
}

// build builds the site of the sources.
func (r *rebuilder) build() (b build) {
	at, _ := r.instant()
	o := site.Options{Now: at, Drafts: r.flags.drafts, Store: r.store}
	old := r.current.Load()
	r.builder.Build(func(m *memo.Memory) []*source.Files {
		files := r.sources.Files()
		b = build{files: files, unread: r.sources.Unread(), servedFiles: files, staleUnits: map[string]bool{}}
		b.latest = site.Build(m, files, o)
		b.served = b.latest
		b.putBackLastGood(m, o, old)
		return []*source.Files{b.files, b.servedFiles}
	})
	return b
}

// putBackLastGood builds what is served, where that is not the latest.
func (b *build) putBackLastGood(m *memo.Memory, o site.Options, old *snapshot) {
	// A broken site.yaml makes right entries look wrong, so it is put back before the others are
	// judged.
	for _, config := range []bool{true, false} {
		faulty := faultyUnits(b.served.Problems, b.unread)
		maps.DeleteFunc(faulty, func(u string, _ bool) bool { return config != (u == unitOf(content.ConfigPath)) })
		b.addFaulty(faulty, old)
		b.buildServed(m, o, old)
	}
	for b.dropLastGood(faultyUnits(b.served.Problems)) {
		b.buildServed(m, o, old)
	}
}

// addFaulty adds units to staleUnits: as true where old serves them without a problem, or as they
// last were without.
func (b *build) addFaulty(faulty map[string]bool, old *snapshot) {
	for u := range faulty {
		if _, known := b.staleUnits[u]; known {
			continue
		}
		b.staleUnits[u] = false
		if old != nil {
			lastGood, stale := old.staleUnits[u]
			b.staleUnits[u] = (lastGood || !stale) && len(unitFiles(old.servedFiles, u)) > 0
		}
	}
}

// dropLastGood has the units that have a problem even as they last were, now that other units
// differ from then, served as far as they go. It reports whether there are any.
func (b *build) dropLastGood(faulty map[string]bool) (dropped bool) {
	for u := range faulty {
		dropped = dropped || b.staleUnits[u]
		if _, known := b.staleUnits[u]; known {
			b.staleUnits[u] = false
		}
	}
	return dropped
}

// buildServed builds the site of the sources with the stale units that were good as they were.
func (b *build) buildServed(m *memo.Memory, o site.Options, old *snapshot) {
	if len(b.staleUnits) == 0 {
		return
	}
	var put []*source.File
	var removed []string
	for u, lastGood := range b.staleUnits {
		if !lastGood {
			continue
		}
		was, is := unitFiles(old.servedFiles, u), unitFiles(b.files, u)
		if slices.EqualFunc(was, is, sameFile) {
			continue
		}
		put = append(put, was...)
		for _, f := range is {
			removed = append(removed, f.Path)
		}
	}
	files := b.files.With(put, removed)
	if slices.EqualFunc(files.All(), b.servedFiles.All(), sameFile) {
		return
	}
	b.servedFiles, b.served = files, site.Build(m, files, o)
}

func sameFile(a, b *source.File) bool { return a.Path == b.Path && a.Digest() == b.Digest() }

// faultyUnits returns the units of the problems that keep the site from being published.
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

// unitOf returns the unit of a file, which is served as it is or as it was as a whole: the entry
// in all languages with its media, as "content/films/zero"; all layouts, which refer to each
// other, as "layouts"; else the file alone.
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

// unitFiles returns the files of a unit.
func unitFiles(files *source.Files, unit string) (list []*source.File) {
	for _, f := range files.Below(unit) {
		if rest := f.Path[len(unit):]; rest == "" || rest[0] == '.' || rest[0] == '/' {
			list = append(list, f)
		}
	}
	return list
}

// pageState reports how a page with problems, of its own or of what all pages have, is served: as
// it last was without, or as far as it goes.
func (b *build) pageState(p site.Page) (before, partly bool) {
	for u, lastGood := range b.staleUnits {
		own := p.Facts != "" && u == unitOf(p.Facts)
		if own || !strings.HasPrefix(u, "content/") || u == unitOf(content.ConfigPath) {
			before, partly = before || lastGood, partly || !lastGood
		}
	}
	return before, partly && !before
}
