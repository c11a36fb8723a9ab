// Package markdown turns one Markdown text into HTML in pieces, with its headings and references.
//
// What a text says about other files is left open: a link inside the site, an image and a
// directive are placeholders between the pieces, which the site fills because it alone knows the
// other files. The package refuses to read files, to know what exists, to let HTML through
// and to drop anything in silence: what it cannot show it reports at line and column.
//
// The HTML is minified already. Stylesheets meet these classes: "table" on the box around a
// table, which scrolls sideways; "ta-s", "ta-c" and "ta-e" on cells set to the start, the
// centre and the end; "footnotes" on the section of notes; "language-…" on code.
package markdown

import (
	"slices"
	"sync"

	"artsfactory/cmd/internal/source"
)

// A Doc is one Markdown text, rendered.
type Doc struct {
	Parts    []Part    // the body in order: literal HTML and the placeholders between it
	Headings []Heading // in order
	Anchors  []string  // every id in the output, sorted
	Lines    []int     // for the nth child element of the body, the line in the file it comes from
	Words    int       // of the running text, roughly
}

// A Part is either literal HTML or one placeholder.
type Part struct {
	HTML      string
	Link      *Link
	Image     *Image
	Directive *Directive
}

// A Heading is one of levels 2 to 6; 1 is the page's title, which is not in the body.
type Heading struct {
	Level int
	ID    string // on the heading element; it never holds an underscore, so that layouts can have ids with one
	HTML  string // the words with their emphasis, without links and notes
}

// A Link stands for a whole <a …> start tag; its </a> is in the HTML that follows. Dest is
// the destination as written, fragment included, with escapes and entities resolved, and from the
// base on where it was the site's own address in full. Links
// to http, https, mailto and tel are literal HTML and no placeholders.
type Link struct {
	Dest, Title string
	Bare        bool // its words are the address itself
	Line, Col   int
	Excerpt     string
}

// An Image stands for a whole element: a <figure> where Block is set, else an <img> in a line
// of text. Alt and Caption are plain text, typeset.
type Image struct {
	Src, Alt, Caption string
	Block             bool
	Line, Col         int
	Excerpt           string
}

// A Directive stands for one whole block element. Args is YAML exactly as written, whose
// first line is Line in the file. Col and Excerpt are of the line with the name, Line-1.
type Directive struct {
	Name, Args string
	Line, Col  int
	Excerpt    string
}

// Parse reads one Markdown text. The text begins at the given line, from 1, of the file at
// path, and is valid UTF-8 with "\n" line ends; lang is its BCP 47 code. A text that would
// take unreasonably long gives a problem and an empty Doc.
//
// Base is the site's own address, or "": a link that begins with it is one inside the site.
func Parse(path string, text []byte, line int, lang, base string) (*Doc, []source.Problem) {
	r := renderers.Get().(*renderer)
	defer r.release()
	r.start(path, text, line, lang, base)
	if r.withinLimits() {
		r.checkConflicts()
		r.checkSigns()
		r.document(r.parse())
	}
	doc := r.finish()
	if r.more > 0 {
		last := r.problems[len(r.problems)-1]
		what := source.Msg("and %d more in this file", "et %d de plus dans ce fichier", r.more)
		r.problems = append(r.problems, source.Problem{Path: path, Line: last.Line, What: what, More: r.more})
	}
	if len(r.problems) == 0 {
		return doc, nil
	}
	return doc, source.Sort(slices.Clone(r.problems))
}

var renderers = sync.Pool{New: func() any { return &renderer{} }}
