package view

import (
	"html/template"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
)

// A Facet is a property that films can be filtered by.
type Facet struct {
	Name   string
	Values []FacetValue
}

// A FacetValue is one value of a facet, which has a page of its own.
type FacetValue struct {
	Slug  string // how it stands in addresses and in data attributes
	value string
	films []*content.Film
	label func(*Builder) string
}

// of are the film's values of the facet.
func (f Facet) of(x *content.Film) []string {
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
		var out []string
		for _, l := range x.Languages.Value {
			out = append(out, string(l))
		}
		return out
	}
	return nil
}

// facetSlug is how a value stands in addresses and in data attributes.
func facetSlug(value string) string { return content.Slugify(value) }

// Facets are those that divide the films of the site: a facet with one value for all is none.
func Facets(s *content.Site) []Facet {
	var out []Facet
	slugs := map[string]string{} // films share few values
	for _, name := range []string{"edition", "kind", "technique", "year", "language"} {
		f := Facet{Name: name}
		at := map[string]int{} // of slugs among the values
		for _, x := range s.Films {
			for _, value := range f.of(x) {
				slug, ok := slugs[value]
				if !ok {
					slug = facetSlug(value)
					slugs[value] = slug
				}
				if slug == "" {
					continue
				}
				i, ok := at[slug]
				if !ok {
					i = len(f.Values)
					at[slug] = i
					f.Values = append(f.Values, FacetValue{Slug: slug, value: value, label: labelOf(s, name, value, x)})
				}
				if v := &f.Values[i]; len(v.films) == 0 || v.films[len(v.films)-1] != x {
					v.films = append(v.films, x)
				}
			}
		}
		if name == "year" {
			slices.SortFunc(f.Values, func(a, b FacetValue) int { return strings.Compare(b.value, a.value) })
		}
		if len(f.Values) > 1 {
			out = append(out, f)
		}
	}
	return out
}

// labelOf is a facet's value in words; those of techniques come from a film that has it.
func labelOf(s *content.Site, name, value string, x *content.Film) func(*Builder) string {
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
	case "language":
		return func(v *Builder) string { return v.language(content.Lang(value)) }
	}
	return func(*Builder) string { return value }
}

// filterAttrs is what the filter script must know of a film.
func (v *Builder) filterAttrs(f *content.Film) template.HTMLAttr {
	var b strings.Builder
	for _, x := range v.in.Facets {
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
