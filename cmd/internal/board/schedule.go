package board

import (
	"time"

	"artsfactory/cmd/internal/content"
)

// A state is where an entry stands between its first draft and its end.
type state uint8

const (
	published state = iota
	draft
	scheduled // its publish date is to come
	expired
)

func stateAt(e *content.Entry, now time.Time) state {
	switch {
	case e.Expire.Known() && !now.Before(e.Expire.From()):
		return expired
	case e.Draft:
		return draft
	case e.Publish.Known() && now.Before(e.Publish.From()):
		return scheduled
	}
	return published
}

// unpublished are the entries that visitors do not see, or not for ever.
func (s *inventory) unpublished() Section {
	var drafts, rest []Row
	for i := range s.entries {
		e := &s.entries[i]
		src := e.EntrySummary.Files[0].FrontMatter
		switch {
		case e.state == draft && e.Publish.Known():
			drafts = append(drafts,
				s.row(e, 0, src.At("draft"),
					say("draft; publish: %s", "brouillon ; publication : %s", e.Publish.String())))
		case e.state == draft:
			drafts = append(drafts, s.row(e, 0, src.At("draft"), say("draft", "brouillon")))
		case e.state == scheduled:
			rest = append(rest,
				s.row(e, 0, e.Publish.Pos,
					say("not published yet; publish: %s", "pas encore publié ; publication : %s",
						e.Publish.String())))
		case e.state == expired:
			rest = append(rest, s.row(e, 0, e.Expire.Pos, say("expired: %s", "expiré : %s", e.Expire.String())))
		case e.Expire.Known():
			rest = append(rest,
				s.row(e, 0, e.Expire.Pos,
					say("published; expires: %s", "publié ; expiration : %s", e.Expire.String())))
		}
	}
	return Section{ID: "unpublished", Title: say("Drafts and dated entries", "Brouillons et entrées datées"),
		Rows: append(drafts, rest...),
		Note: say("what visitors do not see yet, or not for ever",
			"ce que les visiteurs ne voient pas encore, ou pas pour toujours")}
}

// changes are what time itself will do.
func (s *inventory) changes() Section {
	var rows []Row
	for _, c := range s.Site.UpcomingChanges {
		rows = append(rows,
			s.at(c.Path, c.Pos.Line, c.Pos.Col, say("%s: %s", "%s : %s", c.At.Format("2006-01-02 15:04"), c.What)))
	}
	return Section{ID: "changes", Title: say("What time changes next", "Ce que le temps change ensuite"),
		Rows: rows,
		Note: say("the site has to be built again at each of these times",
			"le site est à reconstruire à chacun de ces moments")}
}
