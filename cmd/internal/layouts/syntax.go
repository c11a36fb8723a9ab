package layouts

import (
	"regexp"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"
)

var (
	parseError   = regexp.MustCompile(`(?s)^template: .*?:(\d+): (.*)$`)
	quotedWord   = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	actionStart  = regexp.MustCompile(`(?s)\{\{(?:- )?\s*(?:/\*.*?\*/|(if|range|with|block|define|else|end)\b)`)
	curlyQuotes  = "“”„‟«»‘’"
	unknownPlace = source.Msg("the layout cannot be read here", "le modèle n’est pas lisible ici")
)

// syntaxProblem says in plain words what text/template could not parse.
func (l *layout) syntaxProblem(err error) source.Problem {
	m := parseError.FindStringSubmatch(err.Error())
	if m == nil {
		return l.problem(-1, unknownPlace, source.Message{})
	}
	line, _ := strconv.Atoi(m[1])
	if strings.HasPrefix(m[2], "unexpected EOF") {
		if p, ok := l.unclosed(); ok {
			return p
		}
	}
	what, hint := plainSyntax(m[2])
	return l.problemAtLine(line, what, hint)
}

// unclosed finds the innermost block that lacks its end.
func (l *layout) unclosed() (source.Problem, bool) {
	var open [][2]int
	for _, m := range actionStart.FindAllStringSubmatchIndex(l.text, -1) {
		if m[2] < 0 {
			continue // a comment
		}
		switch l.text[m[2]:m[3]] {
		case "else":
		case "end":
			open = open[:max(0, len(open)-1)]
		default:
			open = append(open, [2]int{m[2], m[3]})
		}
	}
	if len(open) == 0 {
		return source.Problem{}, false
	}
	last := open[len(open)-1]
	return l.problem(
		last[0],
		source.Msg("this {{%s}} is never closed", "ce {{%s}} n’est jamais fermé", l.text[last[0]:last[1]]),
		source.Msg("write {{end}} where it ends", "écrivez {{end}} là où il finit"),
	), true
}

// syntaxWords are the parser's messages by how they begin, the more precise ones first. Words
// that the parser quotes fill the %q, if there is one.
var syntaxWords = []struct {
	starts     string
	what, hint source.Message
}{
	{
		"unexpected {{end}}",
		source.Message{En: "this {{end}} closes nothing", Fr: "ce {{end}} ne ferme rien"},
		source.Message{
			En: "remove it, or open its {{if}}, {{with}} or {{range}}",
			Fr: "retirez-le, ou ouvrez son {{if}}, {{with}} ou {{range}}",
		},
	},
	{
		"unexpected {{else",
		source.Message{En: "this {{else}} belongs to nothing", Fr: "ce {{else}} n’appartient à rien"},
		source.Message{
			En: "it goes between {{if}}, {{with}} or {{range}} and {{end}}",
			Fr: "il va entre {{if}}, {{with}} ou {{range}} et {{end}}",
		},
	},
	{
		"expected end; found {{else",
		source.Message{En: "there are two {{else}} in one block", Fr: "il y a deux {{else}} dans un bloc"},
		source.Message{En: "only {{if}} … {{else if}} … can go on",
			Fr: "seul {{if}} … {{else if}} … peut continuer"},
	},
	{
		"undefined variable",
		source.Message{En: "there is no variable %q here", Fr: "il n’y a pas de variable « %s » ici"},
		source.Message{
			En: "it is known from {{%s := …}} to the end of that block",
			Fr: "elle est connue de {{%s := …}} à la fin de ce bloc",
		},
	},
	{
		"unclosed action",
		source.Message{En: "this {{ has no }}", Fr: "ce {{ n’a pas de }}"},
		source.Message{En: "close it on its own line", Fr: "fermez-le sur sa ligne"},
	},
	{
		"unclosed comment",
		source.Message{En: "this comment is never closed", Fr: "ce commentaire n’est jamais fermé"},
		source.Message{En: "comments are {{/* … */}}", Fr: "les commentaires s’écrivent {{/* … */}}"},
	},
	{
		"comment ends before",
		source.Message{En: "there is something after this comment", Fr: "il y a quelque chose après ce commentaire"},
		source.Message{
			En: "comments are {{/* … */}} and stand alone",
			Fr: "les commentaires s’écrivent {{/* … */}}, seuls",
		},
	},
	{"unclosed left paren", source.Message{En: "a ( has no )", Fr: "une ( n’a pas de )"}, source.Message{}},
	{"unexpected right paren", source.Message{En: "a ) has no (", Fr: "une ) n’a pas de ("}, source.Message{}},
	{
		"unterminated quoted string",
		source.Message{En: "a quoted text has no second quote", Fr: "un texte entre guillemets n’est pas fermé"},
		source.Message{},
	},
	{
		"unterminated raw quoted",
		source.Message{En: "a quoted text has no second quote", Fr: "un texte entre guillemets n’est pas fermé"},
		source.Message{},
	},
	{
		"unterminated character",
		source.Message{En: "a text stands in single quotes", Fr: "un texte est entre apostrophes"},
		source.Message{En: `write it in "…"`, Fr: `écrivez-le entre "…"`},
	},
	{
		"malformed character constant",
		source.Message{En: "a text stands in single quotes", Fr: "un texte est entre apostrophes"},
		source.Message{En: `write it in "…"`, Fr: `écrivez-le entre "…"`},
	},
	{
		"multiple definition",
		source.Message{En: "%q is defined twice", Fr: "« %s » est défini deux fois"},
		source.Message{},
	},
	{
		"template: multiple definition",
		source.Message{En: "%q is defined twice", Fr: "« %s » est défini deux fois"},
		source.Message{},
	},
	{
		"missing value for",
		source.Message{En: "a {{…}} asks for nothing", Fr: "un {{…}} ne demande rien"},
		source.Message{En: "name a field, as in {{if .Summary}}", Fr: "nommez un champ, comme {{if .Summary}}"},
	},
	{
		"empty command",
		source.Message{En: "a {{…}} asks for nothing", Fr: "un {{…}} ne demande rien"},
		source.Message{En: "name a field, as in {{.Title}}", Fr: "nommez un champ, comme {{.Title}}"},
	},
	{
		"{{break}} outside",
		source.Message{En: "{{break}} is only for {{range}}", Fr: "{{break}} ne va que dans {{range}}"},
		source.Message{},
	},
	{
		"{{continue}} outside",
		source.Message{En: "{{continue}} is only for {{range}}", Fr: "{{continue}} ne va que dans {{range}}"},
		source.Message{},
	},
	{
		"bad character U+007D",
		source.Message{En: "this {{ has no }}", Fr: "ce {{ n’a pas de }}"},
		source.Message{En: "there is one } too few", Fr: "il manque une }"},
	},
	{
		"bad character",
		source.Message{En: "a sign here means nothing inside {{ }}", Fr: "un signe ici ne veut rien dire entre {{ }}"},
		source.Message{},
	},
	{
		"unrecognized character",
		source.Message{En: "a sign here means nothing inside {{ }}", Fr: "un signe ici ne veut rien dire entre {{ }}"},
		source.Message{},
	},
	{
		"non executable command",
		source.Message{En: "what follows | is not a function", Fr: "ce qui suit | n’est pas une fonction"},
		source.Message{},
	},
	{"bad number", source.Message{En: "%q is not a number", Fr: "« %s » n’est pas un nombre"}, source.Message{}},
	{"unexpected . after", source.Message{En: "%q has no fields", Fr: "« %s » n’a pas de champs"}, source.Message{}},
	{"unexpected", source.Message{En: "%q is not expected here", Fr: "« %s » n’est pas attendu ici"},
		source.Message{}},
}

func plainSyntax(message string) (what, hint source.Message) {
	if strings.ContainsAny(message, curlyQuotes) {
		return source.Msg("there are typographic quotes inside {{ }}",
				"il y a des guillemets typographiques entre {{ }}"),
			source.Msg(`names there stand between straight quotes, "…"`,
				`les noms y sont entre guillemets droits, "…"`)
	}
	for _, w := range syntaxWords {
		if strings.HasPrefix(message, w.starts) {
			return fillQuoted(w.what, message), fillQuoted(w.hint, message)
		}
	}
	return unknownPlace, source.Msg("near %s", "près de %s", message)
}

// fillQuoted puts what the parser's message quotes into ours.
func fillQuoted(t source.Message, message string) source.Message {
	if !strings.ContainsRune(t.En, '%') {
		return t
	}
	word := message
	if m := quotedWord.FindStringSubmatch(message); m != nil {
		word = strings.Trim(strings.ReplaceAll(m[1], `\"`, `"`), `"`)
	} else if m := regexp.MustCompile(`<(.*?)>`).FindStringSubmatch(message); m != nil {
		word = m[1]
	}
	return source.Msg(t.En, t.Fr, word)
}
