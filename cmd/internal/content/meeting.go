package content

import (
	"cmp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Meeting is what masterclasses and events have in common.
type Meeting struct {
	Entry
	Start         Date                    `field:"start,required" date:"time"`
	End           Date                    `field:"end" date:"time"`
	Place         Optional[Ref]           `field:"place" ref:"place"`
	Online        Optional[URL]           `field:"online"`
	Session       Optional[Ref]           `field:"session" ref:"session"`
	Audience      Optional[string]        `field:"audience,required" values:"public participants"`
	Guests        Optional[[]Ref]         `field:"guests" ref:"person"`
	Seats         Optional[Count]         `field:"seats"`
	Language      Optional[[]Lang]        `field:"language"`
	Captions      Optional[[]Lang]        `field:"captions"`
	Registration  Optional[Registration]  `field:"registration"`
	Price         Optional[LocalizedText] `field:"price" text:"long"`
	Status        string                  `field:"status" values:"scheduled moved cancelled postponed"`
	PreviousStart Date                    `field:"previous_start" date:"time"`
	Recording     Optional[Video]         `field:"recording"`
	Discipline    Optional[string]        `field:"discipline"`
}

// Registration is how one gets a seat.
type Registration struct {
	URL      Optional[URL] `field:"url"`
	Deadline Date          `field:"deadline" date:"time"`
}

// Masterclass is a meeting with speakers.
type Masterclass struct {
	Meeting
	Speakers Optional[[]Ref] `field:"speakers,required" ref:"person"`
}

// Event is an open week-end, a launch, a screening.
type Event struct {
	Meeting
	Speakers Optional[[]Ref] `field:"speakers" ref:"person"`
}

func (*Meeting) texts() fieldTexts { return meetingTexts }

var meetingTexts = fieldTexts{
	"start": {Label: Label{"start", "début", "البداية"},
		Help: source.Msg("when it begins", "début")},
	"end": {Label: Label{"end", "fin", "النهاية"},
		Help: source.Msg("when it ends", "fin")},
	"place": {Label: Label{"place", "lieu", "المكان"},
		Help: source.Msg("where it is", "lieu")},
	"online": {Label: Label{"online address", "adresse en ligne", "العنوان على الإنترنت"},
		Help: source.Msg("address where it is shown online", "adresse où c’est diffusé en ligne")},
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition it belongs to", "édition dont cela fait partie")},
	"audience": {Label: Label{"who for", "pour qui", "لمن"},
		Help: source.Msg("who may come", "qui peut venir"),
		Meanings: map[string]source.Message{
			"public":       source.Msg("everybody", "tout le monde"),
			"participants": source.Msg("participants only", "les participants seulement"),
		}},
	"guests": {Label: Label{"guests", "invités", "الضيوف"},
		Help: source.Msg("who is present and does not speak", "qui est présent sans intervenir")},
	"seats": {Label: Label{"seats", "places", "عدد المقاعد"},
		Help: source.Msg("how many seats", "nombre de places")},
	"language": {Label: Label{"language", "langue", "اللغة"},
		Help: source.Msg("languages spoken", "langues parlées")},
	"captions": {Label: Label{"captions", "sous-titrage", "الترجمة النصية"},
		Help: source.Msg("languages of the captions or interpreting",
			"langues des sous-titres ou de l’interprétation")},
	"registration": {Label: Label{"registration", "inscription", "التسجيل"},
		Help: source.Msg("how to get a seat", "comment s’inscrire")},
	"price": {Label: Label{"price", "tarif", "الثمن"},
		Help: source.Msg("what it costs", "prix d’entrée")},
	"status": {Label: Label{"status", "statut", "الحالة"},
		Help: source.Msg("whether it takes place as planned", "si cela a lieu comme prévu"),
		Meanings: map[string]source.Message{
			"scheduled": source.Msg("as planned", "comme prévu"),
			"moved":     source.Msg("at another date", "à une autre date"),
			"cancelled": source.Msg("does not take place", "annulé"),
			"postponed": source.Msg("later, the date is not known", "reporté, sans date"),
		}},
	"previous_start": {Label: Label{"former date", "ancienne date", "التاريخ السابق"},
		Help: source.Msg("the old date, where it is moved", "l’ancienne date, si elle a changé")},
	"recording": {Label: Label{"recording", "enregistrement", "التسجيل المصور"},
		Help: source.Msg("video of it", "vidéo de la rencontre")},
	"discipline": {Label: Label{"discipline", "discipline", "التخصص"},
		Help: source.Msg("one of the disciplines of its edition", "une des disciplines de l’édition")},
}

func (*Registration) texts() fieldTexts { return registrationTexts }

var registrationTexts = fieldTexts{
	"url": {Label: Label{"form", "formulaire", "الاستمارة"},
		Help: source.Msg("address of the form", "adresse du formulaire")},
	"deadline": {Label: Label{"register by", "inscription jusqu’au", "التسجيل إلى غاية"},
		Help: source.Msg("until when", "jusqu’à quand")},
}

func (*Masterclass) texts() fieldTexts { return masterclassTexts }

var masterclassTexts = fieldTexts{
	"speakers": {Label: Label{"who speaks", "qui intervient", "المتدخلون"},
		Help: source.Msg("who speaks", "qui intervient")},
}

func (*Event) texts() fieldTexts { return eventTexts }

var eventTexts = fieldTexts{
	"speakers": {Label: Label{"who speaks", "qui intervient", "المتدخلون"},
		Help: source.Msg("who speaks", "qui intervient")},
}

func orderMasterclasses(*Site) func(a, b *Masterclass) int {
	return func(a, b *Masterclass) int { return byDate(&a.Meeting, &b.Meeting) }
}

func orderEvents(*Site) func(a, b *Event) int {
	return func(a, b *Event) int { return byDate(&a.Meeting, &b.Meeting) }
}

// byDate puts meetings whose date is not known last.
func byDate(a, b *Meeting) int {
	known := func(m *Meeting) int {
		if m.Start.Known() {
			return 0
		}
		return 1
	}
	return cmp.Or(known(a)-known(b), a.Start.From().Compare(b.Start.From()), byWeight(&a.Entry, &b.Entry))
}

func (m *Meeting) rules(s *FrontMatter, d *decoder) {
	order(d, "start", m.Start, "end", m.End)
	order(d, "registration.deadline", m.Registration.Value.Deadline, "start", m.Start)
	if m.Status == "moved" && m.PreviousStart.Precision == Absent && !s.Unreadable("previous_start") {
		d.failAt(s.At("status"), source.Msg("it is moved, and nothing says from when",
			"la date a changé, et rien ne dit quelle était l’ancienne"),
			source.Msg("add “previous_start:” with the old date",
				"ajoutez « previous_start: » avec l’ancienne date"))
	}
}

func (m *Masterclass) rules(s *FrontMatter, d *decoder) {
	m.Meeting.rules(s, d)
	if m.missingField() != "" && !s.Unreadable("place") && !s.Unreadable("online") {
		d.failAt(Pos{1, 1},
			source.Msg("nothing says where the masterclass is", "rien ne dit où a lieu la masterclass"),
			source.Msg("add “place: masterhub” or “online: https://…”, or “place: unknown”",
				"ajoutez « place: masterhub » ou « online: https://… », ou « place: unknown »"))
	}
}

func (m *Masterclass) missingField() string {
	if m.Place.State == StateAbsent && m.Online.State == StateAbsent {
		return "place"
	}
	return ""
}

// check reports a discipline that the session does not teach.
func (m *Meeting) check(c *checker) []source.Problem {
	if !m.Discipline.IsKnown() {
		return nil
	}
	x, _ := c.site.all[key{SessionKind, m.Session.Value.ID}].(*Session)
	if x == nil && (m.Session.IsKnown() || m.Files[0].Unreadable("session")) || x != nil &&
		!x.Disciplines.IsKnown() {
		return nil // the session is a problem already, or does not know what it teaches
	}
	names := x.DisciplineNames()
	if slices.Contains(names, m.Discipline.Value) {
		return nil
	}
	hint := source.Msg("name the session, then one of its disciplines",
		"nommez la session, puis l’une de ses disciplines")
	if len(names) > 0 {
		hint = source.Msg("the session teaches %s", "la session enseigne %s", strings.Join(names, ", "))
	}
	p := m.Files[0].At("discipline")
	return []source.Problem{{Path: m.Path(), Line: p.Line, Col: p.Col,
		What: source.Msg("%q is not a discipline of the session", "« %s » n’est pas une discipline de la session",
			m.Discipline.Value),
		Hint: hint}}
}
