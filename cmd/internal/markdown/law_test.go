package markdown

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
	"github.com/tdewolff/minify/v2"
	minhtml "github.com/tdewolff/minify/v2/html"
	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// fragments are what random texts are made of: all of the syntax, and what trips it.
var fragments = append(strings.Fields("a mot Élan سينما المغرب x1 - 1. 3) > ## ### # *** --- === * ** "+
	"_ ~~ ~ "+
	"` `` ``` [ ] [a](b.md) ]( ( ) [^1] ![ ![a](i.png) [![a](i.png)](x) <b> </b> <!-- --> <div> </div> <script> "+
	"&amp; & &lt; &#32; &#10; &nbsp; &copy; &#0; &#x3c; | \\ . ... .. ' \" ! ? ; : , « » % 60 12:30 "+
	"-- – ’ ، ؟ ؛ … = / www.a.example http://a.example/b?c a@b.example :// @ ::: [r] \u064e ـ \u2028"),
	" ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\t", "    ",
	"\n- ", "\n- [x] ", "**« ", " »**", "R&B", "(", ")", "@", "+212 5", "C++",
	"\n1. ", "\n> ", "\n## ", "\n  ", "\n```go\n",
	"\n[^1]: ", "\n[^2]:\n\n    ", "\n[^2]: ", "[^2]",
	"\n| a | b |\n|:-|-:|\n| c |\n", "\n|a|\n|-|\n", "\nT\n: d\n",
	"\n\n: ", "\n::: video\na: b\n:::\n", "\n:::\n", "\n\n[r]: /s\n\n",
	`[c](https://d.example "t ! 'x'")`, `![alt](i.png "c : d")`, `<a onclick="x">`,
	" ?", " :", "« ", " »", " %", " -- ", " ؟", "\u00a0", "\u202f", "\x00", "\x01", "\\\n", "  \n")

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 12, 60).Draw(t, "text"), "")
	})
}

var languages = rapid.SampledFrom([]string{"fr", "ar", "en"})

// A fataler is a test, a property's or Go's own.
type fataler interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

// filled is the body with its placeholders filled as a site would.
func filled(d *Doc) string {
	var b strings.Builder
	for _, p := range d.Parts {
		switch {
		case p.Link != nil:
			b.WriteString(`<a href="/x/">`)
		case p.Image != nil && p.Image.Block:
			b.WriteString(`<figure><img src="x" alt="x"></figure>`)
		case p.Image != nil:
			b.WriteString(`<img src="x" alt="x">`)
		case p.Directive != nil:
			b.WriteString(`<section></section>`)
		default:
			b.WriteString(p.HTML)
		}
	}
	return b.String()
}

func minified(t fataler, s string) string {
	m := minify.New()
	m.Add("text/html", &minhtml.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
	})
	out, err := m.String("text/html", s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// checkHTML fails unless tags are balanced, no element or attribute runs anything, links do
// not nest, and ids and top elements are those that the Doc names.
func checkHTML(t fataler, d *Doc, body string) {
	var open, ids []string
	top := 0
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(open) > 0 {
				t.Fatalf("%v with %v open in %s", z.Err(), open, body)
			}
			slices.Sort(ids)
			if !slices.Equal(ids, d.Anchors) || len(slices.Compact(ids)) != len(d.Anchors) {
				t.Fatalf("anchors %q, ids %q", d.Anchors, ids)
			}
			if top != len(d.Lines) {
				t.Fatalf("%d elements, %d lines in %s", top, len(d.Lines), body)
			}
			return
		case html.CommentToken:
			t.Fatalf("comment in %s", body)
		case html.StartTagToken:
			tok := z.Token()
			if len(open) == 0 {
				top++
			}
			if tok.Data == "script" || tok.Data == "a" && slices.Contains(open, "a") {
				t.Fatalf("%s in %v: %s", tok.Data, open, body)
			}
			for _, a := range tok.Attr {
				if a.Key == "id" {
					ids = append(ids, a.Val)
				}
				local := strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "#")
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" ||
					a.Key == "href" && !local && !isExternal([]byte(a.Val)) {
					t.Fatalf("%s=%q", a.Key, a.Val)
				}
			}
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v in %s", tok.Data, open, body)
			}
			open = open[:len(open)-1]
		}
	}
}

// checkPlaces fails unless every position is inside the text and shows its own line.
func checkPlaces(t fataler, text string, first int, d *Doc, problems []source.Problem) {
	lines := strings.Split(text, "\n")
	check := func(line, col int, excerpt string) {
		if line -= first; line < 0 || line >= len(lines) || source.Excerpt([]byte(lines[line]), col) != excerpt ||
			col < 1 || col > utf8.RuneCountInString(lines[line])+1 {
			t.Fatalf("no %d:%d %q in %q", line, col, excerpt, text)
		}
	}
	for _, p := range problems {
		if p.More > 0 {
			continue
		}
		check(p.Line, p.Col, p.Excerpt)
	}
	for _, p := range d.Parts {
		if p.Link != nil {
			check(p.Link.Line, p.Link.Col, p.Link.Excerpt)
		}
		if p.Image != nil {
			check(p.Image.Line, p.Image.Col, p.Image.Excerpt)
		}
		if p.Directive != nil {
			check(p.Directive.Line-1, p.Directive.Col, p.Directive.Excerpt)
		}
	}
	for _, l := range d.Lines {
		if l < first || l >= first+len(lines) {
			t.Fatalf("line %d of %d", l, len(lines))
		}
	}
}

// Whatever is written, the output is sound HTML that a minifier leaves alone, and every
// position is one of the text.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lang := rapid.OneOf(texts(), rapid.String()).Draw(t, "text"), languages.Draw(t, "lang")
		d, problems := Parse("x.md", []byte(text), 5, lang, "")
		body := filled(d)
		if diff := cmp.Diff(minified(t, body), body); diff != "" {
			t.Fatalf("minified -, written +:\n%s", diff)
		}
		checkHTML(t, d, body)
		checkPlaces(t, text, 5, d, problems)
	})
}

func TestCasesAreMinified(t *testing.T) {
	for _, f := range cases(t) {
		if name, ok := strings.CutSuffix(f.name, "/in.md"); ok {
			d, _ := Parse("x.md", []byte(f.text), 1, langOf(name), "")
			if diff := cmp.Diff(minified(t, filled(d)), filled(d)); diff != "" {
				t.Errorf("%s: minified -, written +:\n%s", name, diff)
			}
		}
	}
}

func TestTypesetIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lang := texts().Draw(t, "text"), languages.Draw(t, "lang")
		once := Typeset(lang, text)
		if twice := Typeset(lang, once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}

// What an escaped text says is what was written: nothing is lost, nothing becomes a tag.
func TestIsolateKeepsTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lang := texts().Draw(t, "text"), languages.Draw(t, "lang")
		want := strings.Map(func(r rune) rune {
			if r < ' ' && !strings.ContainsRune("\t\n", r) {
				return '\ufffd'
			}
			return r
		}, text)
		var got strings.Builder
		for z := html.NewTokenizer(strings.NewReader(Isolate(lang, text))); z.Next() != html.ErrorToken; {
			if tok := z.Token(); tok.Type == html.TextToken {
				got.WriteString(tok.Data)
			} else if tok.Data != "bdi" {
				t.Fatalf("<%s>", tok.Data)
			}
		}
		if got.String() != want {
			t.Fatalf("%q became %q", want, got.String())
		}
	})
}

// Code is shown as it is typed, whatever the language.
func TestCodeIsLeftAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := []string{"a", "l'x", " ! b", "...", " -- ", "«x»", "60%", "c:d ", "سينما", "&amp;", "<b>", "\\n"}
		code := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "code"), "")
		d, _ := Parse("x.md", []byte("```\n"+code+"\n```\n"), 1, languages.Draw(t, "lang"), "")
		escaped := strings.NewReplacer("<", "&lt;", "&", "&amp;").Replace(code)
		want := `<pre tabindex="0"><code>` + escaped + "\n</code></pre>"
		if d.Parts[0].HTML != want {
			t.Fatalf("%q, want %q", d.Parts[0].HTML, want)
		}
	})
}

// Two headings never share an id, and an id is fit for a fragment.
func TestIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := []string{"a", "A", "a 2", "a-2", "é", "e\u0301", "مَن", "من", "fn 1", "_", "!"}
		words := rapid.SliceOfN(rapid.SampledFrom(some), 1, 8).Draw(t, "words")
		var text bytes.Buffer
		for _, w := range words {
			text.WriteString("## " + w + "\n\n")
		}
		d, _ := Parse("x.md", text.Bytes(), 1, "fr", "")
		seen := map[string]bool{}
		for _, h := range d.Headings {
			if h.ID == "" || seen[h.ID] || strings.ContainsAny(h.ID, " _!\"") || strings.HasPrefix(h.ID, "fn-") {
				t.Fatalf("id %q of %q", h.ID, words)
			}
			seen[h.ID] = true
		}
	})
}

// Markup that does not work is told, whatever stands around it, and is left alone in code.
func TestLostMarkupIsTold(t *testing.T) {
	words := []string{"mot", "الفيلم", "Élan, vite", "a film", "سينما؛ نعم", "(vu)"}
	for _, marker := range []string{
		"{{< x >}}", "{{% x %}}", "{% x %}", "{{ x }}", "{.x}", "{: .x}", "{/* x */}", "[[x]]", "![[x.jpg]]",
		`[gallery ids="1"]`, "[toc]", "[/caption]", `[a b="c"]`, "^[x]", "m^2^", "==x y==", "++x++", "'''x'''",
		":ok_hand:",
		"$$x$$", "$x^2$", "%%x%%", "\\textbf{x}", "(x)[https://a.example]", "(x)[a.md]", "[x] (a.md)",
		"![x] y", "**x", "~~x",
		"[x](a.md “y”)", "[x][y]", "[x](a b.md)", "[x](a.md", "x ::: y",
	} {
		for _, lang := range []string{"fr", "ar", "en"} {
			for _, w := range words {
				_, problems := Parse("x.md", []byte("Un.\n\n"+w+" "+marker+" "+w+"\n"), 1, lang, "")
				if len(problems) == 0 || problems[0].Line != 3 {
					t.Errorf("%s in %s between %q: %v", marker, lang, w, problems)
				}
				if strings.Contains(marker, "`") {
					continue
				}
				_, problems = Parse("x.md", []byte(w+" `"+marker+"` "+w+"\n\n```\n"+marker+"\n```\n"), 1, lang, "")
				if len(problems) > 0 {
					t.Errorf("%s in code in %s: %v", marker, lang, problems)
				}
			}
		}
	}
}

// FuzzParse looks for a text that breaks what TestAnyText demands.
func FuzzParse(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.text, "fr")
	}
	for _, name := range []string{"ar", "en", "fr-MA", ""} {
		f.Add("# a **b** ![c](d.png) سينما & x_y@z.example\n\n- [ ] 1 000 DH\n", name)
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			return // such files are refused before
		}
		d, problems := Parse("x.md", []byte(text), 5, lang, "")
		body := filled(d)
		if got := minified(t, body); got != body {
			t.Errorf("minified %q, written %q", got, body)
		}
		checkHTML(t, d, body)
		checkPlaces(t, text, 5, d, problems)
	})
}
