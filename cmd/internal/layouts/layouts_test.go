package layouts

import (
	"bytes"
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

var update = flag.Bool("update", false, "rewrite the stories with what the package does now")

// A story holds layouts, and either "problems" (English, then French) or, for each main
// layout and language, "page <main> <lang>", rendered from fiction().
func TestStories(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no stories")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { tell(t, path) })
	}
}

func tell(t *testing.T, path string) {
	s := readStory(t, path)
	set, problems := Load(layoutFiles(s), Options{Languages: languages(s), Asset: someAssets})
	for i, f := range s.files {
		var got string
		switch words := strings.Fields(f.name); words[0] {
		case "problems":
			got = spoken(problems)
		case "page":
			page := fiction()
			page.Main, page.Lang = words[1], words[2]
			var w bytes.Buffer
			failed := set.Render(&w, page)
			got = strings.TrimSpace(w.String()) + "\n" + spoken(failed)
		default:
			continue
		}
		if *update {
			s.files[i].data = got
		} else if strings.TrimSpace(got) != strings.TrimSpace(f.data) {
			t.Errorf("%s:\n%s\nwant:\n%s", f.name, got, f.data)
		}
	}
	if *update {
		os.WriteFile(path, s.bytes(), 0o644)
	}
}

func spoken(problems []source.Problem) string {
	var b strings.Builder
	for _, lang := range []string{"en", "fr"} {
		for _, p := range problems {
			fmt.Fprintln(&b, p.In(lang))
		}
	}
	return b.String()
}

func layoutFiles(s story) (files []*source.File) {
	for _, f := range s.files {
		if strings.HasPrefix(f.name, "layouts/") {
			files = append(files, source.NewText(f.name, []byte(f.data)))
		}
	}
	return files
}

// languages are those on the story's first line, or French alone.
func languages(s story) []string {
	first, _, _ := strings.Cut(s.comment, "\n")
	if after, ok := strings.CutPrefix(first, "languages: "); ok {
		return strings.Fields(after)
	}
	return []string{"fr"}
}

func someAssets(name string) (string, bool) {
	return "/assets/css/site.1a2b.css", name == "css/site.css"
}

// fiction is a page of an invented film.
func fiction() *Page {
	return &Page{Lang: "fr", Dir: "ltr", Kind: "film", Main: "film", HomeURL: "/",
		Title:   Text{HTML: `<bdi>Atlas</bdi> &amp; moi`, Plain: "Atlas & moi", Attrs: ` lang="fr" dir="ltr"`},
		Summary: Text{},
		Film: &Film{
			Label:    "Court métrage",
			Original: Text{HTML: "tel:12", Plain: "tel:12"},
			Picture:  &Picture{Src: "/i/a.jpg", Width: 3, Height: 2, Alt: `"A" <b>`},
			Facts:    []Fact{{Label: "Durée", Value: "7&nbsp;min"}, {Label: "Année", Value: "2031"}},
			Others: []Card{
				{Title: Text{HTML: "Un", Plain: "Un"}, URL: "/un/?a=1&b=2"},
				{Title: Text{HTML: "Deux", Plain: "Deux"}},
			},
		},
	}
}

// story is a txtar archive: a comment, then files, each after a line "-- name --".
type story struct {
	comment string
	files   []storyFile
}

type storyFile struct{ name, data string }

func readStory(t *testing.T, path string) (s story) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		name, ok := strings.CutPrefix(line, "-- ")
		switch {
		case ok && strings.HasSuffix(name, " --\n"):
			s.files = append(s.files, storyFile{name: strings.TrimSuffix(name, " --\n")})
		case len(s.files) == 0:
			s.comment += line
		default:
			s.files[len(s.files)-1].data += line
		}
	}
	return s
}

func (s story) bytes() []byte {
	text := s.comment
	for _, f := range s.files {
		text += "-- " + f.name + " --\n" + f.data
		if f.data != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
	}
	return []byte(text)
}

func htmlOf(s string) template.HTML { return template.HTML(s) }
