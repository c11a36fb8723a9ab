package layouts

import (
	"bytes"
	"testing"

	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/source"
)

// Whatever a layout holds is a page or a problem, and never ends the program.
func FuzzLayout(f *testing.F) {
	for _, file := range site(f) {
		text, _ := file.Bytes()
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, _ := Load([]*source.File{
			source.NewText("layouts/base.html", []byte(`{{template "main" .}}`)),
			source.NewText("layouts/page.html", []byte(text)),
			source.NewText("layouts/strings.fr.yaml", []byte("a: A\n")),
		}, Options{Languages: []string{"fr"}, Minify: minify.Template})
		var w bytes.Buffer
		set.Render(&w, &Page{Main: "page", Lang: "fr"})
	})
}
