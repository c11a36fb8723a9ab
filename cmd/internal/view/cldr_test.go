package view

import (
	"testing"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/source"
)

// Countries, languages and ratings are said in words, in Moroccan Arabic usage too.
func TestNamesInWords(t *testing.T) {
	own := map[string]string{
		"fr": "languages: [ary=arabe marocain]\nvalue: {all_ages: tous publics, age_min: \"à partir de {min}\"," +
			" years: {one: \"{n} an\", other: \"{n} ans\"}}\n",
		"ar-MA": "languages: [ary=الدارجة المغربية]\nvalue: {all_ages: لجميع الأعمار, " +
			"age_min: \"ابتداءً من {min}\", years: {zero: \"{n} سنة\", one: سنة, two: سنتين, " +
			"few: \"{n} سنوات\", many: \"{n} سنة\", other: \"{n} سنة\"}}\n",
	}
	for code, want := range map[string][]string{
		"fr": {"Maroc", "Sénégal", "Terre du Milieu", "arabe marocain", "wolof", "tous publics",
			"à partir de 12 ans", "R"},
		"ar-MA": {"المغرب", "السنغال", "Terre du Milieu", "الدارجة المغربية",
			"الولوفية", "لجميع الأعمار", "ابتداءً من 12 سنة", "R"},
	} {
		set, _ := layouts.Load([]*source.File{source.NewText("layouts/strings."+code+".yaml", []byte(own[code]))},
			layouts.Options{Languages: []string{code}})
		v := &Builder{Site: &content.Site{Config: &content.Config{}}, strings: set.Strings(code), code: code}
		v.Config.Languages = []content.Language{{Code: code}}
		got := []string{v.country("MA").Plain, v.country("SN").Plain, v.country("Terre du Milieu").Plain,
			v.language("ary"), v.language("wo"), v.rating("TP").Plain, v.rating("12+").Plain, v.rating("R").Plain}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", code, got[i], want[i])
			}
		}
	}
}
