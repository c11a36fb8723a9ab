package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
)

type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	HomePage string       `json:"home_page_url"`
	FeedURL  string       `json:"feed_url"`
	Language string       `json:"language"`
	Authors  []jsonAuthor `json:"authors"`
	Items    []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"content_text,omitempty"`
	HTML      string `json:"content_html,omitempty"`
	Summary   string `json:"summary,omitempty"`
	Published string `json:"date_published,omitempty"`
	Modified  string `json:"date_modified"`
	Language  string `json:"language,omitempty"`
}

// JSON is the feed as a JSON Feed; nil where it has no entry.
func (f Feed) JSON() []byte {
	entries := f.entries()
	return fit(entries, f.json)
}

func (f *Feed) json(entries []Entry) []byte {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePage: f.PageURL,
		FeedURL: f.JSONURL, Language: f.Lang, Authors: []jsonAuthor{{f.Author}}}
	for _, e := range entries {
		x := jsonItem{ID: e.ID, URL: e.URL, Title: e.Title, HTML: e.HTML, Summary: e.Text,
			Published: instant(e.Published),
			Modified:  instant(e.Updated)}
		if x.HTML == "" { // one of the two contents is required
			x.Text, x.Summary = cmp.Or(e.Text, e.Title), ""
		}
		if e.Lang != f.Lang {
			x.Language = e.Lang
		}
		out.Items = append(out.Items, x)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		panic(err) // there is no type here that cannot be encoded, and a buffer takes all
	}
	return b.Bytes()
}
