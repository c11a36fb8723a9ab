package main

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/browsertest"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// A siteText is the content of a site by path below content/, and what the tests need of it is made by build.
type siteText map[string]string

// build makes a site with the layouts and assets of this one. Its pages are made when they are asked for.
func (s siteText) build(t *testing.T, now string) site.Result {
	t.Helper()
	files, _ := source.Read(os.DirFS("../.."), "layouts", "assets")
	for path, text := range s {
		files = append(files, source.NewText("content/"+path, []byte(text)))
	}
	at, err := time.Parse(time.DateOnly, now)
	if err != nil {
		t.Fatal(err)
	}
	r := site.Build(nil, source.NewFiles(files...), site.Options{Store: &assets.Memory{}, Now: at})
	for _, p := range r.Problems {
		if !p.Warning {
			t.Fatal(p)
		}
	}
	return r
}

const oneLanguage = "name: Fiction\nbase_url: https://fiction.example/\ntime_zone: Africa/Casablanca\n" +
	"languages: [{code: fr, name: Français}]\nnavigation: [films]\n"

// filmsSite is a site of so many invented films, a hundred an edition.
func filmsSite(t *testing.T, films int) site.Result {
	t.Helper()
	s := siteText{"site.yaml": oneLanguage, "pages/index.md": "---\ntitle: Fiction\ntemplate: home\n---\n"}
	for i := range films {
		edition := i/100 + 1
		if i%100 == 0 {
			s[fmt.Sprintf("sessions/edition-%d.md", edition)] = fmt.Sprintf("---\ntitle: Édition %d\nnumber: %[1]d\n"+
				"start: %d\nend: %[2]d\ndisciplines: unknown\n---\n", edition, 1900+edition)
		}
		s[fmt.Sprintf("films/film-%d.md", i)] = fmt.Sprintf("---\ntitle: Une œuvre inventée %d\nkind: %s\n"+
			"session: edition-%d\nyear: %d\ntechnique: Papier %d\nlanguages: [%s]\n---\n", i,
			[]string{"short", "animation", "digital"}[i%3], edition, 1900+i%90, i%200, []string{"fr", "ar", "wo"}[i%3])
	}
	return s.build(t, "2026-11-21")
}

// rendered is one file of a site.
func rendered(r site.Result, path string) (out []byte) {
	r.Tree.Render(path, func(b []byte, _ []source.Problem) { out = bytes.Clone(b) })
	return out
}

// A list stays light however long it is: each of its pages comes in one window of a connection, and together they
// list every film once.
func TestLongLists(t *testing.T) {
	var css int
	for _, n := range []int{50, 500, 5000} {
		if n > 500 && testing.Short() {
			continue
		}
		r := filmsSite(t, n)
		for _, f := range r.Tree.All() {
			if path.Ext(f.Path) == ".css" {
				css = zipped(t, rendered(r, f.Path))
			}
		}
		listed := map[string]bool{}
		pages := 0
		for _, p := range r.Pages {
			if p.Kind != "films" && p.Kind != "films-by" && p.Kind != "sessions" && p.Kind != "session" &&
				p.Kind != "home" {
				continue
			}
			if pages++; pages > 400 && p.Kind != "films" { // of filters and editions there are many alike
				continue
			}
			b := rendered(r, p.Path)
			if size := css + zipped(t, b); size > criticalBudget {
				t.Errorf("of %d films, %s needs %d bytes before it can be shown, over %d", n, p.URL, size,
					criticalBudget)
			}
			if p.Kind != "films" {
				continue
			}
			doc, err := html.Parse(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			for _, url := range filmsOn(&page{doc: doc}) {
				if listed[url] {
					t.Errorf("%s is listed twice", url)
				}
				listed[url] = true
			}
		}
		if len(listed) != n {
			t.Errorf("%d films are listed, of %d", len(listed), n)
		}
	}
}

// serveTree serves a site; its pages are made when they are asked for.
func serveTree(r site.Result) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		p := strings.TrimPrefix(q.URL.Path, "/")
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(p)))
		_, _ = w.Write(rendered(r, p))
	})
}

// The first screen of a list of 5,000 films shows one, on a phone and on a laptop, and its pages lead on.
func TestLongListInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := browsertest.Start(t, 2*time.Minute)
	v := visitAt(t, browser, &published{}, serveTree(filmsSite(t, 5000)))
	for _, size := range [][2]int64{{360, 740}, {1280, 800}} {
		v.screen(size[0], size[1])
		v.open("/films/")
		v.faults(fmt.Sprintf("films at %d px", size[0]), fitsAcross)
		top := ask[float64](v, `document.querySelector(".film .thumbnail").getBoundingClientRect().top`)
		if top > 600 {
			t.Errorf("at %d px the first work begins at %.0f px", size[0], top)
		}
	}
	v.do(chromedp.Click(chromedp.CSS(".pages li:nth-child(2) a")))
	v.until(`document.querySelector(".pages li:nth-child(2) [aria-current]")`)
	at := ask[string](v, `location.pathname`)
	if at != "/films/page/2/" {
		t.Errorf("the second page is %s", at)
	}
}
