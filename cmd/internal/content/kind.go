package content

import "artsfactory/cmd/internal/source"

// A Kind is the sort of thing an entry is.
type Kind string

// The kinds, in the order in which they are listed.
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

// Kinds lists every kind.
var Kinds = []Kind{PageKind, SessionKind, MasterclassKind, EventKind, FilmKind, PrizeKind, PersonKind, PlaceKind, NewsKind}

var folders = map[Kind]string{
	PageKind: "pages", SessionKind: "sessions", MasterclassKind: "masterclasses", EventKind: "events",
	FilmKind: "films", PrizeKind: "prizes", PersonKind: "people", PlaceKind: "places", NewsKind: "news",
}

var kinds = func() map[string]Kind {
	m := map[string]Kind{}
	for k, f := range folders {
		m[f] = k
	}
	return m
}()

// Folder is the folder below content/ that holds the kind's entries.
func (k Kind) Folder() string { return folders[k] }

// Name is what editors call the kind.
func (k Kind) Name() source.Message { return kindNames[k] }

var kindNames = map[Kind]source.Message{
	PageKind:        {En: "page", Fr: "page"},
	SessionKind:     {En: "session", Fr: "édition"},
	MasterclassKind: {En: "masterclass", Fr: "masterclass"},
	EventKind:       {En: "event", Fr: "événement"},
	FilmKind:        {En: "film", Fr: "film"},
	PrizeKind:       {En: "prize", Fr: "prix"},
	PersonKind:      {En: "person", Fr: "personne"},
	PlaceKind:       {En: "place", Fr: "lieu"},
	NewsKind:        {En: "news", Fr: "actualité"},
}

// KindOf returns the kind of the entries in a folder, or "".
func KindOf(folder string) Kind {
	return kinds[folder]
}

// A Record is one of *Page, *Session, *Masterclass, *Event, *Film, *Prize, *Person, *Place
// and *News.
type Record interface{ Base() *Entry }

// New makes an empty record of the kind.
func (k Kind) New() Record {
	switch k {
	case SessionKind:
		return new(Session)
	case MasterclassKind:
		return new(Masterclass)
	case EventKind:
		return new(Event)
	case FilmKind:
		return new(Film)
	case PrizeKind:
		return new(Prize)
	case PersonKind:
		return new(Person)
	case PlaceKind:
		return new(Place)
	case NewsKind:
		return new(News)
	}
	return new(Page)
}

// An Entry is what all kinds have in common.
type Entry struct {
	Kind Kind
	// ID is the entry's identity in relations: its file name. "index" is the page of the
	// folder's list, which is of PageKind whatever the folder.
	ID string
	// Folder is the folder below content/ that the entry is in.
	Folder string
	// Texts are the entry's files by language: nil where there is none.
	Texts []*Source

	Title   Words              `field:"title,required"`
	Summary Opt[Words]         `field:"summary"`
	Draft   bool               `field:"draft"`
	Publish Date               `field:"publish" date:"time"`
	Expire  Date               `field:"expire" date:"time"`
	Image   Opt[Image]         `field:"image"`
	Aliases Aliases            `field:"aliases"`
	Slug    Words              `field:"slug"`
	Links   Opt[[]LabelledURL] `field:"links"`
	Sources Opt[[]Citation]    `field:"sources"`
	Weight  int                `field:"weight"`
}

// Base returns the entry itself.
func (e *Entry) Base() *Entry { return e }

// Path is the path of the file that holds the entry's facts.
func (e *Entry) Path() string { return e.Texts[0].Path }

// Aliases are old URLs, by the language of the page they lead to.
type Aliases struct{ In [][]Alias }

// An Alias is an old URL path, such as "/old/film/".
type Alias struct {
	Path string
	Pos  Pos
}

// Page is a page of words.
type Page struct {
	Entry
	Template string `field:"template" values:"home agenda apply outcomes laureates press contact not-found"`
}

// Session is an edition of the programme.
type Session struct {
	Entry
	Number       int               `field:"number,required"`
	Start        Date              `field:"start,required"`
	End          Date              `field:"end"`
	Seats        Opt[Count]        `field:"seats"`
	Age          Opt[Age]          `field:"age"`
	Applications Opt[Applications] `field:"applications"`
	Disciplines  Opt[[]Discipline] `field:"disciplines,required"`
	Places       Opt[[]Ref]        `field:"places" ref:"place"`
	OpenDays     Opt[[]Ref]        `field:"open_days" ref:"event"`
	Milestones   Opt[[]Milestone]  `field:"milestones"`
	Figures      Opt[[]Figure]     `field:"figures"`
	Partners     Opt[[]Partner]    `field:"partners"`
	Team         Opt[[]Member]     `field:"team"`
	Fee          Opt[Words]        `field:"fee"`
	Languages    Opt[[]Lang]       `field:"languages"`
	Status       string            `field:"status" values:"announced open closing closed running over"`
}

// Age is whom a session is for, in years, both included; 0 where there is no bound.
type Age struct {
	Min int `field:"min"`
	Max int `field:"max"`
}

// Applications is how one applies to a session.
type Applications struct {
	Opens    Date         `field:"opens" date:"time"`
	Deadline Date         `field:"deadline" date:"time"`
	URL      Opt[URL]     `field:"url"`
	Send     Opt[[]Words] `field:"send"`
	Next     Opt[[]Words] `field:"next"`
}

// Discipline is what a session teaches.
type Discipline struct {
	Name    Words        `field:"name,required"`
	Modules Opt[[]Words] `field:"modules"`
}

// Milestone is a date of a session.
type Milestone struct {
	Date  Date  `field:"date,required" date:"time"`
	Label Words `field:"label,required"`
}

// Figure is a number with what it counts.
type Figure struct {
	Value      Opt[Count]    `field:"value,required"`
	Label      Words         `field:"label,required"`
	Definition Opt[Words]    `field:"definition"`
	Source     Opt[Citation] `field:"source"`
}

// Partner is who works with a session.
type Partner struct {
	Name string     `field:"name,required"`
	URL  Opt[URL]   `field:"url"`
	Role Opt[Words] `field:"role"`
}

// Member is a person's part in a session.
type Member struct {
	Person Ref        `field:"person,required" ref:"person"`
	Role   Opt[Words] `field:"role"`
}

// Meeting is what masterclasses and events have in common.
type Meeting struct {
	Entry
	Start         Date              `field:"start,required" date:"time"`
	End           Date              `field:"end" date:"time"`
	Place         Opt[Ref]          `field:"place" ref:"place"`
	Online        Opt[URL]          `field:"online"`
	Session       Opt[Ref]          `field:"session" ref:"session"`
	Audience      string            `field:"audience,required" values:"public participants"`
	Seats         Opt[Count]        `field:"seats"`
	Language      Opt[[]Lang]       `field:"language"`
	Captions      Opt[[]Lang]       `field:"captions"`
	Registration  Opt[Registration] `field:"registration"`
	Price         Opt[Words]        `field:"price"`
	Status        string            `field:"status" values:"scheduled moved cancelled postponed"`
	PreviousStart Date              `field:"previous_start" date:"time"`
	Recording     Opt[Video]        `field:"recording"`
	Discipline    Opt[string]       `field:"discipline"`
}

// Registration is how one gets a seat.
type Registration struct {
	URL      Opt[URL] `field:"url"`
	Deadline Date     `field:"deadline" date:"time"`
}

// Masterclass is a meeting with speakers.
type Masterclass struct {
	Meeting
	Speakers Opt[[]Ref] `field:"speakers,required" ref:"person"`
}

// Event is an open week-end, a launch, a screening.
type Event struct {
	Meeting
	Speakers Opt[[]Ref] `field:"speakers" ref:"person"`
}

// Film is a work made in a session.
type Film struct {
	Entry
	Type          string           `field:"kind,required" values:"short animation web-series documentary digital"`
	Session       Ref              `field:"session,required" ref:"session"`
	OriginalTitle Opt[string]      `field:"original_title"`
	Untitled      bool             `field:"untitled"`
	Year          Opt[int]         `field:"year"`
	Runtime       Opt[Length]      `field:"runtime"`
	Country       Opt[string]      `field:"country"`
	Technique     Opt[Words]       `field:"technique"`
	Languages     Opt[[]Lang]      `field:"languages"`
	Subtitles     Opt[[]Lang]      `field:"subtitles"`
	Logline       Opt[Words]       `field:"logline" words:"50"`
	Credits       Opt[[]Credit]    `field:"credits"`
	Stills        Opt[[]Image]     `field:"stills"`
	Poster        Opt[Image]       `field:"poster"`
	Trailer       Opt[Video]       `field:"trailer"`
	Film          Opt[Video]       `field:"film"`
	Selections    Opt[[]Selection] `field:"selections"`
	Rating        Opt[string]      `field:"rating"`
	Contact       Opt[string]      `field:"contact"`
	PressKit      Opt[FileRef]     `field:"press_kit"`
}

// Credit is a role in a film and who had it.
type Credit struct {
	Role   Words      `field:"role,required"`
	People Opt[[]Who] `field:"people,required"`
}

// Selection is a festival that showed a film.
type Selection struct {
	Festival string     `field:"festival,required"`
	Year     Opt[int]   `field:"year"`
	Section  Opt[Words] `field:"section"`
	Result   Opt[Words] `field:"result"`
}

// A FileRef is a download beside its entry, or below assets/ when Src starts with "/".
type FileRef struct {
	Src string
	Pos Pos
	Dir string
}

// Prize is what laureates of a session win.
type Prize struct {
	Entry
	Session   Ref             `field:"session,required" ref:"session"`
	Award     Words           `field:"award,required"`
	State     string          `field:"state,required" values:"announced awarded unannounced"`
	Donor     Opt[string]     `field:"donor"`
	Value     Opt[string]     `field:"value"`
	Laureates Opt[[]Laureate] `field:"laureates"`
	Jury      Opt[[]Ref]      `field:"jury" ref:"person"`
	Date      Date            `field:"date" date:"time"`
	Ceremony  Opt[[]Ref]      `field:"ceremony" ref:"event"`
	Outcome   Opt[[]Ref]      `field:"outcome" ref:"film"`
}

// Laureate is a person or a film that won, and for what.
type Laureate struct {
	Person   Opt[Ref]   `field:"person" ref:"person"`
	Film     Opt[Ref]   `field:"film" ref:"film"`
	Mention  Opt[Words] `field:"mention"`
	Citation Opt[Words] `field:"citation"`
}

// Person is somebody of the programme. What Consent does not allow is shown nowhere.
type Person struct {
	Entry
	Roles    []string    `field:"roles,required" values:"founder team coach speaker participant laureate guest"`
	Name     Opt[Names]  `field:"name"`
	SortName Opt[string] `field:"sort_name"`
	Session  Opt[Ref]    `field:"session" ref:"session"`
	Photo    Opt[Image]  `field:"photo"`
	Consent  string      `field:"consent" values:"public initials none"`
	Guardian bool        `field:"guardian"`
}

// Names is a person's name in each script.
type Names struct {
	Latin  string `field:"latin"`
	Arabic string `field:"arabic"`
}

// Place is where things happen.
type Place struct {
	Entry
	Address       Opt[string] `field:"address"`
	Locality      Opt[string] `field:"locality"`
	Geo           Opt[Geo]    `field:"geo"`
	Access        Opt[Words]  `field:"access"`
	Accessibility Opt[Words]  `field:"accessibility"`
}

// Geo is a point on the Earth in degrees (WGS 84).
type Geo struct {
	Lat float64 `field:"lat,required"`
	Lon float64 `field:"lon,required"`
}

// News is a note with a date.
type News struct {
	Entry
	Date   Date     `field:"date,required" date:"time"`
	Author Opt[Who] `field:"author"`
}
