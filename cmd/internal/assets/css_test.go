package assets

import (
	"errors"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

func published(asset string) (string, bool) {
	known := map[string]string{
		"assets/img/grain.png": "img/grain.1.png", "assets/css/part.css": "css/part.2.css",
		"assets/sprite.svg": "sprite.3.svg",
	}
	p, ok := known[asset]
	return "/site/" + p, ok
}

func TestStyle(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`a{background:url(../img/grain.png)}`, `a{background:url("/site/img/grain.1.png")}`},
		{`a{background:URL( "../img/grain.png" )}`, `a{background:URL( "/site/img/grain.1.png" )}`},
		{`a{background:url('/assets/img/grain.png') no-repeat}`, `a{background:url("/site/img/grain.1.png") ` +
			`no-repeat}`},
		{`a{mask:url(../sprite.svg#play)}b{fill:url(#x)}`, `a{mask:url("/site/sprite.3.svg#play")}b{fill:url(#x)}`},
		{`@import "part.css";@import url(part.css) print;`,
			`@import "/site/css/part.2.css";@import url("/site/css/part.2.css") print;`},
		{`/* url(none.png) */a{content:"url(none.png)"}`, `/* url(none.png) */a{content:"url(none.png)"}`},
		{`a{background:url(data:image/png;base64,AA)}`, `a{background:url(data:image/png;base64,AA)}`},
		{`a{background:url(../img/grain.png`, `a{background:url("/site/img/grain.1.png")`},
		{`a{background:u\72l(../img/grain.png)}`, `a{background:url("/site/img/grain.1.png")}`},
		{`a{background:image-set("../img/grain.png" 1x, url(../img/grain.png) 2x)}`,
			`a{background:image-set("/site/img/grain.1.png" 1x, url("/site/img/grain.1.png") 2x)}`},
		{`a{background:url(../im\67/grain.png)}`, `a{background:url("/site/img/grain.1.png")}`},
		{`@namespace svg url(http://www.w3.org/2000/svg);`, `@namespace svg url(http://www.w3.org/2000/svg);`},
		{`a::after{content:"https://x.example/"}`, `a::after{content:"https://x.example/"}`},
	} {
		got, problems := Style(source.NewText("assets/css/site.css", []byte(c.in)), published)
		if string(got) != c.want || len(problems) > 0 {
			t.Errorf("%s\ngot  %s\nwant %s\n%v", c.in, got, c.want, problems)
		}
	}
}

func TestStyleProblems(t *testing.T) {
	css := "a{color:red}\nb{é:1;background: url(gone.png)}\nc{src:url(https://cdn.example/x.woff2)}\n"
	_, problems := Style(source.NewText("assets/css/site.css", []byte(css)), published)
	var got []string
	for _, p := range problems {
		got = append(got, p.Where()+" "+p.What.En)
	}
	want := `assets/css/site.css:2:23 no file "assets/css/gone.png"|` +
		`assets/css/site.css:3:11 "https://cdn.example/x.woff2" comes from another site`
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// Nothing that a browser would load from elsewhere passes, however it is written.
func TestStyleForeign(t *testing.T) {
	for _, css := range []string{
		`a{b:u\72l(https://evil.example/x)}`, `a{b:\75 rl("https://evil.example/x")}`,
		`a{b:image-set("https://evil.example/x" 1x)}`,
		`a{b:-webkit-image-set(url(https://evil.example/x) 1x)}`, `a{b:IMAGE-SET("//evil.example/x" 1x)}`,
		`a{b:i\6d age-set("https://evil.example/x" 1x)}`, `a{b:src("https://evil.example/x")}`,
		`a{b:image("//evil.example/x")}`,
		`@import "https://evil.example/x";`, `@\69mport 'https://evil.example/x';`, `@import url(//evil.example/x);`,
		`@IMPORT/**/"https://evil.example/x" layer(a);`, `a{b:url(\2f\2f evil.example/x)}`, `a{b:url("ht\\
tps://evil.example/x")}`, `a{b:url(/\\evil.example/x)}`, `a{b:url("\\\\evil.example/x")}`,
		`a{b:url( \9//evil.example/x )}`,
		`a{--u:"https://evil.example/x";b:image-set(var(--u) 1x)}`, `a{--u:url(https://evil.example/x)}`,
		`@font-face{src:url(https://evil.example/x) format("woff2")}`,
		`a{b:cross-fade(url(https://evil.example/x), red)}`,
		`@import "data:text/css,@import 'https://evil.example/x'";`, `@import url(data:image/png;base64,AA);`,
		`a{b:url("data:text/html,<script>")}`,
	} {
		got, problems := Style(source.NewText("assets/css/a.css", []byte(css)), published)
		if len(problems) == 0 {
			t.Errorf("%s passes as %s", css, got)
		}
	}
}

func FuzzStyle(f *testing.F) {
	f.Add(`a{b:url("x\"y.png") url( } @import 'z`)
	f.Fuzz(func(t *testing.T, css string) {
		got, _ := Style(source.NewText("assets/a.css", []byte(css)), func(string) (string, bool) { return "", false })
		if string(got) != css {
			t.Errorf("%q became %q with nothing resolved", css, got)
		}
	})
}

func TestName(t *testing.T) {
	d := source.Digest{0x3f, 0x9a, 0x1c, 0x2b, 0xff}
	for in, want := range map[string]string{
		"site.css":                    "assets/site.3f9a1c2b.css",
		"assets/css/site.css":         "assets/css/site.3f9a1c2b.css",
		"Dossier de presse été.PDF":   "assets/Dossier-de-presse-ete.3f9a1c2b.pdf",
		"../../etc/passwd":            "assets/etc/passwd.3f9a1c2b",
		"فيلم.jpg":                    "assets/file.3f9a1c2b.jpg",
		"a.tar.gz":                    "assets/a.tar.3f9a1c2b.gz",
		"x/\"><script>/q?.js":         "assets/x/script/q.3f9a1c2b.js",
		"content/films/zero/kit .zip": "assets/content/films/zero/kit.3f9a1c2b.zip",
	} {
		if got := Name(in, d); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestPublish(t *testing.T) {
	minify := func(mediatype string, b []byte) ([]byte, error) {
		if strings.Contains(string(b), "broken") {
			return nil, errors.New("unexpected broken on line 1\nmore")
		}
		return []byte(strings.ReplaceAll(string(b), " ", "")), nil
	}
	f, problem := Publish("assets/js/filter.js", "text/javascript", []byte("a = 1"), minify)
	if problem != nil {
		t.Fatal(problem.In("en"))
	}
	if b, _ := f.Bytes(); string(b) != "a=1" || f.Path != Name("assets/js/filter.js", source.Sum(b)) {
		t.Errorf("%s: %s", f.Path, b)
	}
	if _, problem := Publish("assets/js/filter.js", "text/javascript", []byte("broken"), minify); problem == nil ||
		!strings.Contains(problem.What.En, "line 1") {
		t.Error(problem)
	}
}
