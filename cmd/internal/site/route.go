package site

import (
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A route is one page and its address.
type route struct {
	path    string // in the tree
	url     string // from the host's root, base path included
	lang    int
	kind    string // data-kind
	main    string // layout
	folder  string
	group   string // the same for the page in other languages
	entry   int    // what the page is about, of the site's entries; none for lists without a page of their own
	facet   string // of a filtered list, whose slug says the value
	slug    string
	noIndex bool
	guessed bool // its address may be another, for what says it cannot be read
}

const noEntry = -1

// A redirect leads from an old address to a page.
type redirect struct {
	path string
	to   *route
}

// routes are the addresses of a site, and what else of it stays as long as no file comes or
// goes and none changes its address. They never change once they are made.
type routes struct {
	list      []*route // sorted by path
	byEntry   map[string][]*route
	byGroup   map[string][]*route
	redirects []redirect
	problems  []source.Problem
	pages     []Page
	places    map[string]place // of the Markdown files of entries, by path
	guessed   bool             // some addresses are
	names     source.Digest    // of all that links can lead to
	key       routesKey

	base  string           // path of the base URL, with slashes at both ends
	taken map[string]claim // by folded path
	langs []content.Language
}

type routesKey struct {
	entries, config source.Digest
	base            string
}

// routesOf are the routes of the site, from memory where no address changes.
func (l *linked) routesOf(m *memo.Memory, chunks []*chunk) *routes {
	if m == nil {
		return l.newRoutes(chunks)
	}
	all := make([]byte, 0, 48*len(chunks))
	for i, x := range chunks {
		all = append(append(append(append(all, x.paths[:]...), x.addresses[:]...), l.shown[i]...), 0)
	}
	for _, k := range content.Kinds {
		all = append(strconv.AppendBool(append(all, k...), countOf(l.Site, k) > 0), 0)
	}
	for _, f := range l.facets {
		all = append(append(all, f.name...), 0)
		for _, v := range f.values {
			all = append(append(all, v.slug...), 0)
		}
	}
	k := routesKey{source.Sum(all), l.Config.Digest, l.base.String()}
	return memo.Do(m, k, func() *routes {
		r := l.newRoutes(chunks)
		r.key, r.names = k, r.identity(chunks, l.entries)
		return r
	})
}

// addressID identifies what the entries of a bundle put into routes.
func addressID(entries []bundled) source.Digest {
	var all []byte
	say := func(s string) { all = append(append(all, s...), 0) }
	at := func(p content.Pos) {
		all = append(strconv.AppendInt(append(strconv.AppendInt(all, int64(p.Line), 10), ':'), int64(p.Col), 10), 0)
	}
	for _, x := range entries {
		e := x.record.Base()
		say(string(e.Kind))
		say(nameOf(e))
		say(strconv.FormatBool(guessed(e)))
		if p, ok := x.record.(*content.Page); ok {
			say(p.Template)
		}
		for lang, t := range e.Files {
			if t == nil {
				say("")
				continue
			}
			say(t.Path)
			say(strconv.Itoa(x.parts[lang]))
			slug, _ := e.Slug.In(lang)
			say(slug)
			if e.Slug.Has(lang) {
				at(t.At("slug"))
			}
			if lang < len(e.Aliases.In) {
				for _, a := range e.Aliases.In[lang] {
					say(a.Path)
					at(a.Pos)
				}
			}
		}
	}
	return source.Sum(all)
}

func (l *linked) newRoutes(chunks []*chunk) *routes {
	n := len(l.entries) * len(l.Config.Languages)
	r := &routes{byEntry: make(map[string][]*route, len(l.entries)), byGroup: make(map[string][]*route, len(l.entries)), taken: make(map[string]claim, n),
		list: make([]*route, 0, n), base: l.base.EscapedPath(), langs: l.Config.Languages, places: make(map[string]place, n), guessed: l.Config.Guessed}
	for _, name := range []string{"assets", "sitemap.xml", "robots.txt", "_headers"} {
		r.taken[name] = claim{own, nil}
	}
	for lang := range r.langs[1:] {
		r.taken[r.langs[lang+1].Code] = claim{own, nil}
	}
	// Pages take their addresses first, then lists, then all else by path.
	var others []int
	lists := map[string]int{} // by folder
	for i, e := range l.entries {
		base := e.record.Base()
		r.guessed = r.guessed || guessed(base)
		for lang, t := range base.Files {
			if t != nil {
				r.places[t.Path] = place{e.chunk, e.parts[lang]}
			}
		}
		switch page, ok := e.record.(*content.Page); {
		case !e.shown:
		case ok && base.ID == "index" && base.Folder != content.PageKind.Folder():
			lists[base.Folder] = i
		case ok:
			r.page(l, page, i)
		default:
			others = append(others, i)
		}
	}
	r.lists(l, lists)
	for _, i := range others {
		r.entry(l, i)
	}
	for _, e := range l.entries {
		if e.shown {
			r.aliases(e.record.Base())
		}
	}
	slices.SortFunc(r.list, func(a, b *route) int { return strings.Compare(a.path, b.path) })
	r.pages = r.listPages(l.entries)
	return r
}

func appendAll[T content.Record](all []content.Record, list []T) []content.Record {
	for _, x := range list {
		all = append(all, x)
	}
	return all
}

// own marks the addresses that no entry may take.
const own = "layouts/"

// nameOf is how an entry is known in byEntry and to editors: "films/zero".
func nameOf(e *content.Entry) string { return e.Folder + "/" + e.ID }

func (r *routes) page(l *linked, p *content.Page, entry int) {
	for lang, text := range p.Files {
		if text == nil {
			continue
		}
		rt := &route{lang: lang, kind: "page", main: "page", folder: p.Folder, entry: entry, group: nameOf(&p.Entry)}
		if p.Template != "" {
			rt.kind, rt.main = p.Template, p.Template
		}
		rt.path = r.prefix(lang) + r.slug(&p.Entry, lang) + "/index.html"
		switch {
		case p.ID == "index":
			rt.kind, rt.path = "home", r.prefix(lang)+"index.html"
		case p.Template == "not-found":
			rt.kind, rt.path, rt.noIndex = "404", r.prefix(lang)+"404.html", true
		}
		r.add(rt, text.Path, &p.Entry)
	}
}

// lists gives a page to every folder that has entries, or words of its own: those of the entry
// that words says.
func (r *routes) lists(l *linked, words map[string]int) {
	for _, k := range content.Kinds[1:] {
		entry, ok := words[k.Folder()]
		if !ok {
			if countOf(l.Site, k) == 0 {
				continue
			}
			entry = noEntry
		}
		var page *content.Entry
		if ok {
			page = l.entries[entry].record.Base()
		}
		for lang := range r.langs {
			path := r.prefix(lang) + l.Config.Segment(k.Folder(), lang) + "/"
			r.add(&route{lang: lang, kind: k.Folder(), main: "list", folder: k.Folder(), group: k.Folder() + "/", entry: entry, path: path + "index.html"}, content.ConfigPath, page)
			if k != content.FilmKind {
				continue
			}
			for _, f := range l.facets {
				for _, v := range f.values {
					name := f.name + "/" + v.slug
					r.add(&route{lang: lang, kind: "films-by", main: "list", folder: k.Folder(), group: "films/" + name, entry: noEntry, facet: f.name, slug: v.slug,
						path: path + name + "/index.html"}, content.ConfigPath, nil)
				}
			}
		}
	}
}

func countOf(s *content.Site, k content.Kind) int {
	switch k {
	case content.SessionKind:
		return len(s.Sessions)
	case content.MasterclassKind:
		return len(s.Masterclasses)
	case content.EventKind:
		return len(s.Events)
	case content.FilmKind:
		return len(s.Films)
	case content.PrizeKind:
		return len(s.Prizes)
	case content.PersonKind:
		return len(s.People)
	case content.PlaceKind:
		return len(s.Places)
	}
	return len(s.News)
}

func (r *routes) entry(l *linked, entry int) {
	e := l.entries[entry].record.Base()
	main := string(e.Kind)
	if e.Kind == content.MasterclassKind || e.Kind == content.EventKind {
		main = "meeting"
	}
	for lang, text := range e.Files {
		if text == nil {
			continue
		}
		r.add(&route{lang: lang, kind: string(e.Kind), main: main, folder: e.Folder, entry: entry, group: nameOf(e),
			path: r.prefix(lang) + l.Config.Segment(e.Folder, lang) + "/" + r.slug(e, lang) + "/index.html"}, text.Path, e)
	}
}

// prefix is where the pages of a language begin: the default one at the root.
func (r *routes) prefix(lang int) string {
	if lang == 0 {
		return ""
	}
	return r.langs[lang].Code + "/"
}

// slug is the last part of an entry's address: the slug its file says in that language, else
// the one of the default language, else its identity.
func (r *routes) slug(e *content.Entry, lang int) string {
	if s, _ := e.Slug.In(lang); content.IsSlug(s) {
		return s
	}
	return e.ID
}

// add gives a page its address, which the file at from wants for it; about is nil where the
// page is about no entry.
func (r *routes) add(rt *route, from string, about *content.Entry) {
	if rt.kind == "home" && rt.lang > 0 {
		delete(r.taken, r.langs[rt.lang].Code)
	}
	rt.guessed = about != nil && guessed(about)
	if other, ok := r.claim(rt.path, from, rt); !ok {
		if rt.guessed {
			return
		}
		var at content.Pos
		if about != nil && about.Slug.Has(rt.lang) {
			at = about.Files[rt.lang].At("slug")
		}
		r.conflict(from, at, r.base+strings.TrimSuffix(rt.path, "index.html"), other)
		return
	}
	rt.url = r.base + strings.TrimSuffix(rt.path, "index.html")
	r.list = append(r.list, rt)
	same := r.byGroup[rt.group]
	if same == nil {
		same = make([]*route, len(r.langs))
		r.byGroup[rt.group] = same
		if about != nil {
			r.byEntry[nameOf(about)] = same // all pages of a group are about one entry
		}
	}
	same[rt.lang] = rt
}

// to is the page of an entry in a language, or in the default one where it is not translated,
// or nil where the entry has no page.
func (r *routes) to(name string, lang int) *route {
	list := r.byEntry[name]
	if list == nil {
		return nil
	}
	if list[lang] != nil {
		return list[lang]
	}
	return list[0]
}

// home is the address of the front page in a language, or in the default one where it is not
// translated.
func (r *routes) home(lang int) string {
	if rt := r.to("pages/index", lang); rt != nil {
		return rt.url
	}
	return r.base
}

// listOf is the page of a folder's list.
func (r *routes) listOf(folder string, lang int) *route {
	if list := r.byGroup[folder+"/"]; list != nil {
		return list[lang]
	}
	return nil
}

// link is the layouts' link to a route, which may be nil, with the label given.
func (v *viewer) link(rt *route, label layouts.Text) layouts.Link {
	if rt == nil {
		return layouts.Link{Label: label}
	}
	return layouts.Link{URL: rt.url, Label: label}
}

// identity identifies all that a link can lead to: files, entries, addresses.
func (r *routes) identity(chunks []*chunk, entries []entry) source.Digest {
	all := make([]byte, 0, 16*len(chunks)+128*len(r.list))
	for _, x := range chunks {
		all = append(all, x.paths[:]...)
	}
	for _, rt := range r.list {
		all = append(append(append(append(all, rt.path...), 0), rt.group...), 0, byte(rt.lang))
		if rt.entry != noEntry {
			all = append(all, entries[rt.entry].record.Base().Path()...)
		}
		all = append(all, 0)
	}
	return source.Sum(strconv.AppendBool(append(all, 0), r.guessed), []byte(r.base))
}

// listPages says where each page comes from.
func (r *routes) listPages(entries []entry) []Page {
	out := make([]Page, len(r.list))
	for i, rt := range r.list {
		p := Page{Path: rt.path, URL: rt.url, Lang: r.langs[rt.lang].Code, Kind: rt.kind, Group: rt.group}
		if rt.entry != noEntry {
			e := entries[rt.entry].record.Base()
			p.Facts = e.Path()
			p.Source = p.Facts
			if t := e.Files[rt.lang]; t != nil {
				p.Source = t.Path
			}
		}
		out[i] = p
	}
	return out
}
