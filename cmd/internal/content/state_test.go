package content

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/source"

	"pgregory.net/rapid"
)

// entry makes the source of an entry from lines of fields. All of it is fiction.
func entry(path string, lines ...string) *source.File {
	return source.NewText(path, []byte("---\n"+strings.Join(lines, "\n")+"\n---\n"))
}

func edition(n int, lines ...string) *source.File {
	return entry(fmt.Sprintf("content/sessions/edition-%d.md", n),
		append([]string{"title: Édition", fmt.Sprint("number: ", n), "disciplines: unknown"}, lines...)...)
}

func event(lines ...string) *source.File {
	return entry("content/events/e.md", append([]string{"title: Fiction", "audience: public"}, lines...)...)
}

// at links sources at a wall time in Casablanca and stops at problems.
func at(t rapid.TB, wall string, files ...*source.File) *Site {
	now, err := time.ParseInLocation("2006-01-02T15:04", wall, Zone("Africa/Casablanca"))
	if err != nil {
		t.Fatal(err)
	}
	site, problems := build(files, now)
	if problems != nil {
		t.Fatal(say(problems, "en"))
	}
	return site
}

func TestSessionState(t *testing.T) {
	usual := []string{"start: 2026-06-01", "end: 2026-06-30",
		"applications: {opens: 2026-03-01, deadline: 2026-04-30T18:00}"}
	for _, c := range []struct {
		fields []string
		now    string
		want   string
	}{
		{usual, "2026-02-28T23:59", Announced},
		{usual, "2026-03-01T00:00", Open},
		{usual, "2026-04-23T17:59", Open},
		{usual, "2026-04-23T18:00", Closing},
		{usual, "2026-04-30T17:59", Closing},
		{usual, "2026-04-30T18:00", Closed},
		{usual, "2026-05-31T23:59", Closed},
		{usual, "2026-06-01T00:00", Running},
		{usual, "2026-06-30T23:59", Running},
		{usual, "2026-07-01T00:00", Over},
		{append(usual, "status: open"), "2026-07-01T00:00", Open},
		{append(usual, "status: over"), "2026-02-01T00:00", Over},
		{[]string{"start: 2026-06-01", "end: unknown"}, "2026-05-31T23:59", Announced},
		{[]string{"start: 2026-06-01", "end: unknown"}, "2029-01-01T00:00", Running},
		{[]string{"start: unknown", "end: 2026-06"}, "2026-06-30T23:59", Announced},
		{[]string{"start: unknown", "end: 2026-06"}, "2026-07-01T00:00", Over},
		{[]string{"start: unknown"}, "2029-01-01T00:00", Announced},
		{[]string{"start: 2026-06-01", "applications: {opens: unknown, deadline: 2026-04-30}"}, "2026-04-22T00:00",
			Announced},
		{[]string{"start: 2026-06-01", "applications: {opens: unknown, deadline: 2026-04-30}"}, "2026-04-30T23:59",
			Closing},
		{[]string{"start: 2026-06-01", "applications: {opens: unknown, deadline: 2026-04-30}"}, "2026-05-01T00:00",
			Closed},
		{[]string{"start: 2026-06-01", "applications: {opens: 2026-04-28, deadline: 2026-04-30}"},
			"2026-04-27T00:00", Announced},
		{[]string{"start: 2026-06-01", "applications: {opens: 2026-03-01}"}, "2026-05-31T23:59", Open},
		{[]string{"start: unknown", "applications: {deadline: unknown}"}, "2026-05-31T23:59", Announced},
	} {
		site := at(t, c.now, edition(1, c.fields...))
		if got := site.State(site.Session("edition-1")); got != c.want {
			t.Errorf("%v at %s is %s, want %s", c.fields, c.now, got, c.want)
		}
	}
}

// An edition that does not say when it ends is over once a later one has begun.
func TestSessionFollowed(t *testing.T) {
	for now, want := range map[string]string{"2026-05-31T23:59": Announced, "2026-06-01T00:00": Over} {
		site := at(t, now, edition(1, "start: unknown"), edition(2, "start: 2026-06-01"))
		if got := site.State(site.Session("edition-1")); got != want {
			t.Errorf("at %s the first edition is %s, want %s", now, got, want)
		}
	}
	site := at(t, "2026-06-01T00:00", edition(1, "start: 2026-01-01"), edition(2, "start: 2026-06-01"))
	if got := site.State(site.Session("edition-2")); got != Running {
		t.Errorf("an edition that follows another is %s", got)
	}
	site = at(t, "2026-06-01T00:00", edition(1, "start: 2026-06-01"), edition(2, "start: unknown"))
	if got := site.State(site.Session("edition-1")); got != Running {
		t.Errorf("an edition followed by one without a date is %s", got)
	}
}

func TestMeetingState(t *testing.T) {
	for _, c := range []struct {
		fields []string
		now    string
		want   string
	}{
		{[]string{"start: 2026-02-14T18:30"}, "2026-02-13T23:59", Upcoming},
		{[]string{"start: 2026-02-14T18:30"}, "2026-02-14T00:00", Today},
		{[]string{"start: 2026-02-14T18:30"}, "2026-02-14T23:59", Today},
		{[]string{"start: 2026-02-14T18:30"}, "2026-02-15T00:00", Past},
		{[]string{"start: 2026-02-14T18:30", "end: 2026-02-14T20:00"}, "2026-02-14T19:59", Today},
		{[]string{"start: 2026-02-14T18:30", "end: 2026-02-14T20:00"}, "2026-02-14T20:00", Past},
		{[]string{"start: 2026-02-14", "end: 2026-02-16"}, "2026-02-16T12:00", Today},
		{[]string{"start: 2026-02-14", "end: 2026-02-16"}, "2026-02-17T00:00", Past},
		// In Morocco 2026-02-15 has 25 hours and 2026-03-22 has 23.
		{[]string{"start: 2026-02-15"}, "2026-02-15T23:30", Today},
		{[]string{"start: 2026-02-15"}, "2026-02-16T00:00", Past},
		{[]string{"start: 2026-02-15T18:30"}, "2026-02-15T23:30", Today},
		{[]string{"start: 2026-03-22"}, "2026-03-22T23:59", Today},
		{[]string{"start: 2026-03-22"}, "2026-03-23T00:00", Past},
		{[]string{"start: 2026-03-22T18:30"}, "2026-03-23T00:00", Past},
		{[]string{"start: 2026-02"}, "2026-02-10T00:00", Upcoming},
		{[]string{"start: 2026-02"}, "2026-03-01T00:00", Past},
		{[]string{"start: 2026-W08"}, "2026-02-22T23:59", Upcoming},
		{[]string{"start: 2026-W08"}, "2026-02-23T00:00", Past},
		{[]string{"start: unknown"}, "2029-01-01T00:00", Undated},
		{[]string{"start: 2026-02-14", "status: cancelled"}, "2026-02-14T12:00", "cancelled"},
		{[]string{"start: 2026-02-14", "status: postponed"}, "2029-02-14T12:00", "postponed"},
		{[]string{"start: 2026-02-14", "status: moved", "previous_start: 2026-02-01"}, "2026-02-02T12:00", "moved"},
		{[]string{"start: 2026-02-14", "status: moved", "previous_start: 2026-02-01"}, "2026-02-14T12:00", Today},
		{[]string{"start: 2026-02-14", "status: scheduled"}, "2026-02-02T12:00", Upcoming},
		{[]string{"start: unknown", "session: edition-1"}, "2026-06-30T12:00", Undated},
		{[]string{"start: unknown", "session: edition-1"}, "2026-07-01T00:00", Past},
	} {
		site := at(t, c.now, edition(1, "start: 2026-06-01", "end: 2026-06-30"), event(c.fields...))
		m := &site.Event("e").Meeting
		if got := site.MeetingState(m); got != c.want {
			t.Errorf("%v at %s is %s, want %s", c.fields, c.now, got, c.want)
		}
		if past := site.MeetingPast(m); past != (c.want == Past || c.now[:4] == "2029" && c.want == "postponed") {
			t.Errorf("%v at %s: past is %v", c.fields, c.now, past)
		}
	}
}

func TestPublishing(t *testing.T) {
	for _, c := range []struct {
		now    string
		live   bool
		change string
	}{
		{"2026-01-31T23:59", false, "2026-02-01T00:00 content/events/e.md is published"},
		{"2026-02-01T00:00", true, "2026-03-01T10:00 content/events/e.md expires"},
		{"2026-03-01T09:59", true, "2026-03-01T10:00 content/events/e.md expires"},
		{"2026-03-01T10:00", false, ""},
	} {
		site := at(t, c.now, event("start: unknown", "publish: 2026-02", "expire: 2026-03-01T10:00"))
		if live := site.Event("e") != nil; live != c.live || live != (len(site.Events) == 1) {
			t.Errorf("at %s live is %v", c.now, live)
		}
		change := ""
		if !site.Change.IsZero() {
			change = site.Change.Format("2006-01-02T15:04 ") + site.ChangeWhat.En
		}
		if change != c.change {
			t.Errorf("at %s the next change is %q, want %q", c.now, change, c.change)
		}
		if site.Any(EventKind, "e") == nil {
			t.Errorf("at %s the entry is not known at all", c.now)
		}
	}
}

func TestDrafts(t *testing.T) {
	c := benchConfig(t)
	f := event("start: unknown", "draft: true")
	text, _ := SplitFrontMatter(f)
	s, _ := Parse(f.Path, text, c)
	r, _ := Merge([]*FrontMatter{s, nil, nil})
	for _, drafts := range []bool{false, true} {
		site := Link([]Record{r}, c, time.Time{}, drafts)
		problems := site.Check([]Record{r}, source.NewFiles(f))
		if (site.Event("e") != nil) != drafts || problems != nil {
			t.Errorf("with drafts %v: %v, %v", drafts, site.Events, problems)
		}
	}
}

// looks is all that time can change of a site.
func looks(s *Site) string {
	var b strings.Builder
	for _, x := range s.Sessions {
		fmt.Fprintln(&b, x.ID, s.State(x))
	}
	for _, x := range s.Masterclasses {
		fmt.Fprintln(&b, x.ID, s.MeetingState(&x.Meeting), s.MeetingPast(&x.Meeting))
	}
	for _, x := range s.Events {
		fmt.Fprintln(&b, x.ID, s.MeetingState(&x.Meeting), s.MeetingPast(&x.Meeting))
	}
	for _, x := range s.News {
		fmt.Fprintln(&b, x.ID)
	}
	return b.String()
}

// Nothing changes before Change, whatever the dates; and when nothing changes any more, Change
// is zero.
func TestChangeLaw(t *testing.T) {
	anyDate := rapid.OneOf(
		rapid.SampledFrom([]string{"unknown", "", "2026", "2026-W08", "2026-02", "2026-03", "2026-02-15",
			"2026-03-22"}),
		rapid.StringMatching(`2026-0[1-6]-(0[1-9]|1[0-9]|2[0-8])`),
		rapid.StringMatching(`2026-0[1-6]-(0[1-9]|1[0-9]|2[0-8])T(0[4-9]|1[0-9]):[0-5][05]`))
	dayOnly := anyDate.Filter(func(s string) bool { return !strings.Contains(s, "T") })
	zone := Zone("Africa/Casablanca")
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) string { return name + ": " + anyDate.Draw(t, name) }
		day := func(name string) string { return name + ": " + dayOnly.Draw(t, name) }
		life := func() []string { return []string{date("publish"), date("expire")} }
		var files []*source.File
		for n := range rapid.IntRange(1, 3).Draw(t, "editions") {
			status := rapid.SampledFrom([]string{"", "", "", "status: open"}).Draw(t, "status")
			files = append(files,
				edition(n+1,
					append(life(), day("start"), day("end"),
						fmt.Sprintf("applications: {%s, %s}", date("opens"), date("deadline")), status)...))
		}
		status := rapid.SampledFrom([]string{"", "", "", "status: moved", "status: cancelled"}).Draw(t, "status")
		files = append(files, event(append(life(), "session: edition-1", date("start"), date("end"), status)...),
			entry("content/masterclasses/m.md",
				append(life(), "title: M", "audience: public", "speakers: unknown", "place: unknown",
					"session: edition-1", date("start"), date("end"))...),
			entry("content/news/n.md", append(life(), "title: N", "date: 2026")...))
		now := time.Date(2025, 12, 20, 0, rapid.IntRange(0, 200*24*60).Draw(t, "minutes"), 0, 0, zone)
		site, _ := build(files, now) // dates in disorder are problems, and keep their states
		was, last := looks(site), site.Change
		for i, c := range site.UpcomingChanges {
			if !now.Before(c.At) || i == 0 && !c.At.Equal(last) || i > 0 &&
				c.At.Before(site.UpcomingChanges[i-1].At) || c.Path == "" || c.What.Fr == "" || c.Pos.Line == 0 {
				t.Fatalf("at %s, change %d to come is %+v", now, i, c)
			}
		}
		if last.IsZero() {
			last = now.AddDate(3, 0, 0)
		} else if !now.Before(last) || site.ChangeWhat.En == "" || site.ChangeWhat.Fr == "" {
			t.Fatalf("at %s the next change is at %s: %q", now, last, site.ChangeWhat.En)
		}
		for range 4 {
			then := now.Add(time.Duration(rapid.Int64Range(0, int64(last.Sub(now))-1).Draw(t, "later")))
			if got, _ := build(files, then); looks(got) != was {
				t.Fatalf("no change is foreseen between %s and %s, and at %s\n%sis\n%s", now, last, then, was,
					looks(got))
			}
		}
		if got, _ := build(files, last.Add(-1)); looks(got) != was {
			t.Fatalf("just before the change at %s\n%sis\n%s", last, was, looks(got))
		}
	})
}
