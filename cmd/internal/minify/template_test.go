package minify

import (
	"errors"
	"html/template"
	"strings"
	"testing"
)

type film struct {
	Title, URL, Class string
	On, Off           bool
	Tags              []string
	N                 int
}

var films = []film{
	{Title: "a", URL: "/0"},
	{Title: "Zéro", URL: "/films/zero/?a=1&b=2", Class: "x", On: true, Tags: []string{"a", "b", "c"}, N: 1},
	{Title: "Un deux", URL: "/", Class: "x y", Off: true, Tags: []string{"a"}, N: 2},
}

func execute(t *testing.T, text string, data any) string {
	t.Helper()
	tmpl, err := template.New("page").Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	var out strings.Builder
	if err := tmpl.Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// In layouts that keep to the rules, minifying the layout is minifying its pages.
func TestTemplateIsMinifyingThePages(t *testing.T) {
	for _, src := range []string{
		`<!doctype html>
<html lang="fr">
{{/* l'en-tête
     du site */}}
<head>
  <meta charset="utf-8">
  <title>{{.Title}} · site</title>
  {{- if .On -}}
  <link rel="canonical" href="https://x.example{{.URL}}">
  {{- end}}
  <style>a{b:{{.N}}}</style>
  <!-- a comment -->
</head>
<body>
  {{- template "list" . -}}
  {{block "main" .}}
  <main id="main">
    <h1>{{.Title}}</h1>
  </main>
  {{end}}
</body>
</html>
{{define "list"}}
  <ul>
    {{range $i, $tag := .Tags}}
    <li>{{$tag}}</li>
    {{else}}
    <li>none</li>
    {{end}}
  </ul>
{{end}}
`,
		"<p>\n  A {{- if .On}} b{{end}} c\n  {{- range .Tags}} <b>{{.}}</b>{{end}}.\n</p>",
		`<a{{with .Class}} class="{{.}}"{{end}}
    href="{{.URL}}"   {{/* why */ -}}
    id="x">y</a>  <b>z</b>`,
		`<p class="a{{if .On}} b{{else if .Off}} c{{end}}" data-n="{{.N}}">t</p>`,
		`<img src="/a.png"{{if .On}} loading="lazy"{{end}} alt=""  width="1">`,
		`<input type="checkbox"{{if .On}} checked{{end}}> <label>{{"}}"}} {{` + "`}}`" + `}}</label>`,
		"<pre>  {{.Title}}\n  kept </pre>\n<p>x</p>",
		"<p>a {{- /* joined */ -}} b</p> <p>a {{/* one space */}} b</p>",
		`<select><option value="{{.N}}"{{if .On}} selected{{end}}>{{.N}}</option></select>`,
		"<table>\n<tr>{{range .Tags}}\n<td>{{.}}</td>\n{{end}}</tr>\n</table>",
		`<svg viewBox="0 0 1 1"><title>x</title>   <path d="M 0 0 L 1 1"/></svg> <i>{{.N}}</i>`,
		"<h{{.N}}>x</h{{.N}}>",
	} {
		small, err := Template(src)
		if err != nil {
			t.Errorf("%v in\n%s", err, src)
			continue
		}
		for _, data := range films {
			want, err := Bytes("text/html", []byte(execute(t, src, data)))
			if err != nil {
				t.Fatal(err)
			}
			if got := execute(t, small, data); got != string(want) {
				t.Errorf("%s\nbecame\n%s\n got %s\nwant %s", src, small, got, want)
			}
		}
		if again, err := Template(small); err != nil || again != small {
			t.Errorf("minified again %q is %q, %v", small, again, err)
		}
	}
}

// In any layout, what is lost is only what minifying the page would lose too.
func TestTemplateKeepsThePage(t *testing.T) {
	for _, src := range []string{
		`<img  {{if .On}} class="x" {{end}}  {{- if .Off}}   id='y'{{end}} >`,
		`<a href={{.URL}}>x</a> <a href=/x/{{ .N }}>y</a>
			<a {{if .On}}href="/on"{{else}}href='/off'{{end}} title="">z</a>`,
		`<p class="a {{if .On}}b{{end}}" title="{{.Title}}">x</p>`,
		"<p>Un {{range .Tags}} <i>{{.}}</i>, {{else}} rien {{end}} et {{.Title}} .</p>",
		`<script>let a = {{.Title}}; // one` + "\n" +
			`let b = "x  &lt;  y"</script><textarea>  {{.Title}}  &amp;  z </textarea>`,
		`<svg class="{{.Class}}"><path d="M 0 0"/>{{if .On}}<path d="M 1 1"/>{{end}}</svg>`,
		`{{if .On}}<div>{{else}}<section>{{end}} x {{if .On}}</div>{{else}}</section>{{end}} y`,
		"<p>a{{if .On}} {{end}}b {{.Title}} <b> c </b> {{.Title}}</p>",
		`<p title="{{printf "%s > %q" .Title "}}"}}">{{printf "%d" .N}} {{- " x" -}} y</p>`,
		`{{define "x"}} <i>x</i> {{end}}<p>a {{template "x"}} b</p>`,
	} {
		small, err := Template(src)
		if err != nil {
			t.Errorf("%v in\n%s", err, src)
			continue
		}
		for _, data := range films {
			want, err1 := Bytes("text/html", []byte(execute(t, src, data)))
			got, err2 := Bytes("text/html", []byte(execute(t, small, data)))
			if string(got) != string(want) || err1 != nil || err2 != nil {
				t.Errorf("%s\nbecame\n%s\n got %s\nwant %s %v %v", src, small, got, want, err1, err2)
			}
		}
	}
}

func TestTemplateFindsMistakes(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"<p>x</p>\n<!-- {{if .On}} -->y<!-- {{end}} -->", "2:6: this {{…}} stands where it cannot be kept"},
		{"<p>{{.Title</p>", "1:4: this {{ has no }}"},
		{"<p>{{/* x }}", "1:4: this {{ has no }}"},
		{"{{/* a\nb */}}\n<p>{{.Title}}</p>\n<style>a { color red }</style>", "4:12: a colon is missing"},
		{"{{.A}}\n<p>{{.Title}}</p> <script>let = ;</script>", "2:"},
	} {
		_, err := Template(c.src)
		var b *SyntaxError
		if !errors.As(err, &b) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.src, err, c.want)
		}
	}
}
