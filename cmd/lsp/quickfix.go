package main

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"
)

// fixes are the corrections of what is wrong, as far as it is clear what is meant.
func (h *analysis) fixes(uri string, wrong []diagnostic) []codeAction {
	actions := []codeAction{}
	for _, x := range wrong {
		at := x.Range.Start
		if at.Line != x.Range.End.Line || at.Line < 0 || at.Line >= len(h.doc.lines) {
			continue
		}
		from, to, by := h.quoteFix(at)
		if by == "" {
			from, to, by = h.nearestFix(x.Range)
		}
		if by == "" {
			continue
		}
		fix := codeAction{
			Title:       h.text(source.Msg("write “%s”", "écrire « %s »", by)),
			Kind:        "quickfix",
			Diagnostics: []diagnostic{x},
			IsPreferred: true,
		}
		fix.Edit.Changes = map[string][]textEdit{
			uri: {{Range: rangeOf(h.doc.lines, at.Line, from, to), NewText: by}},
		}
		actions = append(actions, fix)
	}
	return actions
}

// quoteFix is the value that begins at a position, and stands between quotes if it is to be read.
func (h *analysis) quoteFix(at position) (from, to int, by string) {
	line := h.doc.lines[at.Line]
	r := parseLine(line)
	value := strings.TrimRight(line[r.value:], " \t")
	if i := strings.Index(value, " # "); i >= 0 { // a comment
		value = strings.TrimRight(value[:i], " ")
	}
	p := h.contextAt(position{at.Line, utf16Len(line, r.value)})
	t, _ := p.valueType()
	if first := byteOffset(line, at.Character); first != r.value &&
		!(first == r.start && strings.HasPrefix(value, "#")) ||
		h.continues(at.Line) ||
		t == nil ||
		hasFields(t) {
		return 0, 0, ""
	}
	by, _ = yamltext.Quoted(value)
	return r.value, r.value + len(value), by
}

// continues says whether the value on a line may go on on the next.
func (h *analysis) continues(line int) bool {
	if line+1 == len(h.doc.lines) {
		return false
	}
	next := h.doc.lines[line+1]
	in := len(next) - len(strings.TrimLeft(next, " \t"))
	return in < len(next) && in > parseLine(h.doc.lines[line]).indent()
}

// nearestFix is what may be written in a place and is near to what is written there: its name, or what
// says what it is, as the title of an entry does.
func (h *analysis) nearestFix(where textRange) (from, to int, by string) {
	line := h.doc.lines[where.Start.Line]
	from, to = byteOffset(line, where.Start.Character), byteOffset(line, where.End.Character)
	p := h.contextAt(where.Start)
	if from >= to || !p.ok || p.from > from || p.to < to {
		return 0, 0, ""
	}
	var names, abouts []string
	for _, o := range h.fieldItems(&p) {
		names, abouts = append(names, o.label), append(abouts, o.detail)
	}
	typed := line[from:to]
	if by = source.Nearest(typed, names); by == "" {
		if about := source.Nearest(typed, abouts); about != "" {
			by = names[slices.Index(abouts, about)]
		}
	}
	if by == typed {
		return 0, 0, ""
	}
	return from, to, by
}
