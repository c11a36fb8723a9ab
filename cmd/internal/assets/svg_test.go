package assets

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/source"
)

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" ` +
	`xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 24 12">`

// What attacks is gone, what was drawn stays, and the editor is told what went.
func TestSVGAttacks(t *testing.T) {
	for name, c := range map[string]struct{ in, removed string }{
		"script":             {`<script>alert(1)</script>`, "<script>"},
		"script href":        {`<script xlink:href="https://evil.example/x.js"/>`, "<script>"},
		"script, other case": {`<SCRIPT>alert(1)</SCRIPT>`, "<SCRIPT>"},
		"prefixed script":    {`<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`, "<script>"},
		"handler":            {`<rect onload="alert(1)" ONCLICK="alert(1)"/>`, "onload, ONCLICK"},
		"link":               {`<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>`, "<a>, href"},
		"use outside":        {`<use href="https://evil.example/x.svg#a"/>`, "href"},
		"use data":           {`<use xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>`, "href"},
		"picture": {`<image href="https://evil.example/x.png"/><image href="data:image/jpeg;base64,AAAA"/>`,
			"<image>"},
		"foreign": {`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">` +
			`<iframe src="//evil.example"/></body></foreignObject>`, "<foreignObject>"},
		"html":              {`<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="//evil.example"/>`, "<iframe>"},
		"import":            {`<style>@import "https://evil.example/x.css";</style>`, "@import"},
		"import escaped":    {`<style>@\69mport "//evil.example/x.css";</style>`, "@\\69mport"},
		"style url":         {`<style>rect{fill:url(https://evil.example/x.svg#a)}</style>`, "rect {…}"},
		"style image-set":   {`<style>rect{background:image-set("//evil.example/x" 1x)}</style>`, "rect {…}"},
		"style in CDATA":    {`<style><![CDATA[@font-face{src:url(//evil.example/x)}]]></style>`, "@font-face"},
		"style attribute":   {`<rect style="fill:red;background:url('//evil.example/x')"/>`, "style=background"},
		"fill url":          {`<rect fill="url(//evil.example/x#a)"/>`, "fill"},
		"fill url, escaped": {`<rect fill="u&#x72;l(//evil.example/x#a)"/>`, "fill"},
		"animated link":     {`<use href="#a"><set attributeName="href" to="javascript:alert(1)"/></use>`, "<set>"},
		"handler by set":    {`<animate attributeName="onload" values="alert(1)"/>`, "<animate>"},
		"feImage":           {`<filter><feImage href="//evil.example/x"/></filter>`, "<feImage>"},
		"embedded":          {`<iframe src="//evil.example"/><object data="//evil.example"/>`, "<iframe>, <object>"},
	} {
		d, problem := SanitizeSVG("x.svg", []byte(svgHead+`<circle id="kept" r="4"/>`+c.in+`</svg>`))
		if problem != nil {
			t.Errorf("%s: refused: %s", name, problem.In("en"))
			continue
		}
		out := strings.ToLower(string(d.Data))
		for _, bad := range []string{"evil", "alert", "javascript", "script", "iframe", "@import", "data:", "onload",
			"onclick"} {
			if strings.Contains(out, bad) {
				t.Errorf("%s: %q stays: %s", name, bad, d.Data)
			}
		}
		if !strings.Contains(out, `<circle id="kept" r="4"/>`) {
			t.Errorf("%s: the circle went: %s", name, d.Data)
		}
		var removed []string
		for _, p := range d.Removed {
			removed = append(removed, strings.TrimPrefix(p.What.En, "left out of the drawing: "))
		}
		if got := strings.Join(removed, " "); got != c.removed {
			t.Errorf("%s: told %q, want %q", name, got, c.removed)
		}
	}
}

// A rule that loads something goes, and the rest of the sheet stays.
func TestSVGSheet(t *testing.T) {
	const dark = `@media (prefers-color-scheme:dark)`
	for in, want := range map[string]string{
		`@font-face{font-family:x;src:url(x.woff)}.a{fill:#e00}`:           `.a{fill:#e00}`,
		`@import "x.css";.a{fill:red}`:                                     `.a{fill:red}`,
		`.a{fill:red}.b{background:url(//evil.example/x)}.c{fill:url(#g)}`: `.a{fill:red}.c{fill:url(#g)}`,
		dark + `{.a{fill:#fff}.b{b:src("x")}}.c{fill:red}`:                 dark + `{.a{fill:#fff}}.c{fill:red}`,
		`@media(prefers-color-scheme:dark){.a{fill:red}}`:                  `@media(prefers-color-scheme:dark){.a{fill:red}}`,
		`/* a@b.example <x> */.a{fill:red}`:                                `.a{fill:red}`,
		`.a{content:"}";fill:u\72l(//evil.example)}.b{fill:red`:            `.b{fill:red`,
		`}}.a{fill:red}`: `}}.a{fill:red}`,
		`@font-face{src:url(data:font/woff2;base64,AAAA)}@font-face{}rect{fill:blue}`: `rect{fill:blue}`,
	} {
		if got, _ := cleanSheet(in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

// A drawing of which nothing is left is refused; one that was empty is its author's.
func TestSVGNothingLeft(t *testing.T) {
	for body, refused := range map[string]bool{
		`<image href="data:image/png;base64,AA"/>`: true, `<foreignObject><p>x</p></foreignObject>`: true,
		`<g><script/></g>`: true,
		`<defs><path id="a" d="M0 0"/></defs><image href="x"/>`: true, `<path d="M0 0h9"/><image href="x"/>`: false,
		`<text>x</text><script/>`: false, ``: false,
	} {
		if _, problem := SanitizeSVG("x.svg", []byte(svgHead+body+`</svg>`)); (problem != nil) != refused {
			t.Errorf("%s: %v", body, problem)
		}
	}
}

// However a drawing repeats itself, it is refused before a browser paints for minutes.
func TestSVGRepeats(t *testing.T) {
	doubling := func(open, close string, n int) string {
		var b strings.Builder
		for i := range n {
			next := fmt.Sprint(i + 1)
			fmt.Fprintf(&b, open, i, next)
			fmt.Fprintf(&b, close, next)
		}
		return b.String() + `<rect width="9" height="9"/>`
	}
	for name, body := range map[string]string{
		"use": doubling(`<g id="p%d"><use href="#p%s"/>`, `<use href="#p%s"/></g>`, 20),
		"mask": doubling(`<mask id="p%d"><rect mask="Url(#p%s)"/>`, `<rect mask='url( "#p%s" )'/></mask>`,
			20) + `<rect mask="url(#p0)"/>`,
		"pattern": doubling(`<pattern id="p%d"><rect fill="url(#p%s)"/>`, `<rect stroke="URL(#p%s) red"/></pattern>`,
			20) + `<rect fill="url(#p0)"/>`,
		"style": doubling(`<mask id="p%d"><rect style="mask:url(#p%s)"/>`,
			`<rect style="clip-path:none;MASK : url('#p%s')"/></mask>`, 20),
		"class": `<style>` + func() (s string) {
			for i := range 20 {
				s += fmt.Sprintf(".c%d,g > .d%d:not(.x){mask:url(#p%d)}", i, i, i+1)
			}
			return s
		}() + `</style>` + func() (s string) {
			for i := range 20 {
				s += fmt.Sprintf(`<mask id="p%d"><rect class="x c%d"/><g><path d="M0 0" class="d%d"/></g></mask>`, i,
					i, i)
			}
			return s
		}() + `<rect class="c0"/>`,
		"inherited": doubling(`<pattern id="p%d"><g fill="url(#p%s)"><rect/><rect/><rect/></g>`,
			`<g id="q%s"/></pattern>`,
			12) + `<rect fill="url(#p0)"/>`,
		"markers": `<marker id="m"><path d="` + strings.Repeat("M0 0",
			500) + `"/></marker><path marker-mid="url(#m)" d="` + strings.Repeat("L1 1", 500) + `"/>`,
		"filters": `<filter id="f">` + strings.Repeat("<feTurbulence/>",
			60) + `</filter>` + strings.Repeat(`<rect filter="url(#f)"/>`, 60),
		"octaves": `<filter id="f">` + strings.Repeat(`<feTurbulence numOctaves="100000"/>`, 9) + `</filter>` +
			`<rect filter="url(#f)"/>`,
		"radius":  `<filter id="f"><feMorphology radius="1e9"/></filter><rect filter="url(#f)"/>`,
		"escaped": escapedChain(20),
		"itself":  `<mask id="a"><rect mask="url(#a)"/></mask><rect mask="url(#a)"/>`,
	} {
		if _, problem := SanitizeSVG("x.svg", []byte(svgHead+body+`</svg>`)); problem == nil {
			t.Errorf("%s passes", name)
		}
	}
	plain := strings.Repeat(`<path class="a" d="M0 0h9" fill="url(#g)" clip-path="url(#c)"/>`, 1000)
	if _, problem := SanitizeSVG("x.svg",
		[]byte(svgHead+`<style>.a{stroke:url(#g)}</style><linearGradient id="g"><stop/><stop/></linearGradient>`+
			`<clipPath id="c"><rect/></clipPath>`+plain+`</svg>`)); problem != nil {
		t.Errorf("a drawing of a thousand shapes: %s", problem.In("en"))
	}
}

// distinct are rules that refer to something else each.
func distinct(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ".a{fill:url(#x%d)}", i)
	}
	return b.String()
}

// escapedChain is a drawing that repeats itself by references whose ids are percent-encoded.
func escapedChain(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<g id="p%d"><use href="#%%70%d"/><use href="#%%70%d"/></g>`, i, i+1, i+1)
	}
	return b.String()
}

// A mask that is given on by inheritance or in a variable goes: how often it is drawn cannot be counted.
func TestSVGHandedOn(t *testing.T) {
	d, problem := SanitizeSVG("x.svg", []byte(svgHead+`<style>#a{mask:url(#b)}@media print{rect{mask:inherit}g{fill:red}}`+
		`#b{--m:url(#c)}rect{fill:inherit}</style><rect clip-path="inherit" style="filter: unset;fill:inherit"/></svg>`))
	if problem != nil || len(d.Removed) != 1 {
		t.Fatal(problem, d.Removed)
	}
	want := `<style>#a{mask:url(#b)}@media print{g{fill:red}}rect{fill:inherit}</style><rect style="fill:inherit"/></svg>`
	if got := string(d.Data); !strings.HasSuffix(got, ">"+want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Every drawing up to 1 MB is read or refused in seconds.
func TestSVGLaw(t *testing.T) {
	for name, body := range map[string]string{
		"links": strings.Repeat("<a/>", 200_000), "nested": strings.Repeat("<g>", 300_000),
		"attributes": `<rect ` + strings.Repeat(`onload="x" `, 80_000) + `/>`,
		"handlers":   strings.Repeat(`<rect onload="x"/>`, 50_000),
		"styles":     `<rect style="` + strings.Repeat("fill:url(x);", 70_000) + `"/>`,
		"rules":      `<style>` + strings.Repeat("a{b:url(x)}", 80_000) + `</style>`,
		"brackets":   `<style>` + strings.Repeat("@media{", 140_000) + `</style>`,
		"classes": `<style>` + strings.Repeat(".a{mask:url(#b)}",
			20_000) + `</style>` + strings.Repeat(`<g class="a a a"/>`, 30_000),
		"unlike": `<style>` + strings.Repeat(".a{fill:url(#x)}.a{mask:url(#y)}", 2_000) + distinct(5_000) + `</style>` +
			strings.Repeat(`<g class="a"/>`, 5_000),
		"references": `<g id="b"/>` + strings.Repeat(`<use href="#b" fill="url(#b)"/>`, 30_000),
		"comments":   strings.Repeat("<!---->", 140_000), "lines": strings.Repeat("<a\n/>", 150_000),
	} {
		start := cpuTime()
		_, _ = SanitizeSVG("x.svg", []byte(svgHead+body+`</svg>`))
		if took := cpuTime() - start; took > 4*time.Second { // of 2, on a machine that does other things
			t.Errorf("%s: %v", name, took)
		}
	}
}

func TestSVGRefused(t *testing.T) {
	laughs := `<g id="a0"><path d="M0 0"/></g>`
	for i := 1; i < 40; i++ {
		laughs += fmt.Sprintf(`<g id="a%d"><use href="#a%d"/><use href="#a%d"/></g>`, i, i-1, i-1)
	}
	for name, in := range map[string]string{
		"billion laughs": `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` +
			`<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>`,
		"outer entity":   `<!DOCTYPE svg SYSTEM "x" [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg/>`,
		"unknown entity": svgHead + `<text>&ha;</text></svg>`,
		"nested use":     svgHead + laughs + `</svg>`,
		"endless use":    svgHead + `<g id="a"><use href="#a"/></g></svg>`,
		"cut short":      svgHead + `<g>`,
		"deep":           svgHead + strings.Repeat("<g>", 5000) + strings.Repeat("</g>", 5000) + `</svg>`,
		"other root":     `<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>`,
		"two roots":      svgHead + `</svg>` + svgHead + `</svg>`,
		"large":          svgHead + strings.Repeat(" ", svgBytes) + `</svg>`,
		"other encoding": `<?xml version="1.0" encoding="ISO-8859-1"?><svg/>`,
	} {
		if d, problem := SanitizeSVG("x.svg", []byte(in)); problem == nil {
			t.Errorf("%s: accepted as %.80s", name, d.Data)
		} else if problem.Line == 0 || problem.Hint.Fr == "" {
			t.Errorf("%s: %+v", name, problem)
		}
	}
}

// What drawing programs write looks the same afterwards, and nobody is bothered.
func TestSVGFromDrawingProgram(t *testing.T) {
	in := `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with a drawing program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg width="50mm" height="25.4mm" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:ink="http://www.inkscape.org/namespaces/inkscape" ink:version="1.3">
<ink:namedview id="base"><ink:grid/></ink:namedview><metadata>made at home</metadata>
<style>.a{fill:#fff}@media (prefers-color-scheme:dark){.a{fill:rgb(0,0,0)}}</style>
<defs><linearGradient id="Gradient (1)"><stop offset="0" style="stop-color:#fff;-ink-thing:1"/></linearGradient></defs>
<g ink:label="Layer 1" transform="translate(1 2)"><use xlink:href="#b" fill="url(#Gradient)"/>
<text xml:space="preserve">R &amp; D</text></g>
</svg>`
	d, problem := SanitizeSVG("x.svg", []byte(in))
	if problem != nil || len(d.Removed) > 0 {
		t.Fatal(problem, d.Removed)
	}
	want := `<svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="25.4mm">` +
		`<style>.a{fill:#fff}@media (prefers-color-scheme:dark){.a{fill:rgb(0,0,0)}}</style>` +
		`<defs><linearGradient id="Gradient (1)"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>` +
		`<g transform="translate(1 2)"><use href="#b" fill="url(#Gradient)"/>` +
		`<text xml:space="preserve">R &amp; D</text></g></svg>`
	if string(d.Data) != want {
		t.Errorf("got  %s\nwant %s", d.Data, want)
	}
	if d.Width != 189 || d.Height != 96 {
		t.Errorf("%d × %d", d.Width, d.Height)
	}
}

func TestSVGPicture(t *testing.T) {
	f := source.NewText("content/pages/about/plan.svg", []byte(svgHead+`<path d="M0 0h9"/><script>x</script></svg>`))
	p, problem := LoadPhoto(f, &Memory{})
	if problem != nil || p.Width != 24 || p.Height != 12 || len(p.Removed) != 1 {
		t.Fatal(p, problem)
	}
	pic := p.Picture("plan", []int{320})
	if pic.Fallback.Type != SVG || len(pic.Sources) != 0 {
		t.Fatalf("%+v", pic)
	}
	b, err := NewBatch(f, p, &Memory{}, pic.Variants()...).Files()[0].Bytes()
	if err != nil || strings.Contains(string(b), "script") {
		t.Error(err, string(b))
	}
}

// Cleaning what is clean changes nothing, and no text stops it.
func FuzzSVG(f *testing.F) {
	f.Add(svgHead + `<use xlink:href="#a"/><style>a{b:c}</style><g style="fill:red"/></svg>`)
	f.Add(`<svg width="1e999px" height="%"><text>&lt;</text></svg>`)
	f.Fuzz(func(t *testing.T, in string) {
		once, problem := SanitizeSVG("x.svg", []byte(in))
		if problem != nil {
			return
		}
		twice, problem := SanitizeSVG("x.svg", once.Data)
		if problem != nil || string(twice.Data) != string(once.Data) || len(twice.Removed) > 0 {
			t.Errorf("%q\nonce  %s\ntwice %s\n%v %v", in, once.Data, twice.Data, problem, twice.Removed)
		}
	})
}
