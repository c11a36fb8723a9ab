package site

import (
	"path"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/calendar"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/view"
)

// planCalendars plans the calendar of all meetings in a language, which the page on how to apply names too; and, with
// the first language, one of each edition and of each meeting whose day is known. These are in all languages at once,
// for a site of 10,000 pages has 1,000 of them, and many hosts take 20,000 files. One without events is not made.
func planCalendars(o *outputs, rs *resolvedSite, lang int) {
	add := func(name string, pages []*view.Route, langs []int, list func() []appointment) {
		if len(list()) > 0 {
			o.add(rs, name, view.CalendarType, pages[0], pages,
				func(r *renderer, _ view.Bodies) []byte { return r.calendar(name, pages[0], langs, list()) })
		}
	}
	if rt := rs.agendaPage(lang); rt != nil && rt.Lang == lang {
		pages := []*view.Route{rt}
		for _, p := range rs.Pages {
			if apply := rs.routes.page(&p.Entry, lang); p.Template == "apply" && apply != nil {
				pages = append(pages, apply)
			}
		}
		add(rs.routes.prefix(lang)+"agenda.ics", pages, []int{lang}, rs.agenda)
	}
	if lang > 0 {
		return
	}
	addEntry := func(r content.Record, list func() []appointment) {
		var pages []*view.Route
		var langs []int
		for lang := range rs.Config.Languages {
			if rt := rs.routes.page(r.Base(), lang); rt != nil {
				pages, langs = append(pages, rt), append(langs, lang)
			}
		}
		if len(pages) > 0 {
			add(besidePage(pages[0]), pages, langs, list)
		}
	}
	for _, s := range rs.Sessions {
		addEntry(s, func() []appointment { return rs.appointmentsOf(s) })
	}
	for _, m := range rs.meetings() {
		addEntry(m, func() []appointment { return rs.dated(appointment{record: m}) })
	}
}

// besidePage is the path of the calendar of a page: its directory's name, in it.
func besidePage(rt *view.Route) string {
	dir := path.Dir(rt.Path)
	return dir + "/" + path.Base(dir) + ".ics"
}

// An appointment is what a calendar says of an entry: the meeting, or a date of a session.
type appointment struct {
	record content.Record
	part   string // of a session: "opens", "deadline", or "" for the session itself
}

func (a appointment) times() (start, end content.Date) {
	switch r := a.record.(type) {
	case *content.Session:
		switch a.part {
		case "opens":
			return r.Applications.Value.Opens, content.Date{}
		case "deadline":
			return r.Applications.Value.Deadline, content.Date{}
		}
		return r.Start, r.End
	default:
		m := meetingOf(r)
		return m.Start, m.End
	}
}

// dated are those of some appointments whose day is known, but for meetings that were called off long ago.
func (rs *resolvedSite) dated(all ...appointment) (list []appointment) {
	for _, a := range all {
		m := meetingOf(a.record)
		if start, _ := a.times(); start.Precision >= content.Day && (m == nil || !rs.LongOff(m)) {
			list = append(list, a)
		}
	}
	return list
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

func (rs *resolvedSite) meetings() (list []content.Record) {
	for _, m := range rs.Masterclasses {
		list = append(list, m)
	}
	for _, e := range rs.Events {
		list = append(list, e)
	}
	return list
}

// agenda are all meetings whose day is known, and when applications open and close.
func (rs *resolvedSite) agenda() []appointment {
	var all []appointment
	for _, m := range rs.meetings() {
		all = append(all, appointment{record: m})
	}
	for _, s := range rs.Sessions {
		all = append(all, appointment{s, "opens"}, appointment{s, "deadline"})
	}
	return rs.dated(all...)
}

// appointmentsOf are the dates of a session, and its meetings.
func (rs *resolvedSite) appointmentsOf(s *content.Session) []appointment {
	all := []appointment{{s, ""}, {s, "opens"}, {s, "deadline"}}
	for _, m := range rs.MasterclassesOf(s) {
		all = append(all, appointment{record: m})
	}
	for _, e := range rs.EventsOf(s) {
		all = append(all, appointment{record: e})
	}
	return rs.dated(all...)
}

// calendar is the calendar at a path, about a page, in some languages.
func (r *renderer) calendar(name string, rt *view.Route, langs []int, list []appointment) []byte {
	c := calendar.Calendar{Name: r.views[rt.Lang].OutputTitle(rt), URL: r.absolute(rt.URL),
		Source: r.absolute(r.fileURL(name))}
	if len(langs) == 1 {
		c.Lang = r.Config.Languages[langs[0]].Code
	}
	for _, a := range list {
		x := r.calendarEvent(a, langs[0])
		titles, texts := []string{x.Title}, []string{x.Description}
		for _, lang := range langs[1:] {
			y := r.calendarEvent(a, lang)
			titles, texts = append(titles, y.Title), append(texts, y.Description)
		}
		x.Title, x.Description = joinDistinct(titles, " · "), joinDistinct(texts, "\n\n")
		c.Events = append(c.Events, x)
	}
	return c.Encode()
}

// joinDistinct joins those of some texts that say something new.
func joinDistinct(texts []string, between string) string {
	var list []string
	for _, t := range texts {
		if t != "" && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return strings.Join(list, between)
}

func (r *renderer) calendarEvent(a appointment, lang int) calendar.Event {
	v, e := r.views[lang], a.record.Base()
	start, end := a.times()
	part := ""
	if a.part != "" {
		part = "#" + a.part
	}
	x := calendar.Event{UID: r.permanentID(e, part) + "@" + r.base.Hostname(), Title: v.EntryTitle(a.record),
		Description: v.EntryText(a.record), Start: calendarTime(start), End: calendarTime(end),
		Modified: stated(e)}
	if rt := r.routes.to(nameOf(e), lang); rt != nil {
		x.URL = r.absolute(rt.URL)
	}
	m := meetingOf(a.record)
	if m == nil {
		x.Free = true // a session lasts for months, and its dates are no appointments
		if a.part != "" {
			x.Title = v.DeadlineTitle(a.record.(*content.Session), a.part)
		}
		return x
	}
	x.Location = v.MeetingPlace(m)
	if m.Online.IsKnown() {
		x.Conference = string(m.Online.Value)
	}
	if m.PreviousStart.Known() || m.Status == "moved" {
		x.Sequence++
	}
	if m.Status == "cancelled" || m.Status == "postponed" {
		x.Off = true
		x.Sequence++
	}
	return x
}

// calendarTime is a date that is known to the day, else none.
func calendarTime(d content.Date) calendar.Time {
	if d.Precision < content.Day {
		return calendar.Time{}
	}
	return calendar.Time{At: d.From(), Day: !d.Timed()}
}

// stated is the newest day, among those that an entry tells of itself, at which something was said of it; the zero
// time where it tells none.
func stated(e *content.Entry) time.Time {
	newest := published(e)
	for _, c := range e.Sources.Value {
		if c.Date.Precision >= content.Day && c.Date.From().After(newest) {
			newest = c.Date.From()
		}
	}
	return newest
}

// published is when an entry was published, if that is known to the day; a day means its beginning.
func published(e *content.Entry) time.Time {
	if e.Publish.Precision < content.Day {
		return time.Time{}
	}
	return e.Publish.From()
}
