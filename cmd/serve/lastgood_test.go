package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// While a mistake stands in one place, whoever writes in another sees it; what is mended follows.
func TestMistakeElsewhere(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	n := 0
	for _, x := range []struct {
		name      string
		path      string
		good, bad string
		page      string // what it concerns
		was       string // what that page says, as it did before
	}{
		{"a field", about, "title: À propos", "titel: Autre chose", "/about/", "À propos"},
		{"a field of a translation", "content/pages/about.ar.md", "title: عن الورشة", "titel: شيء", "/ar/about/",
			"عن الورشة"},
		{"a header that no longer ends", about, "\n---\nPremier", "\nPremier", "/about/", "Deuxième paragraphe"},
		{"a link in a text", about, "edition-1.md", "edition-l.md", "/about/", "Deuxième paragraphe"},
		{"a field that other pages show", "content/sessions/edition-1.md", "title: Édition fictive\n", "title: [\n",
			"/", "Édition fictive"},
		{"the site’s name", "content/site.yaml", "name: Atelier Fictif", "nmae: Autre", "/en/about/",
			"Atelier Fictif"},
		{"all of site.yaml", "content/site.yaml", "name: Atelier Fictif", "name: [", "/en/about/", "Atelier Fictif"},
		{"a layout", "layouts/page.html", "{{.Title}}", "{{.Titel}}", "/about/", "À propos"},
		{"a layout’s end", "layouts/page.html", "{{.Title}}", "{{if .Title}}", "/about/", "À propos"},
		{"a style", "assets/css/site.css", "margin: 0 }", "background: url(nothing.svg) }", "/about/", "À propos"},
	} {
		if strings.HasPrefix(x.path, "layouts/") || strings.HasPrefix(x.path, "assets/") {
			d.write("layouts/page.html", `<h1>{{.Title}}</h1>{{template "prose" .Body}}`)
			d.write("assets/css/site.css", "body { margin: 0 }")
			d.follows("a layout of its own")
		}
		t.Run(x.name, func(t *testing.T) {
			d.t = t
			was := d.text(x.path)
			d.edit(x.path, x.good, x.bad)
			d.follows(x.name)
			if s := d.rebuilder.current.Load(); !blocking(s.problems) {
				t.Fatal("that is no mistake")
			}
			for range 2 {
				n++
				d.edit("content/news/note.md", "paragraphe", fmt.Sprintf("paragraphe %d", n))
				d.follows("an edit elsewhere")
				if _, page := d.get("/news/note/"); !strings.Contains(page, fmt.Sprintf("paragraphe %d", n)) {
					t.Error("the page of another file does not follow")
				}
				if status, page := d.get(x.page); status != 200 || !strings.Contains(page, x.was) {
					t.Errorf("%s does not stay: %d\n%s", x.page, status, page)
				}
			}
			// A mistake of another sort in the same place, and then a right edit.
			d.edit(x.path, x.bad, x.bad+"]")
			d.follows("another mistake")
			if _, page := d.get(x.page); !strings.Contains(page, x.was) {
				t.Errorf("%s does not stay", x.page)
			}
			d.write(x.path, was)
			d.follows("mended")
		})
	}
	d.t = t
}

// What has never been good is shown as far as it goes, or says why it cannot be.
func TestNeverGood(t *testing.T) {
	t.Parallel()
	files := fiction()
	files[about] = strings.Replace(files[about], "summary: ", "sumary: ", 1)
	d := startServer(t, files)
	d.follows("at first")
	if status, page := d.get("/about/"); status != 200 || !strings.Contains(page, "Deuxième paragraphe") {
		t.Errorf("at first: %d", status)
	}
	m := next(t, d.listen("/about/", ""))
	if m.Before || !m.Partly {
		t.Errorf("%+v", m)
	}
	d.edit(about, "Deuxième", "Second")
	d.follows("an edit beside the mistake")
	if _, page := d.get("/about/"); !strings.Contains(page, "Second paragraphe") {
		t.Error("the page does not follow beside its mistake")
	}
	d.write("content/news/neuf.md", "---\ntitle: Neuf\ndate: soon\n---\nTout neuf.\n")
	d.follows("a new file with a mistake")
	if status, page := d.get("/news/neuf/"); status != 200 || !strings.Contains(page, "Tout neuf") {
		t.Errorf("new: %d", status)
	}
	d.stop()
	files["layouts/base.html"] = "{{.Nothing}}"
	d = startServer(t, files)
	have := next(t, d.listen("/about/", "")).ETag
	if _, page := d.get("/about/"); !strings.Contains(page, "cannot be shown yet") ||
		!strings.Contains(page, "layouts/base.html:1:3") ||
		!strings.Contains(page, have) {
		t.Errorf("nothing can be shown: %s", page)
	}
	if status, page := d.get("/nowhere/"); status != 404 || !strings.Contains(page, "no page at this address") {
		t.Errorf("nowhere: %d %s", status, page)
	}
	os.Remove(d.abs("layouts/base.html"))
	os.Remove(d.abs("content/news/neuf.md"))
	d.edit(about, "sumary", "summary")
	d.follows("mended")
}

// An entry that a mistake takes away stays, with its address; one that is deleted goes.
func TestVanished(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.follows("at first")
	stays := func(what, page, words string) {
		t.Helper()
		d.follows(what)
		if status, got := d.get(page); status != 200 || !strings.Contains(got, words) {
			t.Errorf("%s: %s is answered with %d", what, page, status)
		}
	}
	os.Remove(d.abs("content/pages/index.md"))
	stays("no front page", "/", "Deuxième paragraphe")
	d.write("content/pages/index.md", fiction()["content/pages/index.md"])
	d.edit("content/news/note.md", "title:", "slug: about\ntitle:")
	os.Rename(d.abs("content/news"), d.abs("content/nouvelles"))
	d.follows("a folder of no kind")
	os.Rename(d.abs("content/nouvelles"), d.abs("content/news"))
	d.edit("content/news/note.md", "slug: about\n", "")
	stays("back", "/news/note/", "Deuxième")
	d.write("content/pages/note.md", "---\ntitle: Autre\nslug: about\n---\nAutre.\n")
	stays("two at one address", "/about/", "À propos")
	os.Remove(d.abs("content/pages/note.md"))
	// The session that a film names goes: the film is shown as far as it goes, and follows.
	d.write("content/films/zero.md", "---\ntitle: Zéro\nkind: short\nsession: edition-1\n---\nUn film.\n")
	stays("a film", "/films/zero/", "Un film")
	os.Remove(d.abs("content/sessions/edition-1.md"))
	stays("without its session", "/films/zero/", "Un film")
	if status, _ := d.get("/sessions/edition-1/"); status != 404 {
		t.Errorf("the session that was deleted: %d", status)
	}
	d.edit("content/films/zero.md", "Un film", "Un autre film")
	stays("a film without its session", "/films/zero/", "Un autre film")
}

// With mistakes standing, what is served is at every moment the clean site of sources in which
// each file that has a mistake is as it was when it last had none.
func TestRandomMistakes(t *testing.T) {
	t.Parallel()
	edits := 60
	if testing.Short() {
		edits = 15
	}
	d := startServer(t, fiction())
	rng := rand.New(rand.NewPCG(9, 2027))
	good, now := fiction(), fiction()
	m := memo.New()
	for i := range edits {
		p := fmt.Sprintf("content/news/%c.md", 'a'+rng.IntN(6))
		text := fmt.Sprintf("---\ntitle: %d\ndate: 2026-12-%02d\n---\nTexte %d.\n", i, 1+i%28, i)
		switch rng.IntN(8) {
		case 0:
			text = strings.Replace(text, "date: ", "date: nonsense", 1)
		case 1:
			text = strings.Replace(text, "title", "titel", 1)
		case 2:
			text = strings.Replace(text, "Texte", "[Texte](nowhere.md)", 1)
		case 3:
			text = strings.Replace(text, "\n---\n", "\n", 1)
		case 4:
			text = ""
		case 5:
			p = "content/site.yaml"
			text = strings.Replace(good[p], "Fictif", fmt.Sprintf("Fictif %d", i), 1)
			if rng.IntN(2) == 0 {
				text = strings.Replace(text, "navigation:", "navigation: {", 1)
			}
		}
		if text == "" {
			delete(now, p)
			os.Remove(d.abs(p))
		} else {
			now[p] = text
			d.write(p, text)
		}
		d.follows(fmt.Sprintf("edit %d", i))
		// The rule, said another way, file by file.
		served := maps.Clone(now)
		for _, p := range slices.Sorted(maps.Keys(good)) {
			if now[p] == "" {
				delete(good, p)
			} else {
				served[p] = good[p]
			}
		}
		for _, p := range append([]string{"content/site.yaml"}, slices.Sorted(maps.Keys(now))...) {
			was, wasGood := good[p]
			if wasGood && was == now[p] {
				continue // it is served as it is
			}
			served[p] = now[p]
			r := site.Build(m, d.sources(served), site.Options{Now: d.rebuilder.current.Load().now})
			switch wrong := faultyUnits(r.Problems)[unitOf(p)]; {
			case !wrong:
				good[p] = now[p]
			case wasGood:
				served[p] = was
			}
		}
		want := d.buildClean(d.sources(served), nil)
		if diff := site.Difference(site.Result{Tree: want.Tree},
			site.Result{Tree: d.rebuilder.current.Load().served.Tree}); diff != "" {
			t.Fatalf("edit %d of %s: %s", i, p, diff)
		}
		d.servesAll(fmt.Sprintf("edit %d", i), want)
	}
	for p := range now {
		if strings.HasPrefix(p, "content/news/") {
			os.Remove(d.abs(p))
		}
	}
	d.write("content/site.yaml", fiction()["content/site.yaml"])
	d.follows("mended")
}

// sources are the files of a site with the project's layouts and assets.
func (d *testServer) sources(files map[string]string) *source.Files {
	var put []*source.File
	var drop []string
	for _, f := range d.rebuilder.current.Load().files.Below("content/") {
		drop = append(drop, f.Path)
	}
	for p, text := range files {
		f, _ := d.texts.LoadOrStore(text+"\x00"+p, source.NewText(p, []byte(text)))
		put = append(put, f.(*source.File)) // what did not change is read once
	}
	return d.rebuilder.current.Load().files.With(put, drop)
}
