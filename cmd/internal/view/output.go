package view

import (
	"html"
	"html/template"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// CalendarType is the media type of calendars (RFC 5545, section 8.1).
const CalendarType = "text/calendar"

// An Output is a file beside the pages that software can follow: a feed or a calendar.
type Output struct {
	Type  string // media type
	URL   string // from the host's root, base path included
	About *Route // the page whose title it has; nil for the whole site
}

// outputs are the feeds and calendars that a page names to software.
func (v *Builder) outputs(rt *Route) (list []layouts.Output) {
	for _, o := range v.in.Outputs(rt) {
		list = append(list, layouts.Output{Type: o.Type, URL: o.URL, Title: v.OutputTitle(o.About)})
	}
	return list
}

// OutputTitle is the title of what is about a page, or about the whole site where that is nil.
func (v *Builder) OutputTitle(about *Route) string {
	name := v.properName(v.Config.Name).Plain
	if about == nil {
		return name
	}
	return v.Title(about).Plain + " – " + name
}

// addCalendar adds the calendar that the page names, unless that is of what is over.
func (v *Builder) addCalendar(p *layouts.Page, rt *Route) {
	for _, o := range v.in.Outputs(rt) {
		if o.Type != CalendarType || over(p) {
			continue
		}
		p.Calendar = o.URL
		// By this scheme calendars know that they are to follow the file, and not to copy it once.
		_, rest, _ := strings.Cut(v.in.AbsoluteURL(o.URL), "://")
		p.Subscribe = template.URL("webcal://" + rest)
	}
}

// over says that the page is about what is past or called off: nobody wants it in a calendar any more.
func over(p *layouts.Page) bool {
	switch {
	case p.Meeting != nil:
		s := p.Meeting.State
		return s == content.Past || s == "cancelled" || s == "postponed"
	case p.Session != nil:
		return p.Session.State == content.Over
	}
	return false
}

// EntryTitle is the title of an entry in the builder's language, as plain text.
func (v *Builder) EntryTitle(r content.Record) string { return v.title(r).Plain }

// EntryText says in plain text what an entry is: what has become of a meeting, when, for whom and where it
// is, and the summary.
func (v *Builder) EntryText(r content.Record) string {
	var lines []string
	if m := meetingOf(r); m != nil {
		lines = append(lines, v.meetingLines(m)...)
	}
	if s := v.optional(r.Base().Summary).Plain; s != "" {
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

func (v *Builder) meetingLines(m *content.Meeting) (lines []string) {
	if m.Status == "cancelled" || m.Status == "postponed" || m.Status == "moved" {
		lines = append(lines, v.t("state."+m.Status))
	}
	if m.Start.Known() {
		lines = append(lines, v.span(m.Start, m.End).Text.Plain)
	}
	if m.Audience.IsKnown() {
		lines = append(lines, v.t("audience."+m.Audience.Value))
	}
	if s := v.MeetingPlace(m); s != "" {
		lines = append(lines, s)
	}
	return lines
}

// MeetingPlace is the name and the address of a meeting's place, or "".
func (v *Builder) MeetingPlace(m *content.Meeting) string {
	p := v.Place(m.Place.Value.ID)
	if p == nil {
		return ""
	}
	parts := []string{v.title(p).Plain}
	if p.Address.IsKnown() {
		parts = append(parts, v.properName(p.Address.Value).Plain)
	}
	return strings.Join(parts, v.t("value.comma"))
}

// DeadlineTitle names a date of a session's applications: "opens" or "deadline".
func (v *Builder) DeadlineTitle(s *content.Session, which string) string {
	return v.t("timeline."+which) + " – " + v.title(s).Plain
}

// EntryHTML is what an entry says at length, for those who read it elsewhere than on its page: when and where it is,
// and its text with its pictures. URLs are absolute.
func (v *Builder) EntryHTML(r content.Record, rt *Route, bodies Bodies) string {
	w := *v
	w.style, w.bodies = &pageStyle{}, bodies
	var b strings.Builder
	for line := range strings.SplitSeq(v.EntryText(r), "\n") {
		if line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	picture := func(p *layouts.Picture) {
		b.WriteString(`<img src="` + html.EscapeString(p.Src) + `" alt="` + html.EscapeString(p.Alt) + `">`)
	}
	for _, p := range w.body(r.Base()).Parts {
		switch {
		case p.Picture != nil:
			picture(p.Picture)
		case p.Inline != nil:
			picture(p.Inline)
		default:
			b.WriteString(string(p.HTML)) // directives are for the page
		}
	}
	here, root := v.in.AbsoluteURL(rt.URL), v.in.AbsoluteURL("/")
	return strings.NewReplacer(`href="/`, `href="`+root, `src="/`, `src="`+root, `href="#`, `href="`+here+`#`).
		Replace(b.String())
}
