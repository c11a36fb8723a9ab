package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"
)

var (
	// dayFirst is a day as it is written on paper, with or without a time: 12/12/2026 18h30.
	dayFirst = regexp.MustCompile(`^(?:\p{L}+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)?(?:[/. -]| of | de )` +
		`(\d{1,2}|\p{L}+\.?),?[/. -]+(\d{4}|\d{2}\b)(.*)$`)
	// yearFirst is the same with the year first: 2026-1-5, 2026/01/05 18:30.
	yearFirst = regexp.MustCompile(`^(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2})(.*))?$`)
	// monthFirst is a month in words with its year, or in digits: mai 2026, 05/2026, May 12, 2026.
	monthFirst = regexp.MustCompile(`^(\p{L}+\.?|\d{1,2})[/. -](?:(\d{1,2}),? )?(\d{4})$`)
	noSigns    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	weekForm   = regexp.MustCompile(`^(?:semaine|week|s|w) ?(\d{1,2})(?:[ ,/-]| de | of )+(\d{4})$|` +
		`^(\d{4})[ -]?(?:s|w)(\d{1,2})$`)
	// noDay is a month whose day is left open: 2026-04-xx, ~2026-04-15.
	noDay     = regexp.MustCompile(`^(\d{4}-\d{2})-\D+$|^(?:~|≈|vers |environ |around |about )(\d{4}-\d{2})`)
	timeOfDay = regexp.MustCompile(`(\d{1,2})(?: ?(?:heures?|h) ?(\d{2})?|[:.](\d{2})(?::\d{2})?)?` +
		` ?([ap]\.?m\b)?`)
	zoneSuffix  = regexp.MustCompile(`(?:Z|[+-]\d{2}:?\d{2}| ?(?:GMT|UTC)(?:[+-]\d{1,2})?)$`)
	aroundYear  = regexp.MustCompile(`\b(?:19|20)\d{2}\b`)
	spacedSigns = regexp.MustCompile(`(\d) ?[-_] ?(\d)`)
	// dayRange is two days of a month, twoDays the forms of each of two whole ones.
	dayRange = regexp.MustCompile(`^(?:\p{L}+ )?(\d{1,2})(?:er)? ?(?:-|au|et|à|to|and|&|إلى) ?(\d{1,2})(?:er)?` +
		`([ /]+(?:\p{L}+\.?|\d{1,2})[ /]+\d{4})$`)
	twoDays = regexp.MustCompile(`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|` +
		`\d{1,2}(?:er)? \p{L}+\.? \d{4}`)
	noYear = regexp.MustCompile(`^(?:\p{L}+ )?(?:\d{1,2}(?:er)?[ /-])?(\d{1,2}|\p{L}+\.?)$`)
)

// monthNames are those of the site's languages and of Arabic elsewhere, by their first letters, folded.
var monthNames = [12][]string{{"jan", "يناير", "كانون الثاني"},
	{"fev", "feb", "فبراير", "شباط"},
	{"mar", "مارس", "اذار"},
	{"avr", "apr", "أبريل", "نيسان"}, {"mai", "may", "ماي", "أيار"},
	{"juin", "jun", "يونيو", "حزيران"},
	{"juil", "jul", "يوليو", "تموز"}, {"aou", "aug", "غشت", "أغسطس", "آب"},
	{"sep", "شتنبر", "سبتمبر", "أيلول"},
	{"oct", "أكتوبر"}, {"nov", "نونبر", "نوفمبر"}, {"dec", "دجنبر", "ديسمبر"}}

// monthNumber reads a month in digits or in words; 0 for what is none.
func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	s = foldLatin(strings.TrimSuffix(s, "."))
	for i, names := range monthNames {
		for _, name := range names {
			if name = foldLatin(name); len(s) >= 3 && strings.HasPrefix(s, name) {
				return i + 1
			}
		}
	}
	return 0
}

// dateGuesses are the dates that a text may mean, in the form that is read, the most likely first. What a text says
// beyond them, such as a time that cannot be read, is never left out of them.
func dateGuesses(s string, timed bool) []string {
	s = spacedSigns.ReplaceAllString(strings.ReplaceAll(plainSigns(s), "،", ","), "$1-$2")
	folded := strings.ToLower(s)
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	switch {
	case noSigns.MatchString(s):
		m := noSigns.FindStringSubmatch(s)
		return dateText(n(m[1]), n(m[2]), n(m[3]), "", timed)
	case weekForm.MatchString(folded):
		m := weekForm.FindStringSubmatch(folded)
		return []string{m[2] + m[3] + "-W" + pad(n(m[1]+m[4]))}
	case noDay.MatchString(folded):
		m := noDay.FindStringSubmatch(folded)
		return []string{m[1] + m[2]}
	case yearFirst.MatchString(s):
		m := yearFirst.FindStringSubmatch(s)
		return dateText(n(m[1]), n(m[2]), n(m[3]), m[4], timed)
	case dayFirst.MatchString(folded):
		m := dayFirst.FindStringSubmatch(folded)
		y := n(m[3])
		if len(m[3]) == 2 {
			y += 2000
		}
		if g := dateText(y, monthNumber(m[2]), n(m[1]), m[4], timed); g != nil {
			return g
		}
	case monthFirst.MatchString(folded):
		m := monthFirst.FindStringSubmatch(folded)
		if g := dateText(n(m[3]), monthNumber(m[1]), n(m[2]), "", timed); g != nil {
			return g
		}
	}
	return yearGuess(folded)
}

// dateText writes a date, with the time of day that the rest of a text tells; nil where it tells more than that.
func dateText(y, mo, d int, rest string, timed bool) []string {
	swap := mo > 12 && d > 0 && d <= 12
	if swap { // month first, as in America
		mo, d = d, mo
	}
	if mo == 0 {
		return nil
	}
	month := strconv.Itoa(y) + "-" + pad(mo)
	if d == 0 {
		return []string{month}
	}
	day := month + "-" + pad(d)
	c := clock(rest)
	switch {
	case !timed || c == "" && !strings.ContainsAny(rest, "0123456789") && !strings.Contains(rest, "min"):
		return []string{day}
	case c == "":
		return nil
	}
	return []string{day + "T" + c, day}
}

// yearGuess is the year that is the only number of a text, with its month where the text names one.
func yearGuess(s string) []string {
	years := aroundYear.FindAllString(s, 2)
	if len(years) != 1 || strings.ContainsAny(strings.Replace(s, years[0], "", 1), "0123456789") {
		return nil
	}
	month := 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -/,()", r) }) {
		if m := monthNumber(w); m > 0 && m <= 12 && w != "mardi" {
			if month > 0 {
				return years
			}
			month = m
		}
	}
	if month > 0 {
		return []string{years[0] + "-" + pad(month)}
	}
	return years
}

// dateHint says how a text that is no date is written as one. After hint there is nothing better.
func dateHint(s string, f *Field, read func(string) bool, hint source.Message) source.Message {
	timed := f != nil && f.Timed
	guesses := dateGuesses(s, timed)
	plain := strings.ToLower(plainSigns(s))
	if first, last := dateRange(plain); read(first) && read(last) && f != nil && f.Name == "start" {
		return source.Msg("write %s; the last day has a field of its own: “end: %s”",
			"écrivez %s ; le dernier jour a son propre champ : « end: %s »", first, last)
	} else if first != "" {
		return hint
	}
	if len(guesses) == 1 && len(s) == 10 && strings.Contains(s, "/") {
		// 03/04/2026 is the third of April here, and in America the fourth of March
		g := guesses[0]
		if other := g[:5] + g[8:] + g[4:7]; other != g && g[8:] <= "12" && read(g) {
			return source.Msg("write %s; or %s, if the month stands first", "écrivez %s ; ou %s, si le mois vient d’abord",
				g, other)
		}
	}
	if guesses == nil && (f == nil || !f.MayBeUnknown() || !meansUnknown(s)) {
		switch m := noYear.FindStringSubmatch(plain); {
		case m != nil && monthNumber(m[1]) > 0 && monthNumber(m[1]) <= 12 && plain != m[1]:
			return source.Msg("write it with its year, such as 2026-04-15", "écrivez-la avec son année, comme 2026-04-15")
		case m != nil && monthNumber(m[1]) > 0 && !strings.ContainsAny(plain, "0123456789"):
			return source.Msg("write it with its year, such as 2026-04", "écrivez-le avec son année, comme 2026-04")
		case timed && clock(plain) != "" && strings.HasPrefix(plain, timeOfDay.FindString(plain)):
			return source.Msg("write its day before it, such as 2026-02-14T%s", "écrivez son jour devant, comme 2026-02-14T%s",
				clock(plain))
		}
	}
	return meant(s, f, read, guesses, hint)
}

// dateRange is the first and the last day that a text names, or nothing where it does not name two.
func dateRange(s string) (first, last string) {
	parts := twoDays.FindAllString(s, 3)
	if m := dayRange.FindStringSubmatch(s); m != nil {
		parts = []string{m[1] + m[3], m[2] + m[3]}
	}
	if len(parts) != 2 {
		return "", ""
	}
	a, b := dateGuesses(parts[0], false), dateGuesses(parts[1], false)
	if a == nil || b == nil {
		return "", ""
	}
	return a[0], b[0]
}

// clock is the first time of day that a text tells, as 18:30, or "".
func clock(s string) string {
	s = strings.ToLower(zoneSuffix.ReplaceAllString(strings.ToUpper(s), ""))
	if slices.Contains(strings.Fields(s), "midi") || slices.Contains(strings.Fields(s), "noon") {
		return "12:00"
	}
	for _, m := range timeOfDay.FindAllStringSubmatch(s, -1) {
		if strings.TrimSpace(m[0]) == m[1] {
			continue // a bare number
		}
		h, _ := strconv.Atoi(m[1])
		minutes, _ := strconv.Atoi(m[2] + m[3])
		if strings.HasPrefix(m[4], "p") && h < 12 {
			h += 12
		}
		if h > 23 || minutes > 59 {
			return ""
		}
		return pad(h) + ":" + pad(minutes)
	}
	return ""
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
