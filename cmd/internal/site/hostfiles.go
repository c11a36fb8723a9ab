package site

import (
	"bytes"
	"html"
)

// headers tells hosts that read such a file what a page cannot say of itself, for a site below base. The
// policy of each page stands in the page, for it holds hashes; what is no page may do nothing at all.
func headers(base string) []byte {
	var b bytes.Buffer
	b.WriteString(base + `*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin
  X-Frame-Options: DENY
` + base + `assets/*
  Cache-Control: public, max-age=31536000, immutable
` + noPage)
	for _, ending := range []string{"txt", "xml", "ics", "json", "csv", "zip", "webmanifest", "ico", "png", "svg"} {
		b.WriteString(base + "*." + ending + "\n" + noPage)
	}
	return b.Bytes()
}

const noPage = "  Content-Security-Policy: sandbox; default-src 'none'\n"

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
