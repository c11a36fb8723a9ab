package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// published is a whole site as visitors get it, built once for all tests that look at it.
type published struct {
	base  *url.URL // where it says it is
	files map[string][]byte
	pages []*page // sorted by path
}

// page is one HTML page, read by a parser that is not the site's own.
type page struct {
	path string // URL path, with the site's base path
	lang string
	kind string // data-kind
	body []byte
	doc  *html.Node
}

var fictionOnce = sync.OnceValues(func() (*published, error) { return publishedFrom("testdata/fiction") })

// fictionSite is the fictional site, which uses every field. The real one is judged by the build:
// what editors write is no test of the code.
func fictionSite(t testing.TB) *published {
	t.Helper()
	s, err := fictionOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publishedFrom(root string) (*published, error) {
	dir, err := os.MkdirTemp("", "published")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var errs bytes.Buffer
	if code := run(context.Background(), []string{"-root", root, "-out", dir, "-now", fictionNow, "-q"}, io.Discard,
		&errs); code != 0 {
		return nil, fmt.Errorf("build -root %s: exit %d\n%s", root, code, errs.String())
	}
	s := &published{files: map[string][]byte{}}
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if d != nil && d.Name() == ".publish" {
			return fs.SkipDir // the build's own books
		}
		if err != nil || d.IsDir() {
			return err
		}
		s.files[p], err = os.ReadFile(filepath.Join(dir, p))
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, s.parse()
}

func (s *published) parse() error {
	home, err := html.Parse(bytes.NewReader(s.files["index.html"]))
	if err != nil {
		return err
	}
	canonical := find(home, func(n *html.Node) bool { return n.Data == "link" && attr(n, "rel") == "canonical" })
	if len(canonical) != 1 {
		return fmt.Errorf("the front page has %d canonical addresses", len(canonical))
	}
	if s.base, err = url.Parse(attr(canonical[0], "href")); err != nil {
		return err
	}
	for _, p := range slices.Sorted(maps.Keys(s.files)) {
		if path.Ext(p) != ".html" {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(s.files[p]))
		if err != nil {
			return err
		}
		root := find(doc, func(n *html.Node) bool { return n.Data == "html" })[0]
		s.pages = append(
			s.pages,
			&page{
				path: s.base.Path + strings.TrimSuffix(p, "index.html"),
				lang: attr(root, "lang"),
				kind: attr(root, "data-kind"),
				body: s.files[p],
				doc:  doc,
			},
		)
	}
	return nil
}

// page returns the page at a URL path, or nil.
func (s *published) page(at string) *page {
	i := slices.IndexFunc(s.pages, func(p *page) bool { return p.path == at })
	if i < 0 {
		return nil
	}
	return s.pages[i]
}

// where returns the pages for which f holds.
func (s *published) where(f func(*page) bool) []*page {
	var out []*page
	for _, p := range s.pages {
		if f(p) {
			out = append(out, p)
		}
	}
	return out
}

// samples are the longest page of every kind in one language: where anything goes wrong, it
// does so there. Forwarding addresses have nothing to show.
func (s *published) samples(lang string) []*page {
	longest := map[string]*page{}
	for _, p := range s.pages {
		if p.lang == lang && p.kind != "redirect" &&
			(longest[p.kind] == nil || len(p.body) > len(longest[p.kind].body)) {
			longest[p.kind] = p
		}
	}
	var out []*page
	for _, kind := range slices.Sorted(maps.Keys(longest)) {
		out = append(out, longest[kind])
	}
	return out
}

// ServeHTTP answers as the hosts do that the site is made for: with the headers that _headers
// asks for, and with 404.html where there is nothing.
func (s *published) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rel, inside := strings.CutPrefix(r.URL.Path, s.base.Path)
	if rel == "" || strings.HasSuffix(rel, "/") {
		rel += "index.html"
	}
	body, found := s.files[rel]
	s.headers(w.Header(), "/"+rel)
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(rel)))
	if !inside || !found {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		body = s.files["404.html"]
	}
	w.Write(body)
}

func (s *published) headers(h http.Header, at string) {
	applies := false
	for line := range strings.Lines(string(s.files["_headers"])) {
		name, value, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
		if isHeader && applies {
			h.Set(name, value)
		} else if !isHeader {
			before, star := strings.CutSuffix(name, "*")
			applies = at == name || star && strings.HasPrefix(at, before)
		}
	}
}

// find returns the elements below n for which f holds, in the page's order.
func find(n *html.Node, f func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && f(d) {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	v, _ := lookup(n, name)
	return v
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// text is what an element says, with its white space as one sees it.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
