package view

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// agenda is what the page of all meetings lists.
func (v *Builder) agenda() *layouts.Agenda {
	all := slices.Concat(records(v.Masterclasses), records(v.Events))
	slices.SortStableFunc(all, func(a, b content.Record) int {
		return meetingOf(a).Start.From().Compare(meetingOf(b).Start.From())
	})
	out := &layouts.Agenda{}
	next, undated, past := splitMeetings(v, all)
	out.Next, out.Undated, out.Past = cards(v, next), cards(v, undated), cards(v, past[:min(perPage, len(past))])
	return out
}

// outcomes are the statistics and films of each session that has some.
func (v *Builder) outcomes() *layouts.Outcomes {
	out := &layouts.Outcomes{}
	for _, s := range v.Sessions {
		if len(s.Figures.Value) > 0 || len(v.FilmsOf(s)) > 0 {
			x := layouts.SessionOutcomes{Session: v.entryLink(s), Statistics: v.statistics(s)}
			x.Films, x.FilmsURL = v.firstFilms(s)
			out.Sessions = append(out.Sessions, x)
		}
	}
	return out
}

// laureates are the prizes of each session that has some, with who won them.
func (v *Builder) laureates() []layouts.SessionPrizes {
	var out []layouts.SessionPrizes
	for _, s := range v.Sessions {
		x := layouts.SessionPrizes{Session: v.entryLink(s), ID: s.ID + "_"}
		for _, p := range v.PrizesOf(s) {
			if v.listed(p) {
				y := layouts.PrizeLaureates{Card: v.card(p), Laureates: v.laureatesOf(p),
					Unknown: p.Laureates.IsUnknown()}
				x.Prizes = append(x.Prizes, y)
			}
		}
		if len(x.Prizes) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// press is what journalists need beside the body of their page.
func (v *Builder) press() *layouts.Press {
	out := &layouts.Press{Sessions: cards(v, v.Sessions), Contact: v.chrome.contact, Kit: v.kit(nil)}
	add := func(r content.Record) {
		if l := v.kit(r.Base()); l != nil {
			l.Label = v.label("kit.of", "title", v.title(r).Plain, "kit", l.Label.Plain)
			out.Kits = append(out.Kits, *l)
		}
	}
	for _, s := range v.Sessions {
		add(s)
	}
	for _, f := range v.Films {
		add(f)
	}
	for _, p := range v.PressPictures() {
		if x := v.picture(p.Image, sizesStill); x != nil {
			x.Credit = v.t("kit.credit", "credit", x.Credit) + v.t("value.comma") +
				v.t("kit.licence", "licence", p.Image.Licence.Value)
			out.Pictures = append(out.Pictures, *x)
		}
	}
	return out
}

// maxPressPictures is how many pictures the page for the press shows, and the kit of the programme has: all are in the
// kits of films.
const maxPressPictures = 12

// PressPictures are the first pictures of films whose rights are known.
func (v *Builder) PressPictures() (list []KitPicture) {
	for _, f := range v.Films {
		for _, p := range FilmPictures(f) {
			if Credited(p.Image) && len(list) < maxPressPictures {
				list = append(list, p)
			}
		}
	}
	return list
}

// notFound is the way back from an address that has no page, in every language, this one first: most
// hosts know one such page for all.
func (v *Builder) notFound() []layouts.NotFoundText {
	var out []layouts.NotFoundText
	for i := range v.Config.Languages {
		w := v.all[(v.lang+i)%len(v.all)]
		e := layouts.NotFoundText{Lang: w.code, Dir: w.Config.Languages[w.lang].Dir,
			Title: w.t("notfound.title"), Text: w.t("notfound.text")}
		e.Links = append(e.Links, layouts.Link{URL: w.chrome.home, Label: w.label("list.home")})
		for _, n := range w.chrome.nav {
			e.Links = append(e.Links, n.item.Link)
		}
		out = append(out, e)
	}
	return out
}

func records[T content.Record](list []T) []content.Record {
	out := make([]content.Record, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}
