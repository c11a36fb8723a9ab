package layouts

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

// site reads the layouts in testdata/site, which are as large as those of a real site.
func site(t testing.TB) (files []*source.File) {
	root := filepath.Join("testdata", "site")
	filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		files = append(files, source.NewText(filepath.ToSlash(rel), text))
		return err
	})
	return files
}

func siteOptions() Options {
	return Options{Languages: []string{"fr", "ar", "en"}, Asset: someAssets}
}

func named(s string) Text { return Text{HTML: "<bdi>" + htmlOf(s) + "</bdi>", Plain: s} }

// filmPage is the invented page that benchmarks render: 12 facts, 6 cards, a menu of 8.
func filmPage() *Page {
	p := fiction()
	p.Head = Head{
		Title:       "Atlas – Art’s Factory",
		Description: "Une phrase sur le film.",
		Canonical:   "https://example.test/films/atlas/",
		Alternates: []Alternate{
			{"fr", "https://example.test/films/atlas/"},
			{"ar", "https://example.test/ar/films/atlas/"},
			{"en", "https://example.test/en/films/atlas/"},
		},
		Scripts: []string{"/assets/js/site.js"},
	}
	for i := range 8 {
		p.Nav = append(
			p.Nav,
			NavItem{Link: Link{URL: fmt.Sprintf("/page-%d/", i), Label: named(fmt.Sprint("Page ", i)),
				Current: i == 3}},
		)
	}
	p.Footer = p.Nav[:5]
	p.Languages = []Language{
		{Code: "fr", Dir: "ltr", Name: "Français", URL: "/"},
		{Code: "ar", Dir: "rtl", Name: "العربية", URL: "/ar/"},
		{Code: "en", Dir: "ltr", Name: "English", URL: "/en/"},
	}
	p.Trail = []Link{p.Nav[0].Link, p.Nav[1].Link}
	p.Contact = []Fact{{Label: "E-mail", Value: "à confirmer", Unknown: true}}
	p.Body.Parts = []BodyPart{{HTML: htmlOf(strings.Repeat("<p>Un paragraphe de prose.</p>\n", 20))}}
	p.Film.Facts, p.Film.Others = nil, nil
	for i := range 12 {
		p.Film.Facts = append(p.Film.Facts, Fact{Label: fmt.Sprint("Fait ", i), Value: "valeur"})
	}
	pic := &Picture{
		Src:      "/i/a-480.jpg",
		WebP:     "/i/a-480.webp 480w, /i/a-960.webp 960w",
		Fallback: "/i/a-480.jpg 480w, /i/a-960.jpg 960w",
		Sizes:    "(min-width: 40rem) 20rem, 100vw",
		Width:    480,
		Height:   270,
		Alt:      "Une maison",
		Class:    "ph-1",
	}
	p.Film.Picture = pic
	for i := range 6 {
		p.Film.Others = append(
			p.Film.Others,
			Card{
				Kind:    "film",
				Label:   "Film",
				URL:     fmt.Sprintf("/films/f-%d/", i),
				Title:   named(fmt.Sprint("Film ", i)),
				Meta:    []Text{named("2031"), named("7 min")},
				Picture: pic,
			},
		)
	}
	return p
}

func BenchmarkRender(b *testing.B) {
	set, problems := Load(site(b), siteOptions())
	if len(problems) > 0 {
		b.Fatal(spoken(problems))
	}
	page := filmPage()
	var w bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		w.Reset()
		if wrong := set.Render(&w, page); wrong != nil {
			b.Fatal(spoken(wrong))
		}
	}
	b.SetBytes(int64(w.Len()))
}

func BenchmarkLoad(b *testing.B) {
	files := site(b)
	b.ReportAllocs()
	for b.Loop() {
		Load(files, siteOptions())
	}
}
