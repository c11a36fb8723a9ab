package content

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"

	"golang.org/x/text/unicode/norm"
)

// IsSlug says whether s may name an entry: lower-case ASCII letters, digits, single hyphens.
func IsSlug(s string) bool {
	letter := false // the last one was no hyphen
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			letter = true
		case c == '-' && letter:
			letter = false
		default:
			return false
		}
	}
	return letter
}

// maxSlug is how many bytes a part of an address has at most: file systems take 255, and encoded it is three times
// as long.
const maxSlug = 200

// IsAddressPart says whether s may be a part of an address: letters of any script in lower case, digits, single
// hyphens.
func IsAddressPart(s string) bool {
	letter := false // the last one was no hyphen
	for _, r := range s {
		switch {
		case r == '-' && letter:
			letter = false
		case r == '-' || r != unicode.ToLower(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) &&
			!unicode.Is(unicode.Mn, r):
			return false
		default:
			letter = true
		}
	}
	return letter && len(s) <= maxSlug && !IsReserved(s) && norm.NFC.IsNormalString(s)
}

// IsReserved says whether a name may be no file's on every system: Windows keeps these for devices. A folder's own
// page
// is index.
func IsReserved(s string) bool {
	if len(s) == 4 && (strings.HasPrefix(s, "com") || strings.HasPrefix(s, "lpt")) && s[3] >= '0' && s[3] <= '9' {
		return true
	}
	return slices.Contains([]string{"con", "prn", "aux", "nul", "index"}, s)
}

// addressPartHint says what to write instead of what is no part of an address.
func addressPartHint(s string) source.Message {
	s = norm.NFC.String(s)
	switch {
	case IsReserved(s):
		return source.Msg("this name is kept for computers: write another, such as %q",
			"ce nom est réservé aux ordinateurs : écrivez-en un autre, comme « %s »", s+"-1")
	case len(s) > maxSlug:
		return source.Msg("write at most %d characters", "écrivez au plus %d caractères", maxSlug/2)
	}
	if r, what := anOddSign(s); r != 0 {
		return source.Msg("%s: type it again without", "%s : retapez-le sans", what)
	}
	return source.Msg("use small letters, digits and single hyphens, such as %q",
		"utilisez des minuscules, des chiffres et des traits d’union simples, comme « %s »", exampleSlug(s))
}

func exampleSlug(s string) string { return cmp.Or(Slugify(s), "edition-3") }

// SuggestedName is what a file would be called that is meant to be Markdown, and whose name does not
// end as the build needs it to; "" for all others. Systems that hide what names end in make .md.txt.
func SuggestedName(p string) string {
	if strings.HasSuffix(p, ".md") {
		return ""
	}
	for _, end := range []string{".md", ".md.txt", ".markdown", ".mdown", ".mkd"} {
		if at := len(p) - len(end); at > 0 && strings.EqualFold(p[at:], end) {
			return p[:at] + ".md"
		}
	}
	return ""
}

// Slugify makes a slug of a title in Latin or Arabic letters; "" where it has none.
func Slugify(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range foldLatin(s) {
		t, ok := arabicLetters[r]
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			t = string(r)
		case r == '\'' || r == '’' || r == 'ـ' || r >= 0x064B && r <= 0x0652:
			continue // apostrophes, tatweel and vowel signs join what they stand between
		case !ok:
			hyphen = b.Len() > 0
			continue
		}
		if hyphen && t != "" {
			b.WriteByte('-')
			hyphen = false
		}
		b.WriteString(t)
	}
	return b.String()
}
