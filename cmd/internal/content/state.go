package content

import (
	"slices"
	"time"

	"artsfactory/cmd/internal/source"
)

// ClosingSoon is how long before a deadline applications count as closing soon.
const ClosingSoon = 7 * 24 * time.Hour

// The states of a session.
const (
	Announced = "announced" // it is to come, and applications are not open yet
	Open      = "open"      // applications are open
	Closing   = "closing"   // applications close within ClosingSoon
	Closed    = "closed"    // applications are closed, and it has not begun
	Running   = "running"
	Over      = "over"
)

// State is the session's at the site's instant, as its dates say unless `status` overrides.
func (s *Site) State(x *Session) string { return s.state[x.ID] }

// A UpcomingChange is what time itself does to the site.
type UpcomingChange struct {
	At   time.Time
	What source.Message
	Path string // of the file that holds the date
	Pos  Pos    // of the date in it
}

// mostChanges is how many changes to come a site keeps.
const mostChanges = 12

// after says whether the instant has come, and notes it as a change to come if not. The
// instant is made from the date d of the entry e.
func (s *Site) after(t time.Time, e *Entry, d Date, what func() source.Message) bool {
	if t.IsZero() || !s.Now.Before(t) {
		return !t.IsZero()
	}
	// A site that is linked is read by many goroutines.
	if !s.linked {
		s.note(t, e, d, what)
	}
	return false
}

func (s *Site) note(t time.Time, e *Entry, d Date, what func() source.Message) {
	i := len(s.UpcomingChanges)
	for i > 0 && t.Before(s.UpcomingChanges[i-1].At) {
		i--
	}
	if i == mostChanges {
		return
	}
	c := UpcomingChange{t, what(), e.Path(), d.Pos}
	if !slices.Contains(s.UpcomingChanges, c) {
		s.UpcomingChanges = slices.Insert(s.UpcomingChanges, i, c)
		s.UpcomingChanges = s.UpcomingChanges[:min(len(s.UpcomingChanges), mostChanges)]
	}
}

// passed says whether an entry's publish or expire date has come; absent is what a date that
// is not there counts as.
func (s *Site) passed(d Date, e *Entry, absent bool) bool {
	if !d.Known() {
		return absent
	}
	return s.after(d.From(), e, d, func() source.Message {
		if absent {
			return source.Msg("%s is published", "%s est publié", e.Path())
		}
		return source.Msg("%s expires", "%s expire", e.Path())
	})
}

func (s *Site) sessionState(x *Session) string {
	title, _ := x.Title.In(0)
	at := func(t time.Time, d Date, en, fr string) bool {
		return s.after(t, &x.Entry, d,
			func() source.Message { return source.Msg(en+" ("+title+")", fr+" ("+title+")") })
	}
	over := at(x.End.To(), x.End, "the session is over", "la session est terminée")
	running := at(x.Start.Begun(), x.Start, "the session begins", "la session commence")
	a := x.Applications.Value
	closed := at(a.Deadline.To(), a.Deadline, "applications close", "les candidatures ferment")
	closing := false
	if a.Deadline.Known() {
		closing = at(a.Deadline.To().Add(-ClosingSoon), a.Deadline, "applications close soon",
			"les candidatures ferment bientôt")
	}
	open := at(a.Opens.Begun(), a.Opens, "applications open", "les candidatures ouvrent")
	// A session that does not say when it ends is over once a later one has begun.
	if !x.End.Known() {
		for _, later := range s.Sessions {
			if later.Number > x.Number && later.Start.Known() &&
				s.after(later.Start.Begun(), &later.Entry, later.Start, func() source.Message {
					return source.Msg("the next session begins", "la session suivante commence")
				}) {
				over = true
			}
		}
	}
	switch {
	case x.Status != "":
		return x.Status
	case over:
		return Over
	case running:
		return Running
	case closed:
		return Closed
	case closing && (open || !a.Opens.Known()):
		return Closing
	case open:
		return Open
	}
	return Announced
}

// The states of a meeting beside those of its `status` field.
const (
	Upcoming = "upcoming"
	Today    = "today"
	Past     = "past"
	Undated  = "unknown"
)

// MeetingState is the state of a masterclass or event at the site's instant: its status where
// that changes what a visitor does, else what its dates say.
func (s *Site) MeetingState(m *Meeting) string {
	title, _ := m.Title.In(0)
	past := s.MeetingPast(m)
	switch {
	case m.Status == "cancelled" || m.Status == "postponed":
		return m.Status
	case past:
		return Past
	case !m.Start.Known():
		return Undated
	case m.Start.Precision >= Day && s.after(dayOf(m.Start.From()), &m.Entry, m.Start, func() source.Message {
		return source.Msg("it is the day of %s", "c’est le jour de %s", title)
	}):
		return Today
	case m.Status == "moved":
		return m.Status
	}
	return Upcoming
}

// MeetingPast says whether the meeting's time is over, whatever became of it. One that gives a
// time of day and no end lasts until the end of its day.
func (s *Site) MeetingPast(m *Meeting) bool {
	if !m.Start.Known() {
		// A meeting without a date cannot outlast the session it belongs to.
		return s.state[m.Session.Value.ID] == Over
	}
	title, _ := m.Title.In(0)
	end, from := m.Start.To(), m.Start
	if m.Start.Timed() {
		end = dayOf(dayOf(m.Start.From()).Add(30 * time.Hour))
	}
	if m.End.Known() {
		end, from = m.End.To(), m.End
	}
	return s.after(end, &m.Entry, from,
		func() source.Message { return source.Msg("%s is over", "%s est passé", title) })
}

// LongOff says that a meeting was cancelled or postponed, and that a year has gone by since its day: until then
// calendars tell those who had noted it.
func (s *Site) LongOff(m *Meeting) bool {
	if m.Status != "cancelled" && m.Status != "postponed" || m.Start.Precision < Day {
		return false
	}
	title, _ := m.Title.In(0)
	return s.after(m.Start.To().AddDate(1, 0, 0), &m.Entry, m.Start, func() source.Message {
		return source.Msg("%s leaves the calendars", "%s quitte les agendas", title)
	})
}

func dayOf(t time.Time) time.Time {
	return midnight(t.Year(), int(t.Month()), t.Day(), t.Location())
}

// The states of a point on a session's timeline.
const (
	Future = "future"
	Now    = "now"
)

// DateState says where a date of an entry stands at the site's instant: Future, Now, Past, or
// Undated where it is not known.
func (s *Site) DateState(e *Entry, d Date) string {
	if !d.Known() {
		return Undated
	}
	what := func() source.Message {
		return source.Msg("the date %s of %s", "la date %s de %s", d.String(), e.Path())
	}
	begun := s.after(d.From(), e, d, what)
	switch {
	case s.after(d.To(), e, d, what):
		return Past
	case begun:
		return Now
	}
	return Future
}

// RegistrationOpen says whether one can still get a seat, as far as the deadline tells.
func (s *Site) RegistrationOpen(m *Meeting) bool {
	d := m.Registration.Value.Deadline
	title, _ := m.Title.In(0)
	return !d.Known() || !s.after(d.To(), &m.Entry, d, func() source.Message {
		return source.Msg("registration closes (%s)", "les inscriptions ferment (%s)", title)
	})
}

// computeStates asks for every state that pages show, so that UpcomingChanges holds when each changes.
func (s *Site) computeStates() {
	for _, x := range s.Sessions {
		s.state[x.ID] = s.sessionState(x)
	}
	for _, x := range s.Sessions {
		for _, m := range x.Milestones.Value {
			s.DateState(&x.Entry, m.Date)
		}
		for _, d := range []Date{x.Applications.Value.Opens, x.Applications.Value.Deadline, x.Start, x.End} {
			s.DateState(&x.Entry, d)
		}
	}
	for _, x := range s.Masterclasses {
		s.MeetingState(&x.Meeting)
		s.RegistrationOpen(&x.Meeting)
		s.LongOff(&x.Meeting)
	}
	for _, x := range s.Events {
		s.MeetingState(&x.Meeting)
		s.RegistrationOpen(&x.Meeting)
		s.LongOff(&x.Meeting)
	}
}
