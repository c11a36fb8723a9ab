// Package content reads what editors write and relates it: what one file says is a Source,
// what the files of an entry say is a Record, what all say together is a Site.
//
// It refuses to read files, to render Markdown, to know URLs, or to ask the time: it is given
// text and an instant.
package content

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/source"
)

// A Site is the entries in relation at an instant. Its lists hold what is live: no drafts,
// nothing before its publish date or after its expire date. It is never changed once made.
type Site struct {
	Config *Config
	Now    time.Time
	// Change is when time itself next changes the site; zero where it never does.
	Change time.Time
	// ChangeWhat says what happens then.
	ChangeWhat source.Message
	// UpcomingChanges are that change and the next ones, as far as what is live today tells them; at
	// most mostChanges, sorted by time.
	UpcomingChanges []UpcomingChange

	Pages         []*Page
	Lists         map[string]*Page // the pages of lists, by folder
	Sessions      []*Session       // newest first
	Masterclasses []*Masterclass   // by date
	Events        []*Event         // by date
	Films         []*Film          // newest session first
	Prizes        []*Prize
	People        []*Person
	Places        []*Place
	News          []*News // newest first

	all   map[key]Record // live or not
	live  map[key]bool
	state map[string]string // of sessions
	rel   relations

	linked bool // nothing is noted any more
}

type key struct {
	kind Kind
	id   string
}

func keyOf(e *Entry) key {
	if e.ID == "index" && e.Folder != PageKind.Folder() {
		return key{PageKind, e.Folder + "/index"}
	}
	return key{e.Kind, e.ID}
}

// Link relates records. The records stay as they are; files tells what media exist.
func Link(records []Record, c *Config, files *source.Files, now time.Time, drafts bool) (*Site, []source.Problem) {
	s := &Site{Config: c, Now: now, Lists: map[string]*Page{}, all: make(map[key]Record, len(records)), live: make(map[key]bool, len(records)), state: map[string]string{}}
	for _, r := range records {
		e := r.Base()
		k := keyOf(e)
		s.all[k] = r
		if (!e.Draft || drafts) && s.passed(e.Publish, e, true) && !s.passed(e.Expire, e, false) {
			s.live[k] = true
			s.add(r)
		}
	}
	s.sort()
	s.foresee()
	s.linked = true
	if len(s.UpcomingChanges) > 0 {
		s.Change, s.ChangeWhat = s.UpcomingChanges[0].At, s.UpcomingChanges[0].What
	}
	s.relate()
	return s, s.check(records, files)
}

func (s *Site) add(r Record) {
	switch r := r.(type) {
	case *Page:
		if r.ID == "index" && r.Folder != PageKind.Folder() {
			s.Lists[r.Folder] = r
			return
		}
		s.Pages = append(s.Pages, r)
	case *Session:
		s.Sessions = append(s.Sessions, r)
	case *Masterclass:
		s.Masterclasses = append(s.Masterclasses, r)
	case *Event:
		s.Events = append(s.Events, r)
	case *Film:
		s.Films = append(s.Films, r)
	case *Prize:
		s.Prizes = append(s.Prizes, r)
	case *Person:
		s.People = append(s.People, r)
	case *Place:
		s.Places = append(s.Places, r)
	case *News:
		s.News = append(s.News, r)
	}
}

func (s *Site) sort() {
	slices.SortFunc(s.Pages, func(a, b *Page) int { return byWeight(&a.Entry, &b.Entry) })
	slices.SortFunc(s.Sessions, func(a, b *Session) int { return cmp.Or(b.Number-a.Number, byWeight(&a.Entry, &b.Entry)) })
	slices.SortFunc(s.Masterclasses, func(a, b *Masterclass) int { return byDate(&a.Meeting, &b.Meeting) })
	slices.SortFunc(s.Events, func(a, b *Event) int { return byDate(&a.Meeting, &b.Meeting) })
	number := map[string]int{}
	for _, x := range s.Sessions {
		number[x.ID] = x.Number
	}
	slices.SortFunc(s.Films, func(a, b *Film) int {
		return cmp.Or(number[b.Session.ID]-number[a.Session.ID], byWeight(&a.Entry, &b.Entry))
	})
	slices.SortFunc(s.Prizes, func(a, b *Prize) int {
		return cmp.Or(number[b.Session.ID]-number[a.Session.ID], byWeight(&a.Entry, &b.Entry))
	})
	names := make(map[*Person]string, len(s.People))
	for _, p := range s.People {
		names[p] = p.sortKey()
	}
	slices.SortFunc(s.People, func(a, b *Person) int {
		return cmp.Or(a.Weight-b.Weight, strings.Compare(names[a], names[b]), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Places, func(a, b *Place) int { return byWeight(&a.Entry, &b.Entry) })
	slices.SortFunc(s.News, func(a, b *News) int {
		return cmp.Or(b.Date.From().Compare(a.Date.From()), byWeight(&a.Entry, &b.Entry))
	})
}

func byWeight(a, b *Entry) int { return cmp.Or(a.Weight-b.Weight, strings.Compare(a.ID, b.ID)) }

// byDate puts meetings whose date is not known last.
func byDate(a, b *Meeting) int {
	known := func(m *Meeting) int {
		if m.Start.Known() {
			return 0
		}
		return 1
	}
	return cmp.Or(known(a)-known(b), a.Start.From().Compare(b.Start.From()), byWeight(&a.Entry, &b.Entry))
}

func (p *Person) sortKey() string {
	if p.SortName.IsKnown() {
		return foldLatin(p.SortName.Value)
	}
	t, _ := p.Title.In(0)
	return foldLatin(t)
}

// Live says whether the entry is published at the site's instant.
func (s *Site) Live(e *Entry) bool { return s.live[keyOf(e)] }

// Any returns the entry of a kind, live or not, or nil.
func (s *Site) Any(k Kind, id string) Record { return s.all[key{k, id}] }

func get[T Record](s *Site, k Kind, id string) (none T) {
	if !s.live[key{k, id}] {
		return none
	}
	r, _ := s.all[key{k, id}].(T)
	return r
}

// Session returns the live session, or nil; so do its neighbours for their kinds.
func (s *Site) Session(id string) *Session { return get[*Session](s, SessionKind, id) }

// Film returns the live film, or nil.
func (s *Site) Film(id string) *Film { return get[*Film](s, FilmKind, id) }

// Event returns the live event, or nil.
func (s *Site) Event(id string) *Event { return get[*Event](s, EventKind, id) }

// Person returns the live person, or nil.
func (s *Site) Person(id string) *Person { return get[*Person](s, PersonKind, id) }

// Place returns the live place, or nil.
func (s *Site) Place(id string) *Place { return get[*Place](s, PlaceKind, id) }

// Page returns the live page, or nil.
func (s *Site) Page(id string) *Page { return get[*Page](s, PageKind, id) }
