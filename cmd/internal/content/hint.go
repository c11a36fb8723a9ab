package content

import (
	"slices"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// unknownWords are what people write where the bare word unknown is meant, folded.
var unknownWords = []string{"unknown", "inconnu", "inconnue", "inconnus", "inconnues", "?", "??", "???", "؟",
	"a confirmer", "a preciser", "a definir", "a venir", "a determiner", "non connu", "non communique", "nc", "n/c",
	"tba", "tbc", "tbd", "to be confirmed", "to be announced", "not known", "pas connu", "n/a", "na",
	"unkown", "unknow", "unknwon", "bientot", "prochainement", "soon", "plus tard", "later", "demain", "en attente",
	"pending", "en cours", "a annoncer", "non defini", "indetermine", "غير معروف", "غير محدد",
	"يعلن لاحقا",
	"قريبا", "لم يحدد بعد"}

// noneWords are what people write where there is nothing to write, folded.
var noneWords = []string{"aucun", "aucune", "none", "neant", "لا يوجد", "لا شيء"}

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
	if f != nil && !f.Required && slices.Contains(noneWords, foldLatin(strings.TrimSpace(s))) {
		return source.Msg("remove the field if there is none, or write unknown if it is not known",
			"retirez le champ s’il n’y en a pas, ou écrivez unknown si ce n’est pas connu")
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

// onlyMissing is the one required field that a group of fields lacks, where it has one unknown name; "" else.
func onlyMissing(n *yaml.Node, all []Field) (name string) {
	unknown := 0
	for i := 0; i < len(n.Content); i += 2 {
		if fieldIndex(all, n.Content[i].Value) < 0 {
			unknown++
		}
	}
	for i := range all {
		if !all[i].Required || child(n, all[i].Name) != nil {
			continue
		}
		if name != "" || unknown != 1 {
			return ""
		}
		name = all[i].Name
	}
	return name
}

// fieldMeant is the field whose label, in any language, is a name; "" for none.
func fieldMeant(name string, all []Field) string {
	name = Slugify(strings.ReplaceAll(name, "_", " "))
	for i := range all {
		l := all[i].Label
		for _, label := range []string{all[i].Name, l.En, l.Fr, l.Ar} {
			if name != "" && Slugify(strings.ReplaceAll(label, "_", " ")) == name {
				return all[i].Name
			}
		}
	}
	return ""
}
