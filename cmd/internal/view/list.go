package view

import (
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A section is a part of a list before its cards are made: a page of a long list makes only its own.
type section struct {
	group   layouts.Group    // without its cards
	session *content.Session // that the heading names, so that cards do not
	records []content.Record
}

// list is what one page of a folder's list shows, of all entries or of what a filter leaves.
func (v *Builder) list(rt *Route) *layouts.List {
	out := &layouts.List{Kind: rt.Folder}
	k := content.KindOf(rt.Folder)
	var sections []section
	if list := kinds[k].list; list != nil {
		sections = list(v, rt)
	} else {
		sections = []section{{group: layouts.Group{ID: "all_"}, records: listedOf(v, v.Records(k))}}
	}
	n := 0
	for _, s := range sections {
		n += len(s.records)
	}
	out.Count = v.strings.N("count."+rt.Folder, n)
	if n == 0 {
		out.Empty = v.t("empty." + rt.Folder)
		return out
	}
	out.Pages = v.pageLinks(rt, pagesOf(n))
	if k == content.FilmKind {
		v.addFilters(out, rt)
	}
	for _, s := range window(sections, rt.page()) {
		out.Groups = append(out.Groups, v.group(s, k == content.FilmKind && out.Filterable))
	}
	return out
}

// group makes the cards of a section; those of films can be filtered where they stand.
func (v *Builder) group(s section, filterable bool) layouts.Group {
	g := s.group
	for _, r := range s.records {
		c := v.card(r)
		if f, ok := r.(*content.Film); ok && filterable {
			c.Facets = v.filterAttrs(f)
		}
		g.Cards = append(g.Cards, c)
	}
	if s.session != nil {
		g.Cards = withoutEdition(v, s.session, g.Cards)
	}
	return g
}

// listedOf are the entries that lists of this language show.
func listedOf[T content.Record](v *Builder, list []T) []content.Record {
	var out []content.Record
	for _, r := range list {
		if v.listed(r) {
			out = append(out, r)
		}
	}
	return out
}

// addSession adds entries of one session, if there are any.
func (v *Builder) addSection(out []section, x *content.Session, list []content.Record) []section {
	if len(list) == 0 {
		return out
	}
	l := v.entryLink(x)
	return append(out, section{layouts.Group{ID: x.ID + "_", Title: l.Label, URL: l.URL}, x, list})
}

// prizes groups prizes by edition.
func (v *Builder) prizes(*Route) (out []section) {
	for _, x := range v.Sessions {
		out = v.addSection(out, x, listedOf(v, v.PrizesOf(x)))
	}
	return out
}

// meetings are those to come, those without a date, and those that were, newest first.
func (v *Builder) meetings(rt *Route) (out []section) {
	next, undated, past := splitMeetings(v, v.Records(content.KindOf(rt.Folder)))
	for _, g := range []struct {
		key  string
		list []content.Record
	}{{"next", next}, {"undated", undated}, {"past", past}} {
		if len(g.list) > 0 {
			out = append(out, section{layouts.Group{ID: g.key + "_", Title: v.label("agenda." + g.key)}, nil, g.list})
		}
	}
	return out
}

// splitMeetings keeps the order of the list, except of those past: newest first where the list is by date.
func splitMeetings(v *Builder, list []content.Record) (next, undated, past []content.Record) {
	for _, r := range list {
		if !v.listed(r) {
			continue
		}
		m := meetingOf(r)
		switch {
		case v.MeetingPast(m):
			past = append(past, r)
		case m.Start.Known():
			next = append(next, r)
		default:
			undated = append(undated, r)
		}
	}
	slices.Reverse(past)
	return next, undated, past
}

// people are grouped by the first of their roles; those who may not be named are left out.
func (v *Builder) people(*Route) (out []section) {
	for _, role := range []string{"founder", "team", "coach", "speaker", "laureate", "participant", "guest"} {
		var list []content.Record
		for _, p := range v.People {
			if len(p.Roles) > 0 && p.Roles[0] == role && p.Public() && v.listed(p) {
				list = append(list, p)
			}
		}
		if len(list) > 0 {
			out = append(out, section{layouts.Group{ID: role + "_", Title: v.label("role." + role + "s")}, nil, list})
		}
	}
	return out
}

// filmSections groups films by session; on a filtered page, only those that match.
func (v *Builder) filmSections(rt *Route) (out []section) {
	films := v.Films
	if filter := v.in.Filter(rt); filter != nil {
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
			out = v.addSection(out, s, listedOf(v, films[:n]))
		}
		films = films[n:]
	}
	return out
}

// addFilters adds what films can be filtered by. The script that filters where the films stand needs all of them
// on the page.
func (v *Builder) addFilters(out *layouts.List, rt *Route) {
	filter := v.in.Filter(rt)
	out.Filterable = filter == nil && len(out.Pages) == 0
	if all := v.in.ListRoute(rt.Folder, v.lang); all != nil {
		out.All = v.link(all, v.label("list.all_films"))
		out.All.Current = filter == nil
	}
	for i := range v.in.Facets {
		out.Filters = append(out.Filters, v.filter(&v.in.Facets[i], rt, out.Filterable))
	}
}
