package site

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
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

// grammar is what of site.yaml the reading of other files depends on, and no more: a new menu
// is no reason to read them again.
func grammar(c *content.Config) *content.Config {
	g := &content.Config{Languages: c.Languages, Zone: c.Zone, Uncertain: c.Uncertain}
	g.Digest = source.Sum(fmt.Append(nil, c.Languages, c.Zone, c.Uncertain))
	return g
}

// A part is what one Markdown file says, its fields and its body.
type part struct {
	src         *content.FrontMatter // nil where the path says no entry
	doc         *doc
	fingerprint string
	problems    []source.Problem
}

type partKey struct {
	path          string
	file, grammar source.Digest
}

type fieldsKey struct {
	path            string
	fields, grammar source.Digest
	line            int
}

type fieldsResult struct {
	src      *content.FrontMatter
	problems []source.Problem
}

// parse reads one Markdown file. Fields and body are kept apart, so that a change of the body
// leaves what relates entries as it is, and all that is made from it.
func parse(m *memo.Memory, f *source.File, g *content.Config) *part {
	t, ps := content.SplitFrontMatter(f)
	p := &part{problems: ps}
	if ps != nil {
		// The name still says what the file is, so that relations to it are no problems too.
		p.src, ps = content.Parse(f.Path, content.RawFile{}, g)
		p.problems = append(p.problems, ps...)
		p.doc = &doc{Body: view.Body{Doc: &markdown.Doc{}}, lost: true}
		return p
	}
	k := fieldsKey{path: f.Path, line: t.FieldsLine}
	if m != nil {
		k.fields, k.grammar = source.Sum(t.Fields), g.Digest
	}
	r := memo.Do(m, k, func() fieldsResult {
		src, ps := content.Parse(f.Path, t, g)
		return fieldsResult{src, ps}
	})
	p.src, p.problems = r.src, slices.Clone(r.problems)
	if p.src == nil {
		return p
	}
	body, ps := markdown.Parse(f.Path, t.Body, t.BodyLine, g.Languages[p.src.Lang].Code)
	p.problems = append(p.problems, ps...)
	p.doc = &doc{Body: view.Body{Doc: body}}
	p.doc.slim()
	p.problems = append(p.problems, p.doc.decode(p.src, g)...)
	p.fingerprint = p.src.Fingerprint(t.Body)
	return p
}

// slim drops what can be had from the file again.
func (d *doc) slim() {
	d.Lines = nil
	for i := range d.Parts {
		p := &d.Parts[i]
		switch {
		case p.Link != nil:
			p.Link.Excerpt = ""
		case p.Image != nil:
			p.Image.Excerpt = ""
		}
	}
}

// decode reads the arguments of the body's directives as fields are read.
func (d *doc) decode(src *content.FrontMatter, c *content.Config) []source.Problem {
	var problems []source.Problem
	for _, p := range d.Parts {
		if p.Directive == nil {
			continue
		}
		x := p.Directive
		y, ps := content.ParseDirective(src.Path, x.Name, x.Args, x.Line, src.Lang, c)
		problems = append(problems, ps...)
		if y.Value != nil {
			if d.Directives == nil {
				d.Directives = map[*markdown.Directive]any{}
			}
			d.Directives[x] = y.Value
		}
		d.refs = append(d.refs, y.Refs...)
		d.files = append(d.files, y.Files...)
		d.gaps = append(d.gaps, y.Gaps...)
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
