package view

import (
	"html"
	"html/template"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// A Sheet is what a press kit says of something, as plain text.
type Sheet struct {
	Title, Lead string
	Sections    []SheetSection
}

// A SheetSection is rows under a heading, or without one. A row without a label is a line.
type SheetSection struct {
	Heading string
	Rows    [][2]string
}

// plainHTML is a piece of a page as plain text.
func plainHTML(h template.HTML) string {
	var b strings.Builder
	rest := string(h)
	for rest != "" {
		text, tag, _ := strings.Cut(rest, "<")
		b.WriteString(text)
		_, rest, _ = strings.Cut(tag, ">")
	}
	return html.UnescapeString(b.String())
}

// add adds a section that has rows.
func (s *Sheet) add(heading string, rows [][2]string) {
	if len(rows) > 0 {
		s.Sections = append(s.Sections, SheetSection{heading, rows})
	}
}

func factRows(list []layouts.Fact) (rows [][2]string) {
	for _, f := range list {
		rows = append(rows, [2]string{f.Label, plainHTML(f.Value)})
	}
	return rows
}

// FilmSheet is the sheet of a film.
func (v *Builder) FilmSheet(f *content.Film) Sheet {
	w := *v
	w.style = &pageStyle{}
	x := w.film(f)
	s := Sheet{Title: v.title(f).Plain, Lead: x.Logline.Plain}
	var rows [][2]string
	if x.Original.Plain != "" {
		rows = append(rows, [2]string{v.t("ui.film.original"), x.Original.Plain})
	}
	s.add("", append(rows, factRows(x.Facts)...))
	rows = nil
	for _, c := range x.Credits {
		var names []string
		for _, p := range c.People {
			names = append(names, p.Name.Plain)
		}
		rows = append(rows, [2]string{c.Role.Plain, strings.Join(names, v.t("value.comma"))})
	}
	s.add(v.t("ui.film.credits"), rows)
	rows = nil
	for _, c := range x.Selections {
		said := []string{}
		for _, part := range []string{c.Year, c.Section.Plain, c.Result.Plain} {
			if part != "" {
				said = append(said, part)
			}
		}
		rows = append(rows, [2]string{c.Festival.Plain, strings.Join(said, v.t("value.comma"))})
	}
	s.add(v.t("ui.film.selections"), rows)
	rows = nil
	for _, p := range x.Prizes {
		rows = append(rows, [2]string{"", p.Title.Plain})
	}
	s.add(v.t("ui.film.prizes"), rows)
	return s
}

// ProgrammeSheet is the sheet of the programme: what it is, and what has been counted of each edition.
func (v *Builder) ProgrammeSheet() Sheet {
	s := Sheet{Title: v.chrome.name.Plain, Lead: v.chrome.tagline.Plain}
	s.add(v.t("ui.press.contact"), factRows(v.chrome.contact))
	for _, x := range v.Sessions {
		var rows [][2]string
		for _, n := range v.statistics(x) {
			said := n.Value
			for _, more := range []string{n.Definition.Plain, n.Source.Plain} {
				if more != "" {
					said += v.t("value.comma") + more
				}
			}
			rows = append(rows, [2]string{n.Label.Plain, said})
		}
		s.add(v.title(x).Plain, rows)
	}
	return s
}

// A KitPicture is a picture that a kit holds, or leaves out: who has its rights is not known.
type KitPicture struct {
	Image content.Image
	Name  string // of its file, without the ending
}

// Credited says whether it is known whom to name for a picture, and under which licence it may be used.
func Credited(i content.Image) bool { return i.Credit.IsKnown() && i.Licence.IsKnown() }

// FilmPictures are the poster and the stills of a film.
func FilmPictures(f *content.Film) (list []KitPicture) {
	if f.Poster.IsKnown() {
		list = append(list, KitPicture{f.Poster.Value, f.ID + "_poster"})
	}
	for i, x := range f.Stills.Value {
		list = append(list, KitPicture{x, f.ID + "_still_" + string(rune('0'+(i+1)/10%10)) + itoa((i+1)%10)})
	}
	return list
}

// KitNotes say in a language what the pictures of a kit are, and whom to name; files are the names of those in it,
// "" for each that is left out.
func (v *Builder) KitNotes(title string, pictures []KitPicture, files []string) SheetSection {
	out := SheetSection{Heading: title}
	row := func(label, value string) { out.Rows = append(out.Rows, [2]string{label, value}) }
	left := 0
	for i, p := range pictures {
		if files[i] == "" {
			left++
			continue
		}
		said := []string{v.localized(p.Image.Alt).Plain, v.t("kit.credit", "credit", p.Image.Credit.Value),
			v.t("kit.licence", "licence", p.Image.Licence.Value)}
		row(files[i], strings.Join(said, v.t("value.comma")))
	}
	if left > 0 {
		row("", v.t("kit.left", "n", itoa(left)))
	}
	for _, f := range v.chrome.contact {
		row(f.Label, plainHTML(f.Value))
	}
	if len(v.chrome.contact) == 0 {
		row("", v.t("kit.no_contact"))
	}
	row("", v.t("kit.use"))
	return out
}

// kit is the link to the press kit of an entry, or of the programme, with its type and size; nil where there is none.
func (v *Builder) kit(e *content.Entry) *layouts.Link {
	u, size := v.in.Kit(e)
	if u == "" {
		return nil
	}
	tenths := max(1, (size+99_999)/100_000)
	mb := itoa(int(tenths/10)) + v.t("kit.point") + itoa(int(tenths%10))
	return &layouts.Link{URL: u, Label: v.label("kit.label", "size", mb)}
}
