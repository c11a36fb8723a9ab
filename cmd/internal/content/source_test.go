package content

import (
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"pgregory.net/rapid"
)

// What YAML has a meaning for stays as it was typed in a field of text.
func TestTextAsTyped(t *testing.T) {
	for _, typed := range []string{
		"007", "no", "Yes", "18:30:00", "2026-04", "1e3", "0x10", "0o7", "~", "null", "true", "1_000", ".inf", "+33",
		"50%", "a*b", "l'eau", "A & B",
		"Qui ? Quoi !", "http://a.example/?b=c#d", "“Un”", "« un »", "a#b", "=", "1,5", "-x", "?x", ":x", "فيلم",
	} {
		f := parsed(t,
			entry("content/films/f.md", "title: "+typed, "kind: short", "session: s", "country: "+typed,
				"credits: [{role: Image, people: ["+strings.ReplaceAll(typed, ",", "")+" X]}]"))[0].Record.(*Film)
		if title, _ := f.Title.In(0); title != typed || f.Country.Value != typed {
			t.Errorf("%q becomes %q and %q", typed, title, f.Country.Value)
		}
	}
	for written, want := range map[string]string{
		`"no # comment: here"`: "no # comment: here", `'l''eau'`: "l'eau", `"unknown"`: "unknown", "un # deux": "un",
		"  un   ":         "un",
		">\n  un\n  deux": "un deux", "un\n  deux": "un deux", `"\u00e9"`: "é",
	} {
		f := parsed(t,
			entry("content/films/f.md", "title: T", "kind: short", "session: s",
				"country: "+written))[0].Record.(*Film)
		if f.Country.Value != want || !f.Country.IsKnown() {
			t.Errorf("%q becomes %q, want %q", written, f.Country.Value, want)
		}
	}
}

func TestUnknownIsAGap(t *testing.T) {
	s := parsed(t,
		entry("content/films/f.md", "title: T", "kind: short", "session: s", "runtime: unknown",
			"credits: [{role: Image, people: unknown}]", "publish: unknown", "poster: unknown"))[0]
	var got []string
	for _, g := range s.Unknowns {
		got = append(got, g.Field)
	}
	if want := "runtime credits.0.people publish poster"; strings.Join(got, " ") != want {
		t.Errorf("the gaps are %v, want %s", got, want)
	}
	f := s.Record.(*Film)
	if !f.Runtime.IsUnknown() || !f.Poster.IsUnknown() || !f.Credits.Value[0].People.IsUnknown() ||
		f.Publish.Precision != Unknown || f.Country.IsUnknown() || f.Country.IsKnown() {
		t.Errorf("%+v", f)
	}
}

func TestNotText(t *testing.T) {
	for data, where := range map[string]string{
		"---\ntitle: \xff\n---\n":              "content/films/f.md:2:8",
		"\ufeff---\r\ntitle: é\xe9\r\n---\r\n": "content/films/f.md:2:9",
		"---\ntitle: a\n---\n\nun \x00":        "content/films/f.md:5:4",
		"\xff\xfe-\x00-\x00":                   "content/films/f.md:1:1", // UTF-16, as Notepad may save
	} {
		_, problems := SplitFrontMatter(source.NewText("content/films/f.md", []byte(data)))
		if len(problems) != 1 || problems[0].Where() != where {
			t.Errorf("%q: %s, want a problem at %s", data, say(problems, "en"), where)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		data, fields, body   string
		fieldsLine, bodyLine int
	}{
		{"---\na: b\n---\nText\n", "a: b\n", "Text\n", 2, 4},
		{"\n\n--- \na: b\nc: d\n---\t\n\nText", "a: b\nc: d\n", "\nText", 4, 7},
		{"---\na: b\n---", "a: b\n", "", 2, 4},
		{"---\n---\nText", "", "Text", 2, 3},
		{"Text\n---\nmore\n---\n", "", "Text\n---\nmore\n---\n", 1, 1},
		{"---\na: b\n---\n---\nc: d\n---\n", "a: b\n", "---\nc: d\n---\n", 2, 4},
		{"", "", "", 1, 1},
	} {
		got, problems := SplitFrontMatter(source.NewText("content/pages/p.md", []byte(c.data)))
		if problems != nil {
			t.Errorf("%q: %s", c.data, say(problems, "en"))
		}
		if strings.TrimSpace(string(got.Fields)) != strings.TrimSpace(c.fields) || string(got.Body) != c.body ||
			c.fields != "" && got.FieldsLine != c.fieldsLine || got.BodyLine != c.bodyLine {
			t.Errorf("%q is cut into %q at %d and %q at %d", c.data, got.Fields, got.FieldsLine, got.Body,
				got.BodyLine)
		}
	}
}

// What is very deep, very long or refers to itself is refused like any mistake.
func TestBombs(t *testing.T) {
	laugh := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'm'; c++ {
		laugh += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 9),
			", ") + "]\n"
	}
	for name, fields := range map[string]string{
		"laugh":   laugh + "stills: *l\n",
		"lists":   "stills: " + strings.Repeat("[", 50000) + strings.Repeat("]", 50000),
		"braces":  "poster: " + strings.Repeat("{src: ", 20000),
		"hyphens": strings.Repeat("- ", 20000) + "x",
		"keys":    strings.Repeat("? ", 20000) + "x",
		"fields":  strings.Repeat("title: x\n", 5000),
		"quotes":  "title: \"" + strings.Repeat("x\n", 20000),
	} {
		_, problems := build([]*source.File{entry("content/films/f.md", fields)}, time.Time{})
		if len(problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
		for _, p := range problems {
			if len(p.In("fr")) > 2000 {
				t.Fatalf("%s: a message of %d bytes", name, len(p.In("fr")))
			}
		}
	}
}

// Whatever is typed, nothing panics, every problem is placed in its file, and is said in both
// languages on one line with a way out.
func TestAnythingTyped(t *testing.T) {
	words := rapid.SampledFrom([]string{"title", "kind", "session", "poster", "credits", "runtime", "publish",
		"stills", "trailer", "aliases", "languages", "src", "alt", "role", "people", "logline",
		"short", "unknown", "2026-02-30", "un", "é", ": ", ":", "\n", "\n", "\n  ", "\n- ", "- ", "[", "]", "{", "}",
		", ", "\"", "'", "#", " #", "*", "&", "!", "|", ">", "%", "@", "`", "\t", "~", "---", "...", "\n...\n", "\\",
		"\u00a0", "\u2028", "<<", "? "})
	paths := rapid.SampledFrom([]string{"content/films/f.md", "content/films/f.en.md", "content/sessions/s.md",
		"content/people/p.md", "content/prizes/p/index.md", "content/site.yaml", "content/films/index.md"})
	rapid.Check(t, func(t *rapid.T) {
		path := paths.Draw(t, "path")
		text := strings.Join(rapid.SliceOfN(words, 0, 40).Draw(t, "words"), "")
		if path != ConfigPath {
			text = "---\n" + text + "\n---\n"
		}
		files := []*source.File{source.NewText(path, []byte(text))}
		if strings.HasSuffix(path, ".en.md") {
			files = append(files,
				entry("content/films/f.md", "title: F", "kind: short", "session: s", "poster: {src: a.jpg, alt: A}",
					"logline: L"))
		}
		lines := strings.Split(text, "\n")
		_, problems := build(files, time.Time{})
		for _, p := range problems {
			if p.Path != path {
				continue
			}
			if p.Line < 0 || p.Line > len(lines) || p.Line > 0 && p.Col > len([]rune(lines[p.Line-1]))+1 {
				t.Fatalf("%q: %s is outside the file: %s", text, p.Where(), p.What.En)
			}
			for _, lang := range []string{"en", "fr"} {
				if what, hint := p.What.In(lang), p.Hint.In(lang); what == "" || hint == "" ||
					strings.ContainsAny(what+hint, "\n") || strings.Contains(what+hint, "%!(EXTRA") ||
					strings.Contains(what+hint, "(MISSING)") {
					t.Fatalf("%q: says %q, %q", text, what, hint)
				}
			}
		}
	})
}

func TestParseDirective(t *testing.T) {
	c := benchConfig(t)
	for _, d := range []struct{ name, args, want string }{
		{"video", "youtube: abcdefghijk", ""},
		{"gallery", "- {src: a.jpg, alt: A}\n- {src: b.jpg, alt: B}", ""},
		{"figures", "session: edition-1", ""},
		{"apply", "session: edition-1", ""},
		{"galery", "",
			"content/films/f/index.md:9:1: there is no directive \"galery\"\n    hint: did you mean \"gallery\"?\n"},
		{"x", "",
			"content/films/f/index.md:9:1: there is no directive \"x\"\n    hint: there are apply, figures, " +
				"gallery, video\n"},
		{"apply", "",
			"content/films/f/index.md:9:1: the directive \"apply\" says nothing\n    hint: write its fields on " +
				"the lines below, before the closing :::\n"},
		{"apply", "sesion: edition-1",
			"content/films/f/index.md:10:1: unknown field \"sesion\"\n    hint: did you mean \"session\"?\n"},
		{"figures", "{}",
			"content/films/f/index.md:9:1: the directive \"figures\" says nothing\n    hint: write its fields " +
				"on the lines below, before the closing :::\n"},
		{"gallery", "- {src: a.jpg, alt: A}\n- b.jpg",
			"content/films/f/index.md:11:3: the picture has no alt text\n    hint: write {src: b.jpg, alt: " +
				"\"what the picture shows\"}; alt: \"\" only for decoration\n"},
		{"video", "file: a.webm",
			"content/films/f/index.md:10:1: this video has no captions\n    hint: add “captions: {fr: " +
				"film.vtt}”, or “captions: no-dialogue” where nobody speaks\n"},
		{"apply", "edition-1",
			"content/films/f/index.md:10:1: fields are expected here\n    hint: write them indented, one a " +
				"line: session\n"},
		{"apply", "session: unknown",
			"content/films/f/index.md:10:10: \"session\" cannot be unknown here\n    hint: write what it is, or " +
				"\"unknown\" between quotes if that is its text\n"},
		{"apply", "session: [",
			"content/films/f/index.md:10:10: the fields cannot be read here\n    hint: [ is opened here: see " +
				"that it is closed, and that commas separate what is in it\n"},
	} {
		x, problems := ParseDirective("content/films/f/index.md", d.name, d.args, 10, 0, c)
		if got := say(problems, "en"); got != d.want || (x.Value == nil) != (d.want != "") {
			t.Errorf("%s %q gives %v and\n%swant\n%s", d.name, d.args, x.Value, got, d.want)
		}
		for _, f := range x.Files {
			if !strings.HasPrefix(f.Path, "content/films/f/") {
				t.Errorf("%s names %s", d.name, f.Path)
			}
		}
		if (d.name == "figures" || d.name == "apply") && x.Value != nil &&
			(len(x.Refs) != 1 || x.Refs[0].ID != "edition-1" || x.Refs[0].Kind != SessionKind) {
			t.Errorf("%s refers to %v", d.name, x.Refs)
		}
	}
}

// What Scalar writes is read back as the same text, in a field and in a list between brackets.
func TestScalarLaw(t *testing.T) {
	c := benchConfig(t)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(
			rapid.OneOf(rapid.String(), rapid.StringOf(
				rapid.SampledFrom([]rune("a é'\"#:,-[]{}!&*|>%@`?~0\\\n\t\u00a0\u2028ف")))).
				Draw(t, "text"),
		)
		if strings.ContainsFunc(
			s,
			func(r rune) bool { return isForbidden(r) || strings.ContainsRune("\n\u2028\u2029", r) },
		) ||
			!strings.ContainsFunc(s, isVisible) {
			return // such a text is refused
		}
		f := entry(
			"content/films/f.md",
			"title: T",
			"kind: short",
			"session: s",
			"country: "+yamltext.Scalar(s, false),
			"links: [{label: "+yamltext.Scalar(s, true)+", url: https://a.example/}]",
			"rating: end",
		)
		text, problems := SplitFrontMatter(f)
		src, more := Parse(f.Path, text, c)
		if problems = append(problems, more...); problems != nil {
			t.Fatalf("%q is written %s: %s", s, yamltext.Scalar(s, false), say(problems, "en"))
		}
		film := src.Record.(*Film)
		if label, _ := film.Links.Value[0].Label.In(0); film.Country.Value != s || label != s ||
			film.Rating.Value != "end" {
			t.Fatalf(
				"%q is written %s and %s, and read as %q and %q",
				s,
				yamltext.Scalar(s, false),
				yamltext.Scalar(s, true),
				film.Country.Value,
				label,
			)
		}
	})
}
