package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

type photoKey struct{ file source.Digest }

type photoResult struct {
	photo   assets.Photo
	problem *source.Problem
}

// widths are those that pictures are made in, in pixels: a phone at one to three pixels a
// point, a card, a hero on a laptop. All pictures share them, so that one file serves several
// layouts.
var widths = []int{360, 720, 1080, 1600}

// publishMedia publishes the files that are named: pictures in their variants, all else as it is.
func (a *assetSet) publishMedia(m *memo.Memory, uses []content.FileUse, files *source.Files, o Options) []source.Problem {
	var problems []source.Problem
	var pictures []*source.File
	seen := map[string]bool{}
	for _, u := range uses {
		f := files.Get(u.Path)
		if f == nil || seen[u.Path] || strings.HasSuffix(u.Path, ".md") {
			continue
		}
		seen[u.Path] = true
		if u.Image {
			pictures = append(pictures, f)
			continue
		}
		d := assets.Download(f)
		a.publish(f.Path, d)
		a.downloads[d.Path] = f
	}
	found := make([]photoResult, len(pictures))
	parallel(len(pictures), o.Workers, func(i int) {
		found[i] = memo.Do(m, photoKey{pictures[i].Digest()}, func() photoResult {
			ph, p := assets.LoadPhoto(pictures[i], o.Store)
			return photoResult{ph, p}
		})
	})
	for i, f := range pictures {
		if p := found[i].problem; p != nil {
			moved := *p
			moved.Path = f.Path
			problems = append(problems, moved)
			continue
		}
		a.publishPicture(f, found[i].photo, o.Store)
	}
	return problems
}

func (a *assetSet) publishPicture(f *source.File, ph assets.Photo, store assets.Store) {
	base := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(f.Path, "content/"), "assets/"), path.Ext(f.Path))
	x := &view.Photo{Picture: ph.Picture(base, widths)}
	variants := x.Picture.Variants()
	if c, ok := ph.Card(base, assets.Centre); ok {
		x.CardPath = c.Path
		variants = append(variants, c)
	}
	a.photos[f.Path] = x
	a.published[f.Path] = a.base + x.Picture.Fallback.Path
	batch := assets.NewBatch(f, ph, store, variants...)
	a.batches = append(a.batches, batch)
	for _, file := range batch.Files() {
		a.files = append(a.files, public.File{Path: file.Path, Bytes: bytesOf(file, f.Path)})
	}
}
