package view

import (
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A factList collects rows of label and value. A field that is absent adds nothing; one that is
// unknown adds a row that says so.
type factList struct {
	v    *Builder
	of   reflect.Type // whose fields the rows are
	list []layouts.Fact
}

// factsOf begins the facts of a record, or of another pointer to a struct with fields.
func (v *Builder) factsOf(x any) factList { return factList{v: v, of: reflect.TypeOf(x).Elem()} }

// label is the name of a field, such as "applications.opens", in the page's language. What is no
// field, and languages that fields have no name in, are named by the site's strings.
func (f *factList) label(field string) string {
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

// rows are the facts, those that are not known put together at the end: what is missing is said once.
func (f *factList) rows() []layouts.Fact {
	var known []layouts.Fact
	var missing []string
	for _, x := range f.list {
		if x.Unknown {
			label := string(f.v.plain(firstLower(x.Label)).HTML)
			if x.Field != "" { // so that a click in the preview leads to the field
				label = `<span data-field="` + x.Field + `">` + label + `</span>`
			}
			missing = append(missing, label)
		} else {
			known = append(known, x)
		}
	}
	if len(missing) > 0 {
		list := template.HTML(strings.Join(missing, template.HTMLEscapeString(f.v.t("value.comma"))))
		known = append(known, layouts.Fact{Label: f.v.t("fact.unknown"), Value: list, Unknown: true})
	}
	return known
}

// firstLower writes a label as it stands within a sentence.
func firstLower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

func (f *factList) add(field string, t layouts.Text) {
	f.list = append(f.list, layouts.Fact{Field: field, Label: f.label(field), Value: t.HTML, Attrs: t.Attrs})
}

func (f *factList) html(field string, h template.HTML) {
	f.list = append(f.list, layouts.Fact{Field: field, Label: f.label(field), Value: h})
}

// time adds a date or duration; iso is how HTML writes it.
func (f *factList) time(field, iso string, t layouts.Text) {
	f.html(field, template.HTML(`<time datetime="`+iso+`">`+string(t.HTML)+`</time>`))
}

func (f *factList) unknown(field string, is bool) {
	if is {
		f.html(field, f.v.label("value.unknown").HTML)
		f.list[len(f.list)-1].Unknown = true
	}
}

func (f *factList) properName(field string, o content.Optional[string]) {
	f.named(field, o, f.v.properName)
}

// named adds a text in the words that name makes of it.
func (f *factList) named(field string, o content.Optional[string], name func(string) layouts.Text) {
	if o.IsKnown() {
		f.add(field, name(o.Value))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) localized(field string, o content.Optional[content.LocalizedText]) {
	if o.IsKnown() {
		f.add(field, f.v.localized(o.Value))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) number(field string, o content.Optional[int]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(strconv.Itoa(o.Value)))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) count(field string, o content.Optional[content.Count]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(f.v.count(o.Value)))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) duration(field string, o content.Optional[content.Duration]) {
	if o.IsKnown() {
		f.time(field, isoDuration(o.Value), f.v.plain(f.v.duration(o.Value)))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) languages(field string, o content.Optional[[]content.Lang]) {
	if o.IsKnown() {
		f.add(field, f.v.plain(f.v.languages(o.Value)))
	}
	f.unknown(field, o.IsUnknown())
}

func (f *factList) date(field string, d content.Date) { f.when(field, d, f.v.when(d)) }

func (f *factList) span(field string, from, to content.Date) {
	if from.Precision == content.Absent {
		f.date(field, to)
		return
	}
	f.when(field, from, f.v.span(from, to))
}

func (f *factList) when(field string, d content.Date, w layouts.When) {
	switch {
	case d.Precision == content.Absent:
	case !d.Known():
		f.unknown(field, true)
	default:
		f.time(field, w.DateTime, w.Text)
	}
}

// links adds a row of links to those of the entries that are live.
func (f *factList) links(field string, state content.State, kind content.Kind, refs ...content.Ref) {
	f.unknown(field, state == content.StateUnknown)
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
