package layouts

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"artsfactory/cmd/internal/source"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// The rules for whole numbers as CLDR's supplemental data states them.
var cldr = map[string]func(n int) plural.Form{
	"fr": func(n int) plural.Form {
		if n < 2 {
			return plural.One
		}
		return plural.Other
	},
	"en": func(n int) plural.Form {
		if n == 1 {
			return plural.One
		}
		return plural.Other
	},
	"ar": func(n int) plural.Form {
		switch r := n % 100; {
		case n == 0:
			return plural.Zero
		case n == 1:
			return plural.One
		case n == 2:
			return plural.Two
		case r >= 3 && r <= 10:
			return plural.Few
		case r >= 11:
			return plural.Many
		}
		return plural.Other
	},
}

func TestPluralFormsAreThoseOfCLDR(t *testing.T) {
	for lang, rule := range cldr {
		s := newStrings(lang, map[string]*words{"k": everyForm(lang)}, map[string]*words{})
		for n := range 201 {
			want := fmt.Sprintf("%s %d", formNames[rule(n)], n)
			if got := s.N("k", n); got != want {
				t.Errorf("%s %d: %q, want %q", lang, n, got, want)
			}
		}
	}
}

// everyForm is a text that names the form it is in, for those its language uses.
func everyForm(lang string) *words {
	w := &words{kind: pluralText}
	for form, used := range formsOf(language.Make(lang)) {
		if used {
			w.set(plural.Form(form), formNames[form]+" {n}")
		}
	}
	return w
}

func TestStringsFillPlaceholders(t *testing.T) {
	set, problems := Load([]*source.File{
		source.NewText("layouts/base.html", []byte(`{{template "main" .}}`)),
		source.NewText(
			"layouts/strings.fr.yaml",
			[]byte(
				"by: par {who}, {when}\nmonths: [janvier, février]\nonly: seul\nfilms: {one: \"un film de {who}\","+
					" other: \"{n} films de {who}\"}\n",
			),
		),
		source.NewText(
			"layouts/strings.en.yaml",
			[]byte(
				"by: by {who} {when}\nmonths: [January, February]\nfilms: {one: \"one film by {who}\", other: "+
					"\"{n} films by {who}\"}\n",
			),
		),
	}, Options{Languages: []string{"fr", "en"}})
	if got := spoken(problems); !strings.Contains(got, `no text for "only"`) {
		t.Errorf("problems: %s", got)
	}
	en := set.Strings("en")
	for got, want := range map[string]string{
		en.T("by", "when", "now", "who", "A"):       "by A now",
		en.T("by", "who", "A"):                      "by A {when}",
		en.T("only"):                                "seul",
		en.N("films", 1, "who", "A"):                "one film by A",
		en.N("films", 12, "who", "A"):               "12 films by A",
		strings.Join(en.List("months"), "+"):        "January+February",
		set.Strings("fr").N("films", 0, "who", "B"): "un film de B",
		set.Strings("xx").T("only"):                 "seul",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if en.List("by") != nil {
		t.Error("a text is no list")
	}
}

// A text that code asks for and no file has is a problem of the page that shows it.
func TestMissingTextsAreReported(t *testing.T) {
	set, problems := Load([]*source.File{
		source.NewText("layouts/base.html", []byte(`{{template "main" .}}`)),
		source.NewText("layouts/page.html", []byte(`<p title="{{.Head.Title}}">{{.Title}}</p>{{.Summary}}`)),
		source.NewText("layouts/strings.fr.yaml", []byte("a: A\n")),
	}, Options{Languages: []string{"fr"}})
	if len(problems) > 0 {
		t.Fatal(spoken(problems))
	}
	s := set.Strings("fr")
	label := s.T("fact.shooting_days")
	page := &Page{Main: "page", Lang: "fr", Head: Head{Title: s.T("count.x")},
		Title:   Text{HTML: htmlOf(strings.Replace(label, "shooting", "<bdi>shooting</bdi>", 1))},
		Summary: Text{HTML: htmlOf(s.N("count.x", 3))}}
	var w bytes.Buffer
	got := spoken(set.Render(&w, page))
	const start = "layouts/strings.fr.yaml: there is no text "
	if strings.Count(got, start) != 2 || !strings.Contains(got, start+`"fact.shooting_days"`) ||
		!strings.Contains(got, start+`"count.x"`) {
		t.Error(got)
	}
	w.Reset()
	page.Head.Title, page.Title, page.Summary = s.T("a"), named(s.T("a")), Text{}
	if wrong := set.Render(&w, page); len(wrong) > 0 {
		t.Error(spoken(wrong))
	}
}

// Whatever the checker lets pass renders on a page where everything is there, and on one
// where nothing is, for these layouts guard what may be missing with {{with}}.
func TestWhatPassesRenders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := fillIn(drawTemplate(t, reflect.TypeFor[*Page](), 3), ".")
		set, problems := Load([]*source.File{
			source.NewText("layouts/base.html", []byte(`{{template "main" .}}`)),
			source.NewText("layouts/page.html", []byte(text)),
			source.NewText("layouts/strings.fr.yaml", []byte("a: A\n")),
		}, Options{Languages: []string{"fr"}})
		if len(problems) > 0 {
			t.Fatalf("%s\n%s", text, spoken(problems))
		}
		if slow := set.Uncompiled(); slow != nil {
			t.Fatalf("%s\nis not compiled", text)
		}
		sameAsTemplate(t, set, hostilePage(t, "page"))
		full, empty := samplePage(), &Page{}
		full.Main, empty.Main = "page", "page"
		for _, page := range []*Page{full, empty} {
			var w bytes.Buffer
			if wrong := set.Render(&w, page); len(wrong) > 0 && !strings.Contains(spoken(wrong), "not safe") {
				t.Fatalf("%s\n%s", text, spoken(wrong))
			}
			if strings.Contains(w.String(), "&lt;nil&gt;") || strings.Contains(w.String(), "{[") {
				t.Fatalf("%s\nprints Go values: %s", text, w.String())
			}
		}
	})
}

// drawTemplate writes a layout for a value of type t: some of its fields, each printed,
// ranged over or entered as its type asks for.
func drawTemplate(t *rapid.T, of reflect.Type, depth int) string {
	d := deref(of)
	switch {
	case d == tText:
		return rapid.SampledFrom([]string{"{{@}}", "{{or @ @}}", "{{if eq @ \"plain\"}}a{{end}}",
			"<b class={{len @}}></b>", "{{if and @ true}}a{{end}}", "{{if @}}a{{end}}",
			"{{with @}}{{.}}{{.Attrs}}{{end}}", "<i title=\"{{@}}\"></i>", "{{if not @}}b{{else}}c{{end}}",
			"{{len @}}", "{{$x := @}}{{$x}}"}).
			Draw(t, "text use")
	case d.Kind() == reflect.Slice:
		if depth == 0 {
			return "{{len @}}"
		}
		return "{{range $i, $e := @}}{{$i}}" + fillIn(drawTemplate(t, d.Elem(), depth-1), ".") + "{{else}}none{{end}}"
	case d.Kind() == reflect.Struct:
		if depth == 0 {
			return "{{with @}}{{end}}"
		}
		b := "{{with @}}"
		for _, f := range rapid.SliceOfN(rapid.SampledFrom(fieldNames(d)), 1, 3).Draw(t, "fields") {
			field, _ := d.FieldByName(f)
			b += fillIn(drawTemplate(t, field.Type, depth-1), "."+f)
		}
		return b + "{{end}}"
	}
	return rapid.SampledFrom([]string{"{{@}}", "{{if @}}a{{end}}", "<i title=\"{{@}}\"></i>",
		"{{with @}}{{.}}{{end}}", "{{with $v := @}}{{$v}}{{end}}", "{{and @ @}}", "<a href=\"{{@}}\"></a>",
		"<a href=\"/x/{{@}}?y={{@}}\"></a>", "<img srcset=\"{{@}}\">", "<i data-a {{@}}></i>", "<i title={{@}}></i>",
		"<title>{{@}}</title>"}).
		Draw(t, "use")
}

func fillIn(text, path string) string { return strings.ReplaceAll(text, "@", path) }

func TestRenderIsSafeForConcurrentUse(t *testing.T) {
	set, problems := Load(site(t), siteOptions())
	if len(problems) > 0 {
		t.Fatal(spoken(problems))
	}
	var want bytes.Buffer
	set.Render(&want, filmPage())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			var got bytes.Buffer
			got.WriteString("before")
			if wrong := set.Render(&got, filmPage()); len(wrong) > 0 || got.String() != "before"+want.String() {
				t.Error("another page than alone", spoken(wrong))
			}
		})
	}
	group.Wait()
}

// The minifier sees layouts with their words in place. A line it removes leaves the places
// of problems as written, and what it breaks is a problem.
func TestMinify(t *testing.T) {
	var seen []string
	var mu sync.Mutex
	opts := siteOptions()
	opts.Minify = func(text string) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, text)
		return strings.Join(strings.Fields(text), " "), nil
	}
	set, problems := Load(site(t), opts)
	if len(problems) > 0 {
		t.Fatal(spoken(problems))
	}
	if all := strings.Join(seen, ""); !strings.Contains(all, `aria-label="menu-ar"`) || strings.Contains(all, "{{t ") {
		t.Error("the minifier does not see the words")
	}
	var w bytes.Buffer
	page := filmPage()
	page.Film.Others[0].Picture = nil
	if wrong := set.Render(&w, page); len(wrong) > 0 || strings.Contains(w.String(), "\n  ") {
		t.Errorf("not minified: %s%s", spoken(wrong), &w)
	}

	opts.Minify = func(text string) (string, error) { return text, fmt.Errorf("no") }
	if _, problems := Load(site(t), opts); !strings.Contains(
		spoken(problems),
		"layouts/film.html: it cannot be made smaller\n",
	) {
		t.Error(spoken(problems))
	}
	opts.Minify = func(text string) (string, error) { return strings.ReplaceAll(text, "{{end}}", ""), nil }
	if _, problems := Load(site(t), opts); !strings.Contains(
		spoken(problems),
		"layouts/film.html: it cannot be made smaller\n",
	) {
		t.Error(spoken(problems))
	}
}

func TestPlacesOfMinifiedLayoutsAreAsWritten(t *testing.T) {
	set, problems := Load([]*source.File{
		source.NewText("layouts/base.html", []byte("<p>\n\n{{template \"main\" .}}")),
		source.NewText("layouts/page.html", []byte("<p>\n\n{{t \"a\"}} {{.Film.Label}}")),
		source.NewText("layouts/strings.fr.yaml", []byte("a: longer than its key\n")),
	}, Options{Languages: []string{"fr"}, Minify: func(s string) (string, error) {
		return strings.ReplaceAll(s, "\n",
			""), nil
	}})
	if len(problems) > 0 {
		t.Fatal(spoken(problems))
	}
	var w bytes.Buffer
	wrong := set.Render(&w, &Page{Main: "page", Lang: "fr"})
	if got := spoken(wrong); !strings.HasPrefix(
		got,
		"layouts/page.html:3:18: there is not always a film to take .Label from\n",
	) {
		t.Error(got)
	}
	if w.Len() > 0 {
		t.Errorf("half a page is written: %q", &w)
	}
}

// Windows editors' byte order mark and line ends are read as if they were not there.
func TestByteOrderMarkAndCarriageReturns(t *testing.T) {
	set, problems := Load([]*source.File{
		source.NewText("layouts/base.html", []byte("\uFEFF<p>\r\n{{template \"main\" .}}\r\n")),
		source.NewText("layouts/page.html", []byte("\uFEFF{{.Titel}}\r\n")),
		source.NewText("layouts/latin.html", []byte("caf\xe9")),
		source.NewText("layouts/fine.html", []byte("é\r\n")),
		source.NewText("layouts/strings.fr.yaml", []byte("\uFEFFa: A\r\n")),
	}, Options{Languages: []string{"fr"}})
	got := spoken(problems)
	for _, want := range []string{"layouts/page.html:1:3: a page has no",
		"layouts/latin.html: the file is not UTF-8 text\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	var w bytes.Buffer
	if set.Render(&w, &Page{Main: "fine", Lang: "fr"}); w.String() != "<p>\né" {
		t.Errorf("%q", &w)
	}
}
