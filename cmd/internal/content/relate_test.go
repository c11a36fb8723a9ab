package content

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// genSources are entries of all kinds in random relations. All of it is fiction.
func genSources(t *rapid.T) []*source.File {
	some := func(kind string, most int) []string {
		var ids []string
		for i := range rapid.IntRange(1, most).Draw(t, kind) {
			ids = append(ids, fmt.Sprint(kind, "-", i+1))
		}
		return ids
	}
	editions, people, places := some("edition", 3), some("person", 4), some("place", 2)
	events, films, prizes, classes := some("event", 3), some("film", 4), some("prize", 3), some("class", 3)
	one := func(ids []string) string { return rapid.SampledFrom(ids).Draw(t, "ref") }
	list := func(ids []string) string {
		return "[" + strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, min(3, len(ids)),
			rapid.ID[string]).Draw(t, "refs"),
			", ") + "]"
	}
	draft := func() string { return fmt.Sprint("draft: ", rapid.IntRange(0, 5).Draw(t, "draft") == 0) }
	var files []*source.File
	add := func(folder, id string, lines ...string) {
		files = append(files, entry("content/"+folder+"/"+id+".md", append(lines, "title: "+id, draft())...))
	}
	for i, id := range editions {
		add("sessions", id, fmt.Sprint("number: ", i+1), "start: 2026", "disciplines: unknown",
			"places: "+list(places), "open_days: "+list(events), "team: [{person: "+one(people)+"}]")
	}
	for _, id := range people {
		add("people", id, "roles: guest", "session: "+one(editions))
	}
	for _, id := range places {
		add("places", id)
	}
	for _, id := range events {
		add("events", id, "start: 2026", "audience: public", "session: "+one(editions), "place: "+one(places),
			"speakers: "+list(people))
	}
	for _, id := range classes {
		add("masterclasses", id, "start: 2026", "audience: public", "session: "+one(editions),
			"place: "+one(places), "speakers: "+list(people))
	}
	for _, id := range films {
		add("films", id, "kind: short", "session: "+one(editions),
			"credits: [{role: Image, people: "+list(people)+"}, {role: Son, people: "+list(people)+"}]")
	}
	for _, id := range prizes {
		add("prizes", id, "session: "+one(editions), "award: Fiction", "state: awarded",
			"laureates: [{person: "+one(people)+"}, {film: "+one(films)+"}]", "outcome: "+list(films))
	}
	return files
}

// inverse checks that of says of each a just the live b that say so themselves, each once.
func inverse[A, B interface {
	comparable
	Record
}](t *rapid.T, what string, as []A, bs []B, of func(A) []B, says func(B, A) bool) {
	for _, a := range as {
		got := of(a)
		for _, b := range bs {
			n := 0
			for _, g := range got {
				if g == b {
					n++
				}
			}
			if want := says(b, a); n != 0 && !want || n != 1 && want {
				t.Fatalf("%s: %v of %v is there %d times, want %v", what, b.Base().ID, a.Base().ID, n, want)
			}
		}
		for _, g := range got {
			if !slices.Contains(bs, g) {
				t.Fatalf("%s: %v of %v is not live", what, g.Base().ID, a.Base().ID)
			}
		}
	}
}

func refs(list []Ref, id string) bool {
	return slices.ContainsFunc(list, func(r Ref) bool { return r.ID == id })
}

func TestRelationsAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, problems := build(genSources(t), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
		if problems != nil {
			t.Fatal(say(problems, "en"))
		}
		inverse(t, "FilmsOf", s.Sessions, s.Films, s.FilmsOf,
			func(f *Film, x *Session) bool { return f.Session.ID == x.ID })
		inverse(t, "PrizesOf", s.Sessions, s.Prizes, s.PrizesOf,
			func(p *Prize, x *Session) bool { return p.Session.ID == x.ID })
		inverse(t, "MasterclassesOf", s.Sessions, s.Masterclasses, s.MasterclassesOf,
			func(m *Masterclass, x *Session) bool { return m.Session.Value.ID == x.ID })
		inverse(t, "EventsOf", s.Sessions, s.Events, s.EventsOf,
			func(e *Event, x *Session) bool { return e.Session.Value.ID == x.ID || refs(x.OpenDays.Value, e.ID) })
		inverse(t, "LaureatesOf", s.Sessions, s.People, s.LaureatesOf, func(p *Person, x *Session) bool {
			return slices.ContainsFunc(s.Prizes, func(z *Prize) bool {
				return z.Session.ID == x.ID &&
					slices.ContainsFunc(z.Laureates.Value,
						func(l Laureate) bool { return l.Person.Value.ID == p.ID })
			})
		})
		inverse(t, "FilmsBy", s.People, s.Films, s.FilmsBy, func(f *Film, p *Person) bool {
			return slices.ContainsFunc(f.Credits.Value, func(c Credit) bool {
				return slices.ContainsFunc(c.People.Value, func(w Contributor) bool { return w.ID == p.ID })
			})
		})
		inverse(t, "PrizesBy", s.People, s.Prizes, s.PrizesBy, func(z *Prize, p *Person) bool {
			return slices.ContainsFunc(z.Laureates.Value,
				func(l Laureate) bool { return l.Person.Value.ID == p.ID })
		})
		inverse(t, "TeamsOf", s.People, s.Sessions, s.TeamsOf, func(x *Session, p *Person) bool {
			return slices.ContainsFunc(x.Team.Value, func(m TeamMember) bool { return m.Person.ID == p.ID })
		})
		inverse(t, "PrizesOfFilm", s.Films, s.Prizes, s.PrizesOfFilm, func(z *Prize, f *Film) bool {
			return refs(z.Outcome.Value, f.ID) ||
				slices.ContainsFunc(z.Laureates.Value, func(l Laureate) bool { return l.Film.Value.ID == f.ID })
		})
		inverse(t, "SessionsAt", s.Places, s.Sessions, s.SessionsAt,
			func(x *Session, p *Place) bool { return refs(x.Places.Value, p.ID) })
		var meetings []Record
		for _, m := range s.Masterclasses {
			meetings = append(meetings, m)
		}
		for _, e := range s.Events {
			meetings = append(meetings, e)
		}
		inverse(t, "MeetingsBy", s.People, meetings, s.MeetingsBy, func(r Record, p *Person) bool {
			if m, ok := r.(*Masterclass); ok {
				return refs(m.Speakers.Value, p.ID)
			}
			return refs(r.(*Event).Speakers.Value, p.ID)
		})
		inverse(t, "MeetingsAt", s.Places, meetings, s.MeetingsAt, func(r Record, p *Place) bool {
			if m, ok := r.(*Masterclass); ok {
				return m.Place.Value.ID == p.ID
			}
			return r.(*Event).Place.Value.ID == p.ID
		})
	})
}

// The order of the records changes nothing, and linking them leaves them as they are.
func TestLinkLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sources := genSources(t)
		now := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
		a, _ := build(sources, now)
		var records []Record
		for _, k := range slices.SortedFunc(maps.Keys(a.all),
			func(x, y key) int { return strings.Compare(string(x.kind)+x.id, string(y.kind)+y.id) }) {
			records = append(records, a.all[k])
		}
		b := Link(rapid.Permutation(records).Draw(t, "order"), a.Config, now, false)
		c := Link(records, a.Config, now, false)
		if diff := cmp.Diff(names(a), names(b)); diff != "" {
			t.Fatalf("the order of the records changes the site:\n%s", diff)
		}
		if diff := cmp.Diff(names(a), names(c)); diff != "" {
			t.Fatalf("linking twice changes the site:\n%s", diff)
		}
		for _, r := range records {
			if r != b.all[keyOf(r.Base())] {
				t.Fatal("linking copies records")
			}
		}
	})
}

// names are all lists and relations of a site, by name.
func names(s *Site) (all []string) {
	add := func(what string, list any) { all = append(all, what+": "+ids(list)) }
	add("pages", s.Pages)
	add("sessions", s.Sessions)
	add("masterclasses", s.Masterclasses)
	add("events", s.Events)
	add("films", s.Films)
	add("prizes", s.Prizes)
	add("people", s.People)
	add("places", s.Places)
	add("news", s.News)
	for _, x := range s.Sessions {
		add(x.ID+" films", s.FilmsOf(x))
		add(x.ID+" events", s.EventsOf(x))
		add(x.ID+" laureates", s.LaureatesOf(x))
		add(x.ID+" "+s.State(x), s.PrizesOf(x))
	}
	for _, p := range s.People {
		add(p.ID+" films", s.FilmsBy(p))
		add(p.ID+" prizes", s.PrizesBy(p))
		add(p.ID+" meetings", s.MeetingsBy(p))
	}
	return append(all, s.Change.String(), s.ChangeWhat.En)
}

func ids(list any) string {
	v := reflect.ValueOf(list)
	var b []string
	for i := range v.Len() {
		b = append(b, v.Index(i).Interface().(Record).Base().ID)
	}
	return strings.Join(b, " ")
}

// An open day is within its edition, or in the year before it.
func TestOpenDaysOutside(t *testing.T) {
	for start, want := range map[string]bool{
		"2025-03-01": false, "2024-06": false, "2025-06-30T19:00": false, "2024": false,
		"2025-07-01": true, "2026": true, "2024-01-09": true, "unknown": false} {
		_, told := build([]*source.File{source.NewText(ConfigPath, []byte(testConfig)),
			source.NewText("content/sessions/e-1.md", []byte("---\ntitle: E\nnumber: 1\nstart: 2025-01-10\nend: "+
				"2025-06-30\n"+
				"disciplines: unknown\nopen_days: [o]\n---\n")),
			source.NewText("content/events/o.md", []byte("---\ntitle: O\naudience: public\nstart: "+start+"\n---\n")),
		}, time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC))
		if outside := len(told) > 0; outside != want {
			t.Errorf("%s: %v", start, told)
		}
	}
}
