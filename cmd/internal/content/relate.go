package content

import "slices"

// relations are the inverse of what entries say of each other, by identity, in the order of
// the Site's lists.
type relations struct {
	films         map[string][]*Film        // by session
	prizes        map[string][]*Prize       // by session
	masterclasses map[string][]*Masterclass // by session
	events        map[string][]*Event       // by session, its open days among them
	people        map[string][]*Person      // by session
	personFilms   map[string][]*Film
	personPrizes  map[string][]*Prize
	personMeets   map[string][]Record
	personTeams   map[string][]*Session
	filmPrizes    map[string][]*Prize
	placeMeets    map[string][]Record
	placeSessions map[string][]*Session
}

func (s *Site) relate() {
	r := &s.rel
	var openDays map[string][]string // the sessions that an event is an open day of
	for _, x := range s.Sessions {
		for _, o := range x.OpenDays.Value {
			add(&openDays, o.ID, x.ID)
		}
		for _, p := range x.Places.Value {
			add(&r.placeSessions, p.ID, x)
		}
		for _, m := range x.Team.Value {
			add(&r.personTeams, m.Person.ID, x)
		}
	}
	for _, x := range s.Masterclasses {
		add(&r.masterclasses, x.Session.Value.ID, x)
		s.relateMeeting(x, &x.Meeting, x.Speakers.Value)
	}
	for _, x := range s.Events {
		add(&r.events, x.Session.Value.ID, x)
		for _, id := range openDays[x.ID] {
			add(&r.events, id, x)
		}
		s.relateMeeting(x, &x.Meeting, x.Speakers.Value)
	}
	for _, x := range s.Films {
		add(&r.films, x.Session.ID, x)
		for _, c := range x.Credits.Value {
			for _, w := range c.People.Value {
				add(&r.personFilms, w.ID, x)
			}
		}
	}
	for _, x := range s.Prizes {
		add(&r.prizes, x.Session.ID, x)
		for _, l := range x.Laureates.Value {
			add(&r.personPrizes, l.Person.Value.ID, x)
			add(&r.filmPrizes, l.Film.Value.ID, x)
		}
		for _, o := range x.Outcome.Value {
			add(&r.filmPrizes, o.ID, x)
		}
	}
	for _, x := range s.People {
		add(&r.people, x.Session.Value.ID, x)
	}
}

func (s *Site) relateMeeting(x Record, m *Meeting, speakers []Ref) {
	for _, p := range slices.Concat(speakers, m.Guests.Value) {
		add(&s.rel.personMeets, p.ID, x)
	}
	add(&s.rel.placeMeets, m.Place.Value.ID, x)
}

// add appends x to what id has, once.
func add[T comparable](m *map[string][]T, id string, x T) {
	if *m == nil {
		*m = map[string][]T{}
	}
	if list := (*m)[id]; id != "" && (len(list) == 0 || list[len(list)-1] != x) {
		(*m)[id] = append(list, x)
	}
}

// FilmsOf are the films made in a session.
func (s *Site) FilmsOf(x *Session) []*Film { return s.rel.films[x.ID] }

// PrizesOf are the prizes of a session.
func (s *Site) PrizesOf(x *Session) []*Prize { return s.rel.prizes[x.ID] }

// MasterclassesOf are the masterclasses of a session.
func (s *Site) MasterclassesOf(x *Session) []*Masterclass { return s.rel.masterclasses[x.ID] }

// EventsOf are the events of a session: those that name it, and its open days.
func (s *Site) EventsOf(x *Session) []*Event { return s.rel.events[x.ID] }

// LaureatesOf are the people who won a prize of a session, each once.
func (s *Site) LaureatesOf(x *Session) []*Person {
	var list []*Person
	seen := map[string]bool{}
	for _, p := range s.PrizesOf(x) {
		for _, l := range p.Laureates.Value {
			if who := s.Person(l.Person.Value.ID); who != nil && !seen[who.ID] {
				seen[who.ID] = true
				list = append(list, who)
			}
		}
	}
	return list
}

// FilmsBy are the films that credit a person.
func (s *Site) FilmsBy(p *Person) []*Film { return s.rel.personFilms[p.ID] }

// PrizesBy are the prizes a person won.
func (s *Site) PrizesBy(p *Person) []*Prize { return s.rel.personPrizes[p.ID] }

// MeetingsBy are the masterclasses and events a person speaks at or is a guest of.
func (s *Site) MeetingsBy(p *Person) []Record { return s.rel.personMeets[p.ID] }

// TeamsOf are the sessions that a person is in the team of.
func (s *Site) TeamsOf(p *Person) []*Session { return s.rel.personTeams[p.ID] }

// PrizesOfFilm are the prizes that a film won or came of.
func (s *Site) PrizesOfFilm(f *Film) []*Prize { return s.rel.filmPrizes[f.ID] }

// MeetingsAt are the masterclasses and events at a place.
func (s *Site) MeetingsAt(p *Place) []Record { return s.rel.placeMeets[p.ID] }

// SessionsAt are the sessions at a place.
func (s *Site) SessionsAt(p *Place) []*Session { return s.rel.placeSessions[p.ID] }
