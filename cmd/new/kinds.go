package main

import (
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// kindNames are the names of the kinds for editors.
var kindNames = map[content.Kind]source.Text{
	content.PageKind:        {En: "page", Fr: "page"},
	content.SessionKind:     {En: "session", Fr: "édition"},
	content.MasterclassKind: {En: "masterclass", Fr: "masterclass"},
	content.EventKind:       {En: "event", Fr: "événement"},
	content.FilmKind:        {En: "film", Fr: "film"},
	content.PrizeKind:       {En: "prize", Fr: "prix"},
	content.PersonKind:      {En: "person", Fr: "personne"},
	content.PlaceKind:       {En: "place", Fr: "lieu"},
	content.NewsKind:        {En: "news", Fr: "actualité"},
}

// kindOf reads a kind as an editor may write it: in French or English, with or without
// accents, one or many, or the name of the folder.
func kindOf(s string) (content.Kind, bool) {
	s = content.Slugify(s)
	for _, k := range content.Kinds {
		for _, name := range []string{string(k), kindNames[k].En, kindNames[k].Fr, k.Folder()} {
			if name = content.Slugify(name); s == name || s == name+"s" || s == name+"x" {
				return k, true
			}
		}
	}
	return "", false
}

// kindList names every kind in the editor's language.
func kindList(lang string) string {
	var names []string
	for _, k := range content.Kinds {
		names = append(names, kindNames[k].In(lang))
	}
	return strings.Join(names, ", ")
}
