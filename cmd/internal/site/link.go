package site

import (
	"net/url"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// linked is what the fields of all entries say together: all of the site but the bodies and
// what pages are shown with.
type linked struct {
	*content.Site
	base     *url.URL
	entries  []entry // in the order of their paths
	routes   *routes
	facets   []view.Facet
	problems []source.Problem

	shown []string // for each chunk, its entries: "1" where their files are published

	hidden   []hiddenName // what no text may hold
	hiddenID string
}

// An entry is a record and the chunk that its files are in.
type entry struct {
	bundled
	chunk int
	shown bool // it is live, and no person who may not be named
}

// A place is where the part of a file is.
type place struct{ chunk, part int }

type linkKey struct {
	facts, config source.Digest
	sec, nsec     int64 // of the instant
	drafts        bool
	base          string
}

// link relates the entries and gives every page its address. What it depends on is the fields
// of all entries, which files there are, and the instant.
func link(m *memo.Memory, c *content.Config, chunks []*chunk, files *source.Files, o Options) (*linked, linkKey) {
	var k linkKey
	if m != nil {
		var all []byte
		for _, x := range chunks {
			all = append(all, x.bundle.id[:]...)
		}
		k = linkKey{source.Sum(all), c.Digest, o.Now.Unix(), int64(o.Now.Nanosecond()), o.Drafts, string(c.BaseURL)}
	}
	return memo.Steps(m, k, func(m *memo.Memory) *linked { return newLinked(m, c, chunks, files, o) }), k
}

func newLinked(m *memo.Memory, c *content.Config, chunks []*chunk, sources *source.Files, o Options) *linked {
	count := 0
	for _, x := range chunks {
		count += len(x.entries)
	}
	l := &linked{entries: make([]entry, 0, count), shown: make([]string, len(chunks))}
	var err error
	if l.base, err = url.Parse(string(c.BaseURL)); err != nil {
		l.base = &url.URL{Scheme: "https", Host: "example.invalid", Path: "/"}
	}
	records := make([]content.Record, 0, count)
	for i, x := range chunks {
		l.problems = append(l.problems, x.bundle.problems...)
		for _, e := range x.entries {
			l.entries = append(l.entries, entry{bundled: e, chunk: i})
			records = append(records, e.record)
		}
	}
	var ps []source.Problem
	l.Site, ps = content.Link(records, c, sources, o.Now.In(c.Zone), o.Drafts)
	l.problems = append(l.problems, ps...)
	at := 0
	for i, x := range chunks {
		shown := make([]byte, len(x.entries))
		for j := range shown {
			e := &l.entries[at]
			who, ok := e.record.(*content.Person)
			e.shown = l.Live(e.record.Base()) && (!ok || who.Public())
			shown[j] = '0'
			if e.shown {
				shown[j] = '1'
			}
			at++
		}
		l.shown[i] = string(shown)
	}
	l.hidden, l.hiddenID = hiddenNames(l.Site)
	if l.Any(content.PageKind, "index") == nil {
		l.problems = append(l.problems, source.Problem{Path: "content/pages/index.md", What: source.Msg("the site has no front page", "le site n’a pas de page d’accueil"),
			Hint: source.Msg("write the file, with “title:” and “template: home”", "écrivez ce fichier, avec « title: » et « template: home »")})
	}
	l.facets = view.Facets(l.Site)
	l.routes = l.routesOf(m, chunks)
	l.problems = append(l.problems, l.routes.problems...)
	return l
}

// record is what a page is about, or nil.
func (l *linked) record(rt *view.Route) content.Record {
	if rt.Entry == view.NoEntry {
		return nil
	}
	return l.entries[rt.Entry].record
}

// filter is the value whose films a page lists, or nil where it lists all or none.
func (l *linked) filter(rt *view.Route) *view.FacetValue {
	for i, f := range l.facets {
		if f.Name != rt.Facet {
			continue
		}
		for j := range f.Values {
			if v := &l.facets[i].Values[j]; v.Slug == rt.Value {
				return v
			}
		}
	}
	return nil
}

// texts are the bodies of a site.
type texts struct {
	chunks []*chunk
	places map[string]place
}

// part is what the Markdown file at path says, or nil where it is no entry's.
func (t *texts) part(path string) *part {
	at, ok := t.places[path]
	if !ok {
		return nil
	}
	return t.chunks[at.chunk].parts[at.part]
}

// body is the body of the Markdown file at path, or nil where it is no entry's.
func (t *texts) body(path string) *view.Body {
	if d := t.doc(path); d != nil {
		return &d.Body
	}
	return nil
}

func (t *texts) doc(path string) *doc {
	if p := t.part(path); p != nil {
		return p.doc
	}
	return nil
}

// absolute is a URL with scheme and host.
func (l *linked) absolute(u string) string {
	return l.base.Scheme + "://" + l.base.Host + u
}
