package content

import (
	"reflect"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Of returns the field's value in a struct of the type that Fields was asked for.
func (f *Field) Of(v reflect.Value) reflect.Value { return v.FieldByIndex(f.index) }

// Owner is the name of the struct that declares the field, where t is the type that Fields
// was asked for: "Entry" for the title of a Film.
func (f *Field) Owner(t reflect.Type) string { return f.owner(t).Name() }

func (f *Field) owner(t reflect.Type) reflect.Type {
	for _, i := range f.index[:len(f.index)-1] {
		t = t.Field(i).Type
	}
	return t
}

// ElemOfOptional returns the type of what an Optional holds, or t itself and false.
func ElemOfOptional(t reflect.Type) (reflect.Type, bool) {
	if !reflect.PointerTo(t).Implements(reflect.TypeFor[optional]()) {
		return t, false
	}
	v, _ := t.FieldByName("Value")
	return v.Type, true
}

// ElemOf returns the type of the values that a type holds: without what makes it optional, and the items of a list.
func ElemOf(t reflect.Type) reflect.Type {
	t, _ = ElemOfOptional(t)
	if t.Kind() == reflect.Slice {
		t, _ = ElemOfOptional(t.Elem())
	}
	return t
}

// Elem is ElemOf the field's type.
func (f *Field) Elem() reflect.Type { return ElemOf(f.Type) }

// FieldNamed returns the field of that name of a type, or nil.
func FieldNamed(t reflect.Type, name string) *Field {
	if t.Kind() != reflect.Struct {
		return nil
	}
	all := Fields(t)
	if i := fieldIndex(all, name); i >= 0 {
		return &all[i]
	}
	return nil
}

// FieldAt returns the field at a path of names from a type on, such as "applications.opens", or nil.
func FieldAt(t reflect.Type, path string) *Field {
	for {
		name, rest, more := strings.Cut(path, ".")
		f := FieldNamed(t, name)
		if f == nil || !more {
			return f
		}
		t, path = f.Elem(), rest
	}
}

// ValueOf returns what is in an Optional, or v itself; false where the Opt is absent or unknown.
func ValueOf(v reflect.Value) (reflect.Value, bool) {
	if _, ok := ElemOfOptional(v.Type()); !ok {
		return v, true
	}
	return v.FieldByName("Value"), State(v.FieldByName("State").Uint()) == StateKnown
}

// MayBeUnknown says whether the bare word unknown may stand for the field's value.
func (f *Field) MayBeUnknown() bool {
	_, ok := ElemOfOptional(f.Type)
	return ok || f.Type == dateType
}

// CheckValue reads one field of a kind as Parse does, and returns what is wrong with it. The
// value is YAML as it stands after the colon; it may begin with a line end.
func CheckValue(k Kind, name, value string, c *Config) []source.Problem {
	d := &decoder{path: "content/" + k.Folder() + "/index.md", dir: "content/" + k.Folder(), zone: c.Zone,
		langs: len(c.Languages)}
	record := reflect.ValueOf(k.New()).Elem()
	all := Fields(record.Type())
	root := d.document([]byte(name+": "+value), all)
	if root == nil || len(root.Content) < 2 {
		return d.problems
	}
	switch i := fieldIndex(all, name); {
	case i < 0:
		d.unknownField(root.Content[0], root.Content[1], root, all)
	default:
		d.in(name, all[i].Of(record), root.Content[1], &all[i])
		for _, use := range d.refs {
			if !IsSlug(use.ID) {
				d.failAt(use.Pos, source.Msg("%q is not the name of an entry", "« %s » n’est pas le nom d’une entrée",
					use.ID),
					source.Msg("write its file’s name without .md", "écrivez le nom de son fichier sans .md"))
			}
		}
		if all[i].Required && isBlank(root.Content[1]) {
			d.fail(root.Content[1], source.Msg("the field %q is missing", "le champ « %s » manque", name),
				d.missingHint(&all[i], root))
		}
	}
	return d.problems
}
