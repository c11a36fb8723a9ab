package site

import (
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

// Addresses in the text of a layout are checked as links in Markdown are, at their place.
func TestLayoutLinks(t *testing.T) {
	const ends = `<a href="#main_">a</a><a href="https://x.test/">b</a><a href="{{.HomeURL}}x/">c</a>{{/* ` +
		`href="/no/" */}}`
	for layout, want := range map[string]string{
		`<a href="/site/news/">a</a><a href='/site/sitemap.xml'>b</a>` + ends: "",
		"<p>\n<a class=\"x\" href=\"/news/\">": `:2:20: the link "/news/" leads ` +
			`nowhere` + "\n    hint: write \"/site/news/\"",
		`<a href="/site/newz/">`: `:1:10: the link "/site/newz/" leads nowhere` +
			"\n    hint: did you mean \"/site/news/\"?",
		`<img src="/assets/icons/a.svg">`: `:1:11: the link "/assets/icons/a.svg" leads nowhere` +
			"\n    hint: write {{asset \"icons/a.svg\"}}",
		`<a href="news/">`:                     `:1:10: the link "news/" leads elsewhere from each page`,
		`<a href="#nowhere">`:                  `:1:10: the link "#nowhere" leads nowhere`,
		`<img src="{{asset "images/b.svg"}}">`: `:1:19: there is no file "images/b.svg" in assets/`,
	} {
		const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>`
		text := func(path, text string) *source.File { return source.NewText(path, []byte(text)) }
		r := Build(nil, source.NewFiles(
			text("content/site.yaml", "name: Essai\nbase_url: https://essai.example/site/\ntime_zone: "+
				"Africa/Casablanca\n"+
				"languages:\n  - {code: fr, name: Français}\n"),
			text("content/pages/index.md", "---\ntitle: Accueil\n---\n"),
			text("content/news/avis.md", "---\ntitle: Avis\ndate: 2026-11-20\n---\n"),
			text("layouts/base.html", `<!doctype html><html><body id="main_">{{template "main" .}}</body></html>`),
			text("layouts/page.html", layout), text("layouts/home.html", "a"), text("layouts/list.html", "a"),
			text("layouts/news.html", "a"), text("layouts/strings.fr.yaml", "a: A\n"),
			text("assets/icons/a.svg", drawing),
		), Options{Now: benchNow})
		var got []string
		for _, p := range r.Problems {
			if p.Path == "layouts/page.html" {
				got = append(got, p.In("en"))
			}
		}
		all := strings.TrimPrefix(strings.Join(got, "\n"), "layouts/page.html")
		if want == "" && all != "" || !strings.HasPrefix(all, want) {
			t.Errorf("%s\n got %s\nwant %s", layout, all, want)
		}
	}
}
