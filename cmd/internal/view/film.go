package view

import (
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

func (v *Builder) filmPage(p *layouts.Page, f *content.Film) { p.Film = v.film(f) }

func (v *Builder) film(f *content.Film) *layouts.Film {
	out := &layouts.Film{Label: v.t("film." + f.Type), Picture: v.coverImage(f, sizesHero),
		Logline: v.optional(f.Logline)}
	if f.Year.IsKnown() {
		out.Line = append(out.Line, v.plain(itoa(f.Year.Value)))
	}
	if f.Runtime.IsKnown() {
		out.Line = append(out.Line, v.plain(v.duration(f.Runtime.Value)))
	}
	if title, _ := f.Title.In(v.lang); f.OriginalTitle.IsKnown() && f.OriginalTitle.Value != title {
		out.Original = v.properName(f.OriginalTitle.Value)
	}
	fs := v.factsOf(f)
	fs.add("kind", v.plain(out.Label))
	fs.links("session", content.StateKnown, content.SessionKind, f.Session)
	fs.number("year", f.Year)
	fs.duration("runtime", f.Runtime)
	fs.named("country", f.Country, v.country)
	fs.localized("technique", f.Technique)
	fs.languages("languages", f.Languages)
	fs.languages("subtitles", f.Subtitles)
	fs.named("rating", f.Rating, v.rating)
	fs.properName("contact", f.Contact)
	fs.unknown("title", f.Untitled)
	fs.unknown("credits", f.Credits.IsUnknown())
	out.Facts = fs.rows()
	for _, c := range f.Credits.Value {
		out.Credits = append(out.Credits, v.credit(c))
	}
	out.Stills = v.pictures(f.Stills.Value, sizesStill)
	still := v.posterImage(f, sizesBody)
	if f.Poster.IsKnown() && len(out.Stills) > 0 {
		out.Still, out.Stills = v.picture(f.Stills.Value[0], sizesScreen), out.Stills[1:]
		still = v.picture(f.Stills.Value[0], sizesBody)
		still.Alt, still.AltAttrs = "", ""
	}
	if f.Trailer.IsKnown() {
		out.Trailer = v.video(f.Trailer.Value, v.label("video.trailer"), still)
	}
	if f.Film.IsKnown() {
		out.Full = v.video(f.Film.Value, v.label("video.film"), still)
	}
	out.Selections = v.selections(f.Selections.Value)
	out.Prizes = cards(v, v.PrizesOfFilm(f))
	if f.PressKit.IsKnown() {
		if u := v.in.Files[content.Resolve(f.PressKit.Value.Dir, f.PressKit.Value.Src)]; u != "" {
			out.PressKit = &layouts.Link{URL: u, Label: v.label("film.press_kit")}
		}
	}
	if out.PressKit == nil {
		out.PressKit = v.kit(&f.Entry)
	}
	if s := v.Session(f.Session.ID); s != nil {
		out.Session = v.entryLink(s)
		out.Others = withoutEdition(v, s, cards(v, following(v.FilmsOf(s), f, 3)))
	}
	return out
}

func (v *Builder) selections(list []content.Selection) []layouts.Selection {
	var out []layouts.Selection
	for _, s := range list {
		x := layouts.Selection{
			Festival: v.properName(s.Festival),
			Section:  v.optional(s.Section),
			Result:   v.optional(s.Result),
		}
		if s.Year.IsKnown() {
			x.Year = itoa(s.Year.Value)
		}
		out = append(out, x)
	}
	return out
}

// PosterTitle is what the drawing that stands for a film bears: its title in a language and the code
// of the language that is in; of a film whose title is not known, the number that ends its name, "0"
// for an episode zero, or "".
func PosterTitle(f *content.Film, lang int, c *content.Config) (title, code string) {
	if !f.Untitled {
		title, in := f.Title.In(lang)
		return title, c.Languages[in].Code
	}
	code = c.Languages[0].Code
	last := f.ID[strings.LastIndexByte(f.ID, '-')+1:]
	if last == "zero" {
		return "0", code
	}
	if _, err := strconv.Atoi(last); err == nil {
		return last, code
	}
	return "", code
}

func (v *Builder) credit(c content.Credit) layouts.Credit {
	out := layouts.Credit{Role: v.localized(c.Role)}
	for _, w := range c.People.Value {
		if w.ID == "" {
			out.People = append(out.People, layouts.PersonLink{Name: v.properName(w.Name)})
		} else if p := v.Person(w.ID); p != nil {
			out.People = append(out.People, v.personLink(p, content.Optional[content.LocalizedText]{}))
		}
	}
	return out
}

// following are up to n items after x in a list, from its start again after its end; x is not among
// them.
func following[T comparable](list []T, x T, n int) []T {
	var out []T
	for i := range list {
		if list[i] != x {
			continue
		}
		for j := 1; j < len(list) && len(out) < n; j++ {
			out = append(out, list[(i+j)%len(list)])
		}
	}
	return out
}

func (v *Builder) filmCard(c *layouts.Card, f *content.Film) {
	c.Label = v.t("film." + f.Type)
	if f.Year.IsKnown() {
		c.Meta = append(c.Meta, v.plain(itoa(f.Year.Value)))
	}
	if f.Runtime.IsKnown() {
		c.Meta = append(c.Meta, v.plain(v.duration(f.Runtime.Value)))
	}
	if s := v.Session(f.Session.ID); s != nil {
		c.Meta = append(c.Meta, v.localized(s.Title))
	}
	if f.Logline.IsKnown() && c.Summary.Plain == "" {
		c.Summary = v.localized(f.Logline.Value)
	}
	if len(v.PrizesOfFilm(f)) > 0 {
		c.State, c.StateText = "awarded", v.t("state.laureate")
	}
}
