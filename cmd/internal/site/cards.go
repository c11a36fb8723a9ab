package site

import (
	"encoding/hex"
	"image"
	"slices"
	"strconv"
	"unicode/utf8"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/card"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/poster"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A sharedCard is the picture that stands beside links to pages in messages.
type sharedCard struct {
	spec  card.Spec
	photo string // path of the source of the photograph that it shows, or ""
	focus assets.Focus
	alt   content.LocalizedText // what there is to see on the photograph
	path  string                // in the tree
	key   source.Digest         // names what the store keeps
}

// cards are the pictures that pages name when they are shared: one for each entry in each language that it is in,
// and one for all lists of a language.
type cards struct {
	of   map[*view.Route]*sharedCard
	list []*sharedCard // each path once
}

// A bodyPicture is the first picture of the body in a file.
type bodyPicture struct{ file, path, alt string }

func newCards(r *renderer, pictures []bodyPicture) *cards {
	c := &cards{of: make(map[*view.Route]*sharedCard, len(r.routes.list))}
	inBodies := make(map[string]bodyPicture, len(pictures))
	for _, p := range pictures {
		inBodies[p.file] = p
	}
	places := posterPlaces(r.resolvedSite)
	lists := make([]*sharedCard, len(r.Config.Languages))
	for lang := range lists {
		lists[lang] = r.listCard(lang)
	}
	cards := make([]*sharedCard, len(r.routes.list))
	parallel(len(cards), 0, func(i int) {
		rt := r.routes.list[i]
		if cards[i] = lists[rt.Lang]; rt.Entry != view.NoEntry && rt.Layout != "list" && rt.Kind != "home" {
			cards[i] = r.entryCard(rt, places, inBodies)
		}
	})
	used := make(map[string]bool, len(r.routes.list))
	for i, rt := range r.routes.list {
		x := cards[i]
		if rt.NoIndex {
			continue
		}
		c.of[rt] = x
		if !used[x.path] {
			used[x.path] = true
			c.list = append(c.list, x)
		}
	}
	return c
}

// listCard is the card of a language: how the site presents itself.
func (r *renderer) listCard(lang int) *sharedCard {
	code := r.Config.Languages[lang].Code
	x := &sharedCard{spec: card.Spec{Title: r.Config.Tagline.In(code), Site: r.Config.Name, Lang: code,
		Art: poster.Spec{Kind: "site", Seed: r.base.Host}}}
	if x.spec.Title == "" {
		x.spec.Title, x.spec.Site = r.Config.Name, ""
	}
	return x.named(source.Digest{})
}

// entryCard is the card of an entry's page: with its picture, else the first of its body, else the art of its kind.
func (r *renderer) entryCard(rt *view.Route, places map[*content.Entry]int,
	inBodies map[string]bodyPicture) *sharedCard {
	record := r.record(rt)
	e := record.Base()
	place, listed := places[e]
	if !listed {
		place = rt.Entry
	}
	x := &sharedCard{focus: assets.Centre, spec: card.Spec{Title: r.views[rt.Lang].EntryTitle(record),
		Site: r.Config.Name, Lang: r.Config.Languages[rt.Lang].Code,
		Art: posterSpec(r.resolvedSite, record, rt.Lang, place)}}
	x.spec.Art.Title, x.spec.Art.Lang = "", ""
	if i := record.Picture(); i != nil {
		x.photo, x.alt = content.Resolve(i.Dir, i.Src), i.Alt
		if f, ok := assets.ParseFocus(i.Focus); ok {
			x.focus = f
		}
	} else {
		for _, lang := range []int{rt.Lang, 0} {
			if f := e.Files[lang]; f != nil && x.photo == "" {
				p := inBodies[f.Path]
				x.photo, x.alt = p.path, content.NewLocalizedText(p.alt)
			}
		}
	}
	if len(r.assets.variants[x.photo]) == 0 { // it is a drawing, or there is none
		x.photo = ""
		return x.named(source.Digest{})
	}
	return x.named(r.assets.photos[x.photo].Digest)
}

// named is the card with a name that follows from all that its bytes depend on: an address must not tell a name.
func (x *sharedCard) named(photo source.Digest) *sharedCard {
	art := x.spec.Art.Digest()
	b := make([]byte, 0, 512)
	for _, text := range []string{card.Version, x.spec.Title, x.spec.Site, x.spec.Lang} {
		b = append(strconv.AppendInt(b, int64(len(text)), 10), ':')
		b = append(b, text...)
	}
	b = append(append(b, art[:]...), photo[:]...)
	b = strconv.AppendInt(append(strconv.AppendInt(b, int64(x.focus.X), 10), ','), int64(x.focus.Y), 10)
	d := source.Sum(b)
	x.path, x.key = "assets/cards/"+hex.EncodeToString(d[:8])+".png", d
	if x.photo != "" {
		x.path = "assets/cards/" + hex.EncodeToString(d[:8]) + ".jpg"
	}
	return x
}

func (x *sharedCard) storeKey() string { return "card-" + hex.EncodeToString(x.key[:]) }

// share is what pages say of their card.
func (x *sharedCard) share(rs *resolvedSite) *view.SharedImage {
	out := &view.SharedImage{URL: rs.fileURL(x.path), Type: card.PNG, Width: card.Width, Height: card.Height}
	if x.photo != "" {
		out.Type, out.Alt = card.JPEG, x.alt
	}
	return out
}

// drawCard draws a card, unless the store remembers it.
func (r *renderer) drawCard(x *sharedCard) ([]byte, []source.Problem) {
	if b, ok := r.assets.store.Get(x.storeKey()); ok {
		return b, nil
	}
	var made card.Card
	if x.photo == "" {
		made = card.Draw(x.spec)
	} else {
		var problems []source.Problem
		p := &r.assets.photos[x.photo].Picture
		made = card.DrawPhoto(x.spec, image.Pt(p.Width, p.Height), func(dst *image.RGBA) {
			// The smallest variant that has enough pixels, else the largest.
			w, h := dst.Rect.Dx(), dst.Rect.Dy()
			i := slices.IndexFunc(p.Sources, func(v assets.Variant) bool { return v.Width >= w && v.Height >= h })
			if i < 0 {
				i = len(p.Sources) - 1
			}
			var data []byte
			data, problems = bytesOf(r.assets.variants[x.photo][i], x.photo)()
			assets.DrawFrame(dst, data, x.focus)
		})
		if problems != nil {
			return nil, problems
		}
	}
	r.assets.store.Put(x.storeKey(), made.Bytes)
	return made.Bytes, nil
}

// CutCards are the languages in which an entry's title does not fit on its card.
func (r Result) CutCards(record content.Record) (languages []int) {
	if r.renderer == nil {
		return nil
	}
	const fits = 40 // letters that do so in any language
	for lang, rt := range r.renderer.routes.byEntry[nameOf(record.Base())] {
		if rt == nil {
			continue
		}
		x := r.renderer.cards.of[rt]
		if x != nil && utf8.RuneCountInString(x.spec.Title) > fits && x.spec.Cut(x.photo != "") {
			languages = append(languages, lang)
		}
	}
	return languages
}
