package view

import (
	"strconv"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// How wide layouts show pictures, as the sizes attribute says it. The numbers are those of
// assets/css/site.css.
const (
	sizesFilm   = "(min-width: 88rem) 21rem, (min-width: 60rem) 23vw, (min-width: 46rem) 30vw, 45vw"
	sizesCard   = "(min-width: 88rem) 21rem, (min-width: 60rem) 23vw, (min-width: 46rem) 30vw, 92vw"
	sizesScreen = "100vw"
	sizesHero   = "(min-width: 88rem) 42rem, (min-width: 46rem) 48vw, 92vw"
	sizesBody   = "(min-width: 48rem) 42rem, 92vw"
	sizesStill  = "(min-width: 48rem) 22rem, 92vw"
	sizesFace   = "6rem"
)

// photo is the picture in the file at p, for a layout that shows it at the given sizes. It is
// nil where the file is missing or no picture, which is reported elsewhere.
func (v *Builder) photo(p, focus, sizes string) *layouts.Picture {
	ph := v.in.Photos[p]
	if ph == nil {
		return nil
	}
	out := &layouts.Picture{Src: v.in.Base + ph.Picture.Fallback.Path, Sizes: sizes, Width: ph.Picture.Width,
		Height: ph.Picture.Height, Eager: sizes == sizesHero || sizes == sizesScreen}
	var set []string
	for _, x := range ph.Picture.Sources {
		set = append(set, v.in.Base+x.Path+" "+strconv.Itoa(x.Width)+"w")
	}
	out.WebP = strings.Join(set, ", ")
	f, ok := assets.ParseFocus(focus)
	if !ok {
		f = assets.Centre
	}
	if v.style != nil {
		out.Class = v.style.pictureClass(&ph.Picture, f)
	}
	return out
}

func (v *Builder) picture(i content.Image, sizes string) *layouts.Picture {
	p := v.photo(content.Resolve(i.Dir, i.Src), i.Focus, sizes)
	if p == nil {
		return nil
	}
	alt := v.localized(i.Alt)
	p.Alt, p.AltAttrs = alt.Plain, alt.Attrs
	p.Caption = v.optional(i.Caption)
	p.Credit = i.Credit.Value
	return p
}

func (v *Builder) pictures(list []content.Image, sizes string) []layouts.Picture {
	var out []layouts.Picture
	for _, i := range list {
		if p := v.picture(i, sizes); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// placeholderArt is the drawing that stands for an entry without a picture.
func (v *Builder) placeholderArt(r content.Record, sizes string) *layouts.Picture {
	height := 400
	if _, ok := r.(*content.Film); ok {
		height = 750
	}
	return &layouts.Picture{Src: v.in.PlaceholderURL(r, v.lang), Width: 600, Height: height, Sizes: sizes,
		Generated: true,
		Eager:     sizes == sizesHero}
}

// coverImage is the picture of an entry: its own, or else its drawing.
func (v *Builder) coverImage(r content.Record, sizes string) *layouts.Picture {
	if i := r.Picture(); i != nil {
		if p := v.picture(*i, sizes); p != nil {
			return p
		}
	}
	return v.placeholderArt(r, sizes)
}

// posterImage stands for a video without a poster: the entry's picture, without a description, for
// the page has shown it before. (A drawing is published only for entries without a picture.)
func (v *Builder) posterImage(r content.Record, sizes string) *layouts.Picture {
	p := v.coverImage(r, sizes)
	p.Alt, p.AltAttrs = "", ""
	return p
}
