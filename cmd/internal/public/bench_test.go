package public

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"artsfactory/cmd/internal/source"
)

// manyFiles is a site of 10,000 pages of 10 KB, each in a folder of its own.
func manyFiles(b *testing.B) *Tree {
	page := bytes.Repeat([]byte("0123456789"), 1024)
	var files []File
	for i := range 10_000 {
		files = append(
			files,
			File{
				fmt.Sprintf("films/%02d/film-%d/index.html", i%50, i),
				func() ([]byte, []source.Problem) { return page, nil },
			},
		)
	}
	tree, err := NewTree(files)
	if err != nil {
		b.Fatal(err)
	}
	return tree
}

func BenchmarkPublishCold(b *testing.B) {
	tree, base := manyFiles(b), b.TempDir()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		publishOK(b, filepath.Join(base, fmt.Sprint(i)), tree, Options{})
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "files/s")
}

// BenchmarkWriteBare is what writing the same files costs without any care.
func BenchmarkWriteBare(b *testing.B) {
	tree, base := manyFiles(b), b.TempDir()
	for i := 0; b.Loop(); i++ {
		for _, f := range tree.All() {
			name := filepath.Join(base, fmt.Sprint(i), f.Path)
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				b.Fatal(err)
			}
			data, _ := f.Bytes()
			if err := os.WriteFile(name, data, 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkPublishUnchanged(b *testing.B) {
	tree, dir := manyFiles(b), b.TempDir()
	publishOK(b, dir, tree, Options{})
	b.ReportAllocs()
	for b.Loop() {
		publishOK(b, dir, tree, Options{})
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "files/s")
}
