package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"artsfactory/cmd/internal/content"

	"go.yaml.in/yaml/v4"
)

// wordsUse is what the code and the layouts ask of the site's own words.
type wordsUse struct {
	asked    map[string]string // key to where it is asked for
	prefixes []string          // the fixed beginnings of keys that end in a value, such as "state."
	literals map[string]bool   // all texts in the code: keys also travel in variables
}

// Every word that is asked for is there, and every word that is there is asked for: the files
// of translators hold neither gaps nor idle work.
func TestStrings(t *testing.T) {
	keys := stringKeys(t)
	use := &wordsUse{asked: map[string]string{}, literals: map[string]bool{}}
	use.code(t, "../internal/site")
	use.code(t, "../internal/view")
	use.layouts(t, "../../layouts")
	if len(use.asked) < 100 || len(use.prefixes) < 5 {
		t.Fatalf(
			"found only %d keys and %d beginnings of keys: this test cannot read the code any more",
			len(use.asked),
			len(use.prefixes),
		)
	}
	for _, key := range slices.Sorted(maps.Keys(use.asked)) {
		if !slices.Contains(keys, key) {
			t.Errorf("%s asks for %q, which layouts/strings.fr.yaml lacks", use.asked[key], key)
		}
	}
	for prefix, values := range valueKeys(t) {
		for _, value := range values {
			if !slices.Contains(keys, prefix+value) {
				t.Errorf("pages name the value %q by %q, which layouts/strings.fr.yaml lacks", value, prefix+value)
			}
		}
	}
	for _, prefix := range use.prefixes {
		if !slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, prefix) }) {
			t.Errorf("the code asks for words that begin with %q; layouts/strings.fr.yaml has none", prefix)
		}
	}
	for _, key := range keys {
		_, asked := use.asked[key]
		ends := slices.ContainsFunc(use.prefixes, func(p string) bool { return strings.HasPrefix(key, p) })
		if !asked && !ends && !use.literals[key] {
			t.Errorf("nothing asks for %q; take it out of layouts/strings.*.yaml", key)
		}
	}
}

// valueKeys are the values that fields may have, by the beginning of the keys that name them.
func valueKeys(t *testing.T) map[string][]string {
	values := func(of any, field string) []string {
		f, ok := reflect.TypeOf(of).FieldByName(field)
		if list := strings.Fields(f.Tag.Get("values")); ok && len(list) > 1 {
			return list
		}
		t.Fatalf("%T has no field %s of several values: this test cannot read the code any more", of, field)
		return nil
	}
	var kinds, folders []string
	for _, k := range content.Kinds {
		if k != content.PageKind {
			kinds, folders = append(kinds, string(k)), append(folders, k.Folder())
		}
	}
	return map[string][]string{
		"kind.": kinds, "list.": folders, "count.": folders, "empty.": folders,
		"film.":     values(content.Film{}, "Type"),
		"audience.": values(content.Meeting{}, "Audience"),
		"award.":    values(content.Prize{}, "State"),
		"role.":     values(content.Person{}, "Roles"),
	}
}

// stringKeys returns the keys of layouts/strings.fr.yaml, with dots between their parts.
func stringKeys(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../layouts/strings.fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := yaml.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	var keys []string
	var walk func(prefix string, m map[string]any)
	walk = func(prefix string, m map[string]any) {
		for k, v := range m {
			if _, plural := m["other"]; plural && prefix != "" {
				keys = append(keys, strings.TrimSuffix(prefix, "."))
				return
			}
			if below, ok := v.(map[string]any); ok {
				walk(prefix+k+".", below)
			} else {
				keys = append(keys, prefix+k)
			}
		}
	}
	walk("", all)
	slices.Sort(keys)
	return keys
}

// code reads the calls of t, label, nth, T, N and List in a package.
func (u *wordsUse) code(t *testing.T, dir string) {
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	set := token.NewFileSet()
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				u.literals[unquote(l)] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"t", "label", "stringAt", "T", "N", "List"}, method.Sel.Name) {
				return true
			}
			u.key(call.Args[0], filepath.Base(path)+":"+strconv.Itoa(set.Position(call.Pos()).Line))
			return true
		})
	}
}

// key notes a key as it is written: whole, or as a beginning to which a value is added.
func (u *wordsUse) key(e ast.Expr, at string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		u.asked[unquote(e)] = at
	case *ast.BinaryExpr:
		for left := e.X; ; {
			if b, ok := left.(*ast.BinaryExpr); ok {
				left = b.X
				continue
			}
			if l, ok := left.(*ast.BasicLit); ok {
				u.prefixes = append(u.prefixes, unquote(l))
			}
			return
		}
	}
}

func unquote(l *ast.BasicLit) string {
	s, err := strconv.Unquote(l.Value)
	if err != nil {
		return ""
	}
	return s
}

var layoutKey = regexp.MustCompile(`\bt "([a-z._]+)"`)

func (u *wordsUse) layouts(t *testing.T, dir string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range layoutKey.FindAllSubmatchIndex(b, -1) {
			u.asked[string(b[m[2]:m[3]])] = filepath.Base(
				path,
			) + ":" + strconv.Itoa(
				1+bytes.Count(b[:m[0]], []byte("\n")),
			)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
