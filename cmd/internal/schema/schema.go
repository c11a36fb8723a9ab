// Package schema describes the fields that editors write, for people and for their editors:
// in a few words, by example, as JSON Schemas and as skeletons to write into, all made from the
// Go types that the build reads with.
//
// It refuses to know fields of its own, to read files and to check a value: that is for
// package content to do.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// Folder is where the files are that editors' programs read, from the project's root.
const Folder = ".vscode"

// A File is one that is made from the types: its path from the project's root, and its bytes.
type File struct {
	Path string
	Data []byte
}

// Files makes the schema of every kind, of every kind's translations and of site.yaml.
func Files() []File {
	var list []File
	add := func(name string, n *node) {
		list = append(list, File{Folder + "/schemas/" + name + ".json", encode(n)})
	}
	for _, k := range content.Kinds {
		t := TypeOf(k)
		add(string(k), document(t, source.Msg("fields of a %s", "champs : %s", string(k)), false))
		add(string(k)+".translation", document(t, source.Msg("words of a %s in another language", "mots dans une autre langue : %s", string(k)), true))
	}
	add("site", document(reflect.TypeFor[content.Config](), source.Msg("what the site is", "ce qu’est le site"), false))
	return list
}

// TypeOf is the struct that holds the fields of a kind.
func TypeOf(k content.Kind) reflect.Type { return reflect.TypeOf(k.New()).Elem() }

// encode writes JSON as a person would, so that a change of a type is a small change of it.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err) // nothing in a schema can fail to be written
	}
	return b.Bytes()
}

// A node is a JSON Schema of draft 7, the one that editors' YAML support reads.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Ref         string           `json:"$ref,omitempty"`
	AnyOf       []*node          `json:"anyOf,omitempty"`
	Type        []string         `json:"type,omitempty"`
	Enum        []any            `json:"enum,omitempty"`
	Meanings    []string         `json:"enumDescriptions,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	Minimum     *int             `json:"minimum,omitempty"`
	Maximum     *int             `json:"maximum,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Required    []string         `json:"required,omitempty"`
	Properties  *properties      `json:"properties,omitempty"`
	Others      any              `json:"additionalProperties,omitempty"` // false, or a *node
	Definitions map[string]*node `json:"definitions,omitempty"`
}

// properties are fields in the order in which they are declared, which encoding/json would
// lose.
type properties struct {
	names []string
	nodes []*node
}

func (p *properties) add(name string, n *node) {
	p.names, p.nodes = append(p.names, name), append(p.nodes, n)
}

// MarshalJSON writes the fields in order.
func (p *properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range p.names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(bytes.TrimSpace(encode(name)))
		b.WriteByte(':')
		b.Write(bytes.TrimSpace(encode(p.nodes[i])))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// both is a description for an editor of either language.
func both(t source.Message) string {
	if t.En == t.Fr {
		return t.En
	}
	return t.Fr + "\n" + t.En
}

// A builder makes the schema of one file. Structs inside it become definitions.
type builder struct {
	words bool // of a translation, which has words only
	defs  map[string]*node
}

func document(t reflect.Type, title source.Message, words bool) *node {
	b := &builder{words, map[string]*node{}}
	n := b.structure(t)
	n.Schema = "http://json-schema.org/draft-07/schema#"
	n.Title = both(title)
	if words {
		n.Properties.add("translated", &node{Description: both(Translated), Type: []string{"string"}, Pattern: "^[0-9a-f]{4}(-[0-9a-f]{4}){3}$"})
	}
	n.Definitions = b.defs
	return n
}

// structure is the schema of a struct's fields.
func (b *builder) structure(t reflect.Type) *node {
	n := &node{Type: []string{"object"}, Properties: &properties{}, Others: false}
	for _, f := range content.Fields(t) {
		if b.words && !f.Words {
			continue
		}
		n.Properties.add(f.Name, b.field(t, &f))
		if !b.words && Needed(t, &f) {
			n.Required = append(n.Required, f.Name)
		}
	}
	return n
}

// field is the schema of a field's value, with what it is for.
func (b *builder) field(t reflect.Type, f *content.Field) *node {
	n := b.value(f.Type, f)
	if len(f.Values) > 0 {
		n = b.enum(t, f)
	}
	if !f.Required || b.words {
		n = orEmpty(n)
	}
	n.Description = both(About(t, f))
	return n
}

func (b *builder) enum(t reflect.Type, f *content.Field) *node {
	n := &node{}
	for _, v := range f.Values {
		n.Enum = append(n.Enum, v)
		n.Meanings = append(n.Meanings, both(Meaning(t, f, v)))
	}
	if f.Type.Kind() == reflect.Slice {
		return listOf(n)
	}
	return n
}

// orEmpty lets a value be left out after the colon, as it is while one types.
func orEmpty(n *node) *node {
	switch {
	case n.Type != nil:
		n.Type = append(n.Type, "null")
	case n.Enum != nil:
		n.Enum = append(n.Enum, nil)
		n.Meanings = append(n.Meanings, "")
	default:
		if n.AnyOf == nil {
			n = &node{AnyOf: []*node{n}}
		}
		n.AnyOf = append(n.AnyOf, &node{Type: []string{"null"}})
	}
	return n
}

// value is the schema of a value of a type.
func (b *builder) value(t reflect.Type, f *content.Field) *node {
	inner, optional := content.ElemOfOptional(t)
	unknown := optional && !b.words
	if s, ok := scalarOf(inner, f); ok {
		return s.node(unknown || t == dateType)
	}
	n := b.compound(inner, f)
	if unknown {
		if n.AnyOf == nil {
			n = &node{AnyOf: []*node{n}}
		}
		n.AnyOf = append(n.AnyOf, &node{Enum: []any{"unknown"}})
	}
	return n
}

// compound is the schema of lists and fields within fields.
func (b *builder) compound(t reflect.Type, f *content.Field) *node {
	switch t {
	case reflect.TypeFor[content.Aliases]():
		return listOf(&node{Type: []string{"string"}, Pattern: "^/"})
	case reflect.TypeFor[content.Captions]():
		return &node{AnyOf: []*node{{Enum: []any{"no-dialogue"}}, {Type: []string{"object"}, Others: textNode()}}}
	case reflect.TypeFor[content.PerLang]():
		return &node{AnyOf: []*node{textNode(), {Type: []string{"object"}, Others: textNode()}}}
	case reflect.TypeFor[map[string]content.PerLang]():
		n := &node{Type: []string{"object"}, Properties: &properties{}, Others: false}
		for _, k := range content.Kinds {
			n.Properties.add(k.Folder(), b.compound(reflect.TypeFor[content.PerLang](), f))
		}
		return n
	}
	if t.Kind() == reflect.Slice {
		return listOf(b.value(t.Elem(), f))
	}
	if b.defs[t.Name()] == nil {
		b.defs[t.Name()] = &node{} // a type may hold itself
		b.defs[t.Name()] = b.structure(t)
	}
	ref := &node{Ref: "#/definitions/" + t.Name()}
	if t == reflect.TypeFor[content.NavItem]() {
		return &node{AnyOf: []*node{textNode(), ref}}
	}
	return &node{AnyOf: []*node{ref}}
}

// listOf is a list, for which one item may stand.
func listOf(item *node) *node {
	return &node{AnyOf: []*node{{Type: []string{"array"}, Items: item}, item}}
}

var dateType = reflect.TypeFor[content.Date]()

// A scalar is a value on one line. YAML takes what looks like a number for one, so that a text
// and a year may be either.
type scalar struct {
	types    []string
	form     string // a regular expression, or "" for any text
	min, max *int   // of what looks like a number
}

func (s scalar) node(unknown bool) *node {
	n := &node{Type: append([]string(nil), s.types...), Minimum: s.min, Maximum: s.max}
	switch {
	case s.form != "" && unknown:
		n.Pattern = "^(" + s.form + "|unknown)$"
	case s.form != "":
		n.Pattern = "^(" + s.form + ")$"
	case unknown && s.types[0] != "string":
		return &node{AnyOf: []*node{n, {Enum: []any{"unknown"}}}}
	}
	return n
}

func textNode() *node { return &node{Type: text.types} }

var (
	text    = scalar{types: []string{"string", "number", "boolean"}}
	zero    = 0
	firstY  = 1000
	lastY   = 9999
	slug    = `[a-z0-9]+(-[a-z0-9]+)*`
	day     = `\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
	partial = `\d{4}|\d{4}-(0[1-9]|1[0-2])|\d{4}-W(0[1-9]|[1-4]\d|5[0-3])|` + day
	clock   = day + `[T ]([01]\d|2[0-3]):[0-5]\d`
)

// scalarOf is the form of values of a type that stand on one line.
func scalarOf(t reflect.Type, f *content.Field) (scalar, bool) {
	switch t {
	case reflect.TypeFor[content.LocalizedText]():
		if f.MaxWords > 0 {
			return scalar{types: text.types}, true
		}
		if f.Name == "slug" {
			return scalar{types: []string{"string", "integer"}, form: slug}, true
		}
		return text, true
	case dateType:
		form := partial
		if f.Timed {
			form += "|" + clock
		}
		return scalar{types: []string{"string", "integer"}, form: form, min: &firstY, max: &lastY}, true
	case reflect.TypeFor[content.Count]():
		return scalar{types: []string{"string", "integer"}, form: `~?\d+`, min: &zero}, true
	case reflect.TypeFor[content.Duration]():
		return scalar{types: []string{"string"}, form: `\d+h(\d+m)?(\d+s)?|\d+m(\d+s)?|\d+s`}, true
	case reflect.TypeFor[content.Ref]():
		return scalar{types: []string{"string", "integer"}, form: slug}, true
	case reflect.TypeFor[content.URL]():
		return scalar{types: []string{"string"}, form: `https?://.+|mailto:.+|tel:.+`}, true
	case reflect.TypeFor[content.Lang]():
		return scalar{types: []string{"string"}, form: `[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*`}, true
	case reflect.TypeFor[content.Contributor](), reflect.TypeFor[content.FileRef]():
		return text, true
	}
	switch t.Kind() {
	case reflect.String:
		return text, true
	case reflect.Bool:
		return scalar{types: []string{"boolean"}}, true
	case reflect.Int:
		return scalar{types: []string{"integer"}}, true
	case reflect.Float64:
		return scalar{types: []string{"number"}}, true
	}
	return scalar{}, false
}
