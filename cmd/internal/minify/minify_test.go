package minify

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestMinify(t *testing.T) {
	for _, c := range []struct{ kind, in, want string }{
		{"text/html",
			"<!doctype html>\n<html lang=\"fr\">\n<head><title> T </title></head>\n<body>\n<p>Un\u00a0mot\u202f! " +
				"<bdi>Art’s</bdi> et <i>it</i>  fin</p>\n<input type=\"text\" disabled>\n</body>\n</html>\n",
			"<!doctype html><html lang=\"fr\"><head><title>T</title></head><body><p>Un\u00a0mot\u202f! " +
				"<bdi>Art’s</bdi> et <i>it</i> fin</p><input type=\"text\" disabled></body></html>"},
		{"text/html",
			`<script type="module">const a = "<\/script>"; console.log( a )</script>`,
			`<script type="module">const a="<\/script>";console.log(a)</script>`},
		{"text/html",
			`<script type="application/ld+json">{ "a": 1.0, "b": "x y" }</script>`,
			`<script type="application/ld+json">{"a":1.0,"b":"x y"}</script>`},
		{"text/css", "a  { color : red ; }\n", "a{color:red}"},
		{"text/css",
			":root{--x: { a: b };--y:;--url:a:b}\n.a{&:hover{color:red}& .b{margin:0}}",
			":root{--x:{ a: b };--y:;--url:a:b}.a{&:hover{color:red}& .b{margin:0}}"},
		{"text/css", ".a{@media (x){color:red}}", ".a{@media (x){color:red}}"},
		{"text/css; charset=utf-8",
			"@import 'x.css';\n@layer a, b;\n@layer a { b { c: d } }",
			"@import 'x.css';@layer a,b;@layer a{b{c:d}}"},
		{"text/javascript", "let x = 1 ;\nexport { x }", "let x=1;export{x}"},
		{"application/json", "{ \"a\" : [ 1.50 , 2 ] }", `{"a":[1.50,2]}`},
		{"image/svg+xml",
			"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n <title>T</title>\n " +
				"<path d=\"M 0 0 L 1 1\"/>\n</svg>",
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>T</title><path d="M0 0 1 1"/></svg>`},
		{"application/rss+xml", "<a>\n<b> two  words </b></a>", "<a>\n<b> two words </b></a>"},
		{"text/plain", "a  b", "a  b"},
	} {
		in := []byte(c.in)
		got, err := Bytes(c.kind, in)
		if err != nil || string(got) != c.want {
			t.Errorf("%s %q\n got %q, %v\nwant %q", c.kind, c.in, got, err, c.want)
		}
		if string(in) != c.in {
			t.Errorf("%s %q was written into: %q", c.kind, c.in, in)
		}
		if again, err := Bytes(c.kind, got); err != nil || string(again) != string(got) {
			t.Errorf("%q minified again is %q, %v", got, again, err)
		}
	}
}

func TestMinifyFindsMistakes(t *testing.T) {
	for _, c := range []struct{ kind, in, want string }{
		{"text/css", "a { color: red;\nb { c: d }\n", "1:3: this bracket is never closed"},
		{"text/css", "a { color: red }\n}", "2:1: this bracket was never opened"},
		{"text/css", "a {\n  color red;\n}", "2:3: a colon is missing after this name"},
		{"text/css", "a {\n  color: red\n  margin: 0;\n}", "3:9: a semicolon is missing"},
		{"text/css", "a { width: calc(1px + 2px; }", "1:12: this bracket is never closed"},
		{"text/css", "a { content: \"x\n; }", "1:14: a text in quotes has no end"},
		{"text/css", "/* é */ a{} /* b", "1:13: a comment has no end"},
		{"text/css", "color: red;", "1:1: this stands outside"},
		{"text/css", "a", "1:1: this stands outside"},
		{"text/javascript", "let a = 1;\nlet = {;", "2:"},
		{"application/json", "{\n\"a\": }", "2:6: this is not JSON"},
		{"application/json", "{} x", "1:4: this is not JSON"},
		{"application/xml", "<a><b></a>", "1:11: this is not XML"},
		{"image/svg+xml", "<svg><path", "1:11: this is not XML"},
		{"text/html", "<p>é</p>\n<style>a { color: red</style>", "2:10: this bracket is never closed"},
		{"text/html", "<p>x</p>\n<script>let = {;</script>", "2:"},
		{"text/html", "<p style=\"color red\">x</p>", "a colon is missing"},
	} {
		_, err := Bytes(c.kind, []byte(c.in))
		var b *SyntaxError
		if !errors.As(err, &b) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %s", c.kind, c.in, err, c.want)
			continue
		}
		if p := b.Problem("assets/a"); p.Line == 0 || p.What.Fr == p.What.En {
			t.Errorf("%s %q: %+v", c.kind, c.in, p)
		}
	}
}

// A style sheet in a page cannot end its element.
func TestInlineStyle(t *testing.T) {
	for in, want := range map[string]string{
		"a { color: red } /* </style> */":                   "a{color:red}",
		`a::after { content: "<\/style>" }`:                 `a::after{content:"<\/style>"}`,
		"a{b:c}\na::after { content: \"x</style>\" }":       "2:23: \"</\"",
		"a { background: url(data:image/svg+xml,</style) }": "a{background:url(data:image/svg+xml,%3C/style)}",
		"a { background: url(x</style) }":                   "1:22: \"</\"",
		"a { --x: < /style }":                               "a{--x:< /style}",
		"/* </ */\na { --x: </style }":                      "2:10: \"</\"",
		"a { color red }":                                   "1:5: a colon is missing",
	} {
		got, err := InlineStyle("text/css", []byte(in))
		if e, ok := errors.AsType[*SyntaxError](err); ok {
			got = []byte(e.Error())
		}
		if !strings.HasPrefix(string(got), want) || bytes.Contains(got, []byte("</s")) {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// New and unusual CSS is no mistake.
func TestMinifyTakesModernCSS(t *testing.T) {
	for _, in := range []string{
		"@media (40em <= width < 80em) { .a, .b > .c { margin-inline: auto } }",
		".a { color: oklch(50% .1 200 / .5); > .b { c: d } :is(h1, h2) & { e: f } &::before { content: \"a;b}\" } }",
		".a { :hover { b: c } [open] & { d: e } @media print { display: none } }",
		"@container card (width > 30em) { .a { grid-template-areas: \"x y\" \". z\"; } }",
		"@property --x { syntax: \"<length>\"; inherits: false; initial-value: 0px }",
		"@font-face { font-family: X; src: url(x.woff2) format(\"woff2\"); unicode-range: U+0600-06FF }",
		"@supports (display: grid) and (not (a: b)) { a { b: c } }",
		"@layer base { html { color-scheme: light dark; color: light-dark(#000, #fff) } }",
		"@starting-style { .a { opacity: 0 } } @scope (.a) to (.b) { :scope { c: d } }",
		"a:not([href*='{']):lang(ar)::after { background: url(data:image/png;base64,AAAA); --j: {a:b;c:d}; }",
		"@view-transition { navigation: auto } @page :first { margin: 1cm }",
		".a { width: calc(100% - (2 * var(--x, 1px))) !important; --empty: ; }",
		"@keyframes x { from { a: b } 50.5% { a: c } to { a: d } }",
		"", "/* only */", "@charset \"utf-8\";",
	} {
		out, err := Bytes("text/css", []byte(in))
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if offset, mistake := cssMistake(out, false); mistake != "" {
			t.Errorf("%s became %s: %s at %d", in, out, mistake, offset)
		}
		t.Logf("%s", out)
	}
}
