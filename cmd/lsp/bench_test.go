package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"artsfactory/cmd/internal/site/synthetic"
)

// A letter typed in a film: what is wrong with the site is known again, and what may be written
// next is listed.
func BenchmarkLetter(b *testing.B) {
	sizes := []int{1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, pages := range sizes {
		root := b.TempDir()
		for _, f := range synthetic.Content(1, pages) {
			data, err := f.Bytes()
			if err != nil {
				b.Fatal(err)
			}
			p := filepath.Join(root, filepath.FromSlash(f.Path))
			if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(p, data, 0o666); err != nil {
				b.Fatal(err)
			}
		}
		d, err := newWorkspace(root, "en", newConn(nil, io.Discard), os.Stderr)
		if err != nil {
			b.Fatal(err)
		}
		d.build()
		const p = "content/films/film-7.md"
		data, err := os.ReadFile(filepath.Join(root, p))
		if err != nil {
			b.Fatal(err)
		}
		typed := 0
		letter := func(field string) {
			typed++
			d.openText(p, d.uri(p), typed, fmt.Sprintf("---\n%s%d\n%s", field, typed, data[4:]))
		}
		b.Run("diagnostics/"+strconv.Itoa(pages), func(b *testing.B) {
			for range b.N {
				letter("colour: a")
				d.build()
			}
		})
		b.Run("completion/"+strconv.Itoa(pages), func(b *testing.B) {
			letter("session: edition-")
			_, doc, v := d.document(d.uri(p))
			for range b.N {
				newAnalysis("en", p, doc, v).complete(position{1, 10})
			}
		})
		d.dir.Close()
	}
}
