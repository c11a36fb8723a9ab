package site

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
)

// An EntrySummary describes the files of one entry, for tools that look at sources, not pages.
type EntrySummary struct {
	Record content.Record
	Files  []*FileSummary // by language; nil where there is none
}

// A FileSummary is what one file of an entry holds.
type FileSummary struct {
	FrontMatter *content.FrontMatter
	Fingerprint string               // of its words; "" where the file cannot be read
	Body        bool                 // there is something below the fields
	Words       int                  // of the text there, roughly
	Unknowns    []content.UnknownUse // what its fields and its body say to be unknown
	Names       []content.FileUse    // the files that its fields and its body name
	Pictures    []content.Image      // those of the body; one written as Markdown has no credit
}

// Entries are all entries, live or not, in the order of their paths.
func (r Result) Entries() []EntrySummary {
	if r.renderer == nil {
		return nil
	}
	out := make([]EntrySummary, len(r.renderer.entries))
	for i, e := range r.renderer.entries {
		out[i] = EntrySummary{e.record, make([]*FileSummary, len(e.files))}
		for lang, at := range e.files {
			if at >= 0 {
				out[i].Files[lang] = summarizeFile(r.files.shards[e.shard].files[at])
			}
		}
	}
	return out
}

// ShownAs is a person's name as pages of the language show it: no more than they consent to.
func (r Result) ShownAs(p *content.Person, lang int) string {
	return r.renderer.views[lang].PersonName(p)
}

func summarizeFile(p *parsedFile) *FileSummary {
	s := &FileSummary{
		FrontMatter: p.frontMatter, Fingerprint: p.fingerprint, Body: len(p.body.Parts) > 0, Words: p.body.Words,
		Unknowns: slices.Concat(p.frontMatter.Unknowns, p.body.unknowns),
		Names:    slices.Concat(p.frontMatter.Files, p.body.files),
	}
	dir := path.Dir(p.frontMatter.Path)
	for _, x := range p.body.Parts {
		switch {
		case x.Image != nil:
			use, picture := markdownImage(dir, x.Image)
			s.Names, s.Pictures = append(s.Names, use), append(s.Pictures, picture)
		case x.Link != nil && !strings.HasSuffix(x.Link.Dest, ".md"):
			s.Names = append(s.Names, content.FileUse{Path: content.Resolve(dir, x.Link.Dest), Src: x.Link.Dest,
				Pos: content.Pos{Line: x.Link.Line, Col: x.Link.Col}})
		case x.Directive != nil:
			switch d := p.body.Directives[x.Directive].(type) {
			case *content.GalleryDirective:
				s.Pictures = append(s.Pictures, d.Images...)
			case *content.Video:
				if d.Poster.IsKnown() {
					s.Pictures = append(s.Pictures, d.Poster.Value)
				}
			}
		}
	}
	return s
}

// markdownImage is an image of a body as fields name images.
func markdownImage(dir string, i *markdown.Image) (content.FileUse, content.Image) {
	pos := content.Pos{Line: i.Line, Col: i.Col}
	picture := content.Image{Src: i.Src, Alt: content.NewLocalizedText(i.Alt), Pos: pos, Dir: dir}
	if i.Caption != "" {
		picture.Caption = content.Optional[content.LocalizedText]{
			State: content.StateKnown,
			Value: content.NewLocalizedText(i.Caption),
		}
	}
	return content.FileUse{Path: content.Resolve(dir, i.Src), Src: i.Src, Image: true, Pos: pos}, picture
}
