package layouts

import "html/template"

// Home is the front page's part beside its words.
type Home struct {
	State                        string // of the session it speaks of, as Application.State
	Lead                         string // the state in a sentence
	Session                      *Card
	Primary                      Link  // what to do now
	Secondary                    *Link // and else
	Apply                        *Application
	Statistics                   []Statistic
	StatisticsTitle              Text // which session they are of
	Films                        []Card
	First                        *Card     // of Films: where the opening leads while it has no date
	Leaf                         *HomeDate // the date that the opening shows, or nil
	Next                         []Card    // meetings to come
	Prizes                       []Card
	News                         []Card
	Disciplines                  []Discipline
	FilmsURL, AgendaURL, NewsURL string
	FilmCount                    int
}

// A HomeDate is what the front page's visitor waits for.
type HomeDate struct {
	Label string
	When  When
	Event *Link // what happens then, or nil
}

// Session is an edition of the programme.
type Session struct {
	Number          int
	State           string
	StateText       string
	Lead            string
	Facts           []Fact
	Timeline        []Milestone
	Disciplines     []Discipline
	Places          []Card
	Statistics      []Statistic
	Films           []Card
	FilmsURL        string // the list of all where Films are the first of many
	Prizes          []Card
	Masterclasses   []Card
	OpenDays        []Card // events that are open to the public
	OtherEvents     []Card
	Laureates       []PersonLink
	Partners        []PersonLink
	PartnersUnknown bool
	Team            []PersonLink
	Apply           *Application
	Picture         *Picture // nil: the page opens with the number
	Kit             *Link    // for the press
}

// Meeting is a masterclass or an event.
type Meeting struct {
	Label     string // the kind in words
	When      When
	State     string // "upcoming", "today", "past", "moved", "cancelled", "postponed", "unknown"
	StateText string
	Previous  *When // where it moved from
	Speakers  []PersonLink
	Facts     []Fact
	Place     *Card
	Online    string
	Register  *Link
	Recording *Video
	Session   *Link
	Picture   *Picture
	Others    []Card
}

// Film is a work made in a session.
type Film struct {
	Label      string // its kind in words
	Original   Text   // the original title where it differs
	Picture    *Picture
	Logline    Text
	Facts      []Fact
	Credits    []Credit
	Stills     []Picture
	Trailer    *Video
	Full       *Video
	Selections []Selection
	Prizes     []Card
	PressKit   *Link
	Session    Link
	Others     []Card
	Line       []Text   // year and running time
	Still      *Picture // that the page opens with, where the film has a poster as well
}

// A Credit is a role and who had it.
type Credit struct {
	Role   Text
	People []PersonLink
}

// A Selection is a festival a film was shown at.
type Selection struct {
	Festival Text
	Year     string
	Section  Text
	Result   Text
}

// Prize is what is won, by whom, for what.
type Prize struct {
	Award            Text
	State            string // "announced", "awarded", "unannounced"
	StateText        string
	Facts            []Fact
	Laureates        []Laureate
	LaureatesUnknown bool
	Jury             []PersonLink
	Ceremony         []Card
	Outcome          []Card
	Session          Link
	Picture          *Picture
}

// A Laureate is a person or a film that won.
type Laureate struct {
	Person   *PersonLink
	Film     *Card
	Mention  Text
	Citation Text
}

// Person is somebody of the programme who may be shown.
type Person struct {
	Name                              Text
	Roles                             []Text
	Photo                             *Picture
	Facts                             []Fact
	Films, Prizes, Meetings, Sessions []Card
}

// Place is where things happen.
type Place struct {
	Facts      []Fact
	MapURL     template.URL // geo: URI
	Next, Past []Card
	Sessions   []Card
	Picture    *Picture
}

// News is a note with a date.
type News struct {
	When    When
	Author  *PersonLink
	Picture *Picture
	Others  []Card
}

// List is the page of one kind.
type List struct {
	Kind    string
	Groups  []Group
	Filters []Filter
	Count   string // "36 films"
	Empty   string // what to say where there is none; "" else
	All     Link   // the whole list, on a filtered page
	Pages   []Link // of a long list, the first, the last and those around this one; none where one page is all

	Filterable bool // all cards are on the page, so that a script may filter them where they stand
}

// A Group is cards under a heading; Title is empty where there is one group.
type Group struct {
	ID    string
	Title Text
	URL   string
	Cards []Card
}

// A Filter is a facet of a list: each option is a page of its own.
type Filter struct {
	Name    string // "edition", "kind", "technique", "year", "language"
	Label   string
	Options []Option
}

// An Option of a filter. Value is what data-<name> of a card holds.
type Option struct {
	Value, Label, URL string
	Attrs             template.HTMLAttr // lang of the label
	Count             int
	Current           bool
}

// Agenda is what comes and what was.
type Agenda struct {
	Next, Undated, Past []Card
}

// Outcomes is what became of the participants.
type Outcomes struct {
	Sessions []SessionOutcomes
}

// SessionOutcomes is the statistics and films of one session.
type SessionOutcomes struct {
	Session    Link
	Statistics []Statistic
	Films      []Card
	FilmsURL   string // the list of all where Films are the first of many
}

// SessionPrizes is the prizes of a session with their laureates.
type SessionPrizes struct {
	Session Link
	ID      string
	Prizes  []PrizeLaureates
}

// PrizeLaureates is a prize and who won it, in the list of laureates.
type PrizeLaureates struct {
	Card      Card
	Laureates []Laureate
	Unknown   bool
}

// Press is what a journalist needs.
type Press struct {
	Sessions []Card
	Contact  []Fact
	Kit      *Link     // of the programme
	Kits     []Link    // of editions and films
	Pictures []Picture // of films, whose credit and licence are known
}

// NotFoundText is the way back from a page that is not there, in one language.
type NotFoundText struct {
	Lang, Dir   string
	Title, Text string
	Links       []Link
}

// Search is the page that searches the pages of its language.
type Search struct {
	Action  string   // URL of the page itself
	Index   string   // URL of the index, without the endings of its files
	Script  string   // URL of what searches
	Others  string   // JSON: code, direction, name and index of each other language
	Texts   string   // JSON: what the script says, by key
	Letters []Letter // all pages
}

// A Letter is the pages whose titles begin with it.
type Letter struct {
	Letter string
	Pages  []Link
}

// Data is the page that documents the open data.
type Data struct {
	Rules    []Text // that hold for all files
	Datasets []Dataset
}

// A Dataset is files of open data, and what is in them.
type Dataset struct {
	Name      string
	Title     Text
	JSON, CSV string // URLs; CSV is "" where there is none
	Fields    []DataField
}

// A DataField is a field of open data.
type DataField struct {
	Name   string
	Label  Text
	Help   Text
	Type   string // in words
	Values []template.HTML
}
