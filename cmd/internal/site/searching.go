package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/search"
	"artsfactory/cmd/internal/view"
)

// searchFolder is where the search indexes are, in the tree.
const searchFolder = "search-index"

// searchIndexPath is the beginning of the names of the files of a language's index.
func (rs *resolvedSite) searchIndexPath(lang int) string {
	return searchFolder + "/" + rs.Config.Languages[lang].Code
}

// searchable are the pages of a language that can be searched: all but those that search engines are asked to
// leave out, those that list a part of what another lists, and the one that searches. Pages of words come first, then
// entries by kind, as results that answer equally well do.
func (rs *resolvedSite) searchable(lang int) (list []*view.Route) {
	for _, rt := range rs.routes.list {
		if rt.Lang == lang && !rt.NoIndex && rt.Facet == "" && rt.Page == 0 && rt.Layout != "search" {
			list = append(list, rt)
		}
	}
	kind := func(rt *view.Route) int {
		if rt.Layout == "list" {
			return -1
		}
		return slices.Index(content.Kinds, content.KindOf(rt.Folder))
	}
	slices.SortStableFunc(list, func(a, b *view.Route) int { return kind(a) - kind(b) })
	return list
}

// searchedByTitle are the same in the order of their titles.
func (r *renderer) searchedByTitle(lang int) []view.Searched {
	type keyed struct {
		view.Searched
		key string
	}
	var list []keyed
	for _, rt := range r.searchable(lang) {
		x := keyed{view.Searched{Route: rt, Letter: "#"}, search.SortKey(r.views[lang].Title(rt).Plain)}
		if first, _ := utf8.DecodeRuneInString(x.key); first > '9' && first != utf8.RuneError {
			x.Letter = strings.ToUpper(string(first))
		}
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b keyed) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.Path, b.Path))
	})
	out := make([]view.Searched, len(list))
	for i, x := range list {
		out[i] = x.Searched
	}
	return out
}

// addSearch plans the index of every language that has a page to search it. How many files it has follows from the
// number of pages: what they hold is only known once all bodies have been read.
func (p *plan) addSearch(rs *resolvedSite) {
	for lang := range rs.Config.Languages {
		if !rs.hasSearch(lang) {
			continue
		}
		add := func(name string, pick func(search.Encoded) []byte) {
			p.files = append(p.files, plannedFile{path: rs.searchIndexPath(lang) + name, lang: lang, index: pick})
		}
		add(".txt", func(e search.Encoded) []byte { return e.Main })
		words, pages := search.Files(len(rs.searchable(lang)))
		for i := range words {
			add(fmt.Sprintf("-words-%d.txt", i), func(e search.Encoded) []byte { return e.Words[i] })
		}
		for i := range pages {
			add(fmt.Sprintf("-pages-%d.txt", i), func(e search.Encoded) []byte { return e.Pages[i] })
		}
	}
}

func (rs *resolvedSite) hasSearch(lang int) bool {
	return slices.ContainsFunc(rs.Pages, func(p *content.Page) bool {
		return p.Template == "search" && rs.routes.page(&p.Entry, lang) != nil
	})
}

// searchIndexes make the index of each language once it is asked for, from the bodies of one build.
func (r *renderer) searchIndexes(parsed *parsedFiles) []func() search.Encoded {
	list := make([]func() search.Encoded, len(r.Config.Languages))
	for lang := range list {
		list[lang] = sync.OnceValue(func() search.Encoded {
			x := search.New()
			for _, rt := range r.searchable(lang) {
				x.Add(r.searchPage(rt, parsed))
			}
			return x.Encode()
		})
	}
	return list
}

func (r *renderer) searchPage(rt *view.Route, parsed *parsedFiles) search.Page {
	t := r.views[rt.Lang].SearchText(rt)
	p := search.Page{URL: rt.URL, Kind: t.Kind, Title: t.Title, Detail: t.Detail, Summary: t.Summary,
		Titles: t.Titles, Names: t.Names, Facts: t.Facts}
	var body *body
	if record := r.record(rt); record != nil && record.Base().Files[rt.Lang] != nil {
		body = parsed.body(record.Base().Files[rt.Lang].Path)
	}
	p.Text = func(yield func(string) bool) {
		for _, html := range t.Values {
			if !yield(html) {
				return
			}
		}
		if body == nil {
			return
		}
		for _, part := range body.Parts {
			if part.HTML != "" && !yield(part.HTML) {
				return
			}
		}
	}
	return p
}
