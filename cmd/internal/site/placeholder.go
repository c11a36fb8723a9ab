package site

import (
	"encoding/hex"
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/poster"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A placeholder is the drawing that stands for an entry without a picture. It is drawn when its file is asked for.
type placeholder struct {
	path string // in the tree
	spec poster.Spec
}

// newPlaceholders are the placeholders of all entries, by language: one with a picture may be shown without it.
// Those of films bear their title.
func newPlaceholders(rs *resolvedSite) map[*content.Entry][]placeholder {
	lists := make([][]placeholder, len(rs.entries))
	places := posterPlaces(rs)
	parallel(len(lists), 0, func(i int) {
		e := rs.entries[i]
		b := e.record.Base()
		if !e.shown || b.Kind == content.PageKind || !view.HasPlaceholder(e.record) {
			return
		}
		place, listed := places[b]
		if !listed {
			place = i
		}
		list := make([]placeholder, len(rs.Config.Languages))
		for lang := range list {
			spec := posterSpec(rs, e.record, lang, place)
			same := slices.IndexFunc(list[:lang], func(p placeholder) bool { return p.spec == spec })
			if same >= 0 {
				list[lang] = list[same]
				continue
			}
			// Named by what is drawn alone: an address must not tell a name.
			d := spec.Digest()
			list[lang] = placeholder{"assets/art." + hex.EncodeToString(d[:8]) + ".svg", spec}
		}
		lists[i] = list
	})
	out := make(map[*content.Entry][]placeholder, len(rs.entries))
	for i, list := range lists {
		if list != nil {
			out[rs.entries[i].record.Base()] = list
		}
	}
	return out
}

// posterPlaces are the places of films in the lists of their sessions, and of sessions by their number: an edition
// keeps its colours.
func posterPlaces(rs *resolvedSite) map[*content.Entry]int {
	places := map[*content.Entry]int{}
	for _, s := range rs.Sessions {
		places[&s.Entry] = sessionPlace(s)
		for i, f := range rs.FilmsOf(s) {
			places[&f.Entry] = i
		}
	}
	return places
}

// sessionPlace makes the first three editions cobalt, rose and saffron.
func sessionPlace(s *content.Session) int { return s.Number + 3 }

// posterSpec says what stands for an entry, which is at a place in its list. A title that is written alike in
// several languages is drawn once.
func posterSpec(rs *resolvedSite, r content.Record, lang, place int) poster.Spec {
	b := r.Base()
	spec := poster.Spec{Kind: string(b.Kind), Seed: b.ID, Wide: true, Place: place}
	f, ok := r.(*content.Film)
	if !ok {
		return spec
	}
	spec.Kind, spec.Wide = f.Type, false
	spec.Title, spec.Lang = view.PosterTitle(f, lang, rs.Config)
	for other := range lang {
		title, code := view.PosterTitle(f, other, rs.Config)
		if title == spec.Title && (code == "ar") == (spec.Lang == "ar") {
			spec.Lang = code
			break
		}
	}
	return spec
}

// addPlaceholders plans the drawings of entries that show no picture.
func (p *plan) addPlaceholders(rs *resolvedSite, a *assetSet) {
	for _, e := range rs.entries {
		if i := e.record.Picture(); i != nil && a.photos[content.Resolve(i.Dir, i.Src)] != nil {
			continue
		}
		for _, x := range p.placeholders[e.record.Base()] {
			p.add(x.path, func(*renderer) ([]byte, []source.Problem) { return poster.Draw(x.spec).SVG(), nil })
		}
	}
}
