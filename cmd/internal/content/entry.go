package content

import (
	"cmp"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A Record is an entry of any kind: a *Film, a *Session … Its methods are those of Entry where a kind has none.
type Record interface {
	Base() *Entry
	// Picture stands for the entry where it is shown, or is nil.
	Picture() *Image
	// rules reports what is wrong between the fields of a source that have each been read.
	rules(*FrontMatter, *decoder)
	// missingField is the name of the field that the others ask for and that is absent, or "".
	missingField() string
	// check reports what is wrong between the entry and others of the site.
	check(*checker) []source.Problem
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
	Summary Optional[LocalizedText] `field:"summary" text:"long"`
	Draft   bool                    `field:"draft"`
	Publish Date                    `field:"publish" date:"time"`
	Expire  Date                    `field:"expire" date:"time"`
	Image   Optional[Image]         `field:"image"`
	Aliases Aliases                 `field:"aliases"`
	Slug    LocalizedText           `field:"slug"`
	Links   Optional[[]LabelledURL] `field:"links"`
	Sources Optional[[]Citation]    `field:"sources"`
	Weight  int                     `field:"weight" range:"-9999 9999"`
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

// Picture is the entry's image.
func (e *Entry) Picture() *Image {
	if e.Image.IsKnown() {
		return &e.Image.Value
	}
	return nil
}

func (e *Entry) rules(*FrontMatter, *decoder) {}

func (e *Entry) missingField() string { return "" }

func (e *Entry) check(*checker) []source.Problem { return nil }

// MissingField is the name of the field that an entry's other fields ask for and that it lacks, or
// "". A field that is always required is not meant.
func MissingField(r Record) string { return r.missingField() }

func (*Entry) texts() fieldTexts { return entryTexts }

var entryTexts = fieldTexts{
	"title": {Label: Label{"title", "titre", "العنوان"},
		Help: source.Msg("title", "titre")},
	"summary": {Label: Label{"summary", "résumé", "الملخص"},
		Help: source.Msg("one or two sentences for lists and search engines",
			"une ou deux phrases, pour les listes et les moteurs de recherche")},
	"draft": {Label: Label{"draft", "brouillon", "مسودة"},
		Help: source.Msg("true keeps the entry off the site for now",
			"true garde l’entrée hors du site pour l’instant")},
	"publish": {Label: Label{"publication date", "date de publication", "تاريخ النشر"},
		Help: source.Msg("not on the site before this date", "pas sur le site avant cette date")},
	"expire": {Label: Label{"expiry date", "date d’expiration", "تاريخ انتهاء النشر"},
		Help: source.Msg("off the site from this date on", "retirée du site à partir de cette date")},
	"image": {Label: Label{"picture", "image", "الصورة"},
		Help: source.Msg("main picture", "image principale")},
	"aliases": {Label: Label{"old addresses", "anciennes adresses", "العناوين القديمة"},
		Help: source.Msg("old addresses that lead here", "anciennes adresses qui mènent ici")},
	"slug": {Label: Label{"name in the address", "nom dans l’adresse", "الاسم في العنوان"},
		Example: "un-autre-nom",
		Help: source.Msg("another name in the address than the file’s",
			"un autre nom dans l’adresse que celui du fichier")},
	"links": {Label: Label{"links", "liens", "روابط"},
		Help: source.Msg("links to elsewhere", "liens vers d’autres sites")},
	"sources": {Label: Label{"sources", "sources", "المصادر"},
		Help: source.Msg("where the facts come from", "d’où viennent les faits")},
	"weight": {Label: Label{"rank", "rang", "الترتيب"},
		Help: source.Msg("place in lists: small numbers come first",
			"rang dans les listes : les petits nombres d’abord")},
}

func (*LabelledURL) texts() fieldTexts { return labelledURLTexts }

var labelledURLTexts = fieldTexts{
	"label": {Label: Label{"label", "libellé", "التسمية"},
		Help: source.Msg("text of the link", "texte du lien")},
	"url": {Label: Label{"web address", "adresse web", "الرابط"},
		Help: source.Msg("address of the link", "adresse du lien")},
}

func (*Citation) texts() fieldTexts { return citationTexts }

var citationTexts = fieldTexts{
	"publisher": {Label: Label{"publisher", "éditeur", "الناشر"},
		Help: source.Msg("who published it", "qui l’a publié")},
	"date": {Label: Label{"date", "date", "التاريخ"},
		Help: source.Msg("when", "quand")},
	"url": {Label: Label{"web address", "adresse web", "الرابط"},
		Help: source.Msg("where", "où")},
	"lang": {Label: Label{"language", "langue", "اللغة"},
		Help: source.Msg("language it is in", "langue du document")},
}

func byWeight(a, b *Entry) int { return cmp.Or(a.Weight-b.Weight, strings.Compare(a.ID, b.ID)) }
