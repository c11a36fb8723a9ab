package content

import (
	"cmp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// rules checks what the fields of one entry say together.
func (s *FrontMatter) rules(d *decoder) {
	r := s.Record
	e := r.Base()
	order(d, "publish", e.Publish, "expire", e.Expire)
	switch r := r.(type) {
	case *Session:
		order(d, "start", r.Start, "end", r.End)
		order(d, "opens", r.Applications.Value.Opens, "deadline", r.Applications.Value.Deadline)
		if a := r.Age.Value; r.Age.IsKnown() && a.Max != 0 && a.Max < a.Min {
			d.failAt(s.At("age"), source.Msg("the oldest age %d is below the youngest, %d", "l’âge maximal %d est sous l’âge minimal, %d", a.Max, a.Min), source.Msg("check both ages", "vérifiez les deux âges"))
		}
		if p, ok := s.at["number"]; ok && r.Number < 1 && !slices.ContainsFunc(d.problems, func(q source.Problem) bool { return q.Line == p.Line }) {
			d.failAt(p, source.Msg("an edition’s number begins with 1", "le numéro d’une édition commence à 1"), source.Msg("write 1 for the first edition", "écrivez 1 pour la première édition"))
		}
	case *Masterclass:
		s.meeting(d, &r.Meeting)
	case *Event:
		s.meeting(d, &r.Meeting)
	case *Prize:
		s.prize(d, r)
	case *Person:
		s.consent(d, r)
	}
}

// order checks that b is not before a, as far as both are known.
func order(d *decoder, first string, a Date, second string, b Date) {
	if a.Known() && b.Known() && !a.From().Before(b.To()) && !(a.Timed() && b.Timed() && a.From().Equal(b.From())) {
		d.failAt(b.Pos, source.Msg("%s (%s) is before %s (%s)", "%s (%s) précède %s (%s)", second, b, first, a),
			source.Msg("exchange the two, or correct one of them", "échangez les deux, ou corrigez l’une d’elles"))
	}
}

func (s *FrontMatter) meeting(d *decoder, m *Meeting) {
	order(d, "start", m.Start, "end", m.End)
	if r, ok := s.Record.(*Masterclass); ok && r.LacksPlace() && !s.Lost("place") && !s.Lost("online") {
		d.failAt(Pos{1, 1}, source.Msg("nothing says where the masterclass is", "rien ne dit où a lieu la masterclass"),
			source.Msg("add “place: masterhub” or “online: https://…”, or “place: unknown”", "ajoutez « place: masterhub » ou « online: https://… », ou « place: unknown »"))
	}
	if m.Status == "moved" && m.PreviousStart.Precision == Absent && !s.Lost("previous_start") {
		d.failAt(s.At("status"), source.Msg("it is moved, and nothing says from when", "la date a changé, et rien ne dit quelle était l’ancienne"), source.Msg("add “previous_start:” with the old date", "ajoutez « previous_start: » avec l’ancienne date"))
	}
}

func (s *FrontMatter) prize(d *decoder, p *Prize) {
	if p.LacksLaureates() && !s.Lost("laureates") {
		d.failAt(s.At("state"), source.Msg("the prize is awarded, and nothing says to whom", "le prix est décerné, et rien ne dit à qui"), source.Msg("add “laureates:”, or “laureates: unknown”", "ajoutez « laureates: », ou « laureates: unknown »"))
	}
	for _, l := range p.Laureates.Value {
		if l.Person.IsKnown() == l.Film.IsKnown() && !l.Person.IsUnknown() && !l.Film.IsUnknown() {
			d.failAt(s.At("laureates"), source.Msg("a laureate is either a person or a film", "un lauréat est soit une personne, soit un film"), source.Msg("write “person:” or “film:”, not both", "écrivez « person: » ou « film: », pas les deux"))
		}
	}
}

func (s *FrontMatter) consent(d *decoder, p *Person) {
	if p.LacksConsent() && !s.Lost("consent") {
		d.failAt(s.At("roles"), source.Msg("nothing says whether this %s may be named", "rien ne dit si cette personne (%s) peut être nommée", p.protected()),
			source.Msg("add “consent: public”, “consent: initials” or “consent: none”", "ajoutez « consent: public », « consent: initials » ou « consent: none »"))
	}
}

// Public says whether the person may be named and shown.
func (p *Person) Public() bool { return p.Consent == "" || p.Consent == "public" }

func exampleSlug(s string) string { return cmp.Or(Slugify(s), "edition-3") }

// SuggestedName is what a file would be called that is meant to be Markdown, and whose name does not
// end as the build needs it to; "" for all others. Systems that hide what names end in make .md.txt.
func SuggestedName(p string) string {
	if strings.HasSuffix(p, ".md") {
		return ""
	}
	for _, end := range []string{".md", ".md.txt", ".markdown", ".mdown", ".mkd"} {
		if at := len(p) - len(end); at > 0 && strings.EqualFold(p[at:], end) {
			return p[:at] + ".md"
		}
	}
	return ""
}

// Slugify makes a slug of a title in Latin or Arabic letters; "" where it has none.
func Slugify(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range foldLatin(s) {
		t, ok := arabicLetters[r]
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			t = string(r)
		case r == '\'' || r == '’' || r == 'ـ' || r >= 0x064B && r <= 0x0652:
			continue // apostrophes, tatweel and vowel signs join what they stand between
		case !ok:
			hyphen = b.Len() > 0
			continue
		}
		if hyphen && t != "" {
			b.WriteByte('-')
			hyphen = false
		}
		b.WriteString(t)
	}
	return b.String()
}
