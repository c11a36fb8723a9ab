package main

import (
	"bytes"
	_ "embed"
	"encoding/json"

	"artsfactory/cmd/internal/source"
)

// What runs in the browser: the morph, which knows nothing of the server, and the preview.
var (
	//go:embed browser/morph.js
	morphJS []byte
	//go:embed browser/preview.js
	previewJS []byte
	//go:embed browser/preview.css
	previewCSS []byte
)

// browserScript is all of it as one script, with the words it says.
func browserScript(lang string) []byte {
	words, _ := json.Marshal(words)
	style, _ := json.Marshal(string(previewCSS))
	first, _ := json.Marshal(lang)
	return bytes.Join([][]byte{[]byte("(() => {\n\"use strict\";\n"), morphJS,
		[]byte("const words = "), words, []byte(";\nconst style = "), style, []byte(";\nconst firstLang = "), first, []byte(";\n"), previewJS, []byte("})();\n")}, nil)
}

// words are what the preview says to editors.
var words = map[string]source.Text{
	"preview":  source.Say("Preview", "Aperçu"),
	"ok":       source.Say("no problems", "aucun problème"),
	"one":      source.Say("1 problem", "1 problème"),
	"many":     source.Say("# problems", "# problèmes"),
	"warning":  source.Say("1 remark", "1 remarque"),
	"warnings": source.Say("# remarks", "# remarques"),
	"lost":     source.Say("the server is stopped", "le serveur est arrêté"),
	"before":   source.Say("This page is as it was before the mistake. It follows again once it is mended.", "Cette page est celle d’avant l’erreur. Elle suivra de nouveau dès qu’elle sera réparée."),
	"partly":   source.Say("This page is shown as far as it goes until the mistake is mended.", "Cette page montre ce qui peut l’être, jusqu’à ce que l’erreur soit réparée."),
	"hint":     source.Say("hint:", "aide :"),
	"open":     source.Say("Open in the editor", "Ouvrir dans l’éditeur"),
	"close":    source.Say("Close", "Fermer"),
	"gone":     source.Say("This page no longer exists.", "Cette page n’existe plus."),
	"never":    source.Say("There is no page at this address.", "Il n’y a pas de page à cette adresse."),
	"nearest":  source.Say("The nearest is", "La plus proche est"),
	"asOf":     source.Say("as of", "à la date du"),
	"today":    source.Say("Today", "Aujourd’hui"),
	"edit":     source.Say("Edit this page", "Modifier cette page"),
	"how":      source.Say("Alt-click any place, or Alt+Enter, opens the line it comes from", "Alt-clic n’importe où, ou Alt+Entrée, ouvre la ligne d’où cela vient"),
	"board":    source.Say("Board", "Tableau de bord"),
	"hide":     source.Say("Make the bar small", "Réduire la barre"),
	"grow":     source.Say("Show the bar", "Montrer la barre"),
	"copied":   source.Say("copied", "copié"),
	"opened":   source.Say("opened", "ouvert"),
	"more":     source.Say("and # more", "et # autres"),
	"other":    source.Say("Français", "English"),
}
