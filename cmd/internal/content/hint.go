package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"
)

// unknownWords are what people write where the bare word unknown is meant, folded.
var unknownWords = []string{"unknown", "inconnu", "inconnue", "inconnus", "inconnues", "?", "??", "???", "؟",
	"a confirmer", "a preciser", "a definir", "a venir", "a determiner", "non connu", "non communique", "nc", "n/c",
	"tba", "tbc", "tbd", "to be confirmed", "to be announced", "not known", "pas connu", "غير معروف",
	"غير محدد"}

// meansUnknown says whether a text is one of the ways to say that something is not known.
func meansUnknown(s string) bool {
	return slices.Contains(unknownWords, strings.Trim(foldLatin(s), " .…"))
}

// anOddSign is a character that looks like nothing or like another one, with what to do about it; 0 where there is
// none.
// Fields, dates, numbers and the names of entries hold none of these.
func anOddSign(s string) (rune, source.Message) {
	for _, r := range s {
		name := oddSigns[r]
		if name == (source.Message{}) && unicode.Is(unicode.Cf, r) {
			name = source.Msg("an invisible sign", "un signe invisible")
		}
		if name != (source.Message{}) {
			return r, source.Msg("it holds U+%04X, %s", "il contient U+%04X, %s", r, name)
		}
	}
	return 0, source.Message{}
}

var oddSigns = map[rune]source.Message{
	0xA0:   source.Msg("a no-break space", "une espace insécable"),
	0x202F: source.Msg("a narrow no-break space", "une espace fine insécable"),
	0x2009: source.Msg("a thin space", "une espace fine"),
	0xAD:   source.Msg("a soft hyphen", "un trait d’union conditionnel"),
	0x200B: source.Msg("an invisible space", "une espace invisible"),
	0x200E: source.Msg("an invisible left-to-right mark", "une marque invisible gauche-à-droite"),
	0x200F: source.Msg("an invisible right-to-left mark", "une marque invisible droite-à-gauche"),
	0xFEFF: source.Msg("an invisible byte order mark", "une marque d’ordre des octets invisible"),
	0x2010: source.Msg("a hyphen that is not the one of the keyboard",
		"un trait d’union qui n’est pas celui du clavier"),
	0x2011: source.Msg("a no-break hyphen", "un trait d’union insécable"),
	0x2012: source.Msg("a dash", "un tiret"),
	0x2013: source.Msg("a dash", "un tiret"),
	0x2014: source.Msg("a dash", "un tiret"),
	0x2212: source.Msg("a minus sign", "un signe moins"),
	'،':    source.Msg("an Arabic comma", "une virgule arabe"),
	'：':    source.Msg("a wide colon", "un deux-points large"),
}

// plainSigns writes a text with the signs of a keyboard: odd hyphens, spaces and digits are replaced, invisible
// signs
// left out.
func plainSigns(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case r == 0xA0, r == 0x202F, r == 0x2009:
			return ' '
		case r >= 0x2010 && r <= 0x2014, r == 0x2212:
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s))
}

// meant is the hint for a value of which read tells whether it can be read, after what other hints there are.
// guesses
// are values that it may mean, in order: the first that can be read is proposed.
func meant(s string, f *Field, read func(string) bool, guesses []string, hint source.Message) source.Message {
	if f != nil && f.MayBeUnknown() && meansUnknown(s) {
		return source.Msg("write unknown if it is not known", "écrivez unknown si ce n’est pas connu")
	}
	plain := plainSigns(s)
	for _, g := range append([]string{plain}, guesses...) {
		if g == "" || g == s || !read(g) {
			continue
		}
		if plain != s {
			if r, what := anOddSign(s); r != 0 {
				return source.Msg("%s; write %s", "%s ; écrivez %s", what, g)
			}
			return source.Msg("write it with the digits 0 to 9: %s", "écrivez-le avec les chiffres 0 à 9 : %s", g)
		}
		return source.Msg("write %s", "écrivez %s", g)
	}
	return hint
}

var (
	// dayFirst is a day as it is written on paper, with or without a time: 12/12/2026 18h30.
	dayFirst = regexp.MustCompile(
		`^(?:\p{L}+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)?[/. -](\d{1,2}|\p{L}+\.?),?[/. -]+(\d{4})(.*)$`,
	)
	// yearFirst is the same with the year first: 2026-1-5, 2026/01/05 18:30.
	yearFirst = regexp.MustCompile(`^(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2})(.*))?$`)
	// monthFirst is a month in words with its year, or in digits: mai 2026, 05/2026, May 12, 2026.
	monthFirst = regexp.MustCompile(`^(\p{L}+\.?|\d{1,2})[/. -](?:(\d{1,2}),? )?(\d{4})$`)
	shortYear  = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$`)
	noSigns    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	weekForm   = regexp.MustCompile(
		`^(?:semaine|week|s|w) ?(\d{1,2})(?:[ ,/-]| de | of )+(\d{4})$|^(\d{4})[ -]?(?:s|w)(\d{1,2})$`,
	)
	timeOfDay = regexp.MustCompile(
		`(?i)(?:^|\D)(\d{1,2})(?: ?[h:] ?(\d{2})?(?: ?(?:min|m))?(?::\d{2})?| ?(am|pm)|:(\d{2}) ?(am|pm))$`,
	)
	zoneSuffix = regexp.MustCompile(`(?:Z|[+-]\d{2}:?\d{2})$`)
	aroundYear = regexp.MustCompile(`\b(?:19|20)\d{2}\b`)
)

// monthNames are those of the site's languages and of Arabic elsewhere, by their first letters, folded.
var monthNames = [12][]string{{"jan", "يناير", "كانون الثاني"},
	{"fev", "feb", "فبراير", "شباط"},
	{"mar", "مارس", "اذار"},
	{"avr", "apr", "أبريل", "ابريل"}, {"mai", "may", "ماي", "مايو"}, {"juin", "jun", "يونيو"},
	{"juil", "jul", "يوليوز", "يوليو"}, {"aou", "aug", "غشت", "أغسطس", "اغسطس"},
	{"sep", "شتنبر", "سبتمبر"},
	{"oct", "أكتوبر", "اكتوبر"}, {"nov", "نونبر", "نوفمبر"}, {"dec", "دجنبر", "ديسمبر"}}

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

// dateGuesses are the dates that a text may mean, in the form that is read, the most likely first.
func dateGuesses(s string, timed bool) []string {
	s = strings.ReplaceAll(plainSigns(s), "،", ",")
	var y, mo, d int
	rest := ""
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	folded := strings.ToLower(s)
	switch {
	case shortYear.MatchString(s):
		m := shortYear.FindStringSubmatch(s)
		y, mo, d = 2000+n(m[3]), n(m[2]), n(m[1])
	case noSigns.MatchString(s):
		m := noSigns.FindStringSubmatch(s)
		y, mo, d = n(m[1]), n(m[2]), n(m[3])
	case weekForm.MatchString(folded):
		m := weekForm.FindStringSubmatch(folded)
		return []string{m[2] + m[3] + "-W" + pad(n(m[1]+m[4]))}
	case yearFirst.MatchString(s):
		m := yearFirst.FindStringSubmatch(s)
		y, mo, d, rest = n(m[1]), n(m[2]), n(m[3]), m[4]
	case dayFirst.MatchString(folded):
		m := dayFirst.FindStringSubmatch(folded)
		y, mo, d, rest = n(m[3]), monthNumber(m[2]), n(m[1]), m[4]
	case monthFirst.MatchString(folded):
		m := monthFirst.FindStringSubmatch(folded)
		y, mo, d = n(m[3]), monthNumber(m[1]), n(m[2])
	default:
		if years := aroundYear.FindAllString(s, 2); len(years) == 1 &&
			!strings.ContainsAny(strings.Replace(s, years[0], "", 1), "0123456789") {
			return []string{years[0]}
		}
		return nil
	}
	if mo > 12 && d > 0 && d <= 12 { // month first, as in America
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
	if c := clock(rest); c != "" && timed {
		return []string{day + "T" + c, day}
	}
	return []string{day}
}

// clock reads the time of day that a text ends with, as 18:30, or "".
func clock(s string) string {
	m := timeOfDay.FindStringSubmatch(strings.TrimSpace(zoneSuffix.ReplaceAllString(s, "")))
	if m == nil {
		return ""
	}
	h, _ := strconv.Atoi(m[1])
	if strings.EqualFold(m[3]+m[5], "pm") && h < 12 {
		h += 12
	}
	min, _ := strconv.Atoi(m[2] + m[4])
	if h > 23 || min > 59 {
		return ""
	}
	return pad(h) + ":" + pad(min)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
