package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"
	"artsfactory/cmd/internal/search"
)

// Of an index in many files the browser reads those that a question needs, and finds what is there.
func TestLargeIndex(t *testing.T) {
	const pages = 700
	x := search.New()
	for i := range pages {
		x.Add(search.Page{URL: fmt.Sprintf("/page-%d/", i), Kind: "Page",
			Title: fmt.Sprintf("Titre%s du lieu %d", strings.Repeat("x", i%3), i), Summary: "Résumé",
			Names: []string{fmt.Sprintf("Personne%03d", i)},
			Text: func(yield func(string) bool) {
				yield(fmt.Sprintf("<p>Le mot%d et l’ombre%d&nbsp;: commun</p>", i, i*7))
			}})
	}
	e := x.Encode()
	words, ofPages := search.Files(pages)
	if len(e.Words) != words || len(e.Pages) != ofPages || words+ofPages+1 > pages/10 {
		t.Fatalf("%d files of words and %d of pages for %d pages", len(e.Words), len(e.Pages), pages)
	}
	s := fictionSite(t)
	asked := map[string]bool{}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ours := strings.CutPrefix(r.URL.Path, "/large/fr")
		if !ours {
			s.ServeHTTP(w, r)
			return
		}
		asked[name] = true
		n := 0
		switch {
		case name == ".txt":
			w.Write(e.Main)
		case scan(name, "-words-%d.txt", &n):
			w.Write(e.Words[n])
		case scan(name, "-pages-%d.txt", &n):
			w.Write(e.Pages[n])
		default:
			t.Errorf("it asks for %s", name)
		}
	})
	v := visitAt(t, browsertest.Start(t, time.Minute), s, handler)
	v.open(v.the("the search", func(p *page) bool { return p.kind == "search" }).path)
	for _, q := range [][2]string{{"personne042", "/page-42/"}, {"personne699", "/page-699/"}, {"mot5", "/page-5/"},
		{"l’ombre7", "/page-1/"}, {"mot123 ombre861", "/page-123/"}, {"personne04", "/page-40/"},
		{"persone311", "/page-311/"}, {"lieu 650", "/page-650/"}} {
		got := ask[string](v, fmt.Sprintf(`(async () => {
			const { open } = await import(document.querySelector("form[data-index]").dataset.script);
			const index = window.large ??= await open("/large/fr");
			const { hits } = await index.ask(%s);
			return hits.length ? (await index.show(hits[0])).url : "nothing";
		})()`, jsonOf(q[0])))
		if got != q[1] {
			t.Errorf("%q finds %s, want %s", q[0], got, q[1])
		}
		if q[0] == "personne042" && len(asked) > 4 { // the first, two of words at most, one of pages
			t.Errorf("a question asks for %d files", len(asked))
		}
	}
}

// scan reads a name with one number in it.
func scan(name, format string, n *int) bool {
	_, err := fmt.Sscanf(name, format, n)
	return err == nil
}
