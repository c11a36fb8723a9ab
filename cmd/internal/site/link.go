package site

import (
	"net/url"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// linked is what the fields of all entries say together: all of the site but the bodies and
// what pages are shown with.
type linked struct {
	*content.Site
	base     *url.URL
	entries  []entry // in the order of their paths
	routes   *routes
	facets   []facet
	pages    []Page
	problems []source.Problem

	places map[string]place // of the Markdown files of entries, by path
	shown  []string         // for each chunk, its entries: "1" where their files are published
	names  source.Digest    // of all that links can lead to

	hidden   []hiddenName // what no text may hold
	hiddenID string
}

// An entry is a record and the chunk that its files are in.
type entry struct {
	bundled
	chunk int
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
	return memo.Do(m, k, func() *linked {
		l := newLinked(c, chunks, files, o)
		if m != nil {
			l.names = l.identity(chunks)
		}
		return l
	}), k
}

func newLinked(c *content.Config, chunks []*chunk, sources *source.Files, o Options) *linked {
	files, count := 0, 0
	for _, x := range chunks {
		files += len(x.parts)
		count += len(x.entries)
	}
	l := &linked{places: make(map[string]place, files), entries: make([]entry, 0, count), shown: make([]string, len(chunks))}
	var err error
	if l.base, err = url.Parse(string(c.BaseURL)); err != nil {
		l.base = &url.URL{Scheme: "https", Host: "example.invalid", Path: "/"}
	}
	records := make([]content.Record, 0, count)
	for i, x := range chunks {
		l.problems = append(l.problems, x.bundle.problems...)
		for _, e := range x.entries {
			l.entries = append(l.entries, entry{e, i})
			records = append(records, e.record)
			for lang, t := range e.record.Base().Texts {
				if t != nil {
					l.places[t.Path] = place{i, e.parts[lang]}
				}
			}
		}
	}
	var ps []source.Problem
	l.Site, ps = content.Link(records, c, sources, o.Now.In(c.Zone), o.Drafts)
	l.problems = append(l.problems, ps...)
	for i, x := range chunks {
		shown := make([]byte, len(x.entries))
		for j, e := range x.entries {
			shown[j] = '0'
			if who, ok := e.record.(*content.Person); l.Live(e.record.Base()) && (!ok || who.Public()) {
				shown[j] = '1'
			}
		}
		l.shown[i] = string(shown)
	}
	l.hidden, l.hiddenID = hiddenNames(l.Site)
	if l.Any(content.PageKind, "index") == nil {
		l.problems = append(l.problems, source.Problem{Path: "content/pages/index.md", What: source.Say("the site has no front page", "le site n’a pas de page d’accueil"),
			Hint: source.Say("write the file, with “title:” and “template: home”", "écrivez ce fichier, avec « title: » et « template: home »")})
	}
	l.facets = facets(l.Site)
	l.routes = newRoutes(l.Site, l.base, l.facets)
	l.problems = append(l.problems, l.routes.problems...)
	l.pages = l.listPages()
	return l
}

// identity identifies all that a link can lead to: files, entries, addresses.
func (l *linked) identity(chunks []*chunk) source.Digest {
	all := make([]byte, 0, 16*len(chunks)+128*len(l.routes.list))
	for _, x := range chunks {
		all = append(all, x.paths[:]...)
	}
	for _, rt := range l.routes.list {
		all = append(append(append(append(all, rt.path...), 0), rt.group...), 0, byte(rt.lang))
		if rt.record != nil {
			all = append(all, rt.record.Base().Path()...)
		}
		all = append(all, 0)
	}
	return source.Sum(all, []byte(l.routes.base))
}

// listPages says where each page comes from.
func (l *linked) listPages() []Page {
	out := make([]Page, len(l.routes.list))
	for i, rt := range l.routes.list {
		p := Page{Path: rt.path, URL: rt.url, Lang: l.Config.Languages[rt.lang].Code, Kind: rt.kind, Group: rt.group}
		if rt.record != nil {
			e := rt.record.Base()
			p.Facts = e.Path()
			p.Source = p.Facts
			if t := e.Texts[rt.lang]; t != nil {
				p.Source = t.Path
			}
		}
		out[i] = p
	}
	return out
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

func (t *texts) doc(path string) *doc {
	if p := t.part(path); p != nil {
		return p.doc
	}
	return nil
}
