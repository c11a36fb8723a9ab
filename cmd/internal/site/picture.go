package site

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// How wide layouts show pictures, as the sizes attribute says it. The numbers are those of
// assets/css/site.css.
const (
	sizesFilm  = "(min-width: 88rem) 21rem, (min-width: 60rem) 23vw, (min-width: 46rem) 30vw, 45vw"
	sizesCard  = "(min-width: 88rem) 21rem, (min-width: 60rem) 23vw, (min-width: 46rem) 30vw, 92vw"
	sizesHero  = "(min-width: 88rem) 42rem, (min-width: 46rem) 48vw, 92vw"
	sizesBody  = "(min-width: 48rem) 42rem, 92vw"
	sizesStill = "(min-width: 48rem) 22rem, 92vw"
	sizesFace  = "6rem"
)

// widths are those that pictures are made in, in pixels: a phone at one to three pixels a
// point, a card, a hero on a laptop. All pictures share them, so that one file serves several
// layouts.
var widths = []int{360, 720, 1080, 1600}

// looks are the pictures of one page: what it must say of them in its head.
type looks struct {
	classes []string // "p0" … in the order of rules
	rules   []string
	eager   *layouts.Picture
	card    string // absolute URL of the sharing picture
	embeds  bool
}

// class is a class for a picture's placeholder and focal point: a style attribute would need
// a hole in the page's policy.
func (l *looks) class(p *assets.Picture, f assets.Focus) string {
	var rule string
	if p.Colour != "" {
		rule = "background-color:" + p.Colour
	}
	if f != assets.Centre {
		if rule != "" {
			rule += ";"
		}
		rule += fmt.Sprintf("object-position:%d%% %d%%", f.X, f.Y)
	}
	if rule == "" {
		return ""
	}
	i := slices.Index(l.rules, rule)
	if i < 0 {
		i = len(l.rules)
		l.rules = append(l.rules, rule)
	}
	return "p" + strconv.Itoa(i)
}

func (l *looks) css() string {
	var b strings.Builder
	for i, r := range l.rules {
		fmt.Fprintf(&b, ".p%d{%s}", i, r)
	}
	return b.String()
}

// photo is the picture in the file at p, for a layout that shows it at the given sizes. It is
// nil where the file is missing or no picture, which is reported elsewhere.
func (v *viewer) photo(p, focus, sizes string) *layouts.Picture {
	ph := v.assets.photos[p]
	if ph == nil {
		return nil
	}
	out := &layouts.Picture{Src: v.routes.base + ph.picture.Fallback.Path, Sizes: sizes, Width: ph.picture.Width, Height: ph.picture.Height, Eager: sizes == sizesHero}
	var set []string
	for _, x := range ph.picture.Sources {
		set = append(set, v.routes.base+x.Path+" "+strconv.Itoa(x.Width)+"w")
	}
	out.WebP = strings.Join(set, ", ")
	f, ok := assets.ParseFocus(focus)
	if !ok {
		f = assets.Centre
	}
	if v.look != nil {
		out.Class = v.look.class(&ph.picture, f)
	}
	return out
}

func (v *viewer) picture(i content.Image, sizes string) *layouts.Picture {
	p := v.photo(content.Resolve(i.Dir, i.Src), i.Focus, sizes)
	if p == nil {
		return nil
	}
	alt := v.tr(i.Alt)
	p.Alt, p.AltAttrs = alt.Plain, alt.Attrs
	p.Caption = v.opt(i.Caption)
	p.Credit = i.Credit.Value
	return p
}

func (v *viewer) pictures(list []content.Image, sizes string) []layouts.Picture {
	var out []layouts.Picture
	for _, i := range list {
		if p := v.picture(i, sizes); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// art is the drawing that stands in for a picture an entry does not have.
func (v *viewer) art(r content.Record, sizes string) *layouts.Picture {
	return &layouts.Picture{Src: v.routes.base + v.plan.drawings[artOf(r)].path, Width: 600, Height: 400, Sizes: sizes, Generated: true, Eager: sizes == sizesHero}
}

// face is the picture of an entry: its own, or the drawing that stands in.
func (v *viewer) face(r content.Record, sizes string) *layouts.Picture {
	if i := imageOf(r); i != nil {
		if p := v.picture(*i, sizes); p != nil {
			return p
		}
	}
	return v.art(r, sizes)
}

// still stands for a video without a poster: the entry's picture, in silence, for the page has
// said before what it shows. (A drawing is published only for entries without a picture.)
func (v *viewer) still(r content.Record, sizes string) *layouts.Picture {
	p := v.face(r, sizes)
	p.Alt, p.AltAttrs = "", ""
	return p
}

// imageOf is the picture that stands for an entry, or nil. A person's is shown only with
// their consent.
func imageOf(r content.Record) *content.Image {
	e := r.Base()
	switch r := r.(type) {
	case *content.Person:
		if !r.Public() {
			return nil
		}
		if r.Photo.IsKnown() {
			return &r.Photo.Value
		}
	case *content.Film:
		if r.Poster.IsKnown() {
			return &r.Poster.Value
		}
		if e.Image.State != content.Given && len(r.Stills.Value) > 0 {
			return &r.Stills.Value[0]
		}
	}
	if e.Image.IsKnown() {
		return &e.Image.Value
	}
	return nil
}

// video is a recording to play here; still stands for its poster where it has none.
func (v *viewer) video(x content.Video, title layouts.Text, still *layouts.Picture) *layouts.Video {
	out := &layouts.Video{Title: title, Silent: x.Captions.NoDialogue, Transcript: v.opt(x.Transcript)}
	if x.Title.IsKnown() {
		out.Title = v.tr(x.Title.Value)
	}
	if out.Poster = still; x.Poster.IsKnown() {
		out.Poster = v.picture(x.Poster.Value, sizesBody)
	}
	if x.Duration.IsKnown() {
		out.Length, out.ISO = v.length(x.Duration.Value), isoLength(x.Duration.Value)
	}
	switch {
	case x.YouTube != "":
		out.Provider, out.Embed, out.Watch = "YouTube", "https://www.youtube-nocookie.com/embed/"+x.YouTube, "https://www.youtube.com/watch?v="+x.YouTube
		v.look.embeds = true
	case x.Vimeo != "":
		out.Provider, out.Embed, out.Watch = "Vimeo", "https://player.vimeo.com/video/"+x.Vimeo, "https://vimeo.com/"+x.Vimeo
		v.look.embeds = true
	default:
		out.File = v.assets.url(content.Resolve(x.Dir, x.File))
		out.Type = videoTypes[path.Ext(x.File)]
		if out.Silent {
			out.Captions = []layouts.Track{{Lang: v.code, Label: v.t("video.silence"), URL: v.assets.url(silent + v.code)}}
		}
		for _, tr := range x.Captions.Tracks {
			out.Captions = append(out.Captions, layouts.Track{Lang: tr.Lang, Label: v.language(content.Lang(tr.Lang)),
				URL: v.assets.url(content.Resolve(x.Dir, tr.File)), Default: tr.Lang == v.code})
		}
	}
	return out
}
