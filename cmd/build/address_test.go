package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A project is a site on disk that a test writes and builds.
type project struct {
	*testing.T
	root string
}

func newProject(t *testing.T, segments string) project {
	p := project{t, t.TempDir()}
	p.config(segments)
	p.write("pages/index.md", "---\ntitle: Accueil\ntemplate: home\n---\n")
	p.write("pages/index.en.md", "---\ntitle: Home\n---\n")
	for _, name := range []string{"pages/404", "news/a"} {
		text := "---\ntitle: Bonjour\ndate: 2026-04-01\n---\nTexte.\n"
		if name == "pages/404" {
			text = "---\ntitle: Perdu\ntemplate: not-found\n---\nTexte.\n"
		}
		p.write(name+".md", text)
		p.write(name+".en.md", "---\ntitle: Hello\n---\nText.\n")
	}
	return p
}

func (p project) config(segments string) {
	p.write("site.yaml", "name: Atelier\nbase_url: https://x.example/\ntime_zone: Africa/Casablanca\n"+
		"languages: [{code: fr, name: Français}, {code: en, name: English}]\nfallback: list\nnavigation: []\nfooter: []\n"+
		segments)
}

func (p project) write(name, text string) {
	p.Helper()
	name = filepath.Join(p.root, "content", name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		p.Fatal(err)
	}
}

func (p project) remove(name string) {
	if err := os.Remove(filepath.Join(p.root, "content", name)); err != nil {
		p.Fatal(err)
	}
}

func (p project) build() string {
	p.Helper()
	var out strings.Builder
	args := []string{"-root", p.root, "-now", "2026-05-01", "-lang", "en"}
	if status := run(context.Background(), args, &out, &out); status != 0 {
		p.Fatalf("status %d: %s", status, out.String())
	}
	return out.String()
}

// leads checks that an address leads on to another.
func (p project) leads(from, to string) {
	p.Helper()
	page, err := os.ReadFile(filepath.Join(p.root, "public", from, "index.html"))
	if err != nil || !strings.Contains(string(page), "0;url="+to+"\"") {
		p.Errorf("%s does not lead to %s: %.300s %v", from, to, page, err)
	}
}

// A page that was published and is renamed by hand is told, with the line that keeps its address.
func TestGoneAddress(t *testing.T) {
	p := newProject(t, "")
	p.write("pages/lieu.md", "---\ntitle: Lieu\n---\nTexte.\n")
	p.build()
	const news = "---\ntitle: Bonjour\ndate: 2026-04-01\n---\nTexte.\n"
	p.remove("news/a.md")
	p.remove("news/a.en.md")
	p.remove("pages/lieu.md")
	p.write("news/b.md", news)
	out := p.build()
	for _, want := range []string{"content/news/b.md: remark: the address /news/a/ was published and is gone",
		"add: aliases: [/news/a/]", "the address /en/news/a/ was published and is gone", "aliases: [/lieu/]"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not told: %s", want, out)
		}
	}
	// With the line it is kept, and nothing more is told.
	p.write("news/b.md", strings.Replace(news, "date:", "aliases: [/news/a/]\ndate:", 1))
	if out := p.build(); strings.Contains(out, "is gone") {
		t.Errorf("it is told again: %s", out)
	}
	p.leads("news/a", "/news/b/")

	// A list without entries is gone too, and so is an alias that is taken away.
	p.remove("news/b.md")
	out = p.build()
	for _, want := range []string{"the address /news/ was", "the address /news/a/ was", "the address /en/news/ was"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not told: %s", want, out)
		}
	}
}

// Where a folder has another name in addresses, the line that keeps the old ones is told, once for all of them; with it
// they lead on, in each language, and so do older names of entries.
func TestOldSegments(t *testing.T) {
	p := newProject(t, "segments: {news: {fr: actualites}}\n")
	const aliased = "---\ntitle: Deux\ndate: 2026-04-02\naliases: [/actualites/ancien/]\n---\nTexte.\n"
	p.write("news/deux.md", aliased)
	p.write("news/deux.en.md", "---\ntitle: Two\n---\nText.\n")
	p.build()
	p.leads("en/news/ancien", "/en/news/deux/")
	p.config("segments: {news: {fr: nouvelles, en: stories}}\n")
	out := p.build()
	for _, want := range []string{"in “segments”, write: news: {fr: [nouvelles, actualites]}",
		"in “segments”, write: news: {en: [stories, news]}"} {
		if strings.Count(out, want) != 1 {
			t.Errorf("%q is not told once: %s", want, out)
		}
	}
	if strings.Count(out, "remark") != 2 {
		t.Errorf("more is told: %s", out)
	}
	p.config("segments: {news: {fr: [nouvelles, actualites], en: [stories, news]}}\n")
	if out := p.build(); strings.Contains(out, "remark") {
		t.Errorf("it is told again: %s", out)
	}
	for from, to := range map[string]string{"actualites": "/nouvelles/", "actualites/a": "/nouvelles/a/",
		"actualites/ancien": "/nouvelles/deux/", "en/news": "/en/stories/", "en/news/a": "/en/stories/a/",
		"en/news/ancien": "/en/stories/deux/", "en/stories/ancien": "/en/stories/deux/"} {
		p.leads(from, to)
	}
	rules, err := os.ReadFile(filepath.Join(p.root, "public", "_redirects"))
	if err != nil || !strings.Contains(string(rules), "/actualites/a/ /nouvelles/a/ 301\n") {
		t.Errorf("the rules are %s %v", rules, err)
	}
}
