package content

import (
	"strings"
	"testing"
)

// The hint for what an editor is likely to write holds the value to write instead, and the build takes it.
func TestHintsHoldTheValue(t *testing.T) {
	c := benchConfig(t)
	for _, x := range []struct {
		kind               Kind
		field, typed, want string
	}{
		{EventKind, "start", "12/12/2026 18h30", "2026-12-12T18:30"},
		{EventKind, "start", "12/12/2026 à 18h", "2026-12-12T18:00"},
		{EventKind, "start", "12.12.2026", "2026-12-12"},
		{EventKind, "start", "samedi 12 décembre 2026, 18:30", "2026-12-12T18:30"},
		{EventKind, "start", "1er mai 2026", "2026-05-01"},
		{EventKind, "start", "mai 2026", "2026-05"},
		{EventKind, "start", "05/2026", "2026-05"},
		{EventKind, "start", "May 12, 2026", "2026-05-12"},
		{EventKind, "start", "2026-1-5", "2026-01-05"},
		{EventKind, "start", "2026/01/05 18:30", "2026-01-05T18:30"},
		{EventKind, "start", "2026-01-05T18:30:00+01:00", "2026-01-05T18:30"},
		{EventKind, "start", "2026-01-05 6pm", "2026-01-05T18:00"},
		{EventKind, "start", "semaine 49, 2025", "2025-W49"},
		{EventKind, "start", "automne 2026", "2026"},
		{EventKind, "start", "ماي 2026", "2026-05"},
		{EventKind, "start", "٢٠٢٦-٠٥-٠١", "2026-05-01"},
		{EventKind, "start", "2026–05–01", "2026-05-01"},
		{EventKind, "start", "\u200e2026-05-01", "2026-05-01"},
		{EventKind, "start", "à confirmer", "unknown"},
		{SessionKind, "start", "12/12/2026 18h30", "2026-12-12"},
		{FilmKind, "year", "?", "unknown"},
		{FilmKind, "year", "À confirmer", "unknown"},
		{FilmKind, "year", "26", "2026"},
		{FilmKind, "year", "mai 2026", "2026"},
		{FilmKind, "year", "en 2026", "2026"},
		{FilmKind, "runtime", "12 min 30", "12m30s"},
		{FilmKind, "runtime", "12'30\"", "12m30s"},
		{FilmKind, "runtime", "12:30", "12m30s"},
		{FilmKind, "runtime", "1h30", "1h30m"},
		{FilmKind, "runtime", "1:02:03", "1h2m3s"},
		{FilmKind, "runtime", "90 minutes", "90m"},
		{FilmKind, "runtime", "90", "90m"},
		{FilmKind, "runtime", "TBC", "unknown"},
		{FilmKind, "languages", "français", "fr"},
		{FilmKind, "languages", "[darija]", "ary"},
		{FilmKind, "kind", "Short", "short"},
		{FilmKind, "kind", "court métrage", "short"},
		{FilmKind, "kind", "Documentaire", "documentary"},
		{SessionKind, "seats", "environ 60", "~60"},
		{SessionKind, "seats", "une soixantaine", "~60"},
		{SessionKind, "seats", "60 personnes", "60"},
		{SessionKind, "seats", "1 500", "1500"},
		{SessionKind, "number", "2e", "2"},
		{SessionKind, "number", "Deuxième", "2"},
		{PlaceKind, "geo", "{lat: '33,57', lon: -7.6}", "33.57"},
		{PlaceKind, "geo", "{lat: 33.57, lon: '7.6 W'}", "-7.6"},
		{EventKind, "online", "www.example.org", "https://www.example.org"},
		{EventKind, "online", "contact@example.org", "mailto:contact@example.org"},
		{EventKind, "online", "+212 5 22 00 00 00", "tel:+212522000000"},
		{EventKind, "online", "https:/example.org/a", "https://example.org/a"},
		{EventKind, "audience", "à confirmer", "unknown"},
		{EventKind, "audience", "tout le monde", "public"},
	} {
		written := x.field + ": " + x.typed
		value := x.typed
		if strings.ContainsAny(x.typed[:1], "?'\"") || strings.ContainsAny(x.typed, "\"") {
			value = "'" + strings.ReplaceAll(x.typed, "'", "''") + "'"
		}
		problems := CheckValue(x.kind, x.field, value, c)
		if len(problems) != 1 {
			t.Errorf("%s: %d problems: %s", written, len(problems), say(problems, "en"))
			continue
		}
		for _, hint := range []string{problems[0].Hint.En, problems[0].Hint.Fr} {
			if !strings.Contains(hint, x.want) {
				t.Errorf("%s: the hint is %q, without %q", written, hint, x.want)
			}
		}
		fixed := x.want
		if x.field == "geo" {
			continue // a number within braces
		}
		if again := CheckValue(x.kind, x.field, fixed, c); len(again) > 0 {
			t.Errorf("%s, put right as the hint says: %s", written, say(again, "en"))
		}
	}
}

// What cannot be is refused, at its place.
func TestImpossibleValues(t *testing.T) {
	c := benchConfig(t)
	for _, x := range []struct {
		kind         Kind
		field, typed string
	}{
		{FilmKind, "year", "20226"},
		{FilmKind, "stills", "null"},
		{FilmKind, "title", "\"  \u200b \""},
		{FilmKind, "title", strings.Repeat("a", 100_000)},
		{FilmKind, "title", `"un\ndeux"`},
		{FilmKind, "title", `"\e[31mrouge"`},
		{FilmKind, "title", "\"\u202eEvil\""},
		{FilmKind, "slug", strings.Repeat("a", 201)},
		{FilmKind, "slug", "con"},
		{FilmKind, "slug", "index"},
		{FilmKind, "aliases", "[/" + strings.Repeat("a", 201) + "/]"},
		{FilmKind, "languages", "[fr, ar, fr]"},
		{PrizeKind, "jury", "[a-b, c-d, a-b]"},
		{SessionKind, "start", "1026-05-01"},
		{SessionKind, "start", "2226-05-01"},
		{SessionKind, "seats", "-5"},
		{PlaceKind, "geo", "{lat: 133, lon: 0}"},
		{PlaceKind, "geo", "{lat: .nan, lon: 0}"},
		{EventKind, "online", "https://ada:secret@example.org/"},
		{EventKind, "online", "mailto:ada"},
		{EventKind, "online", "mailto:a@b.example%0d%0aBcc:c@d.example"},
		{EventKind, "online", "http://localhost:8080/"},
		{EventKind, "online", "javascript:alert(1)"},
		{EventKind, "online", "https://example.org/%0d%0aSet"},
		{EventKind, "online", "https://example.org/%E2%80%AEb"},
	} {
		value := x.typed
		if len(value) < 100 && len(CheckValue(x.kind, x.field, value, c)) != 1 ||
			len(CheckValue(x.kind, x.field, value, c)) == 0 {
			t.Errorf("%s: %.60s: %s", x.field, value, say(CheckValue(x.kind, x.field, value, c), "en"))
		}
	}
}
