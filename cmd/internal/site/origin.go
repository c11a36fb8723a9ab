package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/source"
)

// Lines are the lines of a Markdown file, from 1, that the child elements of its body come from, in
// the order of the elements; nil where the fields cannot be told from the body.
func Lines(f *source.File) []int {
	t, problems := content.SplitFrontMatter(f)
	if problems != nil {
		return nil
	}
	doc, _ := markdown.Parse(f.Path, t.Body, t.BodyLine, "en", "")
	return doc.Lines
}

// Origin is the path of the source file of a published file that is not a page, such as the picture
// that variants were made from; "" where it has none.
func (r Result) Origin(published string) string {
	if r.renderer == nil || r.renderer.assets == nil {
		return ""
	}
	for _, x := range r.renderer.cards.list {
		if x.path == published {
			return x.photo
		}
	}
	a := r.renderer.assets
	for p, ph := range a.photos {
		for _, v := range ph.Picture.Variants() {
			if v.Path == published {
				return p
			}
		}
	}
	for p, u := range a.published {
		if strings.TrimPrefix(u, a.base) == published && path.Ext(p) == path.Ext(published) {
			return p
		}
	}
	return ""
}

// Download is the source file that is published as it is at a path of the tree, such as a video;
// nil where the published bytes have been made.
func (r Result) Download(published string) *source.File {
	if r.renderer == nil || r.renderer.assets == nil {
		return nil
	}
	return r.renderer.assets.downloads[published]
}
