package layouts

import (
	"reflect"
	"text/template/parse"
)

// pipe compiles a pipeline and the variables it sets.
func (s *scope) pipe(p *parse.PipeNode, dot reflect.Type) (expr, reflect.Type) {
	value, t := s.commands(p.Cmds, dot)
	switch {
	case len(p.Decl) == 0:
		return value, t
	case p.IsAssign || len(p.Decl) > 1:
		uncompiled()
	}
	slot := s.declare(p.Decl[0].Ident[0], t)
	return func(r *run, dot reflect.Value) reflect.Value {
		v := value(r, dot)
		r.vars[r.base+slot] = v
		return v
	}, t
}

// commands compiles the stages of a pipeline, each the last argument of the next.
func (s *scope) commands(cmds []*parse.CommandNode, dot reflect.Type) (value expr, t reflect.Type) {
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
			uncompiled()
		default:
			value, t = s.operand(cmd.Args[0], dot)
		}
	}
	return value, t
}

func (s *scope) args(nodes []parse.Node, dot reflect.Type) (args []expr, types []reflect.Type) {
	for _, n := range nodes {
		value, t := s.operand(n, dot)
		args, types = append(args, value), append(types, t)
	}
	return args, types
}

func (s *scope) operand(n parse.Node, dot reflect.Type) (expr, reflect.Type) {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot }, dot
	case *parse.FieldNode:
		return fieldsOf(nil, dot, n.Ident)
	case *parse.VariableNode:
		value, t := s.variable(n.Ident[0])
		return fieldsOf(value, t, n.Ident[1:])
	case *parse.ChainNode:
		value, t := s.operand(n.Node, dot)
		return fieldsOf(value, t, n.Field)
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
	uncompiled()
	return nil, nil
}

func constant(x any) (expr, reflect.Type) {
	v := reflect.ValueOf(x)
	return func(*run, reflect.Value) reflect.Value { return v }, v.Type()
}

func (s *scope) variable(name string) (expr, reflect.Type) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			slot := s.slot[i]
			return func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }, s.vars[i].typ
		}
	}
	uncompiled()
	return nil, nil
}

// fieldsOf compiles a chain of fields of from, or of dot where from is nil. Where a pointer on
// the way is nil, reflect panics, and html/template gets to say so.
func fieldsOf(from expr, t reflect.Type, idents []string) (expr, reflect.Type) {
	value := from
	for _, name := range idents {
		if t == tText && name == present[1:] {
			value, t = there(value), reflect.PointerTo(tText)
			continue
		}
		d := deref(t)
		if d.Kind() != reflect.Struct {
			uncompiled()
		}
		field, ok := d.FieldByName(name)
		if !ok {
			uncompiled()
		}
		value, t = step(value, field.Index), field.Type
	}
	return value, t
}

func step(from expr, index []int) expr {
	first := index[0]
	if from == nil && len(index) == 1 {
		return func(_ *run, dot reflect.Value) reflect.Value { return pointed(dot).Field(first) }
	}
	if from == nil {
		return func(_ *run, dot reflect.Value) reflect.Value { return pointed(dot).FieldByIndex(index) }
	}
	return func(r *run, dot reflect.Value) reflect.Value { return pointed(from(r, dot)).FieldByIndex(index) }
}

// pointed follows pointers.
func pointed(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}

// there is Text.There without the call.
func there(from expr) expr {
	html, _ := tText.FieldByName("HTML")
	plain, _ := tText.FieldByName("Plain")
	none := reflect.Zero(reflect.PointerTo(tText))
	return func(r *run, dot reflect.Value) reflect.Value {
		v := dot
		if from != nil {
			v = from(r, dot)
		}
		if v.FieldByIndex(html.Index).Len() == 0 && v.FieldByIndex(plain.Index).Len() == 0 {
			return none
		}
		return v.Addr()
	}
}

// call compiles the functions that choose and compare.
func call(name string, args []expr, types []reflect.Type) (expr, reflect.Type) {
	switch name {
	case "and", "or":
		return either(args, name == "or"), sharedType(types)
	case "not":
		x := args[0]
		return func(r *run, dot reflect.Value) reflect.Value { return boolean(!truth(x(r, dot))) }, tBool
	case "len":
		x := args[0]
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(pointed(x(r, dot)).Len()) }, tInt
	case "index":
		if len(args) == 2 && deref(types[0]).Kind() == reflect.Slice {
			list, at := args[0], args[1]
			return func(r *run, dot reflect.Value) reflect.Value {
				return pointed(list(r, dot)).Index(int(at(r, dot).Int()))
			}, deref(types[0]).Elem()
		}
	case "eq", "ne", "lt", "le", "gt", "ge":
		return comparison(name, args, types), tBool
	}
	uncompiled()
	return nil, nil
}

func either(args []expr, or bool) expr {
	return func(r *run, dot reflect.Value) (v reflect.Value) {
		for _, x := range args {
			if v = x(r, dot); truth(v) == or {
				return v
			}
		}
		return v
	}
}

func sharedType(types []reflect.Type) reflect.Type {
	strings := true
	for _, t := range types {
		strings = strings && t.Kind() == reflect.String
	}
	for _, t := range types {
		if t != types[0] {
			if strings {
				return tString
			}
			return tUnknown
		}
	}
	return types[0]
}

var yes, no = reflect.ValueOf(true), reflect.ValueOf(false)

func boolean(b bool) reflect.Value {
	if b {
		return yes
	}
	return no
}

func comparison(name string, args []expr, types []reflect.Type) expr {
	for _, t := range types {
		if class := basic(t); class != basic(types[0]) || class != stringClass && t.Kind() != reflect.Int {
			uncompiled()
		}
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		a := args[0](r, dot)
		if name == "eq" {
			for _, b := range args[1:] {
				if order(a, b(r, dot)) == 0 {
					return yes
				}
			}
			return no
		}
		o := order(a, args[1](r, dot))
		return boolean(name == "ne" && o != 0 || name == "lt" && o < 0 || name == "le" && o <= 0 || name == "gt" && o > 0 || name == "ge" && o >= 0)
	}
}
