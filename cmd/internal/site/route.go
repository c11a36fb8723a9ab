package site

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A redirect leads from an old address to a page.
type redirect struct {
	path string
	to   *view.Route
}

// routes are the addresses of a site. They never change once they are made.
type routes struct {
	list      []*view.Route // sorted by path
	byEntry   map[string][]*view.Route
	byGroup   map[string][]*view.Route
	redirects []redirect
	problems  []source.Problem
	pages     []Page
	locations map[string]fileLocation // of the Markdown files of entries, by path
	uncertain bool                    // some addresses are

	base      string           // path of the base URL, with slashes at both ends
	owners    map[string]owner // by folded path
	languages []content.Language
}

func (rs *resolvedSite) newRoutes() *routes {
	n := len(rs.entries) * len(rs.Config.Languages)
	r := &routes{
		list: make([]*view.Route, 0, n), base: rs.base.EscapedPath(), languages: rs.Config.Languages,
		byEntry: make(map[string][]*view.Route, len(rs.entries)), byGroup: make(map[string][]*view.Route,
			len(rs.entries)),
		owners: make(map[string]owner, n), locations: make(map[string]fileLocation, n), uncertain: rs.Config.Uncertain,
	}
	for _, name := range []string{"assets", "sitemap.xml", "robots.txt", "_headers", "_redirects", ".htaccess",
		"favicon.ico", searchFolder} {
		r.owners[name] = owner{from: reserved}
	}
	for lang := range r.languages {
		for _, name := range outputNames {
			r.owners[r.prefix(lang)+name] = owner{from: reserved}
		}
	}
	for lang := range r.languages[1:] {
		r.owners[r.languages[lang+1].Code] = owner{from: reserved}
	}
	// Pages take their addresses first, then lists, then all else by path.
	var others []int
	indexes := map[string]int{} // index.md of a list, by folder
	for i, e := range rs.entries {
		base := e.record.Base()
		r.uncertain = r.uncertain || addressUncertain(base)
		for lang, t := range base.Files {
			if t != nil {
				r.locations[t.Path] = fileLocation{e.shard, e.files[lang]}
			}
		}
		switch page, ok := e.record.(*content.Page); {
		case !e.shown:
		case ok && base.ID == "index" && base.Folder != content.PageKind.Folder():
			indexes[base.Folder] = i
		case ok:
			r.addPage(page, i)
		default:
			others = append(others, i)
		}
	}
	r.addLists(rs, indexes)
	for _, i := range others {
		r.addEntry(rs, i)
	}
	for _, e := range rs.entries {
		if e.shown {
			r.aliases(e.record.Base())
		}
	}
	for _, e := range rs.entries {
		if e.shown {
			r.aliasesInOthers(rs, e.record.Base())
		}
	}
	r.oldSegments(rs.Config)
	slices.SortFunc(r.list, func(a, b *view.Route) int { return strings.Compare(a.Path, b.Path) })
	r.pages = r.listPages(rs.entries)
	return r
}

// reserved marks the addresses that no entry may take.
const reserved = "layouts/"

// nameOf is how an entry is known in byEntry and to editors: "films/zero".
func nameOf(e *content.Entry) string { return e.Folder + "/" + e.ID }

// addPage gives a page of content/pages/ its addresses.
func (r *routes) addPage(p *content.Page, entry int) {
	for lang, file := range p.Files {
		if file == nil {
			continue
		}
		rt := &view.Route{Lang: lang, Kind: "page", Layout: "page", Folder: p.Folder, Entry: entry,
			Group: nameOf(&p.Entry)}
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
		r.add(rt, file.Path, &p.Entry)
	}
}

// addLists gives a page to every folder that has entries, or an index.md: indexes are these, by
// folder.
func (r *routes) addLists(rs *resolvedSite, indexes map[string]int) {
	for _, k := range content.Kinds[1:] {
		entry, ok := indexes[k.Folder()]
		if !ok {
			if rs.Count(k) == 0 {
				continue
			}
			entry = view.NoEntry
		}
		var page *content.Entry
		if ok {
			page = rs.entries[entry].record.Base()
		}
		for lang := range r.languages {
			path := r.prefix(lang) + rs.Config.Segment(k.Folder(), lang) + "/"
			first := view.Route{Lang: lang, Kind: listKind(k), Layout: "list", Folder: k.Folder(),
				Group: k.Folder() + "/",
				Entry: entry, Path: path + "index.html"}
			r.addPaged(first, path, view.ListPages(rs.Site, k, lang, nil), page)
			if k == content.FilmKind {
				r.addFilters(rs, lang, path)
			}
		}
	}
}

// listKind is the data-kind of the page that lists a kind: the folder, where that is not what an entry is called too.
func listKind(k content.Kind) string {
	if k.Folder() == string(k) {
		return k.Folder() + "-list"
	}
	return k.Folder()
}

// addFilters gives a page to every value that films can be filtered by, below the path of their list.
func (r *routes) addFilters(rs *resolvedSite, lang int, path string) {
	folder := content.FilmKind.Folder()
	for _, f := range rs.facets {
		for i, v := range f.Values {
			name := f.Name + "/" + v.Slug + "/"
			first := view.Route{Lang: lang, Kind: "films-by", Layout: "list", Folder: folder, Group: folder + "/" +
				name,
				Entry: view.NoEntry, Facet: f.Name, Value: v.Slug, Path: path + name + "index.html"}
			r.addPaged(first, path+name, view.ListPages(rs.Site, content.FilmKind, lang, &f.Values[i]), nil)
		}
	}
}

// addPaged gives the pages of a list their addresses: the first the path, the others one below it.
func (r *routes) addPaged(first view.Route, path string, pages int, about *content.Entry) {
	r.add(&first, content.ConfigPath, about)
	for n := 2; n <= pages; n++ {
		rt := first
		rt.Page, rt.Entry, rt.Group = n, view.NoEntry, view.PageGroup(first.Group, n)
		rt.Path = path + "page/" + strconv.Itoa(n) + "/index.html"
		r.add(&rt, content.ConfigPath, nil)
	}
}

// addEntry gives an entry of the other kinds its addresses.
func (r *routes) addEntry(rs *resolvedSite, entry int) {
	e := rs.entries[entry].record.Base()
	layout := view.Layout(e.Kind)
	for lang, file := range e.Files {
		if file == nil {
			continue
		}
		path := r.prefix(lang) + rs.Config.Segment(e.Folder, lang) + "/" + r.slug(e, lang) + "/index.html"
		r.add(&view.Route{Lang: lang, Kind: string(e.Kind), Layout: layout, Folder: e.Folder, Entry: entry,
			Group: nameOf(e),
			Path:  path}, file.Path, e)
	}
}

// prefix is where the pages of a language begin: the default one at the root.
func (r *routes) prefix(lang int) string {
	if lang == 0 {
		return ""
	}
	return r.languages[lang].Code + "/"
}

// slug is the last part of an entry's address: the slug its file says in that language, else
// the one of the default language, else its identity.
func (r *routes) slug(e *content.Entry, lang int) string {
	if s, _ := e.Slug.In(lang); content.IsAddressPart(s) {
		return s
	}
	return e.ID
}

// add gives a page its address, which the file at from wants for it; about is nil where the
// page is about no entry.
func (r *routes) add(rt *view.Route, from string, about *content.Entry) {
	if rt.Kind == "home" && rt.Lang > 0 {
		delete(r.owners, r.languages[rt.Lang].Code)
	}
	uncertain := about != nil && addressUncertain(about)
	if other, ok := r.reserve(rt.Path, owner{from, rt, uncertain}); !ok {
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
	rt.URL = r.base + (&url.URL{Path: strings.TrimSuffix(rt.Path, "index.html")}).EscapedPath()
	r.list = append(r.list, rt)
	same := r.byGroup[rt.Group]
	if same == nil {
		same = make([]*view.Route, len(r.languages))
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

// listPages says where each page comes from.
func (r *routes) listPages(entries []entry) []Page {
	out := make([]Page, len(r.list))
	for i, rt := range r.list {
		p := Page{Path: rt.Path, URL: rt.URL, Lang: r.languages[rt.Lang].Code, Kind: rt.Kind, Group: rt.Group}
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
