package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	pathpkg "path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// mayImport says which packages of cmd each of them may import: this is what keeps the build a pure function and
// the leaves apart. It lists every package: a new one has its place before it has its code. The order is that of
// the imports: no package imports one that stands below it.
var mayImport = []struct{ name, imports string }{
	{"internal/source", ""},
	{"internal/memo", ""},
	{"internal/consent", ""},
	{"internal/content/yamltext", "internal/source"},
	{"internal/content", "internal/source internal/content/yamltext"},
	{"internal/markdown", "internal/source"},
	{"internal/assets", "internal/source"},
	{"internal/assets/store", ""},
	{"internal/download", "internal/source"},
	{"internal/lettering", ""},
	{"internal/poster", "internal/source internal/lettering"},
	{"internal/card", "internal/lettering internal/poster"},
	{"internal/layouts/compile", ""},
	{"internal/layouts", "internal/source internal/layouts/compile"},
	{"internal/minify", "internal/source"},
	{"internal/public", "internal/source"},
	{"internal/calendar", ""},
	{"internal/feed", ""},
	{"internal/hosting", "internal/public"},
	{"internal/search", ""},
	{"internal/jsonld", ""},
	{"internal/dataset", ""},
	{"internal/kit", ""},
	{"internal/view", "internal/source internal/content internal/markdown internal/assets internal/layouts " +
		"internal/jsonld"},
	{"internal/site/synthetic", "internal/source"},
	{"internal/site", "internal/source internal/memo internal/consent internal/content internal/markdown " +
		"internal/assets internal/download internal/poster internal/card internal/calendar internal/feed " +
		"internal/hosting internal/search internal/dataset internal/kit internal/layouts internal/minify " +
		"internal/public " +
		"internal/view"},
	{"internal/live", "internal/source internal/memo internal/content internal/assets internal/assets/store " +
		"internal/site"},
	{"internal/board", "internal/source internal/content internal/site"},
	{"internal/rename", "internal/source internal/memo internal/content internal/site"},
	{"internal/deploy", "internal/source internal/public"},
	{"internal/deploy/s3", "internal/source internal/hosting internal/public internal/deploy"},
	{"internal/deploy/sftp", "internal/source internal/public internal/deploy"},
	{"internal/browsertest", ""}, // for tests of commands
	{"build", "internal/source internal/content internal/assets internal/hosting internal/public internal/site " +
		"internal/live internal/board"},
	{"serve", "internal/source internal/memo internal/content internal/assets internal/public internal/site " +
		"internal/live internal/board"},
	{"new", "internal/source internal/content/yamltext internal/content internal/site internal/live " +
		"internal/rename"},
	// The libraries that talk to hosts take longer to compile than all else: no other command has them.
	{"publish", "internal/source internal/public internal/hosting internal/deploy internal/deploy/s3 " +
		"internal/deploy/sftp"},
	{"lsp", "internal/source internal/memo internal/content/yamltext internal/content internal/site internal/live " +
		"internal/rename"},
}

// owners says which packages may import what is not cmd's own: a library has one owner
// where it can, and the disk, the network and other processes are out of reach of what must be a pure function.
var owners = map[string]string{
	"github.com/adrg/frontmatter":        "internal/content",
	"github.com/andybalholm/brotli":      "internal/deploy",
	"github.com/chromedp/chromedp":       "internal/browsertest",
	"github.com/deepteams/webp":          "internal/assets",
	"github.com/fsnotify/fsnotify":       "serve",
	"github.com/go-text/typesetting":     "internal/lettering",
	"github.com/minio/minio-go/v7":       "internal/deploy/s3",
	"github.com/pkg/sftp":                "internal/deploy/sftp",
	"github.com/tdewolff/minify/v2":      "internal/minify",
	"github.com/tdewolff/parse/v2":       "internal/minify",
	"github.com/yuin/goldmark":           "internal/markdown",
	"go.yaml.in/yaml/v4":                 "internal/content/yamltext internal/content internal/layouts",
	"golang.org/x/crypto/ssh":            "internal/deploy/sftp",
	"golang.org/x/image":                 "internal/lettering internal/card",
	"golang.org/x/sys":                   "internal/public",
	"golang.org/x/text/cases":            "internal/public internal/site",
	"golang.org/x/text/feature/plural":   "internal/layouts",
	"golang.org/x/text/language":         "internal/content internal/layouts internal/view",
	"golang.org/x/text/language/display": "internal/view",
	"golang.org/x/text/unicode/norm": "internal/assets internal/consent internal/content internal/lettering " +
		"internal/markdown internal/public internal/search internal/site internal/source internal/view",
	"html/template": "internal/layouts/compile internal/layouts internal/view internal/board serve",
	"text/template": "internal/layouts/compile internal/layouts",
	"os": "internal/assets/store internal/public internal/live internal/deploy internal/deploy/sftp " +
		"internal/browsertest build serve new publish lsp",
	"os/exec":      "internal/browsertest serve",
	"net":          "internal/deploy internal/deploy/s3 internal/deploy/sftp serve",
	"net/http":     "internal/deploy/s3 serve",
	"syscall":      "internal/public internal/deploy build serve publish lsp",
	"math/rand":    "",
	"math/rand/v2": "",
	"plugin":       "",
	"unsafe":       "",
	"C":            "",
}

// clocks are the packages that may ask the time: what is made must depend on the instant it is given alone.
var clocks = []string{"internal/public", "internal/live", "internal/deploy", "internal/deploy/sftp",
	"internal/browsertest", "build", "serve", "new", "publish", "lsp"}

type goPackage struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
	Dir        string
}

func TestArchitecture(t *testing.T) {
	packages := listPackages(t)
	position := map[string]int{}
	for i, p := range mayImport {
		position[p.name] = i + 1
		for _, other := range strings.Fields(p.imports) {
			if position[other] == 0 || position[other] > i {
				t.Errorf("%s may import %s, which this list names later", p.name, other)
			}
		}
	}
	for name, p := range packages {
		i := position[name]
		if i == 0 {
			t.Errorf("package %s has no place in this test's list: say what it may import", name)
			continue
		}
		for _, imported := range p.Imports {
			checkImport(t, name, strings.Fields(mayImport[i-1].imports), imported)
		}
		if !slices.Contains(clocks, name) {
			noClock(t, name, p)
		}
	}
	for _, p := range mayImport {
		if _, ok := packages[p.name]; !ok {
			t.Errorf("package %s is in this test's list, and gone", p.name)
		}
	}
}

const modulePrefix = "artsfactory/cmd/"

// listPackages are all packages below cmd, by their path there.
func listPackages(t *testing.T) map[string]goPackage {
	// The go command remembers a test's result as long as the files are the same that the test itself has read.
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,Dir", modulePrefix+"...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]goPackage{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[strings.TrimPrefix(p.ImportPath, modulePrefix)] = p
	}
}

// checkImport checks one import of the package name, which may import so many of cmd's own.
func checkImport(t *testing.T, name string, allowed []string, imported string) {
	if own, ok := strings.CutPrefix(imported, modulePrefix); ok {
		if !slices.Contains(allowed, own) {
			t.Errorf("%s imports %s", name, own)
		}
		return
	}
	// The longest listed path that the import is, or is below.
	owner, listed := "", false
	for path := imported; path != "." && !listed; path = pathpkg.Dir(path) {
		owner, listed = owners[path]
		if !listed && !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
			break // a package of the standard library stands for itself alone
		}
	}
	thirdParty := strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	switch {
	case !listed && thirdParty:
		t.Errorf("%s imports %s, which has no owner in this test's list", name, imported)
	case listed && !slices.Contains(strings.Fields(owner), name):
		t.Errorf("%s imports %s, which is for %q only", name, imported, owner)
	}
}

// noClock looks for calls that ask the time.
func noClock(t *testing.T, name string, p goPackage) {
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

// The manual, which is the comment of package site, names every package.
func TestManualNamesPackages(t *testing.T) {
	code, err := os.ReadFile("../internal/site/site.go")
	if err != nil {
		t.Fatal(err)
	}
	manual, _, _ := strings.Cut(string(code), "\npackage site")
	words := strings.FieldsFunc(manual, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, p := range mayImport {
		if name := pathpkg.Base(p.name); !slices.Contains(words, name) {
			t.Errorf("the comment of package site does not name package %s", p.name)
		}
	}
}

// Go lines end before column 120, counted in bytes; and no test of code reads the site's own content, which
// its editors change.
func TestGoLines(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		code, err := os.ReadFile(path)
		n := 0
		for line := range strings.Lines(string(code)) {
			if n++; len(line) > 121 {
				t.Errorf("%s:%d: %d bytes long", path, n, len(line)-1)
			}
			if strings.HasSuffix(path, "_test.go") && strings.Contains(line, `"../../`+`content`) {
				t.Errorf("%s:%d: a test of code reads the site's content", path, n)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
