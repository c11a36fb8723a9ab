package view

import (
	"html/template"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A pageChrome is what all pages of a language have in common.
type pageChrome struct {
	name, tagline layouts.Text
	home          string
	nav, footer   []navTarget
	contact       []layouts.Fact
	social        []layouts.Link
	apply         *layouts.Link
}

type navTarget struct {
	item layouts.NavItem
	rt   *Route
}

func (v *Builder) newChrome() *pageChrome {
	c := v.Config
	f := &pageChrome{name: v.name(c.Name), tagline: v.plain(c.Tagline.In(v.code)), home: v.in.HomeURL(v.lang)}
	f.nav, f.footer = v.nav(c.Navigation), v.nav(c.Footer)
	v.contact(&f.contact)
	for _, x := range c.Social {
		f.social = append(f.social, layouts.Link{URL: string(x.URL), Label: v.plain(x.Label.In(v.code)), External: true})
	}
	for _, s := range v.Sessions {
		if st := v.State(s); st == content.Open || st == content.Closing {
			if rt := v.applyPage(); rt != nil {
				l := v.link(rt, v.say("apply.call"))
				f.apply = &l
			}
			break
		}
	}
	return f
}

func (v *Builder) contact(list *[]layouts.Fact) {
	c := v.Config.Contact
	fs := v.factsOf(&c)
	if c.Email.IsKnown() {
		fs.html("email", template.HTML(`<a href="mailto:`+template.HTMLEscapeString(c.Email.Value)+`">`+template.HTMLEscapeString(c.Email.Value)+`</a>`))
	} else {
		fs.gap("email", c.Email.IsUnknown())
	}
	if c.Phone.IsKnown() {
		fs.html("phone", template.HTML(`<a href="tel:`+template.HTMLEscapeString(strings.ReplaceAll(c.Phone.Value, " ", ""))+`"><bdi>`+template.HTMLEscapeString(c.Phone.Value)+`</bdi></a>`))
	} else {
		fs.gap("phone", c.Phone.IsUnknown())
	}
	fs.str("address", c.Address)
	*list = fs.list
}

// nav resolves a menu: a folder leads to its list, folder/entry to the entry.
func (v *Builder) nav(items []content.NavItem) []navTarget {
	var out []navTarget
	for _, it := range items {
		rt := v.MenuRoute(it.To)
		if rt == nil {
			continue // reported once, by checkNav
		}
		label := v.plain(it.Label.In(v.code))
		if label.Plain == "" {
			label = v.Title(rt)
		}
		out = append(out, navTarget{layouts.NavItem{Link: layouts.Link{URL: rt.URL, Label: label}}, rt})
	}
	return out
}

func (v *Builder) MenuRoute(to string) *Route {
	if !strings.Contains(to, "/") {
		return v.in.ListRoute(to, v.lang)
	}
	return v.in.EntryRoute(to, v.lang)
}

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
