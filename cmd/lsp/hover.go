package main

import (
	"reflect"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/schema"
	"artsfactory/cmd/internal/source"
)

// describe says what a field is for and how it is written, as Markdown.
func (h *helper) describe(t reflect.Type, f *content.Field) string {
	parts := []string{h.text(schema.About(t, f))}
	sample := func(k content.Kind) string {
		for _, id := range h.entries(k) {
			return id
		}
		return "…"
	}
	if form := h.text(schema.Form(f, sample)); form != "" && !h.words {
		parts = append(parts, "`"+form+"`")
	}
	if schema.Needed(t, f) && !h.words {
		parts = append(parts, h.text(source.Msg("*required*", "*obligatoire*")))
	}
	return strings.Join(parts, "\n\n")
}

// hover says what is at a position: what a field is for, or what a value means.
func (h *helper) hover(at position) any {
	p := h.place(at)
	if !p.ok {
		return nil
	}
	word := p.word(h.doc.lines)
	about := ""
	switch t, _ := p.written(); {
	case t == nil:
	case !p.value && !p.item: // a name
		if p.top && h.words && word == "translated" {
			about = h.text(schema.Translated)
		}
		if p.down(word); p.field != nil && p.field.Name == word {
			about = h.describe(p.owner, p.field)
		}
	case p.field != nil:
		kind := refers(t, p.field)
		title := ""
		if kind != "" {
			title = h.title(kind, word)
		}
		if about = h.text(schema.Meaning(p.owner, p.field, word)); about == "" {
			about = title
		}
		if isDiscipline(p.field, p.owner) {
			about = h.modules(word)
		}
		if about == "" {
			about = h.describe(p.owner, p.field)
		}
	}
	if about == "" {
		return nil
	}
	return hover{markup{"markdown", about}, spanOf(h.doc.lines, p.line, p.from, p.to)}
}

// modules says of a discipline which session teaches it, and what it is made of there.
func (h *helper) modules(name string) string {
	d := h.discipline(name)
	if d == nil {
		return ""
	}
	var list []string
	for _, m := range d.Modules.Value {
		text, _ := m.In(0)
		list = append(list, text)
	}
	about := h.title(content.SessionKind, h.session().ID)
	if list != nil {
		about += "\n\n" + strings.Join(list, ", ")
	}
	return about
}

// definition is the path of the file that the value at a position names, and the line in it that
// the value is of, 0 for its beginning; "" where it names none.
func (h *helper) definition(at position) (to string, line int) {
	p := h.place(at)
	t, _ := p.written()
	if !p.ok || t == nil || !p.value && !p.item {
		return "", 0
	}
	word := unquoted(p.word(h.doc.lines))
	switch kind := refers(t, p.field); {
	case kind != "":
		return h.entry(kind, word), 0
	case isDiscipline(p.field, p.owner) && h.discipline(word) != nil:
		facts := h.session().Files[0]
		first := facts.At("disciplines").Line - 1
		rest := textAt(h.view.files, facts.Path)[first:]
		return facts.Path, first + max(0, slices.IndexFunc(rest, func(l string) bool { return strings.Contains(l, word) }))
	case media(t, p.owner, p.field) != nil:
		if to := content.Resolve(h.name.Dir, word); h.view.files.Get(to) != nil {
			return to, 0
		}
	}
	return "", 0
}
