package site

import (
	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A placeholderArt is the drawing that stands for an entry without a picture.
type placeholderArt struct {
	path string // in the tree
	svg  []byte
}

// A placeholderKey is all that a drawing depends on.
type placeholderKey struct{ kind, id string }

func placeholderOf(r content.Record) placeholderKey {
	if f, ok := r.(*content.Film); ok {
		return placeholderKey{f.Type, f.ID}
	}
	return placeholderKey{string(r.Base().Kind), r.Base().ID}
}

// drawPlaceholders makes the drawings of all entries: one with a picture may be shown without it.
func drawPlaceholders(m *memo.Memory, rs *resolvedSite) map[placeholderKey]placeholderArt {
	out := make(map[placeholderKey]placeholderArt, len(rs.entries))
	for _, e := range rs.entries {
		if !e.shown || e.record.Base().Kind == content.PageKind {
			continue
		}
		k := placeholderOf(e.record)
		out[k] = memo.Do(m, k, func() placeholderArt {
			svg := assets.PlaceholderArt(k.kind, k.id)
			// Named by content alone: an address must not tell a name.
			return placeholderArt{assets.Name("art.svg", source.Sum(svg)), svg}
		})
	}
	return out
}

// placeholdersID identifies what the drawings of entries depend on.
func placeholdersID(entries []mergedEntry) source.Digest {
	var all []byte
	for _, e := range entries {
		k := placeholderOf(e.record)
		all = append(append(append(append(all, k.kind...), 0), k.id...), 0)
		if i := e.record.Picture(); i != nil {
			all = append(all, content.Resolve(i.Dir, i.Src)...)
		}
		all = append(all, 0)
	}
	return source.Sum(all)
}
