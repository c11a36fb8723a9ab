package site

import (
	"strings"
	"testing"

	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// fictional is a small site of several shards, with more files: pairs of a path and a text.
func fictional(t *testing.T, files ...string) *source.Files {
	list := synthesis(t, 120).All()
	for i := 0; i < len(files); i += 2 {
		list = append(list, source.NewText(files[i], []byte(files[i+1])))
	}
	return source.NewFiles(list...)
}

// told is whether a problem of the file holds the text.
func reported(r Result, path, text string) bool {
	for _, p := range r.Problems {
		if p.Path == path && strings.Contains(p.In("en"), text) {
			return true
		}
	}
	return false
}

// Hosts and disks do not tell addresses apart that differ by Unicode form or letter case, and some of them belong
// to the site itself.
func TestAddressesAreTaken(t *testing.T) {
	if a, b := foldPath("vieux/\u00e9te/index.html"), foldPath("Vieux/e\u0301te"); a != b {
		t.Errorf("%q and %q are two addresses", a, b)
	}
	news := func(more string) string { return "---\ntitle: Un\ndate: 2026-01-02\n" + more + "---\n\nTexte.\n" }
	for _, c := range []struct{ name, alias, what string }{
		{"composed and decomposed", "/vieux/e\u0301te/", "already that of"},
		{"letter case", "/vieux/\u00c9te/", "already that of"},
		{"robots.txt", "/robots.txt", "the site’s own"},
		{"assets", "/assets/", "the site’s own"},
		{"a language", "/ar/", "already that of"},
	} {
		r := Build(nil, fictional(t, "content/news/a.md", news("aliases: [\"/vieux/\u00e9te/\"]\n"),
			"content/news/b.md", news("aliases: [\""+c.alias+"\"]\n")), Options{Now: benchNow})
		if !reported(r, "content/news/b.md", c.what) {
			t.Errorf("%s: the problems are %v", c.name, r.Problems)
		}
	}
}

// An old name in the default language leads on in every language that the entry has a page in, unless the address is
// somebody's.
func TestAliasesInOthers(t *testing.T) {
	const words = "---\ntitle: Un\n---\n\nTexte.\n"
	old := func(b string) Result {
		return Build(nil, fictional(t, "content/news/a.md", "---\ntitle: Un\ndate: 2026-01-02\n"+
			"aliases: [/news/vieux/]\n---\n\nTexte.\n", "content/news/a.en.md", words, "content/news/"+b+".md",
			"---\ntitle: Deux\ndate: 2026-01-02\n---\n\nTexte.\n", "content/news/"+b+".en.md", words),
			Options{Now: benchNow})
	}
	for _, c := range []struct{ other, lang, leads string }{{"b", "en", "a"}, {"b", "fr", "a"}, {"b", "ar", ""}} {
		r := old(c.other)
		dir := ""
		for _, p := range r.Pages {
			if p.Lang == c.lang && p.Group == "news/" {
				dir = strings.TrimSuffix(p.Path, "index.html")
			}
		}
		b, _, ok := r.Render(dir + "vieux/index.html")
		if c.leads == "" && ok || c.leads != "" && !strings.Contains(string(b), dir+c.leads+"/\"") {
			t.Errorf("%svieux/: %t, %s", dir, ok, b)
		}
	}
}

// A person who may not be named has no page and no name on any, and a text that names them is a problem. Builds that
// remember the ones before see this at once: when the consent changes, and when the name does.
func TestConsent(t *testing.T) {
	const naming = "---\ntitle: Un\ndate: 2026-01-02\n---\n\nAvec Zineb Introuvable.\n"
	const film = "---\ntitle: Film\nkind: short\nsession: edition-1\n" +
		"credits: [{role: Image, people: [z]}]\n---\n\nTexte.\n"
	m := memo.New()
	for _, c := range []struct {
		name, consent string
		problem       bool
	}{
		{"Zineb Introuvable", "public", false},
		{"Zineb Introuvable", "none", true},
		{"Zineb Autrement", "none", false},
		{"Zineb Introuvable", "none", true},
		{"Zineb Introuvable", "initials", true},
	} {
		person := "---\ntitle: " + c.name + "\nroles: [participant]\nconsent: " + c.consent +
			"\nsession: edition-1\n---\n\nTexte.\n"
		files := fictional(t, "content/people/z.md", person, "content/news/a.md", naming, "content/films/z.md", film)
		r := Build(m, files, Options{Now: benchNow})
		if reported(r, "content/news/a.md", "Zineb") != c.problem {
			t.Errorf("%s, consent %s: a text that names Zineb Introuvable: %v", c.name, c.consent, r.Problems)
		}
		if c.consent == "public" {
			continue
		}
		for _, p := range r.Pages {
			if p.Facts == "content/people/z.md" {
				t.Errorf("consent %s: the person has the page %s", c.consent, p.Path)
			}
			if b, _, _ := r.Render(p.Path); p.Path == "people/index.html" && strings.Contains(string(b), "Z.\u00a0") {
				t.Errorf("consent %s: the list of people has the person", c.consent)
			}
			if b, _, _ := r.Render(p.Path); p.Source != "content/news/a.md" && strings.Contains(string(b), c.name) {
				t.Errorf("consent %s: %s holds the name", c.consent, p.Path)
			}
		}
	}
}
