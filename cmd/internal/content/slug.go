package content

import (
	"cmp"
	"strings"
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
