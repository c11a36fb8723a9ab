package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// listed says whether lists of this language show the entry.
func (v *Builder) listed(r content.Record) bool {
	return v.Config.Fallback != "omit" || r.Base().Files[v.lang] != nil
}

// card stands for an entry in lists. It is made once for all lists, but for a photograph, whose
// class is of the page.
func (v *Builder) card(r content.Record) layouts.Card {
	e := r.Base()
	made, ok := v.cards.Load(e)
	if !ok {
		c := v.newCard(r)
		made, _ = v.cards.LoadOrStore(e, &c)
	}
	c := *made.(*layouts.Card)
	if c.Picture == nil {
		c.Picture = v.cardPicture(r)
	}
	return c
}

func (v *Builder) newCard(r content.Record) layouts.Card {
	e := r.Base()
	rt := v.in.EntryRoute(nameOf(e), v.lang)
	c := layouts.Card{Kind: string(e.Kind), Label: v.t("kind." + string(e.Kind)), URLLang: v.hreflang(rt), Title: v.title(r), Summary: v.opt(e.Summary)}
	if rt != nil {
		c.URL = rt.URL
	}
	switch r := r.(type) {
	case *content.Session:
		w := v.span(r.Start, r.End)
		c.When, c.State = &w, v.State(r)
		c.StateText = v.t("state." + c.State)
	case *content.Masterclass:
		v.meetingCard(&c, &r.Meeting, r.Speakers.Value)
	case *content.Event:
		v.meetingCard(&c, &r.Meeting, r.Speakers.Value)
	case *content.Film:
		v.filmCard(&c, r)
	case *content.Prize:
		c.State, c.StateText = r.State, v.t("award."+r.State)
		if s := v.Session(r.Session.ID); s != nil {
			c.Meta = append(c.Meta, v.tr(s.Title))
		}
		if c.Summary.Plain == "" {
			c.Summary = v.tr(r.Award)
		}
	case *content.Person:
		c.Label = ""
		for _, role := range r.Roles {
			c.Meta = append(c.Meta, v.say("role."+role))
		}
		if !r.Public() {
			c.Summary = layouts.Text{}
		}
	case *content.Place:
		if r.Locality.IsKnown() {
			c.Meta = append(c.Meta, v.name(r.Locality.Value))
		}
	case *content.News:
		w := v.when(r.Date)
		c.When = &w
	}
	if !v.hasPhoto(r) {
		c.Picture = v.cardPicture(r)
	}
	return c
}

// hasPhoto says whether an entry has a picture that is shown.
func (v *Builder) hasPhoto(r content.Record) bool {
	i := ImageOf(r)
	return i != nil && v.in.Photos[content.Resolve(i.Dir, i.Src)] != nil
}

// cardPicture is an entry's own picture, or the drawing where the kind is one that is shown.
func (v *Builder) cardPicture(r content.Record) *layouts.Picture {
	switch r := r.(type) {
	case *content.Person:
		if !r.Public() {
			return nil
		}
	case *content.News, *content.Place:
		if ImageOf(r) == nil {
			return nil
		}
	}
	if _, ok := r.(*content.Film); ok {
		return v.coverImage(r, sizesFilm)
	}
	return v.coverImage(r, sizesCard)
}

func (v *Builder) filmCard(c *layouts.Card, f *content.Film) {
	c.Label = v.t("film." + f.Type)
	if f.Year.IsKnown() {
		c.Meta = append(c.Meta, v.plain(itoa(f.Year.Value)))
	}
	if f.Runtime.IsKnown() {
		c.Meta = append(c.Meta, v.plain(v.length(f.Runtime.Value)))
	}
	if s := v.Session(f.Session.ID); s != nil {
		c.Meta = append(c.Meta, v.tr(s.Title))
	}
	if f.Logline.IsKnown() && c.Summary.Plain == "" {
		c.Summary = v.tr(f.Logline.Value)
	}
	if len(v.PrizesOfFilm(f)) > 0 {
		c.State, c.StateText = "awarded", v.t("state.laureate")
	}
}

func (v *Builder) meetingCard(c *layouts.Card, m *content.Meeting, speakers []content.Ref) {
	w := v.span(m.Start, m.End)
	c.When, c.State = &w, v.MeetingState(m)
	c.StateText = v.t("state." + c.State)
	c.Meta = append(c.Meta, v.say("audience."+m.Audience))
	if p := v.Place(m.Place.Value.ID); p != nil {
		c.Meta = append(c.Meta, v.tr(p.Title))
	} else if m.Online.IsKnown() {
		c.Meta = append(c.Meta, v.say("value.online"))
	}
	for _, ref := range speakers {
		if p := v.Person(ref.ID); p != nil {
			c.Meta = append(c.Meta, v.person(p))
		}
	}
}

// cards are those of the entries that lists of this language show.
func cards[T content.Record](v *Builder, list []T) []layouts.Card {
	out := make([]layouts.Card, 0, len(list))
	for _, r := range list {
		if v.listed(r) {
			out = append(out, v.card(r))
		}
	}
	return out
}

// within leaves out of cards the edition that their heading names: they end with it.
func within(v *Builder, s *content.Session, list []layouts.Card) []layouts.Card {
	title := v.tr(s.Title)
	for i := range list {
		if m := list[i].Meta; len(m) > 0 && m[len(m)-1] == title {
			list[i].Meta = m[:len(m)-1]
		}
	}
	return list
}

// refs are the live entries that refs name.
func refs[T content.Record](get func(string) T, isNil func(T) bool, list []content.Ref) []T {
	var out []T
	for _, r := range list {
		if x := get(r.ID); !isNil(x) {
			out = append(out, x)
		}
	}
	return out
}
