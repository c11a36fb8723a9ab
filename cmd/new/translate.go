package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"
)

// translateEntry writes the translation of an entry for somebody to fill in.
//
// Fields are left empty, each below its source text: an empty field shows the source's words
// marked as such, while a copied one would pass French off as Arabic.
func (t *tool) translateEntry() int {
	if len(t.args) != 1 {
		return t.refuse(2, source.Msg("say which entry to translate", "dites quelle entrée traduire"),
			source.Msg("such as: go run ./cmd/new%s -translate %s sessions/edition-2",
				"par exemple : go run ./cmd/new%s -translate %s sessions/edition-2", t.rootFlag(), t.translate))
	}
	if !t.translates(t.translate) {
		return t.noLanguage(t.translate)
	}
	from := t.sourcePath(t.args[0])
	to := translationPath(from, t.translate)
	if t.files.Get(to) != nil {
		return t.refuse(1, source.Msg("%s exists already", "%s existe déjà", to),
			source.Msg("once it is up to date again: go run ./cmd/new%s -refresh %s",
				"quand elle sera de nouveau à jour : go run ./cmd/new%s -refresh %s", t.rootFlag(), to))
	}
	x := t.read(from)
	if x == nil {
		return 1
	}
	data := []byte(t.skeleton(x))
	if code := t.create(to, data); code != 0 {
		return code
	}
	if _, good := t.check(to, data); !good {
		return 1
	}
	if t.dry {
		return 0
	}
	fmt.Fprintln(t.stdout)
	fmt.Fprintln(t.stdout, t.say("Next:", "Ensuite :"))
	fmt.Fprintln(t.stdout,
		"  - "+t.say("write each field after its colon; what stays empty shows the words of %s",
			"écrivez chaque champ après ses deux-points ; ce qui reste vide montre les mots de %s", from))
	if len(bytes.TrimSpace(x.Body)) > 0 {
		fmt.Fprintln(t.stdout,
			"  - "+t.say("replace the text below the second ---, which is a copy of the source’s, before you "+
				"publish",
				"remplacez le texte sous le second ---, qui est une copie de la source, avant de publier"))
	}
	fmt.Fprintln(t.stdout,
		"  - "+t.say("keep the line “translated:”: it tells when the source changes afterwards",
			"gardez la ligne « translated: » : elle dira si la source change ensuite"))
	return 0
}

// skeleton is the file of a translation that has yet to be made.
func (t *tool) skeleton(x *text) string {
	s := skeleton{code: t.config.Languages[0].Code}
	s.line(0, "---")
	s.line(0, "# %s",
		t.say("Write each field after its colon, in %s; the line above it has the text in %s.",
			"Écrivez chaque champ après ses deux-points, en %s ; la ligne au-dessus porte le texte en %s.",
			t.languageName(t.translate), t.languageName(s.code)))
	if len(bytes.TrimSpace(x.Body)) > 0 {
		s.line(0, "# %s",
			t.say("The text below the second --- is a copy: put its translation in its place.",
				"Le texte sous le second --- est une copie : mettez sa traduction à la place."))
	}
	s.fields(reflect.ValueOf(x.Record).Elem(), 0)
	s.line(0, "translated: %s", x.fingerprint())
	s.line(0, "---")
	s.b.Write(x.Body)
	return s.b.String()
}

func (t *tool) languageName(code string) string {
	for _, l := range t.config.Languages {
		if l.Code == code {
			return l.Name
		}
	}
	return code
}

// A skeleton is a translation's fields while they are written.
type skeleton struct {
	b    strings.Builder
	code string // of the source's language
}

func (s *skeleton) line(indent int, format string, args ...any) {
	fmt.Fprintf(&s.b, strings.Repeat(" ", indent)+format+"\n", args...)
}

// words writes the text of the source as a comment.
func (s *skeleton) words(indent int, w content.LocalizedText) {
	text, _ := w.In(0)
	for _, l := range strings.Split(text, "\n") {
		s.line(indent, "# %s: %s", s.code, l)
	}
}

// fields writes those of a struct that have words, and says how many.
func (s *skeleton) fields(v reflect.Value, indent int) int {
	n := 0
	list := content.Fields(v.Type())
	for i := range list {
		f := &list[i]
		if held, ok := content.ValueOf(f.Of(v)); ok && f.Words && f.Name != "slug" && hasWords(held) {
			s.field(f.Name, held, indent)
			n++
		}
	}
	return n
}

func (s *skeleton) field(name string, v reflect.Value, indent int) {
	switch w, ok := v.Interface().(content.LocalizedText); {
	case ok:
		s.words(indent, w)
		s.line(indent, "%s:", name)
	case v.Kind() == reflect.Slice && isWords(v.Type().Elem()):
		s.texts(name, v, indent)
	case v.Kind() == reflect.Slice:
		s.line(indent, "%s:", name)
		for i := range v.Len() {
			s.item(v.Index(i), indent+2)
		}
	default:
		s.line(indent, "%s:", name)
		s.fields(v, indent+2)
	}
}

// texts writes a list of texts. One of several that is empty would be a problem, so these stay
// behind a # until they are translated, all at once.
func (s *skeleton) texts(name string, v reflect.Value, indent int) {
	if v.Len() == 1 {
		s.words(indent, v.Index(0).Interface().(content.LocalizedText))
		s.line(indent, "%s:", name)
		return
	}
	s.line(indent, "# %s:", name)
	for i := range v.Len() {
		text, _ := v.Index(i).Interface().(content.LocalizedText).In(0)
		s.line(indent, "#   - %s", yamltext.Scalar(text, false))
	}
}

// item writes an item of a list, with at least one field, so that the items stay in step with
// the source's.
func (s *skeleton) item(v reflect.Value, indent int) {
	item := skeleton{code: s.code}
	if v, ok := content.ValueOf(v); !ok || item.fields(v, indent+2) == 0 ||
		!strings.Contains(item.b.String(), ":\n") {
		item.line(indent+2, "%s:", firstWords(v.Type()))
	}
	// The hyphen stands before the first field; comments above that stay above.
	lines := strings.Split(strings.TrimSuffix(item.b.String(), "\n"), "\n")
	marked := false
	for _, l := range lines {
		switch comment := strings.HasPrefix(strings.TrimSpace(l), "#"); {
		case !marked && comment:
			l = l[2:]
		case !marked:
			l = strings.Repeat(" ", indent) + "- " + l[indent+2:]
			marked = true
		}
		s.b.WriteString(l + "\n")
	}
}

func firstWords(t reflect.Type) string {
	t, _ = content.ElemOfOptional(t)
	for _, f := range content.Fields(t) {
		if f.Words {
			return f.Name
		}
	}
	return ""
}

func isWords(t reflect.Type) bool { return t == reflect.TypeFor[content.LocalizedText]() }

// hasWords says whether there is any text to translate in a value.
func hasWords(v reflect.Value) bool {
	v, ok := content.ValueOf(v)
	if !ok {
		return false
	}
	if w, ok := v.Interface().(content.LocalizedText); ok {
		return !w.Empty()
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			if hasWords(v.Index(i)) {
				return true
			}
		}
	case reflect.Struct:
		list := content.Fields(v.Type())
		for i := range list {
			if list[i].Words && hasWords(list[i].Of(v)) {
				return true
			}
		}
	}
	return false
}
