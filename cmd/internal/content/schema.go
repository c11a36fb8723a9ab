package content

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// A Field is one field of a kind, as its Go type declares it. The decoder, the JSON Schemas
// and the questions for a new entry are all made from it.
type Field struct {
	Name     string
	Required bool
	Ref      Kind     // of what the field names, or ""
	Values   []string // the values allowed, or nil
	Timed    bool     // a date may have a time of day
	MaxWords int      // 0: no limit
	Words    bool     // the field, or something in it, is translated
	Type     reflect.Type
	index    []int
}

var schemas sync.Map // reflect.Type → []Field

// Fields lists the fields of a struct type in the order they are declared, those of embedded
// structs included.
func Fields(t reflect.Type) []Field {
	if f, ok := schemas.Load(t); ok {
		return f.([]Field)
	}
	var list []Field
	for _, sf := range reflect.VisibleFields(t) {
		tag, ok := sf.Tag.Lookup("field")
		if !ok {
			continue
		}
		name, rest, _ := strings.Cut(tag, ",")
		f := Field{Name: name, Required: rest == "required", Ref: Kind(sf.Tag.Get("ref")), Timed: sf.Tag.Get("date") == "time",
			Type: sf.Type, index: sf.Index, Words: holdsWords(sf.Type)}
		f.MaxWords, _ = strconv.Atoi(sf.Tag.Get("words"))
		if v := sf.Tag.Get("values"); v != "" {
			f.Values = strings.Fields(v)
		}
		list = append(list, f)
	}
	schemas.Store(t, list)
	return list
}

var (
	wordsType   = reflect.TypeFor[LocalizedText]()
	aliasesType = reflect.TypeFor[Aliases]()
	dateType    = reflect.TypeFor[Date]()
	langType    = reflect.TypeFor[Lang]()
)

// holdsWords says whether a translation may say something about a value of the type.
func holdsWords(t reflect.Type) bool {
	switch {
	case t == wordsType, t == aliasesType:
		return true
	case t == dateType:
		return false
	case t.Kind() == reflect.Slice:
		return holdsWords(t.Elem())
	case t.Kind() == reflect.Struct:
		if v, ok := t.FieldByName("Value"); ok && reflect.PointerTo(t).Implements(reflect.TypeFor[optional]()) {
			return holdsWords(v.Type)
		}
		for _, f := range Fields(t) {
			if f.Words {
				return true
			}
		}
	}
	return false
}
