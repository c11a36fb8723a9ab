package content

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"
)

// What follows finds the value that an editor is likely to mean, in the form that is read. None of it is read as
// such:
// it is proposed.

var (
	digitRun   = regexp.MustCompile(`\d+`)
	thousands  = regexp.MustCompile(`(\d)[ .,'](\d{3})\b`)
	decimal    = regexp.MustCompile(`-?\d+(?:[.,]\d+)?`)
	hoursFirst = regexp.MustCompile(
		`^(\d+) ?(?:h|hours?|heures?|ساعة)\.? ?(?:et |and )?(\d+)? ?(?:m|mn|min|minutes?|')?\.?(?: ?(\d+) ` +
			`?(?:s|sec|secondes?|seconds?|'')?)?$`,
	)
	minutes = regexp.MustCompile(
		`^(?:(\d+) ?(?:m|mn|min|minutes?|'|′|’|دقائق|دقيقة|د)\.? ?(?:et |and )?)?` +
			`(?:(\d+) ?(?:s|sec|secondes?|seconds?|` +
			`''|"|″)?\.?)?$`,
	)
	colons = regexp.MustCompile(`^(\d+):(\d{2})(?::(\d{2}))?$`)
	approx = regexp.MustCompile(
		`^(?:~|≈|±|environ|env\.?|about|around|approx\.?|circa|ca\.?|à peu près|une|حوالي)|` +
			`(?:\+|~| environ| env\.?)$`,
	)
)

// roundNumbers are the words for about so many.
var roundNumbers = map[string]int{"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
	"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}

// ordinals are the first numbers of editions in words, folded.
var ordinals = [][]string{{"premier", "premiere", "first", "une", "un", "one", "الأولى"},
	{"deuxieme", "second", "seconde", "deux", "two", "الثانية"},
	{"troisieme", "third", "trois", "three", "الثالثة"},
	{"quatrieme", "fourth", "quatre", "four", "الرابعة"},
	{"cinquieme", "fifth", "cinq", "five", "الخامسة"}}

// intGuesses are the whole numbers that a text may mean.
func intGuesses(s string, f *Field) []string {
	s = plainSigns(s)
	if f != nil && f.Name == "year" {
		if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 100 {
			return []string{strconv.Itoa(2000 + n), strconv.Itoa(1900 + n)}
		}
		joined := thousands.ReplaceAllString(strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1").Replace(s),
			"$1$2")
		for _, s := range []string{s, joined} {
			if years := aroundYear.FindAllString(s, 2); len(years) == 1 {
				return years
			}
		}
		return nil
	}
	for i, words := range ordinals {
		for _, w := range words {
			if first, _, _ := strings.Cut(foldLatin(s), " "); first == foldLatin(w) {
				return []string{strconv.Itoa(i + 1)}
			}
		}
	}
	if all := digitRun.FindAllString(thousands.ReplaceAllString(s, "$1$2"), 2); len(all) == 1 {
		return all
	}
	return nil
}

// likeDigit is the letter O after a digit, which is the digit 0.
var likeDigit = regexp.MustCompile(`(\d)o`)

// countGuesses are the counts that a text may mean.
func countGuesses(s string) []string {
	s = thousands.ReplaceAllString(likeDigit.ReplaceAllString(strings.ToLower(plainSigns(s)), "${1}0"), "$1$2")
	for word, n := range roundNumbers {
		if strings.Contains(s, word) {
			return []string{"~" + strconv.Itoa(n)}
		}
	}
	all := digitRun.FindAllString(s, 2)
	if len(all) != 1 {
		return nil
	}
	if approx.MatchString(s) {
		return []string{"~" + all[0]}
	}
	return all
}

// durationGuesses are the running times that a text may mean; 12:30 is twelve minutes and a half.
func durationGuesses(s string) []string {
	s = strings.ToLower(plainSigns(s))
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "pt"), "(")
	s = strings.TrimSpace(approx.ReplaceAllString(s, ""))
	s = strings.ReplaceAll(s, "’’", `"`)
	parts := func(m []string, units string) []string {
		var b strings.Builder
		for i, x := range m {
			if n, _ := strconv.Atoi(x); n > 0 {
				fmt.Fprintf(&b, "%d%c", n, units[i])
			}
		}
		return []string{b.String()}
	}
	switch _, err := strconv.Atoi(s); {
	case err == nil:
		return []string{s + "m"}
	case hoursFirst.MatchString(s):
		return parts(hoursFirst.FindStringSubmatch(s)[1:], "hms")
	case minutes.MatchString(s):
		return parts(minutes.FindStringSubmatch(s)[1:], "ms")
	case colons.MatchString(s):
		m := colons.FindStringSubmatch(s)[1:]
		if m[2] == "" {
			return parts(m[:2], "ms")
		}
		return parts(m, "hms")
	}
	if m := decimalMinutes.FindStringSubmatch(s); m != nil {
		tenths, _ := strconv.Atoi(m[2])
		return []string{m[1] + "m" + strconv.Itoa(6*tenths) + "s"}
	}
	return nil
}

var decimalMinutes = regexp.MustCompile(`^(\d+)[.,](\d) ?(?:m|mn|min|minutes?)\.?$`)

// floatGuesses are the numbers that a text may mean: with a comma, or with degrees and a direction.
func floatGuesses(s string) []string {
	s = plainSigns(s)
	all := decimal.FindAllString(s, 2)
	if len(all) != 1 {
		return nil
	}
	g := strings.Replace(all[0], ",", ".", 1)
	if strings.ContainsAny(s, "SWO") && g[0] != '-' {
		g = "-" + g
	}
	return []string{g}
}

// urlGuesses are the addresses that a text may mean.
func urlGuesses(s string) []string {
	s = plainSigns(s)
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, s)
	scheme, rest, _ := strings.Cut(s, ":")
	switch bare := strings.TrimPrefix(s, "//"); {
	case strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">"):
		return []string{strings.Trim(s, "<>")}
	case strings.Contains(rest, "@"):
		return withoutUser(s)
	case strings.HasPrefix(rest, "//") && strings.Contains(s, " "):
		return []string{strings.ReplaceAll(s, " ", "%20")}
	case strings.HasPrefix(rest, "//") && scheme != "http":
		return []string{"https:" + rest}
	case strings.Contains(s, " ") && len(digits) < 9:
		return nil
	case IsEmail(s):
		return []string{"mailto:" + s}
	case len(digits) >= 9 && strings.Trim(s, "0123456789+ .()-/") == "":
		return []string{"tel:" + digits}
	case strings.Contains(bare, ".") && !strings.Contains(bare, ":"):
		return []string{"https://" + bare}
	case strings.HasPrefix(s, "https:/") || strings.HasPrefix(s, "http:/"):
		return []string{scheme + "://" + strings.TrimLeft(rest, "/")}
	}
	return nil
}

// withoutUser is an address without the name and the password before its host: a mailbox where there is nothing else.
func withoutUser(s string) []string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.User == nil:
		return nil
	case strings.Trim(u.Path, "/") == "" && u.User.String() == u.User.Username():
		return []string{"mailto:" + u.User.Username() + "@" + u.Host}
	}
	u.User = nil
	return []string{u.String()}
}

// langGuesses are the codes of the language that a text may name.
func langGuesses(s string) []string {
	return []string{map[string]string{
		"francais": "fr", "french": "fr", "الفرنسية": "fr", "arabe": "ar", "arabic": "ar", "العربية": "ar",
		"anglais": "en",
		"english": "en", "الإنجليزية": "en", "darija": "ary", "الدارجة": "ary", "arabe marocain": "ary",
		"moroccan arabic": "ary",
		"amazigh":         "zgh", "amazighe": "zgh", "tamazight": "zgh", "الأمازيغية": "zgh", "espagnol": "es",
		"spanish":       "es",
		"sans dialogue": "zxx", "sans paroles": "zxx", "muet": "zxx", "no dialogue": "zxx", "allemand": "de",
		"german":  "de",
		"italien": "it", "italian": "it", "portugais": "pt", "wolof": "wo",
	}[strings.Trim(foldLatin(plainSigns(s)), " .")]}
}

// valueGuesses are the values of a closed list that a text may mean: in another case, or in the words of their
// meaning.
func valueGuesses(s string, f *Field) []string {
	var guesses []string
	s = foldLatin(plainSigns(s))
	for _, v := range f.Values {
		m := f.Meanings[v]
		for _, words := range []string{v, m.En, m.Fr} {
			if words = foldLatin(words); words != "" && (s == words || sortedWords(s) == sortedWords(words)) {
				guesses = append(guesses, v)
			}
		}
	}
	if guesses == nil {
		guesses = partGuesses(Slugify(s), f)
	}
	if near := source.Nearest(s, f.Values); near != "" {
		return append(guesses, near)
	}
	for _, v := range f.Values {
		if m := f.Meanings[v]; source.Nearest(s, []string{foldLatin(m.En), foldLatin(m.Fr)}) != "" {
			guesses = append(guesses, v)
		}
	}
	return guesses
}

// partGuesses are the one value that is within a text, or in whose words it is.
func partGuesses(slug string, f *Field) []string {
	var guesses []string
	for _, v := range f.Values {
		m := f.Meanings[v]
		if strings.Contains("-"+slug+"-", "-"+v+"-") || len(slug) > 3 &&
			strings.Contains("-"+Slugify(m.En)+"-"+Slugify(m.Fr)+"-", "-"+slug+"-") {
			guesses = append(guesses, v)
		}
	}
	if len(guesses) != 1 {
		return nil
	}
	return guesses
}

// sortedWords are the words of a text in alphabetical order: a web series is a série web.
func sortedWords(s string) string {
	words := strings.Split(Slugify(s), "-")
	slices.Sort(words)
	return strings.Join(words, "-")
}

// IsEmail says whether a text is one e-mail address, as far as its form tells.
func IsEmail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(strings.Trim(host, "."), ".") &&
		!strings.ContainsAny(s, " \t\r\n,;<>()[]\\\"%?&") &&
		!strings.Contains(host, "@")
}

// IsURL says whether a text is an address that the site may lead to: on the web, of a mailbox or of a telephone. It
// holds no password and no sign that nobody sees, as it is or encoded, and leads to no machine of one's own.
func IsURL(s string) bool {
	if len(s) > maxURL || strings.ContainsFunc(s, unicode.IsSpace) || hasUnseen(s) {
		return false
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil {
		return false
	}
	switch u.Scheme {
	case "https", "http":
		return u.Hostname() != "" && !isLocal(u.Hostname())
	case "mailto":
		return IsEmail(u.Opaque)
	case "tel":
		return u.Opaque != "" && strings.Trim(u.Opaque, "+0123456789-.() ") == ""
	}
	return false
}

// hasUnseen says whether an address has a control character, a line break or a sign without a form in it, but those
// that join letters.
func hasUnseen(s string) bool {
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != 0x200C && r != 0x200D && r != 0xAD
	})
}

// isLocal says whether a host is the reader's own machine or network.
func isLocal(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasPrefix(host, "127.") ||
		host == "::1" || host == "0.0.0.0"
}
