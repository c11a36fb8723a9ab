package main

import (
	"bytes"
	"html/template"

	"artsfactory/cmd/internal/source"
)

// errorPage is the page in the place of one that cannot be rendered at all, or where the site has
// no page for addresses that lead nowhere.
func errorPage(notFound bool, problems []source.Problem, lang string) []byte {
	if lang != "fr" {
		lang = "en"
	}
	title := source.Msg("This page cannot be shown yet", "Cette page ne peut pas encore être montrée")
	if notFound {
		title = source.Msg("There is no page at this address", "Il n’y a pas de page à cette adresse")
	}
	p := struct {
		Lang, Title, Hint string
		Problems          []string
	}{Lang: lang, Title: title.In(lang)}
	for _, x := range problems[:min(len(problems), maxViews)] {
		if !x.Warning {
			p.Problems = append(p.Problems, x.In(lang))
		}
	}
	if len(p.Problems) > 0 {
		p.Hint = source.Msg("It comes by itself once these problems are mended:",
			"Elle viendra d’elle-même une fois ces problèmes réparés :").In(lang)
	}
	var out bytes.Buffer
	if err := errorPageTemplate.Execute(&out, p); err != nil {
		panic(err) // the template is part of the program, and a buffer takes everything
	}
	return out.Bytes()
}

var errorPageTemplate = template.Must(template.New("").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title></head>
<body><main><h1>{{.Title}}</h1><p>{{.Hint}}</p>
<ul>{{range .Problems}}<li><pre>{{.}}</pre></li>{{end}}</ul></main></body>
</html>
`))
