package site

import (
	"bytes"
	"html"
	"slices"
	"sort"
	"strings"
	"sync"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// plan lists every file that visitors get, sorted. Pages are made when their bytes are asked
// for.
func (s *site) plan(m *memo.Memory) {
	files := make([]planned, 0, 2*len(s.routes.list))
	for _, rt := range s.routes.list {
		files = append(files, planned{path: rt.path, route: rt})
	}
	for _, r := range s.routes.redirects {
		files = append(files, planned{path: r.path, bytes: func() ([]byte, []source.Problem) { return s.redirectPage(r), nil }})
	}
	for _, f := range s.assets.files {
		files = append(files, planned{path: f.Path, bytes: f.Bytes})
	}
	files = append(files, s.arts(m)...)
	files = append(files, fixed("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+s.absolute(s.routes.base)+"sitemap.xml\n")),
		fixed("_headers", []byte(headers)), planned{path: "sitemap.xml", bytes: func() ([]byte, []source.Problem) { return s.sitemap(), nil }})
	s.files = unique(files)
	paths := make([]string, len(s.files))
	size := 0
	for i, f := range s.files {
		paths[i] = f.path
		size += len(f.path) + 1
	}
	var k outlineKey
	if m != nil {
		all := make([]byte, 0, size)
		for _, p := range paths {
			all = append(append(all, p...), 0)
		}
		k.paths = source.Sum(all)
	}
	r := memo.Do(m, k, func() outlined {
		o, err := public.NewOutline(paths)
		return outlined{o, err}
	})
	outline, err := r.outline, r.err
	s.problems = s.checkNav()
	if err != nil {
		problem := source.Problem{Path: content.ConfigPath, What: source.Say("the site cannot be laid out as files: %s", "le site ne peut pas devenir des fichiers : %s", err.Error())}
		if e, ok := err.(*public.Error); ok {
			problem.What, problem.Hint = e.What, e.Hint
		}
		s.problems = append(s.problems, problem)
		outline, _ = public.NewOutline(nil)
	}
	s.outline = outline
}

type outlineKey struct{ paths source.Digest }

type outlined struct {
	outline *public.Outline
	err     error
}

// A planned file of the tree is a page, or has its bytes.
type planned struct {
	path  string
	route *route
	bytes func() ([]byte, []source.Problem)
}

func fixed(path string, b []byte) planned {
	return planned{path: path, bytes: func() ([]byte, []source.Problem) { return b, nil }}
}

// unique keeps the first of files with one path: two pictures of the same content have one.
func unique(files []planned) []planned {
	slices.SortStableFunc(files, func(a, b planned) int { return strings.Compare(a.path, b.path) })
	return slices.CompactFunc(files, func(a, b planned) bool { return a.path == b.path })
}

// tree is the plan with the bodies of this build.
func (s *site) tree(t *texts) *public.Tree {
	return s.outline.Tree(func(i int, use func([]byte, []source.Problem)) {
		f := &s.files[i]
		if f.route == nil {
			use(f.bytes())
			return
		}
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		problems := s.render(b, f.route, t)
		use(b.Bytes(), problems)
	})
}

// render writes one page.
func (s *site) render(b *bytes.Buffer, rt *route, t *texts) []source.Problem {
	v := *s.views[rt.lang]
	v.look, v.texts = &looks{}, t
	p := v.page(rt)
	v.fill(p, rt)
	v.shareCard(rt)
	v.finish(p, rt, v.look)
	return s.layouts.Render(b, p)
}

// Pages are written into room that is there already: to grow it for each costs as much as to
// fill it.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// shareCard is the picture of the page in shared links.
func (v *viewer) shareCard(rt *route) {
	if rt.record == nil {
		return
	}
	i := imageOf(rt.record)
	if i == nil {
		return
	}
	if ph := v.assets.photos[content.Resolve(i.Dir, i.Src)]; ph != nil && ph.card != "" {
		v.look.card = v.absolute(v.routes.base + ph.card)
	}
}

// arts are the drawings that stand in for pictures. They are known before pages are made: the
// entries without a picture say which.
func (s *site) arts(m *memo.Memory) []planned {
	var shown []content.Record
	var k artsKey
	var all []byte
	for _, r := range records(s.Site) {
		if p, ok := r.(*content.Person); ok && !p.Public() {
			continue
		}
		shown = append(shown, r)
		if m != nil {
			a := artOf(r)
			all = append(append(append(append(all, a.kind...), 0), a.id...), 0)
		}
	}
	if m != nil {
		k.all = source.Sum(all)
	}
	s.drawings = memo.Steps(m, k, func(m *memo.Memory) map[artKey]drawing { return draw(m, shown) })
	files := make([]planned, 0, len(shown))
	for _, r := range shown {
		if i := imageOf(r); i == nil || s.assets.photos[content.Resolve(i.Dir, i.Src)] == nil {
			d := s.drawings[artOf(r)]
			files = append(files, fixed(d.path, d.svg))
		}
	}
	return files
}

func draw(m *memo.Memory, list []content.Record) map[artKey]drawing {
	out := make(map[artKey]drawing, len(list))
	for _, r := range list {
		k := artOf(r)
		out[k] = memo.Do(m, k, func() drawing {
			svg := assets.Poster(k.kind, k.id)
			// Named by content alone: an address must not tell a name.
			return drawing{assets.Name("art.svg", source.Sum(svg)), svg}
		})
	}
	return out
}

type artsKey struct{ all source.Digest }

type artKey struct{ kind, id string }

func artOf(r content.Record) artKey {
	if f, ok := r.(*content.Film); ok {
		return artKey{f.Type, f.ID}
	}
	return artKey{string(r.Base().Kind), r.Base().ID}
}

type drawing struct {
	path string
	svg  []byte
}

// headers tells hosts that read such a file what a page cannot say of itself. The policy of
// each page stands in the page, for it holds hashes.
const headers = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin
  X-Frame-Options: DENY
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`

// redirectPage leads from an old address to a page: hosts of static files know no other way.
func (s *site) redirectPage(r redirect) []byte {
	v := s.views[r.to.lang]
	l := s.Config.Languages[r.to.lang]
	title := html.EscapeString(v.routeTitle(r.to).Plain)
	u := html.EscapeString(s.absolute(r.to.url))
	return []byte(`<!doctype html><html lang="` + l.Code + `" dir="` + l.Dir + `" data-kind="redirect"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none';base-uri 'none';form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>` + title +
		`</title><link rel="canonical" href="` + u + `"><meta http-equiv="refresh" content="0;url=` + html.EscapeString(r.to.url) + `"></head><body><main><h1><a href="` + html.EscapeString(r.to.url) + `">` + title + `</a></h1></main></body></html>`)
}

// sitemap lists every page that is to be found, with its other languages (sitemaps.org 0.9
// and its xhtml:link extension).
func (s *site) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	for _, rt := range s.routes.list {
		if rt.noIndex {
			continue
		}
		b.WriteString("<url><loc>" + html.EscapeString(s.absolute(rt.url)) + "</loc>")
		if alternates := s.views[rt.lang].alternates(rt); len(alternates) > 1 {
			for _, a := range alternates {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.Lang + `" href="` + html.EscapeString(a.URL) + `"/>`)
			}
		}
		b.WriteString("</url>")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// checkNav reports items of menus that lead nowhere.
func (s *site) checkNav() []source.Problem {
	var problems []source.Problem
	for _, items := range [][]content.NavItem{s.Config.Navigation, s.Config.Footer} {
		for _, it := range items {
			if s.views[0].navRoute(it.To) != nil {
				continue
			}
			p := source.Problem{Path: content.ConfigPath, Line: it.Pos.Line, Col: it.Pos.Col, What: source.Say("the menu item %q leads nowhere", "l’élément de menu « %s » ne mène nulle part", it.To)}
			var names []string
			for k := range s.routes.byGroup {
				names = append(names, strings.TrimSuffix(k, "/"))
			}
			sort.Strings(names)
			p.Hint = source.Say("name a folder with entries, or folder/entry", "nommez un dossier qui a des entrées, ou dossier/entrée")
			if near := source.Nearest(it.To, names); near != "" {
				p.Hint = source.Say("did you mean %q?", "vouliez-vous dire « %s » ?", near)
			}
			problems = append(problems, p)
		}
	}
	return problems
}
