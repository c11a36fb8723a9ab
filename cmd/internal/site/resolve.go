package site

import (
	"net/url"
	"sync"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A resolvedSite is what the fields of all entries say together: all of the site but the bodies and
// what pages are shown with.
type resolvedSite struct {
	*content.Site
	base     *url.URL
	entries  []entry // in the order of their paths
	routes   *routes
	facets   []view.Facet
	problems []source.Problem

	shown []string // for each shard, a byte for each of its entries: '1' where it is published, else '0'

	links  linkTargets            // all that links can lead to
	hidden *memo.List[hiddenName] // what nothing published may hold
}

// An entry is a record and the shard that its files are in.
type entry struct {
	mergedEntry
	shard int
	shown bool // it is live, and no person who may not be named
}

// A resolveInput is all that the entries are related by.
type resolveInput struct {
	merged  *memo.List[*mergedEntries]
	paths   *memo.List[*memo.List[string]] // of all files, by shard
	config  *source.File
	baseURL string // instead of the one in config
	seconds int64  // the instant: since 1970
	nanos   int    // and within the second
	drafts  bool
}

func newResolveInput(m *memo.Memory, shards []*shard, files *source.Files, o Options) resolveInput {
	merged, paths := make([]*mergedEntries, len(shards)), make([]*memo.List[string], len(shards))
	for i, x := range shards {
		merged[i], paths[i] = x.mergedEntries, x.paths
	}
	return resolveInput{memo.ListOf(m, merged), memo.ListOf(m, paths), files.Get(content.ConfigPath), o.BaseURL,
		o.Now.Unix(), o.Now.Nanosecond(), o.Drafts}
}

// fileNames are files of which no more than the paths is known.
func fileNames(shards []*memo.List[string]) *source.Files {
	var files []*source.File
	for _, paths := range shards {
		for _, p := range paths.Items {
			files = append(files, source.NewText(p, nil))
		}
	}
	return source.NewFiles(files...)
}

// resolve relates the entries and gives every page its address.
func resolve(m *memo.Memory, in resolveInput) *resolvedSite {
	c, _ := readConfig(in.config, in.baseURL) // its problems are Build's to tell
	rs := &resolvedSite{}
	var err error
	if rs.base, err = url.Parse(string(c.BaseURL)); err != nil {
		rs.base = &url.URL{Scheme: "https", Host: "example.invalid", Path: "/"}
	}
	var records []content.Record
	for i, x := range in.merged.Items {
		rs.problems = append(rs.problems, x.problems...)
		for _, e := range x.entries {
			rs.entries = append(rs.entries, entry{mergedEntry: e, shard: i})
			records = append(records, e.record)
		}
	}
	now := time.Unix(in.seconds, int64(in.nanos)).In(c.Zone)
	rs.Site = content.Link(records, c, now, in.drafts)
	var checked []source.Problem
	var checks sync.WaitGroup // beside the routes: each takes as long
	checks.Go(func() { checked = rs.Check(records, memo.Index(in.paths, fileNames)) })
	rs.markShown(in.merged.Items)
	rs.hidden = memo.ListOf(m, hiddenNamesOf(rs.Site))
	if len(rs.hidden.Items) > 0 && in.config != nil {
		rs.problems = append(rs.problems, memo.Index(rs.hidden, newHiddenNames).inSource(in.config, nil)...)
	}
	if rs.Any(content.PageKind, "index") == nil {
		rs.problems = append(rs.problems, source.Problem{Path: "content/pages/index.md",
			What: source.Msg("the site has no front page", "le site n’a pas de page d’accueil"),
			Hint: source.Msg("write the file, with “title:” and “template: home”",
				"écrivez ce fichier, avec « title: » et « template: home »")})
	}
	rs.facets = view.Facets(rs.Site)
	rs.routes = rs.newRoutes()
	rs.problems = append(rs.problems, rs.routes.problems...)
	rs.links = rs.newLinkTargets(m)
	checks.Wait()
	rs.problems = append(rs.problems, checked...)
	return rs
}

// markShown says of each entry whether it is published.
func (rs *resolvedSite) markShown(shards []*mergedEntries) {
	rs.shown = make([]string, len(shards))
	at := 0
	for i, x := range shards {
		shown := make([]byte, len(x.entries))
		for j := range shown {
			e := &rs.entries[at]
			person, ok := e.record.(*content.Person)
			e.shown = rs.Live(e.record.Base()) && (!ok || person.Public())
			shown[j] = '0'
			if e.shown {
				shown[j] = '1'
			}
			at++
		}
		rs.shown[i] = string(shown)
	}
}

// record is what a page is about, or nil.
func (rs *resolvedSite) record(rt *view.Route) content.Record {
	if rt.Entry == view.NoEntry {
		return nil
	}
	return rs.entries[rt.Entry].record
}

// filter is the value whose films a page lists, or nil where it lists all or none.
func (rs *resolvedSite) filter(rt *view.Route) *view.FacetValue {
	for i := range rs.facets {
		if rs.facets[i].Name == rt.Facet {
			return rs.facets[i].Value(rt.Value)
		}
	}
	return nil
}

// absolute is a URL with scheme and host, from one that begins at the host's root.
func (rs *resolvedSite) absolute(u string) string {
	return rs.base.Scheme + "://" + rs.base.Host + u
}

// parsedFiles finds the Markdown files of entries by their paths.
type parsedFiles struct {
	shards    []*shard
	locations map[string]fileLocation
}

// A fileLocation is a shard of the site and a file of the shard.
type fileLocation struct{ shard, file int }

// body is the body of the file at path, or nil where it is no entry's.
func (p *parsedFiles) body(path string) *body {
	at, ok := p.locations[path]
	if !ok {
		return nil
	}
	return p.shards[at.shard].files[at.file].body
}

// viewBody is what of body pages show.
func (p *parsedFiles) viewBody(path string) *view.Body {
	if b := p.body(path); b != nil {
		return &b.Body
	}
	return nil
}
