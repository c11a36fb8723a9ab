package site

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
func (v *viewer) body(e *content.Entry) layouts.Body {
	lang := v.lang
	d := v.docIn(e, lang)
	if d == nil || len(d.Parts) == 0 {
		lang = 0
		d = v.docIn(e, lang)
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
			b.Parts = append(b.Parts, v.directive(d.directives[p.Directive]))
		default:
			b.Parts = append(b.Parts, layouts.BodyPart{HTML: template.HTML(p.HTML)})
		}
	}
	return b
}

func (v *viewer) docIn(e *content.Entry, lang int) *doc {
	if lang >= len(e.Files) || e.Files[lang] == nil {
		return nil
	}
	return v.texts.doc(e.Files[lang].Path)
}

// anchor is the start tag of a link in a body.
func (v *viewer) anchor(from string, l *markdown.Link) string {
	t, ok := v.resolve(from, v.lang, l.Dest, v.assets.url)
	var b strings.Builder
	b.WriteString("<a")
	if ok && t.url != "" {
		b.WriteString(` href="` + html.EscapeString(t.url) + `"`)
	}
	if t.route != nil && t.route.lang != v.lang {
		b.WriteString(` hreflang="` + v.Config.Languages[t.route.lang].Code + `"`)
	}
	if l.Title != "" {
		b.WriteString(` title="` + html.EscapeString(l.Title) + `"`)
	}
	b.WriteString(">")
	return b.String()
}

func (v *viewer) bodyImage(from string, i *markdown.Image) layouts.BodyPart {
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

func (v *viewer) directive(x any) layouts.BodyPart {
	switch x := x.(type) {
	case *content.Video:
		return layouts.BodyPart{Video: v.video(*x, layouts.Text{}, nil)}
	case *content.GalleryDirective:
		return layouts.BodyPart{Gallery: v.pictures(x.Images, sizesBody)}
	case *content.StatisticsDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Figures: v.figures(s)}
		}
	case *content.ApplyDirective:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Apply: v.application(s)}
		}
	}
	return layouts.BodyPart{}
}

// A target is what a link in a body leads to: a page, a file, or an entry that has no page now.
type target struct {
	url   string
	route *route
	frag  string
}

// resolve finds what a link means, in the same language as its page. It reports false where
// there is nothing of that name. file gives the address of a file that is no page, or "".
func (s *linked) resolve(from string, lang int, dest string, file func(path string) string) (target, bool) {
	dest, frag, _ := strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	t := target{frag: frag}
	if dest == "" {
		t.url = "#" + frag
		n, _ := content.ParseName(from)
		t.route = s.routes.to(n.Folder+"/"+n.ID, lang)
		return t, true
	}
	if name := s.entryNamed(from, dest); name != "" {
		t.route = s.routes.to(name, lang)
		if strings.HasSuffix(name, "/index") && t.route == nil {
			t.route = s.routes.listOf(strings.TrimSuffix(name, "/index"), lang)
		}
	} else if rt := s.routeAt(dest, lang); rt != nil {
		t.route = rt
	} else if t.url = file(content.Resolve(path.Dir(from), dest)); t.url != "" {
		return t, true
	} else {
		return t, false
	}
	if t.route != nil {
		t.url = t.route.url
		if frag != "" {
			t.url += "#" + frag
		}
	}
	return t, true
}

// entryNamed finds the entry that a destination names by its source file or its identity.
func (s *linked) entryNamed(from, dest string) string {
	dir := path.Dir(from)
	for _, base := range [...]string{dir, path.Dir(dir), "content"} {
		p := strings.TrimSuffix(strings.TrimSuffix(path.Join(base, dest), ".md"), "/index")
		rest, ok := strings.CutPrefix(p, "content/")
		if !ok {
			continue
		}
		folder, id, _ := strings.Cut(rest, "/")
		id, _, _ = strings.Cut(id, ".")
		if id == "" {
			id = "index"
		}
		if k := content.KindOf(folder); k != "" && (s.exists(k, folder, id)) {
			return folder + "/" + id
		}
	}
	return ""
}

func (s *linked) exists(k content.Kind, folder, id string) bool {
	if id == "index" && folder != content.PageKind.Folder() {
		return s.routes.byGroup[folder+"/"] != nil
	}
	return s.Any(k, id) != nil
}

// routeAt finds the page at an address of the site, in the language asked for.
func (s *linked) routeAt(dest string, lang int) *route {
	if !strings.HasPrefix(dest, "/") {
		return nil
	}
	for _, u := range []string{dest, dest + "/", s.routes.base + dest[1:], s.routes.base + dest[1:] + "/"} {
		if rt := s.routes.at(u); rt != nil {
			if same := s.routes.byGroup[rt.group][lang]; same != nil {
				return same
			}
			return rt
		}
	}
	return nil
}
