package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// application is what those who want to apply to a session must know.
func (v *Builder) application(s *content.Session) *layouts.Application {
	a := s.Applications.Value
	out := &layouts.Application{Session: v.entryLink(s), State: v.State(s),
		Send: v.localizedAll(a.Send.Value), Next: v.localizedAll(a.Next.Value)}
	fs := v.factsOf(s)
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
	fs.date("applications.opens", a.Opens)
	fs.date("applications.deadline", a.Deadline)
	fs.count("seats", s.Seats)
	fs.localized("fee", s.Fee)
	fs.unknown("applications.url", a.URL.IsUnknown())
	fs.unknown("applications.send", a.Send.IsUnknown())
	fs.unknown("applications.next", a.Next.IsUnknown())
	out.Facts = fs.rows()
	return out
}
