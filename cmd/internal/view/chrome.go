package view

import (
	"html/template"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A pageChrome is what all pages of a language have in common.
type pageChrome struct {
	name, tagline layouts.Text
	home          string
	nav, footer   []menuItem
	contact       []layouts.Fact
	social        []layouts.Link
	apply         *layouts.Link
	search        *Route // the page that searches the language, or nil
	links         []layouts.HeadLink
}

type menuItem struct {
	item layouts.NavItem
	page *Route
}

func (v *Builder) newChrome() *pageChrome {
	c := v.Config
	out := &pageChrome{
		name: v.properName(c.Name), tagline: v.plain(c.Tagline.In(v.code)), home: v.in.HomeURL(v.lang),
		nav: v.menuItems(c.Navigation), footer: v.menuItems(c.Footer), contact: v.contact(), apply: v.applyLink(),
		search: v.SearchPage(),
		links:  v.in.HeadLinks(v.lang),
	}
	for _, x := range c.Social {
		link := layouts.Link{URL: string(x.URL), Label: v.plain(x.Label.In(v.code)), External: true}
		out.social = append(out.social, link)
	}
	return out
}

// applyLink leads to the page of applications while a session takes some; nil otherwise.
func (v *Builder) applyLink() *layouts.Link {
	takes := func(s *content.Session) bool { return v.State(s) == content.Open || v.State(s) == content.Closing }
	rt := v.applyPage()
	if rt == nil || !slices.ContainsFunc(v.Sessions, takes) {
		return nil
	}
	link := v.link(rt, v.label("apply.call"))
	return &link
}

func (v *Builder) contact() []layouts.Fact {
	c := v.Config.Contact
	fs := v.factsOf(&c)
	if c.Email.IsKnown() {
		fs.html("email", contactLink("mailto:"+c.Email.Value, template.HTMLEscapeString(c.Email.Value)))
	}
	fs.unknown("email", c.Email.IsUnknown())
	if c.Phone.IsKnown() {
		number := "<bdi>" + template.HTMLEscapeString(c.Phone.Value) + "</bdi>"
		fs.html("phone", contactLink("tel:"+strings.ReplaceAll(c.Phone.Value, " ", ""), number))
	}
	fs.unknown("phone", c.Phone.IsUnknown())
	fs.properName("address", c.Address)
	return fs.rows()
}

func contactLink(url, label string) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(url) + `">` + label + `</a>`)
}

// menuItems resolves a menu: a folder leads to its list, folder/entry to the entry.
func (v *Builder) menuItems(items []content.NavItem) []menuItem {
	var out []menuItem
	for _, it := range items {
		rt := v.MenuRoute(it.To)
		if rt == nil {
			continue // that is a problem of site.yaml
		}
		label := v.plain(it.Label.In(v.code))
		if label.Plain == "" {
			label = v.Title(rt)
		}
		out = append(out, menuItem{layouts.NavItem{Link: layouts.Link{URL: rt.URL, Label: label}}, rt})
	}
	return out
}

// MenuRoute is the page that a menu item leads to, or nil.
func (v *Builder) MenuRoute(to string) *Route {
	if !strings.Contains(to, "/") {
		return v.in.ListRoute(to, v.lang)
	}
	return v.in.EntryRoute(to, v.lang)
}

// applyPage is the page of applications, or nil.
func (v *Builder) applyPage() *Route { return v.pageWith("apply") }

// pageWith is the page with the given template, or nil.
func (v *Builder) pageWith(template string) *Route {
	for _, p := range v.Pages {
		if p.Template == template {
			return v.in.EntryRoute(nameOf(&p.Entry), v.lang)
		}
	}
	return nil
}
