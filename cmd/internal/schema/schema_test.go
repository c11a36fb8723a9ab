package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write the files instead of comparing them")

const root = "../../.."

// The checked-in files are those that the types make.
func TestSchemaFiles(t *testing.T) {
	made := map[string]bool{}
	for _, f := range Files() {
		made[filepath.Base(f.Path)] = true
		path := filepath.Join(root, f.Path)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, f.Data) {
			t.Errorf("%s is not what the types make; run: go run ./cmd/new -schemas", f.Path)
		}
	}
	have, _ := filepath.Glob(filepath.Join(root, Folder, "schemas", "*.json"))
	for _, path := range have {
		if !made[filepath.Base(path)] {
			t.Errorf("%s belongs to no kind any more: delete it", path)
		}
	}
}

// structs calls do for every struct that an editor writes fields of, each once.
func structs(do func(reflect.Type)) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		t, _ = content.ElemOfOptional(t)
		switch t.Kind() {
		case reflect.Slice, reflect.Map:
			walk(t.Elem())
		case reflect.Struct:
			if seen[t] {
				return
			}
			seen[t] = true
			do(t)
			for _, f := range content.Fields(t) {
				walk(f.Type)
			}
		}
	}
	for _, k := range content.Kinds {
		walk(TypeOf(k))
	}
	walk(reflect.TypeFor[content.Config]())
	for _, name := range content.DirectiveNames {
		walk(content.DirectiveType(name))
	}
}

// Every field and every value has a word in both languages, and no word is left over.
func TestSchemaWords(t *testing.T) {
	used := map[string]bool{}
	ask := func(table map[string]source.Message, key string) {
		used[key] = true
		if w := table[key]; w.En == "" || w.Fr == "" {
			t.Errorf("nothing says what %s is", key)
		}
	}
	structs(func(st reflect.Type) {
		for _, f := range content.Fields(st) {
			key := f.Owner(st) + "." + f.Name
			ask(words, key)
			used[st.Name()+"."+f.Name] = true // a kind's own words are optional
			for _, v := range f.Values {
				ask(meanings, key+"."+v)
			}
		}
	})
	for _, name := range content.DirectiveNames {
		ask(directives, name)
	}
	for _, table := range []map[string]source.Message{words, meanings, directives} {
		for key := range table {
			if !used[key] {
				t.Errorf("%q is about no field", key)
			}
		}
	}
}

// The settings name every schema and no other, and give each file of the site its own.
func TestSchemaSettings(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, Folder, "settings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var settings struct {
		Schemas map[string][]string `json:"yaml.schemas"`
	}
	if err := json.Unmarshal(data, &settings); err != nil {
		t.Fatal(err)
	}
	left := maps.Clone(settings.Schemas)
	for _, f := range Files() {
		if strings.Contains(f.Path, "/schemas/") && left["./"+f.Path] == nil {
			t.Errorf("the settings do not name %s", f.Path)
		}
		delete(left, "./"+f.Path)
	}
	for path := range left {
		t.Errorf("%s is named in the settings and is not made", path)
	}
	for p, want := range sources(t) {
		var got []string
		for schema, globs := range settings.Schemas {
			if matches(globs, p) {
				got = append(got, schema)
			}
		}
		if want = "./" + Folder + "/schemas/" + want + ".json"; !slices.Equal(got, []string{want}) {
			t.Errorf("%s has %v, not %s", p, got, want)
		}
	}
}

func matches(globs []string, p string) bool {
	found := false
	for _, g := range globs {
		g, not := strings.CutPrefix(g, "!")
		if ok, _ := path.Match(g, p); ok {
			if not {
				return false
			}
			found = true
		}
	}
	return found
}

// sources are the files of the real and the fictional site with the names of their schemas.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, site := range sites {
		files, problems := source.Read(os.DirFS(filepath.Join(root, site)), "content")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, f := range files {
			if name := schemaOf(f.Path); name != "" {
				all[f.Path] = name
			}
		}
	}
	return all
}

var sites = []string{".", "cmd/build/testdata/fiction"}

// schemaOf is the name of the schema for a file's fields, or "".
func schemaOf(p string) string {
	if p == content.ConfigPath {
		return "site"
	}
	if path.Ext(p) != ".md" {
		return ""
	}
	id, _ := content.ParseName(p)
	kind := content.KindOf(id.Folder)
	if id.ID == "index" {
		kind = content.PageKind
	}
	if id.Lang != "" {
		return string(kind) + ".translation"
	}
	return string(kind)
}

func schemas(t *testing.T) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for _, f := range Files() {
		var s map[string]any
		if err := json.Unmarshal(f.Data, &s); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		all[strings.TrimSuffix(filepath.Base(f.Path), ".json")] = s
	}
	return all
}

// What the build accepts, the schemas accept: every file of the real and the fictional site.
func TestSchemaAcceptsContent(t *testing.T) {
	all := schemas(t)
	n := 0
	for _, site := range sites {
		files, _ := source.Read(os.DirFS(filepath.Join(root, site)), "content")
		for _, f := range files {
			name := schemaOf(f.Path)
			if name == "" {
				continue
			}
			text, _ := f.Bytes()
			if name != "site" {
				cut, ps := content.SplitFrontMatter(f)
				if len(ps) > 0 {
					t.Fatal(ps)
				}
				text = cut.Fields
			}
			n++
			for _, fault := range check(all[name], all[name], parse(t, text), "") {
				t.Errorf("%s: %s", f.Path, fault)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d files were checked", n)
	}
}

// A value of a field is judged alike by the schema and by the build. Where the schema cannot
// know (whether a day exists, whether an entry does), it lets the value pass.
func TestSchemaValues(t *testing.T) {
	all := schemas(t)
	config, _ := content.ParseConfig(nil)
	const accepts, refuses, passes = "accepts", "refuses", "passes"
	for _, c := range []struct {
		kind         content.Kind
		field, value string
		want         string
	}{
		{content.FilmKind, "kind", "short", accepts},
		{content.FilmKind, "kind", "shortt", refuses},
		{content.FilmKind, "kind", "unknown", refuses},
		{content.FilmKind, "title", "007", accepts},
		{content.FilmKind, "title", "no", accepts},
		{content.FilmKind, "title", "[a, b]", refuses},
		{content.FilmKind, "title", "{a: b}", refuses},
		{content.FilmKind, "session", "edition-2", accepts},
		{content.FilmKind, "session", "Édition 2", refuses},
		{content.FilmKind, "year", "2026", accepts},
		{content.FilmKind, "year", "unknown", accepts},
		{content.FilmKind, "year", "", accepts},
		{content.FilmKind, "year", "soon", refuses},
		{content.FilmKind, "runtime", "1h02m", accepts},
		{content.FilmKind, "runtime", "12 min", refuses},
		{content.FilmKind, "runtime", "unknown", accepts},
		{content.FilmKind, "untitled", "true", accepts},
		{content.FilmKind, "untitled", "perhaps", refuses},
		{content.FilmKind, "poster", "{src: a.jpg, alt: x}", accepts},
		{content.FilmKind, "poster", "{src: a.jpg}", refuses},
		{content.FilmKind, "poster", "a.jpg", refuses},
		{content.FilmKind, "poster", "{src: a.jpg, alt: x, size: 3}", refuses},
		{content.FilmKind, "credits", "[{role: x, people: [a-b, Plain Name]}]", accepts},
		{content.FilmKind, "credits", "[{role: x}]", refuses},
		{content.FilmKind, "credits", "{role: x, people: someone}", accepts},
		{content.FilmKind, "credits", "unknown", accepts},
		{content.FilmKind, "trailer", "{youtube: dQw4w9WgXcQ, captions: no-dialogue}", accepts},
		{content.FilmKind, "trailer", "{file: a.webm, captions: {fr: a.vtt}}", accepts},
		{content.FilmKind, "colour", "red", refuses},
		{content.SessionKind, "start", "2026-04", accepts},
		{content.SessionKind, "start", "2026", accepts},
		{content.SessionKind, "start", "2025-W49", accepts},
		{content.SessionKind, "start", "unknown", accepts},
		{content.SessionKind, "start", "2026-04-31", passes},
		{content.SessionKind, "start", "2026-13-01", refuses},
		{content.SessionKind, "start", "2026-04-01T10:00", refuses},
		{content.EventKind, "start", "2026-04-01T10:00", accepts},
		{content.EventKind, "start", "15/12/2025", refuses},
		{content.SessionKind, "seats", "~60", accepts},
		{content.SessionKind, "seats", "60", accepts},
		{content.SessionKind, "seats", "sixty", refuses},
		{content.SessionKind, "disciplines", "[{name: a, modules: [b]}]", accepts},
		{content.SessionKind, "disciplines", "[{modules: [b]}]", refuses},
		{content.SessionKind, "links", "[{label: a, url: 'https://a.example/'}]", accepts},
		{content.SessionKind, "links", "[{label: a, url: a.example}]", refuses},
		{content.SessionKind, "languages", "[fr, ary, zh-Hant]", accepts},
		{content.SessionKind, "languages", "[le français]", refuses},
		{content.PersonKind, "roles", "[coach, speaker]", accepts},
		{content.PersonKind, "roles", "coach", accepts},
		{content.PersonKind, "roles", "[chef]", refuses},
		{content.PlaceKind, "geo", "{lat: 33.5, lon: -7.6}", accepts},
		{content.PlaceKind, "geo", "{lat: 33.5}", refuses},
		{content.NewsKind, "aliases", "[/old/]", accepts},
		{content.NewsKind, "aliases", "old", refuses},
	} {
		name := fmt.Sprintf("%s %s: %s", c.kind, c.field, c.value)
		s := all[string(c.kind)]
		faults := slices.DeleteFunc(check(s, s, parse(t, []byte(c.field+": "+c.value)), ""), func(f string) bool {
			return strings.HasPrefix(f, "missing") // the other fields of the kind
		})
		if got := len(faults) == 0; got != (c.want != refuses) {
			t.Errorf("%s: the schema says %v", name, faults)
		}
		problems := content.CheckValue(c.kind, c.field, c.value, config)
		if got := len(problems) == 0; got != (c.want == accepts) {
			t.Errorf("%s: the build says %v", name, problems)
		}
	}
}

// A translation's schema has the words and none of the facts.
func TestSchemaTranslation(t *testing.T) {
	s := schemas(t)["session.translation"]
	for text, good := range map[string]bool{
		"title: x\ntranslated: 0123-4567-89ab-cdef":     true,
		"milestones: [{label: a}, {label: b}]":          true,
		"disciplines: [{name: a, modules: [b, c]}]":     true,
		"image: {alt: x}":                               true,
		"title:":                                        true,
		"number: 2":                                     false,
		"milestones: [{date: 2026, label: a}]":          false,
		"image: {src: a.jpg, alt: x}":                   false,
		"translated: soon":                              false,
		"applications: {next: a, deadline: 2026-01-01}": false,
	} {
		if faults := check(s, s, parse(t, []byte(text)), ""); (len(faults) == 0) != good {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

var (
	lonelyStop = regexp.MustCompile(`(?m)^( *|  - )\$\d+$`)
	stop       = regexp.MustCompile(`\$\{\d+\|([^,|]*)[^}]*\}|\$\d+`)
)

// A skeleton that is filled in is a field of the kind, and lacks nothing within it.
func TestSkeleton(t *testing.T) {
	config, _ := content.ParseConfig(nil)
	for _, k := range content.Kinds {
		for _, f := range content.Fields(TypeOf(k)) {
			for _, flow := range []bool{false, true} {
				s := Skeleton(&f, false, flow)
				if flow && strings.Contains(s, "\n") {
					t.Errorf("between brackets, %q has lines", s)
				}
				filled := lonelyStop.ReplaceAllString(s, "")
				filled = strings.ReplaceAll(strings.ReplaceAll(filled, "[{$1}]", "[]"), "{$1}", "{}")
				filled = stop.ReplaceAllStringFunc(filled, func(m string) string {
					if choice := stop.FindStringSubmatch(m)[1]; choice != "" {
						return choice
					}
					return "x"
				})
				for _, p := range content.CheckValue(k, f.Name, strings.TrimPrefix(filled, f.Name+":"), config) {
					if what := p.What.En; !flow && strings.Contains(what, "missing") || strings.Contains(what, "unknown field") || strings.Contains(what, "cannot be read") || strings.Contains(what, "has no alt") {
						t.Errorf("%s: %q, filled in as %q: %s", k, s, filled, what)
					}
				}
			}
		}
		for _, f := range content.Fields(TypeOf(k)) {
			for _, words := range []bool{false, true} {
				begun := slices.ContainsFunc(strings.Split(Begin(TypeOf(k), words), "\n"), func(l string) bool { return strings.HasPrefix(l, f.Name+":") })
				if want := f.Required && (f.Words || !words); begun != want {
					t.Errorf("%s begins with %s: %v", k, f.Name, begun)
				}
			}
		}
	}
}

// parse reads YAML as an editor's YAML support does.
func parse(t *testing.T, text []byte) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return plain(doc.Content[0])
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	if n.Style != 0 {
		return n.Value
	}
	switch n.Value {
	case "", "~", "null":
		return nil
	case "true", "false":
		return n.Value == "true"
	}
	if x, err := strconv.ParseFloat(n.Value, 64); err == nil {
		return x
	}
	return n.Value
}

// check is as much of JSON Schema as the schemas use; another keyword in them is a fault.
func check(root, s map[string]any, v any, at string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)+" "+at) }
	for keyword, arg := range s {
		switch keyword {
		case "$schema", "title", "description", "enumDescriptions", "definitions":
		case "$ref":
			name := strings.TrimPrefix(arg.(string), "#/definitions/")
			faults = append(faults, check(root, root["definitions"].(map[string]any)[name].(map[string]any), v, at)...)
		case "anyOf":
			if !slices.ContainsFunc(arg.([]any), func(o any) bool { return len(check(root, o.(map[string]any), v, at)) == 0 }) {
				fault("%v is none of what is allowed", v)
			}
		case "type":
			if !slices.ContainsFunc(arg.([]any), func(t any) bool { return isOf(v, t.(string)) }) {
				fault("%v is not of %v", v, arg)
			}
		case "enum":
			if !slices.Contains(arg.([]any), v) {
				fault("%v is not one of %v", v, arg)
			}
		case "pattern":
			if text, ok := v.(string); ok && !regexp.MustCompile(arg.(string)).MatchString(text) {
				fault("%q is not of the form %v", v, arg)
			}
		case "minimum", "maximum":
			if x, ok := v.(float64); ok && (keyword == "minimum" && x < arg.(float64) || keyword == "maximum" && x > arg.(float64)) {
				fault("%v is beyond the %s", v, keyword)
			}
		case "items":
			list, _ := v.([]any)
			for i, item := range list {
				faults = append(faults, check(root, arg.(map[string]any), item, fmt.Sprintf("%s/%d", at, i))...)
			}
		case "required":
			m, ok := v.(map[string]any)
			for _, name := range arg.([]any) {
				if ok && m[name.(string)] == nil {
					fault("missing %s", name)
				}
			}
		case "properties":
			m, _ := v.(map[string]any)
			for name, value := range m {
				if p, ok := arg.(map[string]any)[name]; ok {
					faults = append(faults, check(root, p.(map[string]any), value, at+"/"+name)...)
				}
			}
		case "additionalProperties":
			m, _ := v.(map[string]any)
			known, _ := s["properties"].(map[string]any)
			for name, value := range m {
				if known[name] != nil {
					continue
				}
				if other, ok := arg.(map[string]any); ok {
					faults = append(faults, check(root, other, value, at+"/"+name)...)
				} else {
					fault("unknown field %s", name)
				}
			}
		default:
			fault("the test does not know the keyword %s", keyword)
		}
	}
	return faults
}

func isOf(v any, name string) bool {
	switch v := v.(type) {
	case nil:
		return name == "null"
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case float64:
		return name == "number" || name == "integer" && v == float64(int(v))
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}
