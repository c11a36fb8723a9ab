package content

import "time"

// State says whether a value is there.
type State uint8

const (
	No    State = iota // not written: not shown
	Gap                // written as the bare word "unknown": shown as such, and a gap to fill
	Given              // V holds it
)

// An Opt is a value that may be absent or unknown.
type Opt[T any] struct {
	State State
	V     T
}

// Given says whether V holds a value.
func (o Opt[T]) Given() bool { return o.State == Given }

// Gap says whether the value was asked for and is not known.
func (o Opt[T]) Gap() bool { return o.State == Gap }

func (o *Opt[T]) slot() (*State, any) { return &o.State, &o.V }

type optional interface{ slot() (*State, any) }

// Words is a text in the languages of the site, by the index of the language. Only Words may
// stand in a translation: all else are facts.
type Words struct{ texts []string }

// In returns the text in a language, or in the default language where that has none, and the
// index of the language it is in.
func (w Words) In(lang int) (string, int) {
	if lang < len(w.texts) && w.texts[lang] != "" {
		return w.texts[lang], lang
	}
	if len(w.texts) > 0 {
		return w.texts[0], 0
	}
	return "", 0
}

// Has says whether there is a text in the language itself.
func (w Words) Has(lang int) bool { return lang < len(w.texts) && w.texts[lang] != "" }

// Empty says whether there is no text in any language.
func (w Words) Empty() bool {
	for _, t := range w.texts {
		if t != "" {
			return false
		}
	}
	return true
}

// WordsOf makes Words of texts by language.
func WordsOf(texts ...string) Words { return Words{texts} }

// A Count is a number of people or things: exact, or "~60", about.
type Count struct {
	N     int
	About bool
}

// A Length is a running time.
type Length struct{ time.Duration }

// A Ref names an entry of the kind that the field's `ref` tag says, by its identity.
type Ref struct {
	ID  string
	Pos Pos
}

// A Who is a person entry (ID) or a plain name (Name).
type Who struct {
	ID, Name string
	Pos      Pos
}

// An Image is a picture beside its entry, or below assets/ when Src starts with "/".
type Image struct {
	Src     string      `field:"src,required"`
	Alt     Words       `field:"alt"`
	Caption Opt[Words]  `field:"caption"`
	Credit  Opt[string] `field:"credit"`
	Licence Opt[string] `field:"licence"`
	Focus   string      `field:"focus"`
	Pos     Pos
	// Dir is the folder Src is relative to, such as "content/films/zero".
	Dir string
}

// A Video is a film or trailer: a file beside the entry, or at YouTube or Vimeo.
type Video struct {
	File       string      `field:"file"`
	YouTube    string      `field:"youtube"`
	Vimeo      string      `field:"vimeo"`
	Title      Opt[Words]  `field:"title"`
	Poster     Opt[Image]  `field:"poster"`
	Captions   Captions    `field:"captions"`
	Transcript Opt[Words]  `field:"transcript"`
	Duration   Opt[Length] `field:"duration"`
	Date       Date        `field:"date"`
	Pos        Pos
	Dir        string
}

// Captions are WebVTT files by language, or none because nobody speaks.
type Captions struct {
	NoDialogue bool
	Tracks     []CaptionTrack
	Given      bool
}

// A CaptionTrack is a WebVTT file beside the entry.
type CaptionTrack struct {
	Lang, File string
	Pos        Pos
}

// A LabelledURL is a place elsewhere.
type LabelledURL struct {
	Label Words `field:"label,required"`
	URL   URL   `field:"url,required"`
}

// A URL is an absolute http(s) address, or mailto: or tel:.
type URL string

// A Lang is a BCP 47 language code.
type Lang string

// A Citation is where a fact comes from.
type Citation struct {
	Publisher Opt[string] `field:"publisher"`
	Date      Date        `field:"date"`
	URL       Opt[URL]    `field:"url"`
	Lang      Opt[Lang]   `field:"lang"`
}
