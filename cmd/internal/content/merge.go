package content

import (
	"reflect"
	"slices"

	"artsfactory/cmd/internal/source"
)

// Merge makes one record of an entry's files, by language: the first holds the facts, the
// others their words, and those that are nil are not translated. The files stay as they are.
func Merge(files []*FrontMatter) (Record, []source.Problem) {
	base := files[0]
	out := base.Kind.New()
	m := merger{}
	trans := make([]reflect.Value, len(files))
	for i, f := range files[1:] {
		if f != nil {
			trans[i+1] = reflect.ValueOf(f.Record).Elem()
		}
	}
	m.files = files
	reflect.ValueOf(out).Elem().Set(reflect.ValueOf(base.Record).Elem())
	m.merge(reflect.ValueOf(out).Elem(), reflect.ValueOf(base.Record).Elem(), trans, nil)
	e := out.Base()
	e.Kind, e.ID, e.Folder, e.Files = base.Kind, base.ID, base.Folder, files
	return out, m.problems
}

type merger struct {
	files    []*FrontMatter
	problems []source.Problem
}

// merge lays the words of the translations over out, which begins as a copy of base. names
// are the fields that lead to the one being merged.
func (m *merger) merge(out, base reflect.Value, trans []reflect.Value, names []string) {
	switch t := base.Addr().Interface().(type) {
	case *LocalizedText:
		m.words(out.Addr().Interface().(*LocalizedText), *t, trans)
	case *Aliases:
		m.aliases(out.Addr().Interface().(*Aliases), *t, trans)
	case optional:
		m.optional(out, base, trans, names)
	default:
		if base.Kind() == reflect.Slice {
			m.list(out, base, trans, names)
			return
		}
		fields := Fields(base.Type())
		for i := range fields {
			f := &fields[i]
			if !f.Words {
				continue
			}
			in := each(trans, func(v reflect.Value) reflect.Value { return v.FieldByIndex(f.index) })
			m.merge(out.FieldByIndex(f.index), base.FieldByIndex(f.index), in, append(names, f.Name))
		}
	}
}

// each maps the translations that are there: nil where there is none.
func each(trans []reflect.Value, f func(reflect.Value) reflect.Value) []reflect.Value {
	if !slices.ContainsFunc(trans, reflect.Value.IsValid) {
		return nil
	}
	out := make([]reflect.Value, len(trans))
	for i, v := range trans {
		if v.IsValid() {
			out[i] = f(v)
		}
	}
	return out
}

func (m *merger) words(out *LocalizedText, base LocalizedText, trans []reflect.Value) {
	var texts []string
	for i, v := range trans {
		if !v.IsValid() {
			continue
		}
		if t := v.Addr().Interface().(*LocalizedText); t.Has(i) {
			if texts == nil {
				texts = make([]string, len(trans))
				copy(texts, base.texts)
			}
			texts[i] = t.texts[i]
		}
	}
	if texts != nil {
		*out = LocalizedText{texts}
	}
}

func (m *merger) aliases(out *Aliases, base Aliases, trans []reflect.Value) {
	out.In = make([][]Alias, len(m.files))
	copy(out.In, base.In)
	for i, v := range trans {
		if v.IsValid() {
			if in := v.Addr().Interface().(*Aliases).In; i < len(in) {
				out.In[i] = in[i]
			}
		}
	}
}

func (m *merger) optional(out, base reflect.Value, trans []reflect.Value, names []string) {
	out.Set(base)
	given := stateOf(base) == StateKnown
	var in []reflect.Value
	for i, v := range trans {
		if !v.IsValid() || stateOf(v) != StateKnown {
			continue
		}
		if !given {
			m.fail(i, names,
				source.Msg("%q is not in the source, so there is nothing to translate",
					"« %s » n’est pas dans la source, il n’y a rien à traduire", names[len(names)-1]),
				source.Msg("remove it here, or add it to %s", "retirez-le ici, ou ajoutez-le à %s",
					m.files[0].Path))
			continue
		}
		if in == nil {
			in = make([]reflect.Value, len(trans))
		}
		in[i] = v.FieldByName("Value")
	}
	if in != nil {
		m.merge(out.FieldByName("Value"), base.FieldByName("Value"), in, names)
	}
}

func stateOf(v reflect.Value) State {
	state, _ := v.Addr().Interface().(optional).slot()
	return *state
}

func (m *merger) list(out, base reflect.Value, trans []reflect.Value, names []string) {
	n := base.Len()
	fit := make([]reflect.Value, len(trans))
	for i, v := range trans {
		if !v.IsValid() || v.Len() == 0 {
			continue
		}
		if v.Len() != n {
			m.fail(i, names,
				source.Msg("%q is a list of %d here, and of %d in the source",
					"« %s » est une liste de %d ici, et de %d dans la source", names[len(names)-1], v.Len(), n),
				source.Msg("write as many, in the same order, as %s",
					"écrivez-en autant, dans le même ordre, que %s", m.files[0].Path))
			continue
		}
		fit[i] = v
	}
	list := reflect.MakeSlice(base.Type(), n, n)
	reflect.Copy(list, base)
	out.Set(list)
	for j := range n {
		m.merge(list.Index(j), base.Index(j), each(fit, func(v reflect.Value) reflect.Value { return v.Index(j) }),
			names)
	}
}

// fail tells where a translation does not fit its source, unless that field of the source cannot
// be read.
func (m *merger) fail(lang int, names []string, what, hint source.Message) {
	if m.files[0].Unreadable(names[0]) {
		return
	}
	f := m.files[lang]
	p := f.At(names[0])
	m.problems = append(m.problems, source.Problem{Path: f.Path, Line: p.Line, Col: p.Col, What: what, Hint: hint})
}
