package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// kinds is what each kind of entry shows, but pages of words: those are up to their template.
var kinds map[content.Kind]kind

// The rows lead to views of other entries, and so back to the table.
func init() {
	kinds = map[content.Kind]kind{
		content.SessionKind: newKind((*Builder).sessionPage, (*Builder).sessionCard),
		content.MasterclassKind: newKind((*Builder).masterclassPage, (*Builder).masterclassCard).with("meeting",
			(*Builder).meetings),
		content.EventKind: newKind((*Builder).eventPage, (*Builder).eventCard).with("meeting",
			(*Builder).meetings),
		content.FilmKind: newKind((*Builder).filmPage, (*Builder).filmCard).with("film", (*Builder).filmSections),
		content.PrizeKind: newKind((*Builder).prizePage, (*Builder).prizeCard).with("prize",
			(*Builder).prizes),
		content.PersonKind: newKind((*Builder).personPage, (*Builder).personCard).with("person",
			(*Builder).people),
		content.PlaceKind: newKind((*Builder).placePage, (*Builder).placeCard),
		content.NewsKind:  newKind((*Builder).newsPage, (*Builder).newsCard),
	}
}

// A kind is what the entries of a kind show.
type kind struct {
	layout string // that prints a page; "" for the one that bears the kind's name
	page   func(*Builder, *layouts.Page, content.Record)
	card   func(*Builder, *layouts.Card, content.Record) // what a card shows beyond title, summary and picture
	list   func(*Builder, *Route) []section              // nil where the list is one group
}

// newKind makes the row of a kind whose pages and cards show what the functions add to them.
func newKind[R content.Record](page func(*Builder, *layouts.Page, R), card func(*Builder, *layouts.Card, R)) kind {
	return kind{
		page: func(v *Builder, p *layouts.Page, r content.Record) { page(v, p, r.(R)) },
		card: func(v *Builder, c *layouts.Card, r content.Record) { card(v, c, r.(R)) },
	}
}

// with is the kind with a layout, and with groups in its list.
func (k kind) with(layout string, list func(*Builder, *Route) []section) kind {
	k.layout, k.list = layout, list
	return k
}

// Layout is the name of the layout that prints the pages of a kind.
func Layout(k content.Kind) string {
	if l := kinds[k].layout; l != "" {
		return l
	}
	return string(k)
}
