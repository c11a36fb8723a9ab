package main

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// goneAddresses remarks which addresses the last build published and this one has not, with the line to add: addresses
// are promises. Last are the paths of that build, sorted.
func goneAddresses(last []string, r site.Result) (ps []source.Problem) {
	var gone []string
	has := func(p string) bool { _, ok := slices.BinarySearch(last, p); return ok }
	for _, old := range last {
		if _, ok := r.Tree.Get(old); !ok && hosting.PageAddress(old, has) != "" {
			gone = append(gone, old)
		}
	}
	told := map[string]bool{} // folders whose name in addresses is another, below which all is gone
	for _, old := range gone {
		if was := path.Dir(old); path.Base(old) == "index.html" {
			if p, ok := movedFolder(was, gone, has, r); ok {
				told[was] = true
				ps = append(ps, p)
			}
		}
	}
	for _, old := range gone {
		dir := path.Dir(old)
		if told[dir] || told[path.Dir(dir)] {
			continue
		}
		address := "/" + hosting.PageAddress(old, has)
		p := source.Problem{Path: content.ConfigPath, Warning: true,
			What: source.Msg("the address %s was published and is gone", "l’adresse %s a été publiée et a disparu",
				address),
			Hint: source.Msg("where it went, add: aliases: [%s]", "là où elle est allée, ajoutez : aliases: [%s]",
				address)}
		if to := newPage(path.Dir(dir), has, r); to != "" {
			p.Path = to
		}
		ps = append(ps, p)
	}
	return ps
}

// movedFolder remarks that a list, and with it what it lists, has another segment in addresses than it had: the
// first list that is new in the language, and has an entry under the name of one that is gone.
func movedFolder(was string, gone []string, has func(string) bool, r site.Result) (p source.Problem, moved bool) {
	for _, page := range r.Pages {
		now := path.Dir(page.Path)
		if folder, isList := strings.CutSuffix(page.Group, "/"); isList && !has(page.Path) &&
			path.Dir(now) == path.Dir(was) && slices.ContainsFunc(gone, func(old string) bool {
			rest, below := strings.CutPrefix(old, was+"/")
			_, there := r.Tree.Get(now + "/" + rest)
			return below && there
		}) {
			was, now := path.Base(was), path.Base(now)
			return source.Problem{Path: content.ConfigPath, Warning: true,
				What: source.Msg("the addresses of %s began with %s, and are gone",
					"les adresses de %s commençaient par %s, et ont disparu", folder, was),
				Hint: source.Msg("in “segments”, write: %s: {%s: [%s, %s]}",
					"dans « segments », écrivez : %s: {%s: [%s, %s]}", folder, page.Lang, now, was)}, true
		}
	}
	return p, false
}

// newPage is the file of the one page of a folder that was not there before, or "" where there is none or several.
func newPage(dir string, has func(string) bool, r site.Result) (file string) {
	for _, p := range r.Pages {
		if path.Dir(path.Dir(p.Path)) != dir || p.Source == "" || has(p.Path) {
			continue
		}
		if file != "" {
			return ""
		}
		file = p.Source
	}
	return file
}
