package view

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// list is what the page of a folder lists, all of it or what a filter leaves.
func (v *Builder) list(rt *Route) *layouts.List {
	out := &layouts.List{Kind: rt.Folder}
	k := content.KindOf(rt.Folder)
	if list := kinds[k].list; list != nil {
		list(v, out, rt)
	} else {
		out.Groups = oneGroup(cards(v, v.Records(k)))
	}
	n := 0
	for _, g := range out.Groups {
		n += len(g.Cards)
	}
	out.Count = v.strings.N("count."+rt.Folder, n)
	if n == 0 {
		out.Groups, out.Empty = nil, v.t("empty."+rt.Folder)
	}
	return out
}

func oneGroup(c []layouts.Card) []layouts.Group { return []layouts.Group{{ID: "all_", Cards: c}} }

// addSession adds the cards of one session, if there are any.
func (v *Builder) addSession(out *layouts.List, x *content.Session, c []layouts.Card) {
	if len(c) == 0 {
		return
	}
	l := v.entryLink(x)
	out.Groups = append(out.Groups, layouts.Group{ID: x.ID + "_", Title: l.Label, URL: l.URL, Cards: c})
}

// prizes groups prizes by edition.
func (v *Builder) prizes(out *layouts.List, _ *Route) {
	for _, x := range v.Sessions {
		v.addSession(out, x, withoutEdition(v, x, cards(v, v.PrizesOf(x))))
	}
}

// meetings are those to come, those without a date, and those that were, newest first.
func (v *Builder) meetings(out *layouts.List, rt *Route) {
	next, undated, past := splitMeetings(v, v.Records(content.KindOf(rt.Folder)))
	for _, g := range []struct {
		key   string
		cards []layouts.Card
	}{{"next", next}, {"undated", undated}, {"past", past}} {
		if len(g.cards) > 0 {
			out.Groups = append(out.Groups,
				layouts.Group{ID: g.key + "_", Title: v.label("agenda." + g.key), Cards: g.cards})
		}
	}
}

// splitMeetings keeps the order of the list, except of those past: newest first where the list is by date.
func splitMeetings[T content.Record](v *Builder, list []T) (next, undated, past []layouts.Card) {
	for _, r := range list {
		if !v.listed(r) {
			continue
		}
		m := meetingOf(r)
		c := v.card(r)
		switch {
		case v.MeetingPast(m):
			past = append(past, c)
		case m.Start.Known():
			next = append(next, c)
		default:
			undated = append(undated, c)
		}
	}
	slices.Reverse(past)
	return next, undated, past
}

// people are grouped by the first of their roles; those who may not be named are left out.
func (v *Builder) people(out *layouts.List, _ *Route) {
	for _, role := range []string{"founder", "team", "coach", "speaker", "laureate", "participant", "guest"} {
		var list []*content.Person
		for _, p := range v.People {
			if len(p.Roles) > 0 && p.Roles[0] == role && p.Public() {
				list = append(list, p)
			}
		}
		if c := cards(v, list); len(c) > 0 {
			out.Groups = append(out.Groups,
				layouts.Group{ID: role + "_", Title: v.label("role." + role + "s"), Cards: c})
		}
	}
}

// filmGroups groups films by session; on a filtered page, only those that match.
func (v *Builder) filmGroups(out *layouts.List, rt *Route) {
	filter := v.in.Filter(rt)
	films := v.Films
	if filter != nil {
		films = filter.films
	}
	// Films are in the order of their sessions.
	for len(films) > 0 {
		session := films[0].Session.ID
		n := 1
		for n < len(films) && films[n].Session.ID == session {
			n++
		}
		if s := v.Session(session); s != nil {
			v.addSession(out, s, withoutEdition(v, s, v.filmCards(films[:n], filter == nil)))
		}
		films = films[n:]
	}
	if all := v.in.ListRoute(rt.Folder, v.lang); all != nil {
		out.All = v.link(all, v.label("list.all_films"))
		out.All.Current = filter == nil
	}
	for i := range v.in.Facets {
		out.Filters = append(out.Filters, v.filter(&v.in.Facets[i], rt))
	}
}

// filmCards are the cards of films, with what the filter script must know where it runs.
func (v *Builder) filmCards(films []*content.Film, filterable bool) []layouts.Card {
	list := make([]layouts.Card, 0, len(films))
	for _, f := range films {
		if !v.listed(f) {
			continue
		}
		c := v.card(f)
		if filterable {
			c.Facets = v.filterAttrs(f)
		}
		list = append(list, c)
	}
	return list
}
