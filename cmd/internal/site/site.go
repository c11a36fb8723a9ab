// Package site turns sources into what visitors get: it is the only package that knows the
// order of the steps, and it has one road for a first build and for every later one.
//
// It refuses to read, write, print or ask the time. What a command remembers between builds
// is in the memory it hands over; the result is the same with an empty one.
package site

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
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

	site *site
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

// A site is all that pages are made from. It is complete before the first page is asked for
// and never changes after.
type site struct {
	*content.Site
	base    *url.URL
	layouts *layouts.Set
	assets  *assetSet
	docs    map[string]*doc // by path of the Markdown file
	routes  *routes
	views   []*viewer // by language
	entries []*entry
}

// A doc is the Markdown of one file, with its directives decoded.
type doc struct {
	*markdown.Doc
	directives map[*markdown.Directive]any
	files      []content.FileUse
	refs       []content.RefUse
	body       source.Digest
}

// An entry is the files of one entry by language, the default first.
type entry struct {
	parts  []*part
	record content.Record
}

// Build makes the site of the sources as of an instant. It always returns a tree; a command
// decides what becomes of one with problems.
func Build(m *memo.Memory, files *source.Files, o Options) Result {
	cfg, problems := configOf(m, files)
	if o.BaseURL != "" {
		changed := *cfg
		changed.BaseURL = content.URL(strings.TrimSuffix(o.BaseURL, "/") + "/")
		cfg = &changed
	}
	base, err := url.Parse(string(cfg.BaseURL))
	if err != nil {
		base = &url.URL{Scheme: "https", Host: "example.invalid", Path: "/"}
	}
	s := &site{base: base, docs: map[string]*doc{}}
	parts, ps := parseAll(m, files, cfg, o.Workers)
	problems = append(problems, ps...)
	problems = append(problems, s.group(m, parts, cfg)...)
	problems = append(problems, s.link(m, cfg, files, o)...)
	problems = append(problems, s.dress(m, files, o)...)
	problems = append(problems, s.checkBodies(m, files)...)
	s.views = s.viewers()
	problems = append(problems, s.routes.problems...)
	tree, ps := s.tree()
	problems = append(problems, ps...)
	m.Forget()
	problems = source.Sort(problems)
	excerpts(problems, files)
	return Result{Tree: tree, Problems: problems, Site: s.Site, Pages: s.pages(), Images: s.assets.batches, site: s}
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
