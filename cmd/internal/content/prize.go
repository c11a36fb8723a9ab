package content

import (
	"cmp"

	"artsfactory/cmd/internal/source"
)

// Prize is what laureates of a session win.
type Prize struct {
	Entry
	Session   Ref                  `field:"session,required" ref:"session"`
	Award     LocalizedText        `field:"award,required" text:"long"`
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
	Citation Optional[LocalizedText] `field:"citation" text:"long"`
}

func (*Prize) texts() fieldTexts { return prizeTexts }

var prizeTexts = fieldTexts{
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition it is a prize of", "édition du prix")},
	"award": {Label: Label{"what is won", "ce qui est gagné", "ما يُربح"},
		Help: source.Msg("what is won", "ce qui est gagné")},
	"state": {Label: Label{"state", "état", "الحالة"},
		Help: source.Msg("how far the prize is", "où en est le prix"),
		Meanings: map[string]source.Message{
			"announced":   source.Msg("known, not awarded yet", "annoncé, pas encore décerné"),
			"awarded":     source.Msg("awarded", "décerné"),
			"unannounced": source.Msg("not revealed yet", "pas encore dévoilé"),
		}},
	"donor": {Label: Label{"given by", "offert par", "مقدَّمة من"},
		Help: source.Msg("who gives it", "qui l’offre")},
	"value": {Label: Label{"value", "valeur", "القيمة"},
		Help: source.Msg("what it is worth", "ce qu’il vaut")},
	"laureates": {Label: Label{"laureates", "lauréats", "الفائزون"},
		Help: source.Msg("who won it", "qui l’a gagné")},
	"jury": {Label: Label{"jury", "jury", "لجنة التحكيم"},
		Help: source.Msg("people of the jury", "personnes du jury")},
	"date": {Label: Label{"award date", "date de remise", "تاريخ التسليم"},
		Help: source.Msg("when it is awarded", "date de remise")},
	"ceremony": {Label: Label{"ceremony", "cérémonie", "حفل التسليم"},
		Help: source.Msg("event where it is awarded", "événement où il est remis")},
	"outcome": {Label: Label{"film that came of it", "film qui en est né", "الفيلم المنبثق عنها"},
		Help: source.Msg("films that came of it", "films qui en sont nés")},
}

func (*Laureate) texts() fieldTexts { return laureateTexts }

var laureateTexts = fieldTexts{
	"person": {Label: Label{"person", "personne", "الشخص"},
		Help: source.Msg("the person who won", "la personne qui a gagné")},
	"film": {Label: Label{"film", "film", "الفيلم"}, Example: noExample,
		Help: source.Msg("the film that won", "le film qui a gagné")},
	"mention": {Label: Label{"mention", "mention", "التنويه"},
		Help: source.Msg("mention", "mention")},
	"citation": {Label: Label{"citation", "citation du jury", "كلمة لجنة التحكيم"},
		Help: source.Msg("what the jury says", "ce qu’en dit le jury")},
}

// orderPrizes puts those of the newest session first.
func orderPrizes(s *Site) func(a, b *Prize) int {
	number := s.sessionNumbers()
	return func(a, b *Prize) int {
		return cmp.Or(number[b.Session.ID]-number[a.Session.ID], byWeight(&a.Entry, &b.Entry))
	}
}

func (p *Prize) rules(s *FrontMatter, d *decoder) {
	if p.missingField() != "" && !s.Unreadable("laureates") {
		d.failAt(s.At("state"), source.Msg("the prize is awarded, and nothing says to whom",
			"le prix est décerné, et rien ne dit à qui"),
			source.Msg("add “laureates:”, or “laureates: unknown”",
				"ajoutez « laureates: », ou « laureates: unknown »"))
	}
	seen := map[string]bool{}
	for _, l := range p.Laureates.Value {
		id := cmp.Or(l.Person.Value.ID, l.Film.Value.ID)
		if id != "" && seen[id] {
			d.failAt(cmp.Or(l.Person.Value.Pos, l.Film.Value.Pos),
				source.Msg("%q is in this list twice", "« %s » est deux fois dans cette liste", id),
				source.Msg("remove one of the two", "retirez l’un des deux"))
		}
		seen[id] = true
		if l.Person.IsKnown() == l.Film.IsKnown() && !l.Person.IsUnknown() && !l.Film.IsUnknown() {
			d.failAt(s.At("laureates"), source.Msg("a laureate is either a person or a film",
				"un lauréat est soit une personne, soit un film"),
				source.Msg("write “person:” or “film:”, not both",
					"écrivez « person: » ou « film: », pas les deux"))
		}
	}
}

// missingField asks for the laureates of a prize that is awarded.
func (p *Prize) missingField() string {
	if p.State == "awarded" && p.Laureates.State == StateAbsent {
		return "laureates"
	}
	return ""
}
