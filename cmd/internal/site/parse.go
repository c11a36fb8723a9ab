package site

import (
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// checkedConfig reads site.yaml. Where there is none, a file that is meant to be it is what is wrong.
func checkedConfig(files *source.Files) (*content.Config, []source.Problem) {
	f := files.Get(content.ConfigPath)
	c, problems := readConfig(f, "")
	if f != nil {
		return c, problems
	}
	for _, other := range files.Below("content/") {
		name := strings.ToLower(other.Path)
		if name == content.ConfigPath || name == "content/site.yml" || name == content.ConfigPath+".txt" {
			return c, []source.Problem{{Path: other.Path,
				What: source.Msg("this file does not bear the name site.yaml",
					"ce fichier ne porte pas le nom site.yaml"),
				Hint: source.Msg("rename it to %s", "renommez-le en %s", content.ConfigPath)}}
		}
	}
	return c, problems
}

// readConfig reads site.yaml, and puts another address in the place of its own where one is given.
func readConfig(f *source.File, baseURL string) (*content.Config, []source.Problem) {
	c, ps := content.ParseConfig(f)
	if baseURL != "" {
		c.BaseURL = content.URL(strings.TrimSuffix(baseURL, "/") + "/")
	}
	return c, ps
}

// A parsingConfig is the part of site.yaml that the reading of other files depends on, and no more:
// a changed menu is no reason to parse them again.
type parsingConfig struct {
	languages *memo.List[content.Language]
	zone      string
	uncertain bool
	base      string // the site's own address: links in full have it, wherever the site goes
}

func newParsingConfig(m *memo.Memory, c *content.Config) parsingConfig {
	return parsingConfig{memo.ListOf(m, c.Languages), c.Zone.String(), c.Uncertain, string(c.BaseURL)}
}

// config is the part as a Config.
func (p parsingConfig) config() *content.Config {
	return &content.Config{Languages: p.languages.Items, Zone: content.Zone(p.zone), Uncertain: p.uncertain,
		BaseURL: content.URL(p.base)}
}

// A parsedFile is what one Markdown file says: its fields and its body.
type parsedFile struct {
	frontMatter *content.FrontMatter // nil where the path is that of no entry; body is nil then too
	body        *body
	fingerprint string           // of the text, for translations that tell what they translate
	problems    []source.Problem // of the body
}

// A body is the Markdown of one file, with the arguments of its directives decoded.
type body struct {
	view.Body
	unreadable bool // fields and body cannot be told apart, so that nobody knows what the body says
	files      []content.FileUse
	refs       []content.RefUse
	unknowns   []content.UnknownUse
}

// parseBody reads the body of a Markdown file whose fields are read.
func (p *parsedFile) parseBody(raw content.RawFile, pc *content.Config) {
	fm := p.frontMatter
	doc, ps := markdown.Parse(fm.Path, raw.Body, raw.BodyLine, pc.Languages[fm.Lang].Code, string(pc.BaseURL))
	if len(raw.Fields) > 0 || raw.BodyLine > 1 { // else the fields are in the body, and that is told once
		p.problems = append(p.problems, ps...)
	}
	p.body = &body{Body: view.Body{Doc: doc}}
	p.body.dropExcerpts()
	p.problems = append(p.problems, p.body.decodeDirectives(fm, pc)...)
	p.fingerprint = fm.Fingerprint(raw.Body)
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
