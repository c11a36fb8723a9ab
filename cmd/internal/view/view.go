// Package view says what each kind of page shows: it turns the entries of a site into the types
// that layouts print. There is a file for each kind (film.go, prize.go …), for what many of them
// share (card.go, facts.go, picture.go, text.go …), and for what stands around them (page.go,
// chrome.go, head.go).
//
// It knows no file and makes no address: Input has both.
package view

import (
	"sync"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/source"
)

// An Input is all that pages are made from, but the bodies. It is complete before the first page
// is made and never changes after.
type Input struct {
	Site    *content.Site
	Layouts *layouts.Set // for its strings
	Facets  []Facet
	Base    string // path of the site's address, with slashes at both ends

	// EntryRoute is the page of an entry such as "films/zero" in a language, in the default one
	// where it is not translated, or nil where the entry has no page.
	EntryRoute func(name string, lang int) *Route
	// ListRoute is the page that lists a folder, or nil.
	ListRoute func(folder string, lang int) *Route
	// Translations are the pages of a group by language, nil where there is none; nil for no group.
	Translations func(group string) []*Route
	// HomeURL is the address of the front page in a language, or in the default one.
	HomeURL func(lang int) string
	// AbsoluteURL is a URL with scheme and host, from one that begins with Base.
	AbsoluteURL func(url string) string
	// Record is the entry that a page is about, or nil.
	Record func(*Route) content.Record
	// Filter is the value whose films a page lists, or nil where it lists all or none.
	Filter func(*Route) *FacetValue
	// LinkTarget is what a link in the body of the file at from leads to: its URL, "" where that has
	// no page now, and its page, nil where it leads to a file.
	LinkTarget func(from string, lang int, dest string) (url string, rt *Route)
	// PlaceholderURL is the drawing that stands for an entry without a picture, in a language.
	PlaceholderURL func(r content.Record, lang int) string
	// SessionColours are the two colours of an edition, as CSS: a ground, and words on it.
	SessionColours func(*content.Session) (ground, letters string)

	// SharedImage is the picture that stands beside links to a page, or nil.
	SharedImage func(*Route) *SharedImage
	// Outputs are the feeds and calendars that a page names.
	Outputs func(*Route) []Output
	// SearchIndex is the address of the files of a language's search index, without what ends their names.
	SearchIndex func(lang int) string
	// Searched are the pages of a language that can be searched, by title.
	Searched func(lang int) []Searched
	// LogoURL is the mark of the site as a picture.
	LogoURL string
	// HeadLinks are the icons and the manifest of a language.
	HeadLinks func(lang int) []layouts.HeadLink
	// Kit is the address of the press kit of an entry, or of the programme where that is nil, and about how many bytes
	// it has; "" where there is none.
	Kit func(e *content.Entry) (url string, size int64)
	// DataURL is the address of a file of open data, such as "films.json", or "".
	DataURL func(name string) string
	// FeedURL is the address of the feed of the whole site in a language, or "".
	FeedURL func(lang int) string

	Files        map[string]string // URLs of published files, by path of the source file
	InlineStyles map[string]string // style sheets of one layout or partial, by path of the source file
	Photos       map[string]*Photo // by path of the source file
}

// A Route is one page and its address.
type Route struct {
	Path    string // in the tree: "ar/films/zero/index.html"
	URL     string // from the host's root, base path included: "/ar/films/zero/"
	Lang    int    // of the site's languages
	Kind    string // data-kind of the page
	Layout  string // that prints it
	Folder  string // below content/
	Group   string // the same for the page in other languages
	Entry   int    // what the page is about, of the site's entries, or NoEntry
	Facet   string // of a filtered list
	Value   string // of the facet, as its slug
	Page    int    // of a long list, from 2; 0 on its first page
	NoIndex bool   // search engines are asked to leave it out
}

// A Searched is a page that can be searched, and the letter that its title is under.
type Searched struct {
	*Route
	Letter string
}

// NoEntry is the Entry of a list without a file of its own.
const NoEntry = -1

// A Photo is a picture and its published files.
type Photo struct {
	Edge    int // the longer side of the picture as it was given, in pixels
	Picture assets.Picture
	Digest  source.Digest // of the source
}

// A Body is the Markdown of one file, with the values of its directives.
type Body struct {
	*markdown.Doc
	Directives map[*markdown.Directive]any
}

// Bodies give the body of the file at a path, or nil.
type Bodies func(path string) *Body

// A Builder makes the views of one language. Many goroutines may use it at once.
type Builder struct {
	*content.Site
	in      *Input
	lang    int
	code    string
	strings *layouts.Strings
	all     []*Builder  // by language
	chrome  *pageChrome // what all pages of the language have in common
	cards   *sync.Map   // of entries, by *content.Entry

	style  *pageStyle // of the page being made
	bodies Bodies     // of the page being made
}

// New makes the builders of a site's languages.
func New(in *Input) []*Builder {
	list := make([]*Builder, len(in.Site.Config.Languages))
	for i, l := range in.Site.Config.Languages {
		list[i] = &Builder{Site: in.Site, in: in, lang: i, code: l.Code, strings: in.Layouts.Strings(l.Code),
			all: list, cards: new(sync.Map)}
		list[i].chrome = list[i].newChrome()
	}
	return list
}

// Page is the view of a page in the builder's language.
func (v *Builder) Page(rt *Route, bodies Bodies) *layouts.Page {
	w := *v
	w.style, w.bodies = &pageStyle{}, bodies
	p := w.page(rt)
	w.addKind(p, rt)
	w.addCalendar(p, rt)
	w.head(p, rt, w.style)
	w.addGraph(p, rt)
	return p
}

// nameOf is how an entry is known to editors: "films/zero".
func nameOf(e *content.Entry) string { return e.Folder + "/" + e.ID }
