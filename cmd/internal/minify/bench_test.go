package minify

import (
	"strings"
	"testing"
)

func BenchmarkHTML(b *testing.B) {
	paragraph := "  <p class=\"a\">Un  <a href=\"/films/\">film</a> et\n  <i>un autre</i>.</p>\n"
	page := []byte("<!doctype html>\n<html lang=\"fr\">\n<body>\n" + strings.Repeat(paragraph, 150) +
		"</body>\n</html>\n")
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Bytes("text/html", page); err != nil {
			b.Fatal(err)
		}
	}
}
