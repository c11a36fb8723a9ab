package content

import (
	"reflect"
	"slices"
	"testing"
)

// structs calls do for every struct that an editor writes fields of, each once.
func structs(do func(reflect.Type)) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		t, _ = ElemOfOptional(t)
		switch t.Kind() {
		case reflect.Slice, reflect.Map:
			walk(t.Elem())
		case reflect.Struct:
			if seen[t] {
				return
			}
			seen[t] = true
			do(t)
			for _, f := range Fields(t) {
				walk(f.Type)
			}
		}
	}
	for _, k := range Kinds {
		walk(k.Type())
	}
	walk(reflect.TypeFor[Config]())
	for _, name := range DirectiveNames() {
		walk(DirectiveType(name))
	}
}

// Every field has a label in each language of the pages and a help in both of editors, every value
// of a closed list a meaning, and no table describes what is no field or no value.
func TestFieldTexts(t *testing.T) {
	structs(func(st reflect.Type) {
		names := map[string]bool{}
		for _, f := range Fields(st) {
			names[f.Name] = true
			if f.Label.En == "" || f.Label.Fr == "" || f.Label.Ar == "" {
				t.Errorf("the field %q of %s lacks a label", f.Name, st.Name())
			}
			if f.Help.En == "" || f.Help.Fr == "" {
				t.Errorf("nothing says what the field %q of %s is for", f.Name, st.Name())
			}
			for _, v := range f.Values {
				if m := f.Meanings[v]; m.En == "" || m.Fr == "" {
					t.Errorf("nothing says what %q means in the field %q of %s", v, f.Name, st.Name())
				}
			}
			for v := range f.Meanings {
				if !slices.Contains(f.Values, v) {
					t.Errorf("%q is described and is no value of the field %q of %s", v, f.Name, st.Name())
				}
			}
		}
		if d, ok := reflect.New(st).Interface().(interface{ texts() fieldTexts }); ok {
			for name := range d.texts() {
				if !names[name] {
					t.Errorf("%q is described and is no field of %s", name, st.Name())
				}
			}
		}
	})
	for _, name := range DirectiveNames() {
		if help := DirectiveHelp(name); help.En == "" || help.Fr == "" {
			t.Errorf("nothing says what the directive %q shows", name)
		}
	}
}

func TestCheckValue(t *testing.T) {
	config, _ := ParseConfig(nil)
	const accepts, refuses = true, false
	for _, c := range []struct {
		kind         Kind
		field, value string
		good         bool
	}{
		{FilmKind, "kind", "short", accepts},
		{FilmKind, "kind", "shortt", refuses},
		{FilmKind, "kind", "unknown", refuses},
		{FilmKind, "title", "007", accepts},
		{FilmKind, "title", "no", accepts},
		{FilmKind, "title", "[a, b]", refuses},
		{FilmKind, "title", "{a: b}", refuses},
		{FilmKind, "session", "edition-2", accepts},
		{FilmKind, "session", "Édition 2", refuses},
		{FilmKind, "year", "2026", accepts},
		{FilmKind, "year", "unknown", accepts},
		{FilmKind, "year", "", accepts},
		{FilmKind, "year", "soon", refuses},
		{FilmKind, "runtime", "1h02m", accepts},
		{FilmKind, "runtime", "12 min", refuses},
		{FilmKind, "runtime", "unknown", accepts},
		{FilmKind, "untitled", "true", accepts},
		{FilmKind, "untitled", "perhaps", refuses},
		{FilmKind, "poster", "{src: a.jpg, alt: x}", accepts},
		{FilmKind, "poster", "{src: a.jpg}", refuses},
		{FilmKind, "poster", "a.jpg", refuses},
		{FilmKind, "poster", "{src: a.jpg, alt: x, size: 3}", refuses},
		{FilmKind, "credits", "[{role: x, people: [a-b, Plain Name]}]", accepts},
		{FilmKind, "credits", "[{role: x}]", refuses},
		{FilmKind, "credits", "{role: x, people: someone}", accepts},
		{FilmKind, "credits", "unknown", accepts},
		{FilmKind, "trailer", "{youtube: dQw4w9WgXcQ, captions: no-dialogue}", accepts},
		{FilmKind, "trailer", "{file: a.webm, captions: {fr: a.vtt}}", accepts},
		{FilmKind, "colour", "red", refuses},
		{SessionKind, "start", "2026-04", accepts},
		{SessionKind, "start", "2026", accepts},
		{SessionKind, "start", "2025-W49", accepts},
		{SessionKind, "start", "unknown", accepts},
		{SessionKind, "start", "2026-04-31", refuses},
		{SessionKind, "start", "2026-13-01", refuses},
		{SessionKind, "start", "2026-04-01T10:00", refuses},
		{EventKind, "start", "2026-04-01T10:00", accepts},
		{EventKind, "start", "15/12/2025", refuses},
		{SessionKind, "seats", "~60", accepts},
		{SessionKind, "seats", "60", accepts},
		{SessionKind, "seats", "sixty", refuses},
		{SessionKind, "disciplines", "[{name: a, modules: [b]}]", accepts},
		{SessionKind, "disciplines", "[{modules: [b]}]", refuses},
		{SessionKind, "links", "[{label: a, url: 'https://a.example/'}]", accepts},
		{SessionKind, "links", "[{label: a, url: a.example}]", refuses},
		{SessionKind, "languages", "[fr, ary, zh-Hant]", accepts},
		{SessionKind, "languages", "[le français]", refuses},
		{PersonKind, "roles", "[coach, speaker]", accepts},
		{PersonKind, "roles", "coach", accepts},
		{PersonKind, "roles", "[chef]", refuses},
		{PlaceKind, "geo", "{lat: 33.5, lon: -7.6}", accepts},
		{PlaceKind, "geo", "{lat: 33.5}", refuses},
		{NewsKind, "aliases", "[/old/]", accepts},
		{NewsKind, "aliases", "old", refuses},
	} {
		problems := CheckValue(c.kind, c.field, c.value, config)
		if got := len(problems) == 0; got != c.good {
			t.Errorf("%s %s: %s: %v", c.kind, c.field, c.value, problems)
		}
	}
}
