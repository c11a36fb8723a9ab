package site

import (
	"html/template"
	"strconv"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func itoa(i int) string { return strconv.Itoa(i) }

// fill adds to a page what its kind shows.
func (v *viewer) fill(p *layouts.Page, rt *route) {
	switch r := v.record(rt).(type) {
	case *content.Session:
		p.Session = v.session(r)
	case *content.Masterclass:
		p.Meeting = v.meeting(r, &r.Meeting, r.Speakers)
	case *content.Event:
		p.Meeting = v.meeting(r, &r.Meeting, r.Speakers)
	case *content.Film:
		p.Film = v.film(r)
	case *content.Prize:
		p.Prize = v.prize(r)
	case *content.Person:
		p.Person = v.personPage(r)
	case *content.Place:
		p.Place = v.place(r)
	case *content.News:
		p.News = v.news(r)
	case *content.Page:
		if rt.main != "list" {
			v.fillPage(p, r)
			return
		}
		p.List = v.list(rt)
	default:
		p.List = v.list(rt)
	}
}

func (v *viewer) fillPage(p *layouts.Page, r *content.Page) {
	switch {
	case r.ID == "index" || r.Template == "home":
		p.Home = v.home()
	case r.Template == "agenda":
		p.Agenda = v.agenda()
	case r.Template == "apply":
		if s := v.current(); s != nil {
			p.Application = v.application(s)
		}
	case r.Template == "outcomes":
		p.Outcomes = v.outcomes()
	case r.Template == "laureates":
		p.Laureates = v.laureates()
	case r.Template == "press":
		p.Press = v.press()
	case r.Template == "not-found":
		p.NotFound = v.elsewhere()
	}
}

func (v *viewer) film(f *content.Film) *layouts.Film {
	out := &layouts.Film{Label: v.t("film." + f.Type), Untitled: f.Untitled, Picture: v.face(f, sizesHero), Logline: v.opt(f.Logline), CreditsUnknown: f.Credits.IsUnknown()}
	if title, _ := f.Title.In(v.lang); f.OriginalTitle.IsKnown() && f.OriginalTitle.Value != title {
		out.Original = v.name(f.OriginalTitle.Value)
	}
	fs := facts{v: v}
	fs.add("kind", v.plain(out.Label))
	fs.links("session", content.Given, content.SessionKind, f.Session)
	fs.number("year", f.Year)
	fs.length("runtime", f.Runtime)
	fs.str("country", f.Country)
	fs.words("technique", f.Technique)
	fs.langs("languages", f.Languages)
	fs.langs("subtitles", f.Subtitles)
	fs.str("rating", f.Rating)
	fs.str("contact", f.Contact)
	out.Facts = fs.list
	for _, c := range f.Credits.Value {
		out.Credits = append(out.Credits, v.credit(c))
	}
	out.Stills = v.pictures(f.Stills.Value, sizesStill)
	if f.Trailer.IsKnown() {
		out.Trailer = v.video(f.Trailer.Value, v.say("video.trailer"), v.still(f, sizesBody))
	}
	if f.Film.IsKnown() {
		out.Full = v.video(f.Film.Value, v.say("video.film"), v.still(f, sizesBody))
	}
	for _, s := range f.Selections.Value {
		x := layouts.Selection{Festival: v.name(s.Festival), Section: v.opt(s.Section), Result: v.opt(s.Result)}
		if s.Year.IsKnown() {
			x.Year = itoa(s.Year.Value)
		}
		out.Selections = append(out.Selections, x)
	}
	out.Prizes = cards(v, v.PrizesOfFilm(f))
	if f.PressKit.IsKnown() {
		if u := v.assets.url(content.Resolve(f.PressKit.Value.Dir, f.PressKit.Value.Src)); u != "" {
			out.PressKit = &layouts.Link{URL: u, Label: v.say("film.press_kit")}
		}
	}
	if s := v.Session(f.Session.ID); s != nil {
		out.Session = v.entryLink(s)
		out.Others = within(v, s, cards(v, neighbours(v.FilmsOf(s), f, 3)))
	}
	return out
}

// neighbours are up to n items that follow x in a list, from its start again at its end.
func neighbours[T comparable](list []T, x T, n int) []T {
	var out []T
	for i := range list {
		if list[i] != x {
			continue
		}
		for j := 1; j < len(list) && len(out) < n; j++ {
			out = append(out, list[(i+j)%len(list)])
		}
	}
	return out
}

func (v *viewer) credit(c content.Credit) layouts.Credit {
	out := layouts.Credit{Role: v.tr(c.Role)}
	for _, w := range c.People.Value {
		if w.ID == "" {
			out.People = append(out.People, layouts.PersonLink{Name: v.name(w.Name)})
		} else if p := v.Person(w.ID); p != nil {
			out.People = append(out.People, v.personLink(p, content.Optional[content.LocalizedText]{}))
		}
	}
	return out
}

func (v *viewer) prize(x *content.Prize) *layouts.Prize {
	out := &layouts.Prize{Award: v.tr(x.Award), State: x.State, StateText: v.t("award." + x.State), Picture: v.face(x, sizesHero),
		LaureatesUnknown: x.Laureates.IsUnknown(), Jury: v.personLinks(x.Jury.Value)}
	fs := facts{v: v}
	fs.links("session", content.Given, content.SessionKind, x.Session)
	fs.str("donor", x.Donor)
	fs.str("value", x.Value)
	fs.date("date", x.Date)
	if x.Jury.IsUnknown() {
		fs.gap("jury", true)
	}
	out.Facts = fs.list
	out.Laureates = v.laureatesOf(x)
	out.Ceremony = cards(v, refs(v.Event, func(e *content.Event) bool { return e == nil }, x.Ceremony.Value))
	out.Outcome = cards(v, refs(v.Film, func(f *content.Film) bool { return f == nil }, x.Outcome.Value))
	if s := v.Session(x.Session.ID); s != nil {
		out.Session = v.entryLink(s)
	}
	return out
}

func (v *viewer) laureatesOf(x *content.Prize) []layouts.Laureate {
	var out []layouts.Laureate
	for _, l := range x.Laureates.Value {
		y := layouts.Laureate{Mention: v.opt(l.Mention), Citation: v.opt(l.Citation)}
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

func (v *viewer) personPage(p *content.Person) *layouts.Person {
	out := &layouts.Person{Name: v.otherName(p), Films: cards(v, v.FilmsBy(p)), Prizes: cards(v, v.PrizesBy(p)), Meetings: cards(v, v.MeetingsBy(p)), Sessions: cards(v, v.TeamsOf(p))}
	for _, r := range p.Roles {
		out.Roles = append(out.Roles, v.t("role."+r))
	}
	if i := imageOf(p); i != nil {
		if out.Photo = v.picture(*i, sizesStill); out.Photo != nil {
			out.Photo.Eager = true
		}
	}
	fs := facts{v: v}
	if p.Session.State != content.No {
		fs.links("session", p.Session.State, content.SessionKind, p.Session.Value)
	}
	out.Facts = fs.list
	return out
}

func (v *viewer) place(p *content.Place) *layouts.Place {
	out := &layouts.Place{Sessions: cards(v, v.SessionsAt(p))}
	fs := facts{v: v}
	fs.str("address", p.Address)
	fs.str("locality", p.Locality)
	fs.words("access", p.Access)
	fs.words("accessibility", p.Accessibility)
	out.Facts = fs.list
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
	if i := imageOf(p); i != nil {
		out.Picture = v.picture(*i, sizesHero)
	}
	return out
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func meetingOf(r content.Record) *content.Meeting {
	switch r := r.(type) {
	case *content.Masterclass:
		return &r.Meeting
	case *content.Event:
		return &r.Meeting
	}
	return nil
}

func (v *viewer) news(n *content.News) *layouts.News {
	out := &layouts.News{When: v.when(n.Date), Others: cards(v, neighbours(v.News, n, 3))}
	if n.Author.IsKnown() {
		l := layouts.PersonLink{Name: v.name(n.Author.Value.Name)}
		if p := v.Person(n.Author.Value.ID); p != nil {
			l = v.personLink(p, content.Optional[content.LocalizedText]{})
		}
		if l.Name.Plain != "" {
			out.Author = &l
		}
	}
	if i := imageOf(n); i != nil {
		out.Picture = v.picture(*i, sizesHero)
	}
	return out
}
