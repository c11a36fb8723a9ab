package board

import (
	"fmt"
	"strings"
	"time"

	"artsfactory/cmd/internal/source"
)

// Text is the board for a terminal, in French for "fr" and in English for all else: sections
// with their counts, and a row a line that begins with its place.
func (b Board) Text(lang string) string {
	var out strings.Builder
	line := func(t source.Message) { out.WriteString(t.In(lang) + "\n") }
	line(b.head())
	var empty []source.Message
	for _, s := range b.Sections {
		if s.ID == "weights" && !b.Weighed {
			continue
		}
		if len(s.Rows) == 0 {
			empty = append(empty, s.Title)
			continue
		}
		line(say("\n%s: %d\n  %s", "\n%s : %d\n  %s", s.Title, s.Count(), s.Note))
		shown := s.shown(0)
		for _, r := range shown {
			out.WriteString(r.text(lang) + "\n")
		}
		if rest := len(s.Rows) - len(shown); rest > 0 {
			line(say("  and %d more", "  et %d de plus", rest))
		}
	}
	if len(empty) > 0 {
		line(say("\nNothing under: %s", "\nRien sous : %s", list(empty)))
	}
	return out.String()
}

// shown are the rows worth showing, and at most so many where most is not 0.
func (s Section) shown(most int) []Row {
	n := len(s.Rows)
	if s.Most > 0 {
		n = min(n, s.Most)
	}
	if most > 0 {
		n = min(n, most)
	}
	return s.Rows[:n]
}

func (b Board) head() source.Message {
	t := say("%s as of %s: %d pages", "%s au %s : %d pages", b.Name, b.Now.Format("2006-01-02 15:04"), b.Pages)
	for _, x := range []struct {
		en, fr string
		took   time.Duration
	}{{"read", "lu", b.Times.Read}, {"built", "construit", b.Times.Build}, {"rendered and weighed", "rendu et pesé",
		b.Times.Render}} {
		if x.took > 0 {
			t = say("%s, %s in %s", "%s, %s en %s", t, source.Message{En: x.en, Fr: x.fr}, ms(x.took))
		}
	}
	return t
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
}

func (r Row) text(lang string) string {
	s := r.What.In(lang)
	if r.Alert {
		s = "! " + s
	}
	if r.Title != "" {
		s += " · " + kindName(r.Kind).In(lang) + say(" “%s”", " « %s »", r.Title).In(lang)
	}
	if r.Hidden {
		s += " " + hiddenMark.In(lang)
	}
	return r.Where() + ": " + s
}

var hiddenMark = source.Message{En: "[not to be named]", Fr: "[à ne pas nommer]"}
