package site

import (
	"slices"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/poster"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A placeholderArt is the drawing that stands for an entry without a picture.
type placeholderArt struct {
	path string // in the tree
	svg  []byte
}

// A placeholderKey names the drawing of an entry in a language of the site.
type placeholderKey struct {
	kind content.Kind
	id   string
	lang int
}

func placeholderOf(r content.Record, lang int) placeholderKey {
	return placeholderKey{r.Base().Kind, r.Base().ID, lang}
}

// drawPlaceholders makes the drawings of all entries: one with a picture may be shown without it.
// Those of films bear their title, so there is one a language.
func drawPlaceholders(m *memo.Memory, rs *resolvedSite) map[placeholderKey]placeholderArt {
	out := make(map[placeholderKey]placeholderArt, len(rs.entries))
	places := map[*content.Entry]int{}
	for _, s := range rs.Sessions {
		for i, f := range rs.FilmsOf(s) {
			places[&f.Entry] = i
		}
	}
	for i, e := range rs.entries {
		b := e.record.Base()
		if !e.shown || b.Kind == content.PageKind {
			continue
		}
		place, listed := places[b]
		if !listed {
			place = i
		}
		for lang := range rs.Config.Languages {
			spec := posterSpec(rs, e.record, lang, place)
			out[placeholderOf(e.record, lang)] = memo.Do(m, drawPlaceholder, spec)
		}
	}
	return out
}

func drawPlaceholder(_ *memo.Memory, spec poster.Spec) placeholderArt {
	svg := poster.Draw(spec).SVG()
	// Named by content alone: an address must not tell a name.
	return placeholderArt{assets.Name("art.svg", source.Sum(svg)), svg}
}

// posterSpec says what stands for an entry, which is at a place in its list.
func posterSpec(rs *resolvedSite, r content.Record, lang, place int) poster.Spec {
	b := r.Base()
	spec := poster.Spec{Kind: string(b.Kind), Seed: b.ID, Wide: true, Palette: place}
	if f, ok := r.(*content.Film); ok {
		spec.Kind, spec.Wide = f.Type, false
		spec.Title, spec.Lang = view.PosterTitle(f, lang, rs.Config)
	}
	return spec
}

// shownPlaceholders are the drawings of an entry, each once.
func (p *plan) shownPlaceholders(e entry, languages int) []placeholderArt {
	var out []placeholderArt
	for lang := range languages {
		art, ok := p.placeholders[placeholderOf(e.record, lang)]
		if ok && !slices.ContainsFunc(out, func(x placeholderArt) bool { return x.path == art.path }) {
			out = append(out, art)
		}
	}
	return out
}
