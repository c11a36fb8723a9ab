package markdown

// labels are the few that the output itself says, per language.
type labels struct {
	notes string // names the section of notes
	back  string // the link from a note back to the text
	ref   string // after back, for those who hear the link alone; the note's number follows
	table string // names a table; its headings follow
	open  string // the box of a task that is to be done
	done  string // the box of one that is done
}

var (
	labelsEn = labels{"Notes", "Back", " to reference ", "Table", "To do", "Done"}
	labelsFr = labels{"Notes", "Retour", " à l’appel de note ", "Tableau", "À faire", "Fait"}
	labelsAr = labels{"الهوامش", "العودة", " إلى موضع الهامش ", "جدول",
		"لم ينجز بعد", "منجز"}
)

func labelsIn(base string) *labels {
	switch base {
	case "fr":
		return &labelsFr
	case "ar":
		return &labelsAr
	}
	return &labelsEn
}
