package board

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// uncredited are the pictures that nothing says who made. One that says unknown is a gap, and
// one of somebody who may not be shown is not shown.
func (s *inventory) uncredited() Section {
	var rows []Row
	for i := range s.entries {
		e := &s.entries[i]
		if e.state == expired || e.hidden {
			continue
		}
		content.Walk(e.Record, func(field string, x any) {
			if p, ok := x.(content.Image); ok && p.Credit.State == content.StateAbsent {
				rows = append(rows,
					s.row(e, 0, p.Pos, say("%s: %s", "%s : %s", label(e.Kind.Type(), field), p.Src)))
			}
		})
		for lang, t := range e.EntrySummary.Files {
			if t == nil {
				continue
			}
			for _, p := range t.Pictures {
				// A picture in Markdown can say whose it is in its caption only.
				if p.Credit.State == content.StateAbsent && p.Caption.State == content.StateAbsent {
					rows = append(rows,
						s.row(e, lang, p.Pos, say("picture in the text: %s", "image dans le texte : %s", p.Src)))
				}
			}
		}
	}
	return Section{ID: "credits", Title: say("Pictures without credit", "Images sans crédit"), Rows: rows,
		Note: say("add credit: to the picture, or say in the caption of one in the text whose it is",
			"ajoutez credit: à l’image, ou dites dans la légende d’une image du texte de qui elle est")}
}

// unused are the media beside entries and below assets/ that no entry names, drafts and expired
// ones included. Styles, scripts and drawings below assets/ are the designers', and published
// whether or not a page names them.
func (s *inventory) unused() Section {
	named := map[string]bool{content.ConfigPath: true}
	for _, e := range s.entries {
		for _, t := range e.EntrySummary.Files {
			if t == nil {
				continue
			}
			for _, use := range t.Names {
				named[use.Path] = true
			}
		}
	}
	var rows []Row
	if s.files != nil {
		for _, f := range append(slices.Clip(s.files.Below("content/")), s.files.Below("assets/")...) {
			if !strings.HasSuffix(f.Path, ".md") && !named[f.Path] && !drawn(f.Path) {
				rows = append(rows,
					s.at(f.Path, 0, 0, say("named nowhere, %s", "nommé nulle part, %s", source.FormatSize(f.Size))))
			}
		}
	}
	return Section{ID: "unused", Title: say("Files not used", "Fichiers non utilisés"), Rows: rows,
		Note: say("media that no entry names; they are not published",
			"médias qu’aucune entrée ne nomme ; ils ne sont pas publiés")}
}

// drawn says whether a file is one of those that make the site's looks.
func drawn(p string) bool {
	switch path.Ext(p) {
	case ".css", ".js", ".woff2":
		return strings.HasPrefix(p, "assets/")
	case ".svg":
		return strings.HasPrefix(p, "assets/") && !strings.HasPrefix(p, "assets/images/")
	}
	return false
}
