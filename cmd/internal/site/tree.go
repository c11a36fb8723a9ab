package site

import (
	"bytes"
	"html"
	"sort"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// tree lists every file that visitors get. Pages are made when their bytes are asked for.
func (s *site) tree() (*public.Tree, []source.Problem) {
	var files []public.File
	for _, rt := range s.routes.list {
		files = append(files, public.File{Path: rt.path, Bytes: func() ([]byte, []source.Problem) { return s.render(rt) }})
	}
	for _, r := range s.routes.redirects {
		files = append(files, fixed(r.path, s.redirectPage(r)))
	}
	files = append(files, s.assets.files...)
	files = append(files, s.arts()...)
	files = append(files, fixed("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+s.absolute(s.routes.base)+"sitemap.xml\n")),
		fixed("_headers", []byte(headers)), public.File{Path: "sitemap.xml", Bytes: func() ([]byte, []source.Problem) { return s.sitemap(), nil }})
	files = unique(files)
	tree, err := public.NewTree(files)
	problems := s.checkNav()
	if err != nil {
		problem := source.Problem{Path: content.ConfigPath, What: source.Say("the site cannot be laid out as files: %s", "le site ne peut pas devenir des fichiers : %s", err.Error())}
		if e, ok := err.(*public.Error); ok {
			problem.What, problem.Hint = e.What, e.Hint
		}
		problems = append(problems, problem)
		tree, _ = public.NewTree(nil)
	}
	return tree, problems
}

func fixed(path string, b []byte) public.File {
	return public.File{Path: path, Bytes: func() ([]byte, []source.Problem) { return b, nil }}
}

// unique keeps the first of files with one path: two pictures of the same content have one.
func unique(files []public.File) []public.File {
	sort.SliceStable(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	out := files[:0]
	for i, f := range files {
		if i == 0 || f.Path != files[i-1].Path {
			out = append(out, f)
		}
	}
	return out
}

// render makes one page.
func (s *site) render(rt *route) ([]byte, []source.Problem) {
	v := *s.views[rt.lang]
	v.look = &looks{}
	p := v.page(rt)
	v.fill(p, rt)
	v.shareCard(rt)
	v.finish(p, rt, v.look)
	var b bytes.Buffer
	problems := s.layouts.Render(&b, p)
	return b.Bytes(), problems
}

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
func (s *site) arts() []public.File {
	var files []public.File
	for _, r := range records(s.Site) {
		if p, ok := r.(*content.Person); ok && !p.Public() {
			continue
		}
		kind := string(r.Base().Kind)
		if f, ok := r.(*content.Film); ok {
			kind = f.Type
		}
		if i := imageOf(r); i != nil && s.assets.photos[content.Resolve(i.Dir, i.Src)] != nil {
			continue
		}
		path := s.assets.art(kind, r.Base().ID)
		d, _ := s.assets.arts.Load(kind + "/" + r.Base().ID)
		files = append(files, fixed(path, d.(drawing).svg))
	}
	return files
}

// pages says where each page comes from.
func (s *site) pages() []Page {
	out := make([]Page, len(s.routes.list))
	for i, rt := range s.routes.list {
		p := Page{Path: rt.path, URL: rt.url, Lang: s.Config.Languages[rt.lang].Code, Kind: rt.kind, Group: rt.group}
		if rt.record != nil {
			e := rt.record.Base()
			p.Facts = e.Path()
			p.Source = p.Facts
			if t := e.Texts[rt.lang]; t != nil {
				p.Source = t.Path
			}
		}
		out[i] = p
	}
	return out
}

// headers tells hosts that read such a file what a page cannot say of itself. The policy of
// each page stands in the page, for it holds hashes.
const headers = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin
  Content-Security-Policy: frame-ancestors 'none'
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
