package content

import (
	"cmp"

	"artsfactory/cmd/internal/source"
)

// News is a note with a date.
type News struct {
	Entry
	Date   Date                  `field:"date,required" date:"time"`
	Author Optional[Contributor] `field:"author"`
}

func (*News) texts() fieldTexts { return newsTexts }

var newsTexts = fieldTexts{
	"date": {Label: Label{"date", "date", "التاريخ"},
		Help: source.Msg("date of the news", "date de l’actualité")},
	"author": {Label: Label{"author", "auteur", "الكاتب"},
		Help: source.Msg("who wrote it: the file name of a person, or a plain name",
			"qui l’a écrite : nom de fichier d’une personne, ou nom simple")},
}

// orderNews puts the newest first.
func orderNews(*Site) func(a, b *News) int {
	return func(a, b *News) int {
		return cmp.Or(b.Date.From().Compare(a.Date.From()), byWeight(&a.Entry, &b.Entry))
	}
}
