package board

import (
	"slices"

	"artsfactory/cmd/internal/source"
)

// consent says of whom the site may show what: participants, laureates, and all who may not
// be named. Those of whom the least is shown come first.
func (s *inventory) consent() Section {
	var none, initials, public []Row
	for i := range s.entries {
		e := &s.entries[i]
		if e.person == nil || e.state == expired {
			continue
		}
		at := e.EntrySummary.Files[0].FrontMatter.At("consent")
		switch e.person.Consent {
		case "none":
			none = append(none,
				s.row(e, 0, at,
					say("neither named nor pictured: shown as “%s”", "nom et image cachés : montré comme « %s »",
						s.shown(e))))
		case "initials":
			initials = append(initials,
				s.row(e, 0, at,
					say("initials only: shown as “%s”", "initiales seulement : montré comme « %s »", s.shown(e))))
		default:
			if !slices.Contains(e.person.Roles, "participant") && !slices.Contains(e.person.Roles, "laureate") {
				continue
			}
			what := say("may be named and pictured", "nom et image autorisés")
			if e.person.Guardian {
				what = say("may be named and pictured; a guardian agrees",
					"nom et image autorisés ; un responsable légal est d’accord")
			}
			public = append(public, s.row(e, 0, at, what))
		}
	}
	return Section{ID: "consent", Title: say("Consent", "Consentement"),
		Rows: slices.Concat(none, initials, public),
		Note: say("who may be shown how; ages are not known here: for those under 18, see to guardian: true "+
			"yourself",
			"qui peut être montré et comment ; les âges ne sont pas connus ici : pour les moins de 18 ans, "+
				"veillez vous-même à guardian: true")}
}

// shown is what stands for a person's name, in the languages that the board speaks as far as
// the site does.
func (s *inventory) shown(e *entry) source.Message {
	t := source.Message{En: s.ShownAs(e.person, 0), Fr: s.ShownAs(e.person, 0)}
	for i, l := range s.Site.Config.Languages {
		switch l.Code {
		case "en":
			t.En = s.ShownAs(e.person, i)
		case "fr":
			t.Fr = s.ShownAs(e.person, i)
		}
	}
	return t
}
