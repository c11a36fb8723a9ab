package site

import (
	"html/template"
	"strconv"
	"strings"
	"sync"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/markdown"
)

// A viewer makes the views of one language.
type viewer struct {
	*site
	lang  int
	code  string
	words *layouts.Strings
	frame *frame    // what all pages of the language have in common
	cards *sync.Map // of entries, by *content.Entry
	look  *looks    // of the page being made
	texts *texts    // of the build
}

func (s *site) viewers() []*viewer {
	list := make([]*viewer, len(s.Config.Languages))
	for i, l := range s.Config.Languages {
		list[i] = &viewer{site: s, cards: new(sync.Map), lang: i, code: l.Code, words: s.layouts.Strings(l.Code)}
		list[i].frame = list[i].newFrame()
	}
	return list
}

// t is one of the site's own strings.
func (v *viewer) t(key string, args ...string) string { return v.words.T(key, args...) }

// say is one of the site's own strings as text.
func (v *viewer) say(key string, args ...string) layouts.Text {
	return v.plain(v.t(key, args...))
}

// plain is a text in the page's own language.
func (v *viewer) plain(s string) layouts.Text { return v.text(s, v.lang) }

// text is a text in a language of the site.
func (v *viewer) text(s string, lang int) layouts.Text {
	if s == "" {
		return layouts.Text{}
	}
	code := v.Config.Languages[lang].Code
	s = markdown.Typeset(code, s)
	return layouts.Text{HTML: template.HTML(markdown.Isolate(code, s)), Plain: s, Attrs: v.attrs(lang)}
}

// name is a proper name, whose language nobody says.
func (v *viewer) name(s string) layouts.Text {
	return layouts.Text{HTML: template.HTML(markdown.Isolate(v.code, s)), Plain: s}
}

// attrs says in a tag that its words are in another language than the page's.
func (v *viewer) attrs(lang int) template.HTMLAttr {
	if lang == v.lang {
		return ""
	}
	l := v.Config.Languages[lang]
	return template.HTMLAttr(` lang="` + l.Code + `" dir="` + l.Dir + `"`)
}

func (v *viewer) tr(w content.LocalizedText) layouts.Text { return v.text(w.In(v.lang)) }

func (v *viewer) opt(w content.Optional[content.LocalizedText]) layouts.Text {
	if !w.IsKnown() {
		return layouts.Text{}
	}
	return v.tr(w.Value)
}

func (v *viewer) trAll(list []content.LocalizedText) []layouts.Text {
	out := make([]layouts.Text, len(list))
	for i, w := range list {
		out[i] = v.tr(w)
	}
	return out
}

// title is the entry's title as it may be shown: of a person, no more than they consent to.
func (v *viewer) title(r content.Record) layouts.Text {
	if p, ok := r.(*content.Person); ok {
		return v.person(p)
	}
	return v.tr(r.Base().Title)
}

// person is a person's name in the page's script, as far as they consent to be named.
func (v *viewer) person(p *content.Person) layouts.Text {
	name, lang := p.Title.In(v.lang)
	script := p.Name.Value.Latin
	if v.Config.Languages[v.lang].Dir == "rtl" && p.Name.Value.Arabic != "" {
		script = p.Name.Value.Arabic
	}
	if script != "" && !p.Title.Has(v.lang) || v.code == "ar" && p.Name.Value.Arabic != "" {
		name, lang = script, v.lang
	}
	switch p.Consent {
	case "none":
		return v.say("person.none")
	case "initials":
		return v.name(initials(name))
	}
	if lang != v.lang {
		return v.name(name)
	}
	return v.text(name, lang)
}

// otherName is a person's name in the script that is not the page's, where they may be named.
func (v *viewer) otherName(p *content.Person) layouts.Text {
	name := p.Name.Value.Arabic
	if v.code == "ar" {
		name = p.Name.Value.Latin
	}
	if name == "" || !p.Public() || v.person(p).Plain == name {
		return layouts.Text{}
	}
	t := v.name(name)
	if v.code != "ar" {
		t.Attrs = ` lang="ar" dir="rtl"`
	}
	return t
}

// initials are the first letters of a name's words: "Siham El Faydi" gives "S. E. F.".
func initials(name string) string {
	var out []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }) {
		r := []rune(w)
		out = append(out, string(r[0])+".")
	}
	return strings.Join(out, "\u00a0")
}

// Dates

// date is a date in words, no more precise than it is.
func (v *viewer) date(d content.Date) string {
	switch d.Precision {
	case content.Year:
		return v.t("date.year", "year", strconv.Itoa(d.From().Year()))
	case content.Month:
		return v.t("date.month", "month", v.month(d.From()), "year", strconv.Itoa(d.From().Year()))
	case content.Week:
		return v.t("date.week", "date", v.day(d.From()))
	case content.Day:
		return v.day(d.From())
	case content.Minute:
		return v.t("date.minute", "date", v.weekday(d.From()), "time", v.clock(d.From()))
	}
	return v.t("value.unknown")
}

func (v *viewer) month(t time.Time) string { return v.nth("date.months", int(t.Month())-1) }

// nth is an item of a list of strings; "" where the list is too short, which is a problem of
// the strings file and reported there.
func (v *viewer) nth(key string, i int) string {
	if list := v.words.List(key); i < len(list) {
		return list[i]
	}
	return ""
}

func (v *viewer) day(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = v.t("date.first")
	}
	return v.t("date.day", "day", day, "month", v.month(t), "year", strconv.Itoa(t.Year()))
}

func (v *viewer) weekday(t time.Time) string {
	return v.t("date.weekday", "weekday", v.nth("date.weekdays", int(t.Weekday())), "date", v.day(t))
}

func (v *viewer) clock(t time.Time) string {
	if t.Minute() == 0 {
		return v.t("date.hour", "hour", strconv.Itoa(t.Hour()))
	}
	return v.t("date.clock", "hour", strconv.Itoa(t.Hour()), "minute", t.Format("04"))
}

// when is a date for display, with the weekday where it is known to the day.
func (v *viewer) when(d content.Date) layouts.When {
	w := layouts.When{DateTime: d.Instant(), Unknown: !d.Known()}
	s := v.date(d)
	if d.Precision == content.Day {
		s = v.weekday(d.From())
	}
	w.Text = v.plain(s)
	if !d.Known() {
		return w
	}
	t := d.From()
	w.Year = strconv.Itoa(t.Year())
	switch d.Precision {
	case content.Month:
		w.Month = v.nth("date.months_short", int(t.Month())-1)
	case content.Day, content.Minute:
		w.Month = v.nth("date.months_short", int(t.Month())-1)
		w.Day = strconv.Itoa(t.Day())
		w.Weekday = v.nth("date.weekdays", int(t.Weekday()))
	}
	if d.Timed() {
		w.Clock = v.clock(t)
	}
	return w
}

// span is a start and an end in words; the end is left out where it adds nothing.
func (v *viewer) span(from, to content.Date) layouts.When {
	w := v.when(from)
	switch {
	case to.Precision == content.Absent, !from.Known() && !to.Known():
		return w
	case from.Timed() && to.Timed() && sameDay(from.From(), to.From()):
		w.Text = v.say("date.span", "from", v.date(from), "to", v.clock(to.From()))
		w.Clock = v.t("date.span", "from", v.clock(from.From()), "to", v.clock(to.From()))
	case from.String() == to.String():
	default:
		w.Text = v.say("date.span", "from", v.date(from), "to", v.date(to))
	}
	return w
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// count is a number of people or things in words: "about 60".
func (v *viewer) count(c content.Count) string {
	if !c.About {
		return strconv.Itoa(c.N)
	}
	for _, w := range strings.Split(v.t("count.words"), ", ") {
		if n, word, _ := strings.Cut(w, "="); n == strconv.Itoa(c.N) {
			return word
		}
	}
	return v.t("count.about", "n", strconv.Itoa(c.N))
}

// length is a running time in words.
func (v *viewer) length(l content.Duration) string {
	var parts []string
	h, m, s := int(l.Hours()), int(l.Minutes())%60, int(l.Seconds())%60
	for _, x := range []struct {
		key string
		n   int
	}{{"length.h", h}, {"length.m", m}, {"length.s", s}} {
		if x.n > 0 {
			parts = append(parts, v.t(x.key, "n", strconv.Itoa(x.n)))
		}
	}
	return strings.Join(parts, "\u00a0")
}

// isoLength is a running time as ISO 8601 writes it: PT12M30S.
func isoLength(l content.Duration) string { return "PT" + strings.ToUpper(l.String()) }

// language is the name of a language in the page's language, or its code.
func (v *viewer) language(code content.Lang) string {
	for _, w := range v.words.List("languages") {
		if c, name, _ := strings.Cut(w, "="); c == string(code) {
			return name
		}
	}
	return string(code)
}

func (v *viewer) languages(codes []content.Lang) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = v.language(c)
	}
	return v.join(names)
}

func (v *viewer) join(list []string) string { return strings.Join(list, v.t("value.comma")) }
