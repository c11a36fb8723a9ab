package site

import (
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A redirect leads from an old address to a page.
type redirect struct {
	path string
	to   *view.Route
}

// routes are the addresses of a site, and what else of it stays as long as no file comes or
// goes and none changes its address. They never change once they are made.
type routes struct {
	list      []*view.Route // sorted by path
	byEntry   map[string][]*view.Route
	byGroup   map[string][]*view.Route
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
		all = append(append(all, f.Name...), 0)
		for _, v := range f.Values {
			all = append(append(all, v.Slug...), 0)
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
	r := &routes{byEntry: make(map[string][]*view.Route, len(l.entries)), byGroup: make(map[string][]*view.Route, len(l.entries)), taken: make(map[string]claim, n),
		list: make([]*view.Route, 0, n), base: l.base.EscapedPath(), langs: l.Config.Languages, places: make(map[string]place, n), guessed: l.Config.Uncertain}
	for _, name := range []string{"assets", "sitemap.xml", "robots.txt", "_headers"} {
		r.taken[name] = claim{from: own}
	}
	for lang := range r.langs[1:] {
		r.taken[r.langs[lang+1].Code] = claim{from: own}
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
	slices.SortFunc(r.list, func(a, b *view.Route) int { return strings.Compare(a.Path, b.Path) })
	r.pages = r.listPages(l.entries)
	return r
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
		rt := &view.Route{Lang: lang, Kind: "page", Layout: "page", Folder: p.Folder, Entry: entry, Group: nameOf(&p.Entry)}
		if p.Template != "" {
			rt.Kind, rt.Layout = p.Template, p.Template
		}
		rt.Path = r.prefix(lang) + r.slug(&p.Entry, lang) + "/index.html"
		switch {
		case p.ID == "index":
			rt.Kind, rt.Path = "home", r.prefix(lang)+"index.html"
		case p.Template == "not-found":
			rt.Kind, rt.Path, rt.NoIndex = "404", r.prefix(lang)+"404.html", true
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
			entry = view.NoEntry
		}
		var page *content.Entry
		if ok {
			page = l.entries[entry].record.Base()
		}
		for lang := range r.langs {
			path := r.prefix(lang) + l.Config.Segment(k.Folder(), lang) + "/"
			r.add(&view.Route{Lang: lang, Kind: k.Folder(), Layout: "list", Folder: k.Folder(), Group: k.Folder() + "/", Entry: entry, Path: path + "index.html"}, content.ConfigPath, page)
			if k != content.FilmKind {
				continue
			}
			for _, f := range l.facets {
				for _, v := range f.Values {
					name := f.Name + "/" + v.Slug
					r.add(&view.Route{Lang: lang, Kind: "films-by", Layout: "list", Folder: k.Folder(), Group: "films/" + name, Entry: view.NoEntry, Facet: f.Name, Value: v.Slug,
						Path: path + name + "/index.html"}, content.ConfigPath, nil)
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
		r.add(&view.Route{Lang: lang, Kind: string(e.Kind), Layout: main, Folder: e.Folder, Entry: entry, Group: nameOf(e),
			Path: r.prefix(lang) + l.Config.Segment(e.Folder, lang) + "/" + r.slug(e, lang) + "/index.html"}, text.Path, e)
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
func (r *routes) add(rt *view.Route, from string, about *content.Entry) {
	if rt.Kind == "home" && rt.Lang > 0 {
		delete(r.taken, r.langs[rt.Lang].Code)
	}
	uncertain := about != nil && guessed(about)
	if other, ok := r.claim(rt.Path, claim{from, rt, uncertain}); !ok {
		if uncertain {
			return
		}
		var at content.Pos
		if about != nil && about.Slug.Has(rt.Lang) {
			at = about.Files[rt.Lang].At("slug")
		}
		r.conflict(from, at, r.base+strings.TrimSuffix(rt.Path, "index.html"), other)
		return
	}
	rt.URL = r.base + strings.TrimSuffix(rt.Path, "index.html")
	r.list = append(r.list, rt)
	same := r.byGroup[rt.Group]
	if same == nil {
		same = make([]*view.Route, len(r.langs))
		r.byGroup[rt.Group] = same
		if about != nil {
			r.byEntry[nameOf(about)] = same // all pages of a group are about one entry
		}
	}
	same[rt.Lang] = rt
}

// to is the page of an entry in a language, or in the default one where it is not translated,
// or nil where the entry has no page.
func (r *routes) to(name string, lang int) *view.Route {
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
		return rt.URL
	}
	return r.base
}

// listOf is the page of a folder's list.
func (r *routes) listOf(folder string, lang int) *view.Route {
	if list := r.byGroup[folder+"/"]; list != nil {
		return list[lang]
	}
	return nil
}

// identity identifies all that a link can lead to: files, entries, addresses.
func (r *routes) identity(chunks []*chunk, entries []entry) source.Digest {
	all := make([]byte, 0, 16*len(chunks)+128*len(r.list))
	for _, x := range chunks {
		all = append(all, x.paths[:]...)
	}
	for _, rt := range r.list {
		all = append(append(append(append(all, rt.Path...), 0), rt.Group...), 0, byte(rt.Lang))
		if rt.Entry != view.NoEntry {
			all = append(all, entries[rt.Entry].record.Base().Path()...)
		}
		all = append(all, 0)
	}
	return source.Sum(strconv.AppendBool(append(all, 0), r.guessed), []byte(r.base))
}

// listPages says where each page comes from.
func (r *routes) listPages(entries []entry) []Page {
	out := make([]Page, len(r.list))
	for i, rt := range r.list {
		p := Page{Path: rt.Path, URL: rt.URL, Lang: r.langs[rt.Lang].Code, Kind: rt.Kind, Group: rt.Group}
		if rt.Entry != view.NoEntry {
			e := entries[rt.Entry].record.Base()
			p.Facts = e.Path()
			p.Source = p.Facts
			if t := e.Files[rt.Lang]; t != nil {
				p.Source = t.Path
			}
		}
		out[i] = p
	}
	return out
}
