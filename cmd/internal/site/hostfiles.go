package site

import (
	"bytes"
	"html"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/source"
)

// hostSite is what hosts have to know of the site beside its files.
func (rs *resolvedSite) hostSite() hosting.Site {
	s := hosting.Site{Host: rs.base.Host, Base: rs.routes.base}
	for _, rt := range rs.routes.list {
		if rt.Kind == "404" {
			s.NotFound = append(s.NotFound, rt.URL)
		}
	}
	// The default language's is first: all other addresses begin with the folder of its own.
	slices.SortFunc(s.NotFound, func(a, b string) int { return len(a) - len(b) })
	if len(s.NotFound) == 0 {
		s.NotFound = []string{rs.routes.base + "404.html"}
	}
	for _, to := range rs.routes.redirects {
		s.Redirects = append(s.Redirects,
			hosting.Redirect{From: rs.base.Path + strings.TrimSuffix(to.path, "index.html"), To: to.to.URL})
	}
	slices.SortFunc(s.Redirects, func(a, b hosting.Redirect) int { return strings.Compare(a.From, b.From) })
	return s
}

// addHostFiles plans the files that hosts read, and tells when one of them does not take all of it.
func (p *plan) addHostFiles(r *renderer) {
	s := r.hostSite()
	p.addFixed("_headers", s.HeadersFile())
	if r.server == "apache" {
		p.addFixed(".htaccess", s.Apache())
	}
	if len(s.Redirects) == 0 {
		return
	}
	file, fits := s.RedirectsFile()
	p.addFixed("_redirects", file)
	if !fits {
		p.problems = append(p.problems, source.Problem{Path: content.ConfigPath, Warning: true,
			What: source.Msg("there are more old addresses than Cloudflare takes: %d rules, of %d characters each",
				"il y a plus d’anciennes adresses que Cloudflare n’en prend : %d règles, de %d caractères chacune",
				hosting.MaxRedirects, hosting.MaxRedirectLength),
			Hint: source.Msg("those that are over lead on by their page, not at once; another host takes them all",
				"celles en trop passent par leur page, pas tout de suite ; un autre hébergeur les prend toutes")})
	}
}

// redirectPage leads from an old address to a page: hosts of static files know no other way.
func (r *renderer) redirectPage(to redirect) []byte {
	lang := r.Config.Languages[to.to.Lang]
	title := html.EscapeString(r.views[to.to.Lang].Title(to.to).Plain)
	canonical := html.EscapeString(r.absolute(to.to.URL))
	u := html.EscapeString(to.to.URL)
	return []byte(`<!doctype html><html lang="` + lang.Code + `" dir="` + lang.Dir + `" data-kind="redirect"><head>` +
		`<meta charset="utf-8"><meta http-equiv="content-security-policy"` +
		` content="default-src 'none';base-uri 'none';form-action 'none'">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
		`<title>` + title + `</title><link rel="canonical" href="` + canonical + `">` +
		`<meta http-equiv="refresh" content="0;url=` + u + `"></head>` +
		`<body><main><h1><a href="` + u + `">` + title + `</a></h1></main></body></html>`)
}

// sitemap lists every page that is to be found, with its other languages (sitemaps.org 0.9
// and its xhtml:link extension).
func (r *renderer) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	for _, rt := range r.routes.list {
		if rt.NoIndex {
			continue
		}
		b.WriteString("<url><loc>" + html.EscapeString(r.absolute(rt.URL)) + "</loc>")
		if alternates := r.views[rt.Lang].Alternates(rt); len(alternates) > 1 {
			for _, a := range alternates {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.Lang + `" href="` +
					html.EscapeString(a.URL) + `"/>`)
			}
		}
		b.WriteString("</url>")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}
