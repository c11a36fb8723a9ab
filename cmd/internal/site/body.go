package site

import (
	"html"
	"html/template"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
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
		for _, h := range d.Headings {
			if h.Level <= 3 {
				b.TOC = append(b.TOC, layouts.Heading{Level: h.Level, ID: h.ID, HTML: template.HTML(h.HTML)})
			}
		}
	}
	from := e.Texts[lang].Path
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			b.Parts = append(b.Parts, layouts.BodyPart{HTML: template.HTML(text.String())})
			text.Reset()
		}
	}
	for _, p := range d.Parts {
		switch {
		case p.Link != nil:
			text.WriteString(v.anchor(from, p.Link))
		case p.Image != nil:
			flush()
			b.Parts = append(b.Parts, v.bodyImage(from, p.Image))
		case p.Directive != nil:
			flush()
			b.Parts = append(b.Parts, v.directive(d.directives[p.Directive]))
		default:
			text.WriteString(p.HTML)
		}
	}
	flush()
	return b
}

func (s *site) docIn(e *content.Entry, lang int) *doc {
	if lang >= len(e.Texts) || e.Texts[lang] == nil {
		return nil
	}
	return s.docs[e.Texts[lang].Path]
}

// anchor is the start tag of a link in a body.
func (v *viewer) anchor(from string, l *markdown.Link) string {
	t, ok := v.resolve(from, v.lang, l.Dest)
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
		return layouts.BodyPart{Video: v.video(*x, layouts.Text{})}
	case *content.Gallery:
		return layouts.BodyPart{Gallery: v.pictures(x.Images, sizesBody)}
	case *content.Figures:
		if s := v.Session(x.Session.ID); s != nil {
			return layouts.BodyPart{Figures: v.figures(s)}
		}
	case *content.Apply:
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
	entry string // the entry's name, for what has no page
	file  string // path of a source file
	frag  string
}

// resolve finds what a link means, in the same language as its page. It reports false where
// there is nothing of that name.
func (s *site) resolve(from string, lang int, dest string) (target, bool) {
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
		t.entry = name
		t.route = s.routes.to(name, lang)
		if strings.HasSuffix(name, "/index") && t.route == nil {
			t.route = s.routes.listOf(strings.TrimSuffix(name, "/index"), lang)
		}
	} else if rt := s.routeAt(dest, lang); rt != nil {
		t.route = rt
	} else if f := s.assets.url(content.Resolve(path.Dir(from), dest)); f != "" {
		t.url, t.file = f, content.Resolve(path.Dir(from), dest)
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
func (s *site) entryNamed(from, dest string) string {
	dir := path.Dir(from)
	for _, p := range []string{path.Join(dir, dest), path.Join(path.Dir(dir), dest), path.Join("content", dest)} {
		p = strings.TrimSuffix(strings.TrimSuffix(p, ".md"), "/index")
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

func (s *site) exists(k content.Kind, folder, id string) bool {
	if id == "index" && folder != content.PageKind.Folder() {
		return s.routes.byGroup[folder+"/"] != nil
	}
	return s.Any(k, id) != nil
}

// routeAt finds the page at an address of the site, in the language asked for.
func (s *site) routeAt(dest string, lang int) *route {
	if !strings.HasPrefix(dest, "/") {
		return nil
	}
	for _, u := range []string{dest, dest + "/", s.routes.base + dest[1:], s.routes.base + dest[1:] + "/"} {
		if rt := s.routes.byURL[u]; rt != nil {
			if same := s.routes.byGroup[rt.group][lang]; same != nil {
				return same
			}
			return rt
		}
	}
	return nil
}

// checkBodies checks what bodies refer to: links, anchors, pictures, directives' relations.
func (s *site) checkBodies(m *memo.Memory, files *source.Files) []source.Problem {
	var problems []source.Problem
	for _, e := range s.entries {
		for lang, p := range e.parts {
			if p == nil || p.doc == nil {
				continue
			}
			for i := range p.doc.Parts {
				if l := p.doc.Parts[i].Link; l != nil {
					problems = append(problems, s.checkLink(p.src.Path, lang, l)...)
				}
				if img := p.doc.Parts[i].Image; img != nil {
					use := content.FileUse{Path: content.Resolve(path.Dir(p.src.Path), img.Src), Src: img.Src, Image: true, Pos: content.Pos{Line: img.Line, Col: img.Col}}
					if use.Path == "" || files.Get(use.Path) == nil {
						problems = append(problems, content.MissingFile(p.src.Path, use, files))
					}
				}
			}
			problems = append(problems, s.CheckUses(p.src.Path, p.doc.refs, p.doc.files, files)...)
		}
	}
	return problems
}

func (s *site) checkLink(from string, lang int, l *markdown.Link) []source.Problem {
	p := source.Problem{Path: from, Line: l.Line, Col: l.Col, Excerpt: l.Excerpt}
	t, ok := s.resolve(from, lang, l.Dest)
	if !ok {
		p.What = source.Say("the link %q leads nowhere", "le lien « %s » ne mène nulle part", l.Dest)
		p.Hint = s.linkHint(from, l.Dest)
		return []source.Problem{p}
	}
	if t.frag == "" || t.route == nil || t.route.record == nil {
		return nil
	}
	d := s.docIn(t.route.record.Base(), t.route.lang)
	if d == nil {
		return nil
	}
	if _, found := slices.BinarySearch(d.Anchors, t.frag); found {
		return nil
	}
	p.What = source.Say("the page has no heading %q", "la page n’a pas de titre « %s »", "#"+t.frag)
	if near := source.Nearest(t.frag, d.Anchors); near != "" {
		p.Hint = source.Say("did you mean %q?", "vouliez-vous dire « %s » ?", "#"+near)
	} else if len(d.Anchors) > 0 {
		p.Hint = source.Say("it has %s", "elle a %s", "#"+strings.Join(d.Anchors[:min(8, len(d.Anchors))], ", #"))
	} else {
		p.Hint = source.Say("link to the page itself, without the #", "faites le lien vers la page elle-même, sans le #")
	}
	return []source.Problem{p}
}

func (s *site) linkHint(from, dest string) source.Text {
	dest, _, _ = strings.Cut(dest, "#")
	want := strings.TrimSuffix(strings.TrimPrefix(path.Join(path.Dir(from), dest), "content/"), ".md")
	var names []string
	for _, e := range s.entries {
		names = append(names, nameOf(e.record.Base()))
	}
	if near := source.Nearest(want, names); near != "" {
		return source.Say("did you mean %q?", "vouliez-vous dire « %s » ?", near)
	}
	return source.Say("link to a file that there is, such as %q, or write a web address whole, with https://", "faites un lien vers un fichier qui existe, comme « %s », ou écrivez une adresse web entière, avec https://", names[0]+".md")
}
