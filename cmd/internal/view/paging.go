package view

import (
	"strconv"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// perPage is how many cards a page of a list shows: a row is of 2, 3 or 4, and so many still come within the first
// window of a connection, 13,000 bytes.
const perPage = 36

// pagesOf is how many pages n cards take.
func pagesOf(n int) int { return max(1, (n+perPage-1)/perPage) }

// PageGroup is the group of a page of a list whose first page has the group first.
func PageGroup(first string, page int) string {
	if page < 2 {
		return first
	}
	return first + "page/" + strconv.Itoa(page)
}

// ListPages is how many pages the list of a kind takes in a language: of all entries, or of the films of a value.
func ListPages(s *content.Site, k content.Kind, lang int, value *FacetValue) int {
	n := 0
	count := func(r content.Record) {
		if p, ok := r.(*content.Person); ok && !p.Public() {
			return
		}
		if s.Config.Fallback != "omit" || r.Base().Files[lang] != nil {
			n++
		}
	}
	if value != nil {
		for _, f := range value.films {
			count(f)
		}
		return pagesOf(n)
	}
	for _, r := range s.Records(k) {
		count(r)
	}
	return pagesOf(n)
}

// page is the number of a page of a list, from 1.
func (rt *Route) page() int { return max(1, rt.Page) }

// window are the parts of sections that stand on a page.
func window(sections []section, page int) []section {
	skip, left := (page-1)*perPage, perPage
	var out []section
	for _, s := range sections {
		n := min(skip, len(s.records))
		skip -= n
		s.records = s.records[n:min(len(s.records), n+left)]
		left -= len(s.records)
		if len(s.records) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// pageLinks lead from a page of a list to those before and after it, the first and the last; none where one page is
// all.
func (v *Builder) pageLinks(rt *Route, pages int) []layouts.Link {
	if pages == 1 {
		return nil
	}
	first := rt.Folder + "/"
	if rt.Facet != "" {
		first += rt.Facet + "/" + rt.Value + "/"
	}
	var out []layouts.Link
	for n := 1; n <= pages; n++ {
		if n > 1 && n < pages && (n < rt.page()-2 || n > rt.page()+2) {
			continue
		}
		if to := v.in.Translations(PageGroup(first, n)); to != nil && to[v.lang] != nil {
			out = append(out, layouts.Link{URL: to[v.lang].URL, Label: v.plain(strconv.Itoa(n)),
				Current: n == rt.page()})
		}
	}
	return out
}

// firstFilms are as many films of a session as another page shows of them, and the list of all where there are more.
func (v *Builder) firstFilms(s *content.Session) (list []layouts.Card, more string) {
	films := v.FilmsOf(s)
	if to := v.in.Translations("films/edition/" + s.ID + "/"); len(films) > 12 && to != nil && to[v.lang] != nil {
		films, more = films[:12], to[v.lang].URL
	}
	return withoutEdition(v, s, cards(v, films)), more
}
