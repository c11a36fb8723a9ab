package main

import (
	"os"
	"strings"
	"testing"

	"artsfactory/cmd/internal/board"

	"go.yaml.in/yaml/v4"
)

// The site's own words are those of the glossary, in each language: no text uses a word that it has another for, and
// the texts that a row names hold its term.
func TestGlossary(t *testing.T) {
	b, err := os.ReadFile("../../" + board.GlossaryPath)
	if err != nil {
		t.Fatal(err)
	}
	terms := board.ReadGlossary(string(b))
	if len(terms) < 20 {
		t.Fatalf("%s has only %d rows that can be read", board.GlossaryPath, len(terms))
	}
	for _, lang := range []string{"fr", "ar", "en"} {
		texts := siteTexts(t, lang)
		for _, term := range terms {
			if term.Use[lang] == "" {
				t.Errorf("the glossary has no word in %s for %q", lang, term.Use["fr"])
			}
			held := strings.ToLower(texts[term.Key])
			if term.Key != "" && !strings.Contains(held, strings.ToLower(term.Use[lang])) {
				t.Errorf("%s in %s is %q, and the glossary says %q", term.Key, lang, held, term.Use[lang])
			}
			for key, text := range texts {
				if w := board.Avoided(text, term.Avoid[lang]); w != "" {
					t.Errorf("%s in %s says %q where the glossary says %q: %s", key, lang, w, term.Use[lang], text)
				}
			}
		}
	}
}

// siteTexts are the site's own words in a language, by their keys; the forms of a plural are one text.
func siteTexts(t *testing.T, lang string) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../layouts/strings." + lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := yaml.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(key string, x any)
	walk = func(key string, x any) {
		switch x := x.(type) {
		case map[string]any:
			for k, v := range x {
				walk(strings.TrimPrefix(key+"."+k, "."), v)
			}
		case []any:
			for _, v := range x {
				walk(key, v)
			}
		case string:
			out[key] += " " + x
		}
	}
	walk("", all)
	return out
}
