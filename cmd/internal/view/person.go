package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"

	"golang.org/x/text/unicode/norm"
)

func (v *Builder) personPage(p *layouts.Page, x *content.Person) { p.Person = v.personView(x) }

func (v *Builder) personCard(c *layouts.Card, p *content.Person) {
	c.Label = ""
	c.Meta = append(c.Meta, v.rolesOf(p)...)
	if !p.Public() {
		c.Summary = layouts.Text{}
	}
}

func (v *Builder) personView(p *content.Person) *layouts.Person {
	out := &layouts.Person{Name: v.otherName(p), Films: cards(v, v.FilmsBy(p)), Prizes: cards(v, v.PrizesBy(p)),
		Meetings: cards(v, v.MeetingsBy(p)), Sessions: cards(v, v.TeamsOf(p))}
	out.Roles = v.rolesOf(p)
	if i := p.Picture(); i != nil {
		if out.Photo = v.picture(*i, sizesStill); out.Photo != nil {
			out.Photo.Eager = true
		}
	}
	fs := v.factsOf(p)
	if p.Session.State != content.StateAbsent {
		fs.links("session", p.Session.State, content.SessionKind, p.Session.Value)
	}
	out.Facts = fs.rows()
	return out
}

// rolesOf says what a person is in the programme: as the person's own file words it, else by each role.
func (v *Builder) rolesOf(p *content.Person) []layouts.Text {
	if p.Position.IsKnown() {
		return []layouts.Text{v.localized(p.Position.Value)}
	}
	var out []layouts.Text
	for _, r := range p.Roles {
		out = append(out, v.label("role."+r))
	}
	return out
}

// person is a person's name in the page's script, as far as they consent to be named.
func (v *Builder) person(p *content.Person) layouts.Text {
	name, lang := p.Title.In(v.lang)
	script := p.Name.Value.Latin
	if v.Config.Languages[v.lang].Dir == "rtl" {
		script = p.Name.Value.Arabic
	}
	if script == "" && !p.Title.Has(v.lang) {
		script = p.Name.Value.Latin
	}
	if script != "" {
		name, lang = script, v.lang
	}
	switch p.Consent {
	case "none":
		return v.label("person.none")
	case "initials":
		return v.properName(initials(name))
	}
	if lang != v.lang {
		return v.properName(name)
	}
	return v.text(name, lang)
}

// otherName is a person's name in the script that is not the page's, where they may be named.
func (v *Builder) otherName(p *content.Person) layouts.Text {
	name := p.Name.Value.Arabic
	if v.code == "ar" {
		name = p.Name.Value.Latin
	}
	if name == "" || !p.Public() || v.person(p).Plain == name {
		return layouts.Text{}
	}
	t := v.properName(name)
	if v.code != "ar" {
		t.Attrs = ` lang="ar" dir="rtl"`
	}
	return t
}

// initials are the first letters of a name's words, with their accents: "Siham El Faydi" gives "S. E. F.".
func initials(name string) string {
	var out []string
	between := func(r rune) bool { return r == '-' || unicode.IsSpace(r) }
	for _, w := range strings.FieldsFunc(norm.NFC.String(name), between) {
		if at := strings.IndexFunc(w, unicode.IsLetter); at >= 0 {
			_, size := utf8.DecodeRuneInString(w[at:])
			out = append(out, w[at:at+size]+".")
		}
	}
	return strings.Join(out, "\u00a0")
}

// personLink is a person within a list of names, named as far as they consent.
func (v *Builder) personLink(p *content.Person, role content.Optional[content.LocalizedText]) layouts.PersonLink {
	l := layouts.PersonLink{Name: v.person(p), Role: v.optional(role)}
	if rt := v.in.EntryRoute(nameOf(&p.Entry), v.lang); rt != nil {
		l.URL = rt.URL
	}
	if i := p.Picture(); i != nil {
		l.Photo = v.picture(*i, sizesFace)
	}
	return l
}

func (v *Builder) personLinks(list []content.Ref) []layouts.PersonLink {
	var out []layouts.PersonLink
	for _, r := range list {
		if p := v.Person(r.ID); p != nil {
			out = append(out, v.personLink(p, content.Optional[content.LocalizedText]{}))
		}
	}
	return out
}

// PersonName is a person's name as pages show it: no more than they consent to.
func (v *Builder) PersonName(p *content.Person) string { return v.person(p).Plain }
