package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// listen returns the messages to a browser at a page, as they come.
func (d *testServer) listen(page, etag string) <-chan message {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, _ := http.NewRequestWithContext(
		ctx,
		"GET",
		d.url+"/_serve/events?"+url.Values{"page": {page}, "etag": {etag}}.Encode(),
		nil,
	)
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { cancel(); got.Body.Close() })
	out := make(chan message, 100)
	go func() {
		defer close(out)
		lines := bufio.NewScanner(got.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m message
				json.Unmarshal([]byte(data), &m)
				out <- m
			}
		}
	}()
	return out
}

func next(t *testing.T, from <-chan message) message {
	t.Helper()
	select {
	case m := <-from:
		return m
	case <-time.After(10 * time.Second):
		t.Fatal("no message comes")
		return message{}
	}
}

// Browsers are told what becomes of their own page.
func TestMessages(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	first := next(t, d.listen("/about/", "200-old"))
	if first.Page != pageChanged || first.Source != about || len(first.Problems) != 0 {
		t.Errorf("at first: %+v", first)
	}
	here, there := d.listen("/about/", first.ETag), d.listen("/ar/", "")
	if m := next(t, here); m.Page != pageSame {
		t.Errorf("who has the page is told that it is %s", m.Page)
	}
	next(t, there)
	d.edit(about, "Premier", "Tout premier")
	if m := next(t, here); m.Page != pageChanged || m.ETag == first.ETag {
		t.Errorf("after an edit: %+v", m)
	}
	if m := next(t, there); m.Page != pageSame {
		t.Errorf("another page is said to be %s", m.Page)
	}
	d.edit(about, "title:", "titel:")
	m := next(t, here)
	if m.Page != pageSame || !m.Before || len(m.Problems) == 0 || m.Problems[0].Where == "" ||
		m.Problems[0].Hint.Fr == "" {
		t.Errorf("after a mistake: %+v", m)
	}
	if _, page := d.get("/about/"); !strings.Contains(page, "Tout premier") {
		t.Error("the last good page does not stay")
	}
	d.edit(about, "titel:", "title:")
	if m := next(t, here); m.Page != pageSame || m.Before || m.Partly || len(m.Problems) != 0 {
		t.Errorf("mended: %+v", m)
	}
}

// Remarks are told, and hold nothing back.
func TestRemarksHoldNothing(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	here := d.listen("/news/note/", "")
	next(t, here)
	// A wall time that the clock passes twice.
	d.write(
		"content/events/veillee.md",
		"---\ntitle: Veillée\nstart: 2026-02-15T02:30\naudience: public\n---\nFiction.\n",
	)
	m := next(t, here)
	if len(m.Problems) != 1 || !m.Problems[0].Warning || m.Before {
		t.Fatalf("%+v", m)
	}
	d.edit("content/news/note.md", "Premier", "Tout premier")
	if m := next(t, here); m.Page != pageChanged {
		t.Errorf("the page is held back: %+v", m)
	}
}

// Who looks at a page is told first what is wrong with it, however much is wrong elsewhere, and
// before what that makes wrong in its translations.
func TestOwnProblemsFirst(t *testing.T) {
	t.Parallel()
	files := fiction()
	for p, text := range notes(maxViews, "ailleurs") {
		files[strings.Replace(p, "news", "films", 1)] = text
	}
	d := startServer(t, files)
	here := d.listen("/ar/news/note/", "")
	next(t, here)
	d.write("content/news/note.ar.md", "---\ntitle: ملاحظة\nsummary: خلاصة\n---\nنص.\n")
	next(t, here)
	d.edit("content/news/note.md", "date:", "dte:")
	m := next(t, here)
	if m.More == 0 || m.Problems[0].Path != "content/news/note.md" ||
		m.Problems[len(m.Problems)-1].Path == "content/news/note.md" {
		t.Errorf("%d more, first %+v", m.More, m.Problems[0])
	}
	if i := slices.IndexFunc(m.Problems, func(p problemView) bool {
		return p.Path == "content/news/note.ar.md"
	}); i < 0 ||
		i > 2 {
		t.Errorf("its translation is told at %d", i)
	}
}

// A slip in site.yaml is told alone: no translation is blamed for a language that it no longer
// names.
func TestSlipInConfig(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	here := d.listen("/ar/about/", "")
	before := next(t, here)
	for _, slip := range [][2]string{{"name: العربية}", "name: العربية"}, {"languages:", "langues:"}} {
		d.edit("content/site.yaml", slip[0], slip[1])
		m := next(t, here)
		if len(m.Problems) != 1 || m.Problems[0].Path != "content/site.yaml" || m.ETag != before.ETag || !m.Before {
			t.Errorf("%s: %d problems, %+v", slip[1], len(m.Problems), m)
		}
		d.edit("content/site.yaml", slip[1], slip[0])
		if m := next(t, here); len(m.Problems) != 0 || m.ETag != before.ETag {
			t.Errorf("mended: %+v", m)
		}
	}
}

func TestGone(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	have := next(t, d.listen("/en/about/", "")).ETag
	here := d.listen("/en/about/", have)
	next(t, here)
	// The same entry at another address.
	d.edit("content/pages/about.en.md", "title:", "slug: the-workshop\ntitle:")
	if m := next(t, here); m.Page != pageGone || m.Nearest != "/en/the-workshop/" {
		t.Errorf("moved: %+v", m)
	}
	os.Remove(d.abs("content/pages/about.en.md"))
	if m := next(t, here); m.Page != pageGone || m.Nearest != "/en/" {
		t.Errorf("removed: %+v", m)
	}
	// Who comes to an address that never was is shown the site's own page for that.
	if m := next(t, d.listen("/en/news/nots/", "404-x")); m.Page != pageChanged || m.Nearest != "/en/news/note/" {
		t.Errorf("never there: %+v", m)
	}
}

// Who marks what they look at as a draft, or gives it a date, is told that it is not lost.
func TestHidden(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	note := next(t, d.listen("/news/note/", ""))
	here := d.listen("/news/note/", note.ETag)
	next(t, here)
	d.edit("content/news/note.md", "title:", "draft: true\ntitle:")
	if m := next(t, here); m.Page != pageGone || !strings.Contains(m.Why.En, "-drafts") ||
		!strings.Contains(m.Why.Fr, "brouillon") {
		t.Errorf("a draft: %+v", m)
	}
	d.edit("content/news/note.md", "draft: true", "publish: 2027-06-01")
	if m := next(t, here); m.Page != pageGone ||
		!strings.Contains(m.Why.En, "publish and expire in content/news/note.md") {
		t.Errorf("for later: %+v", m)
	}
	for _, l := range []string{"", ".ar", ".en"} {
		os.Remove(d.abs("content/news/note" + l + ".md"))
	}
	for m := next(t, here); m.Why.En != ""; m = next(t, here) {
	}
}

func TestTravel(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	here := d.listen("/sessions/edition-1/", "")
	now := next(t, here)
	if !strings.HasPrefix(now.Now, "2027-01-10") || !now.Fixed {
		t.Errorf("%+v", now)
	}
	if r := d.do("now", map[string]string{"To": "2028-01-01"}); !r.Done {
		t.Errorf("%+v", r)
	}
	if m := next(t, here); !strings.HasPrefix(m.Now, "2028-01-01") || m.Page != pageChanged {
		t.Errorf("the edition does not end: %+v", m)
	}
	if r := d.do("now", map[string]string{"To": "yesterday"}); r.Done || !strings.Contains(r.Why.Fr, "2026-03-01") {
		t.Errorf("%+v", r)
	}
	if r := d.do("now", map[string]string{"To": ""}); !r.Done {
		t.Errorf("%+v", r)
	}
	if m := next(t, here); m.Fixed {
		t.Errorf("today: %+v", m)
	}
}

// Time itself changes the site, without a file being saved.
func TestTimePasses(t *testing.T) {
	t.Parallel()
	clock := make(chan time.Time, 1)
	at := time.Date(2026, 11, 30, 22, 59, 58, 0, time.UTC)
	clock <- at
	files := fiction()
	files["content/news/demain.md"] = "---\ntitle: Demain\ndate: 2026-12-01\npublish: 2026-12-01T08:00\n---\nTexte.\n"
	d := startServer(t, files, func(s *rebuilder) {
		s.asOf = ""
		s.clock = func() time.Time { now := <-clock; clock <- now; return now }
	})
	if status, _ := d.get("/news/demain/"); status != 404 {
		t.Fatalf("before its time: %d", status)
	}
	<-clock
	clock <- at.Add(12 * time.Hour)
	until(t, "the entry", func() bool { status, _ := d.get("/news/demain/"); return status == 200 })
}
