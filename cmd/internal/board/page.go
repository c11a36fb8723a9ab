package board

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/url"
	"slices"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// The keys of the query that the page's own links use.
const (
	LangKey  = "in"    // a language's code: only rows of that language
	KindKey  = "kind"  // a kind: only rows of that kind
	WeighKey = "weigh" // "1": weigh the pages as well
)

// A View is how the page is asked for.
type View struct {
	Query url.Values // of the request; keys that are none of the page's are kept in its links
	Nonce string     // of the page's policy, for its style
}

// mostRows keeps a page of a site of thousands of entries usable.
const mostRows = 300

//go:embed board.html
var pageText string

var pageTemplate = template.Must(template.New("board").Parse(pageText))

// HTML is the board as a page, in French for "fr" and in English for all else. It works
// without a script: what is shown is chosen by links. Each row is a button whose data-path,
// data-line and data-col a script may open in an editor; the last two are 0 where the row
// is about a file as a whole.
func (b Board) HTML(lang string, v View) []byte {
	only := b.Only(v.Query.Get(LangKey), content.Kind(v.Query.Get(KindKey)))
	p := page{Lang: "en", Nonce: v.Nonce, Head: b.head().In(lang), Name: b.Name,
		Title: say("Board", "Tableau de bord").In(lang), Empty: say("nothing", "rien").In(lang)}
	if lang == "fr" {
		p.Lang = "fr"
	}
	p.Sections = sections(only, lang)
	p.Filters = []filter{
		v.filter(LangKey, say("Language", "Langue").In(lang), b.languageChoices(), lang),
		v.filter(KindKey, say("Kind", "Type").In(lang), b.kindChoices(), lang),
	}
	p.Contents = say("Sections", "Rubriques").In(lang)
	if !b.Weighed {
		p.Weigh = &link{URL: v.with(WeighKey, "1") + "#weights",
			Text: say("weigh the pages (renders them all)", "peser les pages (les rend toutes)").In(lang)}
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, p); err != nil {
		// The template is part of the program, and a buffer takes everything.
		panic(err)
	}
	return out.Bytes()
}

type page struct {
	Lang, Nonce, Name, Title, Head, Contents, Empty string
	Filters                                         []filter
	Sections                                        []section
	Weigh                                           *link
}

type filter struct {
	Name  string
	Links []link
}

type link struct {
	URL, Text string
	Here      bool
}

type section struct {
	ID, Title, Note, More string
	Count                 int
	NotAsked              bool // nobody asked for what it shows
	Rows                  []row
}

type row struct {
	Row
	Text, KindName, Secret string
}

func sections(b Board, lang string) []section {
	out := make([]section, len(b.Sections))
	for i, s := range b.Sections {
		shown := s.shown(mostRows)
		x := section{ID: s.ID, Title: s.Title.In(lang), Count: s.Count(), NotAsked: s.ID == "weights" && !b.Weighed}
		if len(s.Rows) > 0 {
			x.Note = s.Note.In(lang)
		}
		if rest := len(s.Rows) - len(shown); rest > 0 {
			x.More = say("and %d more", "et %d de plus", rest).In(lang)
		}
		for _, r := range shown {
			y := row{Row: r, Text: r.What.In(lang), KindName: kindName(r.Kind).In(lang)}
			if r.Hidden {
				y.Secret = hiddenMark.In(lang)
			}
			x.Rows = append(x.Rows, y)
		}
		out[i] = x
	}
	return out
}

type choice struct {
	value string
	text  source.Message
}

func (b Board) languageChoices() []choice {
	var out []choice
	for _, l := range b.Languages {
		out = append(out, choice{l.Code, language(l)})
	}
	return out
}

// kindChoices are the kinds that have rows.
func (b Board) kindChoices() []choice {
	has := map[content.Kind]bool{}
	for _, s := range b.Sections {
		for _, r := range s.Rows {
			has[r.Kind] = true
		}
	}
	var out []choice
	for _, k := range append(slices.Clone(content.Kinds), SiteKind) {
		if has[k] {
			out = append(out, choice{string(k), kindName(k)})
		}
	}
	return out
}

func (v View) filter(key, name string, choices []choice, lang string) filter {
	now := v.Query.Get(key)
	f := filter{Name: name, Links: []link{{v.with(key, ""), say("all", "tout").In(lang), now == ""}}}
	for _, c := range choices {
		f.Links = append(f.Links, link{v.with(key, c.value), c.text.In(lang), now == c.value})
	}
	return f
}

// with is a link to the same page with one key of the query changed, or removed.
func (v View) with(key, value string) string {
	q := url.Values{}
	for k, list := range v.Query {
		q[k] = list
	}
	if value == "" {
		q.Del(key)
	} else {
		q.Set(key, value)
	}
	return "?" + q.Encode()
}
