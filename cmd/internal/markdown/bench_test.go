package markdown

import (
	"bytes"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func benchBody(b *testing.B) []byte {
	body, err := os.ReadFile("testdata/body.md")
	if err != nil {
		b.Fatal(err)
	}
	return body
}

// BenchmarkParse is to be compared with BenchmarkGoldmark, which does none of the
// typography, positions and checks, on the same body.
func BenchmarkParse(b *testing.B) {
	body := benchBody(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Parse("body.md", body, 1, "fr", "")
	}
}

func BenchmarkGoldmark(b *testing.B) {
	for name, md := range map[string]goldmark.Markdown{
		"bare": goldmark.New(),
		"same": goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)),
	} {
		b.Run(name, func(b *testing.B) {
			body := benchBody(b)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := md.Convert(body, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
