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
	// Files are the entry's files by language: nil where there is none.
	Files []*FrontMatter

	Title   LocalizedText           `field:"title,required"`
	Summary Optional[LocalizedText] `field:"summary"`
	Draft   bool                    `field:"draft"`
	Publish Date                    `field:"publish" date:"time"`
	Expire  Date                    `field:"expire" date:"time"`
	Image   Optional[Image]         `field:"image"`
	Aliases Aliases                 `field:"aliases"`
	Slug    LocalizedText           `field:"slug"`
	Links   Optional[[]LabelledURL] `field:"links"`
	Sources Optional[[]Citation]    `field:"sources"`
	Weight  int                     `field:"weight"`
}

// Base returns the entry itself.
func (e *Entry) Base() *Entry { return e }

// Path is the path of the file that holds the entry's facts.
func (e *Entry) Path() string { return e.Files[0].Path }

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
	Number       int                     `field:"number,required"`
	Start        Date                    `field:"start,required"`
	End          Date                    `field:"end"`
	Seats        Optional[Count]         `field:"seats"`
	Age          Optional[Age]           `field:"age"`
	Applications Optional[Applications]  `field:"applications"`
	Disciplines  Optional[[]Discipline]  `field:"disciplines,required"`
	Places       Optional[[]Ref]         `field:"places" ref:"place"`
	OpenDays     Optional[[]Ref]         `field:"open_days" ref:"event"`
	Milestones   Optional[[]Milestone]   `field:"milestones"`
	Figures      Optional[[]Statistic]   `field:"figures"`
	Partners     Optional[[]Partner]     `field:"partners"`
	Team         Optional[[]TeamMember]  `field:"team"`
	Fee          Optional[LocalizedText] `field:"fee"`
	Languages    Optional[[]Lang]        `field:"languages"`
	Status       string                  `field:"status" values:"announced open closing closed running over"`
}

// Age is whom a session is for, in years, both included; 0 where there is no bound.
type Age struct {
	Min int `field:"min"`
	Max int `field:"max"`
}

// Applications is how one applies to a session.
type Applications struct {
	Opens    Date                      `field:"opens" date:"time"`
	Deadline Date                      `field:"deadline" date:"time"`
	URL      Optional[URL]             `field:"url"`
	Send     Optional[[]LocalizedText] `field:"send"`
	Next     Optional[[]LocalizedText] `field:"next"`
}

// Discipline is what a session teaches.
type Discipline struct {
	Name    LocalizedText             `field:"name,required"`
	Modules Optional[[]LocalizedText] `field:"modules"`
}

// Milestone is a date of a session.
type Milestone struct {
	Date  Date          `field:"date,required" date:"time"`
	Label LocalizedText `field:"label,required"`
}

// Statistic is a number with what it counts.
type Statistic struct {
	Value      Optional[Count]         `field:"value,required"`
	Label      LocalizedText           `field:"label,required"`
	Definition Optional[LocalizedText] `field:"definition"`
	Source     Optional[Citation]      `field:"source"`
}

// Partner is who works with a session.
type Partner struct {
	Name string                  `field:"name,required"`
	URL  Optional[URL]           `field:"url"`
	Role Optional[LocalizedText] `field:"role"`
}

// TeamMember is a person's part in a session.
type TeamMember struct {
	Person Ref                     `field:"person,required" ref:"person"`
	Role   Optional[LocalizedText] `field:"role"`
}

// Meeting is what masterclasses and events have in common.
type Meeting struct {
	Entry
	Start         Date                    `field:"start,required" date:"time"`
	End           Date                    `field:"end" date:"time"`
	Place         Optional[Ref]           `field:"place" ref:"place"`
	Online        Optional[URL]           `field:"online"`
	Session       Optional[Ref]           `field:"session" ref:"session"`
	Audience      string                  `field:"audience,required" values:"public participants"`
	Seats         Optional[Count]         `field:"seats"`
	Language      Optional[[]Lang]        `field:"language"`
	Captions      Optional[[]Lang]        `field:"captions"`
	Registration  Optional[Registration]  `field:"registration"`
	Price         Optional[LocalizedText] `field:"price"`
	Status        string                  `field:"status" values:"scheduled moved cancelled postponed"`
	PreviousStart Date                    `field:"previous_start" date:"time"`
	Recording     Optional[Video]         `field:"recording"`
	Discipline    Optional[string]        `field:"discipline"`
}

// Registration is how one gets a seat.
type Registration struct {
	URL      Optional[URL] `field:"url"`
	Deadline Date          `field:"deadline" date:"time"`
}

// Masterclass is a meeting with speakers.
type Masterclass struct {
	Meeting
	Speakers Optional[[]Ref] `field:"speakers,required" ref:"person"`
}

// Event is an open week-end, a launch, a screening.
type Event struct {
	Meeting
	Speakers Optional[[]Ref] `field:"speakers" ref:"person"`
}

// Film is a work made in a session.
type Film struct {
	Entry
	Type          string                  `field:"kind,required" values:"short animation web-series documentary digital"`
	Session       Ref                     `field:"session,required" ref:"session"`
	OriginalTitle Optional[string]        `field:"original_title"`
	Untitled      bool                    `field:"untitled"`
	Year          Optional[int]           `field:"year"`
	Runtime       Optional[Duration]      `field:"runtime"`
	Country       Optional[string]        `field:"country"`
	Technique     Optional[LocalizedText] `field:"technique"`
	Languages     Optional[[]Lang]        `field:"languages"`
	Subtitles     Optional[[]Lang]        `field:"subtitles"`
	Logline       Optional[LocalizedText] `field:"logline" words:"50"`
	Credits       Optional[[]Credit]      `field:"credits"`
	Stills        Optional[[]Image]       `field:"stills"`
	Poster        Optional[Image]         `field:"poster"`
	Trailer       Optional[Video]         `field:"trailer"`
	Film          Optional[Video]         `field:"film"`
	Selections    Optional[[]Selection]   `field:"selections"`
	Rating        Optional[string]        `field:"rating"`
	Contact       Optional[string]        `field:"contact"`
	PressKit      Optional[FileRef]       `field:"press_kit"`
}

// Credit is a role in a film and who had it.
type Credit struct {
	Role   LocalizedText           `field:"role,required"`
	People Optional[[]Contributor] `field:"people,required"`
}

// Selection is a festival that showed a film.
type Selection struct {
	Festival string                  `field:"festival,required"`
	Year     Optional[int]           `field:"year"`
	Section  Optional[LocalizedText] `field:"section"`
	Result   Optional[LocalizedText] `field:"result"`
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
	Session   Ref                  `field:"session,required" ref:"session"`
	Award     LocalizedText        `field:"award,required"`
	State     string               `field:"state,required" values:"announced awarded unannounced"`
	Donor     Optional[string]     `field:"donor"`
	Value     Optional[string]     `field:"value"`
	Laureates Optional[[]Laureate] `field:"laureates"`
	Jury      Optional[[]Ref]      `field:"jury" ref:"person"`
	Date      Date                 `field:"date" date:"time"`
	Ceremony  Optional[[]Ref]      `field:"ceremony" ref:"event"`
	Outcome   Optional[[]Ref]      `field:"outcome" ref:"film"`
}

// Laureate is a person or a film that won, and for what.
type Laureate struct {
	Person   Optional[Ref]           `field:"person" ref:"person"`
	Film     Optional[Ref]           `field:"film" ref:"film"`
	Mention  Optional[LocalizedText] `field:"mention"`
	Citation Optional[LocalizedText] `field:"citation"`
}

// Person is somebody of the programme. What Consent does not allow is shown nowhere.
type Person struct {
	Entry
	Roles    []string         `field:"roles,required" values:"founder team coach speaker participant laureate guest"`
	Name     Optional[Names]  `field:"name"`
	SortName Optional[string] `field:"sort_name"`
	Session  Optional[Ref]    `field:"session" ref:"session"`
	Photo    Optional[Image]  `field:"photo"`
	Consent  string           `field:"consent" values:"public initials none"`
	Guardian bool             `field:"guardian"`
}

// Names is a person's name in each script.
type Names struct {
	Latin  string `field:"latin"`
	Arabic string `field:"arabic"`
}

// Place is where things happen.
type Place struct {
	Entry
	Address       Optional[string]        `field:"address"`
	Locality      Optional[string]        `field:"locality"`
	Geo           Optional[Geo]           `field:"geo"`
	Access        Optional[LocalizedText] `field:"access"`
	Accessibility Optional[LocalizedText] `field:"accessibility"`
}

// Geo is a point on the Earth in degrees (WGS 84).
type Geo struct {
	Lat float64 `field:"lat,required"`
	Lon float64 `field:"lon,required"`
}

// News is a note with a date.
type News struct {
	Entry
	Date   Date                  `field:"date,required" date:"time"`
	Author Optional[Contributor] `field:"author"`
}
