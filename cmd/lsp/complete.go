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
	"artsfactory/cmd/internal/schema"
	"artsfactory/cmd/internal/source"
)

// An offer is something that may be written: what is inserted, and what says what it is.
type offer struct {
	label   string
	about   string // in a few words
	more    string // in more, as Markdown
	insert  string // "" for the label
	snippet bool   // insert has places to write in
	kind    int
	rank    int // the lower, the earlier
}

// complete lists what may be written at a position.
func (h *helper) complete(at position) []completion {
	p := h.place(at)
	var offers []offer
	switch {
	case p.body:
		p, offers = h.body(at)
	case p.ok:
		offers = h.among(&p)
	}
	line := h.doc.lines[p.line]
	list := make([]completion, 0, len(offers))
	for _, o := range offers {
		c := completion{Label: o.label, Kind: o.kind, SortText: fmt.Sprintf("%03d %s", o.rank, o.label), FilterText: strings.TrimSpace(o.label + " " + o.about)}
		c.TextEdit = edit{Range: spanOf(h.doc.lines, p.line, p.from, p.to), NewText: cmp.Or(o.insert, o.label)}
		if p.from > 0 && p.value && line[p.from-1] == ':' {
			c.TextEdit.NewText = " " + c.TextEdit.NewText
		}
		if o.snippet {
			c.InsertTextFormat = formatSnippet
		}
		if o.about != "" {
			c.LabelDetails = &labelDetails{o.about}
		}
		if o.more != "" {
			c.Documentation = &markup{"markdown", o.more}
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b completion) int { return strings.Compare(a.SortText, b.SortText) })
	return list
}

// among is what may be written among fields.
func (h *helper) among(p *place) []offer {
	t, many := p.written()
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
	var offers []offer
	if fields && !p.value && !(p.item && p.flow) {
		offers = h.names(p, t, lead)
	}
	if !fields || p.value && !many || fresh || bare && t == navType {
		for _, o := range h.values(p, t) {
			if slices.Contains(p.items, o.label) {
				continue
			}
			o.insert = cmp.Or(o.insert, o.label)
			if many && p.value {
				o.insert = "[" + o.insert + "]"
			}
			o.insert = lead + o.insert
			offers = append(offers, o)
		}
	}
	if p.value && p.field != nil && p.field.MayBeUnknown() && !p.words {
		offers = append(offers, offer{label: "unknown", about: h.text(source.Msg("not known yet", "pas encore connu")), kind: kindKeyword, rank: 900})
	}
	return offers
}

// hasFields says whether fields are written within a value of a type.
func hasFields(t reflect.Type) bool {
	return t.Kind() == reflect.Map || t == captionsType || t.Kind() == reflect.Struct && len(content.Fields(t)) > 0
}

// names are those of the fields that are not there yet.
func (h *helper) names(p *place, t reflect.Type, lead string) []offer {
	var offers []offer
	switch {
	case t == captionsType, t == perLangType:
		for i, l := range h.config.Languages {
			offers = append(offers, offer{label: l.Code, about: l.Name, insert: l.Code + ": ", kind: kindProperty, rank: i})
		}
	case t.Kind() == reflect.Map:
		for i, k := range content.Kinds {
			offers = append(offers, offer{label: k.Folder(), insert: k.Folder() + ": ", kind: kindProperty, rank: i})
		}
	}
	if t.Kind() == reflect.Struct {
		for i, f := range content.Fields(t) {
			if p.words && !f.Words {
				continue
			}
			o := offer{label: f.Name, about: h.text(schema.About(t, &f)), more: h.describe(t, &f), insert: schema.Skeleton(&f, p.words, p.flow), snippet: true, kind: kindProperty, rank: 100 + i}
			if !p.words && schema.Needed(t, &f) {
				o.rank = i
			}
			offers = append(offers, o)
		}
	}
	// What follows on further lines stands below the name, also behind a hyphen.
	line := h.doc.lines[p.line]
	pad := p.from - (len(line) - len(strings.TrimLeft(line, " \t"))) + len(lead)
	pad = max(pad, 0)
	kept := offers[:0]
	for _, o := range offers {
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

// values are those of a type, as far as they can be listed.
func (h *helper) values(p *place, t reflect.Type) []offer {
	f := p.field
	switch ref := refers(t, f); {
	case ref != "":
		var offers []offer
		for _, id := range h.entries(ref) {
			offers = append(offers, offer{label: id, about: h.title(ref, id), kind: kindReference})
		}
		return offers
	case isDiscipline(f, p.owner):
		var offers []offer
		for i, name := range h.session().DisciplineNames() {
			offers = append(offers, offer{label: content.Scalar(name, false), kind: kindReference, rank: i})
		}
		return offers
	case f != nil && len(f.Values) > 0:
		var offers []offer
		for i, v := range f.Values {
			offers = append(offers, offer{label: v, about: h.text(schema.Meaning(p.owner, f, v)), kind: kindEnumMember, rank: i})
		}
		return offers
	case t.Kind() == reflect.Bool:
		return []offer{{label: "true", kind: kindKeyword}, {label: "false", kind: kindKeyword, rank: 1}}
	case t == langType:
		return h.languages()
	case t == captionsType:
		return []offer{{label: "no-dialogue", about: h.text(source.Msg("nobody speaks", "personne ne parle")), kind: kindKeyword},
			{label: "{fr: …}", insert: "{" + h.config.Languages[0].Code + ": $1}", snippet: true, kind: kindSnippet, rank: 1}}
	case t == navType || f != nil && f.Name == "to" && p.owner == navType:
		return h.menu()
	case f != nil && f.Name == "time_zone":
		var offers []offer
		for _, z := range content.Zones() {
			offers = append(offers, offer{label: z, kind: kindEnumMember})
		}
		return offers
	}
	return h.files(t, p)
}

// languages are those of the site and others that are spoken where it is made.
func (h *helper) languages() []offer {
	var offers []offer
	for i, l := range h.config.Languages {
		offers = append(offers, offer{label: l.Code, about: l.Name, kind: kindEnumMember, rank: i})
	}
	for code, name := range map[string]source.Message{
		"fr": {En: "French", Fr: "français"}, "ar": {En: "Arabic", Fr: "arabe"}, "en": {En: "English", Fr: "anglais"}, "es": {En: "Spanish", Fr: "espagnol"},
		"ary": {En: "Moroccan Arabic", Fr: "arabe marocain"}, "zgh": {En: "Amazigh", Fr: "amazighe"}} {
		if !slices.ContainsFunc(offers, func(o offer) bool { return o.label == code }) {
			offers = append(offers, offer{label: code, about: h.text(name), kind: kindEnumMember, rank: 100})
		}
	}
	return offers
}

// menu is what a menu may lead to.
func (h *helper) menu() []offer {
	var offers []offer
	for _, k := range content.Kinds {
		if k != content.PageKind {
			offers = append(offers, offer{label: k.Folder(), kind: kindReference})
		}
		for _, id := range h.entries(k) {
			offers = append(offers, offer{label: k.Folder() + "/" + id, about: h.title(k, id), kind: kindReference, rank: 1})
		}
	}
	return offers
}

// files are those beside the entry, and below assets/, that a value may name. A picture stands
// for itself with what it needs.
func (h *helper) files(t reflect.Type, p *place) []offer {
	endings := media(t, p.owner, p.field)
	if endings == nil || p.words {
		return nil
	}
	offers := h.media(endings)
	for i, o := range offers {
		offers[i].insert = content.Scalar(o.label, p.flow || t == imageType)
		if t == imageType {
			offers[i].insert, offers[i].snippet = "{src: "+escape(offers[i].insert)+`, alt: "$1"}`, true
		}
	}
	return offers
}

func (h *helper) media(endings []string) []offer {
	var offers []offer
	add := func(in, lead string, deep bool, rank int) {
		for _, f := range h.view.files.Below(in + "/") {
			name := strings.TrimPrefix(f.Path, in+"/")
			end := strings.ToLower(path.Ext(name))
			if strings.Contains(name, "/") && !deep || len(endings) > 0 && !slices.Contains(endings, end) || slices.Contains([]string{".md", ".yaml", ".css", ".js"}, end) {
				continue
			}
			offers = append(offers, offer{label: lead + name, kind: kindFile, rank: rank})
		}
	}
	add(h.name.Dir, "", strings.HasPrefix(path.Base(h.path), "index."), 0)
	add("assets", "/", true, 1)
	return offers
}

// escape makes a text one that stands in a snippet as it is.
func escape(s string) string { return strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`).Replace(s) }

var (
	directiveStart = regexp.MustCompile(`^:::\s*([a-z]*)$`)
	linkStart      = regexp.MustCompile(`(!?)\[[^\]]*\]\(([^()\s]*)$`)
)

// body is what may be written outside of fields: the first of them, a directive, a link.
func (h *helper) body(at position) (place, []offer) {
	line := h.doc.lines[at.Line]
	end := bytesOf(line, at.Character)
	before := line[:end]
	p := place{cursor: cursor{line: at.Line, from: end, to: end}}
	kind := h.kind()
	_, closing := front(h.doc.lines)
	switch m, l := directiveStart.FindStringSubmatch(before), linkStart.FindStringSubmatch(before); {
	case kind == "":
	case strings.Trim(strings.Join(h.doc.lines, ""), " -") == "": // nothing yet, or the first ---
		p.from, p.to = 0, len(line)
		return p, []offer{{label: "---", about: h.text(source.Msg("the fields that are required", "les champs obligatoires")), insert: "---\n" + schema.Begin(schema.TypeOf(kind), h.words) + "\n---\n", snippet: true, kind: kindSnippet}}
	case closing >= 0 && m != nil && !h.inDirective(closing+1, at.Line):
		p.from = end - len(m[1])
		var offers []offer
		for _, name := range content.DirectiveNames {
			offers = append(offers, offer{label: name, about: h.text(schema.AboutDirective(name)), insert: name + "\n" + schema.Begin(content.DirectiveType(name), h.words) + "\n:::", snippet: true, kind: kindSnippet})
		}
		return p, offers
	case l != nil:
		if p.from = end - len(l[2]); l[1] != "" {
			return p, h.media(media(imageType, nil, nil))
		}
		return p, h.links()
	}
	return p, nil
}

// links are the files of entries, as a link from this one names them.
func (h *helper) links() []offer {
	var offers []offer
	for rank, k := range content.Kinds {
		for _, id := range h.entries(k) {
			to, err := filepath.Rel(filepath.FromSlash(h.name.Dir), filepath.FromSlash(h.entry(k, id)))
			if err == nil {
				offers = append(offers, offer{label: filepath.ToSlash(to), about: h.title(k, id), kind: kindReference, rank: rank})
			}
		}
	}
	return offers
}

// inDirective says whether the directive above a line is still open there.
func (h *helper) inDirective(body, line int) bool {
	open := false
	for _, l := range h.doc.lines[body:line] {
		if rest, fence := strings.CutPrefix(strings.TrimSpace(l), ":::"); fence {
			open = !open || strings.TrimSpace(rest) != ""
		}
	}
	return open
}
