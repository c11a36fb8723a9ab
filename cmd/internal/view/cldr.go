package view

import (
	"regexp"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// language is a language in words: the site's own where its strings have some, else those of CLDR, else the code.
func (v *Builder) language(code content.Lang) string {
	for _, w := range v.strings.List("languages") {
		if c, name, _ := strings.Cut(w, "="); c == string(code) {
			return name
		}
	}
	if tag, err := language.Parse(string(code)); err == nil {
		if name := display.Languages(language.Make(v.code)).Name(tag); name != "" {
			return name
		}
	}
	return string(code)
}

var regionCode = regexp.MustCompile(`^[A-Z]{2}$`)

// country is a country in words where it is written as its code, such as MA, else as it is written.
func (v *Builder) country(s string) layouts.Text {
	if regionCode.MatchString(s) {
		if region, err := language.ParseRegion(s); err == nil {
			if name := display.Regions(language.Make(v.code)).Name(region); name != "" {
				return v.plain(name)
			}
		}
	}
	return v.properName(s)
}

var ageRating = regexp.MustCompile(`^([0-9]{1,2})\+$`)

// rating is for whom a film is, in words where it is written as TP or 12+, else as it is written.
func (v *Builder) rating(s string) layouts.Text {
	if s == "TP" {
		return v.label("value.all_ages")
	}
	if m := ageRating.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return v.label("value.age_min", "min", v.strings.N("value.years", n))
	}
	return v.properName(s)
}
