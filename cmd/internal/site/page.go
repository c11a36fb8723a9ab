package site

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A frame is what all pages of a language have in common.
type frame struct {
	name, tagline layouts.Text
	home          string
	nav, footer   []navTarget
	contact       []layouts.Fact
	social        []layouts.Link
	apply         *layouts.Link
}

type navTarget struct {
	item layouts.NavItem
	rt   *route
}

func (v *viewer) newFrame() *frame {
	c := v.Config
	f := &frame{name: v.name(c.Name), tagline: v.plain(c.Tagline.In(v.code)), home: v.routes.home(v.lang)}
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

func (v *viewer) contact(list *[]layouts.Fact) {
	c := v.Config.Contact
	fs := facts{v: v}
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
func (v *viewer) nav(items []content.NavItem) []navTarget {
	var out []navTarget
	for _, it := range items {
		rt := v.navRoute(it.To)
		if rt == nil {
			continue // reported once, by checkNav
		}
		label := v.plain(it.Label.In(v.code))
		if label.Plain == "" {
			label = v.routeTitle(rt)
		}
		out = append(out, navTarget{layouts.NavItem{Link: layouts.Link{URL: rt.url, Label: label}}, rt})
	}
	return out
}

func (v *viewer) navRoute(to string) *route {
	if !strings.Contains(to, "/") {
		return v.routes.listOf(to, v.lang)
	}
	return v.routes.to(to, v.lang)
}

// routeTitle is the title of a page as other pages name it.
func (v *viewer) routeTitle(rt *route) layouts.Text {
	if r := v.record(rt); r != nil {
		return v.title(r)
	}
	if f := v.filter(rt); f != nil {
		return v.say("list.by", "list", v.t("list."+rt.folder), "value", f.label(v))
	}
	return v.say("list." + rt.folder)
}

func (v *viewer) applyPage() *route { return v.pageWith("apply") }

// pageWith is the page with the given template, or nil.
func (v *viewer) pageWith(template string) *route {
	for _, p := range v.Pages {
		if p.Template == template {
			return v.routes.to(nameOf(&p.Entry), v.lang)
		}
	}
	return nil
}

// page makes the view of a route, without what its kind adds.
func (v *viewer) page(rt *route) *layouts.Page {
	f := v.frame
	lang := v.Config.Languages[v.lang]
	p := &layouts.Page{Lang: lang.Code, Dir: lang.Dir, Kind: rt.kind, Main: rt.main,
		SiteName: f.name, Tagline: f.tagline, HomeURL: f.home, Contact: f.contact, Social: f.social, Apply: f.apply}
	p.Languages = v.switcher(rt)
	p.Nav, p.Footer = v.menu(f.nav, rt), v.menu(f.footer, rt)
	p.Title = v.routeTitle(rt)
	if r := v.record(rt); r != nil {
		e := r.Base()
		p.Summary = v.opt(e.Summary)
		p.Body = v.body(e)
		p.Links = v.links(e)
		p.Sources = v.sources(e)
	} else if rt.facet == "" {
		p.Summary = v.say("list." + rt.folder + "_summary")
	}
	p.Trail = v.trail(rt)
	return p
}

func (v *viewer) menu(items []navTarget, rt *route) []layouts.NavItem {
	out := make([]layouts.NavItem, len(items))
	for i, it := range items {
		out[i] = it.item
		out[i].Current = it.rt == rt
		out[i].Within = it.rt != rt && it.rt.folder == rt.folder && it.rt.group == rt.folder+"/"
	}
	return out
}

// switcher leads to the same page in every language, or to the nearest there is: the list
// the page belongs to, else the home page.
func (v *viewer) switcher(rt *route) []layouts.Language {
	out := make([]layouts.Language, len(v.Config.Languages))
	for i, l := range v.Config.Languages {
		out[i] = layouts.Language{Code: l.Code, Dir: l.Dir, Name: l.Name, Current: i == v.lang, Exact: true}
		if same := v.routes.byGroup[rt.group][i]; same != nil {
			out[i].URL = same.url
			continue
		}
		out[i].Exact = false
		if list := v.routes.listOf(rt.folder, i); list != nil {
			out[i].URL = list.url
			continue
		}
		out[i].URL = v.routes.home(i)
	}
	return out
}

// trail is the way from the home page to the page.
func (v *viewer) trail(rt *route) []layouts.Link {
	if rt.kind == "home" {
		return nil
	}
	trail := []layouts.Link{{URL: v.frame.home, Label: v.say("list.home")}}
	if list := v.routes.listOf(rt.folder, v.lang); list != nil && list != rt {
		trail = append(trail, v.link(list, v.routeTitle(list)))
	}
	return trail
}

func (v *viewer) links(e *content.Entry) []layouts.Link {
	var out []layouts.Link
	for _, l := range e.Links.Value {
		out = append(out, layouts.Link{URL: string(l.URL), Label: v.tr(l.Label), External: true})
	}
	return out
}

func (v *viewer) sources(e *content.Entry) []layouts.Citation {
	var out []layouts.Citation
	for _, c := range e.Sources.Value {
		out = append(out, v.citation(c))
	}
	return out
}

func (v *viewer) citation(c content.Citation) layouts.Citation {
	out := layouts.Citation{Publisher: v.say("source.unknown"), URL: string(c.URL.Value)}
	if c.Publisher.IsKnown() {
		out.Publisher = v.name(c.Publisher.Value)
	}
	var parts []string
	if c.Lang.IsKnown() {
		parts = append(parts, v.t("source.in", "language", v.language(c.Lang.Value)))
	}
	if c.Date.Known() {
		parts = append(parts, v.date(c.Date))
	} else if c.Date.Precision == content.Unknown {
		parts = append(parts, v.t("source.undated"))
	}
	out.Detail = v.plain(strings.Join(parts, v.t("value.comma")))
	return out
}

// finish fills the head, which speaks of the page as a whole.
func (v *viewer) finish(p *layouts.Page, rt *route, look *looks) {
	h := &p.Head
	h.Title = p.Title.Plain
	switch {
	case rt.kind == "home":
		h.Title = v.frame.name.Plain + " – " + p.Title.Plain
	case h.Title != v.frame.name.Plain:
		h.Title += " – " + v.frame.name.Plain
	}
	h.Description = p.Summary.Plain
	if h.Description == "" {
		h.Description = v.t("list.description", "title", p.Title.Plain, "site", v.frame.name.Plain)
	}
	h.NoIndex = rt.noIndex
	h.Type = "website"
	switch rt.kind {
	case "news":
		h.Type = "article"
	case "film":
		h.Type = "video.movie"
	}
	if !rt.noIndex {
		h.Canonical = v.absolute(rt.url)
		h.Alternates = v.alternates(rt)
	}
	h.Image = look.card
	h.Stylesheet = v.assets.published["assets/css/site.css"]
	h.Icon = v.assets.published["assets/icons/favicon.svg"]
	if rt.folder == content.FilmKind.Folder() && rt.main == "list" && rt.facet == "" {
		h.Scripts = append(h.Scripts, v.assets.script("assets/js/filter.js")...)
	}
	if look.embeds {
		h.Scripts = append(h.Scripts, v.assets.script("assets/js/facade.js")...)
	}
	h.Style = template.CSS(v.assets.inlined["assets/css/"+rt.main+".css"] + look.css())
	h.Preload = look.eager
	h.CSP = template.HTMLAttr(` content="` + csp(string(h.Style), look.embeds) + `"`)
}

// csp is the strictest policy the page works under. What frames may show is the two players
// that a visitor can ask for, and only where one is offered.
func csp(style string, embeds bool) string {
	p := "default-src 'none';script-src 'self';style-src 'self'"
	if style != "" {
		sum := sha256.Sum256([]byte(style))
		p += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	p += ";img-src 'self';media-src 'self';connect-src 'self';manifest-src 'self'"
	if embeds {
		p += ";frame-src https://www.youtube-nocookie.com https://player.vimeo.com"
	}
	return p + ";base-uri 'none';form-action 'none'"
}

func (s *linked) absolute(u string) string {
	return s.base.Scheme + "://" + s.base.Host + u
}

func (v *viewer) alternates(rt *route) []layouts.Alternate {
	var out []layouts.Alternate
	for i, same := range v.routes.byGroup[rt.group] {
		if same != nil {
			out = append(out, layouts.Alternate{Lang: v.Config.Languages[i].Code, URL: v.absolute(same.url)})
		}
	}
	if same := v.routes.byGroup[rt.group][0]; same != nil && len(out) > 1 {
		out = append(out, layouts.Alternate{Lang: "x-default", URL: v.absolute(same.url)})
	}
	return out
}
