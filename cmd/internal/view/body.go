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

// longBody is the number of words from which on a page has a table of contents, if it has
// headings enough.
const longBody = 400

// body is the entry's text in the page's language, or in the default one.
func (v *Builder) body(e *content.Entry) layouts.Body {
	lang := v.lang
	d := v.bodyIn(e, lang)
	if d == nil || len(d.Parts) == 0 {
		lang = 0
		d = v.bodyIn(e, lang)
	}
	if d == nil || len(d.Parts) == 0 {
		return layouts.Body{}
	}
	b := layouts.Body{Attrs: v.attrs(lang)}
	if d.Words >= longBody && len(d.Headings) >= 3 {
		b.TOC = make([]layouts.Heading, 0, len(d.Headings))
		for _, h := range d.Headings {
			if h.Level <= 3 {
				b.TOC = append(b.TOC, layouts.Heading{Level: h.Level, ID: h.ID, HTML: template.HTML(h.HTML)})
			}
		}
	}
	from := e.Files[lang].Path
	b.Parts = make([]layouts.BodyPart, 0, len(d.Parts))
	for _, p := range d.Parts {
		switch {
		case p.Link != nil:
			b.Parts = append(b.Parts, layouts.BodyPart{HTML: template.HTML(v.anchor(from, p.Link))})
		case p.Image != nil:
			b.Parts = append(b.Parts, v.bodyImage(from, p.Image))
		case p.Directive != nil:
			b.Parts = append(b.Parts, v.directive(d.Directives[p.Directive]))
		default:
			b.Parts = append(b.Parts, layouts.BodyPart{HTML: template.HTML(p.HTML)})
		}
	}
	return b
}

func (v *Builder) bodyIn(e *content.Entry, lang int) *Body {
	if lang >= len(e.Files) || e.Files[lang] == nil {
		return nil
	}
	return v.bodies(e.Files[lang].Path)
}

// anchor is the start tag of a link in a body.
func (v *Builder) anchor(from string, l *markdown.Link) string {
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

func (v *Builder) directive(x any) layouts.BodyPart {
	switch x := x.(type) {
	case *content.Video:
		return layouts.BodyPart{Video: v.video(*x, layouts.Text{}, nil)}
	case *content.GalleryDirective:
		return layouts.BodyPart{Gallery: v.pictures(x.Images, sizesBody)}
	case *content.StatisticsDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Statistics: v.figures(s)}
		}
	case *content.ApplyDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Apply: v.application(s)}
		}
	}
	return layouts.BodyPart{}
}
