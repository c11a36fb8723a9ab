package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"

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

// browserScript joins all that runs in the browser into one script, with the texts that it shows.
func browserScript(lang string) []byte {
	texts, _ := json.Marshal(uiText)
	style, _ := json.Marshal(string(previewCSS))
	first, _ := json.Marshal(lang)
	var out bytes.Buffer
	fmt.Fprintf(&out, "(() => {\n\"use strict\";\n%s", morphJS)
	fmt.Fprintf(&out, "const words = %s;\nconst style = %s;\nconst firstLang = %s;\n", texts, style, first)
	fmt.Fprintf(&out, "%s})();\n", previewJS)
	return out.Bytes()
}

// uiText are the texts of the bar and the panel. # stands for a number.
var uiText = map[string]source.Message{
	"preview":  source.Msg("Preview", "Aperçu"),
	"ok":       source.Msg("no problems", "aucun problème"),
	"one":      source.Msg("1 problem", "1 problème"),
	"many":     source.Msg("# problems", "# problèmes"),
	"warning":  source.Msg("1 remark", "1 remarque"),
	"warnings": source.Msg("# remarks", "# remarques"),
	"lost":     source.Msg("the server is stopped", "le serveur est arrêté"),
	"before": source.Msg("This page is as it was before the mistake. It follows again once it is mended.",
		"Cette page est celle d’avant l’erreur. Elle suivra de nouveau dès qu’elle sera réparée."),
	"partly": source.Msg("This page is shown as far as it goes until the mistake is mended.",
		"Cette page montre ce qui peut l’être, jusqu’à ce que l’erreur soit réparée."),
	"hint":    source.Msg("hint:", "aide :"),
	"open":    source.Msg("Open in the editor", "Ouvrir dans l’éditeur"),
	"close":   source.Msg("Close", "Fermer"),
	"gone":    source.Msg("This page no longer exists.", "Cette page n’existe plus."),
	"never":   source.Msg("There is no page at this address.", "Il n’y a pas de page à cette adresse."),
	"nearest": source.Msg("The nearest is", "La plus proche est"),
	"asOf":    source.Msg("as of", "à la date du"),
	"today":   source.Msg("Today", "Aujourd’hui"),
	"edit":    source.Msg("Edit this page", "Modifier cette page"),
	"how": source.Msg("Alt-click any place, or Alt+Enter, opens the line it comes from",
		"Alt-clic n’importe où, ou Alt+Entrée, ouvre la ligne d’où cela vient"),
	"share": source.Msg("Shared", "Partage"),
	"shared": source.Msg("How the page looks when it is shared", "La page telle qu’on la voit quand elle est "+
		"partagée"),
	"board":  source.Msg("Board", "Tableau de bord"),
	"hide":   source.Msg("Make the bar small", "Réduire la barre"),
	"grow":   source.Msg("Show the bar", "Montrer la barre"),
	"copied": source.Msg("copied", "copié"),
	"opened": source.Msg("opened", "ouvert"),
	"more":   source.Msg("and # more", "et # autres"),
	"other":  source.Msg("Français", "English"),
}
