package compile

import (
	"reflect"
	"text/template/parse"
)

// pipe compiles a pipeline and the variables it sets.
func (s *scope) pipe(p *parse.PipeNode, dot reflect.Type) (expression, reflect.Type) {
	value, t := s.commands(p.Cmds, dot)
	switch {
	case len(p.Decl) == 0:
		return value, t
	case p.IsAssign || len(p.Decl) > 1:
		leave()
	}
	slot := s.declare(p.Decl[0].Ident[0], t)
	return func(r *run, dot reflect.Value) reflect.Value {
		v := value(r, dot)
		r.vars[r.base+slot] = v
		return v
	}, t
}

// commands compiles the stages of a pipeline, each the last argument of the next.
func (s *scope) commands(cmds []*parse.CommandNode, dot reflect.Type) (value expression, t reflect.Type) {
	for i, cmd := range cmds {
		id, isCall := cmd.Args[0].(*parse.IdentifierNode)
		switch {
		case isCall:
			args, types := s.args(cmd.Args[1:], dot)
			if i > 0 {
				args, types = append(args, value), append(types, t)
			}
			value, t = call(id.Ident, args, types)
		case i > 0 || len(cmd.Args) > 1:
			leave()
		default:
			value, t = s.operand(cmd.Args[0], dot)
		}
	}
	return value, t
}

func (s *scope) args(nodes []parse.Node, dot reflect.Type) (args []expression, types []reflect.Type) {
	for _, n := range nodes {
		value, t := s.operand(n, dot)
		args, types = append(args, value), append(types, t)
	}
	return args, types
}

func (s *scope) operand(n parse.Node, dot reflect.Type) (expression, reflect.Type) {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot }, dot
	case *parse.FieldNode:
		return s.fields(nil, dot, n.Ident)
	case *parse.VariableNode:
		value, t := s.variable(n.Ident[0])
		return s.fields(value, t, n.Ident[1:])
	case *parse.ChainNode:
		value, t := s.operand(n.Node, dot)
		return s.fields(value, t, n.Field)
	case *parse.PipeNode:
		return s.pipe(n, dot)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64))
		}
	}
	leave()
	return nil, nil
}

func constant(x any) (expression, reflect.Type) {
	v := reflect.ValueOf(x)
	return func(*run, reflect.Value) reflect.Value { return v }, v.Type()
}

func (s *scope) variable(name string) (expression, reflect.Type) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			slot := s.vars[i].slot
			return func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }, s.vars[i].typ
		}
	}
	leave()
	return nil, nil
}

// fields compiles a chain of fields of from, or of dot where from is nil. Where a pointer on
// the way is nil, reflect panics, and html/template gets to say so.
func (s *scope) fields(from expression, t reflect.Type, idents []string) (expression, reflect.Type) {
	value := from
	for _, name := range idents {
		if g := s.getter(t, name); g != nil {
			value, t = g.apply(value), g.Result
			continue
		}
		d := elem(t)
		if d.Kind() != reflect.Struct {
			leave()
		}
		field, ok := d.FieldByName(name)
		if !ok {
			leave()
		}
		value, t = step(value, field.Index), field.Type
	}
	return value, t
}

func step(from expression, index []int) expression {
	first := index[0]
	if from == nil && len(index) == 1 {
		return func(_ *run, dot reflect.Value) reflect.Value { return pointed(dot).Field(first) }
	}
	if from == nil {
		return func(_ *run, dot reflect.Value) reflect.Value { return pointed(dot).FieldByIndex(index) }
	}
	return func(r *run, dot reflect.Value) reflect.Value { return pointed(from(r, dot)).FieldByIndex(index) }
}

func (c *Compiler) getter(t reflect.Type, name string) *Getter {
	for i, g := range c.getters {
		if g.Of == t && g.Name == name {
			return &c.getters[i]
		}
	}
	return nil
}

// apply calls the getter on from, or on dot where from is nil.
func (g *Getter) apply(from expression) expression {
	get := g.Get
	if from == nil {
		return func(_ *run, dot reflect.Value) reflect.Value { return get(dot) }
	}
	return func(r *run, dot reflect.Value) reflect.Value { return get(from(r, dot)) }
}

// elem follows pointer types.
func elem(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// pointed follows pointers.
func pointed(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}
