package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/download"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// widths are those that pictures are made in, in pixels: a phone at one to three pixels a
// point, a card, a hero on a laptop. All pictures share them, so that one file serves several
// layouts.
var widths = []int{360, 720, 1080, 1600}

// A mediaFile is a file that entries name, with all that they name it for.
type mediaFile struct {
	*source.File
	image, linked, video, captions bool
}

// mediaFiles joins the uses of each file, in the order of the first.
func mediaFiles(uses []content.FileUse, files *source.Files) (list []mediaFile) {
	at := map[string]int{}
	for _, u := range uses {
		i, ok := at[u.Path]
		if !ok {
			f := files.Get(u.Path)
			if f == nil || strings.HasSuffix(u.Path, ".md") {
				continue
			}
			i = len(list)
			at[u.Path] = i
			list = append(list, mediaFile{File: f})
		}
		x := &list[i]
		x.image = x.image || u.Image
		x.video = x.video || u.Video
		x.captions = x.captions || u.Captions
		x.linked = x.linked || !u.Image && !u.Video && !u.Captions
	}
	return list
}

type photoResult struct {
	photo   assets.Photo
	problem *source.Problem
}

// publishMedia publishes the files that are named: pictures in their variants, whatever they are named
// for, and all else as it is once it has been judged and cleaned.
func (a *assetSet) publishMedia(
	list []mediaFile,
	hidden *hiddenNames,
	store assets.Store,
	workers int,
) []source.Problem {
	var problems []source.Problem
	prepared := make([]download.Result, len(list))
	photos := make([]photoResult, len(list))
	parallel(len(list), workers, func(i int) {
		f := list[i]
		if !f.image {
			prepared[i] = download.Prepare(f.File)
		}
		if f.image || prepared[i].Type == download.Picture {
			photos[i].photo, photos[i].problem = assets.LoadPhoto(f.File, store)
		}
	})
	for i, f := range list {
		problems = append(problems, a.publishFile(f, prepared[i], photos[i], store)...)
		if d := prepared[i].File; d != nil {
			problems = append(problems, hidden.inDownload(d)...)
		}
	}
	return problems
}

// publishFile publishes a file by the road that its content asks for.
func (a *assetSet) publishFile(
	f mediaFile,
	d download.Result,
	ph photoResult,
	store assets.Store,
) (problems []source.Problem) {
	isPicture := f.image || d.Type == download.Picture
	switch {
	case isPicture && (f.video || f.captions):
		a.refused = append(a.refused, source.Problem{Path: f.Path,
			What: source.Msg(
				"%q is a picture, not what is asked for here",
				"« %s » est une image, pas ce qui est demandé ici",
				path.Base(f.Path),
			),
			Hint: source.Msg("name the film or the captions, and the picture as “poster:”",
				"nommez le film ou les sous-titres, et l’image dans « poster: »")})
	case isPicture && ph.problem != nil:
		p := *ph.problem
		p.Path = f.Path
		return []source.Problem{p}
	case isPicture:
		for _, p := range ph.photo.Removed {
			p.Path, p.Warning = f.Path, true
			problems = append(problems, p)
		}
		a.publishPicture(f, ph.photo, store)
	case d.File == nil:
		a.refused = append(a.refused, d.Problems...)
	case f.captions && d.Type != download.VTT && path.Ext(f.Path) != ".vtt":
		b, _ := d.File.Bytes()
		return download.CheckVTT(f.Path, b)
	case f.video && view.VideoTypes[strings.ToLower(path.Ext(f.Path))] == "":
		a.refused = append(a.refused, source.Problem{Path: f.Path,
			What: source.Msg("browsers do not play %q", "les navigateurs ne lisent pas « %s »", path.Base(f.Path)),
			Hint: source.Msg("export the film as .mp4 or .webm", "exportez le film en .mp4 ou .webm")})
	default:
		file := assets.Download(d.File)
		a.publish(f.Path, file)
		a.downloads[file.Path] = d.File
		return d.Problems
	}
	return problems
}

func (a *assetSet) publishPicture(f mediaFile, ph assets.Photo, store assets.Store) {
	base := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(f.Path, "content/"), "assets/"), path.Ext(f.Path))
	x := &view.Photo{Picture: ph.Picture(base, widths), Digest: ph.Digest, Edge: max(ph.Width, ph.Height)}
	a.sources[f.Path] = f.File
	variants := x.Picture.Variants()
	a.published[f.Path] = a.base + x.Picture.Fallback.Path
	if f.linked {
		full := ph.Full(base)
		a.published[f.Path] = a.base + full.Path
		variants = append(variants, full)
	}
	a.photos[f.Path] = x
	batch := assets.NewBatch(f.File, ph, store, variants...)
	a.batches = append(a.batches, batch)
	a.variants[f.Path] = batch.Files()[:len(x.Picture.Sources)]
	for _, file := range batch.Files() {
		a.files = append(a.files, public.File{Path: file.Path, Bytes: bytesOf(file, f.Path)})
	}
}
