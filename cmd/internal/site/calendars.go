package site

import (
	"path"
	"time"

	"artsfactory/cmd/internal/calendar"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/view"
)

// planCalendars plans the calendars of a language: of all meetings, of each edition, and of each meeting whose day
// is known. One without events is not made.
func planCalendars(o *outputs, rs *resolvedSite, lang int) {
	add := func(name string, rt *view.Route, list func() []appointment, pages ...*view.Route) {
		if len(list()) == 0 || rt == nil || rt.Lang != lang {
			return
		}
		o.add(rs, name, view.CalendarType, rt, append(pages, rt),
			func(r *renderer, _ view.Bodies) []byte { return r.calendar(name, rt, list()) })
	}
	rt := rs.agendaPage(lang)
	add(rs.routes.prefix(lang)+"agenda.ics", rt, rs.agenda)
	for _, s := range rs.Sessions {
		if rt := rs.routes.page(&s.Entry, lang); rt != nil {
			add(besidePage(rt), rt, func() []appointment { return rs.appointmentsOf(s) })
		}
	}
	for _, m := range rs.meetings() {
		if rt := rs.routes.page(m.Base(), lang); rt != nil {
			add(besidePage(rt), rt, func() []appointment { return dated(appointment{record: m}) })
		}
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

// dated are those of some appointments whose day is known.
func dated(all ...appointment) (list []appointment) {
	for _, a := range all {
		if start, _ := a.times(); start.Precision >= content.Day {
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
	return dated(all...)
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
	return dated(all...)
}

// calendar is the calendar at a path, about a page.
func (r *renderer) calendar(name string, rt *view.Route, list []appointment) []byte {
	v := r.views[rt.Lang]
	c := calendar.Calendar{Name: v.OutputTitle(rt), Lang: r.Config.Languages[rt.Lang].Code, URL: r.absolute(rt.URL),
		Source: r.absolute(r.fileURL(name))}
	for _, a := range list {
		c.Events = append(c.Events, r.calendarEvent(a, rt.Lang))
	}
	return c.Encode()
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
