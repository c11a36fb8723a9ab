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

// syntaxWords are the parser's messages by how they begin, the more precise ones first, and ours instead. Words
// that the parser quotes fill the %q, if there is one.
var syntaxWords = []struct {
	starts                 []string
	en, fr, hintEn, hintFr string
}{
	{[]string{"unexpected {{end}}"},
		"this {{end}} closes nothing", "ce {{end}} ne ferme rien",
		"remove it, or open its {{if}}, {{with}} or {{range}}", "retirez-le, ou ouvrez son {{if}}, {{with}} ou {{range}}"},
	{[]string{"unexpected {{else"},
		"this {{else}} belongs to nothing", "ce {{else}} n’appartient à rien",
		"it goes between {{if}}, {{with}} or {{range}} and {{end}}", "il va entre {{if}}, {{with}} ou {{range}} et {{end}}"},
	{[]string{"expected end; found {{else"},
		"there are two {{else}} in one block", "il y a deux {{else}} dans un bloc",
		"only {{if}} … {{else if}} … can go on", "seul {{if}} … {{else if}} … peut continuer"},
	{[]string{"undefined variable"},
		"there is no variable %q here", "il n’y a pas de variable « %s » ici",
		"it is known from {{%s := …}} to the end of that block", "elle est connue de {{%s := …}} à la fin de ce bloc"},
	{[]string{"unclosed action"},
		"this {{ has no }}", "ce {{ n’a pas de }}",
		"close it on its own line", "fermez-le sur sa ligne"},
	{[]string{"unclosed comment"},
		"this comment is never closed", "ce commentaire n’est jamais fermé",
		"comments are {{/* … */}}", "les commentaires s’écrivent {{/* … */}}"},
	{[]string{"comment ends before"},
		"there is something after this comment", "il y a quelque chose après ce commentaire",
		"comments are {{/* … */}} and stand alone", "les commentaires s’écrivent {{/* … */}}, seuls"},
	{[]string{"unclosed left paren"}, "a ( has no )", "une ( n’a pas de )", "", ""},
	{[]string{"unexpected right paren"}, "a ) has no (", "une ) n’a pas de (", "", ""},
	{[]string{"unterminated quoted string", "unterminated raw quoted"},
		"a quoted text has no second quote", "un texte entre guillemets n’est pas fermé",
		"", ""},
	{[]string{"unterminated character", "malformed character constant"},
		"a text stands in single quotes", "un texte est entre apostrophes",
		`write it in "…"`, `écrivez-le entre "…"`},
	{[]string{"multiple definition", "template: multiple definition"},
		"%q is defined twice", "« %s » est défini deux fois",
		"", ""},
	{[]string{"missing value for"},
		"a {{…}} asks for nothing", "un {{…}} ne demande rien",
		"name a field, as in {{if .Summary}}", "nommez un champ, comme {{if .Summary}}"},
	{[]string{"empty command"},
		"a {{…}} asks for nothing", "un {{…}} ne demande rien",
		"name a field, as in {{.Title}}", "nommez un champ, comme {{.Title}}"},
	{[]string{"{{break}} outside"}, "{{break}} is only for {{range}}", "{{break}} ne va que dans {{range}}", "", ""},
	{[]string{"{{continue}} outside"},
		"{{continue}} is only for {{range}}", "{{continue}} ne va que dans {{range}}",
		"", ""},
	{[]string{"bad character U+007D"},
		"this {{ has no }}", "ce {{ n’a pas de }}",
		"there is one } too few", "il manque une }"},
	{[]string{"bad character", "unrecognized character"},
		"a sign here means nothing inside {{ }}", "un signe ici ne veut rien dire entre {{ }}",
		"", ""},
	{[]string{"non executable command"},
		"what follows | is not a function", "ce qui suit | n’est pas une fonction",
		"", ""},
	{[]string{"bad number"}, "%q is not a number", "« %s » n’est pas un nombre", "", ""},
	{[]string{"unexpected . after"}, "%q has no fields", "« %s » n’a pas de champs", "", ""},
	{[]string{"unexpected"}, "%q is not expected here", "« %s » n’est pas attendu ici", "", ""},
}

func plainSyntax(message string) (what, hint source.Message) {
	if strings.ContainsAny(message, curlyQuotes) {
		return source.Msg("there are typographic quotes inside {{ }}",
				"il y a des guillemets typographiques entre {{ }}"),
			source.Msg(`names there stand between straight quotes, "…"`,
				`les noms y sont entre guillemets droits, "…"`)
	}
	for _, w := range syntaxWords {
		for _, start := range w.starts {
			if strings.HasPrefix(message, start) {
				return fillQuoted(source.Message{En: w.en, Fr: w.fr}, message),
					fillQuoted(source.Message{En: w.hintEn, Fr: w.hintFr}, message)
			}
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
