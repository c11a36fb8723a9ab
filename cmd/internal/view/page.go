package view

import (
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// page is what all kinds of pages show.
func (v *Builder) page(rt *Route) *layouts.Page {
	c := v.chrome
	lang := v.Config.Languages[v.lang]
	p := &layouts.Page{Lang: lang.Code, Dir: lang.Dir, Kind: rt.Kind, Main: rt.Layout,
		SiteName: c.name, Tagline: c.tagline, HomeURL: c.home, Contact: c.contact, Social: c.social, Apply: c.apply,
		Feed: v.in.FeedURL(v.lang)}
	p.Languages = v.switcher(rt)
	p.Nav, p.Footer = v.menu(c.nav, rt), v.menu(c.footer, rt)
	p.Title = v.Title(rt)
	if r := v.in.Record(rt); r != nil {
		e := r.Base()
		p.Summary = v.optional(e.Summary)
		p.Body = v.body(r)
		p.Links = v.links(e)
		if rt.Layout == "press" {
			p.Sources = v.sources(e) // elsewhere they are for editors
		}
	} else if rt.Facet == "" && rt.Page < 2 {
		p.Summary = v.label("list." + rt.Folder + "_summary")
	}
	if s := v.chrome.search; s != nil && s != rt {
		p.SearchURL = s.URL
	}
	p.Trail = v.trail(rt)
	return p
}

// menu marks the items of a menu that lead to the page, or to the list it belongs to.
func (v *Builder) menu(items []menuItem, rt *Route) []layouts.NavItem {
	out := make([]layouts.NavItem, 0, len(items))
	for _, it := range items {
		x := it.item
		if a := v.chrome.apply; a != nil && x.URL == a.URL && it.page != rt {
			continue // a button beside the menu leads there
		}
		x.Current = it.page == rt
		x.Within = it.page != rt && it.page.Folder == rt.Folder && it.page.Group == rt.Folder+"/"
		out = append(out, x)
	}
	return out
}

// switcher leads to the same page in every language, or to the nearest there is: the list
// the page belongs to, else the home page.
func (v *Builder) switcher(rt *Route) []layouts.Language {
	out := make([]layouts.Language, len(v.Config.Languages))
	for i, l := range v.Config.Languages {
		out[i] = layouts.Language{Code: l.Code, Dir: l.Dir, Name: l.Name, Current: i == v.lang, Exact: true}
		if same := v.in.Translations(rt.Group)[i]; same != nil {
			out[i].URL = same.URL
			continue
		}
		out[i].Exact = false
		if list := v.in.ListRoute(rt.Folder, i); list != nil {
			out[i].URL = list.URL
			continue
		}
		out[i].URL = v.in.HomeURL(i)
	}
	return out
}

// trail are the breadcrumbs: from the home page to the list that the page belongs to.
func (v *Builder) trail(rt *Route) []layouts.Link {
	if rt.Kind == "home" {
		return nil
	}
	trail := []layouts.Link{{URL: v.chrome.home, Label: v.label("list.home")}}
	if list := v.in.ListRoute(rt.Folder, v.lang); list != nil && list != rt {
		trail = append(trail, v.link(list, v.Title(list)))
	}
	return trail
}

func (v *Builder) links(e *content.Entry) []layouts.Link {
	var out []layouts.Link
	for _, l := range e.Links.Value {
		out = append(out, layouts.Link{URL: string(l.URL), Label: v.localized(l.Label), External: true})
	}
	return out
}

func (v *Builder) sources(e *content.Entry) []layouts.Citation {
	var out []layouts.Citation
	for _, c := range e.Sources.Value {
		out = append(out, v.citation(c))
	}
	return out
}

func (v *Builder) citation(c content.Citation) layouts.Citation {
	out := layouts.Citation{Publisher: v.label("source.unknown"), URL: string(c.URL.Value)}
	if c.Publisher.IsKnown() {
		out.Publisher = v.properName(c.Publisher.Value)
	}
	var parts []string
	if c.Lang.IsKnown() {
		parts = append(parts, v.t("source.in", "language", v.language(c.Lang.Value)))
	}
	if c.Date.Known() {
		parts = append(parts, v.date(c.Date))
	}
	out.Detail = v.plain(strings.Join(parts, v.t("value.comma")))
	return out
}

// Title is the title of a page as other pages name it.
func (v *Builder) Title(rt *Route) layouts.Text {
	if r := v.in.Record(rt); r != nil {
		return v.title(r)
	}
	title := v.t("list." + rt.Folder)
	if f := v.in.Filter(rt); f != nil {
		title = v.t("list.by", "list", title, "value", f.label(v))
	}
	if rt.Page > 1 {
		title = v.t("list.page", "list", title, "page", itoa(rt.Page))
	}
	return v.plain(title)
}

// addKind adds to a page what its kind shows.
func (v *Builder) addKind(p *layouts.Page, rt *Route) {
	r := v.in.Record(rt)
	if rt.Layout == "list" || r == nil {
		p.List = v.list(rt)
	} else if page, ok := r.(*content.Page); ok {
		v.addTemplate(p, page, rt)
	} else {
		kinds[r.Base().Kind].page(v, p, r)
	}
}

// addTemplate adds to a page of content/pages/ what its template shows beside its body.
func (v *Builder) addTemplate(p *layouts.Page, r *content.Page, rt *Route) {
	switch {
	case r.ID == "index" || r.Template == "home":
		p.Home = v.home()
	case r.Template == "agenda":
		p.Agenda = v.agenda()
	case r.Template == "apply":
		if s := v.currentSession(); s != nil {
			p.Application = v.application(s)
			p.Application.Notify = p.Application.URL == ""
		}
	case r.Template == "outcomes":
		p.Outcomes = v.outcomes()
	case r.Template == "laureates":
		p.Laureates = v.laureates()
	case r.Template == "press":
		p.Press = v.press()
	case r.Template == "data":
		p.Data = v.dataPage()
	case r.Template == "search":
		p.Search = v.search(rt)
	case r.Template == "not-found":
		p.NotFound = v.notFound()
	}
}
