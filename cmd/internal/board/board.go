// Package board says what an editor could do next on a site: what is not known, not
// translated, not published, not credited, and what time will change.
//
// It refuses to judge what is wrong, which is the work of the packages that read; to change
// anything; and to name somebody who may not be named: what it says of them goes by what the
// site shows.
package board

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// Options are what a board shows beside the site itself.
type Options struct {
	Files   *source.Files // what the site was built from
	Weights []Weight      // of its pages, from Weigh; nil where nobody asked
	Times   Times
}

// Times are how long the steps of a build took; those that were not done are 0.
type Times struct{ Read, Build, Render time.Duration }

// A Board is what could be done next, as a plain value.
type Board struct {
	Name      string
	Now       time.Time
	Pages     int
	Languages []content.Language // the default first
	Sections  []Section          // in the order of urgency, empty ones included
	Weighed   bool
	Times     Times
}

// A Section is the rows of one sort.
type Section struct {
	ID    string
	Title source.Message
	Note  source.Message // what the rows mean, and what to do about them
	Rows  []Row
	Most  int // where the rows are a ranking, how many of them are worth showing; else 0
}

// Count is how many things there are to do: of a ranking, the rows that are marked.
func (s Section) Count() int {
	if s.Most == 0 {
		return len(s.Rows)
	}
	n := 0
	for _, r := range s.Rows {
		if r.Alert {
			n++
		}
	}
	return n
}

// A Row is one thing to do, at its place in the sources.
type Row struct {
	Path      string // of the file to open
	Line, Col int    // from 1; 0: the file as a whole
	Lang      string // code of the language it concerns
	Kind      content.Kind
	Title     string         // of the entry; "" for what is none
	What      source.Message // one clause, lower case, no full stop
	Alert     bool           // of the rows of its section, one of those that matter most
	Hidden    bool           // it is about somebody who may not be named
}

// SiteKind is the kind of rows that are about no entry: site.yaml, layouts, assets.
const SiteKind content.Kind = "site"

// Where formats the row's place as path:line:col, which terminals and editors open.
func (r Row) Where() string {
	return source.Problem{Path: r.Path, Line: r.Line, Col: r.Col}.Where()
}

// Make says what could be done next on a site.
func Make(r site.Result, o Options) Board {
	c := r.Site.Config
	s := &inventory{Result: r, files: o.Files, code: c.Languages[0].Code}
	for _, e := range r.Entries() {
		b := e.Record.Base()
		x := entry{EntrySummary: e, Entry: b, state: stateAt(b, r.Site.Now)}
		x.person, _ = e.Record.(*content.Person)
		x.hidden = x.person != nil && !x.person.Public()
		s.entries = append(s.entries, x)
	}
	return Board{Name: cmp.Or(c.Name, "?"), Now: r.Site.Now, Pages: len(r.Pages), Languages: c.Languages,
		Weighed: o.Weights != nil, Times: o.Times,
		Sections: []Section{s.mistakes(), s.gaps(), s.missing(), s.stale(), s.partial(), s.unmarked(),
			s.unpublished(), s.consent(), s.uncredited(), s.outputs(), s.words(), s.unused(), s.changes(),
			s.weights(o.Weights)}}
}

// Only keeps the rows of a language and of a kind; "" is every one.
func (b Board) Only(lang string, kind content.Kind) Board {
	b.Sections = slices.Clone(b.Sections)
	for i := range b.Sections {
		s := &b.Sections[i]
		s.Rows = slices.DeleteFunc(slices.Clone(s.Rows), func(r Row) bool {
			return lang != "" && r.Lang != lang || kind != "" && r.Kind != kind
		})
	}
	return b
}

// An inventory is what the sections are made from.
type inventory struct {
	site.Result
	files   *source.Files
	entries []entry
	code    string // of the default language
}

type entry struct {
	site.EntrySummary
	*content.Entry
	state  state
	person *content.Person
	hidden bool
}

// row is a row about the entry, at a place in one of its files.
func (s *inventory) row(e *entry, lang int, at content.Pos, what source.Message) Row {
	r := Row{Path: e.Path(), Line: at.Line, Col: at.Col, Lang: s.Site.Config.Languages[lang].Code, Kind: e.Kind,
		Title: s.title(e), What: what, Hidden: e.hidden}
	if t := e.EntrySummary.Files[lang]; t != nil {
		r.Path = t.FrontMatter.Path
	}
	return r
}

// title is the entry's in the default language; of a person, no more than the site shows.
func (s *inventory) title(e *entry) string {
	if e.hidden {
		return s.ShownAs(e.person, 0)
	}
	t, _ := e.Title.In(0)
	return t
}

// at is a row about a file that need not be an entry's.
func (s *inventory) at(file string, line, col int, what source.Message) Row {
	r := Row{Path: file, Line: line, Col: col, Lang: s.code, Kind: SiteKind, What: what}
	rest, ok := strings.CutPrefix(file, "content/")
	folder, _, nested := strings.Cut(rest, "/")
	if !ok || !nested || content.KindOf(folder) == "" {
		return r
	}
	r.Kind = content.KindOf(folder)
	if path.Ext(file) == ".md" {
		n, _ := content.ParseName(file)
		if n.Lang != "" {
			r.Lang = n.Lang
		}
		if n.ID == "index" {
			r.Kind = content.PageKind
		}
	}
	return r
}

func say(en, fr string, args ...any) source.Message { return source.Msg(en, fr, args...) }

// mistakes are the problems of the build, those that keep it from being published first.
func (s *inventory) mistakes() Section {
	var rows, warnings []Row
	for _, p := range s.Problems {
		what := p.What
		if p.Hint.En != "" {
			what = say("%s (%s)", "%s (%s)", p.What, p.Hint)
		}
		r := s.at(p.Path, p.Line, p.Col, what)
		r.Alert = !p.Warning
		r.Hidden = s.namesHidden(what.En)
		if p.Warning {
			warnings = append(warnings, r)
		} else {
			rows = append(rows, r)
		}
	}
	return Section{ID: "mistakes", Title: say("Mistakes", "Erreurs"), Rows: append(rows, warnings...),
		Note: say("those marked ! keep the site from being published",
			"celles marquées ! empêchent la publication du site")}
}

func (s *inventory) namesHidden(text string) bool {
	for _, p := range s.Site.Hidden() {
		for _, n := range p.AllNames() {
			if strings.Contains(text, n) {
				return true
			}
		}
	}
	return false
}

// gaps are the fields that say unknown, those of directives in the text among them.
func (s *inventory) gaps() Section {
	var rows []Row
	for _, g := range s.Site.Config.Unknowns {
		rows = append(rows,
			s.at(content.ConfigPath, g.Pos.Line, g.Pos.Col, label(reflect.TypeFor[content.Config](), g.Field)))
	}
	for i := range s.entries {
		e := &s.entries[i]
		if e.state == expired {
			continue
		}
		for lang, t := range e.EntrySummary.Files {
			if t == nil {
				continue
			}
			for _, g := range t.Unknowns {
				rows = append(rows, s.row(e, lang, g.Pos, label(e.Kind.Type(), g.Field)))
			}
		}
	}
	return Section{ID: "gaps", Title: say("Not known yet", "Pas encore connu"), Rows: rows,
		Note: say("fields that say unknown: visitors read that they are to be announced",
			"champs qui disent unknown : les visiteurs lisent qu’ils sont à confirmer")}
}
