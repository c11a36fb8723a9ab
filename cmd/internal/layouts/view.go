package layouts

import "html/template"

// A Page is all that one page shows, decided and in the page's language. Templates print it
// and hold no logic beyond "is it there": dates are in words, plurals are chosen, URLs are
// ready for href, names are isolated.
type Page struct {
	Lang string // BCP 47 code of the page: "fr", "ar", "en"
	Dir  string // "ltr" or "rtl"
	Kind string // for data-kind: "home", "film", "films" (a list), "page", "404" …
	Main string // the layout that fills the page: layouts/<Main>.html

	Head      Head
	SiteName  Text
	Tagline   Text
	HomeURL   string
	Languages []Language // every language of the site, the page's own included
	Nav       []NavItem
	Footer    []NavItem
	Contact   []Fact
	Social    []Link
	Apply     *Link  // the call to apply while applications are open, else nil
	Feed      string // URL of the feed of all news, or ""

	SearchURL string // URL of the page that searches the language, or "" where there is none, and on it

	Calendar  string       // URL of the calendar of what the page is about, or ""
	Subscribe template.URL // webcal: URL of the same

	Trail   []Link // breadcrumbs above the page, home first, without the page itself
	Title   Text
	Summary Text
	Body    Body
	Links   []Link
	Sources []Citation // where the facts come from

	// At most one of these is set, by Main; pages of plain words have none.
	Home        *Home
	Session     *Session
	Meeting     *Meeting // a masterclass or an event
	Film        *Film
	Prize       *Prize
	Person      *Person
	Place       *Place
	News        *News
	List        *List
	Agenda      *Agenda
	Application *Application
	Outcomes    *Outcomes
	Laureates   []SessionPrizes
	Press       *Press
	Search      *Search
	Data        *Data
	NotFound    []NotFoundText
}

// Head is what the page tells software.
type Head struct {
	Title       string // of the browser's tab, with the site's name
	Description string
	Canonical   string // absolute; "" on a page that is not to be indexed
	NoIndex     bool
	Alternates  []Alternate
	Share       *Share            // what is shown of the page where it is shared, or nil
	CSP         template.HTMLAttr // ` content="…"`: its Content-Security-Policy, with the hashes of what is inlined
	Style       template.CSS
	Stylesheet  string // URL of the style sheet, or "" where it is inlined in Style
	Scripts     []string
	Preload     *Picture
	Icon        string
	Links       []HeadLink    // icons, the manifest
	Data        template.HTML // what the page shows, for machines: a <script> with JSON-LD, or ""
	Outputs     []Output
}

// A Share is what messengers and social networks show of a page (ogp.me).
type Share struct {
	Title         string // without the site's name
	Type          string // og:type
	Locale        string // "fr_MA"
	OtherLocales  []string
	Image         string // absolute URL
	ImageType     string // media type
	ImageAlt      string
	Width, Height int // of the image, in pixels
}

// A HeadLink is a <link> to a file beside the pages. Sizes may be "".
type HeadLink struct{ Rel, URL, Sizes string }

// An Output is a feed or a calendar that software can follow. Type is its media type.
type Output struct{ Type, Title, URL string }

// An Alternate is the same page in a language, for hreflang. Lang may be "x-default".
type Alternate struct{ Lang, URL string }

// A Text is words ready to print. Attrs is empty where the words are in the page's own
// language, else ` lang="fr" dir="ltr"`, to stand in the opening tag that holds them.
type Text struct {
	HTML  template.HTML
	Plain string // for attributes: no markup
	Attrs template.HTMLAttr
}

// String is the markup, so that {{.Title}} prints it.
func (t Text) String() string { return string(t.HTML) }

// A Link is a place to go. URL is "" where there is no page to go to: print the label alone.
type Link struct {
	URL      string
	Label    Text
	External bool
	Current  bool
}

// A NavItem is an entry of a menu. Current marks the page itself, Within a page below it.
// Attrs of the label says when the target is in another language.
type NavItem struct {
	Link
	Within bool
}

// A Language is an entry of the language switcher: the same page in that language, or the
// nearest page there is.
type Language struct {
	Code, Dir, Name, URL string
	Current              bool
	Exact                bool // it is the same page, not the nearest
}

// A When is a point or span in time in words. DateTime is a valid HTML datetime value, or ""
// where the time is unknown.
type When struct {
	Text     Text
	DateTime string
	Unknown  bool
	// Day, Month and Year are the parts for a calendar leaf; "" where not known so precisely.
	Day, Month, Year, Weekday, Clock string
	Week                             bool // Day is the first and the last of a week: "1–7"
}

// A Fact is a label and a value. Unknown facts read "to be announced" and are styled so.
// Field names the front matter field it comes from.
type Fact struct {
	Field   string
	Label   string
	Value   template.HTML
	Attrs   template.HTMLAttr
	Unknown bool
}

// A Citation is a source of facts: who published it, and in which language and when.
type Citation struct {
	Publisher Text
	Detail    Text
	URL       string
}

// Body is the page's Markdown as HTML, in pieces joined. TOC is empty on short pages.
type Body struct {
	Parts []BodyPart
	Attrs template.HTMLAttr // lang and dir where the body fell back to another language
	TOC   []Heading
}

// A BodyPart is HTML, or one thing that stands between: exactly one field is set.
type BodyPart struct {
	HTML       template.HTML
	Picture    *Picture // a figure of its own
	Inline     *Picture // within a line of text
	Gallery    []Picture
	Video      *Video
	Statistics []Statistic
	Apply      *Application
}

// A Heading is an entry of the table of contents; Level is 2 or 3.
type Heading struct {
	Level int
	ID    string
	HTML  template.HTML
}

// A Picture is an image with its variants. WebP and Fallback are srcset values; Src, Width
// and Height are those of the fallback. Class carries placeholder colour and focal point,
// for style= is not allowed by the page's CSP.
type Picture struct {
	Src, WebP, Fallback string
	Sizes               string
	Width, Height       int
	Alt                 string
	AltAttrs            template.HTMLAttr
	Class               string
	Eager               bool // the page's largest picture: not lazy, fetched first
	Generated           bool // poster art of ours, decorative
	Caption             Text
	Credit              string
}

// A Video plays here once asked. Exactly one of File, and Embed with Provider, is set.
type Video struct {
	Title      Text
	File       string
	Type       string // media type of File
	Poster     *Picture
	Captions   []Track
	Embed      string // URL of the frame to load on a click
	Watch      string // URL of the page at the provider, the link without JavaScript
	Provider   string // "YouTube", "Vimeo"
	Duration   string // in words, or ""
	ISO        string // ISO 8601 duration
	Silent     bool   // it has no dialogue
	Transcript Text
}

// A Track is a WebVTT file of captions.
type Track struct {
	Lang, Label, URL string
	Default          bool
}

// A Card stands for an entry in a list.
type Card struct {
	Kind      string // "film", "masterclass" …
	Label     string // the kind in words: "Court métrage"
	URL       string
	URLLang   template.HTMLAttr // hreflang where the page is in another language
	Title     Text
	Summary   Text
	Meta      []Text // short facts: year, length, edition
	When      *When
	State     string // css-able: "past", "upcoming", "cancelled", "awarded" …
	StateText string // in words, or ""
	Picture   *Picture
	Lettered  bool              // the picture is a poster of ours that bears the title
	Facets    template.HTMLAttr // data-* attributes for the filter script
	Words     string            // " long", " longer" or " longest": the longest word of the title needs room; "" else
}

// A Person shown in a line: PersonLink.URL is "" where there is no page of theirs.
type PersonLink struct {
	URL   string
	Name  Text
	Role  Text
	Photo *Picture
}

// A Statistic is a number with its meaning.
type Statistic struct {
	Value      string // "47", "about 60"
	Number     string // the digits alone, large: "47", "~60" reads "60"
	About      bool
	Label      Text
	Definition Text
	Source     Text
	Unknown    bool
}

// A Milestone is a point on a session's timeline.
type Milestone struct {
	When  When
	Label Text
	State string // "past", "now", "future", "unknown"
}

// A Discipline is what a session teaches.
type Discipline struct {
	Name    Text
	Modules []Text
}

// Application is what there is to know for who wants to apply.
type Application struct {
	Session Link
	State   string // "announced", "open", "closing", "closed", "running", "over"
	Lead    string // the state in a sentence: "Applications are open until …"
	Facts   []Fact
	Send    []Text
	Next    []Text
	URL     string // of the form, while applications are open
	Button  string
	Notify  bool // the page offers to tell when applications open
}
