package site

import (
	"net/url"

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

	hidden *hiddenNames // what nothing published may hold
}

// An entry is a record and the shard that its files are in.
type entry struct {
	mergedEntry
	shard int
	shown bool // it is live, and no person who may not be named
}

type resolvedKey struct {
	facts, config source.Digest
	sec, nsec     int64 // of the instant
	drafts        bool
	base          string
}

// resolveSite relates the entries and gives every page its address. What it depends on is the fields
// of all entries, which files there are, and the instant.
func resolveSite(m *memo.Memory, c *content.Config, shards []*shard, files *source.Files, o Options) (
	*resolvedSite, resolvedKey) {
	var k resolvedKey
	if m != nil {
		var all []byte
		for _, x := range shards {
			all = append(all, x.mergedEntries.id[:]...)
		}
		k = resolvedKey{source.Sum(all), c.Digest, o.Now.Unix(), int64(o.Now.Nanosecond()), o.Drafts, string(c.BaseURL)}
	}
	return memo.Steps(m, k, func(m *memo.Memory) *resolvedSite { return newResolvedSite(m, c, shards, files, o) }), k
}

func newResolvedSite(m *memo.Memory, c *content.Config, shards []*shard, files *source.Files, o Options) *resolvedSite {
	count := 0
	for _, x := range shards {
		count += len(x.entries)
	}
	rs := &resolvedSite{entries: make([]entry, 0, count)}
	var err error
	if rs.base, err = url.Parse(string(c.BaseURL)); err != nil {
		rs.base = &url.URL{Scheme: "https", Host: "example.invalid", Path: "/"}
	}
	records := make([]content.Record, 0, count)
	for i, x := range shards {
		rs.problems = append(rs.problems, x.mergedEntries.problems...)
		for _, e := range x.entries {
			rs.entries = append(rs.entries, entry{mergedEntry: e, shard: i})
			records = append(records, e.record)
		}
	}
	var ps []source.Problem
	rs.Site, ps = content.Link(records, c, files, o.Now.In(c.Zone), o.Drafts)
	rs.problems = append(rs.problems, ps...)
	rs.markShown(shards)
	rs.hidden = newHiddenNames(rs.Site)
	if rs.Any(content.PageKind, "index") == nil {
		rs.problems = append(rs.problems, source.Problem{Path: "content/pages/index.md",
			What: source.Msg("the site has no front page", "le site n’a pas de page d’accueil"),
			Hint: source.Msg("write the file, with “title:” and “template: home”",
				"écrivez ce fichier, avec « title: » et « template: home »")})
	}
	rs.facets = view.Facets(rs.Site)
	rs.routes = rs.routesOf(m, shards)
	rs.problems = append(rs.problems, rs.routes.problems...)
	return rs
}

// markShown says of each entry whether it is published.
func (rs *resolvedSite) markShown(shards []*shard) {
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
