package content

import (
	"reflect"
	"slices"

	"artsfactory/cmd/internal/source"
)

// A Kind is the sort of thing an entry is.
type Kind string

// The kinds. Each has a row in kinds and a file that bears its name.
const (
	PageKind        Kind = "page"
	SessionKind     Kind = "session"
	MasterclassKind Kind = "masterclass"
	EventKind       Kind = "event"
	FilmKind        Kind = "film"
	PrizeKind       Kind = "prize"
	PersonKind      Kind = "person"
	PlaceKind       Kind = "place"
	NewsKind        Kind = "news"
)

// kinds is the table of kinds, in the order in which they are listed.
var kinds = []kindRow{
	newKind(PageKind, "pages", source.Msg("page", "page"), "de page",
		func(s *Site) *[]*Page { return &s.Pages }, orderPages),
	newKind(SessionKind, "sessions", source.Msg("session", "édition"), "d’édition",
		func(s *Site) *[]*Session { return &s.Sessions }, orderSessions),
	newKind(MasterclassKind, "masterclasses", source.Msg("masterclass", "masterclass"), "de masterclass",
		func(s *Site) *[]*Masterclass { return &s.Masterclasses }, orderMasterclasses),
	newKind(EventKind, "events", source.Msg("event", "événement"), "d’événement",
		func(s *Site) *[]*Event { return &s.Events }, orderEvents),
	newKind(FilmKind, "films", source.Msg("film", "film"), "de film",
		func(s *Site) *[]*Film { return &s.Films }, orderFilms),
	newKind(PrizeKind, "prizes", source.Msg("prize", "prix"), "de prix",
		func(s *Site) *[]*Prize { return &s.Prizes }, orderPrizes),
	newKind(PersonKind, "people", source.Msg("person", "personne"), "de personne",
		func(s *Site) *[]*Person { return &s.People }, orderPeople),
	newKind(PlaceKind, "places", source.Msg("place", "lieu"), "de lieu",
		func(s *Site) *[]*Place { return &s.Places }, orderPlaces),
	newKind(NewsKind, "news", source.Msg("news", "actualité"), "d’actualité",
		func(s *Site) *[]*News { return &s.News }, orderNews),
}

// A kindRow is a row of the table.
type kindRow struct {
	Kind
	folder string         // below content/
	name   source.Message // what editors call it
	noneFr string         // the name after a French "il n’y a pas"

	make    func() Record
	typ     reflect.Type         // of what a record points to
	add     func(*Site, Record)  // to the list of the site
	sort    func(*Site)          // the list of the site
	count   func(*Site) int      // of the list of the site
	records func(*Site) []Record // the list of the site
}

// newKind makes the row of a kind. list is where a site keeps its live entries, and order compares two of them.
func newKind[T any, R interface {
	*T
	Record
}](k Kind, folder string, name source.Message, noneFr string,
	list func(*Site) *[]R, order func(*Site) func(a, b R) int) kindRow {
	return kindRow{Kind: k, folder: folder, name: name, noneFr: noneFr,
		make:  func() Record { return R(new(T)) },
		typ:   reflect.TypeFor[T](),
		add:   func(s *Site, r Record) { l := list(s); *l = append(*l, r.(R)) },
		sort:  func(s *Site) { slices.SortFunc(*list(s), order(s)) },
		count: func(s *Site) int { return len(*list(s)) },
		records: func(s *Site) []Record {
			records := make([]Record, len(*list(s)))
			for i, r := range *list(s) {
				records[i] = r
			}
			return records
		},
	}
}

// Kinds lists every kind.
var Kinds = func() (list []Kind) {
	for i := range kinds {
		list = append(list, kinds[i].Kind)
	}
	return list
}()

// row is the kind's row of the table; that of pages for what is no kind.
func (k Kind) row() *kindRow {
	for i := range kinds {
		if kinds[i].Kind == k {
			return &kinds[i]
		}
	}
	return &kinds[0]
}

// Folder is the folder below content/ that holds the kind's entries.
func (k Kind) Folder() string { return k.row().folder }

// Name is what editors call the kind.
func (k Kind) Name() source.Message { return k.row().name }

// Type is the struct whose fields an entry of the kind has.
func (k Kind) Type() reflect.Type { return k.row().typ }

// New makes an empty record of the kind.
func (k Kind) New() Record { return k.row().make() }

// noun names the kind in a sentence that says there is none.
func (k Kind) noun() source.Message { return source.Message{En: string(k), Fr: k.row().noneFr} }

// KindOf returns the kind of the entries in a folder, or "".
func KindOf(folder string) Kind {
	for i := range kinds {
		if kinds[i].folder == folder {
			return kinds[i].Kind
		}
	}
	return ""
}

// Records are the live entries of a kind in the order of the site's list.
func (s *Site) Records(k Kind) []Record { return k.row().records(s) }

// Count is how many live entries of a kind there are.
func (s *Site) Count(k Kind) int { return k.row().count(s) }
