package main

import (
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// A analysis knows one text, the types of what is written in it, and what the last build knew.
type analysis struct {
	lang     string
	path     string
	name     content.Name
	doc      *document
	snapshot snapshot

	config      *content.Config
	translation bool // a translation: words only
}

func newAnalysis(lang, p string, doc *document, v snapshot) *analysis {
	h := &analysis{lang: lang, path: p, doc: doc, snapshot: v}
	h.name, _ = content.ParseName(p)
	if v.site.Site != nil {
		h.config = v.site.Site.Config
	} else {
		h.config, _ = content.ParseConfig(v.files.Get(content.ConfigPath))
	}
	h.translation = h.kind() != "" && h.name.Lang != "" && h.name.Lang != h.config.Languages[0].Code
	return h
}

// A cursorContext is where a cursor is, and of what type what belongs there is.
type cursorContext struct {
	cursor
	around      reflect.Type   // of the value around the cursor
	field       *content.Field // that the value is of, or nil at the top
	owner       reflect.Type   // that the field was listed for
	top         bool           // at the top of an entry's fields
	translation bool
	ok          bool // the cursor is among fields that are known
	body        bool // it is outside of any
}

// contextAt finds where in the text a position is.
func (h *analysis) contextAt(at position) cursorContext {
	line := h.doc.lines[at.Line]
	from, to, t := h.fieldLines(at.Line)
	if t == nil {
		return cursorContext{body: true}
	}
	c := findCursor(h.doc.lines[from:to], at.Line-from, byteOffset(line, at.Character))
	c.line = at.Line
	p := cursorContext{
		cursor:      c,
		around:      t,
		top:         len(c.path) == 0 && !c.flow,
		translation: h.translation,
		ok:          !c.text,
	}
	for _, name := range c.path {
		p.descend(name)
	}
	return p
}

// descend goes into the value of the field of that name.
func (p *cursorContext) descend(name string) {
	t := p.around
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
		p.around = textType
		if t == captionsType {
			p.around = trackType
		} else if t != perLangType {
			p.around = perLangType
		}
		return
	case t.Kind() == reflect.Struct:
		for _, f := range content.Fields(t) {
			if f.Name == name {
				p.around, p.field, p.owner = f.Type, &f, t
				return
			}
		}
	}
	p.around, p.field, p.owner, p.ok = nil, nil, nil, false
}

var (
	textType        = reflect.TypeFor[string]()
	captionsType    = reflect.TypeFor[content.Captions]()
	perLangType     = reflect.TypeFor[content.PerLang]()
	trackType       = reflect.TypeFor[content.CaptionTrack]() // here: the file alone
	imageType       = reflect.TypeFor[content.Image]()
	videoType       = reflect.TypeFor[content.Video]()
	navType         = reflect.TypeFor[content.NavItem]()
	langType        = reflect.TypeFor[content.Lang]()
	fileType        = reflect.TypeFor[content.FileRef]()
	contributorType = reflect.TypeFor[content.Contributor]()
)

// valueType is the type of what one writes at the place, without what makes it optional; many
// says that it is one of a list.
func (p *cursorContext) valueType() (t reflect.Type, many bool) {
	if p.around == nil {
		return nil, false
	}
	t, _ = content.ElemOfOptional(p.around)
	if t.Kind() != reflect.Slice {
		return t, false
	}
	t, _ = content.ElemOfOptional(t.Elem())
	return t, true
}

// fieldLines are the lines with the fieldLines around a line, from one up to another, and the type that
// they are of; nil where the line is outside of any.
func (h *analysis) fieldLines(line int) (from, to int, t reflect.Type) {
	if h.path == content.ConfigPath {
		return 0, len(h.doc.lines), reflect.TypeFor[content.Config]()
	}
	from, to = frontMatterLines(h.doc.lines)
	kind := h.kind()
	switch {
	case kind == "":
		return 0, 0, nil
	case line >= from && line < to:
		return from, to, kind.Type()
	case line > to:
		return h.directiveLines(to+1, line)
	}
	return 0, 0, nil
}

func (h *analysis) kind() content.Kind {
	if path.Ext(h.path) != ".md" {
		return ""
	}
	if h.name.ID == "index" {
		return content.PageKind
	}
	return content.KindOf(h.name.Folder)
}

// frontMatterLines are the lines between the --- of an entry; up to the end, where the second is missing.
func frontMatterLines(lines []string) (from, to int) {
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

// directiveLines are the lines of arguments around a line of a body that begins at a line.
func (h *analysis) directiveLines(body, line int) (from, to int, t reflect.Type) {
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

// entryIDs are the identities of the entryIDs of a kind, sorted.
func (h *analysis) entryIDs(k content.Kind) []string {
	var list []string
	for _, f := range h.snapshot.files.Below("content/" + k.Folder() + "/") {
		n, ok := content.ParseName(f.Path)
		if ok && path.Ext(f.Path) == ".md" && n.Lang == "" && n.ID != "index" {
			list = append(list, n.ID)
		}
	}
	return list
}

// title is the title of an entry, or "" where no build knows it yet.
func (h *analysis) title(k content.Kind, id string) string {
	if h.snapshot.site.Site == nil {
		return ""
	}
	r := h.snapshot.site.Site.Any(k, id)
	if r == nil {
		return ""
	}
	title, _ := r.Base().Title.In(0)
	return title
}

// session is the session that the fields name, as they are typed, or nil where no build knows it.
func (h *analysis) session() *content.Session {
	if h.snapshot.site.Site == nil {
		return nil
	}
	from, to := frontMatterLines(h.doc.lines)
	for _, line := range h.doc.lines[from:max(from, to)] {
		if m := sessionPattern.FindStringSubmatch(line); m != nil {
			x, _ := h.snapshot.site.Site.Any(content.SessionKind, m[1]).(*content.Session)
			return x
		}
	}
	return nil
}

// sessionPattern finds the session that a line at the margin names.
var sessionPattern = regexp.MustCompile(`^session\s*:\s*["']?([a-z0-9-]+)`)

// isDiscipline says whether a field names one of the disciplines of its entry's session.
func isDiscipline(f *content.Field, owner reflect.Type) bool {
	return f != nil && f.Name == "discipline" && f.Owner(owner) == "Meeting"
}

// discipline is the discipline of the session that a value names, or nil.
func (h *analysis) discipline(word string) *content.Discipline {
	x := h.session()
	if i := slices.Index(x.DisciplineNames(), trimQuotes(word)); i >= 0 {
		return &x.Disciplines.Value[i]
	}
	return nil
}

func trimQuotes(word string) string { return strings.Trim(word, `"'`) }

// entryPath is the path of the file that holds an entryPath's facts, or "".
func (h *analysis) entryPath(k content.Kind, id string) string {
	for _, p := range []string{"content/" + k.Folder() + "/" + id + ".md", "content/" + k.Folder() + "/" + id +
		"/index.md"} {
		if h.snapshot.files.Get(p) != nil {
			return p
		}
	}
	return ""
}

// refKind is the kind of what a value of the type names, or "".
func refKind(t reflect.Type, f *content.Field) content.Kind {
	switch {
	case t == contributorType:
		return content.PersonKind
	case f != nil:
		return f.Ref
	}
	return ""
}

// mediaExtensions are the endings of the files that a value of the type names; nil where it names none,
// and empty where any will do.
func mediaExtensions(t, owner reflect.Type, f *content.Field) []string {
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
func (h *analysis) text(t source.Message) string { return t.In(h.lang) }

// word is what is written at the place.
func (p *cursorContext) word(lines []string) string { return lines[p.line][p.from:p.to] }
