package board

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// outputs are what calendars, feeds, search engines and shared links cannot say, because the content does not.
func (s *inventory) outputs() Section {
	var rows []Row
	for i := range s.entries {
		e := &s.entries[i]
		if e.state == expired || e.hidden {
			continue
		}
		add := func(field string, what source.Message) {
			rows = append(rows, s.row(e, 0, e.Entry.Files[0].At(field), what))
		}
		s.undated(e, add)
		if s.untold(e) {
			add("title", say("no summary and no text: search engines and shared links repeat the title",
				"ni résumé ni texte : les moteurs de recherche et les liens partagés répètent le titre"))
		}
		if f, ok := e.Record.(*content.Film); ok && f.Picture() == nil {
			add("title", say("no poster and no still", "ni affiche ni image"))
		}
		content.Walk(e.Record, func(field string, x any) {
			if v, ok := x.(content.Video); ok && v.Date.Precision < content.Day {
				rows = append(rows, s.row(e, 0, v.Pos, say("%s: search engines list no video without its day",
					"%s : les moteurs de recherche ne montrent pas de vidéo sans sa date",
					label(e.Kind.Type(), field))))
			}
		})
		for _, lang := range s.CutCards(e.Record) {
			rows = append(rows, s.row(e, lang, e.Entry.Files[lang].At("title"),
				say("the title does not fit on the picture that is shared",
					"le titre ne tient pas sur l’image partagée")))
		}
	}
	return Section{ID: "outputs", Title: say("Missing outside the site", "Absent hors du site"), Rows: rows,
		Note: say("what calendars, feeds, search engines and shared links leave out for want of a fact",
			"ce que les calendriers, les flux, les moteurs et les liens partagés omettent, faute de l’information")}
}

// undated tells of an entry that is in no calendar or feed since its day is not known.
func (s *inventory) undated(e *entry, add func(string, source.Message)) {
	switch r := e.Record.(type) {
	case *content.News:
		if r.Date.Precision < content.Day {
			add("date", say("in no feed: its day is not known", "dans aucun flux : son jour n’est pas connu"))
		}
	case *content.Masterclass:
		s.undatedMeeting(&r.Meeting, add)
	case *content.Event:
		s.undatedMeeting(&r.Meeting, add)
	}
}

func (s *inventory) undatedMeeting(m *content.Meeting, add func(string, source.Message)) {
	if m.Start.Precision < content.Day {
		add("start", say("in no calendar and no feed: its day is not known",
			"dans aucun calendrier ni flux : son jour n’est pas connu"))
	}
}

// untold says that nothing but its title describes an entry.
func (s *inventory) untold(e *entry) bool {
	switch r := e.Record.(type) {
	case *content.Film:
		if r.Logline.IsKnown() {
			return false
		}
	case *content.Prize:
		return false // what is won says it
	}
	if e.Summary.IsKnown() {
		return false
	}
	for _, t := range e.EntrySummary.Files {
		if t != nil && t.Words > 0 {
			return false
		}
	}
	return true
}
