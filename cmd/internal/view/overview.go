package view

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) agenda() *layouts.Agenda {
	all := appendAll(appendAll(nil, v.Masterclasses), v.Events)
	slices.SortStableFunc(all, func(a, b content.Record) int {
		return meetingOf(a).Start.From().Compare(meetingOf(b).Start.From())
	})
	out := &layouts.Agenda{}
	out.Next, out.Undated, out.Past = split(v, all)
	return out
}

func (v *Builder) outcomes() *layouts.Outcomes {
	out := &layouts.Outcomes{}
	for _, s := range v.Sessions {
		if len(s.Figures.Value) > 0 || len(v.FilmsOf(s)) > 0 {
			out.Sessions = append(out.Sessions, layouts.SessionOutcomes{Session: v.entryLink(s), Statistics: v.figures(s), Films: within(v, s, cards(v, v.FilmsOf(s)))})
		}
	}
	return out
}

func (v *Builder) laureates() []layouts.SessionPrizes {
	var out []layouts.SessionPrizes
	for _, s := range v.Sessions {
		x := layouts.SessionPrizes{Session: v.entryLink(s), ID: s.ID + "_"}
		for _, p := range v.PrizesOf(s) {
			if v.listed(p) {
				x.Prizes = append(x.Prizes, layouts.PrizeLaureates{Card: v.card(p), Laureates: v.laureatesOf(p), Unknown: p.Laureates.IsUnknown()})
			}
		}
		if len(x.Prizes) > 0 {
			out = append(out, x)
		}
	}
	return out
}

func (v *Builder) press() *layouts.Press {
	return &layouts.Press{Sessions: cards(v, v.Sessions), Contact: v.chrome.contact}
}

// elsewhere is the way back from a page that is not there, in every language, this one first:
// most hosts know one such page for all.
func (v *Builder) elsewhere() []layouts.NotFoundText {
	var out []layouts.NotFoundText
	for i := range v.Config.Languages {
		w := v.all[(v.lang+i)%len(v.all)]
		e := layouts.NotFoundText{Lang: w.code, Dir: w.Config.Languages[w.lang].Dir, Title: w.t("notfound.title"), Text: w.t("notfound.text")}
		e.Links = append(e.Links, layouts.Link{URL: w.chrome.home, Label: w.say("list.home")})
		for _, n := range w.chrome.nav {
			e.Links = append(e.Links, n.item.Link)
		}
		out = append(out, e)
	}
	return out
}

func appendAll[T content.Record](all []content.Record, list []T) []content.Record {
	for _, x := range list {
		all = append(all, x)
	}
	return all
}
