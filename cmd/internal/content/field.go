package content

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"artsfactory/cmd/internal/source"
)

// A Field is one field of a struct, as its Go type declares it and its table of texts describes it. The decoder,
// the language server, the questions for a new entry, the board and the labels on pages are all made from it.
type Field struct {
	Name string
	FieldText
	Required bool
	Needed   bool     // required, or asked for by what reads the whole of which it is a part
	Ref      Kind     // of what the field names, or ""
	Values   []string // the values allowed, or nil
	Timed    bool     // a date may have a time of day
	MaxWords int      // 0: no limit
	Long     bool     // a text that may have several lines
	Min, Max float64  // what a number goes from and to; both 0 where nothing says so
	Words    bool     // the field, or something in it, is translated
	Type     reflect.Type
	index    []int
}

// A FieldText is what people are told of a field.
type FieldText struct {
	Label    Label                     // its name, on pages and in lists of fields
	Help     source.Message            // what it is for
	Meanings map[string]source.Message // of its values, where it has a closed list of them
	Example  string                    // a value as it is written, where the type alone suggests a wrong one
}

// A Label is the name of a field in the languages of the pages, as it stands within a sentence.
type Label struct{ En, Fr, Ar string }

// Message is the label in the languages of editors.
func (l Label) Message() source.Message { return source.Message{En: l.En, Fr: l.Fr} }

// In returns the label in a language, or "" where nobody has written it in that language.
func (l Label) In(code string) string {
	switch code {
	case "en":
		return l.En
	case "fr":
		return l.Fr
	case "ar":
		return l.Ar
	}
	return ""
}

// fieldTexts describes the fields of a struct, by name. A struct with fields has a method texts that returns its
// own.
type fieldTexts map[string]FieldText

// textOf finds the text of a field: the struct's own, or that of the embedded struct which declares it.
func textOf(t, owner reflect.Type, name string) FieldText {
	for _, s := range []reflect.Type{t, owner} {
		if d, ok := reflect.New(s).Interface().(interface{ texts() fieldTexts }); ok {
			if text, ok := d.texts()[name]; ok {
				return text
			}
		}
	}
	return FieldText{}
}

var fieldsOf sync.Map // reflect.Type → []Field

// Fields lists the fields of a struct type in the order they are declared, those of embedded
// structs included.
func Fields(t reflect.Type) []Field {
	if f, ok := fieldsOf.Load(t); ok {
		return f.([]Field)
	}
	var list []Field
	for _, sf := range reflect.VisibleFields(t) {
		tag, ok := sf.Tag.Lookup("field")
		if !ok {
			continue
		}
		name, rest, _ := strings.Cut(tag, ",")
		f := Field{Name: name, Required: rest == "required", Needed: rest != "", Ref: Kind(sf.Tag.Get("ref")),
			Timed: sf.Tag.Get("date") == "time",
			Type:  sf.Type, index: sf.Index, Words: holdsWords(sf.Type)}
		f.FieldText = textOf(t, f.owner(t), name)
		f.Long = sf.Tag.Get("text") == "long"
		if r := strings.Fields(sf.Tag.Get("range")); len(r) == 2 {
			f.Min, _ = strconv.ParseFloat(r[0], 64)
			f.Max, _ = strconv.ParseFloat(r[1], 64)
		}
		f.MaxWords, _ = strconv.Atoi(sf.Tag.Get("words"))
		if v := sf.Tag.Get("values"); v != "" {
			f.Values = strings.Fields(v)
		}
		list = append(list, f)
	}
	fieldsOf.Store(t, list)
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
