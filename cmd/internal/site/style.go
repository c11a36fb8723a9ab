package site

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/download"
	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/source"
)

// publishStyles publishes what layouts and style sheets refer to below assets/: drawings first, then
// scripts and the style sheets that name them. A style sheet with the name of a layout or partial, such as
// assets/css/home.css, stands in the pages that show it instead: what few pages use, no other page loads.
func (a *assetSet) publishStyles(files *source.Files, store assets.Store) []source.Problem {
	var problems []source.Problem
	var sheets []*source.File
	for _, f := range files.Below("assets/") {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".css":
			sheets = append(sheets, f)
		case ".woff2": // named by style sheets
			if b, err := f.Bytes(); err == nil && bytes.HasPrefix(b, []byte("wOF2")) {
				a.publish(f.Path, assets.Download(f))
			}
		case ".js":
			problems = append(problems, a.publishText(f, "text/javascript", nil, false)...)
		case ".svg":
			if a.published[f.Path] == "" && !strings.HasPrefix(f.Path, "assets/images/") {
				problems = append(problems, a.publishDrawing(f)...)
			}
		}
	}
	for _, f := range sheets {
		css, ps := assets.Style(f, func(p string) (string, bool) {
			problems = append(problems, a.publishReferenced(files.Get(p), store)...)
			u := a.published[p]
			return u, u != ""
		})
		problems = append(problems, ps...)
		name := strings.TrimSuffix(path.Base(f.Path), ".css") + ".html"
		inline := files.Get("layouts/"+name) != nil || files.Get("layouts/partials/"+name) != nil
		problems = append(problems, a.publishText(f, "text/css", css, inline)...)
	}
	return problems
}

// publishDrawing publishes a drawing of the site itself, without what runs or loads.
func (a *assetSet) publishDrawing(f *source.File) []source.Problem {
	b, err := f.Bytes()
	if err != nil {
		return nil
	}
	svg, problem := assets.SanitizeSVG(f.Path, b)
	if problem != nil {
		return []source.Problem{*problem}
	}
	problems := a.publishText(f, "image/svg+xml", svg.Data, false)
	for _, p := range svg.Removed {
		p.Warning = true
		problems = append(problems, p)
	}
	return problems
}

// publishReferenced publishes a picture below assets/ that a style sheet refers to, and nothing
// else does.
func (a *assetSet) publishReferenced(f *source.File, store assets.Store) []source.Problem {
	if f == nil || a.published[f.Path] != "" || !strings.HasPrefix(f.Path, "assets/") {
		return nil
	}
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg":
		ph, p := assets.LoadPhoto(f, store)
		return a.publishFile(mediaFile{File: f, image: true, linked: true}, download.Result{}, photoResult{ph, p},
			store)
	}
	return nil
}

// publishText minifies a text, that of f itself where it is nil, and publishes it, or keeps it for the
// pages it is to stand in.
func (a *assetSet) publishText(f *source.File, mediatype string, text []byte, inline bool) []source.Problem {
	original, err := f.Bytes()
	if err != nil {
		return nil
	}
	if text == nil {
		text = original
	}
	file, problem := minifyText(f.Path, mediatype, original, text, inline)
	switch {
	case problem != nil:
		return []source.Problem{*problem}
	case inline:
		a.inline(f.Path, file)
	default:
		a.publish(f.Path, file)
	}
	return nil
}

// minifyText minifies a text that was made of another, in which mistakes have their places.
func minifyText(path, mediatype string, original, text []byte, inline bool) (assets.File, *source.Problem) {
	small := minify.Bytes
	if inline {
		small = minify.InlineStyle
	}
	file, problem := assets.Publish(path, mediatype, text, small)
	if problem != nil {
		_, err := small(mediatype, original)
		if at, ok := errors.AsType[*minify.SyntaxError](err); ok {
			placed := at.Problem(path)
			problem = &placed
		}
	}
	return file, problem
}
