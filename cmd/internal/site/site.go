// Package site turns sources into what visitors get: it is the only package that knows the
// order of the steps, and it has one road for a first build and for every later one.
//
// It refuses to read, write, print or ask the time. What a command remembers between builds
// is in the memory it hands over; the result is the same with an empty one.
package site

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// Options are what a build depends on beside its sources.
type Options struct {
	Now     time.Time
	Drafts  bool         // show entries marked as drafts
	BaseURL string       // instead of the one in site.yaml
	Store   assets.Store // what encoding pictures has made before; nil: nothing
	Workers int          // how many files are read at once; 0: one per processor
}

// A Result is the most complete site that the sources make, and all that is wrong with them.
type Result struct {
	Tree     *public.Tree
	Problems []source.Problem
	Site     *content.Site
	Pages    []Page
	// Images are the batches of pictures to encode, so that a command can do it side by side
	// and show how far it is.
	Images []*assets.Batch

	site *built
}

// A Page is where one page of the tree comes from.
type Page struct {
	Path   string // in the tree: "ar/films/zero/index.html"
	URL    string // from the host's root, base path included: "/ar/films/zero/"
	Lang   string
	Kind   string // data-kind of the page
	Source string // path of the Markdown file whose words it shows, or ""
	Facts  string // path of the Markdown file that holds its facts, or ""
	Group  string // the same for one page in several languages
}

// A site is all that pages are made from but the bodies. It is complete before the first page
// is asked for and never changes after.
type site struct {
	*linked
	layouts  *layouts.Set
	assets   *assetSet
	views    []*view.Builder // by language
	plan     *plan
	problems []source.Problem
}

// A built site has the bodies as well.
type built struct {
	*site
	texts *texts
}

// A doc is the Markdown of one file, with its directives decoded.
type doc struct {
	view.Body
	lost  bool // the file cannot be cut, so that nobody knows what the body says
	files []content.FileUse
	refs  []content.RefUse
	gaps  []content.UnknownUse
}

// Build makes the site of the sources as of an instant. It always returns a tree; a command
// decides what becomes of one with problems.
func Build(m *memo.Memory, files *source.Files, o Options) Result {
	if o.Store == nil {
		o.Store = new(assets.Memory)
	}
	cfg, problems := configOf(m, files)
	if o.BaseURL != "" {
		changed := *cfg
		changed.BaseURL = content.URL(strings.TrimSuffix(o.BaseURL, "/") + "/")
		cfg = &changed
	}
	g := grammar(cfg)
	chunks := readAll(m, files, g, o.Workers)
	for _, x := range chunks {
		problems = append(problems, x.problems...)
	}
	l, linkKey := link(m, cfg, chunks, files, o)
	t := &texts{chunks, l.routes.places}
	uses, ps := checkBodies(m, l, t, g, files, o.Workers)
	problems = append(problems, ps...)
	d, dressKey := dress(m, l, uses, files, o)
	s := memo.Steps(m, siteKey{linkKey, dressKey}, func(m *memo.Memory) *site { return newSite(m, l, d, chunks) })
	m.Forget()
	problems = source.Sort(slices.Concat(problems, l.problems, d.problems, s.problems))
	excerpts(problems, files)
	return Result{Tree: s.tree(t), Problems: problems, Site: s.Site, Pages: l.routes.pages, Images: d.assets.batches, site: &built{s, t}}
}

type siteKey struct {
	link  linkKey
	dress dressKey
}

func newSite(m *memo.Memory, l *linked, d *dressed, chunks []*chunk) *site {
	s := &site{linked: l, layouts: d.layouts, assets: d.assets, plan: planOf(m, l, d.assets, chunks)}
	s.views = view.New(s.input())
	s.problems = append(s.checkNav(), s.plan.problems...)
	return s
}

// input is what the pages are made from.
func (s *site) input() *view.Input {
	return &view.Input{
		Site: s.Site, Layouts: s.layouts, Facets: s.facets, Base: s.routes.base,
		EntryRoute: s.routes.to, ListRoute: s.routes.listOf, HomeURL: s.routes.home, AbsoluteURL: s.absolute,
		Translations: func(group string) []*view.Route { return s.routes.byGroup[group] },
		Record:       s.record, Filter: s.filter,
		LinkTarget: func(from string, lang int, dest string) (string, *view.Route) {
			t, _ := s.resolve(from, lang, dest, func(p string) string { return s.assets.published[p] })
			return t.url, t.route
		},
		PlaceholderURL: func(r content.Record) string { return s.routes.base + s.plan.drawings[artOf(r)].path },
		Files:          s.assets.published, InlineStyles: s.assets.inlined, Photos: s.assets.photos,
	}
}

// Render makes one page of the tree, whose path it is given, or false where there is none.
func (r Result) Render(path string) ([]byte, []source.Problem, bool) {
	f, ok := r.Tree.Get(path)
	if !ok {
		return nil, nil, false
	}
	b, ps := f.Bytes()
	return b, ps, true
}

// excerpts adds to problems the line they speak of.
func excerpts(problems []source.Problem, files *source.Files) {
	for i, p := range problems {
		f := files.Get(p.Path)
		if p.Excerpt != "" || p.Line == 0 || f == nil {
			continue
		}
		data, err := f.Bytes()
		if err != nil {
			continue
		}
		lines := bytes.Split(data, []byte("\n"))
		if p.Line <= len(lines) {
			problems[i].Excerpt = strings.TrimRight(strings.ToValidUTF8(string(lines[p.Line-1]), "\uFFFD"), "\r")
		}
	}
}
