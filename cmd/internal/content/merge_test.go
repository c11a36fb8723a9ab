package content

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
)

// parsed reads sources that are without problems, by the languages of testConfig.
func parsed(t testing.TB, files ...*source.File) []*FrontMatter {
	t.Helper()
	c := benchConfig(t)
	list := make([]*FrontMatter, len(c.Languages))
	for _, f := range files {
		text, ps := SplitFrontMatter(f)
		s, more := Parse(f.Path, text, c)
		if ps = append(ps, more...); ps != nil {
			t.Fatal(say(ps, "en"))
		}
		list[s.Lang] = s
	}
	return list
}

var deep = cmp.Exporter(func(reflect.Type) bool { return true })

func TestMergeLaysWordsOver(t *testing.T) {
	files := parsed(t, source.NewText("content/films/dernier.md", []byte(benchFilm)),
		source.NewText("content/films/dernier.ar.md", []byte(benchFilmAr)))
	again := parsed(t, source.NewText("content/films/dernier.md", []byte(benchFilm)),
		source.NewText("content/films/dernier.ar.md", []byte(benchFilmAr)))
	r, problems := Merge(files)
	if problems != nil {
		t.Fatal(say(problems, "en"))
	}
	if diff := cmp.Diff(again, files, deep); diff != "" {
		t.Fatalf("Merge changed a source:\n%s", diff)
	}
	f, base := r.(*Film), files[0].Record.(*Film)
	words := func(what string, w LocalizedText, fr, ar string) {
		t.Helper()
		inFr, i := w.In(0)
		inAr, j := w.In(1)
		inEn, k := w.In(2)
		if inFr != fr || i != 0 || inAr != ar || j != 1 || inEn != fr || k != 0 {
			t.Errorf("%s is %q (%d), %q (%d), %q (%d)", what, inFr, i, inAr, j, inEn, k)
		}
	}
	words("the title", f.Title, "Le dernier atelier", "الورشة الأخيرة")
	words("a role", f.Credits.Value[1].Role, "Image", "تصوير")
	words("alt", f.Poster.Value.Alt, "Une table de montage sous une lampe", "طاولة")
	words("the alt of a still", f.Stills.Value[1].Alt, "La table", "طاولة")
	if f.Technique.Value.Has(1) || !f.Technique.Value.Has(0) {
		t.Error("what is not translated is not in one language")
	}
	// All but words is as the source says.
	if f.Type != "short" || f.Session != base.Session || f.Year != base.Year || f.Runtime != base.Runtime ||
		f.Poster.Value.Src != "poster.jpg" || f.Poster.Value.Focus != "50% 30%" ||
		!slices.Equal(f.Credits.Value[1].People.Value, base.Credits.Value[1].People.Value) ||
		f.Trailer.Value.YouTube != "abcdefghijk" || f.Publish.String() != "2026-02-01" {
		t.Errorf("a fact is lost: %+v", f)
	}
	if base.Title.Has(1) {
		t.Error("the source itself is translated")
	}
	if f.ID != "dernier" || f.Kind != FilmKind || f.Folder != "films" || f.Path() != "content/films/dernier.md" ||
		len(f.Files) != 3 {
		t.Errorf("the record is not of the entry: %+v", f.Entry)
	}
}

func TestMergeAlone(t *testing.T) {
	files := parsed(t, source.NewText("content/films/dernier.md", []byte(benchFilm)))
	r, problems := Merge(files)
	if problems != nil {
		t.Fatal(say(problems, "en"))
	}
	got := *r.(*Film)
	got.Entry.Kind, got.Entry.ID, got.Entry.Folder, got.Entry.Files = "", "", "", nil
	got.Aliases = Aliases{}
	if diff := cmp.Diff(*files[0].Record.(*Film), got, deep); diff != "" {
		t.Errorf("a film without translations is not as its source says:\n%s", diff)
	}
}

func TestMergeAliases(t *testing.T) {
	r, _ := Merge(parsed(t,
		entry("content/pages/about.md", "title: À propos", "aliases: [/ancien/, /vieux.html]"),
		entry("content/pages/about.en.md", "title: About", "aliases: /old/", "slug: about-us")))
	var got []string
	for lang, list := range r.Base().Aliases.In {
		for _, a := range list {
			got = append(got, testCodes[lang]+a.Path)
		}
	}
	if want := "fr/ancien/ fr/vieux.html en/old/"; strings.Join(got, " ") != want {
		t.Errorf("the aliases are %v, want %s", got, want)
	}
	if slug := r.Base().Slug; slug.Has(0) || !slug.Has(2) {
		t.Errorf("the slug is %+v", slug)
	}
}

var testCodes = []string{"fr", "ar", "en"}

func TestWords(t *testing.T) {
	w := NewLocalizedText("un", "", "one")
	for lang, want := range []string{"un", "un", "one", "un"} {
		if got, in := w.In(lang); got != want || (in == lang) != w.Has(lang) {
			t.Errorf("In(%d) = %q, %d", lang, got, in)
		}
	}
	if w.Empty() || !NewLocalizedText("", "").Empty() || !(LocalizedText{}).Empty() {
		t.Error("Empty is wrong")
	}
	if got, in := (LocalizedText{}).In(2); got != "" || in != 0 {
		t.Errorf("of nothing, In gives %q in %d", got, in)
	}
}

// The fingerprint says which of title, summary, other words and body has changed, and no fact
// changes it.
func TestFingerprint(t *testing.T) {
	print := func(body string, lines ...string) []string {
		s := parsed(t, entry("content/films/f.md", append([]string{"kind: short", "session: s"}, lines...)...))[0]
		return strings.Split(s.Fingerprint([]byte(body)), "-")
	}
	base := print("Texte.\n", "title: A", "summary: B", "technique: C", "year: 2026")
	for _, c := range []struct {
		what string
		got  []string
		want string
	}{
		{"title", print("Texte.\n", "title: Z", "summary: B", "technique: C", "year: 2026"), "0"},
		{"summary", print("Texte.\n", "title: A", "summary: Z", "technique: C", "year: 2026"), "1"},
		{"other words", print("Texte.\n", "title: A", "summary: B", "technique: Z", "year: 2026"), "2"},
		{"body", print("Autre.\n", "title: A", "summary: B", "technique: C", "year: 2026"), "3"},
		{"a fact", print("Texte.\n", "title: A", "summary: B", "technique: C", "year: 2025", "weight: 3"), ""},
		{"space and order", print("\n\nTexte.  ", "year: 2026", "summary:   B", "title: 'A'", "technique: C"), ""},
		{"words moved from one field to another",
			print("Texte.\n", "title: A", "summary: B", "logline: C", "year: 2026"), "2"},
	} {
		changed := ""
		for i := range base {
			if c.got[i] != base[i] {
				changed += string(rune('0' + i))
			}
		}
		if changed != c.want {
			t.Errorf("%s: %q changed, want %q", c.what, changed, c.want)
		}
	}
}

// Where the source's fields cannot be read, that alone is told: a translation is not blamed for
// what the source may well have.
func TestMergeUnreadable(t *testing.T) {
	c := benchConfig(t)
	ar := source.NewText("content/films/dernier.ar.md", []byte(benchFilmAr))
	for _, broken := range []string{strings.Replace(benchFilm, "kind:", "kind: [", 1),
		strings.TrimPrefix(benchFilm, "---\n"), "---\n---\n", ""} {
		list := make([]*FrontMatter, len(c.Languages))
		var problems []source.Problem
		for _, f := range []*source.File{source.NewText("content/films/dernier.md", []byte(broken)), ar} {
			text, _ := SplitFrontMatter(f)
			s, ps := Parse(f.Path, text, c)
			problems = append(problems, ps...)
			list[s.Lang] = s
		}
		if len(problems) != 1 {
			t.Fatalf("%.30q: %s", broken, say(problems, "en"))
		}
		if _, ps := Merge(list); ps != nil {
			t.Errorf("%.30q: %s", broken, say(ps, "en"))
		}
	}
}
