package main

import (
	"fmt"
	"reflect"
	"strings"

	"artsfactory/cmd/internal/content"
)

// skeletonOf is a field as it is begun, in the form of editors' snippets: $1, $2 … are the places
// to write in, ${1|a,b|} is a choice. The fields within it that it needs are on lines of their
// own, or flow, between brackets. words says that it stands in a translation.
func skeletonOf(f *content.Field, words, flow bool) string {
	stop := 0
	inner, _ := content.ElemOfOptional(f.Type)
	return f.Name + ":" + skeleton(inner, words, flow, "\n", &stop)
}

// skeleton is what stands behind the colon; nl is a line end with the indentation of the field.
func skeleton(t reflect.Type, words, flow bool, nl string, stop *int) string {
	item := t
	many := t.Kind() == reflect.Slice
	if many {
		item, _ = content.ElemOfOptional(t.Elem())
	}
	within := item.Kind() == reflect.Struct && len(content.Fields(item)) > 0
	next := func() string { *stop++; return fmt.Sprintf("$%d", *stop) }
	switch {
	case !within && !many:
		return " " + next()
	case !within && item == wordsType && !flow:
		return nl + "  - " + next()
	case !within:
		return " [" + next() + "]"
	case flow && many:
		return " [{" + next() + "}]"
	case flow:
		return " {" + next() + "}"
	}
	deeper := nl + "  "
	lead := deeper
	if many {
		lead, deeper = deeper+"- ", deeper+"  "
	}
	fields := begun(item, words)
	if len(fields) == 0 {
		return lead + next()
	}
	var b strings.Builder
	for i := range fields {
		if i > 0 {
			lead = deeper
		}
		inner, _ := content.ElemOfOptional(fields[i].Type)
		value := skeleton(inner, words, flow, deeper, stop)
		if list := fields[i].Values; len(list) > 0 {
			value = strings.Replace(
				value,
				fmt.Sprintf("$%d", *stop),
				fmt.Sprintf("${%d|%s|}", *stop, strings.Join(list, ",")),
				1,
			)
		}
		b.WriteString(lead + fields[i].Name + ":" + value)
	}
	return b.String()
}

var wordsType = reflect.TypeFor[content.LocalizedText]()

// begun are the fields within a field that are there from the start: those that it needs; all,
// where it needs none and has no more than three.
func begun(t reflect.Type, words bool) []content.Field {
	var all, needed []content.Field
	for _, f := range content.Fields(t) {
		if words && !f.Words {
			continue
		}
		all = append(all, f)
		if f.Needed {
			needed = append(needed, f)
		}
	}
	if len(needed) == 0 && len(all) <= 3 {
		return all
	}
	return needed
}

// beginning is what an entry of the type t, or the arguments of a directive, begin with: the fields
// that they need, one a line, in the form of skeletonOf.
func beginning(t reflect.Type, words bool) string {
	stop := 0
	return strings.TrimPrefix(strings.ReplaceAll(skeleton(t, words, false, "\n", &stop), "\n  ", "\n"), "\n")
}
