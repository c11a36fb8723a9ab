package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// application is what there is to know for who wants to apply to a session.
func (v *Builder) application(s *content.Session) *layouts.Application {
	a := s.Applications.Value
	out := &layouts.Application{Session: v.entryLink(s), State: v.State(s), Send: v.trAll(a.Send.Value), Next: v.trAll(a.Next.Value)}
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
	fs.words("fee", s.Fee)
	fs.gap("applications.url", a.URL.IsUnknown())
	fs.gap("applications.send", a.Send.IsUnknown())
	fs.gap("applications.next", a.Next.IsUnknown())
	out.Facts = fs.list
	return out
}
