package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
)

// EntrySummary are the files of one entry, for those who look at sources rather than at pages.
type EntrySummary struct {
	Record content.Record
	Files  []*FileSummary // by language; nil where there is none
}

// An FileSummary is what one file of an entry holds.
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
	if r.site == nil {
		return nil
	}
	out := make([]EntrySummary, len(r.site.entries))
	for i, e := range r.site.entries {
		out[i] = EntrySummary{e.record, make([]*FileSummary, len(e.parts))}
		for lang, at := range e.parts {
			if at >= 0 {
				out[i].Files[lang] = surveyed(r.site.texts.chunks[e.chunk].parts[at])
			}
		}
	}
	return out
}

// ShownAs is a person's name as pages of the language show it: no more than they consent to.
func (r Result) ShownAs(p *content.Person, lang int) string {
	return r.site.views[lang].PersonName(p)
}

func surveyed(p *part) *FileSummary {
	t := &FileSummary{FrontMatter: p.src, Fingerprint: p.fingerprint, Body: len(p.doc.Parts) > 0, Words: p.doc.Words}
	t.Unknowns = append(append(t.Unknowns, p.src.Gaps...), p.doc.gaps...)
	t.Names = append(append(t.Names, p.src.Files...), p.doc.files...)
	dir := path.Dir(p.src.Path)
	for _, x := range p.doc.Parts {
		switch {
		case x.Image != nil:
			i := x.Image
			pos := content.Pos{Line: i.Line, Col: i.Col}
			t.Names = append(t.Names, content.FileUse{Path: content.Resolve(dir, i.Src), Src: i.Src, Image: true, Pos: pos})
			pic := content.Image{Src: i.Src, Alt: content.NewLocalizedText(i.Alt), Pos: pos, Dir: dir}
			if i.Caption != "" {
				pic.Caption = content.Optional[content.LocalizedText]{State: content.Given, Value: content.NewLocalizedText(i.Caption)}
			}
			t.Pictures = append(t.Pictures, pic)
		case x.Link != nil && !strings.HasSuffix(x.Link.Dest, ".md"):
			t.Names = append(t.Names, content.FileUse{Path: content.Resolve(dir, x.Link.Dest), Src: x.Link.Dest, Pos: content.Pos{Line: x.Link.Line, Col: x.Link.Col}})
		case x.Directive != nil:
			switch d := p.doc.Directives[x.Directive].(type) {
			case *content.GalleryDirective:
				t.Pictures = append(t.Pictures, d.Images...)
			case *content.Video:
				if d.Poster.IsKnown() {
					t.Pictures = append(t.Pictures, d.Poster.Value)
				}
			}
		}
	}
	return t
}
