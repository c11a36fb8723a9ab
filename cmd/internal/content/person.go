package content

import (
	"cmp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Person is somebody of the programme. What Consent does not allow is shown nowhere.
type Person struct {
	Entry
	Roles []string `field:"roles,required" values:"founder team coach speaker participant laureate guest"`

	Position Optional[LocalizedText] `field:"position"`
	Name     Optional[Names]         `field:"name"`
	SortName Optional[string]        `field:"sort_name"`
	Session  Optional[Ref]           `field:"session" ref:"session"`
	Photo    Optional[Image]         `field:"photo"`
	Consent  string                  `field:"consent" values:"public initials none"`
	Guardian bool                    `field:"guardian"`
}

// Names is a person's name in each script.
type Names struct {
	Latin  string `field:"latin"`
	Arabic string `field:"arabic"`
}

func (*Person) texts() fieldTexts { return personTexts }

var personTexts = fieldTexts{
	"title": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("name, as it is shown", "nom, tel qu’il est montré")},
	"roles": {Label: Label{"roles", "rôles", "الأدوار"},
		Help: source.Msg("what the person is in the programme", "rôle dans le programme"),
		Meanings: map[string]source.Message{
			"founder":     source.Msg("founder", "fondatrice, fondateur"),
			"team":        source.Msg("of the team", "membre de l’équipe"),
			"coach":       source.Msg("coach", "coach"),
			"speaker":     source.Msg("speaker of a masterclass", "intervenante, intervenant"),
			"participant": source.Msg("participant", "participante, participant"),
			"laureate":    source.Msg("laureate", "lauréate, lauréat"),
			"guest":       source.Msg("guest", "invitée, invité"),
		}},
	"position": {Label: Label{"position", "fonction", "الصفة"},
		Help: source.Msg("how pages call the person, where the role alone is not how one says it",
			"comment les pages disent son rôle : fondatrice, invité")},
	"name": {Label: Label{"name in each script", "nom dans chaque écriture", "الاسم بكل كتابة"},
		Help: source.Msg("the name in each script", "le nom dans chaque écriture")},
	"sort_name": {Label: Label{"name to sort by", "nom de classement", "اسم الترتيب"},
		Help: source.Msg("the name as lists sort it", "le nom tel que les listes le classent")},
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition the person took part in", "édition suivie")},
	"photo": {Label: Label{"photograph", "photographie", "الصورة الشخصية"},
		Help: source.Msg("portrait", "portrait")},
	"consent": {Label: Label{"consent", "consentement", "الموافقة"},
		Help: source.Msg("how the person agrees to be named", "comment la personne accepte d’être nommée"),
		Meanings: map[string]source.Message{
			"public":   source.Msg("the name may be shown", "le nom peut être montré"),
			"initials": source.Msg("initials only", "initiales seulement"),
			"none":     source.Msg("not named at all", "pas nommée du tout"),
		}},
	"guardian": {Label: Label{"guardian’s agreement", "accord d’un responsable légal", "موافقة الولي"},
		Help: source.Msg("true where a guardian agreed for a person under 18",
			"true si un parent a donné son accord pour une personne de moins de 18 ans")},
}

func (*Names) texts() fieldTexts { return namesTexts }

var namesTexts = fieldTexts{
	"latin": {Label: Label{"in Latin letters", "en lettres latines", "بالحروف اللاتينية"},
		Help: source.Msg("in Latin letters", "en lettres latines")},
	"arabic": {Label: Label{"in Arabic letters", "en lettres arabes", "بالحروف العربية"},
		Help: source.Msg("in Arabic letters", "en lettres arabes")},
}

// orderPeople sorts by name within a weight.
func orderPeople(s *Site) func(a, b *Person) int {
	names := make(map[*Person]string, len(s.People))
	for _, p := range s.People {
		names[p] = p.sortKey()
	}
	return func(a, b *Person) int {
		return cmp.Or(a.Weight-b.Weight, strings.Compare(names[a], names[b]), strings.Compare(a.ID, b.ID))
	}
}

func (p *Person) sortKey() string {
	if p.SortName.IsKnown() {
		return foldLatin(p.SortName.Value)
	}
	t, _ := p.Title.In(0)
	return foldLatin(t)
}

func (p *Person) rules(s *FrontMatter, d *decoder) {
	if p.missingField() != "" && !s.Unreadable("consent") {
		d.failAt(s.At("roles"), source.Msg("nothing says whether this %s may be named",
			"rien ne dit si cette personne (%s) peut être nommée", p.protected()),
			source.Msg("add “consent: public”, “consent: initials” or “consent: none”",
				"ajoutez « consent: public », « consent: initials » ou « consent: none »"))
	}
}

// missingField asks for the consent of those who may be named only with it.
func (p *Person) missingField() string {
	if p.Consent == "" && p.protected() != "" {
		return "consent"
	}
	return ""
}

// protected is the first role whose bearers are named only with their consent, or "".
func (p *Person) protected() string {
	for _, r := range p.Roles {
		if r == "participant" || r == "laureate" {
			return r
		}
	}
	return ""
}

// Public says whether the person may be named and shown.
func (p *Person) Public() bool { return p.Consent == "" || p.Consent == "public" }

// MayNotBeNamed is the problem of a file that names the person at a place.
func (p *Person) MayNotBeNamed(path string, at Pos, name string) source.Problem {
	return source.Problem{Path: path, Line: at.Line, Col: at.Col,
		What: source.Msg("%q may not be named: the consent of people/%s is %q",
			"« %s » ne peut pas apparaître : le consentement de people/%s est « %s »", name, p.ID, p.Consent),
		Hint: source.Msg("where a person is asked for, write %s instead, and the site shows what is allowed; "+
			"elsewhere leave the name out",
			"là où une personne est demandée, écrivez %s à la place, et le site montre ce qui est permis ; "+
				"ailleurs, retirez le nom",
			p.ID)}
}

// Hidden are the people, live or not, whose consent does not let them be named, by identity.
func (s *Site) Hidden() []*Person {
	var list []*Person
	for k, r := range s.all {
		if k.kind == PersonKind {
			if p, ok := r.(*Person); ok && !p.Public() && !p.Files[0].Unreadable("consent") {
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b *Person) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// AllNames are the names a person goes by, in every language and script.
func (p *Person) AllNames() []string {
	names := slices.Clone(p.Title.texts)
	names = append(names, p.Name.Value.Latin, p.Name.Value.Arabic)
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" })
	slices.Sort(names)
	return slices.Compact(names)
}

// peopleByName are the people who have a page, and those who may not be named, live or not, by
// each of their names. Of two with one name it is the one who may not be named; of two who may,
// neither.
func (s *Site) peopleByName() map[string]*Person {
	known := map[string]*Person{}
	for _, p := range s.Hidden() {
		for _, n := range p.AllNames() {
			known[foldLatin(n)] = p
		}
	}
	for _, p := range s.People {
		if !p.Public() {
			continue
		}
		for _, n := range p.AllNames() {
			k := foldLatin(n)
			if other, taken := known[k]; !taken {
				known[k] = p
			} else if other != nil && other != p && other.Public() {
				known[k] = nil
			}
		}
	}
	return known
}

// Picture is the photograph, else the image; of a person who does not consent to be shown there is none.
func (p *Person) Picture() *Image {
	switch {
	case !p.Public():
		return nil
	case p.Photo.IsKnown():
		return &p.Photo.Value
	}
	return p.Entry.Picture()
}
