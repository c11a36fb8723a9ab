package site

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

type configKey struct{ file source.Digest }

type configResult struct {
	config   *content.Config
	problems []source.Problem
}

func configOf(m *memo.Memory, files *source.Files) (*content.Config, []source.Problem) {
	f := files.Get(content.ConfigPath)
	var k configKey
	if f != nil && m != nil {
		k.file = f.Digest()
	}
	r := memo.Do(m, k, func() configResult {
		c, ps := content.ParseConfig(f)
		return configResult{c, ps}
	})
	return r.config, slices.Clone(r.problems)
}

// A part is what one Markdown file says, its fields and its body.
type part struct {
	src         *content.Source // nil where the path says no entry
	doc         *doc
	fingerprint string
	problems    []source.Problem
}

type partKey struct {
	path         string
	file, config source.Digest
}

type fieldsKey struct {
	path           string
	fields, config source.Digest
	line           int
}

type fieldsResult struct {
	src      *content.Source
	problems []source.Problem
}

// parseAll reads every Markdown file below content/, side by side, in the order of their paths.
func parseAll(m *memo.Memory, files *source.Files, c *content.Config, workers int) ([]*part, []source.Problem) {
	var texts []*source.File
	for _, f := range files.Below("content/") {
		if strings.HasSuffix(f.Path, ".md") {
			texts = append(texts, f)
		}
	}
	parts := make([]*part, len(texts))
	parallel(len(texts), workers, func(i int) {
		f := texts[i]
		k := partKey{path: f.Path}
		if m != nil {
			k.file, k.config = f.Digest(), c.Digest
		}
		parts[i] = memo.Do(m, k, func() *part { return parseFile(m, f, c) })
	})
	var problems []source.Problem
	for _, p := range parts {
		problems = append(problems, p.problems...)
	}
	return parts, problems
}

// parseFile keeps fields and body apart, so that a change of the body leaves what relates
// entries as it is, and all that is made from it.
func parseFile(m *memo.Memory, f *source.File, c *content.Config) *part {
	t, ps := content.Cut(f)
	p := &part{problems: ps}
	if ps != nil {
		// The name still says what the file is, so that relations to it are no problems too.
		p.src, _ = content.Parse(f.Path, content.Text{}, c)
		p.doc = &doc{Doc: &markdown.Doc{}}
		return p
	}
	k := fieldsKey{path: f.Path, line: t.FieldsLine}
	if m != nil {
		k.fields, k.config = source.Sum(t.Fields), c.Digest
	}
	r := memo.Do(m, k, func() fieldsResult {
		src, ps := content.Parse(f.Path, t, c)
		return fieldsResult{src, ps}
	})
	p.src, p.problems = r.src, slices.Clone(r.problems)
	if p.src == nil {
		return p
	}
	body, ps := markdown.Parse(f.Path, t.Body, t.BodyLine, c.Languages[p.src.Lang].Code)
	p.problems = append(p.problems, ps...)
	p.doc = &doc{Doc: body}
	p.problems = append(p.problems, p.doc.decode(p.src, c)...)
	p.fingerprint = p.src.Fingerprint(t.Body)
	return p
}

// decode reads the arguments of the body's directives as fields are read.
func (d *doc) decode(src *content.Source, c *content.Config) []source.Problem {
	var problems []source.Problem
	for _, p := range d.Parts {
		if p.Directive == nil {
			continue
		}
		x := p.Directive
		v, refs, files, ps := content.ParseDirective(src.Path, x.Name, x.Args, x.Line, src.Lang, c)
		problems = append(problems, ps...)
		if v != nil {
			if d.directives == nil {
				d.directives = map[*markdown.Directive]any{}
			}
			d.directives[x] = v
		}
		d.refs = append(d.refs, refs...)
		d.files = append(d.files, files...)
	}
	return problems
}

// parallel calls do for 0 to n-1 on several goroutines.
func parallel(n, workers int, do func(int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

type mergeKey struct{ facts source.Digest }

type mergeResult struct {
	record   content.Record
	problems []source.Problem
}

// group puts the files of each entry together.
func (s *site) group(m *memo.Memory, parts []*part, c *content.Config) []source.Problem {
	var problems []source.Problem
	byName := map[string]*entry{}
	for _, p := range parts {
		if p.src == nil {
			continue
		}
		name := p.src.Folder + "/" + p.src.ID
		e := byName[name]
		if e == nil {
			e = &entry{parts: make([]*part, len(c.Languages))}
			byName[name] = e
			s.entries = append(s.entries, e)
		}
		if other := e.parts[p.src.Lang]; other != nil {
			problems = append(problems, source.Problem{Path: p.src.Path, What: source.Say("%s is the same entry in the same language", "%s est la même entrée dans la même langue", other.src.Path),
				Hint: source.Say("keep one of the two files", "gardez l’un des deux fichiers")})
			continue
		}
		e.parts[p.src.Lang] = p
		s.docs[p.src.Path] = p.doc
	}
	s.entries = slices.DeleteFunc(s.entries, func(e *entry) bool {
		if e.parts[0] != nil {
			return false
		}
		for _, p := range e.parts {
			if p != nil {
				problems = append(problems, source.Problem{Path: p.src.Path, What: source.Say("this translates an entry that does not exist", "ceci traduit une entrée qui n’existe pas"),
					Hint: source.Say("write the entry itself, in %s, in a file of the same name without the language", "écrivez l’entrée elle-même, en %s, dans un fichier du même nom sans la langue", c.Languages[0].Name)})
			}
		}
		return true
	})
	for _, e := range s.entries {
		sources := make([]*content.Source, len(e.parts))
		var facts []byte
		for i, p := range e.parts {
			if p != nil {
				sources[i] = p.src
				facts = append(facts, p.src.Facts[:]...)
			}
		}
		var k mergeKey
		if m != nil {
			k.facts = source.Sum(facts, c.Digest[:])
		}
		r := memo.Do(m, k, func() mergeResult {
			rec, ps := content.Merge(sources)
			return mergeResult{rec, ps}
		})
		e.record = r.record
		problems = append(problems, r.problems...)
	}
	return problems
}

type linkKey struct {
	facts  source.Digest
	now    time.Time
	drafts bool
	base   string
}

type linkResult struct {
	site     *content.Site
	routes   *routes
	problems []source.Problem
}

// link relates the entries and gives every page its address. What it depends on is the fields
// of all entries, which files there are, and the instant.
func (s *site) link(m *memo.Memory, c *content.Config, files *source.Files, o Options) []source.Problem {
	var k linkKey
	if m != nil {
		var all []byte
		for _, e := range s.entries {
			for _, p := range e.parts {
				if p != nil {
					all = append(all, p.src.Facts[:]...)
				}
			}
		}
		for _, f := range files.All() {
			if !strings.HasSuffix(f.Path, ".md") {
				all = append(append(all, f.Path...), 0)
			}
		}
		k = linkKey{source.Sum(all, c.Digest[:]), o.Now, o.Drafts, string(c.BaseURL)}
	}
	r := memo.Do(m, k, func() linkResult {
		records := make([]content.Record, len(s.entries))
		for i, e := range s.entries {
			records[i] = e.record
		}
		cs, ps := content.Link(records, c, files, o.Now.In(c.Zone), o.Drafts)
		return linkResult{cs, newRoutes(cs, s.base), ps}
	})
	s.Site, s.routes = r.site, r.routes
	return r.problems
}
