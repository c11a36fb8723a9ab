// Package layouts turns Views and layouts/*.html into pages.
//
// layouts/base.html is the whole document and shows {{template "main" .}}: one of the other
// layouts/*.html. layouts/partials/*.html are parts that all of them call by name. All are
// html/template, given a *Page, with two functions of the site's own: {{t "key"}}, the words
// of layouts/strings.<lang>.yaml, and {{asset "css/site.css"}}, the URL of a file. Both are
// put in their place when the layouts are loaded.
//
// It refuses to find out at run time what it can know before: every field, function, text
// and partial that a layout names is checked when it is loaded, against the types of the
// View. It refuses to decide anything about a page: that is the View's.
package layouts

import (
	"bytes"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Options say what layouts cannot know by themselves.
type Options struct {
	Languages []string                                // codes; the first is the default
	Asset     func(name string) (url string, ok bool) // URL of "css/site.css" below assets/
	// Minify makes the text of a layout shorter; nil leaves it as it is. It is called from several
	// goroutines.
	Minify func(template string) (string, error)
	// Plain takes the plain road to the same bytes: html/template makes the pages, and Minify is
	// called with each whole page in place of layouts.
	Plain bool
}

// A Set is the layouts ready for use. It is safe for concurrent use.
type Set struct {
	files   *files
	strings map[string]*Strings
	first   string                        // the default language
	ready   map[string]*templateSet       // by language
	dryRun  map[string]*template.Template // the templates in the default language, unminified: they know places
	broken  map[string][]source.Problem   // why a main layout shows no page
	plain   bool
	minify  func(string) (string, error) // Options.Minify
	links   []LiteralLink
}

// Load reads the files below layouts/ and reports all that is wrong with them. The Set is
// never nil; what is sound in it renders.
func Load(list []*source.File, opts Options) (*Set, []source.Problem) {
	byPath := map[string]*source.File{}
	for _, f := range list {
		byPath[f.Path] = f
	}
	words, problems := loadStrings(byPath, opts.Languages)
	s := &Set{
		files:   &files{mains: map[string]*layout{}, partials: map[string]*layout{}},
		strings: words, first: opts.Languages[0], ready: map[string]*templateSet{},
		broken: map[string][]source.Problem{}, plain: opts.Plain, minify: opts.Minify,
	}
	problems = append(problems, s.read(byPath)...)
	s.readLinks()
	s.check(opts)
	s.build(opts)
	for _, l := range s.files.all {
		problems = append(problems, l.problems...)
	}
	return s, source.Sort(problems)
}

func (s *Set) read(byPath map[string]*source.File) (problems []source.Problem) {
	for _, p := range slices.Sorted(maps.Keys(byPath)) {
		if !strings.HasSuffix(p, ".html") || !strings.HasPrefix(p, "layouts/") {
			continue
		}
		text, err := byPath[p].Bytes()
		if err != nil {
			continue
		}
		if !s.files.add(readLayout(p, string(text))) {
			problems = append(problems, source.Problem{
				Path: p,
				What: source.Msg("no page uses a layout in this folder",
					"aucune page n’utilise un modèle de ce dossier"),
				Hint: source.Msg("layouts are in layouts/, their parts in layouts/partials/",
					"les modèles sont dans layouts/, leurs parties dans layouts/partials/"),
			})
		}
	}
	if s.files.base == nil {
		base := &layout{path: basePath, lines: source.NewLines(nil)}
		base.report(-1, source.Msg("the layout of the whole page is missing",
			"il manque le modèle de la page entière"),
			source.Message{})
		s.files.add(base)
	}
	return problems
}

func (s *Set) check(opts Options) {
	asset := opts.Asset
	if asset == nil {
		asset = func(name string) (string, bool) { return "/assets/" + name, true }
	}
	for _, l := range s.files.all {
		r := &resolver{files: s.files, file: l, words: s.strings[s.first], asset: asset}
		r.resolve()
	}
	check(s.files)
}

// Has says whether there is a layout layouts/<main>.html.
func (s *Set) Has(main string) bool { return s.files.mains[main] != nil }

// Strings returns the site's words in a language; those of the default language for one that
// it does not know.
func (s *Set) Strings(lang string) *Strings {
	if w := s.strings[lang]; w != nil {
		return w
	}
	return s.strings[s.first]
}

// Render appends the page to w. When it cannot, w is as before and the problems say why;
// those that Load has told already are the same, so that source.Sort drops them.
func (s *Set) Render(w *bytes.Buffer, p *Page) []source.Problem {
	if wrong := s.broken[p.Main]; wrong != nil {
		return wrong
	}
	t := s.ready[p.Lang]
	if t == nil {
		t = s.ready[s.first]
	}
	if t.templates[p.Main] == nil {
		return []source.Problem{{
			Path: "layouts/" + p.Main + ".html", What: source.Msg("there is no such layout", "ce modèle n’existe pas"),
		}}
	}
	before := w.Len()
	if err := s.render(w, t, p); err != nil {
		w.Truncate(before)
		return []source.Problem{s.runtimeProblem(err, p)}
	}
	page := w.Bytes()[before:]
	return append(s.unsafe(page, p), missingTexts(page, stringsPath(s.first))...)
}

func (s *Set) render(w *bytes.Buffer, t *templateSet, p *Page) error {
	if s.plain {
		return t.renderPlain(w, p, s.minify)
	}
	return t.render(w, p)
}

// refused is what html/template writes in place of a value that is not safe where it stands.
var refused = []byte("ZgotmplZ")

// unsafe reports what html/template refused to write into a page.
func (s *Set) unsafe(page []byte, p *Page) []source.Problem {
	at := bytes.Index(page, refused)
	if at < 0 {
		return nil
	}
	tag := page[max(0, bytes.LastIndexByte(page[:at], '<')):at]
	return []source.Problem{s.files.mains[p.Main].problem(-1,
		source.Msg("the page has an address or a tag that is not safe",
			"la page a une adresse ou une balise qui n’est pas sûre"),
		source.Msg("look for %s; addresses begin with / or https:",
			"cherchez %s ; les adresses commencent par / ou https:", bytes.TrimSuffix(tag, []byte("#"))))}
}

// Uncompiled lists the layouts that are not compiled, in any language, and so take twenty times as
// long; "" is base.html: they use what package compile leaves to html/template. With
// Options.Plain there are none.
func (s *Set) Uncompiled() (mains []string) {
	for _, t := range s.ready {
		for name, p := range t.compiled {
			if p == nil {
				mains = append(mains, name)
			}
		}
	}
	slices.Sort(mains)
	return slices.Compact(mains)
}

// runtimeProblem finds the place of an error by running the unminified layout on the page.
func (s *Set) runtimeProblem(err error, p *Page) source.Problem {
	l := s.files.mains[p.Main]
	if placed := viaTemplate(s.dryRun, io.Discard, p); placed != nil {
		return s.files.runtimeProblem(placed, l)
	}
	what, hint := s.files.explain(err)
	return l.problem(-1, what, hint)
}
