package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A SharedImage is the picture that stands beside links to a page.
type SharedImage struct {
	URL           string // from the host's root, base path included
	Type          string // media type
	Alt           content.LocalizedText
	Width, Height int // in pixels
}

// share says what is shown of the page where it is shared.
func (v *Builder) share(p *layouts.Page, rt *Route) {
	i := v.in.SharedImage(rt)
	if i == nil {
		return
	}
	s := &layouts.Share{Title: p.Title.Plain, Type: "website", Locale: v.Config.Locale(v.code),
		Image: v.in.AbsoluteURL(i.URL), ImageType: i.Type, ImageAlt: v.localized(i.Alt).Plain,
		Width: i.Width, Height: i.Height}
	switch rt.Kind {
	case "news":
		s.Type = "article"
	case "film":
		s.Type = "video.movie"
	}
	for lang, same := range v.in.Translations(rt.Group) {
		if same != nil && lang != v.lang {
			s.OtherLocales = append(s.OtherLocales, v.Config.Locale(v.Config.Languages[lang].Code))
		}
	}
	if s.ImageAlt == "" {
		s.ImageAlt = v.Title(rt).Plain + " – " + v.chrome.name.Plain
	}
	p.Head.Share = s
}
