package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// home is what the front page shows beside its body: what a visitor can do now.
func (v *Builder) home() *layouts.Home {
	out := &layouts.Home{FilmCount: len(v.Films)}
	if rt := v.in.ListRoute("films", v.lang); rt != nil {
		out.FilmsURL = rt.URL
	}
	if rt := v.in.ListRoute("news", v.lang); rt != nil {
		out.NewsURL = rt.URL
	}
	if rt := v.pageWith("agenda"); rt != nil {
		out.AgendaURL = rt.URL
	}
	for _, s := range v.Sessions {
		if f := v.statistics(s); len(f) > 0 {
			out.Statistics, out.StatisticsTitle = f, v.label("figures.of", "session", v.localized(s.Title).Plain)
			break
		}
	}
	out.Films = cards(v, v.Films[:min(6, len(v.Films))])
	if len(out.Films) > 0 {
		out.First = &out.Films[0]
	}
	a := v.agenda()
	out.Next = a.Next
	out.Next = out.Next[:min(3, len(out.Next))]
	out.News = cards(v, v.News[:min(3, len(v.News))])
	s := v.currentSession()
	if s == nil {
		return out
	}
	c := v.card(s)
	out.Session, out.State, out.Lead = &c, v.State(s), v.lead(s)
	if out.State == content.Over && len(v.Films) > 0 {
		out.Lead = v.t("lead.over_works")
	}
	out.Leaf = v.leaf(s, out.Next)
	out.Disciplines = v.disciplines(s)
	out.Prizes = cards(v, v.PrizesOf(s))
	v.callsToAction(out, s)
	return out
}

// leaf is the date that the front page opens with: of what comes next while a session runs, else of
// what a visitor waits for. It is nil once a session is over, and while the date is not known.
func (v *Builder) leaf(s *content.Session, next []layouts.Card) *layouts.HomeDate {
	a := s.Applications.Value
	date := func(key string, d content.Date) *layouts.HomeDate {
		if !d.Known() {
			return nil
		}
		return &layouts.HomeDate{Label: v.t("home_date." + key), When: v.when(d)}
	}
	switch v.State(s) {
	case content.Open, content.Closing:
		return date("deadline", a.Deadline)
	case content.Announced:
		if d := date("opens", a.Opens); d != nil {
			return d
		}
		return date("start", s.Start)
	case content.Closed:
		return date("start", s.Start)
	case content.Running:
		if len(next) > 0 && next[0].When != nil && !next[0].When.Unknown {
			return &layouts.HomeDate{Label: v.t("home_date.next"), When: *next[0].When,
				Event: &layouts.Link{URL: next[0].URL, Label: next[0].Title}}
		}
		return date("end", s.End)
	}
	return nil
}

// callsToAction sets what the front page asks of its visitor, by the state of the session.
func (v *Builder) callsToAction(out *layouts.Home, s *content.Session) {
	session := v.entryLink(s)
	films := layouts.Link{URL: out.FilmsURL, Label: v.label("call.films")}
	agenda := layouts.Link{URL: out.AgendaURL, Label: v.label("call.agenda")}
	apply := v.link(v.applyPage(), v.label("call.apply"))
	session.Label = v.label("call.session")
	switch out.State {
	case content.Open, content.Closing:
		out.Apply = v.application(s)
		out.Primary, out.Secondary = apply, &session
	case content.Running:
		out.Primary, out.Secondary = agenda, &session
	case content.Over:
		out.Primary, out.Secondary = films, &session
		if out.FilmCount == 0 {
			out.Primary, out.Secondary = session, nil
		}
	case content.Closed:
		out.Primary = session
		if out.FilmCount > 0 {
			out.Secondary = &films
		}
	default:
		apply.Label = v.label("call.prepare")
		out.Primary, out.Secondary = session, &apply
	}
	if out.Secondary != nil && out.Secondary.URL == "" {
		out.Secondary = nil
	}
}

// currentSession is the session that the site is about now: the one that takes applications, else
// the one that runs, else the next one, else the last.
func (v *Builder) currentSession() *content.Session {
	rank := map[string]int{
		content.Open:      5,
		content.Closing:   5,
		content.Running:   4,
		content.Closed:    3,
		content.Announced: 2,
		content.Over:      1,
	}
	var best *content.Session
	for _, s := range v.Sessions {
		if best == nil || rank[v.State(s)] > rank[v.State(best)] {
			best = s
		}
	}
	return best
}
