package board

import (
	"bytes"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false,
	"write what the board says into testdata; read the difference before it is kept")

const smallPath = "testdata/small.txtar"

var smallNow = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Section returns the section of that identity, or an empty one.
func (b Board) Section(id string) Section {
	for _, s := range b.Sections {
		if s.ID == id {
			return s
		}
	}
	return Section{}
}

// small is the small site, with some of its files replaced and some words in them.
func small(t *testing.T, edits ...string) (*source.Files, *txtar.Archive) {
	t.Helper()
	a, err := txtar.ParseFile(smallPath)
	if err != nil {
		t.Fatal(err)
	}
	list, _ := source.Read(os.DirFS("../../.."), "layouts", "assets")
	for _, f := range a.Files {
		text := string(f.Data)
		for i := 0; i+2 < len(edits); i += 3 {
			if edits[i] == f.Name {
				if !strings.Contains(text, edits[i+1]) {
					t.Fatalf("%s has no %q", f.Name, edits[i+1])
				}
				text = strings.ReplaceAll(text, edits[i+1], edits[i+2])
			}
		}
		if !strings.HasPrefix(f.Name, "want.") {
			list = append(list, source.NewText(f.Name, []byte(text)))
		}
	}
	return source.NewFiles(list...), a
}

// build is the site without the problems of layouts and assets, which others look after.
func build(files *source.Files, now time.Time) site.Result {
	r := site.Build(nil, files, site.Options{Now: now, Store: &assets.Memory{}})
	r.Problems = slices.DeleteFunc(r.Problems,
		func(p source.Problem) bool { return !strings.HasPrefix(p.Path, "content/") })
	return r
}

// A fictional site is built and weighed once for all tests.
type fictional struct {
	site.Result
	files   *source.Files
	weights []Weight
}

var theFiction = sync.OnceValue(func() fictional {
	w, err := live.Open("../../build/testdata/fiction")
	if err != nil {
		panic(err)
	}
	files, _ := w.Read()
	r := site.Build(nil, files, site.Options{Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Store: w.Store()})
	r.Problems = slices.DeleteFunc(r.Problems,
		func(p source.Problem) bool { return !strings.HasPrefix(p.Path, "content/") })
	return fictional{r, files, Weigh(r)}
})

// TestSmall: what the board says of the small site, in both languages, to the letter.
func TestSmall(t *testing.T) {
	files, archive := small(t)
	b := Make(build(files, smallNow), Options{Files: files})
	for i := range archive.Files {
		f := &archive.Files[i]
		lang, ok := strings.CutPrefix(strings.TrimSuffix(f.Name, ".txt"), "want.")
		if !ok {
			continue
		}
		got := b.Text(lang)
		if *update {
			f.Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("in %s (-want +got):\n%s", lang, diff)
		}
	}
	if *update {
		if err := os.WriteFile(smallPath, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFiction: some rows of every section that the fictional site has something for.
func TestFiction(t *testing.T) {
	r := theFiction()
	files := r.files
	b := Make(r.Result,
		Options{Files: files, Weights: r.weights,
			Times: Times{Read: 3 * time.Millisecond, Build: 40 * time.Millisecond}})
	text := b.Text("en")
	for _, want := range []string{
		"Atelier Fictif as of 2026-11-21 00:00: ", " pages, read in 3 ms, built in 40 ms\n",
		"content/site.yaml:28:10: phone (contact)\n",
		"content/events/visite-scolaire.md:3:8: start · event “Visite scolaire (à confirmer)”\n",
		"content/people/khalil-z.md:7:8: photograph · person “Khalil Z.”\n",
		"go run ./cmd/new -translate ar events/fete-de-rentree\n",
		"content/films/zero-zero-sept-cents.md:1:1: not translated: Arabic · film “00700”\n",
		"content/people/anas-brouillon.md:5:8: draft · person “Anas Brouillon”\n",
		"content/events/fete-de-rentree.md:7:10: not published yet; publish: 2027-01-05T09:00 · event “Fête de " +
			"rentrée”\n",
		"content/people/participant-14.md:7:10: initials only: shown as “H. B.” · person “H. B.” [not to be " +
			"named]\n",
		"content/people/lina-azemmour.md:6:10: may be named and pictured; a guardian agrees · person “Lina " +
			"Azemmour”\n",
		"content/news/candidatures-ouvertes.md:6:8: picture: /images/galerie-1.jpg · news ",
		"content/films/pixels-sur-zellige.md:26:10: 2026-11-30 09:00: content/films/pixels-sur-zellige.md is " +
			"published\n",
		"  and " + fmt.Sprint(len(r.Pages)-20) + " more\n",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("the board does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
	for _, r := range b.Section("gaps").Rows {
		if f := files.Get(r.Path); f == nil || !strings.Contains(line(f, r.Line), "unknown") {
			t.Errorf("%s is no place that says unknown", r.Where())
		}
	}
}

func line(f *source.File, n int) string {
	data, _ := f.Bytes()
	lines := strings.Split(string(data), "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// TestNobodyHiddenIsNamed: neither the text nor the page names those who may not be named, in
// any of their names, whatever is shown.
func TestNobodyHiddenIsNamed(t *testing.T) {
	files, _ := small(t)
	smallSite := build(files, smallNow)
	fiction := theFiction()
	for _, b := range []struct {
		r     site.Result
		board Board
	}{{smallSite, Make(smallSite, Options{Files: files})}, {fiction.Result,
		Make(fiction.Result, Options{Files: fiction.files, Weights: fiction.weights})}} {
		hidden := b.r.Site.Hidden()
		if len(hidden) == 0 {
			t.Fatal("the site hides nobody")
		}
		for _, lang := range []string{"en", "fr"} {
			said := b.board.Text(lang) + html.UnescapeString(string(b.board.HTML(lang, View{})))
			for _, p := range hidden {
				for _, n := range p.AllNames() {
					if strings.Contains(said, n) {
						t.Errorf("the board of %s names %q in %s", b.board.Name, n, lang)
					}
				}
			}
		}
		marked := 0
		for _, row := range b.board.Section("consent").Rows {
			if row.Hidden {
				marked++
			}
		}
		if marked != len(hidden) {
			t.Errorf("%d of %d people are marked as not to be named", marked, len(hidden))
		}
	}
}

// TestMistakesAboutHiddenAreMarked: a mistake that has to name somebody says that it does.
func TestMistakesAboutHiddenAreMarked(t *testing.T) {
	files, _ := small(t, "content/films/brume/index.md", "session: edition-1",
		"session: edition-1\ncredits: [{role: Son, people: [Driss Chimérique]}]\nyear: soon")
	b := Make(build(files, smallNow), Options{Files: files})
	var hidden []bool
	for _, r := range b.Section("mistakes").Rows {
		if !r.Alert || r.Kind != content.FilmKind {
			t.Errorf("%s is no mistake of a film", r.Where())
		}
		hidden = append(hidden, r.Hidden)
	}
	if want := []bool{true, false}; !slices.Equal(hidden, want) {
		t.Errorf("marked are %v, not %v: %v", hidden, want, b.Section("mistakes").Rows)
	}
}

// TestStale: a translation that is marked with its source's fingerprint is up to date, until
// one of the four sorts of words changes, which the row tells.
func TestStale(t *testing.T) {
	const src, tr = "content/sessions/edition-1.md", "content/sessions/edition-1.ar.md"
	files, _ := small(t)
	mark := ""
	for _, e := range build(files, smallNow).Entries() {
		if e.Record.Base().Path() == src {
			mark = e.Files[0].Fingerprint
		}
	}
	for change, want := range map[[2]string]string{
		{"", ""}:                                   "",
		{"number: 1", "number: 2"}:                 "",
		{"title: Première", "title: Autre"}:        "changed in the source since: title",
		{"number: 1", "number: 1\nsummary: Court"}: "changed in the source since: summary",
		{"label: films", "label: courts"}:          "changed in the source since: other fields",
		{"Une édition", "Autre édition"}:           "changed in the source since: text",
		{"édition", "saison"}:                      "changed in the source since: title, text",
	} {
		edits := []string{tr, "0000-0000-0000-0000", mark}
		if change[0] != "" {
			edits = append(edits, src, change[0], change[1])
		}
		files, _ := small(t, edits...)
		b := Make(build(files, smallNow), Options{Files: files})
		got := ""
		for _, r := range b.Section("stale").Rows {
			got += r.What.En
			if r.Where() != tr+":3:13" || r.Lang != "ar" || r.Kind != content.SessionKind {
				t.Errorf("%v: the row is at %s, %s, %s", change, r.Where(), r.Lang, r.Kind)
			}
		}
		if got != want {
			t.Errorf("%v: got %q, want %q", change, got, want)
		}
		if n := len(b.Section("unmarked").Rows); n != 1 {
			t.Errorf("%v: %d translations are not stamped, want the English one", change, n)
		}
	}
}

// TestWalkFindsEveryPicture: the pictures that Walk finds in a record are those that its
// fields name.
func TestWalkFindsEveryPicture(t *testing.T) {
	r := theFiction()
	total := 0
	for _, e := range r.Entries() {
		var named, found []string
		for _, use := range e.Files[0].FrontMatter.Files {
			if use.Image {
				named = append(named, use.Path)
			}
		}
		content.Walk(e.Record, func(field string, x any) {
			if i, ok := x.(content.Image); ok {
				found = append(found, content.Resolve(i.Dir, i.Src))
			}
		})
		slices.Sort(named)
		slices.Sort(found)
		if diff := cmp.Diff(named, found); diff != "" {
			t.Errorf("%s (-named +found):\n%s", e.Record.Base().Path(), diff)
		}
		total += len(found)
	}
	if total < 20 {
		t.Errorf("the fictional site has only %d pictures", total)
	}
}

// TestChanges: the first change is the site's next one, and the others follow in time.
func TestChanges(t *testing.T) {
	r := theFiction()
	list := r.Site.UpcomingChanges
	if len(list) < 2 || !list[0].At.Equal(r.Site.Change) || list[0].What != r.Site.ChangeWhat {
		t.Fatalf("the next change is %v, %v; the list begins %v", r.Site.Change, r.Site.ChangeWhat, list)
	}
	for i, c := range list {
		if !c.At.After(r.Site.Now) || i > 0 && c.At.Before(list[i-1].At) {
			t.Errorf("change %d is at %v", i, c.At)
		}
	}
}

// TestWeights: pages are weighed with the style sheet they link to, the heaviest first.
func TestWeights(t *testing.T) {
	files, _ := small(t)
	r := build(files, smallNow)
	list := Weigh(r)
	if len(list) != len(r.Pages) {
		t.Fatalf("%d of %d pages are weighed", len(list), len(r.Pages))
	}
	for i, w := range list {
		page, _, _ := r.Render(w.Page.Path)
		if w.HTML != len(page) || w.Gzip >= w.HTML || w.Gzip == 0 {
			t.Errorf("%s has %d bytes, weighed as %d, compressed %d", w.Page.Path, len(page), w.HTML, w.Gzip)
		}
		if linked := bytes.Contains(page, []byte("stylesheet")); linked != (w.Styles > 0) {
			t.Errorf("%s links to a style sheet: %v; weighed as %d", w.Page.Path, linked, w.Styles)
		}
		if i > 0 && w.Critical() > list[i-1].Critical() {
			t.Errorf("%s is heavier than the page before it", w.Page.Path)
		}
	}
	list[0].Gzip = Budget + 1
	rows := Make(r, Options{Files: files, Weights: list}).Section("weights").Rows
	if !rows[0].Alert || rows[len(rows)-1].Alert {
		t.Error("a page above the budget is not told from one within it")
	}
}

// TestOnly: a filter keeps the rows of a language and kind, and leaves the board as it was.
func TestOnly(t *testing.T) {
	files, _ := small(t)
	b := Make(build(files, smallNow), Options{Files: files})
	before := b.Text("en")
	rows := 0
	for _, s := range b.Only("ar", content.FilmKind).Sections {
		for _, r := range s.Rows {
			rows++
			if r.Lang != "ar" || r.Kind != content.FilmKind {
				t.Errorf("%s is %s, %s", r.Where(), r.Lang, r.Kind)
			}
		}
	}
	if rows != 3 {
		t.Errorf("%d films are not translated to Arabic, want brume, ecume and reflux", rows)
	}
	if b.Text("en") != before {
		t.Error("a filter changes the board")
	}
}

// TestPage: the page is well formed, each row says where it is, and links keep what else the
// request asked for.
func TestPage(t *testing.T) {
	files, _ := small(t)
	r := build(files, smallNow)
	b := Make(r, Options{Files: files})
	q := url.Values{LangKey: {"ar"}, "now": {"2026-11-21"}}
	for _, lang := range []string{"en", "fr"} {
		out := b.HTML(lang, View{Query: q, Nonce: `n0"nce`})
		buttons := wellFormed(t, out)
		want := 0
		for _, s := range b.Only("ar", "").Sections {
			want += len(s.Rows)
			for _, row := range s.Rows {
				if !slices.Contains(buttons, fmt.Sprintf("%s:%d:%d", row.Path, row.Line, row.Col)) {
					t.Errorf("no button opens %s", row.Where())
				}
			}
		}
		if len(buttons) != want || want == 0 {
			t.Errorf("%d buttons for %d rows", len(buttons), want)
		}
		for _, text := range []string{`<html lang="` + lang + `"`, `nonce="n0&#34;nce"`,
			`href="?in=en&amp;now=2026-11-21"`, `href="?now=2026-11-21"`,
			`href="?in=ar&amp;now=2026-11-21&amp;weigh=1#weights"`,
			`href="?in=ar&amp;kind=film&amp;now=2026-11-21"`} {
			if !bytes.Contains(out, []byte(text)) {
				t.Errorf("the page in %s has no %s", lang, text)
			}
		}
		if bytes.Contains(out, []byte("<script")) || bytes.Contains(out, []byte(" style=")) {
			t.Error("the page has a script or a style attribute")
		}
	}
	if weighed := Make(r, Options{Files: files, Weights: Weigh(r)}).HTML("en", View{}); bytes.Contains(weighed,
		[]byte("weigh=1")) {
		t.Error("a page that is weighed still asks for it")
	}
}

// TestPageEscapes: what editors write cannot become HTML.
func TestPageEscapes(t *testing.T) {
	files, _ := small(t, "content/films/brume/index.md", "title: Brume", `title: "<script>alert(1)</script>"`)
	out := Make(build(files, smallNow), Options{Files: files}).HTML("en",
		View{Query: url.Values{KindKey: {`"><script>`}}})
	wellFormed(t, out)
	if bytes.Contains(out, []byte("<script")) {
		t.Error("the page has a script")
	}
}

// wellFormed checks that tags are closed in order and ids are given once, and returns the
// places that buttons open.
func wellFormed(t *testing.T, page []byte) []string {
	t.Helper()
	var open, buttons []string
	ids := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return buttons
		case html.StartTagToken:
			tok := z.Token()
			at := map[string]string{}
			for _, a := range tok.Attr {
				if _, twice := at[a.Key]; twice {
					t.Errorf("<%s> has two attributes %s", tok.Data, a.Key)
				}
				at[a.Key] = a.Val
			}
			if id := at["id"]; id != "" {
				if ids[id] {
					t.Errorf("two elements have the id %s", id)
				}
				ids[id] = true
			}
			if tok.Data == "button" {
				buttons = append(buttons, at["data-path"]+":"+at["data-line"]+":"+at["data-col"])
			}
			if tok.Data != "meta" {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

// TestBrokenSite: a site that is all mistakes still has a board.
func TestBrokenSite(t *testing.T) {
	for _, files := range []*source.Files{
		source.NewFiles(),
		source.NewFiles(source.NewText("content/films/a.md", []byte("---\ntitle: [\n---\n")),
			source.NewText("content/films/a.ar.md", []byte("---\n")),
			source.NewText("content/site.yaml", []byte("languages: {"))),
	} {
		r := site.Build(nil, files, site.Options{Now: smallNow, Store: &assets.Memory{}})
		b := Make(r, Options{Files: files, Weights: Weigh(r)})
		if len(b.Section("mistakes").Rows) == 0 || b.Text("fr") == "" {
			t.Error("a broken site has no mistakes")
		}
		for _, row := range b.Section("mistakes").Rows {
			if path.IsAbs(row.Path) || row.Lang == "" || row.Kind == "" {
				t.Errorf("%+v", row)
			}
		}
		wellFormed(t, b.HTML("fr", View{}))
	}
}
