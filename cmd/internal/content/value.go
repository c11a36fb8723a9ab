package content

import (
	"time"

	"artsfactory/cmd/internal/source"
)

// State says whether a value is there.
type State uint8

const (
	StateAbsent  State = iota // not written: not shown
	StateUnknown              // written as the bare word "unknown": shown as such, and a gap to fill
	StateKnown                // Value holds it
)

// An Optional is a value that may be absent or unknown.
type Optional[T any] struct {
	State State
	Value T
}

// IsKnown says whether Value holds a value.
func (o Optional[T]) IsKnown() bool { return o.State == StateKnown }

// IsUnknown says whether the value was asked for and is not known.
func (o Optional[T]) IsUnknown() bool { return o.State == StateUnknown }

func (o *Optional[T]) slot() (*State, any) { return &o.State, &o.Value }

type optional interface{ slot() (*State, any) }

// LocalizedText is a text in the languages of the site, by the index of the language. Only LocalizedText may
// stand in a translation: all else are facts.
type LocalizedText struct{ texts []string }

// In returns the text in a language, or in the default language where that has none, and the
// index of the language it is in.
func (w LocalizedText) In(lang int) (string, int) {
	if lang < len(w.texts) && w.texts[lang] != "" {
		return w.texts[lang], lang
	}
	if len(w.texts) > 0 {
		return w.texts[0], 0
	}
	return "", 0
}

// Has says whether there is a text in the language itself.
func (w LocalizedText) Has(lang int) bool { return lang < len(w.texts) && w.texts[lang] != "" }

// Empty says whether there is no text in any language.
func (w LocalizedText) Empty() bool {
	for _, t := range w.texts {
		if t != "" {
			return false
		}
	}
	return true
}

// NewLocalizedText makes a LocalizedText of texts by language.
func NewLocalizedText(texts ...string) LocalizedText { return LocalizedText{texts} }

// A Count is a number of people or things: exact, or "~60", about.
type Count struct {
	N     int
	About bool
}

// A Duration is a running time.
type Duration struct{ time.Duration }

// A Ref names an entry of the kind that the field's `ref` tag says, by its identity.
type Ref struct {
	ID  string
	Pos Pos
}

// A Contributor is a person entry (ID) or a plain name (Name).
type Contributor struct {
	ID, Name string
	Pos      Pos
}

// An Image is a picture beside its entry, or below assets/ when Src starts with "/".
type Image struct {
	Src     string                  `field:"src,required"`
	Alt     LocalizedText           `field:"alt,needed" text:"long"`
	Caption Optional[LocalizedText] `field:"caption" text:"long"`
	Credit  Optional[string]        `field:"credit"`
	Licence Optional[string]        `field:"licence"`
	Focus   string                  `field:"focus"`
	Pos     Pos
	// Dir is the folder Src is relative to, such as "content/films/zero".
	Dir string
}

// A Video is a film or trailer: a file beside the entry, or at YouTube or Vimeo.
type Video struct {
	File       string                  `field:"file"`
	YouTube    string                  `field:"youtube"`
	Vimeo      string                  `field:"vimeo"`
	Title      Optional[LocalizedText] `field:"title"`
	Poster     Optional[Image]         `field:"poster"`
	Captions   Captions                `field:"captions"`
	Transcript Optional[LocalizedText] `field:"transcript" text:"long"`
	Duration   Optional[Duration]      `field:"duration"`
	Date       Date                    `field:"date"`
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
	Label LocalizedText `field:"label,required"`
	URL   URL           `field:"url,required"`
}

// A URL is an absolute http(s) address, or mailto: or tel:.
type URL string

// A Lang is a BCP 47 language code.
type Lang string

// A Citation is where a fact comes from.
type Citation struct {
	Publisher Optional[string] `field:"publisher"`
	Date      Date             `field:"date"`
	URL       Optional[URL]    `field:"url"`
	Lang      Optional[Lang]   `field:"lang"`
}

func (*Image) texts() fieldTexts { return imageTexts }

var imageTexts = fieldTexts{
	"src": {Label: Label{"file", "fichier", "الملف"}, Example: "photo.jpg",
		Help: source.Msg("file beside the entry, or /images/… for assets/images/…",
			"fichier à côté de l’entrée, ou /images/… pour assets/images/…")},
	"alt": {Label: Label{"alternative text", "texte alternatif", "النص البديل"},
		Help: source.Msg(`what the picture shows; "" only for decoration`,
			`ce que montre l’image ; "" seulement pour un décor`)},
	"caption": {Label: Label{"caption", "légende", "التعليق"},
		Help: source.Msg("caption", "légende")},
	"credit": {Label: Label{"credit", "crédit", "المصدر"},
		Help: source.Msg("who made the picture", "auteur de l’image")},
	"licence": {Label: Label{"licence", "licence", "الرخصة"},
		Help: source.Msg("licence of the picture", "licence de l’image")},
	"focus": {Label: Label{"focal point", "point focal", "نقطة التركيز"}, Example: `"50% 30%"`,
		Help: source.Msg(`what stays in sight when it is cropped: "50% 30%" from the left and the top`,
			`ce qui reste visible au recadrage : "50% 30%" depuis la gauche et le haut`)},
}

func (*Video) texts() fieldTexts { return videoTexts }

var videoTexts = fieldTexts{
	"file": {Label: Label{"file", "fichier", "الملف"}, Example: noExample,
		Help: source.Msg("file beside the entry", "fichier à côté de l’entrée")},
	"youtube": {Label: Label{"YouTube", "YouTube", "يوتيوب"}, Example: "dQw4w9WgXcQ",
		Help: source.Msg("last part of its address at YouTube", "fin de son adresse chez YouTube")},
	"vimeo": {Label: Label{"Vimeo", "Vimeo", "فيميو"}, Example: noExample,
		Help: source.Msg("number of its address at Vimeo", "numéro de son adresse chez Vimeo")},
	"title": {Label: Label{"title", "titre", "العنوان"}, Example: noExample,
		Help: source.Msg("title of the video", "titre de la vidéo")},
	"poster": {Label: Label{"poster", "affiche", "الملصق"}, Example: noExample,
		Help: source.Msg("picture shown before it plays", "image montrée avant la lecture")},
	"captions": {Label: Label{"captions", "sous-titres", "الترجمة النصية"}, Example: noExample,
		Help: source.Msg("files of captions by language, or no-dialogue",
			"fichiers de sous-titres par langue, ou no-dialogue")},
	"transcript": {Label: Label{"transcript", "transcription", "النص المكتوب"}, Example: noExample,
		Help: source.Msg("what is said in it", "ce qui s’y dit")},
	"duration": {Label: Label{"running time", "durée", "المدة"}, Example: noExample,
		Help: source.Msg("running time", "durée")},
	"date": {Label: Label{"date", "date", "التاريخ"}, Example: noExample,
		Help: source.Msg("when it was published", "date de publication")},
}
