package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/source"
)

// publishStyles publishes what layouts and style sheets refer to below assets/: drawings first, then
// scripts and the style sheets that name them. A style sheet with the name of a layout, such as
// assets/css/home.css, stands in the pages of that layout instead: what few pages use, no other
// page loads.
func (a *assetSet) publishStyles(m *memo.Memory, files *source.Files) []source.Problem {
	var problems []source.Problem
	var sheets []*source.File
	for _, f := range files.Below("assets/") {
		switch path.Ext(f.Path) {
		case ".css":
			sheets = append(sheets, f)
		case ".js":
			problems = append(problems, a.publishText(m, f, "text/javascript", nil, a.publish)...)
		case ".svg":
			if a.published[f.Path] == "" && !strings.HasPrefix(f.Path, "assets/images/") {
				problems = append(problems, a.publishText(m, f, "image/svg+xml", nil, a.publish)...)
			}
		}
	}
	for _, f := range sheets {
		css, ps := assets.Style(f, func(p string) (string, bool) {
			u := a.published[p]
			return u, u != ""
		})
		problems = append(problems, ps...)
		put := a.publish
		if files.Get("layouts/"+strings.TrimSuffix(path.Base(f.Path), ".css")+".html") != nil {
			put = a.inline
		}
		problems = append(problems, a.publishText(m, f, "text/css", css, put)...)
	}
	return problems
}

type textKey struct {
	path string
	text source.Digest
}

type textResult struct {
	file    assets.File
	problem *source.Problem
}

// publishText minifies a file and hands it to put. text is the file’s own where it is nil.
func (a *assetSet) publishText(m *memo.Memory, f *source.File, mediatype string, text []byte,
	put func(from string, file assets.File)) []source.Problem {
	if text == nil {
		b, err := f.Bytes()
		if err != nil {
			return nil
		}
		text = b
	}
	var k textKey
	if m != nil {
		k = textKey{f.Path, source.Sum(text)}
	}
	r := memo.Do(m, k, func() textResult {
		file, p := assets.Publish(f.Path, mediatype, text, minify.Bytes)
		return textResult{file, p}
	})
	if r.problem != nil {
		return []source.Problem{*r.problem}
	}
	put(f.Path, r.file)
	return nil
}
