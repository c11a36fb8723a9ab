package site

import (
	"bytes"
	"html"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A plan is every file that visitors get.
type plan struct {
	files    []planned // sorted
	outline  *public.PathSet
	drawings map[artKey]drawing
	problems []source.Problem
}

// A planned file of the tree is a page, or has its bytes.
type planned struct {
	path  string
	route *view.Route
	bytes func(*site) ([]byte, []source.Problem)
}

type planKey struct {
	routes       routesKey
	assets, arts source.Digest
}

// planOf is the plan of a site, from memory where only what files say has changed.
func planOf(m *memo.Memory, l *linked, a *assetSet, chunks []*chunk) *plan {
	var k planKey
	if m != nil {
		var arts, files []byte
		for _, x := range chunks {
			arts = append(arts, x.arts[:]...)
		}
		for _, f := range a.files {
			files = append(append(files, f.Path...), 0)
		}
		for _, p := range slices.Sorted(maps.Keys(a.photos)) {
			files = append(append(files, p...), 0)
		}
		k = planKey{l.routes.key, source.Sum(files), source.Sum(arts)}
	}
	return memo.Steps(m, k, func(m *memo.Memory) *plan { return newPlan(m, l, a) })
}

func newPlan(m *memo.Memory, l *linked, a *assetSet) *plan {
	p := &plan{drawings: draw(m, l)}
	files := make([]planned, 0, 2*len(l.routes.list))
	for _, rt := range l.routes.list {
		files = append(files, planned{path: rt.Path, route: rt})
	}
	for _, r := range l.routes.redirects {
		files = append(files, planned{path: r.path, bytes: func(s *site) ([]byte, []source.Problem) { return s.redirectPage(r), nil }})
	}
	for i, f := range a.files {
		files = append(files, planned{path: f.Path, bytes: func(s *site) ([]byte, []source.Problem) { return s.assets.files[i].Bytes() }})
	}
	for _, e := range l.entries {
		art, ok := p.drawings[artOf(e.record)]
		if i := view.ImageOf(e.record); ok && (i == nil || a.photos[content.Resolve(i.Dir, i.Src)] == nil) {
			files = append(files, fixed(art.path, art.svg))
		}
	}
	files = append(files, fixed("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+l.absolute(l.routes.base)+"sitemap.xml\n")),
		fixed("_headers", []byte(headers)), planned{path: "sitemap.xml", bytes: func(s *site) ([]byte, []source.Problem) { return s.sitemap(), nil }})
	// Of files with one path the first is kept: two pictures of the same content have one.
	slices.SortStableFunc(files, func(a, b planned) int { return strings.Compare(a.path, b.path) })
	p.files = slices.CompactFunc(files, func(a, b planned) bool { return a.path == b.path })
	paths := make([]string, len(p.files))
	for i, f := range p.files {
		paths[i] = f.path
	}
	var err error
	if p.outline, err = public.NewPathSet(paths); err != nil {
		problem := source.Problem{Path: content.ConfigPath, What: source.Msg("the site cannot be laid out as files: %s", "le site ne peut pas devenir des fichiers : %s", err.Error())}
		if e, ok := err.(*public.Error); ok {
			problem.What, problem.Hint = e.What, e.Hint
		}
		p.problems = []source.Problem{problem}
		p.outline, _ = public.NewPathSet(nil)
	}
	return p
}

func fixed(path string, b []byte) planned {
	return planned{path: path, bytes: func(*site) ([]byte, []source.Problem) { return b, nil }}
}

// tree is the plan with the bodies of this build.
func (s *site) tree(t *texts) *public.Tree {
	return s.plan.outline.Tree(func(i int, use func([]byte, []source.Problem)) {
		f := &s.plan.files[i]
		if f.route == nil {
			use(f.bytes(s))
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
func (s *site) render(b *bytes.Buffer, rt *view.Route, t *texts) []source.Problem {
	return s.layouts.Render(b, s.views[rt.Lang].Page(rt, t.body))
}

// Pages are written into room that is there already: to grow it for each costs as much as to
// fill it.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// draw makes the drawings that stand in for pictures, of every entry: one with a picture may be
// shown without it.
func draw(m *memo.Memory, l *linked) map[artKey]drawing {
	out := make(map[artKey]drawing, len(l.entries))
	for _, e := range l.entries {
		if !e.shown || e.record.Base().Kind == content.PageKind {
			continue
		}
		k := artOf(e.record)
		out[k] = memo.Do(m, k, func() drawing {
			svg := assets.PlaceholderArt(k.kind, k.id)
			// Named by content alone: an address must not tell a name.
			return drawing{assets.Name("art.svg", source.Sum(svg)), svg}
		})
	}
	return out
}

// artsID identifies what the drawings of entries depend on.
func artsID(entries []bundled) source.Digest {
	var all []byte
	for _, e := range entries {
		k := artOf(e.record)
		all = append(append(append(append(all, k.kind...), 0), k.id...), 0)
		if i := view.ImageOf(e.record); i != nil {
			all = append(all, content.Resolve(i.Dir, i.Src)...)
		}
		all = append(all, 0)
	}
	return source.Sum(all)
}

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
	v := s.views[r.to.Lang]
	l := s.Config.Languages[r.to.Lang]
	title := html.EscapeString(v.Title(r.to).Plain)
	u := html.EscapeString(s.absolute(r.to.URL))
	return []byte(`<!doctype html><html lang="` + l.Code + `" dir="` + l.Dir + `" data-kind="redirect"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none';base-uri 'none';form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>` + title +
		`</title><link rel="canonical" href="` + u + `"><meta http-equiv="refresh" content="0;url=` + html.EscapeString(r.to.URL) + `"></head><body><main><h1><a href="` + html.EscapeString(r.to.URL) + `">` + title + `</a></h1></main></body></html>`)
}

// sitemap lists every page that is to be found, with its other languages (sitemaps.org 0.9
// and its xhtml:link extension).
func (s *site) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	for _, rt := range s.routes.list {
		if rt.NoIndex {
			continue
		}
		b.WriteString("<url><loc>" + html.EscapeString(s.absolute(rt.URL)) + "</loc>")
		if alternates := s.views[rt.Lang].Alternates(rt); len(alternates) > 1 {
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
			if s.views[0].MenuRoute(it.To) != nil {
				continue
			}
			e := s.entryOf(it.To)
			if e != nil && e.shown {
				continue // another entry has its address, and that is told
			}
			p := source.Problem{Path: content.ConfigPath, Line: it.Pos.Line, Col: it.Pos.Col, What: source.Msg("the menu item %q leads nowhere", "l’élément de menu « %s » ne mène nulle part", it.To)}
			var names []string
			for k := range s.routes.byGroup {
				names = append(names, strings.TrimSuffix(k, "/"))
			}
			sort.Strings(names)
			p.Hint = source.Msg("name a folder with entries, or folder/entry", "nommez un dossier qui a des entrées, ou dossier/entrée")
			if near := source.Nearest(it.To, names); e != nil {
				p.Hint = source.Msg("it is not shown: see draft, publish, expire or consent in %s", "ce n’est pas montré : voyez draft, publish, expire ou consent dans %s", e.record.Base().Path())
			} else if near != "" {
				p.Hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
			}
			problems = append(problems, p)
		}
	}
	return problems
}

// entryOf is the entry of a name such as "pages/about", shown or not, or nil.
func (s *site) entryOf(name string) *entry {
	i := slices.IndexFunc(s.entries, func(e entry) bool { return nameOf(e.record.Base()) == name })
	if i < 0 {
		return nil
	}
	return &s.entries[i]
}
