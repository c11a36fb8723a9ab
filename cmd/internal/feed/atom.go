package feed

import (
	"bytes"
	"encoding/xml"
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Lang      string    `xml:"xml:lang,attr,omitempty"`
	ID        string    `xml:"id"`
	Title     string    `xml:"title"`
	Updated   string    `xml:"updated"`
	Published string    `xml:"published,omitempty"`
	Link      atomLink  `xml:"link"`
	Summary   *atomText `xml:"summary"`
	Content   *atomText `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// The media types of the two formats and of pages.
const (
	AtomType = "application/atom+xml"
	JSONType = "application/feed+json"
	pageType = "text/html"
)

// Atom is the feed as an Atom document; nil where it has no entry.
func (f Feed) Atom() []byte {
	entries := f.entries()
	return fit(entries, f.atom)
}

func (f *Feed) atom(entries []Entry) []byte {
	out := atomFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Author: f.Author, Updated: instant(entries[0].Updated)}
	out.Links = []atomLink{
		{Rel: "self", Type: AtomType, Href: f.AtomURL},
		{Rel: "alternate", Type: pageType, Lang: f.Lang, Href: f.PageURL},
		{Rel: "alternate", Type: JSONType, Lang: f.Lang, Href: f.JSONURL},
	}
	for _, v := range f.Versions {
		out.Links = append(out.Links, atomLink{Rel: "alternate", Type: AtomType, Lang: v.Lang, Href: v.AtomURL})
	}
	for _, e := range entries {
		x := atomEntry{ID: e.ID, Title: e.Title, Updated: instant(e.Updated), Published: instant(e.Published),
			Link: atomLink{Rel: "alternate", Type: pageType, Lang: e.Lang, Href: e.URL}}
		if e.Lang != f.Lang {
			x.Lang = e.Lang
		}
		if e.Text != "" {
			x.Summary = &atomText{"text", e.Text}
		}
		if e.HTML != "" {
			x.Content = &atomText{"html", e.HTML}
		}
		out.Entries = append(out.Entries, x)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if f.StyleURL != "" {
		b.WriteString(`<?xml-stylesheet type="text/css" href="` + f.StyleURL + `"?>` + "\n")
	}
	enc := xml.NewEncoder(&b)
	if err := enc.Encode(out); err != nil {
		panic(err) // there is no type here that cannot be encoded, and a buffer takes all
	}
	b.WriteByte('\n')
	return b.Bytes()
}
