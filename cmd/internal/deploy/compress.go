package deploy

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// compressible are the endings of files that are text.
var compressible = []string{".html", ".css", ".js", ".svg", ".xml", ".json", ".ics", ".txt", ".csv", ".vtt",
	".webmanifest"}

// smallest is the size from which a file is compressed: a smaller one fits in the first packet as it is.
const smallest = 1000

// encodings are what a file is compressed with, by the ending of the name beside the plain one.
var encodings = map[string]func(io.Writer) io.WriteCloser{
	".br": func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 9) },
	".gz": func(w io.Writer) io.WriteCloser {
		g, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level is one
		return g
	},
}

// Precompress adds a file of each encoding beside those that are text, for servers that send such files. What was
// made before is in the folder cache, by content; it may be deleted at any time, and holds no more than what is used.
func (l *Local) Precompress(ctx context.Context, cache string) error {
	if err := os.MkdirAll(cache, 0o777); err != nil {
		return describeFile(err)
	}
	todo := make(chan string)
	var mu sync.Mutex
	var failed error
	used, added := map[string]bool{}, Files{}
	l.elsewhere = map[string]string{}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for p := range todo {
				for ending := range encodings {
					name := l.Files[p] + ending
					sum, err := l.compress(p, ending, filepath.Join(cache, name))
					mu.Lock()
					used[name] = true
					if err != nil {
						failed = err
					} else if sum != "" {
						added[p+ending], l.elsewhere[p+ending] = sum, filepath.Join(cache, name)
					}
					mu.Unlock()
				}
			}
		})
	}
	for _, p := range slices.Sorted(maps.Keys(l.Files)) {
		if ctx.Err() == nil && slices.Contains(compressible, path.Ext(p)) {
			todo <- p
		}
	}
	close(todo)
	wg.Wait()
	if failed != nil || ctx.Err() != nil {
		return firstError(ctx.Err(), failed)
	}
	maps.Copy(l.Files, added)
	entries, err := os.ReadDir(cache)
	for _, e := range entries {
		if !used[e.Name()] && !e.IsDir() {
			_ = os.Remove(filepath.Join(cache, e.Name()))
		}
	}
	return describeFile(err)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// compress makes the file at to, unless it is there, and returns its digest: "" where it would not be smaller, which
// an empty file says.
func (l *Local) compress(p, ending, to string) (sum string, err error) {
	if info, err := os.Stat(to); err == nil {
		if info.Size() == 0 {
			return "", nil
		}
		data, err := os.ReadFile(to)
		return revisionOf(data), err
	}
	data, err := os.ReadFile(l.at(p))
	if err != nil || revisionOf(data) != l.Files[p] {
		return "", l.changed(p, err)
	}
	var out bytes.Buffer
	if len(data) >= smallest {
		w := encodings[ending](&out)
		if _, err = w.Write(data); err == nil {
			err = w.Close()
		}
		if err != nil {
			return "", err
		}
	}
	if out.Len() >= len(data) {
		out.Reset()
	}
	if err = os.WriteFile(to+".new", out.Bytes(), 0o666); err == nil {
		err = os.Rename(to+".new", to)
	}
	if err != nil || out.Len() == 0 {
		return "", describeFile(err)
	}
	return revisionOf(out.Bytes()), nil
}

// plainName is the name of the file that a compressed one stands beside, or the name itself.
func plainName(name string) string {
	for ending := range encodings {
		if plain, ok := strings.CutSuffix(name, ending); ok && slices.Contains(compressible, path.Ext(plain)) {
			return plain
		}
	}
	return name
}
