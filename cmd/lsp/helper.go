package main

import (
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/schema"
	"artsfactory/cmd/internal/source"
)

// A helper knows one text, the types of what is written in it, and what the last build knew.
type helper struct {
	lang string
	path string
	name content.Name
	doc  *document
	view view

	config *content.Config
	words  bool // a translation: words only
}

func newHelper(lang, p string, doc *document, v view) *helper {
	h := &helper{lang: lang, path: p, doc: doc, view: v}
	h.name, _ = content.ParseName(p)
	if v.site.Site != nil {
		h.config = v.site.Site.Config
	} else {
		h.config, _ = content.ParseConfig(v.files.Get(content.ConfigPath))
	}
	h.words = h.kind() != "" && h.name.Lang != "" && h.name.Lang != h.config.Languages[0].Code
	return h
}

// A place is where a cursor is, and of what type what belongs there is.
type place struct {
	cursor
	typ   reflect.Type   // of the value around the cursor
	field *content.Field // that the value is of, or nil at the top
	owner reflect.Type   // that the field was listed for
	top   bool           // at the top of an entry's fields
	words bool
	ok    bool // the cursor is among fields that are known
	body  bool // it is outside of any
}

// place finds where in the text a position is.
func (h *helper) place(at position) place {
	line := h.doc.lines[at.Line]
	from, to, t := h.fields(at.Line)
	if t == nil {
		return place{body: true}
	}
	c := locate(h.doc.lines[from:to], at.Line-from, bytesOf(line, at.Character))
	c.line = at.Line
	p := place{cursor: c, typ: t, top: len(c.path) == 0 && !c.flow, words: h.words, ok: !c.prose}
	for _, name := range c.path {
		p.down(name)
	}
	return p
}

// down goes into the value of the field of that name.
func (p *place) down(name string) {
	t := p.typ
	for t != nil {
		if inner, ok := content.ElemOfOptional(t); ok {
			t = inner
		} else if t.Kind() == reflect.Slice {
			t = t.Elem()
		} else {
			break
		}
	}
	switch {
	case t == nil:
	case t == captionsType, t.Kind() == reflect.Map:
		p.typ = textType
		if t == captionsType {
			p.typ = trackType
		} else if t != perLangType {
			p.typ = perLangType
		}
		return
	case t.Kind() == reflect.Struct:
		for _, f := range content.Fields(t) {
			if f.Name == name {
				p.typ, p.field, p.owner = f.Type, &f, t
				return
			}
		}
	}
	p.typ, p.field, p.owner, p.ok = nil, nil, nil, false
}

var (
	textType     = reflect.TypeFor[string]()
	captionsType = reflect.TypeFor[content.Captions]()
	perLangType  = reflect.TypeFor[content.PerLang]()
	trackType    = reflect.TypeFor[content.CaptionTrack]() // here: the file alone
	imageType    = reflect.TypeFor[content.Image]()
	videoType    = reflect.TypeFor[content.Video]()
	navType      = reflect.TypeFor[content.NavItem]()
	langType     = reflect.TypeFor[content.Lang]()
	fileType     = reflect.TypeFor[content.FileRef]()
	whoType      = reflect.TypeFor[content.Contributor]()
)

// written is the type of what one writes at the place, without what makes it optional; many
// says that it is one of a list.
func (p *place) written() (t reflect.Type, many bool) {
	if p.typ == nil {
		return nil, false
	}
	t, _ = content.ElemOfOptional(p.typ)
	if t.Kind() != reflect.Slice {
		return t, false
	}
	t, _ = content.ElemOfOptional(t.Elem())
	return t, true
}

// fields are the lines with the fields around a line, from one up to another, and the type that
// they are of; nil where the line is outside of any.
func (h *helper) fields(line int) (from, to int, t reflect.Type) {
	if h.path == content.ConfigPath {
		return 0, len(h.doc.lines), reflect.TypeFor[content.Config]()
	}
	from, to = front(h.doc.lines)
	kind := h.kind()
	switch {
	case kind == "":
		return 0, 0, nil
	case line >= from && line < to:
		return from, to, schema.TypeOf(kind)
	case line > to:
		return h.directive(to+1, line)
	}
	return 0, 0, nil
}

func (h *helper) kind() content.Kind {
	if path.Ext(h.path) != ".md" {
		return ""
	}
	if h.name.ID == "index" {
		return content.PageKind
	}
	return content.KindOf(h.name.Folder)
}

// front are the lines between the --- of an entry; up to the end, where the second is missing.
func front(lines []string) (from, to int) {
	for from < len(lines) && strings.TrimSpace(lines[from]) == "" {
		from++
	}
	if from == len(lines) || strings.TrimSpace(lines[from]) != "---" {
		return 0, -1
	}
	from++
	for to = from; to < len(lines) && strings.TrimSpace(lines[to]) != "---"; to++ {
	}
	return from, to
}

// directive are the lines of arguments around a line of a body that begins at a line.
func (h *helper) directive(body, line int) (from, to int, t reflect.Type) {
	for i := max(body, 0); i < len(h.doc.lines); i++ {
		rest, fence := strings.CutPrefix(strings.TrimSpace(h.doc.lines[i]), ":::")
		switch {
		case !fence:
		case i == line:
			return 0, 0, nil
		case i > line:
			return from, i, t
		default:
			from, t = i+1, content.DirectiveType(strings.TrimSpace(rest))
		}
	}
	return from, len(h.doc.lines), t
}

// entries are the identities of the entries of a kind, sorted.
func (h *helper) entries(k content.Kind) []string {
	var list []string
	for _, f := range h.view.files.Below("content/" + k.Folder() + "/") {
		n, ok := content.ParseName(f.Path)
		if ok && path.Ext(f.Path) == ".md" && n.Lang == "" && n.ID != "index" {
			list = append(list, n.ID)
		}
	}
	return list
}

// title is the title of an entry, or "" where no build knows it yet.
func (h *helper) title(k content.Kind, id string) string {
	if h.view.site.Site == nil {
		return ""
	}
	r := h.view.site.Site.Any(k, id)
	if r == nil {
		return ""
	}
	title, _ := r.Base().Title.In(0)
	return title
}

// session is the session that the fields name, as they are typed, or nil where no build knows it.
func (h *helper) session() *content.Session {
	if h.view.site.Site == nil {
		return nil
	}
	from, to := front(h.doc.lines)
	for _, line := range h.doc.lines[from:max(from, to)] {
		if m := sessionForm.FindStringSubmatch(line); m != nil {
			x, _ := h.view.site.Site.Any(content.SessionKind, m[1]).(*content.Session)
			return x
		}
	}
	return nil
}

// sessionForm finds the session that a line at the margin names.
var sessionForm = regexp.MustCompile(`^session\s*:\s*["']?([a-z0-9-]+)`)

// isDiscipline says whether a field names one of the disciplines of its entry's session.
func isDiscipline(f *content.Field, owner reflect.Type) bool {
	return f != nil && f.Name == "discipline" && f.Owner(owner) == "Meeting"
}

// discipline is the discipline of the session that a value names, or nil.
func (h *helper) discipline(word string) *content.Discipline {
	x := h.session()
	if i := slices.Index(x.DisciplineNames(), unquoted(word)); i >= 0 {
		return &x.Disciplines.Value[i]
	}
	return nil
}

func unquoted(word string) string { return strings.Trim(word, `"'`) }

// entry is the path of the file that holds an entry's facts, or "".
func (h *helper) entry(k content.Kind, id string) string {
	for _, p := range []string{"content/" + k.Folder() + "/" + id + ".md", "content/" + k.Folder() + "/" + id + "/index.md"} {
		if h.view.files.Get(p) != nil {
			return p
		}
	}
	return ""
}

// refers is the kind of what a value of the type names, or "".
func refers(t reflect.Type, f *content.Field) content.Kind {
	switch {
	case t == whoType:
		return content.PersonKind
	case f != nil:
		return f.Ref
	}
	return ""
}

// media are the endings of the files that a value of the type names; nil where it names none,
// and empty where any will do.
func media(t, owner reflect.Type, f *content.Field) []string {
	switch {
	case t == fileType:
		return []string{}
	case t == trackType:
		return []string{".vtt"}
	case t == imageType, owner == imageType && f.Name == "src":
		return []string{".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif", ".avif"}
	case owner == videoType && f.Name == "file":
		return []string{".webm", ".mp4", ".ogv", ".mov"}
	}
	return nil
}

// text is a sentence in the editor's language.
func (h *helper) text(t source.Message) string { return t.In(h.lang) }

// word is what is written at the place.
func (p *place) word(lines []string) string { return lines[p.line][p.from:p.to] }
