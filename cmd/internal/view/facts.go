package view

import (
	"html/template"
	"reflect"
	"strconv"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// facts collects rows of label and value. A field that is absent adds nothing, one that is
// unknown a row that says so.
type facts struct {
	v    *Builder
	of   reflect.Type // whose fields the rows are
	list []layouts.Fact
}

// factsOf begins the facts of a record, or of another pointer to a struct with fields.
func (v *Builder) factsOf(x any) facts { return facts{v: v, of: reflect.TypeOf(x).Elem()} }

// label is the name of a field, such as "applications.opens", in the page's language. What is no
// field, and languages that fields have no name in, are named by the site's strings.
func (f *facts) label(field string) string {
	if x := content.FieldAt(f.of, field); x != nil {
		if label := x.Label.In(f.v.code); label != "" {
			return upper(label)
		}
	}
	return f.v.t("fact." + field)
}

// upper begins a text with a capital letter.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func (f *facts) add(field string, t layouts.Text) {
	f.list = append(f.list, layouts.Fact{Field: field, Label: f.label(field), Value: t.HTML, Attrs: t.Attrs})
}

func (f *facts) html(field string, h template.HTML) {
	f.list = append(f.list, layouts.Fact{Field: field, Label: f.label(field), Value: h})
}

func (f *facts) gap(field string, gap bool) {
	if gap {
		u := f.v.say("value.unknown")
		f.list = append(f.list, layouts.Fact{Field: field, Label: f.label(field), Value: u.HTML, Unknown: true})
	}
}

func (f *facts) str(field string, o content.Optional[string]) {
	if o.IsKnown() {
		f.add(field, f.v.name(o.Value))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) words(field string, o content.Optional[content.LocalizedText]) {
	if o.IsKnown() {
		f.add(field, f.v.tr(o.Value))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) number(field string, o content.Optional[int]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(strconv.Itoa(o.Value)))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) count(field string, o content.Optional[content.Count]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(f.v.count(o.Value)))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) length(field string, o content.Optional[content.Duration]) {
	if o.IsKnown() {
		f.html(field, template.HTML(`<time datetime="`+isoLength(o.Value)+`">`+string(f.v.plain(f.v.length(o.Value)).HTML)+`</time>`))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) langs(field string, o content.Optional[[]content.Lang]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(f.v.languages(o.Value)))
	}
	f.gap(field, o.IsUnknown())
}

func (f *facts) date(field string, d content.Date) { f.when(field, d, f.v.when(d)) }

func (f *facts) span(field string, from, to content.Date) {
	if from.Precision == content.Absent {
		f.date(field, to)
		return
	}
	f.when(field, from, f.v.span(from, to))
}

func (f *facts) when(field string, d content.Date, w layouts.When) {
	switch {
	case d.Precision == content.Absent:
	case !d.Known():
		f.gap(field, true)
	default:
		f.html(field, template.HTML(`<time datetime="`+w.DateTime+`">`+string(w.Text.HTML)+`</time>`))
	}
}

// links adds a row of links to entries.
func (f *facts) links(field string, o content.State, kind content.Kind, refs ...content.Ref) {
	f.gap(field, o == content.Gap)
	var h template.HTML
	for _, r := range refs {
		rec := f.v.Any(kind, r.ID)
		if rec == nil || !f.v.Live(rec.Base()) {
			continue
		}
		if h != "" {
			h += template.HTML(template.HTMLEscapeString(f.v.t("value.comma")))
		}
		h += f.v.linkHTML(rec)
	}
	if h != "" {
		f.html(field, h)
	}
}
