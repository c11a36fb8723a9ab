package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the packages may import: this is what keeps the build a pure function and the leaves
// apart. A leaf imports source only; site introduces them to each other; commands import what
// is above the leaves.
var mayImport = map[string][]string{
	"source":           {},
	"memo":             {},
	"markdown":         {"source"},
	"content":          {"source", "content/yamltext"},
	"content/yamltext": {"source"},
	"layouts":          {"source", "layouts/compile"},
	"layouts/compile":  {},
	"minify":           {"source"},
	"public":           {"source"},
	"assets":           {"source"},
	"assets/store":     {},
	"download":         {"source"},
	"consent":          {},
	"view":             {"markdown", "content", "layouts", "assets"},
	"site":             {"source", "memo", "markdown", "content", "layouts", "minify", "public", "assets", "consent", "download", "view", "poster"},
	"live":             {"source", "content", "assets", "assets/store", "memo", "site"},
	"lettering":        {},
	"poster":           {"source", "lettering"},
	"card":             {"lettering", "poster"},
	"browsertest":      {}, // for tests of commands only
}

// The packages that may touch the machine: its disk, its network, its clock.
var worldly = map[string][]string{
	"os":           {"public", "live", "assets/store", "browsertest"},
	"net":          {},
	"net/http":     {},
	"os/exec":      {"browsertest"},
	"math/rand":    {},
	"math/rand/v2": {},
}

// Libraries that one package each is made around.
var only = map[string][]string{
	"github.com/yuin/goldmark":       {"markdown"},
	"github.com/adrg/frontmatter":    {"content"},
	"github.com/tdewolff/minify/v2":  {"minify"},
	"github.com/fsnotify/fsnotify":   {},
	"github.com/deepteams/webp":      {"assets"},
	"github.com/go-text/typesetting": {"lettering"},
	"golang.org/x/image":             {"lettering", "card"},
	"html/template":                  {"layouts", "layouts/compile", "view", "board"},
	"github.com/chromedp/chromedp":   {"browsertest"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
	Dir        string
}

func TestArchitecture(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,Dir", "artsfactory/cmd/internal/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	const prefix = "artsfactory/cmd/internal/"
	for {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, prefix)
		for _, i := range p.Imports {
			if own, ok := strings.CutPrefix(i, prefix); ok {
				if allowed, listed := mayImport[name]; listed && !slices.Contains(allowed, own) {
					t.Errorf("%s imports %s", name, own)
				}
			}
			if who, listed := worldly[i]; listed && !slices.Contains(who, name) {
				t.Errorf("%s imports %s", name, i)
			}
			for lib, who := range only {
				if (i == lib || strings.HasPrefix(i, lib+"/")) && !slices.Contains(who, name) {
					t.Errorf("%s imports %s", name, i)
				}
			}
		}
		noClock(t, name, p)
	}
}

// noClock looks for calls that ask the time.
func noClock(t *testing.T, name string, p goPackage) {
	if name == "public" || name == "live" {
		return
	}
	for _, f := range p.GoFiles {
		b, err := os.ReadFile(filepath.Join(p.Dir, f))
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{"time.Now(", "time.Since(", "time.Until(", "time.Local"} {
			if strings.Contains(string(b), call) {
				t.Errorf("%s/%s asks the time: %s", name, f, call)
			}
		}
	}
}
