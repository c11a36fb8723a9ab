package site

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/search"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A plan is every file that visitors get.
type plan struct {
	files        []plannedFile // sorted by path, each path once
	paths        *public.PathSet
	outputs      *outputs
	placeholders map[*content.Entry][]placeholder
	problems     []source.Problem
}

// A plannedFile is a page of the tree, or says how its bytes are made.
type plannedFile struct {
	path  string
	page  *view.Route
	bytes func(*renderer) ([]byte, []source.Problem) // where the others are nil

	output func(*renderer, view.Bodies) []byte

	lang  int // of index
	index func(search.Encoded) []byte
}

func newPlan(r *renderer) *plan {
	rs, a := r.resolvedSite, r.assets
	p := &plan{placeholders: newPlaceholders(rs), outputs: newOutputs(rs)}
	p.files = make([]plannedFile, 0, 2*len(rs.routes.list))
	p.addPages(rs)
	p.addAssets(a)
	p.addPlaceholders(rs, a)
	p.addSearch(rs)
	for _, o := range p.outputs.files {
		p.files = append(p.files, plannedFile{path: o.path, output: o.bytes})
	}
	p.addIcons(rs)
	for _, x := range r.cards.list {
		p.add(x.path, func(r *renderer) ([]byte, []source.Problem) { return r.drawCard(x) })
	}
	p.addFixed("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+rs.absolute(rs.routes.base)+
		"sitemap.xml\n"))
	p.addHostFiles(r)
	p.add("sitemap.xml", func(r *renderer) ([]byte, []source.Problem) { return r.sitemap(), nil })
	p.files = merged(p.files, len(rs.routes.list))
	paths := make([]string, len(p.files))
	for i := range p.files {
		paths[i] = p.files[i].path
	}
	var err error
	if p.paths, err = public.NewPathSet(paths); err != nil {
		problem := source.Problem{Path: content.ConfigPath,
			What: source.Msg("the site cannot be laid out as files: %s",
				"le site ne peut pas devenir des fichiers : %s", err.Error())}
		if e, ok := err.(*public.Error); ok {
			problem.What, problem.Hint = e.What, e.Hint
		}
		p.problems = append(p.problems, problem)
		p.paths, _ = public.NewPathSet(nil)
	}
	return p
}

// merged are files by path, of which so many are in that order. Of files with one path the first is kept: two pictures
// of the same content have one.
func merged(files []plannedFile, inOrder int) []plannedFile {
	pages, others := files[:inOrder], make([]int, len(files)-inOrder)
	for i := range others {
		others[i] = inOrder + i
	}
	slices.SortFunc(others, func(a, b int) int { return cmp.Or(strings.Compare(files[a].path, files[b].path), a-b) })
	out := make([]plannedFile, 0, len(files))
	add := func(f plannedFile) {
		if len(out) == 0 || out[len(out)-1].path != f.path {
			out = append(out, f)
		}
	}
	for _, i := range others {
		for len(pages) > 0 && pages[0].path <= files[i].path {
			add(pages[0])
			pages = pages[1:]
		}
		add(files[i])
	}
	for _, f := range pages {
		add(f)
	}
	return out
}

func (p *plan) add(path string, bytes func(*renderer) ([]byte, []source.Problem)) {
	p.files = append(p.files, plannedFile{path: path, bytes: bytes})
}

func (p *plan) addFixed(path string, b []byte) {
	p.add(path, func(*renderer) ([]byte, []source.Problem) { return b, nil })
}

// addPages plans pages, and the redirects to them.
func (p *plan) addPages(rs *resolvedSite) {
	for _, rt := range rs.routes.list {
		p.files = append(p.files, plannedFile{path: rt.Path, page: rt})
	}
	for _, to := range rs.routes.redirects {
		p.add(to.path, func(r *renderer) ([]byte, []source.Problem) { return r.redirectPage(to), nil })
	}
}

// addAssets plans the files beside the pages.
func (p *plan) addAssets(a *assetSet) {
	for i, f := range a.files {
		p.add(f.Path, func(r *renderer) ([]byte, []source.Problem) { return r.assets.files[i].Bytes() })
	}
}

// tree is the plan with the bodies of this build.
func (r *renderer) tree(parsed *parsedFiles, files *source.Files) *public.Tree {
	indexes := r.searchIndexes(parsed)
	return r.plan.paths.Tree(func(i int, use func([]byte, []source.Problem)) {
		f := &r.plan.files[i]
		if f.index != nil {
			b := f.index(indexes[f.lang]())
			use(b, r.namesIn(f, b, parsed, files))
			return
		}
		if f.output != nil {
			b := f.output(r, parsed.viewBody)
			use(b, r.namesIn(f, b, parsed, files))
			return
		}
		if f.page == nil {
			b, problems := f.bytes(r)
			use(b, joined(problems, r.namesIn(f, b, parsed, files)))
			return
		}
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		problems := r.layouts.Render(b, r.views[f.page.Lang].Page(f.page, parsed.viewBody))
		use(b.Bytes(), joined(problems, r.namesIn(f, b.Bytes(), parsed, files)))
	})
}

// joined adds problems to those of a step, which are shared.
func joined(shared, more []source.Problem) []source.Problem {
	if len(more) == 0 {
		return shared
	}
	return slices.Concat(shared, more)
}

// buffers are used for one page after another: to grow one for each costs as much as to fill it.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
