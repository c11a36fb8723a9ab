package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) masterclassPage(p *layouts.Page, m *content.Masterclass) {
	p.Meeting = v.meeting(m, &m.Meeting, m.Speakers)
}

func (v *Builder) eventPage(p *layouts.Page, e *content.Event) {
	p.Meeting = v.meeting(e, &e.Meeting, e.Speakers)
}

func (v *Builder) masterclassCard(c *layouts.Card, m *content.Masterclass) {
	v.meetingCard(c, &m.Meeting, m.Speakers.Value)
}

func (v *Builder) eventCard(c *layouts.Card, e *content.Event) {
	v.meetingCard(c, &e.Meeting, e.Speakers.Value)
}

// meeting is the page of a masterclass or an event.
func (v *Builder) meeting(r content.Record, m *content.Meeting,
	speakers content.Optional[[]content.Ref]) *layouts.Meeting {
	out := &layouts.Meeting{Label: v.t("kind." + string(m.Kind)), When: v.span(m.Start, m.End),
		State:    v.MeetingState(m),
		Speakers: v.personLinks(speakers.Value), Picture: v.coverImage(r, sizesHero),
		Facts: v.meetingFacts(r, m, speakers.IsUnknown())}
	out.StateText = v.t("state." + out.State)
	if m.PreviousStart.Known() {
		w := v.when(m.PreviousStart)
		out.Previous = &w
	}
	if p := v.Place(m.Place.Value.ID); p != nil {
		c := v.card(p)
		out.Place = &c
	}
	if m.Online.IsKnown() {
		out.Online = string(m.Online.Value)
	}
	upcoming := out.State == content.Upcoming || out.State == content.Today || out.State == "moved"
	if u := m.Registration.Value.URL; u.IsKnown() && upcoming && v.RegistrationOpen(m) {
		out.Register = &layouts.Link{URL: string(u.Value), Label: v.label("meeting.register"), External: true}
	}
	if m.Recording.IsKnown() {
		out.Recording = v.video(m.Recording.Value, v.label("video.recording"), v.posterImage(r, sizesBody))
	}
	if s := v.Session(m.Session.Value.ID); s != nil {
		l := v.entryLink(s)
		out.Session = &l
	}
	if m.Kind == content.MasterclassKind {
		out.Others = cards(v, following(v.Masterclasses, r.(*content.Masterclass), 3))
	} else {
		out.Others = cards(v, following(v.Events, r.(*content.Event), 3))
	}
	return out
}

// meetingFacts are the facts of r, a masterclass or an event.
func (v *Builder) meetingFacts(r content.Record, m *content.Meeting, speakersUnknown bool) []layouts.Fact {
	fs := v.factsOf(r)
	if m.Audience.IsKnown() {
		fs.add("audience", v.label("audience."+m.Audience.Value))
	}
	fs.unknown("audience", m.Audience.IsUnknown())
	fs.unknown("speakers", speakersUnknown)
	fs.links("guests", m.Guests.State, content.PersonKind, m.Guests.Value...)
	fs.unknown("place", m.Place.IsUnknown())
	fs.count("seats", m.Seats)
	fs.languages("language", m.Language)
	fs.languages("captions", m.Captions)
	fs.localized("price", m.Price)
	fs.date("registration.deadline", m.Registration.Value.Deadline)
	fs.unknown("registration", m.Registration.IsUnknown())
	if m.Discipline.IsKnown() {
		fs.add("discipline", v.discipline(m))
	}
	fs.unknown("discipline", m.Discipline.IsUnknown())
	if m.Session.IsKnown() {
		fs.links("session", m.Session.State, content.SessionKind, m.Session.Value)
	}
	return fs.rows()
}

// discipline is the name of the meeting's discipline in the page's language.
func (v *Builder) discipline(m *content.Meeting) layouts.Text {
	if s, ok := v.Any(content.SessionKind, m.Session.Value.ID).(*content.Session); ok {
		for _, d := range s.Disciplines.Value {
			if n, _ := d.Name.In(0); n == m.Discipline.Value {
				return v.localized(d.Name)
			}
		}
	}
	return v.text(m.Discipline.Value, 0)
}

// meetingOf is what masterclasses and events have in common; nil for other kinds.
func meetingOf(r content.Record) *content.Meeting {
	switch r := r.(type) {
	case *content.Masterclass:
		return &r.Meeting
	case *content.Event:
		return &r.Meeting
	}
	return nil
}

func (v *Builder) meetingCard(c *layouts.Card, m *content.Meeting, speakers []content.Ref) {
	w := v.awaited(v.span(m.Start, m.End), v.MeetingPast(m))
	c.When, c.State = &w, v.MeetingState(m)
	c.StateText = v.t("state." + c.State)
	if m.Audience.IsKnown() {
		c.Meta = append(c.Meta, v.label("audience."+m.Audience.Value))
	}
	if p := v.Place(m.Place.Value.ID); p != nil {
		c.Meta = append(c.Meta, v.localized(p.Title))
	} else if m.Online.IsKnown() {
		c.Meta = append(c.Meta, v.label("value.online"))
	}
	for _, ref := range speakers {
		if p := v.Person(ref.ID); p != nil {
			c.Meta = append(c.Meta, v.person(p))
		}
	}
}
