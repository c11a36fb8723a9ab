// Package calendar writes iCalendar files (RFC 5545, with the properties of RFC 7986).
//
// It is given whole days and instants, and nothing less precise: what is known to the week or the month is no
// event. It has no alarms, no time zones (instants are written in UTC, which no reader can get wrong by old zone
// data) and no clock.
package calendar

import (
	"strconv"
	"time"
)

// A Calendar is a list of events in one language.
type Calendar struct {
	Name   string
	Lang   string // BCP 47; "" where texts are in several languages
	URL    string // absolute, of the page that shows the events
	Source string // absolute, of this file: where readers get it again
	Events []Event
}

// A Time is an instant, or a whole day.
type Time struct {
	At  time.Time // of a day: any instant of it, in the zone it is a day of
	Day bool
}

// IsZero says that there is no time.
func (t Time) IsZero() bool { return t.At.IsZero() }

// An Event is one entry of a calendar. A Start is required, and so are UID and Title; all else may be empty.
type Event struct {
	UID         string // the same for ever and in every language
	Title       string
	Description string
	Location    string
	URL         string // absolute, of the event's page
	Conference  string // absolute, of the place online

	// End is the last day, or the instant after the event. It is left out where Start has another precision, or
	// is not before it.
	Start, End Time
	// Modified is when the event was last changed; unknown is the zero time.
	Modified time.Time
	Sequence int  // how often it was moved or called off
	Off      bool // it does not take place at its date
	Free     bool // it takes none of its reader’s time, as a deadline does not
}

// Encode is the calendar as a file. Events without a start are left out; nil means that none is left, for a
// calendar without events is not valid (RFC 5545, section 3.6).
func (c Calendar) Encode() []byte {
	var w writer
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Art’s Factory//cmd/build//EN")
	w.line("METHOD", "PUBLISH")
	w.localized("NAME", c.Lang, c.Name)
	w.text("X-WR-CALNAME", c.Name)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H")
	w.line("X-PUBLISHED-TTL", "PT12H")
	w.uri("SOURCE;VALUE=URI", c.Source)
	w.uri("URL", c.URL)
	written := false
	for _, e := range c.Events {
		if !e.Start.IsZero() {
			w.event(e, c.Lang)
			written = true
		}
	}
	if !written {
		return nil
	}
	w.line("END", "VCALENDAR")
	return w.Bytes()
}

func (w *writer) event(e Event, lang string) {
	w.line("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	// DTSTAMP is required, and the time of the build would make every build another file. Where nobody knows when the
	// event was changed, it is one instant for all, which is past whenever they are read.
	stamp := time.Unix(0, 0)
	if !e.Modified.IsZero() {
		stamp = e.Modified
		w.time("LAST-MODIFIED", Time{At: stamp})
	}
	w.time("DTSTAMP", Time{At: stamp})
	w.time("DTSTART", e.Start)
	w.end(e)
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	status := "CONFIRMED"
	if e.Off {
		status = "CANCELLED"
	}
	w.line("STATUS", status)
	if e.Free || e.Off {
		w.line("TRANSP", "TRANSPARENT")
	}
	w.localized("SUMMARY", lang, e.Title)
	w.localized("DESCRIPTION", lang, e.Description)
	w.localized("LOCATION", lang, e.Location)
	w.uri("CONFERENCE;VALUE=URI", e.Conference)
	w.uri("URL", e.URL)
	w.line("END", "VEVENT")
}

// end writes the end of an event: it is the first instant or day after it.
func (w *writer) end(e Event) {
	end := e.End
	switch {
	case end.IsZero() || end.Day != e.Start.Day:
		return
	case end.Day:
		y, m, d := end.At.Date()
		end.At = time.Date(y, m, d+1, 12, 0, 0, 0, time.UTC)
		if end.At.Format(dayFormat) <= e.Start.At.Format(dayFormat) {
			return
		}
	case !e.Start.At.Before(end.At):
		return
	}
	w.time("DTEND", end)
}
