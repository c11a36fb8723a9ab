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
			Names: []string{"Person" + letters(i)},
			Text: func(yield func(string) bool) {
				yield("<p>Le mot" + letters(i) + " et l’ombre" + letters(i*11%pages) + "&nbsp;: commun</p>")
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
	for _, q := range [][2]string{{"personbkm", "/page-42/"}, {"personrlm", "/page-699/"}, {"l’ombrebrl", "/page-7/"},
		{"motdkm ombrerbl", "/page-123/"}, {"lieu 650", "/page-650/"}, {"lieu650", "/page-650/"},
		{"personhnpl", "/page-311/"}, {"qersonhnl", "/page-311/"}, {"ersonhnl", "/page-311/"},
		{"eprsonhnl", "/page-311/"}, {"pirssunhnl", "/page-311/"}, {"person hnl", "/page-311/"}} {
		got := ask[string](v, fmt.Sprintf(`(async () => {
			const { open } = await import(document.querySelector("form[data-index]").dataset.script);
			const index = window.large ??= await open("/large/fr");
			const { hits } = await index.ask(%s);
			return hits.length ? (await index.show(hits[0])).url : "nothing";
		})()`, jsonOf(q[0])))
		if got != q[1] {
			t.Errorf("%q finds %s, want %s", q[0], got, q[1])
		}
		if q[0] == "personbkm" && len(asked) > 4 { // the first, two of words at most, one of pages
			t.Errorf("a question asks for %d files", len(asked))
		}
	}
}

// letters are a number below 729 as three digits to the base 9, each a consonant.
func letters(n int) string {
	const digits = "bdfhklmnr"
	return string([]byte{digits[n/81], digits[n/9%9], digits[n%9]})
}

// scan reads a name with one number in it.
func scan(name, format string, n *int) bool {
	_, err := fmt.Sscanf(name, format, n)
	return err == nil
}
