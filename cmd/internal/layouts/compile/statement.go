package compile

import (
	"reflect"
	"text/template/parse"
)

// A scope is the variables known at a place in a template.
type scope struct {
	*Compiler
	owner *Program
	vars  []variable
}

type variable struct {
	name string
	typ  reflect.Type
	slot int
}

// noValue is the type of dot in a template that is called without a value.
type noValue struct{}

func (s *scope) list(n *parse.ListNode, dot reflect.Type) (statements []statement) {
	if n == nil {
		return nil
	}
	mark := len(s.vars)
	for _, x := range n.Nodes {
		if statement := s.node(x, dot); statement != nil {
			statements = append(statements, statement)
		}
	}
	s.vars = s.vars[:mark]
	return statements
}

func (s *scope) node(n parse.Node, dot reflect.Type) statement {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *run, _ reflect.Value) { r.out.Write(text) }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return s.action(n.Pipe, dot)
	case *parse.IfNode:
		return s.choice(&n.BranchNode, dot, false)
	case *parse.WithNode:
		return s.choice(&n.BranchNode, dot, true)
	case *parse.RangeNode:
		return s.loop(&n.BranchNode, dot)
	case *parse.TemplateNode:
		return s.callee(n, dot)
	}
	leave()
	return nil
}

func (s *scope) action(p *parse.PipeNode, dot reflect.Type) statement {
	if len(p.Decl) > 0 {
		set, _ := s.pipe(p, dot)
		return func(r *run, dot reflect.Value) { set(r, dot) }
	}
	cmds, escapers := cutEscapers(p.Cmds)
	value, _ := s.commands(cmds, dot)
	out := s.printer(escapers)
	return func(r *run, dot reflect.Value) { out.print(r.out, value(r, dot)) }
}

func (s *scope) choice(n *parse.BranchNode, dot reflect.Type, with bool) statement {
	mark := len(s.vars)
	value, t := s.pipe(n.Pipe, dot)
	inner := dot
	if with {
		inner = t
	}
	then := s.list(n.List, inner)
	otherwise := s.list(n.ElseList, dot)
	s.vars = s.vars[:mark]
	return func(r *run, dot reflect.Value) {
		v := value(r, dot)
		switch {
		case !truth(v):
			r.do(otherwise, dot)
		case with:
			r.do(then, v)
		default:
			r.do(then, dot)
		}
	}
}

func (s *scope) loop(n *parse.BranchNode, dot reflect.Type) statement {
	if n.Pipe.IsAssign {
		leave()
	}
	mark := len(s.vars)
	value, t := s.commands(n.Pipe.Cmds, dot)
	if t = elem(t); t.Kind() != reflect.Slice {
		leave()
	}
	key, item := -1, -1
	if decl := n.Pipe.Decl; len(decl) == 2 {
		key, item = s.declare(decl[0].Ident[0], typeInt), s.declare(decl[1].Ident[0], t.Elem())
	} else if len(decl) == 1 {
		item = s.declare(decl[0].Ident[0], t.Elem())
	}
	body := s.list(n.List, t.Elem())
	s.vars = s.vars[:mark]
	otherwise := s.list(n.ElseList, dot)
	return func(r *run, dot reflect.Value) {
		v := value(r, dot)
		for v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		count := v.Len()
		for i := range count {
			x := v.Index(i)
			if key >= 0 {
				r.vars[r.base+key] = reflect.ValueOf(i)
			}
			if item >= 0 {
				r.vars[r.base+item] = x
			}
			r.do(body, x)
		}
		if count == 0 {
			r.do(otherwise, dot)
		}
	}
}

func (s *scope) callee(n *parse.TemplateNode, dot reflect.Type) statement {
	t := s.space.Lookup(n.Name)
	if t == nil || t.Tree == nil {
		leave() // called in a tag or an attribute: html/template made a version of its own
	}
	if n.Pipe == nil {
		p := s.program(t.Tree, reflect.TypeFor[noValue]())
		return func(r *run, _ reflect.Value) { p.call(r, reflect.Value{}) }
	}
	value, arg := s.pipe(n.Pipe, dot)
	if n.Name == s.main {
		if arg != s.page {
			leave()
		}
		return func(r *run, dot reflect.Value) { r.main.call(r, value(r, dot)) }
	}
	p := s.program(t.Tree, arg)
	return func(r *run, dot reflect.Value) { p.call(r, value(r, dot)) }
}

func (s *scope) declare(name string, t reflect.Type) (slot int) {
	slot = s.owner.slots
	s.owner.slots++
	s.vars = append(s.vars, variable{name, t, slot})
	return slot
}

// truth tells what text/template takes for true.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.String, reflect.Map:
		return v.Len() > 0
	case reflect.Bool:
		return v.Bool()
	case reflect.Int:
		return v.Int() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	panic(errUncompiled)
}
