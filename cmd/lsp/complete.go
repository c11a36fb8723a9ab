package main

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"
)

// An item is something that may be written: what is inserted, and what says what it is.
type item struct {
	label         string
	detail        string // in a few words
	documentation string // in more, as Markdown
	insert        string // "" for the label
	snippet       bool   // insert has places to write in
	kind          int
	rank          int // the lower, the earlier
}

// complete lists what may be written at a position.
func (h *analysis) complete(at position) []completionItem {
	p := h.contextAt(at)
	var items []item
	switch {
	case p.body:
		p, items = h.bodyItems(at)
	case p.ok:
		items = h.fieldItems(&p)
	}
	line := h.doc.lines[p.line]
	list := make([]completionItem, 0, len(items))
	for _, o := range items {
		c := completionItem{
			Label:      o.label,
			Kind:       o.kind,
			SortText:   fmt.Sprintf("%03d %s", o.rank, o.label),
			FilterText: strings.TrimSpace(o.label + " " + o.detail),
		}
		c.TextEdit = textEdit{Range: rangeOf(h.doc.lines, p.line, p.from, p.to), NewText: cmp.Or(o.insert, o.label)}
		if p.from > 0 && p.value && line[p.from-1] == ':' {
			c.TextEdit.NewText = " " + c.TextEdit.NewText
		}
		if o.snippet {
			c.InsertTextFormat = formatSnippet
		}
		if o.detail != "" {
			c.LabelDetails = &labelDetails{o.detail}
		}
		if o.documentation != "" {
			c.Documentation = &markupContent{"markdown", o.documentation}
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b completionItem) int { return strings.Compare(a.SortText, b.SortText) })
	return list
}

// fieldItems is what may be written fieldItems fields.
func (h *analysis) fieldItems(p *cursorContext) []item {
	t, many := p.valueType()
	if t == nil {
		return nil
	}
	fields := hasFields(t)
	fresh := p.item && len(p.names) == 0           // nothing of the item is there yet
	bare := many && !p.item && !p.value && !p.flow // where a hyphen is missing
	lead := ""
	if bare {
		lead = "- "
	}
	var items []item
	if fields && !p.value && !(p.item && p.flow) {
		items = h.nameItems(p, t, lead)
	}
	if !fields || p.value && !many || fresh || bare && t == navType {
		for _, o := range h.valueItems(p, t) {
			if slices.Contains(p.items, o.label) {
				continue
			}
			o.insert = cmp.Or(o.insert, o.label)
			if many && p.value {
				o.insert = "[" + o.insert + "]"
			}
			o.insert = lead + o.insert
			items = append(items, o)
		}
	}
	if p.value && p.field != nil && p.field.MayBeUnknown() && !p.translation {
		items = append(
			items,
			item{
				label:  "unknown",
				detail: h.text(source.Msg("not known yet", "pas encore connu")),
				kind:   kindKeyword,
				rank:   900,
			},
		)
	}
	return items
}

// hasFields says whether fields are written within a value of a type.
func hasFields(t reflect.Type) bool {
	return t.Kind() == reflect.Map || t == captionsType || t.Kind() == reflect.Struct && len(content.Fields(t)) > 0
}

// nameItems are those of the fields that are not there yet.
func (h *analysis) nameItems(p *cursorContext, t reflect.Type, lead string) []item {
	var items []item
	switch {
	case t == captionsType, t == perLangType:
		for i, l := range h.config.Languages {
			items = append(
				items,
				item{label: l.Code, detail: l.Name, insert: l.Code + ": ", kind: kindProperty, rank: i},
			)
		}
	case t.Kind() == reflect.Map:
		for i, k := range content.Kinds {
			items = append(items, item{label: k.Folder(), insert: k.Folder() + ": ", kind: kindProperty, rank: i})
		}
	}
	if t.Kind() == reflect.Struct {
		for i, f := range content.Fields(t) {
			if p.translation && !f.Words {
				continue
			}
			o := item{label: f.Name, detail: h.text(f.Help), documentation: h.fieldHelp(&f),
				insert: skeletonOf(&f, p.translation, p.flow), snippet: true, kind: kindProperty, rank: 100 + i}
			if !p.translation && f.Needed {
				o.rank = i
			}
			items = append(items, o)
		}
	}
	// What follows on further lines stands below the name, also behind a hyphen.
	line := h.doc.lines[p.line]
	pad := p.from - (len(line) - len(strings.TrimLeft(line, " \t"))) + len(lead)
	pad = max(pad, 0)
	kept := items[:0]
	for _, o := range items {
		if slices.Contains(p.names, o.label) {
			continue
		}
		o.insert = lead + strings.ReplaceAll(o.insert, "\n", "\n"+strings.Repeat(" ", pad))
		if p.colon {
			o.insert, o.snippet = o.label, false
		}
		kept = append(kept, o)
	}
	return kept
}

// valueItems are those of a type, as far as they can be listed.
func (h *analysis) valueItems(p *cursorContext, t reflect.Type) []item {
	f := p.field
	switch ref := refKind(t, f); {
	case ref != "":
		var items []item
		for _, id := range h.entryIDs(ref) {
			items = append(items, item{label: id, detail: h.title(ref, id), kind: kindReference})
		}
		return items
	case isDiscipline(f, p.owner):
		var items []item
		for i, name := range h.session().DisciplineNames() {
			items = append(items, item{label: yamltext.Scalar(name, false), kind: kindReference, rank: i})
		}
		return items
	case f != nil && len(f.Values) > 0:
		var items []item
		for i, v := range f.Values {
			items = append(items, item{label: v, detail: h.text(f.Meanings[v]), kind: kindEnumMember, rank: i})
		}
		return items
	case t.Kind() == reflect.Bool:
		return []item{{label: "true", kind: kindKeyword}, {label: "false", kind: kindKeyword, rank: 1}}
	case t == langType:
		return h.languageItems()
	case t == captionsType:
		return []item{
			{
				label:  "no-dialogue",
				detail: h.text(source.Msg("nobody speaks", "personne ne parle")),
				kind:   kindKeyword,
			},
			{
				label:   "{fr: …}",
				insert:  "{" + h.config.Languages[0].Code + ": $1}",
				snippet: true,
				kind:    kindSnippet,
				rank:    1,
			},
		}
	case t == navType || f != nil && f.Name == "to" && p.owner == navType:
		return h.navItems()
	case f != nil && f.Name == "time_zone":
		var items []item
		for _, z := range content.Zones() {
			items = append(items, item{label: z, kind: kindEnumMember})
		}
		return items
	}
	return h.fileItems(t, p)
}

// languageItems are those of the site and others that are spoken where it is made.
func (h *analysis) languageItems() []item {
	var items []item
	for i, l := range h.config.Languages {
		items = append(items, item{label: l.Code, detail: l.Name, kind: kindEnumMember, rank: i})
	}
	for code, name := range map[string]source.Message{
		"fr": {En: "French", Fr: "français"}, "ar": {En: "Arabic", Fr: "arabe"}, "en": {En: "English", Fr: "anglais"},
		"es":  {En: "Spanish", Fr: "espagnol"},
		"ary": {En: "Moroccan Arabic", Fr: "arabe marocain"}, "zgh": {En: "Amazigh", Fr: "amazighe"}} {
		if !slices.ContainsFunc(items, func(o item) bool { return o.label == code }) {
			items = append(items, item{label: code, detail: h.text(name), kind: kindEnumMember, rank: 100})
		}
	}
	return items
}

// navItems is what a navItems may lead to.
func (h *analysis) navItems() []item {
	var items []item
	for _, k := range content.Kinds {
		if k != content.PageKind {
			items = append(items, item{label: k.Folder(), kind: kindReference})
		}
		for _, id := range h.entryIDs(k) {
			items = append(
				items,
				item{label: k.Folder() + "/" + id, detail: h.title(k, id), kind: kindReference, rank: 1},
			)
		}
	}
	return items
}

// fileItems are those beside the entry, and below assets/, that a value may name. A picture stands
// for itself with what it needs.
func (h *analysis) fileItems(t reflect.Type, p *cursorContext) []item {
	endings := mediaExtensions(t, p.owner, p.field)
	if endings == nil || p.translation {
		return nil
	}
	items := h.mediaItems(endings)
	for i, o := range items {
		items[i].insert = yamltext.Scalar(o.label, p.flow || t == imageType)
		if t == imageType {
			items[i].insert, items[i].snippet = "{src: "+escape(items[i].insert)+`, alt: "$1"}`, true
		}
	}
	return items
}

func (h *analysis) mediaItems(endings []string) []item {
	var items []item
	add := func(in, lead string, deep bool, rank int) {
		for _, f := range h.snapshot.files.Below(in + "/") {
			name := strings.TrimPrefix(f.Path, in+"/")
			end := strings.ToLower(path.Ext(name))
			if strings.Contains(name, "/") && !deep || len(endings) > 0 && !slices.Contains(endings, end) ||
				slices.Contains([]string{".md", ".yaml", ".css", ".js"}, end) {
				continue
			}
			items = append(items, item{label: lead + name, kind: kindFile, rank: rank})
		}
	}
	add(h.name.Dir, "", strings.HasPrefix(path.Base(h.path), "index."), 0)
	add("assets", "/", true, 1)
	return items
}

// escape makes a text one that stands in a snippet as it is.
func escape(s string) string { return strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`).Replace(s) }

var (
	directivePattern = regexp.MustCompile(`^:::\s*([a-z]*)$`)
	linkPattern      = regexp.MustCompile(`(!?)\[[^\]]*\]\(([^()\s]*)$`)
)

// bodyItems is what may be written outside of fields: the first of them, a directive, a link.
func (h *analysis) bodyItems(at position) (cursorContext, []item) {
	line := h.doc.lines[at.Line]
	end := byteOffset(line, at.Character)
	before := line[:end]
	p := cursorContext{cursor: cursor{line: at.Line, from: end, to: end}}
	kind := h.kind()
	_, closing := frontMatterLines(h.doc.lines)
	switch m, l := directivePattern.FindStringSubmatch(before), linkPattern.FindStringSubmatch(before); {
	case kind == "":
	case strings.Trim(strings.Join(h.doc.lines, ""), " -") == "": // nothing yet, or the first ---
		p.from, p.to = 0, len(line)
		return p, []item{
			{
				label:   "---",
				detail:  h.text(source.Msg("the fields that are required", "les champs obligatoires")),
				insert:  "---\n" + beginning(kind.Type(), h.translation) + "\n---\n",
				snippet: true,
				kind:    kindSnippet,
			},
		}
	case closing >= 0 && m != nil && !h.inDirective(closing+1, at.Line):
		p.from = end - len(m[1])
		var items []item
		for _, name := range content.DirectiveNames() {
			items = append(
				items,
				item{
					label:   name,
					detail:  h.text(content.DirectiveHelp(name)),
					insert:  name + "\n" + beginning(content.DirectiveType(name), h.translation) + "\n:::",
					snippet: true,
					kind:    kindSnippet,
				},
			)
		}
		return p, items
	case l != nil:
		if p.from = end - len(l[2]); l[1] != "" {
			return p, h.mediaItems(mediaExtensions(imageType, nil, nil))
		}
		return p, h.linkItems()
	}
	return p, nil
}

// linkItems are the files of entries, as a link from this one names them.
func (h *analysis) linkItems() []item {
	var items []item
	for rank, k := range content.Kinds {
		for _, id := range h.entryIDs(k) {
			to, err := filepath.Rel(filepath.FromSlash(h.name.Dir), filepath.FromSlash(h.entryPath(k, id)))
			if err == nil {
				items = append(
					items,
					item{label: filepath.ToSlash(to), detail: h.title(k, id), kind: kindReference, rank: rank},
				)
			}
		}
	}
	return items
}

// inDirective says whether the directive above a line is still open there.
func (h *analysis) inDirective(body, line int) bool {
	open := false
	for _, l := range h.doc.lines[body:line] {
		if rest, fence := strings.CutPrefix(strings.TrimSpace(l), ":::"); fence {
			open = !open || strings.TrimSpace(rest) != ""
		}
	}
	return open
}
