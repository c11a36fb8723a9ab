package view

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) sessionPage(p *layouts.Page, s *content.Session) { p.Session = v.session(s) }

func (v *Builder) sessionCard(c *layouts.Card, s *content.Session) {
	w := v.awaited(v.span(s.Start, s.End), v.State(s) == content.Over)
	c.When, c.State = &w, v.State(s)
	c.StateText = v.t("state." + c.State)
}

func (v *Builder) session(s *content.Session) *layouts.Session {
	out := &layouts.Session{Number: s.Number, State: v.State(s), Lead: v.lead(s), Kit: v.kit(&s.Entry)}
	if v.hasPhoto(s) {
		out.Picture = v.coverImage(s, sizesHero)
	}
	ground, letters := v.in.SessionColours(s)
	v.style.tokens = ".edition{--key:" + ground + ";--on-key:" + letters + "}"
	out.StateText = v.t("state." + out.State)
	out.Facts = v.sessionFacts(s)
	out.Timeline = v.timeline(s)
	out.Disciplines = v.disciplines(s)
	out.Places = cards(v, liveEntries(v.Place, s.Places.Value))
	out.Statistics = v.statistics(s)
	out.Films, out.FilmsURL = v.firstFilms(s)
	out.Prizes = withoutEdition(v, s, cards(v, v.PrizesOf(s)))
	out.Masterclasses = cards(v, v.MasterclassesOf(s))
	for _, e := range v.EventsOf(s) {
		list := &out.OtherEvents
		if e.Audience.Value == "public" {
			list = &out.OpenDays
		}
		*list = append(*list, cards(v, []*content.Event{e})...)
	}
	for _, p := range v.LaureatesOf(s) {
		out.Laureates = append(out.Laureates, v.personLink(p, content.Optional[content.LocalizedText]{}))
	}
	for _, p := range s.Partners.Value {
		l := layouts.PersonLink{Name: v.properName(p.Name), URL: string(p.URL.Value), Role: v.optional(p.Role)}
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

func (v *Builder) sessionFacts(s *content.Session) []layouts.Fact {
	fs := v.factsOf(s)
	fs.span("dates", s.Start, s.End)
	fs.count("seats", s.Seats)
	v.age(&fs, s)
	fs.localized("fee", s.Fee)
	fs.languages("languages", s.Languages)
	fs.unknown("disciplines", s.Disciplines.IsUnknown())
	fs.unknown("places", s.Places.IsUnknown())
	fs.unknown("open_days", s.OpenDays.IsUnknown())
	fs.unknown("partners", s.Partners.IsUnknown())
	return fs.rows()
}

func (v *Builder) age(fs *factList, s *content.Session) {
	fs.unknown("age", s.Age.IsUnknown())
	a := s.Age.Value
	switch {
	case !s.Age.IsKnown():
	case a.Min > 0 && a.Max > 0:
		fs.add("age", v.label("value.age", "min", itoa(a.Min), "max", v.strings.N("value.years", a.Max)))
	case a.Min > 0:
		fs.add("age", v.label("value.age_min", "min", v.strings.N("value.years", a.Min)))
	case a.Max > 0:
		fs.add("age", v.label("value.age_max", "max", v.strings.N("value.years", a.Max)))
	}
}

// timeline are the session's milestones, and its other dates, in their order; those unknown come last.
func (v *Builder) timeline(s *content.Session) []layouts.Milestone {
	type point struct {
		date  content.Date
		label layouts.Text
	}
	var points []point
	for _, m := range s.Milestones.Value {
		points = append(points, point{m.Date, v.localized(m.Label)})
	}
	over := v.State(s) == content.Over
	add := func(d content.Date, key string) {
		if d.Precision == content.Absent || over && !d.Known() {
			return
		}
		for _, p := range points {
			if d.Known() && p.date.String() == d.String() {
				return
			}
		}
		points = append(points, point{d, v.label(key)})
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
		m := layouts.Milestone{When: v.awaited(v.when(p.date), over), Label: p.label,
			State: v.DateState(&s.Entry, p.date)}
		out = append(out, m)
	}
	return out
}

func (v *Builder) disciplines(s *content.Session) []layouts.Discipline {
	var out []layouts.Discipline
	for _, d := range s.Disciplines.Value {
		out = append(out, layouts.Discipline{Name: v.localized(d.Name), Modules: v.localizedAll(d.Modules.Value)})
	}
	return out
}

func (v *Builder) statistics(s *content.Session) []layouts.Statistic {
	var out []layouts.Statistic
	for _, f := range s.Figures.Value {
		x := layouts.Statistic{Label: v.localized(f.Label), Definition: v.optional(f.Definition),
			Unknown: f.Value.IsUnknown(), Value: v.t("value.unknown")}
		if f.Value.IsKnown() {
			x.Value, x.Number, x.About = v.count(f.Value.Value), itoa(f.Value.Value.N), f.Value.Value.About
		}
		if f.Source.IsKnown() && f.Source.Value.Publisher.IsKnown() {
			x.Source = v.properName(f.Source.Value.Publisher.Value)
		}
		out = append(out, x)
	}
	return out
}

// lead is the session's state in a sentence.
func (v *Builder) lead(s *content.Session) string {
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
