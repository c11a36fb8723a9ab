package main

import (
	"strings"

	"artsfactory/cmd/internal/content"
)

// kindOf reads a kind as an editor may write it: in French or English, with or without
// accents, one or many, or the name of the folder.
func kindOf(s string) (content.Kind, bool) {
	s = content.Slugify(s)
	for _, k := range content.Kinds {
		for _, name := range []string{string(k), k.Name().En, k.Name().Fr, k.Folder()} {
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
		names = append(names, k.Name().In(lang))
	}
	return strings.Join(names, ", ")
}
