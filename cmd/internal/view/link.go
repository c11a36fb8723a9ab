package view

import (
	"html/template"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// link is the layouts' link to a route, which may be nil, with the label given.
func (v *Builder) link(rt *Route, label layouts.Text) layouts.Link {
	if rt == nil {
		return layouts.Link{Label: label}
	}
	return layouts.Link{URL: rt.URL, Label: label}
}

// entryLink is the layouts' link to an entry; without a URL where it has no page.
func (v *Builder) entryLink(r content.Record) layouts.Link {
	return v.link(v.in.EntryRoute(nameOf(r.Base()), v.lang), v.title(r))
}

// linkHTML is an entry's title, linked where the entry has a page.
func (v *Builder) linkHTML(r content.Record) template.HTML {
	t := v.title(r)
	rt := v.in.EntryRoute(nameOf(r.Base()), v.lang)
	if rt == nil {
		if t.Attrs == "" {
			return t.HTML
		}
		return template.HTML("<span" + string(t.Attrs) + ">" + string(t.HTML) + "</span>")
	}
	attrs := string(v.hreflang(rt)) + string(t.Attrs)
	return template.HTML(`<a href="` + template.HTMLEscapeString(rt.URL) + `"` + attrs + `>` + string(t.HTML) + `</a>`)
}

// hreflang says in a link that it leads to a page in another language.
func (v *Builder) hreflang(rt *Route) template.HTMLAttr {
	if rt == nil || rt.Lang == v.lang {
		return ""
	}
	return template.HTMLAttr(` hreflang="` + v.Config.Languages[rt.Lang].Code + `"`)
}
