package markdown

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the cases give into testdata; read the difference first")

// The cases are texts and what becomes of them. The first word of a name that is a language
// is that of the text; English else. Placeholders are shown in braces.
func TestCases(t *testing.T) {
	files := cases(t)
	want := map[string]string{}
	for _, f := range files {
		want[f.name] = f.text
	}
	updated := "All people, films and dates in these cases are invented.\n"
	for _, f := range files {
		name, ok := strings.CutSuffix(f.name, "/in.md")
		if !ok {
			continue
		}
		got := show(Parse("in.md", []byte(f.text), 1, langOf(name), ""))
		updated += "-- " + f.name + " --\n" + f.text + "-- " + name + "/out --\n" + got
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want[name+"/out"], got); diff != "" && !*update {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(casesPath, []byte(updated), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const casesPath = "testdata/cases.txtar"

type file struct{ name, text string }

// cases reads the files of the corpus, each under a line "-- name --".
func cases(t fataler) []file {
	data, err := os.ReadFile(casesPath)
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	for line := range strings.Lines(string(data)) {
		name, ok := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- ")
		if ok && strings.HasSuffix(line, " --\n") {
			files = append(files, file{name: name})
		} else if len(files) > 0 {
			files[len(files)-1].text += line
		}
	}
	return files
}

func langOf(name string) string {
	first, _, _ := strings.Cut(name, " ")
	if len(first) == 2 {
		return first
	}
	return "en"
}

// show makes a Doc and its problems readable: a line for each block, no-break spaces visible.
func show(d *Doc, problems []source.Problem) string {
	var b strings.Builder
	for _, p := range d.Parts {
		switch {
		case p.Link != nil:
			fmt.Fprintf(&b, "{link %q %q %d:%d}", p.Link.Dest, p.Link.Title, p.Link.Line, p.Link.Col)
		case p.Image != nil:
			i := p.Image
			fmt.Fprintf(&b, "{image %q %q %q block=%v %d:%d}", i.Src, i.Alt, i.Caption, i.Block, i.Line, i.Col)
		case p.Directive != nil:
			x := p.Directive
			fmt.Fprintf(&b, "{directive %s %q %d:%d}", x.Name, x.Args, x.Line, x.Col)
		default:
			b.WriteString(p.HTML)
		}
	}
	b.WriteByte('\n')
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d #%s %s\n", h.Level, h.ID, h.HTML)
	}
	fmt.Fprintf(&b, "lines %v anchors %q words %d\n", d.Lines, d.Anchors, d.Words)
	for _, p := range problems {
		b.WriteString(p.In("en") + "\n")
	}
	return readable.Replace(b.String())
}

var readable = strings.NewReplacer("\u00a0", "⍽", "\u202f", "⎵", "<p>", "\n<p>", "<li>", "\n<li>",
	"<tr>", "\n<tr>", "<h", "\n<h", "<section", "\n<section")

func TestPositionsCountFromTheFile(t *testing.T) {
	d, problems := Parse("a.md", []byte("Élan [un](x.md)\net <b>"), 7, "fr", "")
	if l := d.Parts[1].Link; l.Line != 7 || l.Col != 6 || l.Excerpt != "Élan [un](x.md)" {
		t.Errorf("link at %d:%d in %q", l.Line, l.Col, l.Excerpt)
	}
	if len(problems) != 1 || problems[0].Where() != "a.md:8:4" || problems[0].Excerpt != "et <b>" {
		t.Errorf("problems %v", problems)
	}
	if !cmp.Equal(d.Lines, []int{7}) {
		t.Errorf("lines %v", d.Lines)
	}
}

func TestTypeset(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"fr", "L'atelier : « oui » !", "L’atelier\u00a0: «\u00a0oui\u00a0»\u202f!"},
		{"fr-MA", "Prêt?", "Prêt\u202f?"},
		{"fr", "Art’s Factory", "Art’s Factory"},
		{"fr", "De 9:30 à 12:30", "De 9:30 à 12:30"},
		{"fr", "a & b <c>", "a & b <c>"},
		{"fr", "Film nº 2, n° 10, Nº x, 30 º 2, non º 3", "Film nº\u00a02, n°\u00a010, Nº x, 30 º 2, non º 3"},
		{"fr", "(web-série), l’e-mail, est-ce ? Rendez-vous.",
			"(web-\u2060série), l’e-\u2060mail, est-\u2060ce\u202f? Rendez-\u2060vous."},
		{"fr", "court-métrage long, porte-parole, x-y.org, a-b@c, /films/a-b, -a, a-, 2-3, a--b",
			"court-métrage long, porte-\u2060parole, x-y.org, a-b@c, /films/a-b, -a, a-, 2-3, a--b"},
		{"fr", "60 %, 60%, 60 %! un %, des %, 60 %s", "60\u202f%, 60\u202f%, 60\u202f%\u202f! un %, des %, 60 %s"},
		{"ar", "ما الجديد ؟", "ما الجديد؟"},
		{"en", "web-series", "web-series"},
		{"en", "What's new?", "What’s new?"},
	} {
		if got := Typeset(c.lang, c.in); got != c.want {
			t.Errorf("Typeset(%q, %q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestIsolate(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"fr", "Art’s Factory & <vous>", "Art’s Factory & &lt;vous>"},
		{"fr", "Le mot سينما.", `Le mot <bdi lang="ar">سينما</bdi>.`},
		{"ar", "برنامج Art’s Factory!", "برنامج <bdi>Art’s Factory</bdi>!"},
		{"ar", "فيلم Le temps retrouvé", `فيلم <bdi lang="fr">Le temps retrouvé</bdi>`},
		{"ar", "فيلم The long way home", `فيلم <bdi lang="en">The long way home</bdi>`},
		{"ar", "AT&amp", "<bdi>AT&amp;amp</bdi>"},
	} {
		if got := Isolate(c.lang, c.in); got != c.want {
			t.Errorf("Isolate(%q, %q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

// A Doc must not share memory with the renderer that is used again for the next text.
func TestDocsAreIndependent(t *testing.T) {
	files := cases(t)
	first := map[string]string{}
	for range 3 {
		done := make(chan [2]string)
		n := 0
		for _, f := range files {
			if strings.HasSuffix(f.name, "/in.md") {
				n++
				go func() { done <- [2]string{f.name, show(Parse("in.md", []byte(f.text), 1, "fr", ""))} }()
			}
		}
		for range n {
			got := <-done
			if want, ok := first[got[0]]; ok && want != got[1] {
				t.Errorf("%s differs the next time:\n%s", got[0], cmp.Diff(want, got[1]))
			}
			first[got[0]] = got[1]
		}
	}
}
