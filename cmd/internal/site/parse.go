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

func readConfig(m *memo.Memory, files *source.Files) (*content.Config, []source.Problem) {
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

// parsingConfig is the part of site.yaml that the reading of other files depends on, and no more:
// a changed menu is no reason to parse them again.
func parsingConfig(c *content.Config) *content.Config {
	pc := &content.Config{Languages: c.Languages, Zone: c.Zone, Uncertain: c.Uncertain}
	pc.Digest = source.Sum(fmt.Append(nil, c.Languages, c.Zone, c.Uncertain))
	return pc
}

// A parsedFile is what one Markdown file says: its fields and its body.
type parsedFile struct {
	frontMatter *content.FrontMatter // nil where the path is that of no entry; body is nil then too
	body        *body
	fingerprint string // of the text, for translations that tell what they translate
	problems    []source.Problem
}

// A body is the Markdown of one file, with the arguments of its directives decoded.
type body struct {
	view.Body
	unreadable bool // fields and body cannot be told apart, so that nobody knows what the body says
	files      []content.FileUse
	refs       []content.RefUse
	unknowns   []content.UnknownUse
}

type fileKey struct {
	path         string
	file, config source.Digest
}

type fieldsKey struct {
	path           string
	fields, config source.Digest
	line           int
}

type fieldsResult struct {
	frontMatter *content.FrontMatter
	problems    []source.Problem
}

// parse reads one Markdown file. Fields and body are kept apart, so that a change of the body
// leaves the relations of entries as they are, and all that is made from them.
func parse(m *memo.Memory, f *source.File, pc *content.Config) *parsedFile {
	raw, ps := content.SplitFrontMatter(f)
	p := &parsedFile{problems: ps}
	if ps != nil {
		// The name still says which entry the file is, so that relations to it are no problems too.
		p.frontMatter, ps = content.Parse(f.Path, content.RawFile{}, pc)
		p.problems = append(p.problems, ps...)
		p.body = &body{Body: view.Body{Doc: &markdown.Doc{}}, unreadable: true}
		return p
	}
	k := fieldsKey{path: f.Path, line: raw.FieldsLine}
	if m != nil {
		k.fields, k.config = source.Sum(raw.Fields), pc.Digest
	}
	r := memo.Do(m, k, func() fieldsResult {
		fm, ps := content.Parse(f.Path, raw, pc)
		return fieldsResult{fm, ps}
	})
	p.frontMatter, p.problems = r.frontMatter, slices.Clone(r.problems)
	if p.frontMatter == nil {
		return p
	}
	doc, ps := markdown.Parse(f.Path, raw.Body, raw.BodyLine, pc.Languages[p.frontMatter.Lang].Code)
	p.problems = append(p.problems, ps...)
	p.body = &body{Body: view.Body{Doc: doc}}
	p.body.dropExcerpts()
	p.problems = append(p.problems, p.body.decodeDirectives(p.frontMatter, pc)...)
	p.fingerprint = p.frontMatter.Fingerprint(raw.Body)
	return p
}

// dropExcerpts drops what can be read from the file again, to hold less memory.
func (b *body) dropExcerpts() {
	b.Lines = nil
	for i := range b.Parts {
		p := &b.Parts[i]
		switch {
		case p.Link != nil:
			p.Link.Excerpt = ""
		case p.Image != nil:
			p.Image.Excerpt = ""
		}
	}
}

// decodeDirectives reads the arguments of the body's directives as fields are read.
func (b *body) decodeDirectives(fm *content.FrontMatter, c *content.Config) []source.Problem {
	var problems []source.Problem
	for _, p := range b.Parts {
		if p.Directive == nil {
			continue
		}
		d := p.Directive
		decoded, ps := content.ParseDirective(fm.Path, d.Name, d.Args, d.Line, fm.Lang, c)
		problems = append(problems, ps...)
		if decoded.Value != nil {
			if b.Directives == nil {
				b.Directives = map[*markdown.Directive]any{}
			}
			b.Directives[d] = decoded.Value
		}
		b.refs = append(b.refs, decoded.Refs...)
		b.files = append(b.files, decoded.Files...)
		b.unknowns = append(b.unknowns, decoded.Unknowns...)
	}
	return problems
}

// parallel calls do for 0 to n-1 on as many goroutines as there are workers: 0 means one for each
// processor.
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
