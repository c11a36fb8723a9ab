package content

import "artsfactory/cmd/internal/source"

// Page is a page of words.
type Page struct {
	Entry
	Template string `field:"template" values:"home agenda apply outcomes laureates press contact search data not-found"`
}

func (*Page) texts() fieldTexts { return pageTexts }

var pageTexts = fieldTexts{
	"template": {Label: Label{"template", "modèle", "القالب"},
		Help: source.Msg("form of the page; nothing for a page of text",
			"forme de la page ; rien pour une page de texte"),
		Meanings: map[string]source.Message{
			"home":      source.Msg("home page", "page d’accueil"),
			"agenda":    source.Msg("all dates", "toutes les dates"),
			"apply":     source.Msg("how to apply", "comment candidater"),
			"outcomes":  source.Msg("figures of what came of it", "chiffres du bilan"),
			"laureates": source.Msg("prizes and laureates", "prix et lauréats"),
			"press":     source.Msg("for journalists", "pour la presse"),
			"contact":   source.Msg("contact", "contact"),
			"search":    source.Msg("search, and a list of all pages", "recherche, et liste de toutes les pages"),
			"data":      source.Msg("open data, and what is in it", "données ouvertes, et ce qu’elles contiennent"),
			"not-found": source.Msg("shown for a wrong address", "montrée pour une adresse erronée"),
		}},
}

func orderPages(*Site) func(a, b *Page) int {
	return func(a, b *Page) int { return byWeight(&a.Entry, &b.Entry) }
}
