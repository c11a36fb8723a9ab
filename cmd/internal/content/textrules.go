package content

import (
	"html"
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// The most characters that texts of the front matter have, so that no page, card or list grows beyond use.
const (
	maxTitle = 200    // of a title, a name, a slug or an alias
	maxLine  = 1_000  // of another text of one line
	maxText  = 10_000 // of a text that may have paragraphs
	maxURL   = 2_000
)

// isNull says whether YAML reads nothing where something is written.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Tag == "!!null" && n.Value != ""
}

// isText says whether a value of the type is a text, in which whatever is typed is text.
func isText(t reflect.Type) bool {
	t = ElemOf(t)
	return t == wordsType || t.Kind() == reflect.String && t != langType && t != reflect.TypeFor[URL]() ||
		t == reflect.TypeFor[Contributor]() || t == reflect.TypeFor[PerLang]()
}

// readable refuses a text in which there is nothing to read, that has more than its field bears, or signs that no
// reader sees and that change what is around them.
func (d *decoder) readable(n *yaml.Node, s string, f *Field) bool {
	long, most := f != nil && f.Long, maxLine
	switch {
	case long:
		most = maxText
	case f != nil && f.Name == "title":
		most = maxTitle
	}
	name := d.name()
	if s != "" && strings.IndexFunc(s, isVisible) < 0 {
		d.fail(n, source.Msg("there is nothing to read in %q", "il n’y a rien à lire dans « %s »", name),
			source.Msg("write a text, or remove the line", "écrivez un texte, ou supprimez la ligne"))
		return false
	}
	if i := strings.IndexFunc(s, isForbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		d.fail(n,
			source.Msg("%q holds the sign U+%04X, which no reader sees",
				"« %s » contient le signe U+%04X, que personne ne voit",
				name, r), source.Msg("type the text again without it", "retapez le texte sans lui"))
		return false
	}
	if !long && strings.ContainsAny(s, "\n\u2028\u2029") {
		d.fail(n, source.Msg("%q is a text of one line", "« %s » est un texte d’une ligne", name),
			source.Msg("write it without a line break", "écrivez-le sans retour à la ligne"))
		return false
	}
	if entity.MatchString(s) && html.UnescapeString(s) != s {
		d.fail(n, source.Msg("%q holds the code of a character, %s, which readers would see as it is",
			"« %s » contient le code d’un caractère, %s, que les lecteurs verraient tel quel", name,
			entity.FindString(s)),
			source.Msg("write the character itself: %s", "écrivez le caractère même : %s", html.UnescapeString(s)))
		return false
	}
	if m := markup.FindStringSubmatch(s); m != nil {
		d.fail(n, source.Msg("%q holds “%s”, which readers would see as it is",
			"« %s » contient « %s », que les lecteurs verraient tel quel", name, strings.TrimSpace(m[0])),
			source.Msg("write %s", "écrivez %s", yamltext.Scalar(markup.ReplaceAllString(s, "$1$2$3"), false)))
		return false
	}
	if c := utf8.RuneCountInString(s); c > most {
		d.fail(n,
			source.Msg("%q has %d characters, and %d is the most", "« %s » a %d caractères, et %d est le maximum",
				name, c, most),
			source.Msg("shorten it; what is longer belongs below the second ---",
				"raccourcissez-le ; ce qui est plus long va sous le second ---"))
		return false
	}
	return true
}

// entity is how HTML writes a character, as texts have it that were copied out of another site.
var entity = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// markup is what makes bold words, links and the like in the text of an entry, and nothing in a field.
var markup = regexp.MustCompile(`\*\*([^\s*][^*]*)\*\*|__([^\s_][^_]*)__|` +
	`\[([^\[\]]+)\]\((?:https?:|mailto:|/|\.|#)[^)\s]*\)|` +
	`</?(?:a|b|br|em|i|p|span|strong|u|div|font|sup|sub)(?:\s[^<>]*)?/?>`)

// isVisible says whether a character leaves ink.
func isVisible(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsControl(r) &&
		!unicode.Is(unicode.Mn, r) &&
		r != 0x3164 && r != 0x115F && r != 0x2800
}

// isForbidden says whether a character has no place in a text: control characters, and those that turn the
// direction of
// all that follows.
func isForbidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 &&
		r <= 0x2069 ||
		r == 0xFFFD || r == 0xFFFE || r == 0xFFFF || r >= 0xE0000 && r <= 0xE007F
}
