package view

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// description says what a page is about, for those who have not opened it: the summary, else what stands for one in
// its kind, else the first sentence of the text; "" where there is only the title.
func (v *Builder) description(p *layouts.Page, rt *Route) string {
	if p.Summary.Plain != "" {
		return p.Summary.Plain
	}
	r := v.in.Record(rt)
	if r == nil {
		return ""
	}
	switch r := r.(type) {
	case *content.Film:
		if r.Logline.IsKnown() {
			return v.localized(r.Logline.Value).Plain
		}
	case *content.Prize:
		return v.localized(r.Award).Plain
	}
	for _, lang := range []int{v.lang, 0} {
		if b := v.bodyIn(r.Base(), lang); b != nil {
			if s := firstSentence(b); s != "" {
				return s
			}
		}
	}
	return ""
}

var (
	textBlock   = regexp.MustCompile(`(?s)<(p|li|dd|td)[ >].*?</(p|li|dd|td)>`)
	tag         = regexp.MustCompile(`<[^>]*>`)
	sentenceEnd = regexp.MustCompile(`[.!?؟…][»”"’)]*\s`)
)

// The least letters that a sentence has, so that it does not end with an abbreviation, and the most that are of use:
// search engines and messengers show fewer.
const leastSentence, mostSentence = 25, 200

// firstSentence is the first sentence of a body as plain text, cut at a word where it is long, or "".
func firstSentence(b *Body) string {
	var markup strings.Builder
	for _, p := range b.Parts {
		markup.WriteString(p.HTML) // what stands between has no text of its own
		if markup.Len() > 8*mostSentence {
			break
		}
	}
	block := textBlock.FindString(markup.String())
	s := strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(block, ""))), " ")
	for at := 0; ; {
		m := sentenceEnd.FindStringIndex(s[at:])
		if m == nil {
			break
		}
		if at += m[1]; at > leastSentence {
			s = strings.TrimSpace(s[:at])
			break
		}
	}
	if utf8.RuneCountInString(s) <= mostSentence {
		return s
	}
	short := string([]rune(s)[:mostSentence])
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + "…"
}
