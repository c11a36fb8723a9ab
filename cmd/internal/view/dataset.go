package view

import (
	"html/template"
	"reflect"
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A Dataset is what the site gives away of some kinds of entries, as a file of data.
type Dataset struct {
	Name  string // of its file, without the ending
	Kinds []content.Kind
}

// Datasets are the open data of the site.
var Datasets = []Dataset{
	{"films", []content.Kind{content.FilmKind}},
	{"sessions", []content.Kind{content.SessionKind}},
	{"events", []content.Kind{content.MasterclassKind, content.EventKind}},
	{"prizes", []content.Kind{content.PrizeKind}},
	{"people", []content.Kind{content.PersonKind}},
}

// withheld are fields that are for the site alone: when and where an entry is shown, what a person agreed to, and
// files that are published as they are.
var withheld = []string{"draft", "publish", "expire", "aliases", "slug", "weight", "sources", "consent", "guardian",
	"sort_name", "press_kit", "focus", "captions", "transcript", "film", "trailer", "recording"}

// DataFields are the fields of a struct that are given away as data.
func DataFields(t reflect.Type) []content.Field {
	return slices.DeleteFunc(slices.Clone(content.Fields(t)), func(f content.Field) bool {
		return slices.Contains(withheld, f.Name)
	})
}

// DataName is the name of a field in data: a film's field kind is its form there, for each item says its kind.
func DataName(field string) string {
	if field == "kind" {
		return "form"
	}
	return field
}

// dataPage documents the open data: every file, and the fields in it.
func (v *Builder) dataPage() *layouts.Data {
	out := &layouts.Data{}
	for _, rule := range v.strings.List("data.rules") {
		out.Rules = append(out.Rules, v.plain(rule))
	}
	for _, d := range Datasets {
		x := layouts.Dataset{Name: d.Name, Title: v.label("list." + d.Kinds[0].Folder()),
			JSON: v.in.DataURL(d.Name + ".json"), CSV: v.in.DataURL(d.Name + ".csv")}
		if x.JSON == "" {
			continue
		}
		seen := map[string]bool{}
		for _, k := range d.Kinds {
			for _, f := range DataFields(reflect.TypeOf(k.New()).Elem()) {
				if seen[f.Name] {
					continue
				}
				seen[f.Name] = true
				x.Fields = append(x.Fields, v.dataField(&f))
			}
		}
		out.Datasets = append(out.Datasets, x)
	}
	return out
}

func (v *Builder) dataField(f *content.Field) layouts.DataField {
	out := layouts.DataField{Name: DataName(f.Name), Label: v.plain(f.Label.In(v.code)),
		Type: v.t("data.type." + dataType(f))}
	switch v.code {
	case "fr":
		out.Help = v.plain(f.Help.Fr)
	case "en":
		out.Help = v.plain(f.Help.En)
	}
	if out.Help.Plain == out.Label.Plain {
		out.Help = layouts.Text{}
	}
	for _, value := range f.Values {
		out.Values = append(out.Values, template.HTML(template.HTMLEscapeString(value)))
	}
	return out
}

// dataType names the type of a field's values, among the site's strings.
func dataType(f *content.Field) string {
	t := f.Type
	if e, ok := content.ElemOfOptional(t); ok {
		t = e
	}
	if t.Kind() == reflect.Slice && t != reflect.TypeFor[content.LocalizedText]() {
		return "list"
	}
	switch {
	case f.Ref != "":
		return "reference"
	case t == reflect.TypeFor[content.LocalizedText]():
		return "localized"
	case t == reflect.TypeFor[content.Date]():
		return "date"
	case t == reflect.TypeFor[content.Duration]():
		return "seconds"
	case t == reflect.TypeFor[content.Count]():
		return "count"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Float64:
		return "number"
	case t.Kind() == reflect.Bool:
		return "truth"
	case t.Kind() == reflect.Struct:
		return "object"
	}
	return "text"
}
