package main

import (
	"strings"
	"testing"
)

// From a place in a page to the line it comes from.
func TestLocate(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	s := d.rebuilder.current.Load()
	for _, x := range []struct {
		name string
		spot target
		want string // path and the words of the line
	}{
		{"a paragraph", target{Page: "/about/", Block: 2, Text: "Deuxième paragraphe, avec un lien."},
			"content/pages/about.md|Deuxième paragraphe"},
		{"a paragraph after a block of two", target{Page: "/about/", Block: 2, Text: "Troisième paragraphe."},
			"content/pages/about.md|Troisième paragraphe"},
		{"a paragraph in Arabic", target{Page: "/ar/about/", Block: 4, Text: "الفقرة الثالثة."},
			"content/pages/about.ar.md|الفقرة الثالثة."},
		{"the title", target{Page: "/en/about/", Field: "title", Text: "About"},
			"content/pages/about.en.md|title: About"},
		{"the summary, typeset", target{Page: "/about/", Text: "À propos – fiction"},
			"content/pages/about.md|summary: À propos – fiction"},
		{"a fact", target{Page: "/sessions/edition-1/", Field: "fee", Text: "à confirmer"},
			"content/sessions/edition-1.md|fee: unknown"},
		{"a fact that is shown under another name", target{Page: "/sessions/edition-1/", Field: "dates"},
			"content/sessions/edition-1.md|start: 2026-12-01"},
		{"a card", target{Page: "/", Link: "/news/note/", Text: "Note Accueil"},
			"content/news/note.md|title: Note Accueil"},
		{"the site's name", target{Page: "/", Text: "Atelier Fictif"}, "content/site.yaml|name: Atelier Fictif"},
		{"a word of the layouts", target{Page: "/", Text: "Aller au contenu"},
			"layouts/strings.fr.yaml|Aller au contenu"},
		{"the page", target{Page: "/en/about/"}, "content/pages/about.en.md|"},
		{"a file that is known", target{Path: "content/site.yaml"}, "content/site.yaml|"},
	} {
		p, line := s.locate(x.spot)
		words := ""
		if f := s.files.Get(p); f != nil && line > 0 {
			text, _ := f.Bytes()
			words = strings.Split(string(text), "\n")[line-1]
		}
		path, has, _ := strings.Cut(x.want, "|")
		if p != path || !strings.Contains(words, has) || has == "" && line != 0 {
			t.Errorf("%s: %s:%d %q, not %s", x.name, p, line, words, x.want)
		}
	}
}

func TestLocatePicture(t *testing.T) {
	t.Parallel()
	files := stage(t)
	d := startServer(t, files)
	s := d.rebuilder.current.Load()
	for _, f := range s.served.Tree.All() {
		if strings.HasSuffix(f.Path, ".webm") {
			if p, line := s.locate(target{Page: "/stage/", Picture: "/" + f.Path}); p != "content/pages/stage.md" ||
				line != 7 {
				t.Errorf("%s:%d", p, line)
			}
		}
	}
}

// Only files of the site are opened, whatever a page asks for.
func TestOpenOnlyTheSite(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.write("secret.txt", "a secret")
	for p, done := range map[string]bool{about: true, "content/site.yaml": true, "secret.txt": false,
		"../secret.txt": false, "/etc/passwd": false, "content/../secret.txt": false, "": false} {
		if r := d.do("open", map[string]any{"Path": p, "Line": 2, "Col": 1}); r.Done != done {
			t.Errorf("%q: %+v", p, r)
		}
	}
	if r := d.do("source", map[string]any{"Page": "/about/", "Block": 2, "Text": "Deuxième paragraphe"}); !r.Done ||
		r.Where != about+":7" {
		t.Errorf("%+v", r)
	}
}
