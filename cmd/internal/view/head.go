package view

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/layouts"
)

// head fills the head: what browsers, search engines and shared links are told of the page.
func (v *Builder) head(p *layouts.Page, rt *Route, style *pageStyle) {
	h := &p.Head
	h.Title = p.Title.Plain
	switch {
	case rt.Kind == "home":
		h.Title = v.chrome.name.Plain + " – " + p.Title.Plain
	case h.Title != v.chrome.name.Plain:
		h.Title += " – " + v.chrome.name.Plain
	}
	if h.Description = v.description(p, rt); h.Description == "" {
		h.Description = v.t("list.description", "title", p.Title.Plain, "site", v.chrome.name.Plain)
	}
	h.NoIndex = rt.NoIndex
	if !rt.NoIndex {
		h.Canonical = v.in.AbsoluteURL(rt.URL)
		h.Alternates = v.Alternates(rt)
	}
	v.share(p, rt)
	h.Outputs = v.outputs(rt)
	h.Stylesheet = v.in.Files["assets/css/site.css"]
	h.Links = v.chrome.links
	h.Icon = v.in.Files["assets/icons/favicon.svg"]
	if p.List != nil && p.List.Filterable {
		h.Scripts = append(h.Scripts, v.script("assets/js/filter.js")...)
	}
	if p.Search != nil {
		h.Scripts = append(h.Scripts, v.script("assets/js/search.js")...)
	}
	if style.embeds {
		h.Scripts = append(h.Scripts, v.script("assets/js/facade.js")...)
	}
	h.Style = template.CSS(v.inlineStyles(p, rt.Layout) + style.css() + titleStyle(p.Title.Plain))
	h.CSP = template.HTMLAttr(` content="` + csp(string(h.Style), style.embeds, p.Search != nil) + `"`)
}

// inlineStyles are the style sheets of the layout, and of the partials that it shows on this page.
func (v *Builder) inlineStyles(p *layouts.Page, layout string) string {
	names := []string{"motif", layout}
	switch {
	case p.Home != nil && p.Home.Leaf != nil:
		names = []string{layout, "hero-date"}
	case p.Home != nil:
		names = []string{layout, "hero-strip"}
	case p.List != nil || p.Film != nil || p.Session != nil:
		names = []string{layout}
	}
	css := ""
	for _, name := range names {
		css += v.in.InlineStyles["assets/css/"+name+".css"]
	}
	return css
}

// titleStyle tells the style sheet how many letters the longest word of a title has, where a word
// of that many may be wider than a phone: the title's size goes down with it, so that no word is cut.
func titleStyle(title string) string {
	if n := longestWord(title); n > 9 {
		return "h1{--longest:" + itoa(n) + "}"
	}
	return ""
}

// longestWord is how many letters the longest word has.
func longestWord(title string) int {
	n := 0
	for _, word := range strings.FieldsFunc(title, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		n = max(n, utf8.RuneCountInString(word))
	}
	return n
}

// wordsClass is a class for the title of a card, narrower than a page: see assets/css/site.css.
func wordsClass(title string) string {
	switch n := longestWord(title); {
	case n >= 16:
		return " longest"
	case n >= 13:
		return " longer"
	case n >= 10:
		return " long"
	}
	return ""
}

// csp is the strictest Content-Security-Policy that the page works under. Frames may show the two
// players that a visitor can ask for, and only where one is offered; forms lead to the site alone, where there is one.
func csp(style string, embeds, form bool) string {
	p := "default-src 'none';script-src 'self';style-src 'self'"
	if style != "" {
		sum := sha256.Sum256([]byte(style))
		p += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	p += ";img-src 'self';media-src 'self';font-src 'self';connect-src 'self';manifest-src 'self'"
	if embeds {
		p += ";frame-src https://www.youtube-nocookie.com https://player.vimeo.com"
	}
	if form {
		return p + ";base-uri 'none';form-action 'self'"
	}
	return p + ";base-uri 'none';form-action 'none'"
}

// Alternates are the page in each language that it is in, and the default one for all other visitors
// where there are several.
func (v *Builder) Alternates(rt *Route) []layouts.Alternate {
	var out []layouts.Alternate
	for i, same := range v.in.Translations(rt.Group) {
		if same != nil {
			out = append(out, layouts.Alternate{Lang: v.Config.Languages[i].Code, URL: v.in.AbsoluteURL(same.URL)})
		}
	}
	if same := v.in.Translations(rt.Group)[0]; same != nil && len(out) > 1 {
		out = append(out, layouts.Alternate{Lang: "x-default", URL: v.in.AbsoluteURL(same.URL)})
	}
	return out
}

// script is the URL of a script below assets/, none where the site has no such file.
func (v *Builder) script(p string) []string {
	if u := v.in.Files[p]; u != "" {
		return []string{u}
	}
	return nil
}
