package site

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/source"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A route is one page and its address.
type route struct {
	path    string // in the tree
	url     string // from the host's root, base path included
	lang    int
	kind    string // data-kind
	main    string // layout
	folder  string
	group   string         // the same for the page in other languages
	record  content.Record // what the page is about; nil for lists without a page of their own
	facet   *facetValue    // of a filtered list
	noIndex bool
}

// A redirect leads from an old address to a page.
type redirect struct {
	path string
	to   *route
}

// routes are the addresses of a site. They are made with the relations and never change.
type routes struct {
	list      []*route // sorted by path
	byEntry   map[string][]*route
	byGroup   map[string][]*route
	redirects []redirect
	problems  []source.Problem

	base  string           // path of the base URL, with slashes at both ends
	taken map[string]claim // by folded path
	langs []content.Language
}

func newRoutes(s *content.Site, base *url.URL, films []facet) *routes {
	all := records(s)
	n := len(all) * len(s.Config.Languages)
	r := &routes{byEntry: make(map[string][]*route, len(all)), byGroup: make(map[string][]*route, len(all)), taken: make(map[string]claim, n),
		list: make([]*route, 0, n), base: base.EscapedPath(), langs: s.Config.Languages}
	for _, name := range []string{"assets", "sitemap.xml", "robots.txt", "_headers"} {
		r.taken[name] = claim{own, nil}
	}
	for lang := range r.langs[1:] {
		r.taken[r.langs[lang+1].Code] = claim{own, nil}
	}
	r.pages(s)
	r.lists(s, films)
	for _, rec := range all {
		r.entry(s, rec)
	}
	for _, p := range s.Pages {
		r.aliases(s, p)
	}
	for _, rec := range all {
		r.aliases(s, rec)
	}
	slices.SortFunc(r.list, func(a, b *route) int { return strings.Compare(a.path, b.path) })
	return r
}

// records are all live entries but pages, in the order of their kinds.
func records(s *content.Site) []content.Record {
	var all []content.Record
	all = appendAll(all, s.Sessions)
	all = appendAll(all, s.Masterclasses)
	all = appendAll(all, s.Events)
	all = appendAll(all, s.Films)
	all = appendAll(all, s.Prizes)
	all = appendAll(all, s.People)
	all = appendAll(all, s.Places)
	return appendAll(all, s.News)
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

func (r *routes) pages(s *content.Site) {
	for _, p := range s.Pages {
		for lang, text := range p.Texts {
			if text == nil {
				continue
			}
			rt := &route{lang: lang, kind: "page", main: "page", folder: p.Folder, record: p, group: nameOf(&p.Entry)}
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
			r.add(rt, p.Texts[lang].Path, s)
		}
	}
}

// lists gives a page to every folder that has entries, or words of its own.
func (r *routes) lists(s *content.Site, films []facet) {
	for _, k := range content.Kinds[1:] {
		page := s.Lists[k.Folder()]
		if page == nil && countOf(s, k) == 0 {
			continue
		}
		for lang := range r.langs {
			rt := &route{lang: lang, kind: k.Folder(), main: "list", folder: k.Folder(), group: k.Folder() + "/"}
			if page != nil {
				rt.record = page
			}
			rt.path = r.prefix(lang) + s.Config.Segment(k.Folder(), lang) + "/index.html"
			r.add(rt, content.ConfigPath, s)
			if k != content.FilmKind {
				continue
			}
			for _, f := range films {
				for i := range f.values {
					v := &f.values[i]
					r.add(&route{lang: lang, kind: "films-by", main: "list", folder: k.Folder(), group: "films/" + f.name + "/" + v.slug, facet: v,
						path: r.prefix(lang) + s.Config.Segment(k.Folder(), lang) + "/" + f.name + "/" + v.slug + "/index.html"}, content.ConfigPath, s)
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

func (r *routes) entry(s *content.Site, rec content.Record) {
	e := rec.Base()
	if p, ok := rec.(*content.Person); ok && !p.Public() {
		return // an address would name them
	}
	main := string(e.Kind)
	if e.Kind == content.MasterclassKind || e.Kind == content.EventKind {
		main = "meeting"
	}
	for lang, text := range e.Texts {
		if text == nil {
			continue
		}
		r.add(&route{lang: lang, kind: string(e.Kind), main: main, folder: e.Folder, record: rec, group: nameOf(e),
			path: r.prefix(lang) + s.Config.Segment(e.Folder, lang) + "/" + r.slug(e, lang) + "/index.html"}, text.Path, s)
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

func (r *routes) add(rt *route, from string, s *content.Site) {
	if rt.kind == "home" && rt.lang > 0 {
		delete(r.taken, r.langs[rt.lang].Code)
	}
	if other, ok := r.claim(rt.path, from, rt); !ok {
		var at content.Pos
		if rt.record != nil && rt.record.Base().Slug.Has(rt.lang) {
			at = rt.record.Base().Texts[rt.lang].At("slug")
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
		if rt.record != nil && rt.facet == nil {
			r.byEntry[nameOf(rt.record.Base())] = same // all pages of a group are about one entry
		}
	}
	same[rt.lang] = rt
}

var folder = cases.Fold()

// A claim is the source that has an address, and its page if it is one.
type claim struct {
	from  string
	route *route
}

// at is the page at an address, or nil.
func (r *routes) at(url string) *route {
	path, ok := strings.CutPrefix(url, r.base)
	if rt := r.taken[foldPath(path)].route; ok && rt != nil && rt.url == url {
		return rt
	}
	return nil
}

// claim takes a path for a source, unless another has it.
func (r *routes) claim(path, from string, rt *route) (other string, ok bool) {
	k := foldPath(path)
	if other, taken := r.taken[k]; taken {
		return other.from, false
	}
	r.taken[k] = claim{from, rt}
	return "", true
}

// foldPath gives one form to paths that differ by letter case, Unicode form or a final
// index.html, for these make no difference on many hosts.
func foldPath(path string) string {
	k := strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "/")
	if strings.IndexFunc(k, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(k)
	}
	return norm.NFC.String(folder.String(k))
}

func (r *routes) conflict(from string, at content.Pos, address, other string) {
	if other == own {
		r.problems = append(r.problems, source.Problem{Path: from, Line: at.Line, Col: at.Col, What: source.Say("the address %s is the site’s own", "l’adresse %s est réservée au site", address),
			Hint: source.Say("rename the file, or give it a “slug:”", "renommez le fichier, ou donnez-lui un « slug: »")})
		return
	}
	r.problems = append(r.problems, source.Problem{Path: from, Line: at.Line, Col: at.Col, What: source.Say("the address %s is already that of %s", "l’adresse %s est déjà celle de %s", address, other),
		Hint: source.Say("rename one of the two, or give one a “slug:”", "renommez l’un des deux, ou donnez un « slug: » à l’un")})
}

func (r *routes) aliases(s *content.Site, rec content.Record) {
	e := rec.Base()
	for lang, list := range e.Aliases.In {
		to := r.to(nameOf(e), lang)
		for _, a := range list {
			path := strings.TrimPrefix(a.Path, "/")
			if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".htm") {
				path = strings.TrimSuffix(path, "/") + "/index.html"
			}
			from := e.Texts[lang].Path
			if other, ok := r.claim(path, from, nil); !ok {
				r.conflict(from, a.Pos, a.Path, other)
				continue
			}
			if to != nil {
				r.redirects = append(r.redirects, redirect{path, to})
			}
		}
	}
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
