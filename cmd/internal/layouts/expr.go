package layouts

import (
	"reflect"
	"strings"
	"text/template/parse"
	"unicode"

	"artsfactory/cmd/internal/source"
)

// pipe returns the type of a pipeline and declares its variables. A Text at its end is used
// as use says.
func (f *frame) pipe(p *parse.PipeNode, dot reflect.Type, use string) reflect.Type {
	t := f.commands(p, dot, use)
	for _, v := range p.Decl {
		f.declare(p, v, t)
	}
	return t
}

func (f *frame) commands(p *parse.PipeNode, dot reflect.Type, use string) reflect.Type {
	var t reflect.Type
	for i, cmd := range p.Cmds {
		t = f.command(cmd, dot, t)
		if i < len(p.Cmds)-1 {
			t = f.words(cmd, t, plain)
		} else {
			t = f.words(cmd, t, use)
		}
	}
	return t
}

func (f *frame) declare(p *parse.PipeNode, v *parse.VariableNode, t reflect.Type) {
	name := v.Ident[0]
	if !p.IsAssign {
		f.vars = append(f.vars, variable{name, t})
		return
	}
	if had := f.lookUp(name); had != t && had != tMistaken && t != tMistaken {
		f.report(
			v.Pos,
			source.Msg(
				"%s holds %s and cannot become %s",
				"%s contient %s et ne peut pas devenir %s",
				name,
				describe(had),
				describe(t),
			),
			source.Msg("declare another variable with :=", "déclarez une autre variable avec :="),
		)
	}
}

func (f *frame) lookUp(name string) reflect.Type {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if f.vars[i].name == name {
			return f.vars[i].typ
		}
	}
	return tMistaken // text/template refuses undeclared variables when it parses
}

// command returns the type of one stage of a pipeline; final is that of the stage before, or
// nil.
func (f *frame) command(cmd *parse.CommandNode, dot, final reflect.Type) reflect.Type {
	args := cmd.Args[1:]
	switch n := cmd.Args[0].(type) {
	case *parse.FieldNode:
		return f.path(dot, n.Ident, firstField(n.Pos, n.Ident), args, dot, final)
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return f.path(f.lookUp(n.Ident[0]), n.Ident[1:], n.Pos, args, dot, final)
		}
	case *parse.ChainNode:
		return f.path(f.arg(n.Node, dot), n.Field, n.Pos, args, dot, final)
	case *parse.IdentifierNode:
		return f.function(n, args, dot, final)
	}
	if len(args) > 0 || final != nil {
		return f.report(
			cmd.Pos,
			source.Msg(
				"%s is not a function and takes no values",
				"%s n’est pas une fonction et ne prend pas de valeurs",
				cmd.Args[0],
			),
			source.Message{},
		)
	}
	return f.arg(cmd.Args[0], dot)
}

// arg returns the type of one operand.
func (f *frame) arg(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.NilNode:
		return tNil
	case *parse.BoolNode:
		return tBool
	case *parse.StringNode:
		return tString
	case *parse.NumberNode:
		if n.IsInt {
			return tInt
		}
		return tFloat
	case *parse.PipeNode:
		return f.pipe(n, dot, asIs)
	case *parse.VariableNode:
		if len(n.Ident) == 1 {
			return f.lookUp(n.Ident[0])
		}
	}
	return f.command(&parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Position(), Args: []parse.Node{n}}, dot,
		nil)
}

// firstField is where the first field of a chain stands. text/template gives the position of
// the second where there are several.
func firstField(pos parse.Pos, idents []string) parse.Pos {
	if len(idents) > 1 {
		return pos - parse.Pos(len(idents[0])+1)
	}
	return pos
}

// path follows fields one by one; the last may be a method that takes args.
func (f *frame) path(
	t reflect.Type,
	idents []string,
	pos parse.Pos,
	args []parse.Node,
	dot, final reflect.Type,
) reflect.Type {
	for i, name := range idents {
		var given []parse.Node
		var piped reflect.Type
		if i == len(idents)-1 {
			given, piped = args, final
		}
		t = f.field(t, name, pos, given, dot, piped)
		pos += parse.Pos(len(name) + 1)
	}
	return t
}

func (f *frame) field(
	t reflect.Type,
	name string,
	pos parse.Pos,
	args []parse.Node,
	dot, final reflect.Type,
) reflect.Type {
	if t == tMistaken {
		return t
	}
	if m, ok := t.MethodByName(name); ok && !sentinel(t) {
		return f.method(m, pos, args, dot, final)
	}
	in := deref(t)
	if in.Kind() == reflect.Struct && !sentinel(in) {
		if field, ok := in.FieldByName(name); ok && field.IsExported() {
			if len(args) > 0 || final != nil {
				return f.report(
					pos,
					source.Msg(
						".%s is not a function and takes no values",
						".%s n’est pas une fonction et ne prend pas de valeurs",
						name,
					),
					source.Message{},
				)
			}
			return field.Type
		}
	}
	if in.Kind() == reflect.Map && in.Key().Kind() == reflect.String {
		return in.Elem()
	}
	return f.noField(t, name, pos)
}

func (f *frame) noField(t reflect.Type, name string, pos parse.Pos) reflect.Type {
	names := fieldNames(t)
	hint := source.Message{}
	switch near := source.Nearest(name, names); {
	case near != "":
		hint = source.Msg("did you mean %q? it has %s", "vouliez-vous écrire « %s » ? il y a %s", near, some(names))
	case len(names) > 0:
		hint = source.Msg("it has %s", "il y a %s", listing(names))
	case deref(t).Kind() == reflect.Slice:
		hint = source.Msg("go through it with {{range}} … {{end}}", "parcourez-la avec {{range}} … {{end}}")
	case basic(t) != noClass:
		hint = source.Msg(
			"inside {{with}} and {{range}} the page itself is $, as in $.Title",
			"dans {{with}} et {{range}} la page elle-même est $, comme $.Title",
		)
	}
	return f.report(pos, source.Msg("%s has no %q", "%s n’a pas de « %s »", describe(t), name), hint)
}

func (f *frame) method(m reflect.Method, pos parse.Pos, args []parse.Node, dot, final reflect.Type) reflect.Type {
	given := f.values(args, dot, final, plain)
	if len(given) != m.Type.NumIn()-1 || m.Type.NumOut() == 0 {
		return f.report(
			pos,
			source.Msg(".%s takes %s, not %d", ".%s prend %s, pas %d", m.Name, values(m.Type.NumIn()-1), len(given)),
			source.Message{},
		)
	}
	for i, t := range given {
		if want := m.Type.In(i + 1); t != tMistaken && !t.AssignableTo(want) {
			return f.report(
				pos,
				source.Msg(".%s takes %s, not %s", ".%s prend %s, pas %s", m.Name, describe(want), describe(t)),
				source.Message{},
			)
		}
	}
	return m.Type.Out(0)
}

// values returns the types of a function's arguments, the piped one last.
func (f *frame) values(args []parse.Node, dot, final reflect.Type, use string) []reflect.Type {
	var ts []reflect.Type
	for _, a := range args {
		if p, ok := a.(*parse.PipeNode); ok {
			ts = append(ts, f.pipe(p, dot, use))
		} else {
			ts = append(ts, f.words(a, f.arg(a, dot), use))
		}
	}
	if final != nil {
		ts = append(ts, final)
	}
	return ts
}

// words returns the type of an expression after a Text in it is put to use, and remembers
// what has to be written after it for that.
func (f *frame) words(n parse.Node, t reflect.Type, use string) reflect.Type {
	if use == asIs || t == tMistaken {
		return t
	}
	if cmd, ok := n.(*parse.CommandNode); ok {
		if len(cmd.Args) > 1 {
			return f.wordless(cmd.Pos, t, use)
		}
		n = cmd.Args[0]
	}
	end, ok := endOf(n)
	if !ok {
		return f.wordless(n.Position(), t, use)
	}
	if deref(t) != tText || use == present && t != tText {
		return f.remember(end, asIs, t)
	}
	after, _ := tText.FieldByName(use[1:])
	if use == present {
		return f.remember(end, use, reflect.PointerTo(tText))
	}
	return f.remember(end, use, after.Type)
}

func (f *frame) remember(end int, use string, t reflect.Type) reflect.Type {
	at := place{f.file, end}
	if had, ok := f.uses[at]; ok && had != use {
		return f.report(
			parse.Pos(end-1),
			source.Msg(
				"this is a text in one call of the template and something else in another",
				"ceci est un texte dans un appel du modèle et autre chose dans un autre",
			),
			source.Msg("make two of it", "faites-en deux"),
		)
	}
	f.uses[at] = use
	return t
}

// wordless reports a Text that a function returns: there is nowhere to write .HTML after it.
func (f *frame) wordless(pos parse.Pos, t reflect.Type, use string) reflect.Type {
	if deref(t) != tText || use == present {
		return t
	}
	return f.report(
		pos,
		source.Msg("this text needs to be put in {{with}} first", "ce texte doit d’abord passer par {{with}}"),
		source.Msg("as in {{with index .Modules 0}}{{.HTML}}{{end}}",
			"comme {{with index .Modules 0}}{{.HTML}}{{end}}"),
	)
}

// endOf is the offset after an operand; only those that fields can follow have one.
func endOf(n parse.Node) (int, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return int(n.Pos) + 1, true
	case *parse.FieldNode:
		return after(firstField(n.Pos, n.Ident), n.Ident), true
	case *parse.VariableNode:
		if len(n.Ident) == 1 {
			return int(n.Pos) + len(n.Ident[0]), true
		}
		return after(n.Pos, n.Ident[1:]), true
	case *parse.ChainNode:
		return after(n.Pos, n.Field), true
	}
	return 0, false
}

func after(pos parse.Pos, fields []string) int {
	return int(pos) + len(strings.Join(fields, ".")) + 1
}

func sentinel(t reflect.Type) bool {
	return t == tMistaken || t == tUnknown || t == tNothing || t == tNil
}

// describe says what a type is to who writes layouts.
func describe(t reflect.Type) source.Message {
	switch d := deref(t); {
	case t == tNothing:
		return source.Msg("a template called without a value", "un modèle appelé sans valeur")
	case t == tNil:
		return source.Msg("nil", "nil")
	case t == tUnknown:
		return source.Msg("a choice between different things", "un choix entre des choses différentes")
	case d.Kind() == reflect.Slice || d.Kind() == reflect.Array:
		return source.Msg("a list", "une liste")
	case d.Kind() == reflect.String:
		return source.Msg("a plain text", "un texte simple")
	case d.Kind() == reflect.Bool:
		return source.Msg("a yes or no", "un oui ou non")
	case basic(d) != noClass:
		return source.Msg("a number", "un nombre")
	default:
		return source.Msg(article(spaced(d.Name())), d.Name())
	}
}

// spaced turns "NavItem" into "nav item".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func article(noun string) string {
	if strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") {
		return noun
	}
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// fieldNames lists what a layout can take from a value of the type.
func fieldNames(t reflect.Type) []string {
	t = deref(t)
	if t.Kind() != reflect.Struct || sentinel(t) {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return names
}

func listing(names []string) string { return strings.Join(names, ", ") }

// some lists the first names, where one is suggested already.
func some(names []string) string {
	if len(names) > 6 {
		return listing(names[:6]) + ", …"
	}
	return listing(names)
}
