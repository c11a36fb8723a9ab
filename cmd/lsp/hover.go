package main

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// fieldHelp says what a field is for and how it is written, as Markdown.
func (h *analysis) fieldHelp(f *content.Field) string {
	parts := []string{h.text(f.Help)}
	sample := func(k content.Kind) string {
		for _, id := range h.entryIDs(k) {
			return id
		}
		return "…"
	}
	if form := h.text(f.Form(sample)); form != "" && !h.translation {
		parts = append(parts, "`"+form+"`")
	}
	if f.Needed && !h.translation {
		parts = append(parts, h.text(source.Msg("*required*", "*obligatoire*")))
	}
	return strings.Join(parts, "\n\n")
}

// hover says what is at a position: what a field is for, or what a value means.
func (h *analysis) hover(at position) any {
	p := h.contextAt(at)
	if !p.ok {
		return nil
	}
	word := p.word(h.doc.lines)
	about := ""
	switch t, _ := p.valueType(); {
	case t == nil:
	case !p.value && !p.item: // a name
		if p.top && h.translation && word == "translated" {
			about = h.text(content.TranslatedHelp)
		}
		if p.descend(word); p.field != nil && p.field.Name == word {
			about = h.fieldHelp(p.field)
		}
	case p.field != nil:
		kind := refKind(t, p.field)
		title := ""
		if kind != "" {
			title = h.title(kind, word)
		}
		if about = h.text(p.field.Meanings[word]); about == "" {
			about = title
		}
		if isDiscipline(p.field, p.owner) {
			about = h.disciplineHelp(word)
		}
		if about == "" {
			about = h.fieldHelp(p.field)
		}
	}
	if about == "" {
		return nil
	}
	return hover{markupContent{"markdown", about}, rangeOf(h.doc.lines, p.line, p.from, p.to)}
}

// disciplineHelp says of a discipline which session teaches it, and what it is made of there.
func (h *analysis) disciplineHelp(name string) string {
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
func (h *analysis) definition(at position) (to string, line int) {
	p := h.contextAt(at)
	t, _ := p.valueType()
	if !p.ok || t == nil || !p.value && !p.item {
		return "", 0
	}
	word := trimQuotes(p.word(h.doc.lines))
	switch kind := refKind(t, p.field); {
	case kind != "":
		return h.entryPath(kind, word), 0
	case isDiscipline(p.field, p.owner) && h.discipline(word) != nil:
		facts := h.session().Files[0]
		first := facts.At("disciplines").Line - 1
		rest := textAt(h.snapshot.files, facts.Path)[first:]
		return facts.Path, first + max(
			0,
			slices.IndexFunc(rest, func(l string) bool { return strings.Contains(l, word) }),
		)
	case mediaExtensions(t, p.owner, p.field) != nil:
		if to := content.Resolve(h.name.Dir, word); h.snapshot.files.Get(to) != nil {
			return to, 0
		}
	}
	return "", 0
}
