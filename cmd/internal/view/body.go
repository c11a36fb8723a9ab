package view

import (
	"html"
	"html/template"
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
)

// A page has a table of contents from so many words and headings on.
const (
	tocWords    = 400
	tocHeadings = 3
)

// body is the entry's text in the page's language, or in the default one.
func (v *Builder) body(r content.Record) layouts.Body {
	e, lang := r.Base(), v.lang
	b := v.bodyIn(e, lang)
	if b == nil || len(b.Parts) == 0 {
		lang = 0
		b = v.bodyIn(e, lang)
	}
	if b == nil || len(b.Parts) == 0 {
		return layouts.Body{}
	}
	out := layouts.Body{Attrs: v.langAttrs(lang), TOC: tableOfContents(b)}
	out.Parts = make([]layouts.BodyPart, len(b.Parts))
	for i, p := range b.Parts {
		switch {
		case p.Link != nil:
			out.Parts[i].HTML = template.HTML(v.linkTag(e.Files[lang].Path, p.Link))
		case p.Image != nil:
			out.Parts[i] = v.bodyImage(e.Files[lang].Path, p.Image)
		case p.Directive != nil:
			out.Parts[i] = v.directive(b.Directives[p.Directive], v.title(r))
		default:
			out.Parts[i].HTML = template.HTML(p.HTML)
		}
	}
	return out
}

// tableOfContents is nil where the body is too short for one.
func tableOfContents(b *Body) []layouts.Heading {
	if b.Words < tocWords || len(b.Headings) < tocHeadings {
		return nil
	}
	out := make([]layouts.Heading, 0, len(b.Headings))
	for _, h := range b.Headings {
		if h.Level <= 3 {
			out = append(out, layouts.Heading{Level: h.Level, ID: h.ID, HTML: template.HTML(h.HTML)})
		}
	}
	return out
}

// bodyIn is the text of the entry's file in a language, or nil where there is no such file.
func (v *Builder) bodyIn(e *content.Entry, lang int) *Body {
	if lang >= len(e.Files) || e.Files[lang] == nil {
		return nil
	}
	return v.bodies(e.Files[lang].Path)
}

// linkTag is the start tag of a link in a body.
func (v *Builder) linkTag(from string, l *markdown.Link) string {
	url, rt := v.in.LinkTarget(from, v.lang, l.Dest)
	var b strings.Builder
	b.WriteString("<a")
	if url != "" {
		b.WriteString(` href="` + html.EscapeString(url) + `"`)
	}
	b.WriteString(string(v.hreflang(rt)))
	if l.Title != "" {
		b.WriteString(` title="` + html.EscapeString(l.Title) + `"`)
	}
	b.WriteString(">")
	return b.String()
}

// bodyImage is a picture of the body, in a line of its own or within one.
func (v *Builder) bodyImage(from string, i *markdown.Image) layouts.BodyPart {
	pic := v.photo(content.Resolve(path.Dir(from), i.Src), "", sizesBody)
	if pic == nil {
		return layouts.BodyPart{}
	}
	pic.Alt = i.Alt
	pic.Caption = v.plain(i.Caption)
	if i.Block {
		return layouts.BodyPart{Picture: pic}
	}
	return layouts.BodyPart{Inline: pic}
}

// directive is what a directive shows, by its decoded arguments; a video without a title has the page's.
func (v *Builder) directive(x any, title layouts.Text) layouts.BodyPart {
	switch x := x.(type) {
	case *content.Video:
		return layouts.BodyPart{Video: v.video(*x, title, nil)}
	case *content.GalleryDirective:
		return layouts.BodyPart{Gallery: v.pictures(x.Images, sizesBody)}
	case *content.StatisticsDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Statistics: v.statistics(s)}
		}
	case *content.ApplyDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Apply: v.application(s)}
		}
	}
	return layouts.BodyPart{}
}
