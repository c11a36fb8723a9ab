package markdown

// words are the few that the output itself says, per language.
type words struct {
	notes string // names the section of notes
	back  string // the link from a note back to the text
	ref   string // after back, for those who hear the link alone; the note's number follows
	table string // names a table; its headings follow
}

var (
	wordsEn = words{"Notes", "Back", " to reference ", "Table"}
	wordsFr = words{"Notes", "Retour", " à l’appel de note ", "Tableau"}
	wordsAr = words{"الهوامش", "العودة", " إلى موضع الهامش ", "جدول"}
)

func wordsIn(base string) *words {
	switch base {
	case "fr":
		return &wordsFr
	case "ar":
		return &wordsAr
	}
	return &wordsEn
}
