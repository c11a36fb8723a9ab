package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/source"
)

// Lines says, for the nth child element of the body of a Markdown file, the line of the file it
// comes from.
func Lines(f *source.File) []int {
	t, problems := content.SplitFrontMatter(f)
	if problems != nil {
		return nil
	}
	doc, _ := markdown.Parse(f.Path, t.Body, t.BodyLine, "en")
	return doc.Lines
}

// Origin is the source file of a published file that is not a page, such as the picture that
// variants were made from; "" where it has none.
func (r Result) Origin(published string) string {
	if r.site == nil || r.site.assets == nil {
		return ""
	}
	a := r.site.assets
	for p, ph := range a.photos {
		for _, v := range ph.Picture.Variants() {
			if v.Path == published || ph.CardPath == published {
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

// Download is the source file that is published as it is under a path of the tree, such as a
// film; nil where what is published has been made.
func (r Result) Download(published string) *source.File {
	if r.site == nil || r.site.assets == nil {
		return nil
	}
	return r.site.assets.downloads[published]
}
