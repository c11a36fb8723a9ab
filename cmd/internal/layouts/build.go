package layouts

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"maps"
	"slices"
	"sync"
	"text/template/parse"

	"artsfactory/cmd/internal/source"
)

// An edition is the layouts in one language: the main ones by name, and base.html as "".
type edition struct {
	pages map[string]*template.Template
	fast  map[string]*program // pages, compiled; nil where they cannot be
	wrong []blame
}

// base is the name of base.html among the main layouts.
const base = ""

// A shell is what base.html shows where html/template executes it: a page, and what the main
// layout has made of it.
type shell struct {
	*Page
	Inner template.HTML
}

// render appends a page to w; at an error, w holds a part of it.
func (e *edition) render(w *bytes.Buffer, p *Page) error {
	if outer, inner := e.fast[base], e.fast[p.Main]; outer != nil && inner != nil && outer.execute(w, p, inner) {
		return nil
	}
	return slowly(e.pages, w, p)
}

// slowly is what html/template makes of a page.
func slowly(pages map[string]*template.Template, w io.Writer, p *Page) error {
	var inner bytes.Buffer
	if err := pages[p.Main].Execute(&inner, p); err != nil {
		return err
	}
	return pages[base].Execute(w, shell{p, template.HTML(inner.String())})
}

// A blame is a problem found while an edition is made; main is the layout whose page it
// breaks, or "".
type blame struct {
	layout  *layout
	main    string
	problem source.Problem
}

// compile makes the templates of every main layout that is sound, in every language.
func (s *Set) compile(opts Options) {
	for name, l := range s.files.mains {
		if wrong := s.wrongBelow(l); len(wrong) > 0 {
			s.broken[name] = wrong
		}
	}
	for lang := range s.strings {
		s.ready[lang] = &edition{}
	}
	if s.files.base.trees == nil {
		return
	}
	s.try()
	var group sync.WaitGroup
	for lang, e := range s.ready {
		group.Go(func() { s.publish(e, lang, opts.Minify) })
	}
	group.Wait()
	for _, lang := range opts.Languages {
		s.blame(s.ready[lang].wrong)
	}
}

// blame puts problems where they belong.
func (s *Set) blame(list []blame) {
	for _, b := range list {
		b.layout.wrong = append(b.layout.wrong, b.problem)
		if b.main != "" {
			s.broken[b.main] = source.Sort(append(s.broken[b.main], b.problem))
		}
	}
}

// try runs every layout on a page where everything is there, which shows what html/template
// refuses, at its place.
func (s *Set) try() {
	e := &edition{}
	s.trial = s.build(e, s.first, nil, true)
	if err := s.trial[base].Execute(discard{}, shell{samplePage(), ""}); err != nil && len(s.wrongBelow(s.files.base)) == 0 {
		s.files.base.wrong = append(s.files.base.wrong, s.files.fault(err, s.files.base))
		for name := range s.files.mains {
			s.broken[name] = s.wrongBelow(s.files.base)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.files.mains)) {
		if t := s.trial[name]; t != nil {
			if err := t.Execute(discard{}, samplePage()); err != nil {
				e.wrong = append(e.wrong, blame{s.files.mains[name], name, s.files.fault(err, s.files.mains[name])})
			}
		}
	}
	s.blame(e.wrong)
}

// publish makes an edition. It changes nothing else, so that editions are made side by side.
func (s *Set) publish(e *edition, lang string, minify func(string) (string, error)) {
	e.pages = s.build(e, lang, minify, false)
	e.fast = map[string]*program{}
	for _, name := range slices.Sorted(maps.Keys(e.pages)) {
		err := escape(e.pages[name], name)
		if err == nil {
			continue
		}
		delete(e.pages, name)
		what, hint := s.files.plainFault(err)
		if name != base {
			l := s.files.mains[name]
			e.wrong = append(e.wrong, blame{l, name, l.problem(-1, what, hint)})
			continue
		}
		for main := range s.files.mains {
			e.wrong = append(e.wrong, blame{s.files.base, main, s.files.base.problem(-1, what, hint)})
		}
	}
	c := &compiler{programs: map[visit]*program{}, printers: map[string]*printer{}}
	for name, t := range e.pages {
		e.fast[name] = c.compile(t)
	}
}

// escape lets html/template escape a layout's templates now: the first write stops it after
// that. What fails here and not in the trial is the minifier's or a translation's doing.
func escape(t *template.Template, name string) error {
	var page any = samplePage()
	if name == base {
		page = shell{samplePage(), ""}
	}
	if err := t.Execute(stop{}, page); !errors.Is(err, errStop) {
		return err
	}
	return nil
}

// wrongBelow collects the problems of all files that a page of main layout l is made of.
func (s *Set) wrongBelow(l *layout) (wrong []source.Problem) {
	seen := map[*layout]bool{}
	var visit func(*layout)
	visit = func(l *layout) {
		if seen[l] {
			return
		}
		seen[l] = true
		wrong = append(wrong, l.wrong...)
		for to := range l.calls {
			visit(to)
		}
	}
	visit(s.files.base)
	visit(l)
	return source.Sort(wrong)
}

// build makes the templates of base.html and of the sound main layouts in a language. All share
// one name space, so that each file is escaped once: a template's name is its file's path, a
// part's has #name after it. The trial keeps the edited texts, to find places in them.
func (s *Set) build(e *edition, lang string, minify func(string) (string, error), trial bool) map[string]*template.Template {
	space := template.Must(template.New(mainName).Parse("{{.Inner}}"))
	pages := map[string]*template.Template{}
	for _, l := range s.files.all {
		if l.trees == nil {
			continue
		}
		text, moves := rewrite(l.text, l.edits, s.strings[lang])
		if trial {
			l.moves, l.edited = moves, text
		}
		t := s.add(space, l, e.parse(l, text, minify))
		switch {
		case l == s.files.base:
			pages[base] = t
		case s.files.mains[l.name] == l && s.broken[l.name] == nil:
			pages[l.name] = t
		}
	}
	return pages
}

// mainName is what base.html calls its main layout.
const mainName = "main"

// parse parses a layout's final text, minified if it can be.
func (e *edition) parse(l *layout, text string, minify func(string) (string, error)) map[string]*parse.Tree {
	if minify != nil {
		small, err := minify(text)
		if err == nil {
			if trees, err := parseTrees(l.path, small); err == nil {
				return trees
			}
		}
		e.wrong = append(e.wrong, blame{l, "", l.problem(-1, source.Msg("it cannot be made smaller", "il ne peut pas être réduit"),
			source.Msg("look for a mistake in its HTML, or in a script or style in it", "cherchez une faute dans son HTML, ou dans un script ou un style qu’il contient"))})
	}
	trees, err := parseTrees(l.path, text)
	if err != nil {
		e.wrong = append(e.wrong, blame{l, "", l.problem(-1, unknownPlace, source.Msg("the reason: %s", "la raison : %s", err))})
	}
	return trees
}

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

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

var errStop = errors.New("escaped")

type stop struct{}

func (stop) Write([]byte) (int, error) { return 0, errStop }
