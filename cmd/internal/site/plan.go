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
	// Of files with one path the first is kept: two pictures of the same content have one.
	p.files = sorted(p.files)
	p.files = slices.CompactFunc(p.files, func(a, b plannedFile) bool { return a.path == b.path })
	paths := make([]string, len(p.files))
	for i, f := range p.files {
		paths[i] = f.path
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

// sorted are files by path, those of one path as they were: faster than slices.SortStableFunc, which moves much.
func sorted(files []plannedFile) []plannedFile {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(strings.Compare(files[a].path, files[b].path), a-b) })
	out := make([]plannedFile, len(files))
	for i, from := range order {
		out[i] = files[from]
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
