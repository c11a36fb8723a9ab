package site

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *viewer) session(s *content.Session) *layouts.Session {
	out := &layouts.Session{Number: s.Number, State: v.State(s), Picture: v.face(s, sizesHero), Lead: v.lead(s)}
	out.StateText = v.t("state." + out.State)
	fs := facts{v: v}
	fs.span("dates", s.Start, s.End)
	fs.count("seats", s.Seats)
	v.age(&fs, s)
	fs.words("fee", s.Fee)
	fs.langs("languages", s.Languages)
	fs.gap("disciplines", s.Disciplines.IsUnknown())
	fs.gap("places", s.Places.IsUnknown())
	fs.gap("open_days", s.OpenDays.IsUnknown())
	fs.gap("partners", s.Partners.IsUnknown())
	out.Facts = fs.list
	out.Timeline = v.timeline(s)
	out.Disciplines = v.disciplines(s)
	out.Places = cards(v, refs(v.Place, func(p *content.Place) bool { return p == nil }, s.Places.Value))
	out.Figures = v.figures(s)
	out.Films = within(v, s, cards(v, v.FilmsOf(s)))
	out.Prizes = within(v, s, cards(v, v.PrizesOf(s)))
	out.Masterclasses = cards(v, v.MasterclassesOf(s))
	out.OpenDays = cards(v, v.EventsOf(s))
	for _, p := range v.LaureatesOf(s) {
		out.Laureates = append(out.Laureates, v.personLink(p, content.Optional[content.LocalizedText]{}))
	}
	for _, p := range s.Partners.Value {
		l := layouts.PersonLink{Name: v.name(p.Name), URL: string(p.URL.Value), Role: v.opt(p.Role)}
		out.Partners = append(out.Partners, l)
	}
	out.PartnersUnknown = s.Partners.IsUnknown()
	for _, m := range s.Team.Value {
		if p := v.Person(m.Person.ID); p != nil {
			out.Team = append(out.Team, v.personLink(p, m.Role))
		}
	}
	if s.Applications.IsKnown() {
		out.Apply = v.application(s)
	}
	return out
}

func (v *viewer) age(fs *facts, s *content.Session) {
	fs.gap("age", s.Age.IsUnknown())
	a := s.Age.Value
	switch {
	case !s.Age.IsKnown():
	case a.Min > 0 && a.Max > 0:
		fs.add("age", v.say("value.age", "min", itoa(a.Min), "max", itoa(a.Max)))
	case a.Min > 0:
		fs.add("age", v.say("value.age_min", "min", itoa(a.Min)))
	case a.Max > 0:
		fs.add("age", v.say("value.age_max", "max", itoa(a.Max)))
	}
}

// timeline is the session's dates in order, those that milestones do not name added.
func (v *viewer) timeline(s *content.Session) []layouts.Milestone {
	type point struct {
		date  content.Date
		label layouts.Text
	}
	var points []point
	for _, m := range s.Milestones.Value {
		points = append(points, point{m.Date, v.tr(m.Label)})
	}
	add := func(d content.Date, key string) {
		if d.Precision == content.Absent {
			return
		}
		for _, p := range points {
			if d.Known() && p.date.String() == d.String() {
				return
			}
		}
		points = append(points, point{d, v.say(key)})
	}
	a := s.Applications.Value
	add(a.Opens, "timeline.opens")
	add(a.Deadline, "timeline.deadline")
	add(s.Start, "timeline.start")
	add(s.End, "timeline.end")
	slices.SortStableFunc(points, func(a, b point) int {
		if a.date.Known() != b.date.Known() {
			if a.date.Known() {
				return -1
			}
			return 1
		}
		return a.date.From().Compare(b.date.From())
	})
	var out []layouts.Milestone
	for _, p := range points {
		m := layouts.Milestone{When: v.when(p.date), Label: p.label, State: v.DateState(&s.Entry, p.date)}
		out = append(out, m)
	}
	return out
}

func (v *viewer) disciplines(s *content.Session) []layouts.Discipline {
	var out []layouts.Discipline
	for _, d := range s.Disciplines.Value {
		out = append(out, layouts.Discipline{Name: v.tr(d.Name), Modules: v.trAll(d.Modules.Value)})
	}
	return out
}

func (v *viewer) figures(s *content.Session) []layouts.Figure {
	var out []layouts.Figure
	for _, f := range s.Figures.Value {
		x := layouts.Figure{Label: v.tr(f.Label), Definition: v.opt(f.Definition), Unknown: f.Value.IsUnknown(), Value: v.t("value.unknown")}
		if f.Value.IsKnown() {
			x.Value, x.Number, x.About = v.count(f.Value.Value), itoa(f.Value.Value.N), f.Value.Value.About
		}
		if f.Source.IsKnown() && f.Source.Value.Publisher.IsKnown() {
			x.Source = v.name(f.Source.Value.Publisher.Value)
		}
		out = append(out, x)
	}
	return out
}

// lead is the session's state in a sentence.
func (v *viewer) lead(s *content.Session) string {
	a := s.Applications.Value
	switch st := v.State(s); st {
	case content.Open, content.Closing:
		if a.Deadline.Known() {
			return v.t("lead."+st, "date", v.date(a.Deadline))
		}
		return v.t("lead.open_undated")
	case content.Announced, content.Closed:
		if s.Start.Known() {
			return v.t("lead."+st, "date", v.date(s.Start))
		}
		return v.t("lead." + st + "_undated")
	case content.Running:
		if s.End.Known() {
			return v.t("lead.running", "date", v.date(s.End))
		}
		return v.t("lead.running_undated")
	default:
		if s == v.Sessions[0] {
			return v.t("lead.over_last") // no later edition is announced
		}
		return v.t("lead.over")
	}
}

// application is what there is to know for who wants to apply to a session.
func (v *viewer) application(s *content.Session) *layouts.Application {
	a := s.Applications.Value
	out := &layouts.Application{Session: v.entryLink(s), State: v.State(s), Send: v.trAll(a.Send.Value), Next: v.trAll(a.Next.Value)}
	fs := facts{v: v}
	switch out.State {
	case content.Open, content.Closing:
		out.Lead = v.lead(s)
		if a.URL.IsKnown() {
			out.URL, out.Button = string(a.URL.Value), v.t("apply.button")
		}
	case content.Announced:
		out.Lead = v.t("apply.announced")
	default:
		out.Lead = v.t("apply.closed")
	}
	v.age(&fs, s)
	fs.date("opens", a.Opens)
	fs.date("deadline", a.Deadline)
	fs.count("seats", s.Seats)
	fs.words("fee", s.Fee)
	fs.gap("url", a.URL.IsUnknown())
	fs.gap("send", a.Send.IsUnknown())
	fs.gap("next", a.Next.IsUnknown())
	out.Facts = fs.list
	return out
}

// current is the session that the site is about now: the one that takes applications, else
// the one that runs, else the next one, else the last.
func (v *viewer) current() *content.Session {
	rank := map[string]int{content.Open: 6, content.Closing: 6, content.Running: 5, content.Closed: 4, content.Announced: 3, content.Over: 1}
	var best *content.Session
	for _, s := range v.Sessions {
		if best == nil || rank[v.State(s)] > rank[v.State(best)] {
			best = s
		}
	}
	return best
}

func (v *viewer) meeting(r content.Record, m *content.Meeting, speakers content.Optional[[]content.Ref]) *layouts.Meeting {
	out := &layouts.Meeting{Label: v.t("kind." + string(m.Kind)), When: v.span(m.Start, m.End), State: v.MeetingState(m), Speakers: v.personLinks(speakers.Value), Picture: v.face(r, sizesHero)}
	out.StateText = v.t("state." + out.State)
	if m.PreviousStart.Known() {
		w := v.when(m.PreviousStart)
		out.Previous = &w
	}
	fs := facts{v: v}
	fs.add("audience", v.say("audience."+m.Audience))
	fs.gap("speakers", speakers.IsUnknown())
	fs.gap("place", m.Place.IsUnknown())
	fs.count("seats", m.Seats)
	fs.langs("language", m.Language)
	fs.langs("captions", m.Captions)
	fs.words("price", m.Price)
	fs.date("registration_deadline", m.Registration.Value.Deadline)
	fs.gap("registration", m.Registration.IsUnknown())
	if m.Discipline.IsKnown() {
		fs.add("discipline", v.discipline(m))
	}
	fs.gap("discipline", m.Discipline.IsUnknown())
	if m.Session.IsKnown() {
		fs.links("session", m.Session.State, content.SessionKind, m.Session.Value)
	}
	out.Facts = fs.list
	if p := v.Place(m.Place.Value.ID); p != nil {
		c := v.card(p)
		out.Place = &c
	}
	if m.Online.IsKnown() {
		out.Online = string(m.Online.Value)
	}
	upcoming := out.State == content.Upcoming || out.State == content.Today || out.State == "moved"
	if u := m.Registration.Value.URL; u.IsKnown() && upcoming && v.RegistrationOpen(m) {
		out.Register = &layouts.Link{URL: string(u.Value), Label: v.say("meeting.register"), External: true}
	}
	if m.Recording.IsKnown() {
		out.Recording = v.video(m.Recording.Value, v.say("video.recording"), v.still(r, sizesBody))
	}
	if s := v.Session(m.Session.Value.ID); s != nil {
		l := v.entryLink(s)
		out.Session = &l
	}
	if m.Kind == content.MasterclassKind {
		out.Others = cards(v, neighbours(v.Masterclasses, r.(*content.Masterclass), 3))
	} else {
		out.Others = cards(v, neighbours(v.Events, r.(*content.Event), 3))
	}
	return out
}

// discipline is the name of the meeting's discipline in the page's language.
func (v *viewer) discipline(m *content.Meeting) layouts.Text {
	if s, ok := v.Any(content.SessionKind, m.Session.Value.ID).(*content.Session); ok {
		for _, d := range s.Disciplines.Value {
			if n, _ := d.Name.In(0); n == m.Discipline.Value {
				return v.tr(d.Name)
			}
		}
	}
	return v.text(m.Discipline.Value, 0)
}
