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
	if k, ok := kinds[e.Kind]; ok {
		k.card(v, &c, r)
	}
	if !v.hasPhoto(r) {
		c.Picture = v.cardPicture(r)
	}
	return c
}

// hasPhoto says whether an entry has a picture that is shown.
func (v *Builder) hasPhoto(r content.Record) bool {
	i := r.Picture()
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
		if r.Picture() == nil {
			return nil
		}
	}
	if _, ok := r.(*content.Film); ok {
		return v.coverImage(r, sizesFilm)
	}
	return v.coverImage(r, sizesCard)
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
