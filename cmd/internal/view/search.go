package view

import (
	"encoding/json"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A SearchText is what a page is found by, and what a result shows of it.
type SearchText struct {
	Kind, Title, Detail, Summary string
	Titles                       []string // in other languages and scripts
	Names, Facts                 []string
	Values                       []string // of rows of facts that the page shows, as HTML
}

// searchText collects what a page is found by.
type searchText struct {
	SearchText
	v *Builder
}

// SearchText is what a page is found by. Who may not be named is not in it.
func (v *Builder) SearchText(rt *Route) SearchText {
	s := searchText{v: v}
	s.Kind, s.Title = v.t("kind.page"), v.Title(rt).Plain
	r := v.in.Record(rt)
	if r == nil {
		s.Summary = v.t("list." + rt.Folder + "_summary")
		return s.SearchText
	}
	e := r.Base()
	s.Summary = v.optional(e.Summary).Plain
	for lang := range v.Config.Languages {
		t, in := e.Title.In(lang)
		if in == lang && lang != v.lang && e.Kind != content.PageKind && e.Kind != content.PersonKind {
			s.Titles = append(s.Titles, t)
		}
	}
	if p, ok := r.(*content.Page); ok {
		s.page(p)
		return s.SearchText
	}
	c := v.card(r)
	s.Kind, s.Summary = c.Label, c.Summary.Plain
	if s.Kind == "" {
		s.Kind = v.t("kind." + string(e.Kind))
	}
	var detail []string
	for _, m := range c.Meta {
		detail = append(detail, m.Plain)
	}
	if c.When != nil {
		detail = append([]string{c.When.Text.Plain}, detail...)
	}
	s.Detail = strings.Join(detail, " · ")
	s.entry(r)
	return s.SearchText
}

// page adds what the template of a page shows beside its body.
func (s *searchText) page(p *content.Page) {
	switch p.Template {
	case "apply":
		if x := s.v.currentSession(); x != nil {
			s.rows(s.v.sessionFacts(x))
		}
	case "outcomes", "press":
		for _, x := range s.v.Sessions {
			s.statistics(x)
		}
		if p.Template == "press" {
			s.facts("logo", "kit", s.v.t("ui.press.kits"), s.v.t("ui.press.pictures"))
		}
	case "data":
		s.facts("JSON", "CSV")
	}
}

// rows adds rows of facts.
func (s *searchText) rows(list []layouts.Fact) {
	for _, f := range list {
		s.facts(f.Label)
		s.Values = append(s.Values, string(f.Value))
	}
}

func (s *searchText) statistics(x *content.Session) {
	for _, f := range s.v.statistics(x) {
		s.facts(f.Number, f.Label.Plain)
	}
}

func (s *searchText) facts(texts ...string) { s.Facts = append(s.Facts, texts...) }

func (s *searchText) optional(list ...content.Optional[content.LocalizedText]) {
	for _, w := range list {
		s.facts(s.v.optional(w).Plain)
	}
}

// person adds the names somebody goes by, in every script.
func (s *searchText) person(id string) {
	if p := s.v.Person(id); p != nil && p.Public() {
		s.Names = append(append(s.Names, p.AllNames()...), s.v.person(p).Plain)
	}
}

func (s *searchText) people(refs []content.Ref) {
	for _, r := range refs {
		s.person(r.ID)
	}
}

// entry adds what the fields of a kind say.
func (s *searchText) entry(r content.Record) {
	v := s.v
	switch r := r.(type) {
	case *content.Person:
		if r.Public() {
			s.Titles = append(s.Titles, r.AllNames()...)
		}
	case *content.Film:
		s.film(r)
	case *content.Masterclass:
		s.people(r.Speakers.Value)
	case *content.Event:
		s.people(r.Speakers.Value)
	case *content.Session:
		s.Names = append(s.Names, itoa(r.Number))
		s.rows(v.sessionFacts(r))
		s.statistics(r)
		for _, d := range r.Disciplines.Value {
			s.facts(v.localized(d.Name).Plain)
		}
		for _, p := range r.Partners.Value {
			s.facts(p.Name)
		}
		for _, t := range r.Team.Value {
			s.person(t.Person.ID)
		}
	case *content.Prize:
		s.facts(v.localized(r.Award).Plain, r.Donor.Value)
		s.people(r.Jury.Value)
		for _, l := range r.Laureates.Value {
			s.person(l.Person.Value.ID)
			if f := v.Film(l.Film.Value.ID); f != nil {
				s.facts(v.localized(f.Title).Plain)
			}
		}
	case *content.Place:
		s.facts(r.Address.Value)
		s.optional(r.Locality)
	case *content.News:
		s.person(r.Author.Value.ID)
	}
	if m := meetingOf(r); m != nil {
		s.people(m.Guests.Value)
		s.facts(v.MeetingPlace(m))
	}
}

func (s *searchText) film(f *content.Film) {
	v := s.v
	s.Titles = append(s.Titles, f.OriginalTitle.Value)
	s.optional(f.Logline, f.Technique)
	s.facts(f.Country.Value, v.country(f.Country.Value).Plain, v.languages(f.Languages.Value))
	fs := v.factsOf(f)
	fs.languages("subtitles", f.Subtitles)
	for _, x := range fs.list {
		s.facts(x.Label, v.languages(f.Subtitles.Value))
	}
	for _, c := range f.Credits.Value {
		for _, w := range c.People.Value {
			s.person(w.ID)
			s.Names = append(s.Names, w.Name)
		}
	}
	for _, x := range f.Selections.Value {
		s.facts(x.Festival)
		s.optional(x.Section, x.Result)
	}
	for _, p := range v.PrizesOfFilm(f) {
		s.facts(v.title(p).Plain)
	}
}

// SearchPage is the page that searches a language, or nil where that has none.
func (v *Builder) SearchPage() *Route {
	if rt := v.pageWith("search"); rt != nil && rt.Lang == v.lang {
		return rt
	}
	return nil
}

// search is the page that searches: its form, what its script must know, and all pages by their first letter.
func (v *Builder) search(rt *Route) *layouts.Search {
	out := &layouts.Search{Action: rt.URL, Index: v.in.SearchIndex(v.lang)}
	if u := v.script("assets/js/find.js"); u != nil {
		out.Script = u[0]
	}
	others := [][4]string{}
	for i, w := range v.all {
		if l := v.Config.Languages[i]; i != v.lang && w.SearchPage() != nil {
			others = append(others, [4]string{l.Code, l.Dir, v.language(content.Lang(l.Code)), v.in.SearchIndex(i)})
		}
	}
	texts := map[string]string{}
	for _, key := range []string{"best", "results", "partial", "none", "others", "language", "failed"} {
		texts[key] = v.t("ui.search." + key)
	}
	out.Others, out.Texts = jsonText(others), jsonText(texts)
	for _, x := range v.in.Searched(v.lang) {
		if n := len(out.Letters); n == 0 || out.Letters[n-1].Letter != x.Letter {
			out.Letters = append(out.Letters, layouts.Letter{Letter: x.Letter})
		}
		last := &out.Letters[len(out.Letters)-1]
		last.Pages = append(last.Pages, v.link(x.Route, v.Title(x.Route)))
	}
	return out
}

// jsonText is a value of texts as JSON.
func jsonText(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(b)
}
