package content

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

func TestSlugify(t *testing.T) {
	for title, want := range map[string]string{
		"Épisode Zéro":                "episode-zero",
		"L’Œuvre d'une  nuit — fin !": "loeuvre-dune-nuit-fin",
		"Ça, c’est « l’été » ?":       "ca-cest-lete",
		"  Film #3 (2026)  ":          "film-3-2026",
		"Straße / Łódź":               "strasse-lodz",
		"الورشة الأخيرة":              "alourcha-alakhira",
		"مُحَمَّد":                    "mhmd",
		"حلقة ٣":                      "hlqa-3",
		"فيلم Zero":                   "film-zero",
		"漢字":                          "",
		"---":                         "",
		"":                            "",
	} {
		if got := Slugify(title); got != want {
			t.Errorf("Slugify(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestIsSlug(t *testing.T) {
	pattern := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("az09--Aé ._")), 0, 6, -1).Draw(t, "s")
		if IsSlug(s) != pattern.MatchString(s) {
			t.Fatalf("IsSlug(%q) = %v", s, IsSlug(s))
		}
	})
}

// A slug of anything is a slug or nothing, and a slug is its own slug.
func TestSlugifyLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Slugify(rapid.OneOf(rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("aÉ œ'’-ـءئشةَ٣3")))).Draw(t, "title"))
		if s != "" && !IsSlug(s) {
			t.Fatalf("%q is no slug", s)
		}
		if Slugify(s) != s {
			t.Fatalf("the slug of %q is %q", s, Slugify(s))
		}
	})
}
