package layouts

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"artsfactory/cmd/internal/layouts/compile"
	"artsfactory/cmd/internal/source"
)

// A templateSet is the layouts in one language: the main ones by name, and base.html as base.
type templateSet struct {
	templates map[string]*template.Template
	compiled  map[string]*compile.Program // nil where html/template has to execute
	problems  []attributedProblem
}

// base is the name of base.html among the main layouts.
const base = ""

// mainName is what base.html calls its main layout.
const mainName = "main"

// An outerPage is what base.html shows where html/template executes it: a page, and what the main
// layout has made of it.
type outerPage struct {
	*Page
	Inner template.HTML
}

// render appends a page to w; at an error, w holds a part of it.
func (t *templateSet) render(w *bytes.Buffer, p *Page) error {
	outer, inner := t.compiled[base], t.compiled[p.Main]
	if outer != nil && inner != nil && outer.Execute(w, p, inner) {
		return nil
	}
	return viaTemplate(t.templates, w, p)
}

// viaTemplate writes a page by html/template.
func viaTemplate(templates map[string]*template.Template, w io.Writer, p *Page) error {
	var inner bytes.Buffer
	if err := templates[p.Main].Execute(&inner, p); err != nil {
		return err
	}
	return templates[base].Execute(w, outerPage{p, template.HTML(inner.String())})
}

// An attributedProblem is one found while a templateSet is made; main is the layout whose pages it
// breaks, or "".
type attributedProblem struct {
	layout  *layout
	main    string
	problem source.Problem
}

// build makes the templates of every main layout that is sound, in every language.
func (s *Set) build(opts Options) {
	for name, l := range s.files.mains {
		if problems := s.problemsBelow(l); len(problems) > 0 {
			s.broken[name] = problems
		}
	}
	for lang := range s.strings {
		s.ready[lang] = &templateSet{}
	}
	if s.files.base.trees == nil {
		return
	}
	s.tryOut()
	for _, l := range s.files.all {
		l.wordless = s.isWordless(l)
	}
	var known sync.Map // the parsedText of wordless layouts
	var group sync.WaitGroup
	for lang, t := range s.ready {
		group.Go(func() { s.prepare(t, lang, opts, &known) })
	}
	group.Wait()
	for _, lang := range opts.Languages {
		s.attribute(s.ready[lang].problems)
	}
}

// isWordless says whether a layout has the same text in all languages.
func (s *Set) isWordless(l *layout) bool {
	text, _ := rewrite(l.text, l.edits, s.strings[s.first])
	for _, words := range s.strings {
		if other, _ := rewrite(l.text, l.edits, words); other != text {
			return false
		}
	}
	return true
}

// attribute gives problems to the layouts they are of, and to those that show no page for them.
func (s *Set) attribute(list []attributedProblem) {
	for _, a := range list {
		a.layout.problems = append(a.layout.problems, a.problem)
		if a.main != "" {
			s.broken[a.main] = source.Sort(append(s.broken[a.main], a.problem))
		}
	}
}

// tryOut runs every layout on a page where everything is there, which shows what html/template
// refuses, at its place.
func (s *Set) tryOut() {
	t := &templateSet{}
	var known sync.Map
	s.dryRun = s.templates(t, s.first, nil, &known, true)
	page := samplePage()
	if all := together(s.dryRun, true); all != nil && all.Execute(io.Discard, outerPage{page, ""}) == nil {
		return
	}
	// One by one, in templates that no failure has touched, to tell whose mistake it is.
	s.dryRun = s.templates(t, s.first, nil, &known, true)
	err := s.dryRun[base].Execute(io.Discard, outerPage{page, ""})
	if err != nil && len(s.problemsBelow(s.files.base)) == 0 {
		s.files.base.problems = append(s.files.base.problems, s.files.runtimeProblem(err, s.files.base))
		for name := range s.files.mains {
			s.broken[name] = s.problemsBelow(s.files.base)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.files.mains)) {
		if tmpl := s.dryRun[name]; tmpl != nil {
			if err := tmpl.Execute(io.Discard, page); err != nil {
				l := s.files.mains[name]
				t.problems = append(t.problems, attributedProblem{l, name, s.files.runtimeProblem(err, l)})
			}
		}
	}
	s.attribute(t.problems)
}

// together is a template that calls base.html and all main layouts, or nil where they cannot be called. Executing
// it escapes them all at once: html/template looks at all that it has escaped before each time it escapes one more,
// so that one by one takes the square of the time. With run false they are escaped only. Each is called for
// itself, as only a layout that ends where its text began passes.
func together(templates map[string]*template.Template, run bool) *template.Template {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		page := ".Page"
		if name == base {
			page = "."
		}
		fmt.Fprintf(&text, "{{if %t}}{{template %q %s}}{{end}}", run, templates[name].Name(), page)
	}
	if templates[base] == nil {
		return nil
	}
	all, err := templates[base].New("all of them").Parse(text.String())
	if err != nil {
		return nil
	}
	return all
}

// prepare makes a templateSet. It changes nothing else, so that several are made side by side.
func (s *Set) prepare(t *templateSet, lang string, opts Options, known *sync.Map) {
	minify := opts.Minify
	if opts.Plain {
		minify = nil // pages are minified instead
	}
	t.templates = s.templates(t, lang, minify, known, false)
	if all := together(t.templates, false); all == nil || all.Execute(io.Discard, nil) != nil {
		t.templates = s.templates(&templateSet{}, lang, minify, known, false)
		t.escapeEach(s.files)
	}
	if opts.Plain {
		markValues(t.templates)
		return
	}
	t.compiled = map[string]*compile.Program{}
	c := compile.New(reflect.TypeFor[*Page](), mainName, getters...)
	for name, tmpl := range t.templates {
		t.compiled[name] = c.Compile(tmpl)
	}
}

// refuse reports that html/template cannot escape a main layout, or base.html for all of them.
func (t *templateSet) refuse(f *files, name string, err error) {
	what, hint := f.explain(err)
	if name != base {
		l := f.mains[name]
		t.problems = append(t.problems, attributedProblem{l, name, l.problem(-1, what, hint)})
		return
	}
	for main := range f.mains {
		t.problems = append(t.problems, attributedProblem{f.base, main, f.base.problem(-1, what, hint)})
	}
}

// escapeEach lets html/template escape the layouts one by one: the first write stops each after that. What fails
// here and not in the dry run is due to the minifier or a translation.
func (t *templateSet) escapeEach(f *files) {
	page := samplePage()
	for _, name := range slices.Sorted(maps.Keys(t.templates)) {
		var data any = page
		if name == base {
			data = outerPage{page, ""}
		}
		if err := t.templates[name].Execute(stopWriter{}, data); !errors.Is(err, errStop) && err != nil {
			delete(t.templates, name)
			t.refuse(f, name, err)
		}
	}
}

var errStop = errors.New("escaped")

// A stopWriter fails at the first write.
type stopWriter struct{}

func (stopWriter) Write([]byte) (int, error) { return 0, errStop }

// problemsBelow collects the problems of all files that a page of main layout l is made of.
func (s *Set) problemsBelow(l *layout) (problems []source.Problem) {
	seen := map[*layout]bool{}
	var visit func(*layout)
	visit = func(l *layout) {
		if seen[l] {
			return
		}
		seen[l] = true
		problems = append(problems, l.problems...)
		for to := range l.calls {
			visit(to)
		}
	}
	visit(s.files.base)
	visit(l)
	return source.Sort(problems)
}

// templates makes the templates of base.html and of the sound main layouts in a language. All
// share one name space, so that each file is escaped once: a template's name is its file's path,
// that of a part it defines has #name after it. White space at either end of a file goes, as it does
// when it is minified. The dry run keeps the edited texts, to find places in them.
func (s *Set) templates(
	t *templateSet, lang string, minify func(string) (string, error), known *sync.Map, dryRun bool,
) map[string]*template.Template {
	space := template.Must(template.New(mainName).Parse("{{.Inner}}"))
	pages := map[string]*template.Template{}
	for _, l := range s.files.all {
		if l.trees == nil {
			continue
		}
		text, moves := rewrite(l.text, l.edits, s.strings[lang])
		if dryRun {
			l.moves, l.edited = moves, text
		} else {
			text = strings.TrimSpace(text)
		}
		own := s.add(space, l, t.parse(l, text, minify, known))
		switch {
		case l == s.files.base:
			pages[base] = own
		case s.files.mains[l.name] == l && s.broken[l.name] == nil:
			pages[l.name] = own
		}
	}
	return pages
}

// parse parses a layout's final text, minified if it can be.
func (t *templateSet) parse(
	l *layout, text string, minify func(string) (string, error), known *sync.Map,
) map[string]*parse.Tree {
	var p parsedText
	if found, ok := known.Load(l); ok {
		p = found.(parsedText).copy()
	} else if p = parseText(l.path, text, minify); l.wordless {
		known.Store(l, p.copy()) // html/template will write into p
	}
	if p.unminified {
		t.problems = append(t.problems, attributedProblem{l, "", l.problem(-1, unminified, lookForMistake)})
	}
	if p.err != nil {
		t.problems = append(t.problems, attributedProblem{l, "",
			l.problem(-1, unknownPlace, source.Msg("the reason: %s", "la raison : %s", p.err))})
	}
	return p.trees
}

// A parsedText is what became of a layout's text.
type parsedText struct {
	trees      map[string]*parse.Tree
	unminified bool
	err        error
}

func (p parsedText) copy() parsedText {
	trees := make(map[string]*parse.Tree, len(p.trees))
	for name, tree := range p.trees {
		trees[name] = tree.Copy()
	}
	p.trees = trees
	return p
}

func parseText(path, text string, minify func(string) (string, error)) (p parsedText) {
	if minify != nil {
		small, err := minify(text)
		if err == nil {
			if p.trees, err = parseTrees(path, small); err == nil {
				return p
			}
		}
		p.unminified = true
	}
	p.trees, p.err = parseTrees(path, text)
	return p
}

var (
	unminified     = source.Msg("it cannot be made smaller", "il ne peut pas être réduit")
	lookForMistake = source.Msg("look for a mistake in its HTML, or in a script or style in it",
		"cherchez une faute dans son HTML, ou dans un script ou un style qu’il contient")
)

// add puts a layout's trees into a name space, with the calls in them renamed to match. It
// returns the layout's own template.
func (s *Set) add(space *template.Template, l *layout, trees map[string]*parse.Tree) (own *template.Template) {
	for define, tree := range trees {
		inspect(tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok {
				call.Name = s.target(l, call.Name)
			}
		})
		t, err := space.AddParseTree(partName(l, define), tree)
		if err == nil && define == l.path {
			own = t
		}
	}
	return own
}

// target is the name in the name space of what a layout calls.
func (s *Set) target(l *layout, name string) string {
	switch to, _, _ := s.files.callee(l, name); {
	case to == l && l.trees[name] != nil:
		return partName(l, name)
	case to != nil:
		return to.path
	}
	return name
}

func partName(l *layout, define string) string {
	if define == l.path {
		return l.path
	}
	return l.path + "#" + define
}
