package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// listed says whether lists of this language show the entry.
func (v *Builder) listed(r content.Record) bool {
	return v.Config.Fallback != "omit" || r.Base().Files[v.lang] != nil
}

// card stands for an entry in lists. It is made once for all lists, except for a photograph: its class
// is that of a rule of the page.
func (v *Builder) card(r content.Record) layouts.Card {
	e := r.Base()
	made, ok := v.cards.Load(e)
	if !ok {
		c := v.makeCard(r)
		made, _ = v.cards.LoadOrStore(e, &c)
	}
	c := *made.(*layouts.Card)
	if c.Picture == nil {
		c.Picture = v.cardPicture(r)
	}
	return c
}

func (v *Builder) makeCard(r content.Record) layouts.Card {
	e := r.Base()
	rt := v.in.EntryRoute(nameOf(e), v.lang)
	c := layouts.Card{Kind: string(e.Kind), Label: v.t("kind." + string(e.Kind)), URLLang: v.hreflang(rt),
		Title: v.title(r), Summary: v.optional(e.Summary)}
	c.Words = wordsClass(c.Title.Plain)
	if rt != nil {
		c.URL = rt.URL
	}
	if k, ok := kinds[e.Kind]; ok {
		k.card(v, &c, r)
	}
	if f, ok := r.(*content.Film); ok && !v.hasPhoto(r) {
		c.Lettered = !f.Untitled
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

// cardPicture is an entry's picture, or the drawing instead, or nil.
func (v *Builder) cardPicture(r content.Record) *layouts.Picture {
	if !HasPlaceholder(r) {
		return nil
	}
	if _, ok := r.(*content.Film); ok {
		return v.coverImage(r, sizesFilm)
	}
	return v.coverImage(r, sizesCard)
}

// HasPlaceholder says whether a drawing stands for an entry where it has no picture to show: not for kinds that
// are texts first, and not for people who may not be named.
func HasPlaceholder(r content.Record) bool {
	switch r := r.(type) {
	case *content.Person:
		return r.Public()
	case *content.News, *content.Place:
		return r.Picture() != nil
	}
	return true
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

// withoutEdition removes from cards the edition that their heading names: it is the last of their Meta.
func withoutEdition(v *Builder, s *content.Session, list []layouts.Card) []layouts.Card {
	title := v.localized(s.Title)
	for i := range list {
		if m := list[i].Meta; len(m) > 0 && m[len(m)-1] == title {
			list[i].Meta = m[:len(m)-1]
		}
	}
	return list
}

// liveEntries are the entries that refs name, those that are live: get gives the zero value for others.
func liveEntries[T comparable](get func(string) T, refs []content.Ref) []T {
	var none T
	var out []T
	for _, r := range refs {
		if x := get(r.ID); x != none {
			out = append(out, x)
		}
	}
	return out
}
