package site

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// list is the page of one folder, whole or filtered.
func (v *viewer) list(rt *route) *layouts.List {
	out := &layouts.List{Kind: rt.folder}
	s := v.Site
	switch content.KindOf(rt.folder) {
	case content.SessionKind:
		out.Groups = one(cards(v, s.Sessions))
	case content.MasterclassKind:
		out.Groups = meetingGroups(v, s.Masterclasses)
	case content.EventKind:
		out.Groups = meetingGroups(v, s.Events)
	case content.FilmKind:
		v.films(out, rt)
	case content.PrizeKind:
		for _, x := range s.Sessions {
			v.group(out, x, within(v, x, cards(v, v.PrizesOf(x))))
		}
	case content.PersonKind:
		out.Groups = v.people()
	case content.PlaceKind:
		out.Groups = one(cards(v, s.Places))
	case content.NewsKind:
		out.Groups = one(cards(v, s.News))
	}
	n := 0
	for _, g := range out.Groups {
		n += len(g.Cards)
	}
	out.Count = v.words.N("count."+rt.folder, n)
	if n == 0 {
		out.Groups, out.Empty = nil, v.t("empty."+rt.folder)
	}
	return out
}

func one(c []layouts.Card) []layouts.Group { return []layouts.Group{{ID: "all_", Cards: c}} }

// group adds the cards of one session.
func (v *viewer) group(out *layouts.List, x *content.Session, c []layouts.Card) {
	if len(c) == 0 {
		return
	}
	l := v.entryLink(x)
	out.Groups = append(out.Groups, layouts.Group{ID: x.ID + "_", Title: l.Label, URL: l.URL, Cards: c})
}

// meetingGroups are meetings to come, those without a date, and those that were, newest first.
func meetingGroups[T content.Record](v *viewer, list []T) []layouts.Group {
	next, undated, past := split(v, list)
	var out []layouts.Group
	for _, g := range []struct {
		key   string
		cards []layouts.Card
	}{{"next", next}, {"undated", undated}, {"past", past}} {
		if len(g.cards) > 0 {
			out = append(out, layouts.Group{ID: g.key + "_", Title: v.say("agenda." + g.key), Cards: g.cards})
		}
	}
	return out
}

func split[T content.Record](v *viewer, list []T) (next, undated, past []layouts.Card) {
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

// people by what they do, each once, under the first of their roles; participants who may not
// be named are counted nowhere.
func (v *viewer) people() []layouts.Group {
	var out []layouts.Group
	for _, role := range []string{"founder", "team", "coach", "speaker", "laureate", "participant", "guest"} {
		var list []*content.Person
		for _, p := range v.People {
			if len(p.Roles) > 0 && p.Roles[0] == role && p.Public() {
				list = append(list, p)
			}
		}
		if c := cards(v, list); len(c) > 0 {
			out = append(out, layouts.Group{ID: role + "_", Title: v.say("role." + role + "s"), Cards: c})
		}
	}
	return out
}

// films groups films by edition; on a filtered page, only those that match.
func (v *viewer) films(out *layouts.List, rt *route) {
	filter := v.filter(rt)
	matches := map[string][]*content.Film{} // by session
	if filter != nil {
		for _, f := range filter.films {
			matches[f.Session.ID] = append(matches[f.Session.ID], f)
		}
	}
	for _, x := range v.Sessions {
		films := matches[x.ID]
		if filter == nil {
			films = v.FilmsOf(x)
		}
		list := make([]layouts.Card, 0, len(films))
		for _, f := range films {
			if !v.listed(f) {
				continue
			}
			c := v.card(f)
			if filter == nil {
				c.Facets = v.facetAttrs(f)
			}
			list = append(list, c)
		}
		v.group(out, x, within(v, x, list))
	}
	if all := v.routes.listOf(rt.folder, v.lang); all != nil {
		out.All = v.link(all, v.say("list.all_films"))
		out.All.Current = filter == nil
	}
	for _, f := range v.facets {
		x := layouts.Filter{Name: f.name, Label: v.t("facet." + f.name)}
		for _, val := range f.values {
			o := layouts.Option{Value: val.slug, Label: val.label(v), Count: len(val.films), Current: rt.facet == f.name && rt.slug == val.slug}
			if to := v.routes.byGroup["films/"+f.name+"/"+val.slug]; to != nil && to[v.lang] != nil {
				o.URL = to[v.lang].url
			}
			x.Options = append(x.Options, o)
		}
		out.Filters = append(out.Filters, x)
	}
}

// A facet is a property that films can be filtered by.
type facet struct {
	name   string
	values []facetValue
}

// A facetValue is one value of a facet, which has a page of its own.
type facetValue struct {
	slug, value string
	films       []*content.Film
	label       func(*viewer) string
}

// of are the film's values of the facet.
func (f facet) of(x *content.Film) []string {
	switch f.name {
	case "edition":
		return []string{x.Session.ID}
	case "kind":
		return []string{x.Type}
	case "technique":
		if t, _ := x.Technique.Value.In(0); x.Technique.IsKnown() {
			return []string{t}
		}
	case "year":
		if x.Year.IsKnown() {
			return []string{itoa(x.Year.Value)}
		}
	case "language":
		var out []string
		for _, l := range x.Languages.Value {
			out = append(out, string(l))
		}
		return out
	}
	return nil
}

// facetSlug is how a value stands in addresses and in data attributes.
func facetSlug(value string) string { return content.Slugify(value) }

// facets are those that divide the films of the site: a facet with one value for all is none.
func facets(s *content.Site) []facet {
	var out []facet
	slugs := map[string]string{} // films share few values
	for _, name := range []string{"edition", "kind", "technique", "year", "language"} {
		f := facet{name: name}
		at := map[string]int{} // of slugs among the values
		for _, x := range s.Films {
			for _, value := range f.of(x) {
				slug, ok := slugs[value]
				if !ok {
					slug = facetSlug(value)
					slugs[value] = slug
				}
				if slug == "" {
					continue
				}
				i, ok := at[slug]
				if !ok {
					i = len(f.values)
					at[slug] = i
					f.values = append(f.values, facetValue{slug: slug, value: value, label: labelOf(s, name, value, x)})
				}
				if v := &f.values[i]; len(v.films) == 0 || v.films[len(v.films)-1] != x {
					v.films = append(v.films, x)
				}
			}
		}
		if name == "year" {
			slices.SortFunc(f.values, func(a, b facetValue) int { return strings.Compare(b.value, a.value) })
		}
		if len(f.values) > 1 {
			out = append(out, f)
		}
	}
	return out
}

// labelOf is a facet's value in words; those of techniques come from a film that has it.
func labelOf(s *content.Site, name, value string, x *content.Film) func(*viewer) string {
	switch name {
	case "edition":
		return func(v *viewer) string {
			if e := v.Session(value); e != nil {
				return v.tr(e.Title).Plain
			}
			return value
		}
	case "kind":
		return func(v *viewer) string { return v.t("film." + value) }
	case "technique":
		return func(v *viewer) string { return v.tr(x.Technique.Value).Plain }
	case "language":
		return func(v *viewer) string { return v.language(content.Lang(value)) }
	}
	return func(*viewer) string { return value }
}

func (v *viewer) agenda() *layouts.Agenda {
	all := appendAll(appendAll(nil, v.Masterclasses), v.Events)
	slices.SortStableFunc(all, func(a, b content.Record) int {
		return meetingOf(a).Start.From().Compare(meetingOf(b).Start.From())
	})
	out := &layouts.Agenda{}
	out.Next, out.Undated, out.Past = split(v, all)
	return out
}

func (v *viewer) outcomes() *layouts.Outcomes {
	out := &layouts.Outcomes{}
	for _, s := range v.Sessions {
		if len(s.Figures.Value) > 0 || len(v.FilmsOf(s)) > 0 {
			out.Editions = append(out.Editions, layouts.OutcomesOf{Session: v.entryLink(s), Figures: v.figures(s), Films: within(v, s, cards(v, v.FilmsOf(s)))})
		}
	}
	return out
}

func (v *viewer) laureates() []layouts.Edition {
	var out []layouts.Edition
	for _, s := range v.Sessions {
		x := layouts.Edition{Session: v.entryLink(s), ID: s.ID + "_"}
		for _, p := range v.PrizesOf(s) {
			if v.listed(p) {
				x.Prizes = append(x.Prizes, layouts.EditionPrize{Card: v.card(p), Laureates: v.laureatesOf(p), Unknown: p.Laureates.IsUnknown()})
			}
		}
		if len(x.Prizes) > 0 {
			out = append(out, x)
		}
	}
	return out
}

func (v *viewer) press() *layouts.Press {
	return &layouts.Press{Sessions: cards(v, v.Sessions), Contact: v.frame.contact}
}

// elsewhere is the way back from a page that is not there, in every language, this one first:
// most hosts know one such page for all.
func (v *viewer) elsewhere() []layouts.Elsewhere {
	var out []layouts.Elsewhere
	for i := range v.Config.Languages {
		w := v.views[(v.lang+i)%len(v.views)]
		e := layouts.Elsewhere{Lang: w.code, Dir: w.Config.Languages[w.lang].Dir, Title: w.t("notfound.title"), Text: w.t("notfound.text")}
		e.Links = append(e.Links, layouts.Link{URL: w.frame.home, Label: w.say("list.home")})
		for _, n := range w.frame.nav {
			e.Links = append(e.Links, n.item.Link)
		}
		out = append(out, e)
	}
	return out
}

// home is the front page's part beside its words: what a visitor can do now.
func (v *viewer) home() *layouts.Home {
	out := &layouts.Home{FilmCount: len(v.Films)}
	if rt := v.routes.listOf("films", v.lang); rt != nil {
		out.FilmsURL = rt.url
	}
	if rt := v.routes.listOf("news", v.lang); rt != nil {
		out.NewsURL = rt.url
	}
	if rt := v.pageWith("agenda"); rt != nil {
		out.AgendaURL = rt.url
	}
	for _, s := range v.Sessions {
		if f := v.figures(s); len(f) > 0 {
			out.Figures, out.FiguresTitle = f, v.say("figures.of", "session", v.tr(s.Title).Plain)
			break
		}
	}
	const most = 6
	out.Films = cards(v, v.Films[:min(most, len(v.Films))])
	a := v.agenda()
	out.Next = append(a.Next, a.Undated...)
	out.Next = out.Next[:min(3, len(out.Next))]
	out.News = cards(v, v.News[:min(3, len(v.News))])
	s := v.current()
	if s == nil {
		return out
	}
	c := v.card(s)
	out.Session, out.State, out.Lead = &c, v.State(s), v.lead(s)
	if out.State == content.Over && len(v.Films) > 0 {
		out.Lead = v.t("lead.over_works")
	}
	out.Disciplines = v.disciplines(s)
	out.Prizes = cards(v, v.PrizesOf(s))
	v.calls(out, s)
	return out
}

// calls is what the front page asks of its visitor, by the state of the session.
func (v *viewer) calls(out *layouts.Home, s *content.Session) {
	session := v.entryLink(s)
	films := layouts.Link{URL: out.FilmsURL, Label: v.say("call.films")}
	agenda := layouts.Link{URL: out.AgendaURL, Label: v.say("call.agenda")}
	apply := v.link(v.applyPage(), v.say("call.apply"))
	session.Label = v.say("call.session")
	switch out.State {
	case content.Open, content.Closing:
		out.Apply = v.application(s)
		out.Call, out.Second = apply, &session
	case content.Running:
		out.Call, out.Second = agenda, &session
	case content.Over:
		out.Call, out.Second = films, &session
		if out.FilmCount == 0 {
			out.Call, out.Second = session, nil
		}
	case content.Closed:
		out.Call = session
		if out.FilmCount > 0 {
			out.Second = &films
		}
	default:
		apply.Label = v.say("call.prepare")
		out.Call, out.Second = session, &apply
	}
	if out.Second != nil && out.Second.URL == "" {
		out.Second = nil
	}
}
