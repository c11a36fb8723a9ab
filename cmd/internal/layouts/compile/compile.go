// Package compile makes programs of templates that html/template has escaped, for pages of one
// type. html/template looks every field and function up by name on every page; here that is done
// once, when the layouts are loaded, which makes a page about twenty times as fast.
//
// A program writes what html/template would write, byte for byte. What html/template has decided
// about escaping is read from its trees; what an escaper would change is handed to html/template.
// Only what layouts usually hold is compiled: the rest, and a page on which a program fails, is
// left to html/template.
package compile

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A Program is a template compiled for one type of dot. It is safe for concurrent use.
type Program struct {
	statements []statement
	slots      int // for variables; $ has the first
}

type (
	statement  func(r *run, dot reflect.Value)
	expression func(r *run, dot reflect.Value) reflect.Value
)

// A run is one page being written.
type run struct {
	out  *bytes.Buffer
	vars []reflect.Value
	base int // index in vars of the current program's $
	main *Program
}

// Execute appends a page to out, with main where the program calls the main template. It returns
// false where html/template has to make the page, and out is as before.
func (p *Program) Execute(out *bytes.Buffer, page any, main *Program) (ok bool) {
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

func (p *Program) call(r *run, dot reflect.Value) {
	base := r.base
	r.base = len(r.vars)
	for range p.slots {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[r.base] = dot
	r.do(p.statements, dot)
	r.vars, r.base = r.vars[:r.base], base
}

func (r *run) do(statements []statement, dot reflect.Value) {
	for _, s := range statements {
		s(r, dot)
	}
}

// A Getter stands for a method without arguments, which reflect calls slowly.
type Getter struct {
	Of     reflect.Type
	Name   string
	Result reflect.Type
	Get    func(reflect.Value) reflect.Value // of an addressable value of type Of
}

// A Compiler makes programs of the templates in one name space, which share their parts.
type Compiler struct {
	page     reflect.Type
	main     string
	getters  []Getter
	space    *template.Template
	programs map[programKey]*Program
	printers map[string]*printer
}

// A programKey is a template and the type of dot it is called with.
type programKey struct {
	tree *parse.Tree
	dot  reflect.Type
}

// New returns a compiler for templates whose dot is a page. A call of the template named main
// becomes one of the program that Execute is given.
func New(page reflect.Type, main string, getters ...Getter) *Compiler {
	return &Compiler{
		page: page, main: main, getters: getters,
		programs: map[programKey]*Program{}, printers: map[string]*printer{},
	}
}

var errUncompiled = errors.New("only html/template knows this")

// leave ends the compilation of a template, which is left to html/template.
func leave() { panic(errUncompiled) }

// Compile returns nil for a template that html/template has to execute. It must be escaped:
// executed once.
func (c *Compiler) Compile(t *template.Template) (p *Program) {
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
	return c.program(t.Tree, c.page)
}

func (c *Compiler) program(tree *parse.Tree, dot reflect.Type) *Program {
	key := programKey{tree, dot}
	if p := c.programs[key]; p != nil {
		return p
	}
	p := &Program{slots: 1}
	c.programs[key] = p
	s := &scope{Compiler: c, owner: p, vars: []variable{{name: "$", typ: dot}}}
	p.statements = s.list(tree.Root, dot)
	return p
}
