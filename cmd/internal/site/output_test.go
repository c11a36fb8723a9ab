package site

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

const outputConfig = `name: Atelier Fictif
base_url: https://fiction.example/site/
languages: [{code: fr, name: Français}, {code: ar, name: العربية}]
segments: {events: {fr: evenements}}
`

// outputSite builds a site of fiction: texts by path below content/, fields and body parted by the writer.
func outputSite(t testing.TB, texts map[string]string) Result {
	t.Helper()
	var list []*source.File
	for _, f := range synthesis(t, 1).All() {
		if !strings.HasPrefix(f.Path, "content/") {
			list = append(list, f)
		}
	}
	list = append(list, source.NewText("content/site.yaml", []byte(outputConfig)))
	for _, home := range []string{"index.md", "index.ar.md"} {
		list = append(list, source.NewText("content/pages/"+home, []byte("---\ntitle: T\n---\n\nT.\n")))
	}
	for p, text := range texts {
		list = append(list, source.NewText("content/"+p, []byte("---\n"+text+"---\n\nTexte.\n")))
	}
	return Build(nil, source.NewFiles(list...), Options{Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)})
}

func noErrors(t testing.TB, r Result) {
	t.Helper()
	for _, p := range r.Problems {
		if !p.Warning {
			t.Error(p.In("en"))
		}
	}
}

func rendered(t testing.TB, r Result, path string) string {
	t.Helper()
	b, problems, ok := r.Render(path)
	if !ok || problems != nil {
		t.Fatalf("%s: there %v, %v", path, ok, problems)
	}
	return string(b)
}

// eventsIn are the properties of each event of a calendar, by its title, parameters at the names.
func eventsIn(text string) map[string]map[string]string {
	events := map[string]map[string]string{}
	for _, part := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "BEGIN:VEVENT\r\n")[1:] {
		e := map[string]string{}
		for _, l := range strings.Split(part, "\r\n") {
			name, value, _ := strings.Cut(l, ":")
			e[strings.Replace(name, ";VALUE=DATE", "", 1)] = value
		}
		title := e["SUMMARY;LANGUAGE=fr"] + e["SUMMARY;LANGUAGE=ar"]
		events[title] = e
	}
	return events
}

// jsonItems are the dates of the items of a JSON feed, by their titles.
func jsonItems(t testing.TB, text string) map[string]map[string]any {
	var f struct{ Items []map[string]any }
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	items := map[string]map[string]any{}
	for _, i := range f.Items {
		items[i["title"].(string)] = i
	}
	return items
}

// randomDate is a date of some precision as an editor writes it, and what calendars and feeds may say of it.
func randomDate(rng *rand.Rand) (written, inCalendar, inFeed string) {
	at := time.Date(2026, 1, 1, rng.IntN(24), rng.IntN(60), 0, 0, time.UTC).AddDate(0, rng.IntN(12), rng.IntN(28))
	local := func(layout string) (string, time.Time) {
		s := at.Format(layout)
		t, _ := time.ParseInLocation(layout, s, content.Zone("Africa/Casablanca"))
		return s, t
	}
	switch rng.IntN(6) {
	case 0:
		return "unknown", "", ""
	case 1:
		return at.Format("2006"), "", ""
	case 2:
		return at.Format("2006-01"), "", ""
	case 3:
		y, w := at.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w), "", ""
	case 4:
		s, t := local("2006-01-02")
		return s, t.Format("20060102"), t.Format(time.RFC3339)
	}
	s, t := local("2006-01-02T15:04")
	return s, t.UTC().Format("20060102T150405Z"), t.Format(time.RFC3339)
}

// No output says more of a date than its entry does, and none leaves out what it can say.
func TestOutputsAreAsPreciseAsContent(t *testing.T) {
	rng := rand.New(rand.NewPCG(*seed, 2))
	texts, calendars, feeds, allowed := map[string]string{}, map[string]string{}, map[string]string{},
		map[string]bool{}
	onPages := map[string]string{} // what JSON-LD says, by title
	for i := range 45 {
		written, inCalendar, inFeed := randomDate(rng)
		title := fmt.Sprint("Soir", i)
		texts[fmt.Sprintf("events/e%d.md", i)] = "title: " + title + "\nstart: " + written +
			"\naudience: public\nonline: https://x.example/\n"
		allowed[machineDate(written)] = true
		calendars[title], feeds[title] = inCalendar, inFeed
		if onPages[title] = ""; inCalendar != "" {
			onPages[title] = machineDate(written)
		}
		title = fmt.Sprint("Note", i)
		feeds[title] = inFeed
		if onPages[title] = ""; inFeed != "" {
			onPages[title] = machineDate(written)
		}
		allowed[machineDate(written)] = true
		texts[fmt.Sprintf("news/n%d.md", i)] = "title: " + title + "\ndate: " + written + "\n"
	}
	r := outputSite(t, texts)
	noErrors(t, r)
	agenda := eventsIn(rendered(t, r, "agenda.ics"))
	items := jsonItems(t, rendered(t, r, "news.json"))
	for title, e := range jsonItems(t, rendered(t, r, "agenda.json")) {
		items[title] = e
	}
	atom := rendered(t, r, "news.xml") + rendered(t, r, "agenda.xml")
	said := 0
	for title, want := range feeds {
		got, _ := items[title]["date_modified"].(string)
		if got != want {
			t.Errorf("JSON: %s is at %q, want %q", title, got, want)
		}
		entry := regexp.MustCompile(`<title>` + title + `</title><updated>([^<]*)<`).FindStringSubmatch(atom)
		if (entry != nil) != (want != "") || entry != nil && entry[1] != want {
			t.Errorf("Atom: %s is at %q, want %q", title, entry, want)
		}
		if day, ok := calendars[title]; ok && agenda[title]["DTSTART"] != day {
			t.Errorf("calendar: %s is at %q, want %q", title, agenda[title]["DTSTART"], day)
		}
		if want != "" {
			said++
		}
	}
	for title, day := range calendars {
		name := strings.Replace(title, "Soir", "e", 1)
		if _, _, ok := r.Render("evenements/" + name + "/" + name + ".ics"); ok != (day != "") {
			t.Errorf("%s has a calendar: %v", title, ok)
		}
	}
	pageDates(t, r, allowed, onPages)
	if said == 0 || said == len(feeds) {
		t.Errorf("%d of %d dates are said: this proves nothing", said, len(feeds))
	}
}

// machineDate is a date, as an editor writes it, for machines: with the offset of its zone where it has a time.
func machineDate(written string) string {
	at, err := time.ParseInLocation("2006-01-02T15:04", written, content.Zone("Africa/Casablanca"))
	if err != nil {
		return written
	}
	return at.Format("2006-01-02T15:04-07:00")
}

// pageDates looks at every date that pages tell machines: each is as it was written, and those of JSON-LD are the
// ones that are wanted of a page, by its title.
func pageDates(t *testing.T, r Result, allowed map[string]bool, wanted map[string]string) {
	t.Helper()
	times := regexp.MustCompile(`datetime="?([^" >]*)`)
	dates := regexp.MustCompile(`"(?:startDate|endDate|datePublished|uploadDate|previousStartDate)":"([^"]*)"`)
	heading := regexp.MustCompile(`"@type":"WebPage","@id":"[^"]*","name":"([^"]*)"`)
	seen := 0
	for _, p := range r.Pages {
		text := rendered(t, r, p.Path)
		for _, m := range times.FindAllStringSubmatch(text, -1) {
			if seen++; !allowed[html.UnescapeString(m[1])] {
				t.Errorf("%s says %s, which nobody wrote", p.Path, m[1])
			}
		}
		m := heading.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		want, dated := wanted[m[1]]
		got := ""
		if d := dates.FindStringSubmatch(text); d != nil {
			got = d[1]
		}
		if dated && got != want {
			t.Errorf("JSON-LD: %s is at %q, want %q", m[1], got, want)
		}
		delete(wanted, m[1])
	}
	if seen == 0 || len(wanted) > 0 {
		t.Errorf("%d times on pages; not found: %v", seen, wanted)
	}
}

// An event keeps its identity when it is moved, renamed and called off, and tells each time that it is newer.
func TestOutputsKeepIdentity(t *testing.T) {
	uid, sequence := "", -1
	for _, step := range []struct{ name, fields string }{
		{"soir", "start: 2026-12-05T20:30\n"},
		{"soir", "slug: autre\nstart: 2026-12-05T20:30\n"},
		{"soir", "start: 2026-12-06T20:30\nprevious_start: 2026-12-05T20:30\nstatus: moved\n"},
		{"nuit", "aliases: [/evenements/soir/]\nstart: 2026-12-06T20:30\nprevious_start: 2026-12-05T20:30\nstatus: " +
			"moved\n"},
		{"nuit", "aliases: [/vieux/, /evenements/soir/, /evenements/nuit-1/]\nstart: 2026-12-06T20:30\n" +
			"previous_start: 2026-12-05T20:30\nstatus: cancelled\n"},
	} {
		r := outputSite(t, map[string]string{"events/" + step.name + ".md": "title: Soir\naudience: public\n" +
			step.fields,
			"events/" + step.name + ".ar.md": "title: مساء\n"})
		noErrors(t, r)
		fr, ar := eventsIn(rendered(t, r, "agenda.ics"))["Soir"], eventsIn(rendered(t, r, "ar/agenda.ics"))["مساء"]
		if fr["UID"] == "" || fr["UID"] != ar["UID"] || uid != "" && fr["UID"] != uid {
			t.Errorf("%v: it is %q in French, %q in Arabic, and was %q", step, fr["UID"], ar["UID"], uid)
		}
		var n int
		if _, err := fmt.Sscan(fr["SEQUENCE"], &n); err != nil || n < sequence {
			t.Errorf("%v: SEQUENCE is %q after %d", step, fr["SEQUENCE"], sequence)
		}
		id, _ := jsonItems(t, rendered(t, r, "feed.json"))["Soir"]["id"].(string)
		if got := strings.TrimPrefix(id, "urn:uuid:") + "@fiction.example"; got != fr["UID"] {
			t.Errorf("%v: the feed has %q, the calendar %q", step, id, fr["UID"])
		}
		uid, sequence = fr["UID"], n
		if want := map[bool]string{true: "CANCELLED", false: "CONFIRMED"}[strings.Contains(step.fields,
			"cancelled")]; fr["STATUS"] != want {
			t.Errorf("%v: STATUS is %q", step, fr["STATUS"])
		}
	}
	if sequence != 2 {
		t.Errorf("SEQUENCE ends at %d", sequence)
	}
}

// What was called off leaves calendars a year after its day; what is stamped is stamped with what is past; and an entry
// has one calendar, in all its languages.
func TestCalendarsOfEntries(t *testing.T) {
	event := "audience: public\nstart: "
	r := outputSite(t, map[string]string{
		"events/parti.md":    "title: Parti\nstatus: cancelled\n" + event + "2025-11-19\n",
		"events/garde.md":    "title: Gardé\nstatus: cancelled\n" + event + "2025-11-20\n",
		"events/garde.ar.md": "title: محفوظ\n",
		"events/tenu.md":     "title: Tenu\n" + event + "2025-11-19\n",
		"events/futur.md":    "title: Futur\npublish: 2026-11-01\n" + event + "2027-01-19\n",
	})
	noErrors(t, r)
	agenda := eventsIn(rendered(t, r, "agenda.ics"))
	for title, stamp := range map[string]string{"Gardé": "19700101T000000Z", "Tenu": "19700101T000000Z",
		"Futur": "20261101T000000Z", "Parti": ""} {
		if got := agenda[title]["DTSTAMP"]; got != stamp {
			t.Errorf("%s is stamped %q, want %q", title, got, stamp)
		}
	}
	own := rendered(t, r, "evenements/garde/garde.ics")
	if !strings.Contains(own, "SUMMARY:Gardé · محفوظ\r\n") || !strings.Contains(own, agenda["Gardé"]["UID"]) {
		t.Errorf("the calendar of the entry is %s", own)
	}
	for _, name := range []string{"evenements/parti/parti.ics", "ar/events/garde/garde.ics"} {
		if _, _, ok := r.Render(name); ok {
			t.Errorf("there is %s", name)
		}
	}
	if p := rendered(t, r, "ar/events/garde/index.html"); !strings.Contains(p, "/site/evenements/garde/garde.ics") {
		t.Error("the page in Arabic does not name the calendar")
	}
}

// Pages name their feeds and calendars by addresses that are there, below the path of the site.
func TestOutputsAreNamed(t *testing.T) {
	r := outputSite(t, map[string]string{
		"events/soir.md":      "title: Soir\naudience: public\nstart: 2026-12-05\n",
		"events/passe.md":     "title: Passé\naudience: public\nstart: 2025-12-05\n",
		"news/note.md":        "title: Note\ndate: 2026-11-01\n",
		"pages/calendrier.md": "title: Agenda\ntemplate: agenda\n",
		"sessions/un.md": "title: Un\nnumber: 1\nstart: 2027-01\ndisciplines: unknown\n" +
			"applications: {opens: 2026-11-01, deadline: 2026-12-01, url: unknown}\n",
	})
	noErrors(t, r)
	link := regexp.MustCompile(`href="?([^" >]+\.(?:ics|xml|json))"?`)
	named := map[string]bool{}
	for _, p := range r.Pages {
		for _, m := range link.FindAllStringSubmatch(rendered(t, r, p.Path), -1) {
			u := strings.TrimPrefix(m[1], "webcal://fiction.example")
			name, ok := strings.CutPrefix(u, "/site/")
			if _, _, there := r.Render(name); !ok || !there {
				t.Errorf("%s names %s, which is not there", p.Path, m[1])
			}
			named[name] = true
		}
	}
	for _, want := range []string{"agenda.ics", "evenements/soir/soir.ics", "sessions/un/un.ics", "feed.xml",
		"feed.json",
		"news.xml", "agenda.json", "ar/feed.xml"} {
		if !named[want] {
			t.Errorf("no page names %s", want)
		}
	}
	for p, want := range map[string]bool{"evenements/soir/index.html": true, "evenements/passe/index.html": false} {
		if got := strings.Contains(rendered(t, r, p), "Ajouter à mon agenda"); got != want {
			t.Errorf("%s offers its calendar: %v", p, got)
		}
	}
	for name := range named {
		if path.Ext(name) == ".ics" && !strings.HasSuffix(rendered(t, r, name), "END:VCALENDAR\r\n") {
			t.Errorf("%s is no calendar", name)
		}
	}
	deadline := eventsIn(rendered(t, r, "agenda.ics"))["Clôture des candidatures – Un"]
	if deadline["DTSTART"] != "20261201" || deadline["TRANSP"] != "TRANSPARENT" {
		t.Errorf("the deadline is %v", deadline)
	}
}

// No output holds the name of a person who may not be named, although entries relate to them and a file bears it.
func TestOutputsNameNobodyHidden(t *testing.T) {
	r := outputSite(t, map[string]string{
		"people/cachee.md": "title: Zahra Invisible\nroles: [participant]\nconsent: none\n",
		"events/zahra-invisible.md": "title: Soir\nslug: soir\naudience: public\nstart: 2026-12-05\nspeakers: " +
			"[cachee]\n" +
			"guests: [cachee]\n",
		"news/note.md": "title: Note\ndate: 2026-11-01\nauthor: cachee\n",
	})
	noErrors(t, r)
	var seen []string
	for _, f := range r.renderer.plan.outputs.files {
		text := strings.ToLower(f.path + strings.ReplaceAll(rendered(t, r, f.path), "\r\n ", ""))
		if strings.Contains(text, "zahra") || strings.Contains(text, "invisible") {
			t.Errorf("%s holds the name: %s", f.path, text)
		}
		seen = append(seen, f.path)
	}
	if !slices.Contains(seen, "evenements/soir/soir.ics") || !slices.Contains(seen, "news.xml") {
		t.Errorf("the outputs are %v", seen)
	}
	// What an editor writes into a title is seen in what is published.
	leak := outputSite(t, map[string]string{
		"people/cachee.md": "title: Zahra Invisible\nroles: [participant]\nconsent: none\n",
		"events/soir.md":   "title: Avec Zahra Invisible\naudience: public\nstart: 2026-12-05\n",
	})
	for _, name := range []string{"agenda.ics", "feed.xml", "feed.json"} {
		if _, problems, ok := leak.Render(name); !ok || len(problems) == 0 {
			t.Errorf("%s holds the name, and is not refused", name)
		}
	}
}
