package content

import (
	"reflect"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Form says how a field's value is written. entry names an existing entry of a kind, to be
// used in examples.
func (f *Field) Form(entry func(Kind) string) source.Message {
	inner, _ := ElemOfOptional(f.Type)
	many := inner.Kind() == reflect.Slice
	switch {
	case len(f.Values) > 0 && many:
		return source.Msg("some of %s", "parmi %s", strings.Join(f.Values, ", "))
	case len(f.Values) > 0:
		return source.Msg("one of %s", "au choix %s", strings.Join(f.Values, ", "))
	case inner == dateType && f.Timed:
		return source.Msg("2026-02-14T18:30, 2025-12-15, 2026-04, 2026 or 2025-W49",
			"2026-02-14T18:30, 2025-12-15, 2026-04, 2026 ou 2025-W49")
	case inner == dateType:
		return source.Msg("2025-12-15, 2026-04, 2026 or 2025-W49", "2025-12-15, 2026-04, 2026 ou 2025-W49")
	case inner.Kind() == reflect.Bool:
		return source.Message{}
	}
	e := f.Sample(entry)
	if e == "…" || e == "" {
		return source.Message{}
	}
	return source.Msg("for example %s", "par exemple %s", e)
}

// Sample is a value of the field as it is written on one line, "…" for a text.
func (f *Field) Sample(entry func(Kind) string) string {
	inner, _ := ElemOfOptional(f.Type)
	return sampleOf(inner, f, entry)
}

func sampleOf(t reflect.Type, f *Field, entry func(Kind) string) string {
	if f.Example != "" && f.Example != noExample {
		return f.Example
	}
	if len(f.Values) > 0 && t.Kind() == reflect.String {
		return f.Values[0]
	}
	switch t {
	case dateType:
		if f.Timed {
			return "2026-02-14T18:30"
		}
		return "2025-12-15"
	case reflect.TypeFor[Count]():
		return "~60"
	case reflect.TypeFor[Duration]():
		return "12m30s"
	case reflect.TypeFor[Ref]():
		return entry(f.Ref)
	case reflect.TypeFor[Contributor]():
		return entry(PersonKind)
	case reflect.TypeFor[URL]():
		return "https://example.org/"
	case reflect.TypeFor[Lang]():
		return "fr"
	case reflect.TypeFor[FileRef]():
		return f.Name + ".pdf"
	case reflect.TypeFor[Captions]():
		return "{fr: film.vtt}"
	case reflect.TypeFor[Aliases]():
		return "/ancien/nom/"
	}
	switch t.Kind() {
	case reflect.Slice:
		inner, _ := ElemOfOptional(t.Elem())
		return "[" + sampleOf(inner, f, entry) + "]"
	case reflect.Struct:
		if list := Fields(t); len(list) > 0 {
			return sampleFields(list, entry)
		}
	case reflect.Int:
		return "1"
	case reflect.Float64:
		return "33.57"
	case reflect.Bool:
		return "true"
	}
	return "…"
}

// sampleFields shows the fields within a field: those that it needs, or the first where it needs none. What is
// deeper is
// left for the manual.
func sampleFields(list []Field, entry func(Kind) string) string {
	var parts []string
	all := !slices.ContainsFunc(list, func(f Field) bool { return f.Needed })
	for i := range list {
		f := &list[i]
		if !f.Needed && !all || f.Example == noExample {
			continue
		}
		inner, _ := ElemOfOptional(f.Type)
		value := "…"
		if inner.Kind() != reflect.Struct || len(Fields(inner)) == 0 {
			value = sampleOf(inner, f, entry)
		} else if all {
			continue
		}
		parts = append(parts, f.Name+": "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// noExample is the Example of a field that the example of what it is a part of does without: one of several that
// exclude
// each other, or that need a file.
const noExample = "-"
