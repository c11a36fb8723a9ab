package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/search"
	"artsfactory/cmd/internal/site/synthetic"
	"artsfactory/cmd/internal/source"
)

var benchNow = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// synthesis is a synthetic site with the project's own layouts and assets.
func synthesis(t testing.TB, pages int) *source.Files {
	list, problems := source.Read(os.DirFS("../../.."), "layouts", "assets")
	if problems != nil {
		t.Fatal(problems[0].In("en"))
	}
	return source.NewFiles(append(list, synthetic.Content(1, pages)...)...)
}

// with replaces a text in the file at path.
func with(t testing.TB, files *source.Files, path, old, new string) *source.Files {
	data, err := files.Get(path).Bytes()
	if err != nil || !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%s has no %q", path, old)
	}
	return files.With([]*source.File{source.NewText(path, bytes.Replace(data, []byte(old), []byte(new), 1))}, nil)
}

// BenchmarkWarm is what is between a save and the page that an editor looks at: a build with
// a memory, and one page.
func BenchmarkWarm(b *testing.B) {
	sizes := []int{1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, pages := range sizes {
		b.Run(strconv.Itoa(pages), func(b *testing.B) { benchWarm(b, pages) })
	}
}

func benchWarm(b *testing.B, pages int) {
	files := synthesis(b, pages)
	m := memo.New()
	o := Options{Now: benchNow}
	build := func(b *testing.B, files *source.Files, page string) {
		r := Build(m, files, o)
		if len(r.Problems) > 0 {
			b.Fatal(r.Problems[0].In("en"))
		}
		if _, ps, ok := r.Render(page); !ok || len(ps) > 0 {
			b.Fatal(page, ps)
		}
	}
	build(b, files, "index.html")
	film := "content/films/film-7.md"
	text, _ := files.Get(film).Bytes()
	head, body, _ := strings.Cut(string(text), "\n---\n")
	for _, c := range []struct {
		name, page string
		edit       func(i int) *source.Files
	}{
		{"nothing", "films/film-7/index.html", func(int) *source.Files { return files }},
		{"body", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, film, body, fmt.Sprint(body, "\nA word ", i))
		}},
		{"heading", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, film, body, fmt.Sprint(body, "\n## A heading ", i))
		}},
		{"title", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, film, head, strings.Replace(head, "title: ", fmt.Sprint("title: ", i, " "), 1))
		}},
		{"hub", "sessions/" + synthetic.Hub + "/index.html", func(i int) *source.Files {
			return with(b, files, "content/sessions/"+synthetic.Hub+".md", "title: ", fmt.Sprint("title: ", i, " "))
		}},
		{"layout", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, "layouts/base.html", "</body>", fmt.Sprint("<p>", i, "</p></body>"))
		}},
		{"style", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, "assets/css/site.css", "", fmt.Sprint(".x{margin:", i, "px}\n"))
		}},
		{"site", "films/film-7/index.html", func(i int) *source.Files {
			return with(b, files, "content/site.yaml", "name: Atelier", fmt.Sprint("name: ", i, " Atelier"))
		}},
		{"new", "films/neuf/index.html", func(i int) *source.Files {
			return files.With([]*source.File{source.NewText("content/films/neuf.md",
				[]byte(strings.Replace(head, "title: ", fmt.Sprint("title: ", i, " "), 1)+"\n---\nNew.\n"))}, nil)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				i++
				build(b, c.edit(i+1000*b.N), c.page)
			}
		})
	}
}

// large is how many pages a large site has: fewer where a benchmark only has to run.
func large() int {
	if testing.Short() {
		return 1000
	}
	return 10000
}

// BenchmarkAll renders every page of a site with an edited base layout.
func BenchmarkAll(b *testing.B) {
	files := synthesis(b, large())
	m := memo.New()
	Build(m, files, Options{Now: benchNow})
	i := 0
	for b.Loop() {
		i++
		r := Build(
			m,
			with(b, files, "layouts/base.html", "</body>", fmt.Sprint("<p>", i, "</p></body>")),
			Options{Now: benchNow},
		)
		list := r.Tree.All()
		parallel(len(list), 0, func(i int) { list[i].Bytes() })
	}
}

// BenchmarkHeld is what a memory of 10,000 pages holds, after some edits.
func BenchmarkHeld(b *testing.B) {
	files := synthesis(b, large())
	m := memo.New()
	for b.Loop() {
		for i := range 20 {
			Build(
				m,
				with(b, files, "content/films/film-7.md", "title: ", fmt.Sprint("title: ", i, " ")),
				Options{Now: benchNow},
			)
		}
	}
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	b.ReportMetric(float64(s.HeapAlloc)/(1<<20), "MiB-held")
	b.ReportMetric(float64(m.Len()), "results")
	runtime.KeepAlive(m)
}

// BenchmarkSearch is what the indexes of all languages cost, for each page, and what a first question of two words
// loads at most, compressed.
func BenchmarkSearch(b *testing.B) {
	sizes := []int{1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, pages := range sizes {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			r := Build(nil, synthesis(b, pages), Options{Now: benchNow})
			var e search.Encoded
			n := 0
			for b.Loop() {
				n = 0
				for lang, index := range r.renderer.searchIndexes(r.files) {
					e = index()
					n += len(r.renderer.searchable(lang))
				}
			}
			largest := func(files [][]byte) (most int) {
				for _, f := range files {
					most = max(most, zipped(f))
				}
				return most
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n)/1e6, "ms/page")
			b.ReportMetric(float64(zipped(e.Main)+2*largest(e.Words)+10*largest(e.Pages))/1000, "kB/question")
			b.ReportMetric(float64(len(e.Words)+len(e.Pages)+1)*3, "files")
		})
	}
}

func zipped(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}
