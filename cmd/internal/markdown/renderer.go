package markdown

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
)

// A renderer is the state of one Parse. It is reused.
type renderer struct {
	path      string
	text      []byte // as written
	base      string // the site’s own address without its scheme, in lower case, or ""
	src       []byte // as parsed: the same bytes at the same places, but for spaces
	firstLine int
	cursor    cursor
	rules     *rules
	labels    *labels

	out, scratch writer // side is for what is needed apart: plain text of a heading, an alt text
	problems     []source.Problem
	more         int // problems that are counted and no more
	headings     []heading
	anchors      []string
	ids          ids
	lines        []int
	inFence      bool   // a ::: block that is refused has begun
	unclosed     int    // ::: blocks that no line closes: so many lines may close nothing
	tooMany      bool   // headings: it is told
	reported     []int  // where something is that is reported already
	conflicts    []int  // where the lines are that git left
	level        int    // of the last heading; the page's title is 1
	openTag      string // the last refused HTML start tag, whose end tag is not reported again

	notes     map[string]*footnote
	noteOrder []*footnote
	numbered  []*footnote
}

// A heading's span is its place in the output, where its HTML is that of Heading.
type heading struct {
	Heading
	span [2]int
}

func (r *renderer) start(path string, text []byte, line int, lang, base string) {
	language := baseOf(lang)
	r.path, r.text, r.src, r.firstLine = path, text, spaced(text), line
	r.cursor = cursor{lineAt: -1}
	r.rules = pick(language, bodyFr, bodyAr, bodyLatin)
	r.labels = labelsIn(language)
	r.out.reset(r.rules, modeFull)
	r.level = 1
	_, r.base, _ = strings.Cut(strings.ToLower(base), "://")
}

// release forgets everything but the memory for the output.
func (r *renderer) release() {
	if cap(r.out.buf) < 1<<18 {
		*r = renderer{
			out:      writer{buf: r.out.buf, placeholders: r.out.placeholders, line: r.out.line},
			scratch:  writer{buf: r.scratch.buf, line: r.scratch.line},
			ids:      r.ids,
			problems: r.problems[:0],
			headings: r.headings[:0],
		}
		clear(r.ids)
		clear(r.out.placeholders[:cap(r.out.placeholders)])
		clear(r.problems[:cap(r.problems)])
		clear(r.headings[:cap(r.headings)])
	} else {
		*r = renderer{}
	}
	renderers.Put(r)
}

// addPlaceholder leaves an opening for the site to fill.
func (r *renderer) addPlaceholder(p Part) {
	r.out.placeholders = append(r.out.placeholders, placeholder{len(r.out.buf), p})
}

// finish cuts the output at its placeholders.
func (r *renderer) finish() *Doc {
	w := &r.out
	html := string(w.buf)
	d := &Doc{Anchors: r.anchors, Lines: r.lines, Words: w.words}
	if len(r.headings) > 0 {
		d.Headings = make([]Heading, len(r.headings))
	}
	for i, h := range r.headings {
		if h.span[1] > 0 {
			h.HTML = html[h.span[0]:h.span[1]]
		}
		d.Headings[i] = h.Heading
	}
	slices.Sort(d.Anchors)
	if len(html) == 0 && len(w.placeholders) == 0 {
		return d
	}
	d.Parts = make([]Part, 0, 2*len(w.placeholders)+1)
	from := 0
	for _, h := range w.placeholders {
		if h.at > from {
			d.Parts = append(d.Parts, Part{HTML: html[from:h.at]})
		}
		d.Parts = append(d.Parts, h.part)
		from = h.at
	}
	if from < len(html) {
		d.Parts = append(d.Parts, Part{HTML: html[from:]})
	}
	return d
}

// document writes the whole body.
func (r *renderer) document(doc ast.Node) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n.Kind() {
		case ast.KindLinkReferenceDefinition:
			r.checkDefinition(n.(*ast.LinkReferenceDefinition))
			continue
		case kindFootnoteList:
			continue
		case kindDirective:
			if d := n.(*directive); d.name == "" || d.unclosed {
				continue
			}
		}
		r.lines = append(r.lines, r.line(n.Pos()))
		r.node(n)
	}
	r.endnotes()
	r.out.endLine()
}

// plainText renders the phrases of a node without markup. It is valid until the next call.
func (r *renderer) plainText(n ast.Node) []byte { return r.renderSeparately(n, modePlain) }

func (r *renderer) renderSeparately(n ast.Node, m mode) []byte {
	w := &r.scratch
	w.reset(r.rules, m)
	r.inlines(w, n)
	w.endLine()
	return w.buf
}
