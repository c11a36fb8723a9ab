package layouts

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A program is an escaped template compiled for one type of dot. html/template looks every
// field and function up by name each time; here that is done once, when layouts are loaded,
// which makes a page twenty times as fast. What html/template decided about escaping is kept.
//
// Only what layouts usually hold is compiled. A main layout with anything else, and a page on
// which a program fails, is left to html/template.
type program struct {
	ops   []op
	slots int // variables, $ being the first
}

type (
	op   func(r *run, dot reflect.Value)
	expr func(r *run, dot reflect.Value) reflect.Value
)

// A run is one page on its way out.
type run struct {
	out  *bytes.Buffer
	vars []reflect.Value
	base int // of the current program's variables
	main *program
}

func (p *program) call(r *run, dot reflect.Value) {
	base := r.base
	r.base = len(r.vars)
	for range p.slots {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[r.base] = dot
	r.do(p.ops, dot)
	r.vars, r.base = r.vars[:r.base], base
}

func (r *run) do(ops []op, dot reflect.Value) {
	for _, op := range ops {
		op(r, dot)
	}
}

// execute appends a page to out, with main where base.html calls its main layout, or reports
// that html/template has to.
func (p *program) execute(out *bytes.Buffer, page *Page, main *program) (ok bool) {
	before := out.Len()
	defer func() {
		if recover() != nil {
			out.Truncate(before)
			ok = false
		}
	}()
	p.call(&run{out: out, vars: make([]reflect.Value, 0, 32), main: main}, reflect.ValueOf(page))
	return true
}

var errUncompiled = errors.New("a layout that only html/template understands")

// A compiler makes programs of the templates in a name space.
type compiler struct {
	space    *template.Template
	programs map[visit]*program
	printers map[string]*printer
}

// compile returns nil for a template that html/template has to execute.
func (c *compiler) compile(t *template.Template) (p *program) {
	defer func() {
		if e := recover(); e != nil {
			if e != errUncompiled {
				panic(e)
			}
			p = nil
			clear(c.programs) // some are half made
		}
	}()
	c.space = t
	return c.program(t.Tree, reflect.TypeFor[*Page]())
}

func (c *compiler) program(tree *parse.Tree, dot reflect.Type) *program {
	key := visit{tree, dot}
	if p := c.programs[key]; p != nil {
		return p
	}
	p := &program{slots: 1}
	c.programs[key] = p
	s := &scope{compiler: c, program: p, vars: []variable{{"$", dot}}, slot: []int{0}}
	p.ops = s.list(tree.Root, dot)
	return p
}

// A scope is the variables known at a place in a template.
type scope struct {
	*compiler
	program *program
	vars    []variable
	slot    []int // of vars
}

func uncompiled() { panic(errUncompiled) }

func (s *scope) list(n *parse.ListNode, dot reflect.Type) (ops []op) {
	if n == nil {
		return nil
	}
	mark := len(s.vars)
	for _, x := range n.Nodes {
		if op := s.node(x, dot); op != nil {
			ops = append(ops, op)
		}
	}
	s.forget(mark)
	return ops
}

func (s *scope) forget(mark int) { s.vars, s.slot = s.vars[:mark], s.slot[:mark] }

func (s *scope) node(n parse.Node, dot reflect.Type) op {
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
	uncompiled()
	return nil
}

func (s *scope) action(p *parse.PipeNode, dot reflect.Type) op {
	if len(p.Decl) > 0 {
		set, _ := s.pipe(p, dot)
		return func(r *run, dot reflect.Value) { set(r, dot) }
	}
	cmds, escapers := splitEscapers(p.Cmds)
	value, _ := s.commands(cmds, dot)
	out := s.printer(escapers)
	return func(r *run, dot reflect.Value) { out.print(r.out, value(r, dot)) }
}

func (s *scope) choice(n *parse.BranchNode, dot reflect.Type, with bool) op {
	mark := len(s.vars)
	value, t := s.pipe(n.Pipe, dot)
	inner := dot
	if with {
		inner = t
	}
	then := s.list(n.List, inner)
	otherwise := s.list(n.ElseList, dot)
	s.forget(mark)
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

func (s *scope) loop(n *parse.BranchNode, dot reflect.Type) op {
	if n.Pipe.IsAssign {
		uncompiled()
	}
	mark := len(s.vars)
	value, t := s.commands(n.Pipe.Cmds, dot)
	if t = deref(t); t.Kind() != reflect.Slice {
		uncompiled()
	}
	key, item := -1, -1
	if decl := n.Pipe.Decl; len(decl) == 2 {
		key, item = s.declare(decl[0].Ident[0], tInt), s.declare(decl[1].Ident[0], t.Elem())
	} else if len(decl) == 1 {
		item = s.declare(decl[0].Ident[0], t.Elem())
	}
	body := s.list(n.List, t.Elem())
	s.forget(mark)
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

func (s *scope) callee(n *parse.TemplateNode, dot reflect.Type) op {
	t := s.space.Lookup(n.Name)
	if t == nil || t.Tree == nil {
		uncompiled() // called in a tag or an attribute: html/template made a version of its own
	}
	if n.Pipe == nil {
		p := s.compiler.program(t.Tree, tNothing)
		return func(r *run, _ reflect.Value) { p.call(r, reflect.Value{}) }
	}
	value, arg := s.pipe(n.Pipe, dot)
	if n.Name == mainName {
		if arg != reflect.TypeFor[*Page]() {
			uncompiled()
		}
		return func(r *run, dot reflect.Value) { r.main.call(r, value(r, dot)) }
	}
	p := s.compiler.program(t.Tree, arg)
	return func(r *run, dot reflect.Value) { p.call(r, value(r, dot)) }
}

func (s *scope) declare(name string, t reflect.Type) (slot int) {
	slot = s.program.slots
	s.program.slots++
	s.vars, s.slot = append(s.vars, variable{name, t}), append(s.slot, slot)
	return slot
}

// truth is what text/template takes for true.
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
