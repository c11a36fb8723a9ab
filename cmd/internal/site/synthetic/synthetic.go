// Package synthetic makes sites of any size out of a seed, for benchmarks and laws.
//
// It refuses to be mistaken for a site: every name and sentence is put together by chance.
package synthetic

import (
	"fmt"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Hub is the session that a tenth of the pages point to and show.
const Hub = "edition-1"

// Base is where the sites say they are published.
const Base = "https://fiction.example/"

// A generator writes one site.
type generator struct {
	rng
	files []*source.File
	names map[string][]string // slugs by folder
	all   []string            // "films/film-1" of every entry
	refs  int                 // how many entries have a session so far
}

// Content makes content/ of a site of about so many pages, lists aside: a third of them in each
// language, each of 300 to 900 words. The same seed and number give the same files, sorted by
// nothing.
func Content(seed uint64, pages int) []*source.File { return ContentWith(seed, pages, 80) }

// ContentWith makes content/ with a session for so many entries.
func ContentWith(seed uint64, pages, entriesPerSession int) []*source.File {
	m := &generator{rng: rng(seed), names: map[string][]string{}}
	entries := max(12, pages/3)
	m.plan(entries, entriesPerSession)
	m.file("content/site.yaml", config)
	for _, folder := range folders {
		for i, slug := range m.names[folder] {
			m.entry(folder, slug, i)
		}
	}
	return m.files
}

var folders = []string{"pages", "places", "people", "sessions", "masterclasses", "films", "prizes", "news"}

// plan names all entries, so that texts can link to those that come later.
func (m *generator) plan(entries, entriesPerSession int) {
	m.names["pages"] = []string{"index", "agenda", "apply", "outcomes", "laureates", "press", "search", "about", "404"}
	share := func(folder, slug string, n int) {
		for i := range n {
			m.names[folder] = append(m.names[folder], fmt.Sprintf("%s-%d", slug, i+1))
		}
	}
	share("places", "lieu", 1+entries/200)
	share("sessions", "edition", 2+entries/entriesPerSession)
	share("people", "personne", 1+entries/5)
	share("masterclasses", "rencontre", 1+entries/10)
	share("prizes", "prix", 1+entries/20)
	share("news", "note", 1+entries/6)
	left := entries
	for _, list := range m.names {
		left -= len(list)
	}
	share("films", "film", max(1, left))
	for _, folder := range folders[1:] {
		for _, slug := range m.names[folder] {
			m.all = append(m.all, folder+"/"+slug)
		}
	}
}

func (m *generator) file(path, text string) {
	m.files = append(m.files, source.NewText(path, []byte(text)))
}

// entry writes the three files of one entry.
func (m *generator) entry(folder, slug string, i int) {
	path := "content/" + folder + "/" + slug
	facts, ar, en := m.facts(folder, slug, i)
	for lang, front := range []string{facts, ar, en} {
		w := &vocabularies[lang]
		name := path + w.ext
		front = "---\ntitle: " + w.title(&m.rng) + "\nsummary: " + w.sentence(&m.rng) + "\n" + front + "---\n\n"
		m.file(name, front+m.body(w))
	}
}

// pick is one of the entries of a folder.
func (m *generator) pick(folder string) string {
	return m.names[folder][m.IntN(len(m.names[folder]))]
}

// session is the session an entry belongs to: the hub for one in eight, which is a tenth of
// all entries, for one in five has no session.
func (m *generator) session() string {
	m.refs++
	if m.refs%8 == 1 {
		return Hub
	}
	return m.names["sessions"][1+m.IntN(len(m.names["sessions"])-1)]
}

// facts are the fields of an entry beside its title and summary, and the words of those fields
// in Arabic and English.
func (m *generator) facts(folder, slug string, i int) (facts, ar, en string) {
	switch folder {
	case "pages":
		if t := templates[slug]; t != "" {
			facts = "template: " + t + "\n"
		}
	case "places":
		facts = "address: 12 rue des Ateliers\nlocality: Port-Chimère\ngeo: {lat: 12.5, lon: -23.7}\n"
	case "people":
		facts = fmt.Sprintf(
			"roles: [%s]\nsession: %s\nconsent: public\nname: {latin: %s, arabic: %s}\n",
			oneOf(m, "coach", "participant", "laureate", "speaker"),
			m.session(),
			vocabularies[0].name(&m.rng),
			vocabularies[1].name(&m.rng),
		)
	case "sessions":
		return m.edition(i)
	case "masterclasses":
		first := m.pick("people")
		second := m.pick("people")
		for second == first {
			second = m.pick("people")
		}
		facts = fmt.Sprintf(
			"start: 20%02d-%02d-%02dT18:30\nspeakers: [%s, %s]\nplace: %s\nsession: %s\naudience: %s\nlanguage: "+
				"fr\nseats: %d\n",
			20+m.IntN(10),
			1+m.IntN(12),
			1+m.IntN(28),
			first,
			second,
			m.pick("places"),
			m.session(),
			oneOf(m, "public", "participants"),
			10+m.IntN(90),
		)
	case "films":
		return m.film()
	case "prizes":
		film, person := m.pick("films"), m.pick("people")
		facts = fmt.Sprintf(
			"session: %s\naward: Une bourse\nstate: awarded\ndonor: Fonds Chimère\nlaureates: [{person: %s, "+
				"mention: Mention}, {film: %s, mention: Prix}]\njury: [%s]\ndate: 2025-12\n",
			m.session(),
			person,
			film,
			m.pick("people"),
		)
		ar, en = "award: منحة\nlaureates: [{mention: تنويه}, {mention: جائزة}]\n",
			"award: A grant\nlaureates: [{mention: Mention}, {mention: Prize}]\n"
	case "news":
		facts = fmt.Sprintf(
			"date: 20%02d-%02d-%02d\nauthor: %s\n",
			20+m.IntN(7),
			1+m.IntN(12),
			1+m.IntN(28),
			m.pick("people"),
		)
	}
	return facts, ar, en
}

var templates = map[string]string{
	"agenda":    "agenda",
	"apply":     "apply",
	"outcomes":  "outcomes",
	"laureates": "laureates",
	"press":     "press",
	"search":    "search",
	"404":       "not-found",
}

func (m *generator) edition(i int) (facts, ar, en string) {
	year := 2020 + i%60
	facts = fmt.Sprintf(`number: %d
start: %d-03-02
end: %d-06-20
seats: ~60
age: {min: 16, max: 30}
disciplines: [{name: Animation, modules: [Poser, Tenir]}, {name: Son}]
places: [%s]
milestones: [{date: %d-05-01, label: Étape}]
figures: [{value: 60, label: participants}]
team: [{person: %s, role: Direction}]
fee: Gratuit
`, i+1, year, year, m.pick("places"), year, m.pick("people"))
	ar = "disciplines: [{name: تحريك, modules: [وضعية, ثبات]}, {name: صوت}]\nmilestones: [{label: " +
		"مرحلة}]\nfigures: [{label: مشارك}]\nteam: [{role: الإدارة}]\nfee: مجانا\n"
	en = "disciplines: [{name: Animation, modules: [Pose, Hold]}, {name: Sound}]\nmilestones: [{label: Step}]\n" +
		"figures: [{label: participants}]\nteam: [{role: Direction}]\nfee: Free\n"
	return facts, ar, en
}

func (m *generator) film() (facts, ar, en string) {
	facts = fmt.Sprintf(
		"kind: %s\nsession: %s\nyear: %d\nruntime: %dm%02ds\ncountry: Maroc\ntechnique: %s\nlanguages: [ary, fr]\n"+
			"subtitles: [fr, ar, en]\nlogline: %s\ncredits: [{role: Réalisation, people: [%s]}, {role: Image, "+
			"people: [%s, %s]}]\n",
		oneOf(
			m,
			"short",
			"animation",
			"web-series",
			"documentary",
			"digital",
		),
		m.session(),
		2018+m.IntN(9),
		1+m.IntN(50),
		m.IntN(60),
		oneOf(m, "Papier découpé", "Prise de vues réelle", "Pâte à modeler"),
		vocabularies[0].sentence(&m.rng),
		m.pick("people"),
		m.pick("people"),
		vocabularies[0].stranger(&m.rng),
	)
	ar = "logline: " + vocabularies[1].sentence(&m.rng) + "\ncredits: [{role: إخراج}, {role: صورة}]\n"
	en = "logline: " + vocabularies[2].sentence(&m.rng) + "\ncredits: [{role: Director}, {role: Image}]\n"
	return facts, ar, en
}

func oneOf(m *generator, of ...string) string { return of[m.IntN(len(of))] }

// body is a text of 300 to 900 words, as an editor might lay it out.
func (m *generator) body(w *vocabulary) string {
	var b strings.Builder
	left := 300 + m.IntN(601)
	say := func(s string) { b.WriteString(s); left -= 1 + strings.Count(s, " ") }
	for section := 0; left > 0; section++ {
		if section > 0 {
			say("## " + w.title(&m.rng) + "\n\n")
		}
		for range 1 + m.IntN(3) {
			m.paragraph(w, say)
		}
		switch m.IntN(8) {
		case 0, 1:
			for range 3 + m.IntN(3) {
				say("- " + w.sentence(&m.rng) + "\n")
			}
			say("\n")
		case 2:
			say("> " + w.sentence(&m.rng) + "\n\n")
		case 3:
			say("| " + w.noun(&m.rng) + " | " + w.noun(&m.rng) + " |\n|---|--:|\n")
			for i := range 3 {
				say(fmt.Sprintf("| %s | %d |\n", w.noun(&m.rng), i*7))
			}
			say("\n")
		case 4:
			say(fmt.Sprintf("%s[^%d]\n\n[^%d]: %s\n\n", w.sentence(&m.rng), section+1, section+1, w.sentence(&m.rng)))
		}
	}
	return b.String()
}

func (m *generator) paragraph(w *vocabulary, say func(string)) {
	for range 2 + m.IntN(4) {
		switch m.IntN(9) {
		case 0:
			say("**" + w.noun(&m.rng) + "** ")
		case 1:
			say("*" + w.noun(&m.rng) + "* ")
		case 2:
			say("[" + w.noun(&m.rng) + "](../" + m.all[m.IntN(len(m.all))] + ".md) ")
		}
		say(w.sentence(&m.rng) + " ")
	}
	say("\n\n")
}
