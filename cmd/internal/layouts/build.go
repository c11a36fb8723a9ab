package layouts

import (
	"errors"
	"html/template"
	"maps"
	"slices"
	"sync"
	"text/template/parse"

	"artsfactory/cmd/internal/source"
)

// An edition is the layouts in one language, by main layout.
type edition struct {
	pages map[string]*template.Template
	fast  map[string]*program // pages, compiled; nil where they cannot be
	wrong []blame
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
			s.broken[b.main] = append(s.broken[b.main], b.problem)
		}
	}
}

// bare is the trial of base.html without a main layout in it.
const bare = ""

// try runs every main layout on a page where everything is there, which shows what
// html/template refuses, at its place.
func (s *Set) try() {
	e := &edition{}
	s.trial = s.build(e, s.first, nil, true)
	if err := s.trial[bare].Execute(discard{}, samplePage()); err != nil && len(s.wrongBelow(s.files.base)) == 0 {
		s.files.base.wrong = append(s.files.base.wrong, s.files.fault(err, s.files.base))
		for name := range s.files.mains {
			s.broken[name] = s.wrongBelow(s.files.base)
		}
		return
	}
	delete(s.trial, bare)
	for _, name := range slices.Sorted(maps.Keys(s.trial)) {
		if err := s.trial[name].Execute(discard{}, samplePage()); err != nil {
			e.wrong = append(e.wrong, blame{s.files.mains[name], name, s.files.fault(err, s.files.mains[name])})
		}
	}
	s.blame(e.wrong)
}

// publish makes an edition. It changes nothing else, so that editions are made side by side.
func (s *Set) publish(e *edition, lang string, minify func(string) (string, error)) {
	e.pages = s.build(e, lang, minify, false)
	e.fast = map[string]*program{}
	for _, name := range slices.Sorted(maps.Keys(e.pages)) {
		if err := escape(e.pages[name]); err != nil {
			what, hint := s.files.plainFault(err)
			l := s.files.mains[name]
			e.wrong = append(e.wrong, blame{l, name, l.problem(-1, what, hint)})
			delete(e.pages, name)
		}
	}
	c := &compiler{programs: map[visit]*program{}, printers: map[string]*printer{}}
	for name, t := range e.pages {
		e.fast[name] = c.compile(t)
	}
}

// escape lets html/template escape a page's templates now: the first write stops it after
// that. What fails here and not in the trial is the minifier's or a translation's doing.
func escape(t *template.Template) error {
	if err := t.Execute(stop{}, samplePage()); !errors.Is(err, errStop) {
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

// build makes one template per sound main layout in a language. All share one name space, so
// that partials are escaped once: a template's name is its file's path, a part's has #name
// after it, and base.html is there once for each main layout. The trial keeps the edited
// texts, to find places in them, and has base.html alone as well.
func (s *Set) build(e *edition, lang string, minify func(string) (string, error), trial bool) map[string]*template.Template {
	space := template.New("")
	trees := map[*layout]map[string]*parse.Tree{}
	for _, l := range s.files.all {
		if l.trees == nil {
			continue
		}
		text, moves := rewrite(l.text, l.edits, s.strings[lang])
		if trial {
			l.moves, l.edited = moves, text
		}
		trees[l] = e.parse(l, text, minify)
		if l != s.files.base {
			s.add(space, l, trees[l], "", bare)
		}
	}
	pages := map[string]*template.Template{}
	if trial {
		blank, _ := parseTrees("main", " ")
		space.AddParseTree("main", blank["main"])
		pages[bare] = s.add(space, s.files.base, trees[s.files.base], ":", bare)
	}
	for name := range s.files.mains {
		if s.broken[name] == nil {
			pages[name] = s.add(space, s.files.base, trees[s.files.base], ":"+name, name)
		}
	}
	return pages
}

// parse parses a layout's final text, minified if it can be.
func (e *edition) parse(l *layout, text string, minify func(string) (string, error)) map[string]*parse.Tree {
	if minify != nil {
		small, err := minify(text)
		if err == nil {
			if trees, err := parseTrees(l.path, small); err == nil {
				return trees
			}
		}
		e.wrong = append(e.wrong, blame{l, "", l.problem(-1, source.Say("it cannot be made smaller", "il ne peut pas être réduit"),
			source.Say("look for a mistake in its HTML, or in a script or style in it", "cherchez une faute dans son HTML, ou dans un script ou un style qu’il contient"))})
	}
	trees, err := parseTrees(l.path, text)
	if err != nil {
		e.wrong = append(e.wrong, blame{l, "", l.problem(-1, unknownPlace, source.Say("the reason: %s", "la raison : %s", err))})
	}
	return trees
}

// add puts a layout's trees into a name space, with suffix after their names and the calls in
// them renamed to match. It returns the layout's own template.
func (s *Set) add(space *template.Template, l *layout, trees map[string]*parse.Tree, suffix, main string) (own *template.Template) {
	for define, tree := range trees {
		if suffix != "" {
			tree = tree.Copy()
		}
		inspect(tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok {
				call.Name = s.target(l, call.Name, suffix, main)
			}
		})
		t, err := space.AddParseTree(partName(l, define)+suffix, tree)
		if err == nil && define == l.path {
			own = t
		}
	}
	return own
}

func (s *Set) target(l *layout, name, suffix, main string) string {
	switch to, _, isMain := s.files.callee(l, name); {
	case to == l && l.trees[name] != nil:
		return partName(l, name) + suffix
	case to != nil:
		return to.path
	case isMain && main != bare:
		return s.files.mains[main].path
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
