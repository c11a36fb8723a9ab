package site

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/card"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// icons are the mark of the site in the sizes that systems ask for: the share is how much of the width it takes.
var icons = []struct {
	name    string
	size    int
	share   float32
	purpose string // in the manifest; "" where it is not there
}{
	{"apple-touch-icon", 180, .72, ""},
	{"icon", 192, .8, "any"},
	{"icon", 512, .8, "any"},
	{"maskable", 512, .56, "maskable"},
}

// iconPath is the path of an icon in the tree: it changes with the way that icons are drawn.
func iconPath(i int) string {
	x := icons[i]
	d := source.Sum(fmt.Appendf(nil, "%s %v %v", card.Version, x.size, x.share))
	return assets.Name(fmt.Sprintf("icons/%s-%d.png", x.name, x.size), d)
}

// drawIcons draws the icons, and favicon.ico after them: they depend on nothing that is written, and are drawn once.
var drawIcons = sync.OnceValue(func() (drawn [][]byte) {
	for _, x := range icons {
		drawn = append(drawn, card.Icon(x.size, x.share))
	}
	return append(drawn, card.ICO(card.Icon(32, .9)))
})

// addIcons plans the icons, and a manifest in each language that has a front page.
func (p *plan) addIcons(rs *resolvedSite) {
	for i := range icons {
		p.add(iconPath(i), func(*renderer) ([]byte, []source.Problem) { return drawIcons()[i], nil })
	}
	p.add("favicon.ico", func(*renderer) ([]byte, []source.Problem) { return drawIcons()[len(icons)], nil })
	for lang := range rs.Config.Languages {
		if rt := rs.routes.to("pages/index", lang); rt != nil && rt.Lang == lang {
			p.addFixed(rs.routes.prefix(lang)+manifestName, rs.manifest(rt))
		}
	}
}

const manifestName = "site.webmanifest"

// manifest says how the site is shown where a visitor keeps it among their applications (W3C Web App Manifest).
func (rs *resolvedSite) manifest(home *view.Route) []byte {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	lang := rs.Config.Languages[home.Lang]
	m := struct {
		Name       string `json:"name"`
		ShortName  string `json:"short_name"`
		Lang       string `json:"lang"`
		Dir        string `json:"dir"`
		StartURL   string `json:"start_url"`
		Scope      string `json:"scope"`
		Display    string `json:"display"`
		Background string `json:"background_color"`
		Theme      string `json:"theme_color"`
		Icons      []icon `json:"icons"`
	}{Name: rs.Config.Name, ShortName: shortName(rs.Config.Name), Lang: lang.Code, Dir: lang.Dir, StartURL: home.URL,
		Scope: rs.routes.base, Display: "browser", Background: card.Paper, Theme: card.Paper}
	for i, x := range icons {
		if x.purpose != "" {
			m.Icons = append(m.Icons, icon{rs.fileURL(iconPath(i)), fmt.Sprintf("%dx%d", x.size, x.size), card.PNG,
				x.purpose})
		}
	}
	b, _ := json.Marshal(m) // plain values
	return append(b, '\n')
}

// shortName is a name below an icon, of 12 letters at most: without punctuation where it is too long, then its first
// words, then its first letters.
func shortName(name string) string {
	const most = 12
	fits := func(s string) bool { return utf8.RuneCountInString(s) <= most }
	if fits(name) {
		return name
	}
	words := strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) {
			return -1
		}
		return r
	}, name))
	for n := len(words); n > 0; n-- {
		if s := strings.Join(words[:n], " "); fits(s) {
			return s
		}
	}
	return string([]rune(strings.Join(words, " "))[:most])
}

// headLinks are the icons and the manifest that pages of a language name.
func (rs *resolvedSite) headLinks(lang int) []layouts.HeadLink {
	list := []layouts.HeadLink{{Rel: "icon", URL: rs.fileURL("favicon.ico"), Sizes: "32x32"},
		{Rel: "apple-touch-icon", URL: rs.fileURL(iconPath(0))}}
	if rt := rs.routes.to("pages/index", lang); rt != nil {
		list = append(list, layouts.HeadLink{Rel: "manifest",
			URL: rs.fileURL(rs.routes.prefix(rt.Lang) + manifestName)})
	}
	return list
}
