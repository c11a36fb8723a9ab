package view

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) newsPage(p *layouts.Page, n *content.News) { p.News = v.news(n) }

func (v *Builder) newsCard(c *layouts.Card, n *content.News) {
	w := v.when(n.Date)
	c.When = &w
}

func (v *Builder) news(n *content.News) *layouts.News {
	out := &layouts.News{When: v.when(n.Date), Others: cards(v, following(v.News, n, 3))}
	if n.Author.IsKnown() {
		l := layouts.PersonLink{Name: v.properName(n.Author.Value.Name)}
		if p := v.Person(n.Author.Value.ID); p != nil {
			l = v.personLink(p, content.Optional[content.LocalizedText]{})
		}
		if l.Name.Plain != "" {
			out.Author = &l
		}
	}
	if i := n.Picture(); i != nil {
		out.Picture = v.picture(*i, sizesHero)
	}
	return out
}
