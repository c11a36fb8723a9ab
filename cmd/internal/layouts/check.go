package layouts

import (
	"reflect"
	"text/template/parse"

	"artsfactory/cmd/internal/layouts/compile"
	"artsfactory/cmd/internal/source"
)

// A checker walks the layouts with the types of what they print, from *Page on, and reports
// whatever would fail or print nonsense. It also decides where a Text stands for its markup:
// html/template would escape what String returns, so {{.Title}} becomes {{.Title.HTML}}.
//
// A partial is walked once for each type it is called with.
type checker struct {
	files  *files
	seen   map[visit]bool
	uses   map[place]string // what is added after an expression to make words of a Text, or ""
	called bool             // base.html shows the main layout
}

type visit struct {
	tree *parse.Tree
	dot  reflect.Type
}

type place struct {
	file   *layout
	offset int
}

// Types that stand for what is not a value's type.
type (
	mistaken struct{} // already reported
	unknown  struct{} // one thing here, another there
	nothing  struct{} // no value was given
	nilType  struct{} // the word nil
)

var (
	tMistaken = reflect.TypeFor[mistaken]()
	tUnknown  = reflect.TypeFor[unknown]()
	tNothing  = reflect.TypeFor[nothing]()
	tNil      = reflect.TypeFor[nilType]()
	tText     = reflect.TypeFor[Text]()
	tString   = reflect.TypeFor[string]()
	tBool     = reflect.TypeFor[bool]()
	tInt      = reflect.TypeFor[int]()
	tFloat    = reflect.TypeFor[float64]()
)

// The ways a Text is used, as what is put after the expression.
const (
	asIs    = ""
	markup  = ".HTML"
	plain   = ".Plain"
	present = ".There"
)

// There returns the text where it has words, else nil: {{with .Summary}} asks for it.
func (t Text) There() *Text {
	if t.HTML == "" && t.Plain == "" {
		return nil
	}
	return &t
}

// getters read .There without a call by reflection.
var getters = []compile.Getter{{
	Of: tText, Name: present[1:], Result: reflect.PointerTo(tText),
	Get: func(v reflect.Value) reflect.Value {
		if t := v.Addr().Interface().(*Text); t.HTML != "" || t.Plain != "" {
			return v.Addr()
		}
		return reflect.ValueOf((*Text)(nil))
	},
}}

// check walks everything that base.html reaches.
func check(f *files) *checker {
	c := &checker{files: f, seen: map[visit]bool{}, uses: map[place]string{}}
	if f.base.trees == nil {
		return c
	}
	c.template(f.base, f.base.trees[basePath], reflect.TypeFor[*Page]())
	if !c.called {
		f.base.report(
			-1,
			source.Msg(`it never shows {{template "main" .}}`, `il n’affiche jamais {{template "main" .}}`),
			source.Message{},
		)
	}
	for p, use := range c.uses {
		if use == asIs {
			continue
		}
		if p.offset > 0 && p.file.text[p.offset-1] == '.' {
			use = use[1:] // a dot alone
		}
		p.file.edits = append(p.file.edits, edit{p.offset, p.offset, func(*Strings) string { return use }})
	}
	return c
}

func (c *checker) template(l *layout, tree *parse.Tree, dot reflect.Type) {
	if tree == nil || dot == tMistaken || c.seen[visit{tree, dot}] {
		return
	}
	c.seen[visit{tree, dot}] = true
	f := &frame{checker: c, file: l, vars: []variable{{"$", dot}}}
	f.walk(tree.Root, dot)
}

// A frame is one call of a template.
type frame struct {
	*checker
	file *layout
	vars []variable
}

type variable struct {
	name string
	typ  reflect.Type
}

func (f *frame) report(pos parse.Pos, what, hint source.Message) reflect.Type {
	f.file.report(int(pos), what, hint)
	return tMistaken
}

func (f *frame) walk(n parse.Node, dot reflect.Type) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, x := range n.Nodes {
			f.walk(x, dot)
		}
	case *parse.ActionNode:
		f.print(n, dot)
	case *parse.IfNode:
		f.ifThere(&n.BranchNode, dot)
	case *parse.WithNode:
		f.with(&n.BranchNode, dot)
	case *parse.RangeNode:
		f.each(&n.BranchNode, dot)
	case *parse.TemplateNode:
		f.call(n, dot)
	}
}

// scoped walks a list and forgets the variables it declared.
func (f *frame) scoped(list *parse.ListNode, dot reflect.Type) {
	mark := len(f.vars)
	f.walk(list, dot)
	f.vars = f.vars[:mark]
}

func (f *frame) print(n *parse.ActionNode, dot reflect.Type) {
	if len(n.Pipe.Decl) > 0 {
		f.pipe(n.Pipe, dot, asIs)
		return
	}
	t := f.pipe(n.Pipe, dot, markup)
	if printable(t) {
		return
	}
	hint := source.Msg("name one of its fields", "nommez un de ses champs")
	if fields := fieldNames(t); len(fields) > 0 {
		hint = source.Msg("name one of its fields: %s", "nommez un de ses champs : %s", listing(fields))
	} else if deref(t).Kind() == reflect.Slice {
		hint = source.Msg("go through it with {{range %s}} … {{end}}", "parcourez-la avec {{range %s}} … {{end}}",
			n.Pipe)
	}
	f.report(n.Pos, source.Msg("%s cannot be printed as it is", "%s ne s’affiche pas tel quel", describe(t)), hint)
}

// printable says whether html/template prints a value of the type as words.
func printable(t reflect.Type) bool {
	if t == tMistaken {
		return true
	}
	return basic(deref(t)) != noClass
}

func deref(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func (f *frame) ifThere(n *parse.BranchNode, dot reflect.Type) {
	mark := len(f.vars)
	t := f.pipe(n.Pipe, dot, markup)
	if t.Kind() == reflect.Struct && !sentinel(t) {
		f.report(
			n.Pipe.Pos,
			source.Msg(
				"%s is always there, so {{if}} does not choose",
				"%s est toujours là : {{if}} ne choisit rien",
				describe(t),
			),
			source.Msg("ask for one of its fields: %s", "demandez un de ses champs : %s", listing(fieldNames(t))),
		)
	}
	f.scoped(n.List, dot)
	f.scoped(n.ElseList, dot)
	f.vars = f.vars[:mark]
}

func (f *frame) with(n *parse.BranchNode, dot reflect.Type) {
	mark := len(f.vars)
	t := f.pipe(n.Pipe, dot, present)
	if t.Kind() == reflect.Struct && !sentinel(t) && n.ElseList != nil {
		f.report(
			n.Pipe.Pos,
			source.Msg(
				"%s is always there, so {{else}} is never shown",
				"%s est toujours là : {{else}} ne s’affiche jamais",
				describe(t),
			),
			source.Message{},
		)
	}
	f.scoped(n.List, t)
	f.scoped(n.ElseList, dot)
	f.vars = f.vars[:mark]
}

func (f *frame) each(n *parse.BranchNode, dot reflect.Type) {
	mark := len(f.vars)
	decl := n.Pipe.Decl
	of := f.commands(n.Pipe, dot, asIs)
	key, item := f.items(n.Pipe, of)
	switch {
	case len(decl) == 1:
		f.declare(n.Pipe, decl[0], item)
	case len(decl) == 2:
		f.declare(n.Pipe, decl[0], key)
		f.declare(n.Pipe, decl[1], item)
	}
	f.scoped(n.List, item)
	f.vars = f.vars[:mark]
	f.scoped(n.ElseList, dot)
}

// items returns the types that a range over t gives its two variables.
func (f *frame) items(pipe *parse.PipeNode, t reflect.Type) (key, item reflect.Type) {
	switch d := deref(t); {
	case t == tMistaken:
		return tMistaken, tMistaken
	case d.Kind() == reflect.Slice || d.Kind() == reflect.Array:
		return tInt, d.Elem()
	case d.Kind() == reflect.Map:
		return d.Key(), d.Elem()
	case basic(t) == intClass && len(pipe.Decl) < 2:
		return tInt, t
	}
	f.report(
		pipe.Pos,
		source.Msg("%s is not a list to go through", "%s n’est pas une liste à parcourir", describe(t)),
		source.Msg(
			"use {{with}} for one thing that may be missing",
			"utilisez {{with}} pour une seule chose qui peut manquer",
		),
	)
	return tMistaken, tMistaken
}

func (f *frame) call(n *parse.TemplateNode, dot reflect.Type) {
	arg := tNothing
	if n.Pipe != nil {
		arg = f.pipe(n.Pipe, dot, asIs)
	}
	if arg == tUnknown || arg == tNil {
		f.report(
			n.Pipe.Pos,
			source.Msg("cannot tell what %q is given", "impossible de dire ce que reçoit « %s »", n.Name),
			source.Message{},
		)
		return
	}
	to, tree, main := f.files.callee(f.file, n.Name)
	if main {
		f.called = true
		for _, l := range f.files.mains {
			f.template(l, l.trees[l.path], arg)
		}
		return
	}
	f.template(to, tree, arg)
}
