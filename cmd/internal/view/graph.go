package view

import (
	"html/template"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/jsonld"
	"artsfactory/cmd/internal/layouts"
)

// A pageGraph is what a page says to machines: nothing that it does not show, and nothing of what is not known.
type pageGraph struct {
	*Builder
	page  *layouts.Page
	url   string // canonical
	image string // absolute URL of the picture that is shared
	home  string // absolute URL of the front page, which the identities of the site begin with
	nodes []*jsonld.Node
}

// addGraph adds the graph of a page that is to be found.
func (v *Builder) addGraph(p *layouts.Page, rt *Route) {
	if rt.NoIndex || p.Head.Share == nil {
		return
	}
	g := &pageGraph{Builder: v, page: p, url: p.Head.Canonical, image: p.Head.Share.Image,
		home: v.in.AbsoluteURL(v.in.HomeURL(0))}
	about := g.about(rt)
	kind, name := "WebPage", "about"
	if _, ok := v.in.Record(rt).(*content.Person); ok {
		kind, name = "ProfilePage", "mainEntity"
	}
	page := jsonld.New(kind, g.url).Add("name", p.Title.Plain).Add("inLanguage", v.code)
	if g.nodes != nil {
		page.Add(name, jsonld.Ref(about))
	}
	if trail := g.trail(); trail != nil {
		g.add(trail)
	}
	p.Head.Data = template.HTML(`<script type="application/ld+json">` +
		jsonld.Graph(append([]*jsonld.Node{page}, g.nodes...)) + `</script>`)
}

// about adds what the page is about, and returns the identity of the first of it.
func (g *pageGraph) about(rt *Route) string {
	r := g.in.Record(rt)
	switch x := r.(type) {
	case *content.Film:
		return g.film(x)
	case *content.Masterclass:
		return g.event("EducationEvent", x, &x.Meeting, x.Speakers.Value)
	case *content.Event:
		return g.event("Event", x, &x.Meeting, x.Speakers.Value)
	case *content.Person:
		return g.person(x)
	case *content.News:
		return g.news(x)
	case *content.Session:
		return g.session(x)
	}
	switch {
	case rt.Kind == "home":
		return g.site()
	case g.page.List != nil && rt.Folder == content.FilmKind.Folder():
		return g.films()
	}
	return ""
}

func (g *pageGraph) add(n *jsonld.Node) { g.nodes = append(g.nodes, n) }

// trail are the breadcrumbs and the page itself; nil on the front page.
func (g *pageGraph) trail() *jsonld.Node {
	if len(g.page.Trail) == 0 {
		return nil
	}
	var items []*jsonld.Node
	for _, l := range append(slices.Clone(g.page.Trail), layouts.Link{Label: g.page.Title}) {
		item := jsonld.New("ListItem", "").Add("position", len(items)+1).Add("name", l.Label.Plain)
		if l.URL != "" {
			item.Add("item", g.in.AbsoluteURL(l.URL)) // the last is the page itself
		}
		items = append(items, item)
	}
	return jsonld.New("BreadcrumbList", "").Add("itemListElement", items)
}

// site is the programme, and its site.
func (g *pageGraph) site() string {
	name := g.chrome.name.Plain
	var same []string
	for _, x := range g.Config.Social {
		same = append(same, string(x.URL))
	}
	var founders []*jsonld.Node
	for _, p := range g.People {
		if slices.Contains(p.Roles, "founder") {
			founders = append(founders, g.personNode(p))
		}
	}
	id := g.home + "#programme"
	g.add(jsonld.New("EducationalOrganization", id).Add("name", name).Add("url", g.home).Add("sameAs", same).
		Add("logo", g.in.AbsoluteURL(g.in.LogoURL)).Add("founder", founders))
	g.add(jsonld.New("WebSite", g.home+"#website").Add("name", name).Add("url", g.home).
		Add("inLanguage", g.code).Add("publisher", jsonld.Ref(id)))
	return id
}

// personNode is a person by name; nil for one who may not be named.
func (g *pageGraph) personNode(p *content.Person) *jsonld.Node {
	if p == nil || !p.Public() {
		return nil
	}
	n := jsonld.New("Person", "").Add("name", g.PersonName(p))
	if rt := g.in.EntryRoute(nameOf(&p.Entry), g.lang); rt != nil {
		n.Add("url", g.in.AbsoluteURL(rt.URL))
	}
	return n
}

// contributor is a person or a plain name; nil where it is neither.
func (g *pageGraph) contributor(c content.Contributor) *jsonld.Node {
	if c.ID != "" {
		return g.personNode(g.Person(c.ID))
	}
	if c.Name == "" {
		return nil
	}
	return jsonld.New("Person", "").Add("name", g.properName(c.Name).Plain)
}

func (g *pageGraph) people(refs []content.Ref) (list []*jsonld.Node) {
	for _, r := range refs {
		list = append(list, g.personNode(g.Person(r.ID)))
	}
	return list
}

// day is a date for machines, where it is known to the day.
func day(d content.Date) string {
	if d.Precision < content.Day {
		return ""
	}
	return d.Instant()
}

// event is a meeting that anybody can find and go to: its day is known, it is public, and there is an address.
func (g *pageGraph) event(kind string, r content.Record, m *content.Meeting, speakers []content.Ref) string {
	var where *jsonld.Node
	mode := "Offline"
	if p := g.Place(m.Place.Value.ID); p != nil && p.Address.IsKnown() {
		where = jsonld.New("Place", "").Add("name", g.title(p).Plain).Add("address", jsonld.New("PostalAddress", "").
			Add("streetAddress", g.properName(p.Address.Value).Plain).Add("addressLocality",
			g.optional(p.Locality).Plain))
	} else if m.Online.IsKnown() {
		mode, where = "Online", jsonld.New("VirtualLocation", "").Add("url", string(m.Online.Value))
	}
	if where == nil || day(m.Start) == "" || m.Audience.Value != "public" {
		return ""
	}
	status, before := "Scheduled", ""
	switch m.Status {
	case "cancelled":
		status = "Cancelled"
	case "postponed":
		status = "Postponed"
	case "moved":
		status, before = "Rescheduled", day(m.PreviousStart)
	}
	id := g.url + "#event"
	n := jsonld.New(kind, id).Add("name", g.title(r).Plain).Add("startDate", day(m.Start)).Add("endDate", day(m.End)).
		Add("eventStatus", "https://schema.org/Event"+status).Add("previousStartDate", before).
		Add("eventAttendanceMode", "https://schema.org/"+mode+"EventAttendanceMode").Add("location", where).
		Add("image", g.image).Add("description", g.page.Head.Description).Add("organizer", g.organisation())
	if slices.ContainsFunc(speakers, func(s content.Ref) bool { p := g.Person(s.ID); return p != nil && p.Public() }) {
		n.Add("performer", g.people(speakers))
	}
	g.add(n)
	g.video(r, m.Recording, "video.recording")
	return id
}

func (g *pageGraph) organisation() *jsonld.Node {
	return jsonld.New("EducationalOrganization", g.home+"#programme").Add("name", g.chrome.name.Plain)
}

// roles are how credits name who directed and who acted, in the default language of a site: the beginnings of words.
var roles = map[string][]string{
	"director": {"réalis", "mise en scène", "direct", "إخراج"},
	"actor":    {"interprét", "act", "avec", "cast", "تشخيص", "تمثيل"},
}

func (g *pageGraph) film(f *content.Film) string {
	id := g.url + "#film"
	n := jsonld.New("Movie", id).Add("name", g.localized(f.Title).Plain).Add("url", g.url).
		Add("image", g.posterURL(f)).Add("description", g.page.Head.Description)
	if title, _ := f.Title.In(g.lang); f.OriginalTitle.Value != title {
		n.Add("alternateName", g.properName(f.OriginalTitle.Value).Plain)
	}
	if f.Year.IsKnown() {
		n.Add("dateCreated", itoa(f.Year.Value))
	}
	if f.Runtime.IsKnown() {
		n.Add("duration", isoDuration(f.Runtime.Value))
	}
	if f.Country.IsKnown() {
		n.Add("countryOfOrigin", jsonld.New("Country", "").Add("name", g.country(f.Country.Value).Plain))
	}
	var spoken []string
	for _, l := range f.Languages.Value {
		spoken = append(spoken, string(l))
	}
	n.Add("inLanguage", spoken)
	for _, name := range []string{"director", "actor"} {
		var list []*jsonld.Node
		for _, c := range f.Credits.Value {
			role, _ := c.Role.In(0)
			role = strings.ToLower(role)
			if slices.ContainsFunc(roles[name], func(s string) bool { return strings.HasPrefix(role, s) }) {
				for _, p := range c.People.Value {
					list = append(list, g.contributor(p))
				}
			}
		}
		n.Add(name, list)
	}
	var awards []string
	for _, p := range g.PrizesOfFilm(f) {
		awards = append(awards, g.localized(p.Title).Plain)
	}
	g.add(n.Add("award", awards))
	g.video(f, f.Trailer, "video.trailer")
	g.video(f, f.Film, "video.film")
	return id
}

// posterURL is the picture of a film; that which is shared where it has none of its own.
func (g *pageGraph) posterURL(f *content.Film) string {
	if u := g.photoURL(f.Picture()); u != "" {
		return u
	}
	return g.image
}

// photoURL is a photograph in a form that all machines read, or "".
func (g *pageGraph) photoURL(i *content.Image) string {
	if i == nil {
		return ""
	}
	ph := g.in.Photos[content.Resolve(i.Dir, i.Src)]
	if ph == nil {
		return ""
	}
	return g.in.AbsoluteURL(g.in.Base + ph.Picture.Fallback.Path)
}

// video is a recording whose day is known and that has a picture.
func (g *pageGraph) video(r content.Record, x content.Optional[content.Video], title string) {
	d := x.Value
	picture := r.Picture()
	if d.Poster.IsKnown() {
		picture = &d.Poster.Value
	}
	thumbnail := g.photoURL(picture)
	if !x.IsKnown() || thumbnail == "" || day(d.Date) == "" {
		return
	}
	name := g.t(title) + " – " + g.title(r).Plain
	if d.Title.IsKnown() {
		name = g.localized(d.Title.Value).Plain
	}
	n := jsonld.New("VideoObject", g.url+"#"+title).Add("name", name).
		Add("description", g.page.Head.Description).Add("thumbnailUrl", thumbnail).Add("uploadDate", day(d.Date))
	if d.Duration.IsKnown() {
		n.Add("duration", isoDuration(d.Duration.Value))
	}
	switch {
	case d.YouTube != "":
		n.Add("embedUrl", "https://www.youtube-nocookie.com/embed/"+d.YouTube)
	case d.Vimeo != "":
		n.Add("embedUrl", "https://player.vimeo.com/video/"+d.Vimeo)
	case g.in.Files[content.Resolve(d.Dir, d.File)] == "":
		return
	default:
		n.Add("contentUrl", g.in.AbsoluteURL(g.in.Files[content.Resolve(d.Dir, d.File)]))
	}
	g.add(n)
}

// mostListed is how many films of a list machines are told of: those who want all follow the pages.
const mostListed = 12

// films are the first films that the page lists with a photograph.
func (g *pageGraph) films() string {
	var items []*jsonld.Node
	for _, group := range g.page.List.Groups {
		for _, c := range group.Cards {
			if c.URL == "" || c.Picture == nil || c.Picture.Generated || len(items) == mostListed {
				continue
			}
			movie := jsonld.New("Movie", "").Add("name", c.Title.Plain).Add("url", g.in.AbsoluteURL(c.URL)).
				Add("image", g.in.AbsoluteURL(c.Picture.Src))
			items = append(items, jsonld.New("ListItem", "").Add("position", len(items)+1).Add("item", movie))
		}
	}
	if len(items) < 2 {
		return ""
	}
	id := g.url + "#list"
	g.add(jsonld.New("ItemList", id).Add("itemListElement", items))
	return id
}

func (g *pageGraph) person(p *content.Person) string {
	if !p.Public() {
		return ""
	}
	id := g.url + "#person"
	var does, same []string
	for _, r := range p.Roles {
		does = append(does, g.t("role."+r))
	}
	for _, l := range p.Links.Value {
		same = append(same, string(l.URL))
	}
	n := jsonld.New("Person", id).Add("name", g.PersonName(p)).Add("url", g.url).Add("image", g.photoURL(p.Picture())).
		Add("jobTitle", does).Add("sameAs", same)
	if other := g.otherName(p).Plain; other != "" {
		n.Add("alternateName", other)
	}
	g.add(n)
	return id
}

func (g *pageGraph) news(x *content.News) string {
	if day(x.Date) == "" {
		return ""
	}
	id := g.url + "#news"
	n := jsonld.New("NewsArticle", id).Add("headline", g.localized(x.Title).Plain).Add("image", g.image).
		Add("datePublished", day(x.Date)).Add("inLanguage", g.code).Add("publisher", g.organisation())
	if author := g.contributor(x.Author.Value); author != nil {
		n.Add("author", author)
	}
	g.add(n)
	return id
}

func (g *pageGraph) session(s *content.Session) string {
	id := g.url + "#session"
	a := s.Applications.Value
	g.add(jsonld.New("EducationalOccupationalProgram", id).Add("name", g.localized(s.Title).Plain).
		Add("description", g.page.Head.Description).Add("url", g.url).Add("provider", g.organisation()).
		Add("startDate", day(s.Start)).Add("endDate", day(s.End)).Add("applicationStartDate", day(a.Opens)).
		Add("applicationDeadline", day(a.Deadline)))
	return id
}
