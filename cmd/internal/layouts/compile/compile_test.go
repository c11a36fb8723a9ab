package compile

import (
	"bytes"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type page struct {
	String string
	Int    int
	Bool   bool
	HTML   template.HTML
	Attr   template.HTMLAttr
	CSS    template.CSS
	URL    template.URL
	List   []string
	Next   *page
}

// escaped parses a template and lets html/template escape it.
func escaped(t *testing.T, text string) *template.Template {
	t.Helper()
	tmpl, err := template.New("page").Parse(text)
	if err != nil {
		t.Fatal(text, err)
	}
	tmpl.Execute(new(bytes.Buffer), &page{Next: &page{}, List: []string{"a"}})
	return tmpl
}

func compiled(t *testing.T, tmpl *template.Template) *Program {
	return New(reflect.TypeFor[*page](), "main").Compile(tmpl)
}

// hostile strings try to leave the place they are printed in: every sign of ASCII, alone or in
// company, behind what makes an address or none.
func hostile() *rapid.Generator[string] {
	start := rapid.SampledFrom([]string{"", "/", "https:", "https://x.test/", "//", "javascript:", "data:", "/a 1x, /",
		"?"})
	piece := rapid.OneOf(
		rapid.Map(rapid.ByteMax(127), func(b byte) string { return string(rune(b)) }),
		rapid.SampledFrom([]string{`"`, "'", "<", ">", "&", "&amp;", "%22", "%", "é", "漢", "\xff", "\u202e", "\u2067",
			"\u200f", "\u061c", "\ufeff", "\u2028", "</script>", "</style>", "<!--", " onclick=x", "{{", "}}", " 1x,",
			strings.Repeat("x", 4000)}))
	return rapid.Custom(func(t *rapid.T) string {
		return start.Draw(t, "start") + strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, "pieces"), "")
	})
}

// In every context a value of every type is written as html/template writes it.
func TestPrintersWriteWhatHTMLTemplateWrites(t *testing.T) {
	type pair struct {
		text     string
		template *template.Template
		program  *Program
	}
	var pairs []pair
	for _, escapers := range slices.Sorted(maps.Keys(contexts)) {
		for _, field := range []string{"String", "Int", "Bool", "HTML", "Attr", "CSS", "URL"} {
			text := strings.Replace(contexts[escapers].sample, "{{.}}", "{{."+field+"}}", 1)
			tmpl := escaped(t, text)
			p := compiled(t, tmpl)
			if p == nil {
				t.Fatalf("%s is not compiled", text)
			}
			pairs = append(pairs, pair{text, tmpl, p})
		}
	}
	same := func(t fataler, v *page, fields string) {
		for _, x := range pairs {
			if !strings.Contains(x.text, fields) {
				continue
			}
			var want, got bytes.Buffer
			err := x.template.Execute(&want, v)
			ok := x.program.Execute(&got, v, nil)
			if ok != (err == nil) || ok && got.String() != want.String() {
				t.Fatalf("%s of %q\n got %q, %v\nwant %q, %v", x.text, v.String, &got, ok, &want, err)
			}
		}
	}
	for b := range 256 {
		for _, around := range []string{"@", "/@", "/a@b", "https:/@", "h@tps:/a", "/a.jpg 1@x",
			"/a.jpg 1x,@/b.jpg 2x"} {
			s := strings.Replace(around, "@", string([]byte{byte(b)}), 1)
			same(t, &page{String: s}, ".String")
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "value")
		same(t, &page{s, rapid.Int().Draw(t, "int"), rapid.Bool().Draw(t, "bool"), template.HTML(s),
			template.HTMLAttr(s), template.CSS(s), template.URL(s), nil, nil}, "")
	})
}

type fataler interface{ Fatalf(string, ...any) }

// What is compiled chooses, repeats and calls as html/template does.
func TestStatementsDoWhatHTMLTemplateDoes(t *testing.T) {
	values := []*page{
		{},
		{String: "a", Int: 2, Bool: true, List: []string{"x", "<y>"}, Next: &page{String: "b", Next: &page{Int: 7}}},
		{String: "b", Int: -1, Next: &page{}},
	}
	for _, text := range []string{
		`{{if .String}}a{{else if .Bool}}b{{else}}c{{end}}`,
		`{{with .Next}}{{.String}}{{with .Next}}{{.Int}}{{else}}none{{end}}{{else}}nothing{{end}}`,
		`{{range .List}}[{{.}}{{$.String}}]{{else}}empty{{end}}`,
		`{{range $i, $x := .List}}{{if $i}}, {{end}}{{$i}}={{$x}}{{end}}`,
		`{{$n := .Int}}{{with $s := .String}}{{$s}}{{$n}}{{end}}{{$n}}`,
		`{{if and .String .Bool}}a{{end}}{{if or .Int .Next}}b{{end}}{{if not .Next}}c{{end}}{{or .String "-"}}`,
		`{{if eq .String "x" "a"}}a{{end}}{{if ne .Int 2}}b{{end}}{{if lt .Int 2}}c{{end}}{{if ge .Int 2}}d{{end}}`,
		`{{if le .Int 2}}e{{end}}{{if gt .Int 2}}f{{end}}{{len .List}}{{with .List}}{{index . 0}}{{end}}`,
		`{{define "part"}}<b>{{.String}}</b>{{end}}{{template "part" .}}{{with .Next}}{{template "part" .}}{{end}}`,
		`{{define "none"}}x{{.}}{{end}}{{if .Bool}}y{{end}}{{(index .List 0)}}`,
		`{{.Next.String}}`,
	} {
		tmpl := escaped(t, text)
		p := compiled(t, tmpl)
		if p == nil {
			t.Errorf("%s is not compiled", text)
			continue
		}
		for _, v := range values {
			var want, got bytes.Buffer
			err := tmpl.Execute(&want, v)
			if ok := p.Execute(&got, v, nil); ok != (err == nil) || ok && got.String() != want.String() {
				t.Errorf("%s\n got %q, %v\nwant %q, %v", text, &got, ok, &want, err)
			}
			if err != nil && got.Len() > 0 {
				t.Errorf("%s leaves half a page: %q", text, &got)
			}
		}
	}
}

// What only html/template knows is left to it.
func TestWhatIsNotCompiled(t *testing.T) {
	for _, text := range []string{
		`{{printf "%s" .String}}`, `{{slice .String 1}}`, `<a onclick="f({{.String}})">`,
		`{{$x := 1}}{{$x = 2}}{{$x}}`,
		`{{range $i, $x := .List}}{{break}}{{end}}`, `{{eq .Bool true}}`,
	} {
		if compiled(t, escaped(t, text)) != nil {
			t.Errorf("%s is compiled", text)
		}
	}
}
