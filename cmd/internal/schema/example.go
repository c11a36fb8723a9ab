package schema

import (
	"reflect"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// Form says how a field's value is written. entry names an existing entry of a kind, to be
// used in examples.
func Form(f *content.Field, entry func(content.Kind) string) source.Message {
	inner, _ := content.ElemOfOptional(f.Type)
	many := inner.Kind() == reflect.Slice
	switch {
	case len(f.Values) > 0 && many:
		return source.Msg("some of %s", "parmi %s", strings.Join(f.Values, ", "))
	case len(f.Values) > 0:
		return source.Msg("one of %s", "au choix %s", strings.Join(f.Values, ", "))
	case inner == dateType && f.Timed:
		return source.Msg("2026-02-14T18:30, 2025-12-15, 2026-04, 2026 or 2025-W49", "2026-02-14T18:30, 2025-12-15, 2026-04, 2026 ou 2025-W49")
	case inner == dateType:
		return source.Msg("2025-12-15, 2026-04, 2026 or 2025-W49", "2025-12-15, 2026-04, 2026 ou 2025-W49")
	case inner.Kind() == reflect.Bool:
		return source.Message{}
	}
	e := Example(f, entry)
	if e == "…" || e == "" {
		return source.Message{}
	}
	return source.Msg("for example %s", "par exemple %s", e)
}

// Example is a value as it is written on one line, "…" for a text.
func Example(f *content.Field, entry func(content.Kind) string) string {
	inner, _ := content.ElemOfOptional(f.Type)
	return example(inner, f, entry)
}

func example(t reflect.Type, f *content.Field, entry func(content.Kind) string) string {
	if len(f.Values) > 0 && t.Kind() == reflect.String {
		return f.Values[0]
	}
	switch t {
	case dateType:
		if f.Timed {
			return "2026-02-14T18:30"
		}
		return "2025-12-15"
	case reflect.TypeFor[content.Count]():
		return "~60"
	case reflect.TypeFor[content.Duration]():
		return "12m30s"
	case reflect.TypeFor[content.Ref]():
		return entry(f.Ref)
	case reflect.TypeFor[content.Contributor]():
		return entry(content.PersonKind)
	case reflect.TypeFor[content.URL]():
		return "https://…"
	case reflect.TypeFor[content.Lang]():
		return "fr"
	case reflect.TypeFor[content.FileRef]():
		return f.Name + ".pdf"
	case reflect.TypeFor[content.Captions]():
		return "{fr: film.vtt}"
	case reflect.TypeFor[content.Aliases]():
		return "/ancien/nom/"
	}
	switch t.Kind() {
	case reflect.Slice:
		inner, _ := content.ElemOfOptional(t.Elem())
		return "[" + example(inner, f, entry) + "]"
	case reflect.Struct:
		if list := content.Fields(t); len(list) > 0 {
			return exampleFields(t, list, entry)
		}
	case reflect.Int:
		switch f.Name {
		case "year":
			return "2026"
		case "min":
			return "16"
		case "max":
			return "30"
		}
		return "1"
	case reflect.Float64:
		return "33.57"
	case reflect.Bool:
		return "true"
	}
	return "…"
}

// exampleFields shows the fields within a field; what is deeper is left for the manual.
func exampleFields(t reflect.Type, list []content.Field, entry func(content.Kind) string) string {
	var parts []string
	for i := range list {
		f := &list[i]
		inner, _ := content.ElemOfOptional(f.Type)
		value := "…"
		if inner.Kind() != reflect.Struct || len(content.Fields(inner)) == 0 {
			value = example(inner, f, entry)
		}
		switch {
		case t == reflect.TypeFor[content.Image]() && f.Name == "src":
			value = "photo.jpg"
		case t == reflect.TypeFor[content.Image]() && f.Name == "focus":
			value = `"50% 30%"`
		case t == reflect.TypeFor[content.Video]() && (f.Name == "youtube" || f.Name == "vimeo"):
			continue // one of the three places is enough
		case t == reflect.TypeFor[content.Video]() && f.Name == "file":
			value = "film.webm"
		}
		parts = append(parts, f.Name+": "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
