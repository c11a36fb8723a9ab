// Package content reads what editors write and relates it: what one file says is a Source,
// what the files of an entry say is a Record, what all say together is a Site.
//
// It refuses to read files, to render Markdown, to know URLs, or to ask the time: it is given
// text and an instant.
package content

import (
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

// Link relates records. The records stay as they are.
func Link(records []Record, c *Config, now time.Time, drafts bool) *Site {
	s := &Site{Config: c, Now: now, Lists: map[string]*Page{}, all: make(map[key]Record, len(records)),
		live: make(map[key]bool, len(records)), state: map[string]string{}}
	for _, r := range records {
		e := r.Base()
		k := keyOf(e)
		s.all[k] = r
		if (!e.Draft || drafts) && s.passed(e.Publish, e, true) && !s.passed(e.Expire, e, false) {
			s.live[k] = true
			if e.ID == "index" && e.Folder != PageKind.Folder() {
				s.Lists[e.Folder] = r.(*Page)
			} else {
				e.Kind.row().add(s, r)
			}
		}
	}
	for i := range kinds {
		kinds[i].sort(s)
	}
	s.computeStates()
	s.linked = true
	if len(s.UpcomingChanges) > 0 {
		s.Change, s.ChangeWhat = s.UpcomingChanges[0].At, s.UpcomingChanges[0].What
	}
	s.relate()
	return s
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
