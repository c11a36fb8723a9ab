package site

import (
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

// Links work as people paste them, and those that do not lead to a page say so.
func TestLinksAsPasted(t *testing.T) {
	for link, want := range map[string]string{ // the start tag on the page, or the problem
		"../news/avis.md#%C3%A9t%C3%A9":          "no heading \"#été\"",
		"../news/avis.md#%C3%A9quipe":            `<a href="/site/news/avis/#équipe">`,
		"../news/avis.md#e\u0301quipe":           `<a href="/site/news/avis/#équipe">`,
		"/news/avis/":                            `<a href="/site/news/avis/">`,
		"https://essai.example/site/news/avis/":  `<a href="/site/news/avis/">`,
		"HTTP://Essai.example/site/news/avis/":   `<a href="/site/news/avis/">`,
		"https://essai.example/site/nulle-part/": "leads nowhere",
		"https://essai.example/ailleurs/":        `<a href="https://essai.example/ailleurs/">`,
		"https://essai.example.org/site/":        `<a href="https://essai.example.org/site/">`,
		"https://essai.example/site/ancien/":     `<a href="/site/ancien/">`,
		"https://essai.example/site/sitemap.xml": `<a href="/site/sitemap.xml">`,
		"/d%C3%A9j%C3%A0-vu/":                    `<a href="/site/d%C3%A9j%C3%A0-vu/">`,
		"/de\u0301ja\u0300-vu/":                  `<a href="/site/d%C3%A9j%C3%A0-vu/">`,
		"../news/projet.md":                      "remark: the link leads to news/projet, which has no page now",
		"<plan d’accès.pdf>":                     `.pdf">ici`,
		"plan%20d%E2%80%99acc%C3%A8s.pdf":        `.pdf">ici`,
		"<plan d’acce\u0300s.pdf#page=2>":        `.pdf#page=2">ici`,
	} {
		text := func(path, text string) *source.File { return source.NewText(path, []byte(text)) }
		r := Build(nil, source.NewFiles(
			text("content/site.yaml", "name: Essai\nbase_url: https://essai.example/site/\n"+
				"time_zone: Africa/Casablanca\n"+
				"languages:\n  - {code: fr, name: Français}\n"),
			text("content/pages/index.md", "---\ntitle: Accueil\n---\n"),
			text("content/pages/t/index.md", "---\ntitle: T\n---\n[ici]("+link+")\n"),
			text("content/pages/t/plan d’accès.pdf", "%PDF-1.4\n%%EOF\n"),
			text("content/pages/vu.md", "---\ntitle: Vu\nslug: déjà-vu\n---\n"),
			text("content/news/avis.md", "---\ntitle: Avis\ndate: 2026-11-20\naliases: [/ancien/]\n---\n## Équipe\n"),
			text("content/news/projet.md", "---\ntitle: Projet\ndate: 2026-11-20\ndraft: true\n---\n"),
			text("layouts/base.html", `<!doctype html><html><body>{{template "main" .}}</body></html>`),
			text("layouts/page.html", "{{range .Body.Parts}}{{.HTML}}{{end}}"), text("layouts/home.html", "a"),
			text("layouts/list.html", "a"), text("layouts/news.html", "a"), text("layouts/strings.fr.yaml", "a: A\n"),
		), Options{Now: benchNow})
		var got string
		for _, p := range r.Problems {
			if strings.HasPrefix(p.Path, "content/pages/t/index.md") {
				got += p.In("en") + "\n"
			}
		}
		page, _, _ := r.Render("t/index.html")
		if _, tag, found := strings.Cut(string(page), "<p>"); found {
			got += tag
		}
		if !strings.Contains(got, want) || strings.HasPrefix(want, "<") && strings.Contains(got, "index.md") {
			t.Errorf("%s\n got %s\nwant %s", link, got, want)
		}
	}
}

// A dead address of the site's own that is shown as it is reads as a text: it is worth a look, and no more.
func TestBareAddressOfTheSite(t *testing.T) {
	page := "---\ntitle: T\n---\nhttps://essai.example/gone/ and [gone](https://essai.example/gone/)\n"
	r := Build(nil, source.NewFiles(
		source.NewText("content/site.yaml", []byte("name: E\nbase_url: https://essai.example/\n"+
			"languages: [{code: fr, name: Français}]\n")),
		source.NewText("content/pages/t.md", []byte(page))), Options{Now: benchNow})
	var reported []string
	for _, p := range r.Problems {
		if p.Path == "content/pages/t.md" {
			reported = append(reported, p.In("en"))
		}
	}
	if len(reported) != 2 || !strings.Contains(reported[0], "remark: the link") ||
		strings.Contains(reported[1], "remark") {
		t.Errorf("told %q", reported)
	}
}
