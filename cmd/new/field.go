package main

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"
)

// entries are those of a kind that exist, live or not, by identity.
func (t *tool) entries(k content.Kind) []choice {
	var list []choice
	for _, f := range t.files.Below("content/" + k.Folder() + "/") {
		n, ok := content.ParseName(f.Path)
		if !ok || path.Ext(f.Path) != ".md" || n.Lang != "" || n.ID == "index" {
			continue
		}
		c := choice{ID: n.ID, Label: n.ID}
		if text, ps := content.SplitFrontMatter(f); ps == nil {
			if s, _ := content.Parse(f.Path, text, t.config); s != nil {
				c.Label, _ = s.Record.Base().Title.In(0)
			}
		}
		list = append(list, c)
	}
	return list
}

// sample names an entry of a kind in an example.
func (t *tool) sample(k content.Kind) string {
	if list := t.entries(k); len(list) > 0 {
		return list[0].ID
	}
	return "…"
}

// choices are the answers that a field allows; ok says that it allows no others.
func (t *tool) choices(f *content.Field) (list []choice, ok bool) {
	switch {
	case len(f.Values) > 0:
		for _, v := range f.Values {
			list = append(list, choice{v, f.Meanings[v].In(t.lang)})
		}
		return list, true
	case f.Ref != "":
		return t.entries(f.Ref), true
	}
	return nil, false
}

func isList(f *content.Field) bool {
	inner, _ := content.ElemOfOptional(f.Type)
	return inner.Kind() == reflect.Slice
}

// onlyName is the field that an item of a list can be made of alone: the name of a discipline.
func onlyName(f *content.Field) (string, bool) {
	inner, _ := content.ElemOfOptional(f.Type)
	if inner.Kind() != reflect.Slice {
		return "", false
	}
	item, _ := content.ElemOfOptional(inner.Elem())
	if item.Kind() != reflect.Struct {
		return "", false
	}
	var names []string
	for _, g := range content.Fields(item) {
		if g.Required {
			names = append(names, g.Name)
		}
	}
	if len(names) != 1 {
		return "", false
	}
	return names[0], true
}

// askable says whether a value of the field can be typed on one line.
func askable(f *content.Field) bool {
	inner, _ := content.ElemOfOptional(f.Type)
	item := inner
	if inner.Kind() == reflect.Slice {
		item, _ = content.ElemOfOptional(inner.Elem())
	}
	_, named := onlyName(f)
	return named || item.Kind() != reflect.Struct || len(content.Fields(item)) == 0
}

func isUnknown(s string) bool {
	return s == "?" || s == "؟" || s == "unknown" || strings.EqualFold(s, "inconnu") ||
		strings.EqualFold(s, "inconnue")
}

// value writes an answer as it stands in the file after the colon.
func value(f *content.Field, answer string) string {
	if f.MayBeUnknown() && isUnknown(answer) {
		return "unknown"
	}
	name, named := onlyName(f)
	switch {
	case (isList(f) || !askable(f)) && strings.IndexAny(answer, "[{") == 0:
		return answer
	case named:
		var b strings.Builder
		for _, item := range items(answer) {
			fmt.Fprintf(&b, "\n  - %s: %s", name, yamltext.Scalar(item, false))
		}
		return b.String()
	case isList(f):
		list := items(answer)
		for i := range list {
			list[i] = yamltext.Scalar(list[i], true)
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	return yamltext.Scalar(answer, false)
}

// problem says what is wrong with an answer: what the build would say of it.
func (t *tool) problem(k content.Kind, f *content.Field, written string) (what, hint source.Message) {
	for _, p := range content.CheckValue(k, f.Name, written, t.config) {
		if !p.Warning {
			return p.What, p.Hint
		}
	}
	return source.Message{}, source.Message{}
}

// missing is a relation to an entry that does not exist, in an answer that no list guided.
func (t *tool) missing(f *content.Field, answer string) (what, hint source.Message) {
	if f.Ref == "" || f.MayBeUnknown() && isUnknown(answer) || strings.IndexAny(answer, "[{") == 0 {
		return
	}
	list := t.entries(f.Ref)
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	for _, id := range items(answer) {
		if slices.Contains(ids, id) {
			continue
		}
		hint = source.Msg("there are %s", "il y a %s", strings.Join(ids, ", "))
		if near := source.Nearest(id, ids); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		} else if len(ids) == 0 {
			hint = source.Msg("start one first: go run ./cmd/new%s %s",
				"commencez par en créer : go run ./cmd/new%s %s", t.rootFlag(), string(f.Ref))
		}
		return source.Msg("nothing in content/%s is called %q", "rien dans content/%s ne s’appelle « %s »",
			f.Ref.Folder(), id), hint
	}
	return
}

// ask asks for a field until the answer is one that the build will take, and returns it as it
// is written.
func (t *tool) ask(k content.Kind, f *content.Field, proposal string) (string, error) {
	about := upper(f.Help.In(t.lang))
	if !askable(f) {
		fmt.Fprintln(t.stdout,
			t.say("%s: written as unknown; tell it in the file", "%s : noté « unknown » ; précisez dans le fichier",
				about))
		return "unknown", nil
	}
	list, closed := t.choices(f)
	if closed && len(list) == 0 && !f.MayBeUnknown() {
		return "", t.nothingToChoose(f)
	}
	question := about + t.howTo(f, closed || proposal != "")
	for {
		if closed {
			fmt.Fprintln(t.stdout, question)
			t.show(list)
		}
		asked := question
		if closed {
			asked = t.say("Number or name", "Numéro ou nom")
		}
		answer, err := t.line(asked, proposal)
		if err != nil {
			return "", err
		}
		if answer == "" {
			t.complain(source.Msg("this is required", "c’est obligatoire"), source.Message{})
			continue
		}
		if closed && !(f.MayBeUnknown() && isUnknown(answer)) {
			ids, what, hint := pickAll(list, answer)
			if !isList(f) && len(ids) > 1 {
				what = source.Msg("only one can be chosen", "un seul choix est possible")
			}
			if what.En != "" {
				t.complain(what, hint)
				continue
			}
			answer = strings.Join(ids, ", ")
			fmt.Fprintf(t.stdout, "  → %s\n", answer)
		}
		written := value(f, answer)
		if what, hint := t.problem(k, f, written); what.En != "" {
			t.complain(what, hint)
			continue
		}
		return written, nil
	}
}

// errNothing says that a required relation has nothing to lead to.
type errNothing struct{ what, hint source.Message }

func (e errNothing) Error() string { return e.what.En }

func (t *tool) nothingToChoose(f *content.Field) error {
	return errNothing{source.Msg("content/%s has no entry yet, and one has to be named",
		"content/%s n’a pas encore d’entrée, et il faut en nommer une", f.Ref.Folder()),
		source.Msg("start one first: go run ./cmd/new%s %s", "commencez par en créer une : go run ./cmd/new%s %s",
			t.rootFlag(), string(f.Ref))}
}

// howTo says after a question how the answer is written.
func (t *tool) howTo(f *content.Field, shown bool) string {
	var parts []string
	if _, named := onlyName(f); !shown && !named {
		if form := f.Form(t.sample).In(t.lang); form != "" {
			parts = append(parts, form)
		}
	}
	if isList(f) {
		parts = append(parts, t.say("several are separated by commas", "plusieurs : séparez par des virgules"))
	}
	if f.MayBeUnknown() {
		parts = append(parts, t.say("? if it is not known", "? si ce n’est pas connu"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, t.say("; ", " ; ")) + ")"
}

// proposal is an answer that is likely to be right.
func (t *tool) proposal(k content.Kind, f *content.Field) string {
	if k != content.SessionKind || f.Name != "number" {
		return ""
	}
	highest := 0
	for _, file := range t.files.Below("content/" + k.Folder() + "/") {
		if text, ps := content.SplitFrontMatter(file); ps == nil {
			if s, _ := content.Parse(file.Path, text, t.config); s != nil {
				if x, ok := s.Record.(*content.Session); ok {
					highest = max(highest, x.Number)
				}
			}
		}
	}
	return strconv.Itoa(highest + 1)
}
