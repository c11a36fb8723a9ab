package view

import (
	"html/template"
	"strconv"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
)

// t is a string of layouts/strings.*.yaml in the builder's language.
func (v *Builder) t(key string, args ...string) string { return v.strings.T(key, args...) }

// label is such a string as text.
func (v *Builder) label(key string, args ...string) layouts.Text {
	return v.plain(v.t(key, args...))
}

// plain is a text in the page's own language.
func (v *Builder) plain(s string) layouts.Text { return v.text(s, v.lang) }

// text is a text in a language of the site.
func (v *Builder) text(s string, lang int) layouts.Text {
	if s == "" {
		return layouts.Text{}
	}
	code := v.Config.Languages[lang].Code
	s = markdown.Typeset(code, s)
	return layouts.Text{HTML: template.HTML(markdown.Isolate(code, s)), Plain: markdown.Plain(s),
		Attrs: v.langAttrs(lang)}
}

// properName is a name, whose language nobody says.
func (v *Builder) properName(s string) layouts.Text {
	return layouts.Text{HTML: template.HTML(markdown.Isolate(v.code, s)), Plain: s}
}

// langAttrs are the attributes of a tag whose text is in a language of the site; "" where that is the page's.
func (v *Builder) langAttrs(lang int) template.HTMLAttr {
	if lang == v.lang {
		return ""
	}
	l := v.Config.Languages[lang]
	return template.HTMLAttr(` lang="` + l.Code + `" dir="` + l.Dir + `"`)
}

func (v *Builder) localized(w content.LocalizedText) layouts.Text { return v.text(w.In(v.lang)) }

// optional is empty for a text that is absent or unknown.
func (v *Builder) optional(w content.Optional[content.LocalizedText]) layouts.Text {
	if !w.IsKnown() {
		return layouts.Text{}
	}
	return v.localized(w.Value)
}

func (v *Builder) localizedAll(list []content.LocalizedText) []layouts.Text {
	out := make([]layouts.Text, len(list))
	for i, w := range list {
		out[i] = v.localized(w)
	}
	return out
}

// title is the entry's title as it may be shown: of a person, no more than they consent to.
func (v *Builder) title(r content.Record) layouts.Text {
	if p, ok := r.(*content.Person); ok {
		return v.person(p)
	}
	return v.localized(r.Base().Title)
}

func itoa(i int) string { return strconv.Itoa(i) }
