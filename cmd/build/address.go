package main

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// goneAddresses remarks which addresses the last build published and this one has not, with the line to add: addresses
// are promises. Pages of lists are none, for they come and go with what is listed.
func goneAddresses(last []string, r site.Result) (ps []source.Problem) {
	for _, old := range last {
		dir := path.Dir(path.Dir(old))
		if path.Base(old) != "index.html" || dir == "." || strings.Contains(old, "/page/") ||
			strings.Count(strings.TrimPrefix(old, languageOf(old, r)), "/") != 2 {
			continue
		}
		if _, ok := r.Tree.Get(old); ok {
			continue
		}
		p := source.Problem{Path: content.ConfigPath, Warning: true,
			What: source.Msg("the address /%s/ was published and is gone", "l’adresse /%s/ a été publiée et a disparu",
				path.Dir(old)),
			Hint: source.Msg("where it went, add: aliases: [/%s/]", "là où elle est allée, ajoutez : aliases: [/%s/]",
				path.Dir(old))}
		if to := newPage(dir, last, r); to != "" {
			p.Path = to
		}
		ps = append(ps, p)
	}
	return ps
}

// languageOf is the folder of the language that a path is in, with its slash, or "".
func languageOf(p string, r site.Result) string {
	first, _, _ := strings.Cut(p, "/")
	for _, l := range r.Site.Config.Languages[1:] {
		if l.Code == first {
			return first + "/"
		}
	}
	return ""
}

// newPage is the file of the one page of a folder that was not there before, or "" where there is none or several.
func newPage(dir string, last []string, r site.Result) (file string) {
	for _, p := range r.Pages {
		if path.Dir(path.Dir(p.Path)) != dir || p.Source == "" {
			continue
		}
		if _, ok := slices.BinarySearch(last, p.Path); ok {
			continue
		}
		if file != "" {
			return ""
		}
		file = p.Source
	}
	return file
}
