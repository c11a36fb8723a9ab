package view

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A Facet is a property that films can be filtered by.
type Facet struct {
	Name   string
	Values []FacetValue
	index  map[string]int // of slugs among the values
}

// A FacetValue is one value of a facet. It has a page of its own, which lists its films.
type FacetValue struct {
	Slug  string // how it stands in addresses and in data attributes
	value string
	films []*content.Film
	label func(*Builder) string
}

// Value is the value with a slug, or nil.
func (f *Facet) Value(slug string) *FacetValue {
	i, ok := f.index[slug]
	if !ok {
		return nil
	}
	return &f.Values[i]
}

// minFilms is how many films a value must lead to: a page that lists one film is one click more to it.
const minFilms = 2

// maxOptions is how many values of each facet the page of one value offers, beside itself, and each page of a long
// list. A list of all films on one page offers every value. If each page did, n editions would make n² links.
const maxOptions = 24

// of are the film's values of the facet.
func (f *Facet) of(x *content.Film) []string {
	switch f.Name {
	case "edition":
		return []string{x.Session.ID}
	case "kind":
		return []string{x.Type}
	case "technique":
		if t, _ := x.Technique.Value.In(0); x.Technique.IsKnown() {
			return []string{t}
		}
	case "year":
		if x.Year.IsKnown() {
			return []string{itoa(x.Year.Value)}
		}
	case "language":
		return languageCodes(x.Languages.Value)
	case "subtitles":
		return languageCodes(x.Subtitles.Value)
	case "country":
		if x.Country.IsKnown() {
			return []string{x.Country.Value}
		}
	case "runtime":
		if x.Runtime.IsKnown() {
			return []string{runtimeRange(x.Runtime.Value.Duration)}
		}
	}
	return nil
}

func languageCodes(list []content.Lang) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = string(l)
	}
	return out
}

// runtimeRanges are the ranges of running times that festivals ask for, in minutes: each up to its end.
var runtimeRanges = []struct {
	name string
	end  time.Duration
}{{"0-5", 5 * time.Minute}, {"5-15", 15 * time.Minute}, {"15-30", 30 * time.Minute}, {"30-60", time.Hour}}

// runtimeRange is the range that a running time is in; "60" is that of all longer ones.
func runtimeRange(d time.Duration) string {
	for _, r := range runtimeRanges {
		if d <= r.end {
			return r.name
		}
	}
	return "60"
}

// facetSlug is how a value stands in addresses and in data attributes.
func facetSlug(value string) string { return content.Slugify(value) }

var facetNames = []string{"edition", "kind", "technique", "year", "language", "subtitles", "country", "runtime"}

// Facets are those that divide the films of the site: a facet with one value for all is none.
func Facets(s *content.Site) []Facet {
	var out []Facet
	slugs := map[string]string{} // of values: films share few
	for _, name := range facetNames {
		f := Facet{Name: name, index: map[string]int{}}
		for _, x := range s.Films {
			for _, value := range f.of(x) {
				slug, ok := slugs[value]
				if !ok {
					slug = facetSlug(value)
					slugs[value] = slug
				}
				if slug != "" {
					f.add(x, value, slug)
				}
			}
		}
		divides := len(f.Values) > 1
		f.Values = slices.DeleteFunc(f.Values, func(v FacetValue) bool { return len(v.films) < minFilms })
		if !divides || len(f.Values) == 0 {
			continue
		}
		switch name {
		case "year":
			slices.SortFunc(f.Values, func(a, b FacetValue) int { return strings.Compare(b.value, a.value) })
		case "runtime":
			slices.SortFunc(f.Values, func(a, b FacetValue) int { return minutes(a) - minutes(b) })
		}
		clear(f.index)
		for i, v := range f.Values {
			f.index[v.Slug] = i
		}
		out = append(out, f)
	}
	return out
}

// minutes is where a range of running times begins.
func minutes(x FacetValue) int {
	from, _, _ := strings.Cut(x.value, "-")
	n, _ := strconv.Atoi(from)
	return n
}

// add adds a film to a value.
func (f *Facet) add(x *content.Film, value, slug string) {
	i, ok := f.index[slug]
	if !ok {
		i = len(f.Values)
		f.index[slug] = i
		f.Values = append(f.Values, FacetValue{Slug: slug, value: value, label: labelOf(f.Name, value, x)})
	}
	if v := &f.Values[i]; len(v.films) == 0 || v.films[len(v.films)-1] != x {
		v.films = append(v.films, x)
	}
}

// labelOf is a facet's value in words; those of techniques come from a film that has it.
func labelOf(name, value string, x *content.Film) func(*Builder) string {
	switch name {
	case "edition":
		return func(v *Builder) string {
			if e := v.Session(value); e != nil {
				return v.localized(e.Title).Plain
			}
			return value
		}
	case "kind":
		return func(v *Builder) string { return v.t("film." + value) }
	case "technique":
		return func(v *Builder) string { return v.localized(x.Technique.Value).Plain }
	case "language", "subtitles":
		return func(v *Builder) string { return v.language(content.Lang(value)) }
	case "country":
		return func(v *Builder) string { return v.country(value).Plain }
	case "runtime":
		return func(v *Builder) string { return v.t("runtime." + value) }
	}
	return func(*Builder) string { return value }
}

// filter is what a list of films offers of a facet.
func (v *Builder) filter(f *Facet, rt *Route, all bool) layouts.Filter {
	out := layouts.Filter{Name: f.Name, Label: v.t("facet." + f.Name)}
	if all {
		for i := range f.Values {
			out.Options = append(out.Options, v.option(f, i, false))
		}
		return out
	}
	current := -1
	if rt.Facet == f.Name {
		current = f.index[rt.Value]
	}
	for i := range min(maxOptions, len(f.Values)) {
		out.Options = append(out.Options, v.option(f, i, i == current))
	}
	if current >= maxOptions {
		out.Options = append(out.Options, v.option(f, current, true))
	}
	return out
}

// option is the nth value of a facet in a list.
func (v *Builder) option(f *Facet, n int, current bool) layouts.Option {
	x := &f.Values[n]
	o := layouts.Option{Value: x.Slug, Label: x.label(v), Count: len(x.films), Current: current}
	if to := v.in.Translations("films/" + f.Name + "/" + x.Slug + "/"); to != nil && to[v.lang] != nil {
		o.URL = to[v.lang].URL
	}
	return o
}

// filterAttrs is what the filter script must know of a film.
func (v *Builder) filterAttrs(f *content.Film) template.HTMLAttr {
	var b strings.Builder
	for i := range v.in.Facets {
		x := &v.in.Facets[i]
		var has []string
		for _, val := range x.of(f) {
			has = append(has, facetSlug(val))
		}
		if len(has) > 0 {
			b.WriteString(` data-` + x.Name + `="` + strings.Join(has, " ") + `"`)
		}
	}
	return template.HTMLAttr(b.String())
}
