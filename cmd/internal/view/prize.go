package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) prizePage(p *layouts.Page, x *content.Prize) { p.Prize = v.prize(x) }

func (v *Builder) prizeCard(c *layouts.Card, x *content.Prize) {
	c.State, c.StateText = x.State, v.t("award."+x.State)
	if s := v.Session(x.Session.ID); s != nil {
		c.Meta = append(c.Meta, v.localized(s.Title))
	}
	if c.Summary.Plain == "" {
		c.Summary = v.localized(x.Award)
	}
}

func (v *Builder) prize(x *content.Prize) *layouts.Prize {
	out := &layouts.Prize{Award: v.localized(x.Award), State: x.State, StateText: v.t("award." + x.State),
		Picture: v.coverImage(x, sizesHero), LaureatesUnknown: x.Laureates.IsUnknown(),
		Jury: v.personLinks(x.Jury.Value)}
	fs := v.factsOf(x)
	fs.links("session", content.StateKnown, content.SessionKind, x.Session)
	fs.properName("donor", x.Donor)
	fs.properName("value", x.Value)
	fs.date("date", x.Date)
	fs.unknown("jury", x.Jury.IsUnknown())
	out.Facts = fs.rows()
	out.Laureates = v.laureatesOf(x)
	out.Ceremony = cards(v, liveEntries(v.Event, x.Ceremony.Value))
	out.Outcome = cards(v, liveEntries(v.Film, x.Outcome.Value))
	if s := v.Session(x.Session.ID); s != nil {
		out.Session = v.entryLink(s)
	}
	return out
}

// laureatesOf are the laureates of a prize, those that are live.
func (v *Builder) laureatesOf(x *content.Prize) []layouts.Laureate {
	var out []layouts.Laureate
	for _, l := range x.Laureates.Value {
		y := layouts.Laureate{Mention: v.optional(l.Mention), Citation: v.optional(l.Citation)}
		if p := v.Person(l.Person.Value.ID); p != nil {
			link := v.personLink(p, content.Optional[content.LocalizedText]{})
			y.Person = &link
		}
		if f := v.Film(l.Film.Value.ID); f != nil {
			c := v.card(f)
			y.Film = &c
		}
		if y.Person != nil || y.Film != nil {
			out = append(out, y)
		}
	}
	return out
}
