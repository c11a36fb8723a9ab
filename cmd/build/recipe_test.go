package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const recipesFile = "../../.github/CONTRIBUTING.md"

// A recipeStep is one edit that a recipe asks for.
type recipeStep struct {
	file  string
	below string // the beginning of the line that the text goes below; "" for a new file
	text  string
}

var recipeStepForm = regexp.MustCompile(
	"(?ms)^`([^`\n]+)`, (?:below the line that begins with `([^\n]+)`|a new file):\n\n```\\w*\n(.*?)```$",
)

// recipe reads the steps below a heading of CONTRIBUTING.md.
func recipe(t *testing.T, heading string) []recipeStep {
	t.Helper()
	text, err := os.ReadFile(recipesFile)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("%s has no section %q", recipesFile, heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var steps []recipeStep
	for _, m := range recipeStepForm.FindAllStringSubmatch(section, -1) {
		steps = append(steps, recipeStep{m[1], m[2], m[3]})
	}
	if len(steps) < 3 {
		t.Fatalf("%q: only %d steps can be read", heading, len(steps))
	}
	return steps
}

// follow makes the edit in the tree below root.
func (s recipeStep) follow(t *testing.T, root string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(s.file))
	old, err := os.ReadFile(path)
	if s.below == "" {
		if err == nil {
			t.Fatalf("%s is there already", s.file)
		}
		old = nil
	} else if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(old), "\n")
	at := 0
	if s.below != "" {
		at = 1 + slices.IndexFunc(lines, func(l string) bool {
			return strings.HasPrefix(strings.TrimLeft(l, "\t"), s.below)
		})
		if at == 0 {
			t.Fatalf("%s: no line begins with %q", s.file, s.below)
		}
	}
	write(t, path, strings.Join(lines[:at], "")+s.text+strings.Join(lines[at:], ""))
}

// copyTree copies the files below a folder of the checkout that keep says.
func copyTree(t *testing.T, from, to string, keep func(path string) bool) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !keep(filepath.ToSlash(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		at := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			return err
		}
		return os.WriteFile(at, data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// goTool runs the go command in the copy.
func goTool(t *testing.T, root string, args ...string) {
	t.Helper()
	c := exec.CommandContext(context.Background(), "go", args...)
	c.Dir = root
	c.Env = append(os.Environ(), "GOFLAGS=-trimpath") // what does not change is not compiled for each copy
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func filesOf(steps []recipeStep) int {
	var files []string
	for _, s := range steps {
		if !slices.Contains(files, s.file) {
			files = append(files, s.file)
		}
	}
	return len(files)
}

// Whoever follows the recipes of CONTRIBUTING.md to the letter adds an output, a field and a kind: the copy of
// the tree that they are followed on passes vet and the tests of fields, and its pages show both in
// three languages.
func TestRecipes(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a copy of the tree")
	}
	t.Parallel()
	output, field, kind := recipe(t, "An output"), recipe(t, "A field"), recipe(t, "A kind")
	if n := filesOf(field); n > 5 {
		t.Errorf("a field takes %d files", n)
	}
	if n := filesOf(kind); n > 12 {
		t.Errorf("a kind takes %d files", n)
	}
	root := t.TempDir()
	for _, f := range []string{"go.mod", "go.sum"} {
		copyTree(t, "../../"+f, filepath.Join(root, f), func(string) bool { return true })
	}
	copyTree(t, "..", filepath.Join(root, "cmd"), func(p string) bool {
		return !strings.Contains(p, "/testdata/") || strings.Contains(p, "internal/content/testdata/")
	})
	for _, dir := range []string{"layouts", "assets"} {
		copyTree(t, "../../"+dir, filepath.Join(root, dir), func(string) bool { return true })
	}
	for _, dir := range []string{"content", "assets"} {
		copyTree(t, "testdata/fiction/"+dir, filepath.Join(root, dir), func(string) bool { return true })
	}
	for _, s := range slices.Concat(output, field, kind) {
		s.follow(t, root)
	}
	goTool(t, root, "vet", "./cmd/internal/content", "./cmd/internal/view", "./cmd/internal/layouts", "./cmd/build")
	goTool(t, root, "test", "-run", "Field", "./cmd/internal/content")
	goTool(t, root, "test", "-run", "TestArchitecture", "./cmd/build")

	film := filepath.Join(root, "content", "films", "recipe.md")
	write(t, film, "---\ntitle: Recette (fiction)\nkind: short\nsession: edition-1\npremiere: 2026-05-20\n---\n")
	write(t, strings.Replace(film, ".md", ".ar.md", 1), "---\ntitle: وصفة\n---\n")
	write(t, strings.Replace(film, ".md", ".en.md", 1), "---\ntitle: Recipe (fiction)\n---\n")
	write(t, filepath.Join(root, "content", "workshops", "recipe.md"),
		"---\ntitle: Atelier (fiction)\nsession: edition-1\nlevel: Débutant (fiction)\n---\nDu texte.\n")
	goTool(t, root, "run", "./cmd/build", "-now", "2026-11-21")
	for page, want := range map[string][]string{
		"films/recipe/index.html":     {">Première</dt>", "2026-05-20"},
		"ar/aflam/recipe/index.html":  {">العرض الأول</dt>"},
		"en/films/recipe/index.html":  {">Premiere</dt>", "2026-05-20"},
		"workshops/recipe/index.html": {">Niveau</dt>", "Débutant (fiction)", ">Édition</dt>"},
		"workshops/index.html":        {"Ateliers", "Atelier (fiction)"},
		"ar/workshops/index.html":     {"الورشات"},
		"en/workshops/index.html":     {"Workshops"},
		"ar/titles.txt":               {"وصفة\n"},
	} {
		data, err := os.ReadFile(filepath.Join(root, "public", filepath.FromSlash(page)))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, w := range want {
			if !bytes.Contains(data, []byte(w)) {
				t.Errorf("%s does not show %q", page, w)
			}
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
