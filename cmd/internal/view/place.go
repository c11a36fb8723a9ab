package view

import (
	"html/template"
	"strconv"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) placePage(p *layouts.Page, x *content.Place) { p.Place = v.place(x) }

func (v *Builder) placeCard(c *layouts.Card, p *content.Place) {
	if p.Locality.IsKnown() {
		c.Meta = append(c.Meta, v.localized(p.Locality.Value))
	}
}

func (v *Builder) place(p *content.Place) *layouts.Place {
	out := &layouts.Place{Sessions: cards(v, v.SessionsAt(p))}
	fs := v.factsOf(p)
	fs.properName("address", p.Address)
	fs.localized("locality", p.Locality)
	fs.localized("access", p.Access)
	fs.localized("accessibility", p.Accessibility)
	out.Facts = fs.rows()
	if p.Geo.IsKnown() {
		out.MapURL = template.URL("geo:" + degrees(p.Geo.Value.Lat) + "," + degrees(p.Geo.Value.Lon))
	}
	for _, m := range v.MeetingsAt(p) {
		if !v.listed(m) {
			continue
		}
		if c := v.card(m); v.MeetingPast(meetingOf(m)) {
			out.Past = append(out.Past, c)
		} else {
			out.Next = append(out.Next, c)
		}
	}
	if i := p.Picture(); i != nil {
		out.Picture = v.picture(*i, sizesHero)
	}
	return out
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
