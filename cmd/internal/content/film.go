package content

import (
	"cmp"

	"artsfactory/cmd/internal/source"
)

// Film is a work made in a session.
type Film struct {
	Entry
	Type          string                  `field:"kind,required" values:"short animation web-series documentary digital"`
	Session       Ref                     `field:"session,required" ref:"session"`
	OriginalTitle Optional[string]        `field:"original_title"`
	Untitled      bool                    `field:"untitled"`
	Year          Optional[int]           `field:"year" range:"1900 2100"`
	Runtime       Optional[Duration]      `field:"runtime"`
	Country       Optional[string]        `field:"country"`
	Technique     Optional[LocalizedText] `field:"technique"`
	Languages     Optional[[]Lang]        `field:"languages"`
	Subtitles     Optional[[]Lang]        `field:"subtitles"`
	Logline       Optional[LocalizedText] `field:"logline" words:"50" text:"long"`
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
	Year     Optional[int]           `field:"year" range:"1900 2100"`
	Section  Optional[LocalizedText] `field:"section"`
	Result   Optional[LocalizedText] `field:"result"`
}

// A FileRef is a download beside its entry, or below assets/ when Src starts with "/".
type FileRef struct {
	Src string
	Pos Pos
	Dir string
}

func (*Film) texts() fieldTexts { return filmTexts }

var filmTexts = fieldTexts{
	"kind": {Label: Label{"kind", "genre", "النوع"},
		Help: source.Msg("what sort of work it is", "type d’œuvre"),
		Meanings: map[string]source.Message{
			"short":       source.Msg("short film", "court métrage"),
			"animation":   source.Msg("animated film", "film d’animation"),
			"web-series":  source.Msg("episode of a web series", "épisode de web-série"),
			"documentary": source.Msg("documentary", "documentaire"),
			"digital":     source.Msg("digital work", "création numérique"),
		}},
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition it was made in", "édition où l’œuvre a été faite")},
	"original_title": {Label: Label{"original title", "titre original", "العنوان الأصلي"},
		Help: source.Msg("title in its own language", "titre dans sa langue d’origine")},
	"untitled": {Label: Label{"untitled", "sans titre", "بدون عنوان"},
		Help: source.Msg("true where the title is only a description",
			"true si le titre n’est qu’une description")},
	"year": {Label: Label{"year", "année", "السنة"}, Example: "2026",
		Help: source.Msg("year it was finished", "année d’achèvement")},
	"runtime": {Label: Label{"running time", "durée", "المدة"},
		Help: source.Msg("running time", "durée")},
	"country": {Label: Label{"country", "pays", "البلد"},
		Help: source.Msg("country of production", "pays de production")},
	"technique": {Label: Label{"technique", "technique", "التقنية"},
		Help: source.Msg("technique, such as 2D animation", "technique, comme animation 2D")},
	"languages": {Label: Label{"languages", "langues", "اللغات"},
		Help: source.Msg("languages spoken in it", "langues parlées dans l’œuvre")},
	"subtitles": {Label: Label{"subtitles", "sous-titres", "الترجمة"},
		Help: source.Msg("languages of the subtitles", "langues des sous-titres")},
	"logline": {Label: Label{"logline", "accroche", "فكرة الفيلم"},
		Help: source.Msg("the story in fifty words at most", "l’histoire en cinquante mots au plus")},
	"credits": {Label: Label{"credits", "générique", "الجنيريك"},
		Help: source.Msg("who did what", "qui a fait quoi (générique)")},
	"stills": {Label: Label{"stills", "images du film", "صور من الفيلم"},
		Help: source.Msg("pictures from it", "images tirées de l’œuvre")},
	"poster": {Label: Label{"poster", "affiche", "الملصق"},
		Help: source.Msg("poster", "affiche")},
	"trailer": {Label: Label{"trailer", "bande-annonce", "الإعلان"},
		Help: source.Msg("trailer", "bande-annonce")},
	"film": {Label: Label{"film", "film", "الفيلم"},
		Help: source.Msg("the work itself", "l’œuvre elle-même")},
	"selections": {Label: Label{"festival selections", "sélections en festival",
		"المشاركات في المهرجانات"},
		Help: source.Msg("festivals that showed it", "festivals qui l’ont montrée")},
	"rating": {Label: Label{"rating", "public", "الجمهور"},
		Help: source.Msg("age rating", "âge conseillé")},
	"contact": {Label: Label{"contact", "contact", "للتواصل"},
		Help: source.Msg("whom to ask about it", "qui contacter")},
	"press_kit": {Label: Label{"press kit", "dossier de presse", "الملف الصحفي"},
		Help: source.Msg("press kit to download", "dossier de presse à télécharger")},
}

func (*Credit) texts() fieldTexts { return creditTexts }

var creditTexts = fieldTexts{
	"role": {Label: Label{"role", "rôle", "الدور"},
		Help: source.Msg("what was done", "ce qui a été fait")},
	"people": {Label: Label{"people", "personnes", "الأشخاص"},
		Help: source.Msg("who did it: file names of people, or plain names",
			"qui l’a fait : noms de fichiers de personnes, ou noms simples")},
}

func (*Selection) texts() fieldTexts { return selectionTexts }

var selectionTexts = fieldTexts{
	"festival": {Label: Label{"festival", "festival", "المهرجان"},
		Help: source.Msg("name of the festival", "nom du festival")},
	"year": {Label: Label{"year", "année", "السنة"}, Example: "2026",
		Help: source.Msg("year", "année")},
	"section": {Label: Label{"section", "section", "القسم"},
		Help: source.Msg("section of the festival", "section du festival")},
	"result": {Label: Label{"result", "résultat", "النتيجة"},
		Help: source.Msg("prize or mention", "prix ou mention")},
}

// orderFilms puts those of the newest session first.
func orderFilms(s *Site) func(a, b *Film) int {
	number := s.sessionNumbers()
	return func(a, b *Film) int {
		return cmp.Or(number[b.Session.ID]-number[a.Session.ID], byWeight(&a.Entry, &b.Entry))
	}
}

// check looks for people of the site among the plain names of the credits.
func (f *Film) check(c *checker) []source.Problem {
	var ps []source.Problem
	for _, credit := range f.Credits.Value {
		for _, w := range credit.People.Value {
			if w.Name == "" {
				continue
			}
			if c.people == nil {
				c.people = c.site.peopleByName()
			}
			switch p := c.people[foldLatin(w.Name)]; {
			case p == nil:
			case !p.Public():
				ps = append(ps, p.MayNotBeNamed(f.Path(), w.Pos, w.Name))
			default:
				ps = append(ps, source.Problem{Path: f.Path(), Line: w.Pos.Line, Col: w.Pos.Col, Warning: true,
					What: source.Msg("%q has a page on the site, and does not lead to it here",
						"« %s » a une page sur le site, et n’y mène pas ici", w.Name),
					Hint: source.Msg("write %s instead: the same name is shown, and leads there",
						"écrivez plutôt %s : le même nom est montré, et y mène", p.ID)})
			}
		}
	}
	return ps
}

// Picture is the poster, else the image, else the first of the stills where nothing is said of an image.
func (f *Film) Picture() *Image {
	switch {
	case f.Poster.IsKnown():
		return &f.Poster.Value
	case f.Image.State != StateKnown && len(f.Stills.Value) > 0:
		return &f.Stills.Value[0]
	}
	return f.Entry.Picture()
}
