package assets

import (
	"fmt"
	"strings"
	"testing"

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
		"handler":            {`<rect onload="alert(1)" ONCLICK="alert(1)"/>`, "onload ONCLICK"},
		"link":               {`<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>`, "<a> href"},
		"use outside":        {`<use href="https://evil.example/x.svg#a"/>`, "href"},
		"use data":           {`<use xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>`, "href"},
		"picture": {`<image href="https://evil.example/x.png"/><image href="data:image/jpeg;base64,AAAA"/>`,
			"<image> <image>"},
		"foreign": {`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">` +
			`<iframe src="//evil.example"/></body></foreignObject>`, "<foreignObject>"},
		"html":              {`<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="//evil.example"/>`, "<iframe>"},
		"import":            {`<style>@import "https://evil.example/x.css";</style>`, "<style>"},
		"import escaped":    {`<style>@\69mport "//evil.example/x.css";</style>`, "<style>"},
		"style url":         {`<style>rect{fill:url(https://evil.example/x.svg#a)}</style>`, "<style>"},
		"style image-set":   {`<style>rect{background:image-set("//evil.example/x" 1x)}</style>`, "<style>"},
		"style in CDATA":    {`<style><![CDATA[@font-face{src:url(//evil.example/x)}]]></style>`, "<style>"},
		"style attribute":   {`<rect style="fill:red;background:url('//evil.example/x')"/>`, "style"},
		"fill url":          {`<rect fill="url(//evil.example/x#a)"/>`, "fill"},
		"fill url, escaped": {`<rect fill="u&#x72;l(//evil.example/x#a)"/>`, "fill"},
		"animated link":     {`<use href="#a"><set attributeName="href" to="javascript:alert(1)"/></use>`, "<set>"},
		"handler by set":    {`<animate attributeName="onload" values="alert(1)"/>`, "<animate>"},
		"feImage":           {`<filter><feImage href="//evil.example/x"/></filter>`, "<feImage>"},
		"embedded":          {`<iframe src="//evil.example"/><object data="//evil.example"/>`, "<iframe> <object>"},
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
			what, _, _ := strings.Cut(p.What.En, " ")
			removed = append(removed, what)
		}
		if got := strings.Join(removed, " "); got != c.removed {
			t.Errorf("%s: told %q, want %q", name, got, c.removed)
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
	if _, ok := p.Card("plan", Centre); ok {
		t.Error("an SVG has a card")
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
