// Package site turns sources into the files that visitors get. It is the only package that knows the order of the
// steps, and a first build takes the same road as every later one. Build is a pure function: it reads no disk, writes
// nothing, prints nothing and asks no clock; its result is the same with an empty memory as with a full one.
//
// # The road from a file to a page
//
//   - site.go: Build calls the steps below, in this order, and returns the tree and all problems.
//   - parse.go: readConfig reads content/site.yaml. The rest of the road gets the part of it that it depends on.
//   - shard.go: readShards divides the files into shards, groups of neighbours, and reads them side by side.
//   - parse.go: parse splits a Markdown file into fields (package content) and body (package markdown).
//   - merge.go: mergeEntries puts the files of an entry, one for each language, together as one record.
//   - resolve.go: resolveSite relates the records (content.Link: who made what, what is live at this instant).
//   - route.go, owner.go: every page gets its address; no two files, aliases or names of the site share one.
//   - check.go, linktarget.go: what bodies name must exist: links, headings, pictures, files.
//   - contradiction.go: what a page says is not known must not be known to the last edition.
//   - names.go: no text may hold the name of somebody who may not be named.
//   - gate.go, media.go, style.go, assets.go: prepareAssets makes the files beside the pages: pictures in their
//     sizes, downloads that the gate lets pass, styles, scripts; and it reads the layouts.
//   - plan.go, placeholder.go: the plan is every file of the site, by path. No page has been made yet.
//   - view: a Builder for each language turns a record and its body into the types that layouts print.
//   - plan.go: tree renders a page (package layouts) when somebody asks for its bytes: the publisher for all of
//     them, the preview for one.
//   - output.go: the table of outputs; calendars.go, feeds.go, opendata.go and kits.go hand packages calendar, feed,
//     dataset and kit what those write; cards.go and icons.go plan what package card draws.
//   - hostfiles.go: redirects, the sitemap, headers for hosts.
//
// # The packages, each above those it imports
//
//	source    files, positions, problems in two languages       memo      results of steps, from build to build
//	content   fields, kinds, relations, states at an instant    markdown  bodies, typography, directions of text
//	assets    pictures, drawings, style sheets                  download  what is published as it was given
//	layouts   templates (compile: their fast twin), strings     minify    pages, templates, styles, scripts
//	public    paths, the tree, publishing without a mixture     consent   names, however they are typed
//	calendar  iCalendar files                                   feed      Atom and JSON feeds
//	search    the index of the search page                      dataset   open data: JSON and CSV
//	kit       archives for the press                            jsonld    what a page says to machines
//	lettering words as outlines                                 poster    drawings that stand for entries
//	card      pictures of shared links, icons                   hosting   headers and redirects for servers
//	view      what each kind of page shows                      site      this package
//	live      a site on disk that changes                       board     what could be done next
//	rename    an entry, wherever it is named
//
// The commands are cmd/build, cmd/serve, cmd/new, cmd/lsp and cmd/publish, which alone imports package deploy and the
// hosts below it, s3 and sftp. Below content, yamltext explains broken YAML; below assets, store keeps encoded pictures
// on disk. Tests have synthetic, which makes sites up, and browsertest. The imports are held by
// cmd/build/architecture_test.go.
//
// # What is deliberately absent
//
// There are no plugins, themes, taxonomies or shortcodes: a kind, a field, a directive is Go code and a test. Nothing
// is fetched from the network. There is no global state and no configuration of this package beside Options. Layouts
// do not query: what a page shows is decided in package view, where it can be tested.
package site

import (
	"slices"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/poster"
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
	Server  string       // "apache" adds a file that Apache reads; see package hosting
	// Plain takes the plain road to the same bytes: nothing is remembered, one worker, html/template
	// makes the pages, and each page is minified whole.
	Plain bool
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

	renderer *renderer // nil in the zero Result
	files    *parsedFiles
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

// A renderer has all that pages are made from, except the bodies. It is complete before the first
// page is rendered and never changes after.
type renderer struct {
	*resolvedSite
	layouts  *layouts.Set
	assets   *assetSet
	views    []*view.Builder // by language
	cards    *cards
	plan     *plan
	names    *hiddenNames
	server   string // see Options
	problems []source.Problem
}

// Build makes the site of the sources as of an instant. It always returns a tree; a command
// decides what becomes of one with problems.
func Build(m *memo.Memory, files *source.Files, o Options) Result {
	if o.Plain {
		m, o.Workers = nil, 1
	}
	c, problems := checkedConfig(files)
	shards := readShards(m, files, newParsingConfig(m, c), o.Workers)
	for _, x := range shards {
		problems = append(problems, x.problems...)
	}
	in := newResolveInput(m, shards, files, o)
	rs := memo.Do(m, resolve, in)
	parsed := &parsedFiles{shards, rs.routes.locations}
	uses, pictures, ps := checkBodies(m, rs, parsed, in.paths, files, o.Workers)
	problems = append(problems, ps...)
	problems = append(problems, unusedTexts(shards, uses)...)
	problems = append(problems, contradictions(rs.Site, files)...)
	uses, ps = parsed.keepBack(rs, uses, files)
	problems = append(problems, ps...)
	a := memo.Do(m, prepareAssets, newAssetsInput(m, rs, uses, files, o))
	r := memo.Do(m, newRenderer, rendererInput{rs, a, memo.ListOf(m, pictures), o.Server})
	m.Forget()
	problems = source.Sort(
		slices.Concat(problems, rs.problems, a.problems, r.problems, parsed.atUses(rs, a.assets.refused)),
	)
	addExcerpts(problems, files)
	return Result{
		Tree: r.tree(parsed, files), Problems: problems, Site: r.Site, Pages: rs.routes.pages,
		Images:   a.assets.batches,
		renderer: r, files: parsed,
	}
}

// A rendererInput is all that a renderer is made from.
type rendererInput struct {
	site     *resolvedSite
	assets   *assetsAndLayouts
	pictures *memo.List[bodyPicture]
	server   string
}

func newRenderer(_ *memo.Memory, in rendererInput) *renderer {
	a := in.assets
	r := &renderer{resolvedSite: in.site, layouts: a.layouts, assets: a.assets, server: in.server}
	r.names = memo.Index(in.site.hidden, newHiddenNames)
	r.views = view.New(r.input())
	r.cards = newCards(r, in.pictures.Items)
	r.plan = newPlan(r)
	r.problems = slices.Concat(r.checkMenus(), r.checkLayoutLinks(), r.plan.problems)
	return r
}

// input is what the pages are made from.
func (r *renderer) input() *view.Input {
	return &view.Input{
		Site: r.Site, Layouts: r.layouts, Facets: r.facets, Base: r.routes.base,
		EntryRoute: r.routes.to, ListRoute: r.routes.listOf, HomeURL: r.routes.home, AbsoluteURL: r.absolute,
		Translations: func(group string) []*view.Route { return r.routes.byGroup[group] },
		Record:       r.record, Filter: r.filter,
		LinkTarget: func(from string, lang int, dest string) (string, *view.Route) {
			t, _ := r.links.find(from, lang, dest, func(p string) string { return r.assets.published[p] })
			if t.page == nil {
				return t.url, nil
			}
			return t.url, &t.page.Route
		},
		SessionColours: func(s *content.Session) (ground, letters string) {
			p := poster.Spec{Place: sessionPlace(s)}.Colours()
			return p.Ground, p.Letter
		},
		PlaceholderURL: func(e content.Record, lang int) string {
			return r.routes.base + r.plan.placeholders[e.Base()][lang].path
		},
		Outputs: func(rt *view.Route) []view.Output { return r.plan.outputs.of(rt) },
		SharedImage: func(rt *view.Route) *view.SharedImage {
			if x := r.cards.of[rt]; x != nil {
				return x.share(r.resolvedSite)
			}
			return nil
		},
		Kit:         r.kitURL,
		DataURL:     r.dataURL,
		SearchIndex: func(lang int) string { return r.fileURL(r.searchIndexPath(lang)) },
		Searched:    r.searchedByTitle,
		LogoURL:     r.fileURL(iconPath(2)),
		HeadLinks:   func(lang int) []layouts.HeadLink { return r.headLinks(lang) },
		FeedURL:     func(lang int) string { return r.plan.outputs.feeds[lang] },
		Files:       r.assets.published, InlineStyles: r.assets.inlined, Photos: r.assets.photos,
	}
}

// Hosting is what hosts have to know of the site beside its files.
func (r Result) Hosting() hosting.Site { return r.renderer.hostSite() }

// Render makes one page of the tree, whose path it is given, or false where there is none.
func (r Result) Render(path string) ([]byte, []source.Problem, bool) {
	f, ok := r.Tree.Get(path)
	if !ok {
		return nil, nil, false
	}
	b, ps := f.Bytes()
	return b, ps, true
}

// addExcerpts adds to each problem the text of its line. Each file is read once: problems are
// sorted by path.
func addExcerpts(problems []source.Problem, files *source.Files) {
	var lines *source.Lines
	path := ""
	for i, p := range problems {
		f := files.Get(p.Path)
		if p.Excerpt != "" || p.Line == 0 || p.More > 0 || f == nil {
			continue
		}
		if lines == nil || path != p.Path {
			data, err := f.Bytes()
			if err != nil {
				continue
			}
			lines, path = source.NewLines(data), p.Path
		}
		problems[i].Excerpt = lines.Excerpt(p.Line, p.Col)
	}
}
