// Package yamltext reads YAML, explains in an editor's words why it cannot be read, and writes values as YAML.
//
// It knows no fields: what a value means is for package content to say.
package yamltext

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// A pos is a place in a text: line and column, both from 1.
type pos struct{ line, col int }

// yamlLine finds the line that a YAML syntax error speaks of.
var yamlLine = regexp.MustCompile(`line (\d+)`)

// secondDocument is where a line makes YAML stop reading, or begin anew, in silence; or -1.
func secondDocument(text []byte) int {
	for at := 0; ; at++ {
		i := bytes.IndexByte(text[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i
		rest, stop := bytes.CutPrefix(text[at+1:], []byte("..."))
		if !stop {
			rest, stop = bytes.CutPrefix(rest, []byte("---"))
		}
		if stop && (len(rest) == 0 || strings.IndexByte(" \t\n", rest[0]) >= 0) {
			return at + 1
		}
	}
}

// lineSeparators end a line in YAML and in nothing else, so that no place after them is right.
var lineSeparators = [][]byte{[]byte("\u0085"), []byte("\u2028"), []byte("\u2029")}

// A Flaw is what makes a text unreadable as YAML. Its place is in the text, from 1.
type Flaw struct {
	Line, Col  int
	What, Hint source.Message
}

// Parse reads YAML into its root node, or nil for an empty text and one that has a flaw.
func Parse(text []byte) (*yaml.Node, *Flaw) {
	if at := secondDocument(text); at >= 0 {
		line, _, l := source.Position(text, at)
		return nil, secondStart(l, line)
	}
	var doc yaml.Node
	err := yaml.Unmarshal(text, &doc)
	if err != nil || slices.ContainsFunc(lineSeparators, func(s []byte) bool { return bytes.Contains(text, s) }) {
		noticed := 1
		if m := yamlLine.FindStringSubmatch(fmt.Sprint(err)); m != nil {
			noticed, _ = strconv.Atoi(m[1])
		}
		return nil, newFlaw(suspect(linesOf(text), noticed-1))
	}
	if len(doc.Content) == 0 || IsEmpty(doc.Content[0]) {
		return nil, nil
	}
	return doc.Content[0], nil
}

// secondStart is the flaw of a line that secondDocument finds.
func secondStart(text string, line int) *Flaw {
	return &Flaw{line, 1,
		source.Msg("no line may begin with %s here", "aucune ligne ne peut commencer par %s ici", text[:3]),
		source.Msg("put the text between quotes, or remove the line",
			"mettez le texte entre guillemets droits, ou supprimez la ligne")}
}

func newFlaw(at pos, hint source.Message) *Flaw {
	return &Flaw{at.line, at.col,
		source.Msg("the fields cannot be read here", "les champs ne sont pas lisibles ici"), hint}
}

func linesOf(text []byte) []string {
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// suspect guesses what makes YAML unreadable. It is noticed on a line, and often made on the
// one before, or where a quote or bracket is opened. The place is within the lines.
func suspect(lines []string, noticed int) (pos, source.Message) {
	noticed = max(0, min(noticed, len(lines)-1))
	for i, l := range lines {
		if at := strings.IndexFunc(l, invisible); at >= 0 {
			return pos{i + 1, column(l, at)}, source.Msg("an invisible character stands here: delete it",
				"un caractère invisible se trouve ici : supprimez-le")
		}
	}
	for i := noticed; i >= max(0, noticed-1); i-- {
		if at, hint := faulty(lines[i]); hint != (source.Message{}) {
			return pos{i + 1, column(lines[i], at)}, hint
		}
	}
	if astray(lines[:noticed+1]) {
		l := lines[noticed]
		return pos{noticed + 1,
				indent(l) + 1}, source.Msg("begin the line below the first letter of the line it belongs with",
				"commencez la ligne sous la première lettre de celle dont elle est la suite")
	}
	for i := noticed; i >= 0; i-- {
		if at := opener(lines[i]); at >= 0 {
			return pos{i + 1, column(lines[i], at)}, opened(lines[i][at : at+1])
		}
	}
	if m := yamlEntry.FindStringSubmatch(lines[noticed]); m[2] == "" && m[4] != "" && !strings.Contains(m[1], "-") {
		return pos{noticed + 1, len(m[1]) + 1}, NameValue
	}
	return pos{noticed + 1,
			1}, source.Msg("check the colon, the quotes and the indentation of this line and of the one before",
			"vérifiez les deux-points, les guillemets et le décalage de cette ligne et de la précédente")
}

// NameValue asks for a field on each line.
var NameValue = source.Msg("write one “name: value” on each line", "écrivez un « nom: valeur » par ligne")

func column(line string, at int) int { return utf8.RuneCountInString(line[:at]) + 1 }

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// invisible says whether YAML refuses a character, or takes it for the end of a line.
func invisible(r rune) bool {
	return r < ' ' && r != '\t' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF
}

// yamlEntry takes a line apart: indentation and hyphens, the name with its colon, spaces, value.
var yamlEntry = regexp.MustCompile(`^( *(?:- +)*)([\p{L}\p{N}_-]+ *:)?( *)(.*)$`)

// faulty says what is wrong with a line by itself, and at which byte.
func faulty(line string) (at int, hint source.Message) {
	m := yamlEntry.FindStringSubmatch(line)
	lead, name, space, value := m[1], m[2], m[3], m[4]
	at = len(line) - len(value)
	value = strings.TrimRight(value, " ")
	switch {
	case value == "" || value[0] == '#':
		return 0, source.Message{}
	case value[0] == '\t' && name == "":
		return at, source.Msg("lines are indented with spaces, not with tabs",
			"les lignes se décalent avec des espaces, pas des tabulations")
	case name != "" && space == "" && value[0] != '/':
		return at, source.Msg("put an ordinary space after the colon",
			"mettez un espace ordinaire après les deux-points")
	case strings.ContainsRune(`"'`, rune(value[0])):
		closed := closing(value)
		if rest := strings.TrimLeft(value[closed+1:], " "); closed > 0 && rest != "" &&
			strings.IndexByte("#,:]}", rest[0]) < 0 {
			return at + closed, source.Msg("the quotes end here and the text goes on: put one pair around all "+
				"of it, and inside write ’ or « »",
				"les guillemets se ferment ici et le texte continue : mettez-en une seule paire autour de tout, "+
					"et dedans écrivez ’ ou « »")
		}
		if value[0] == '"' && strings.Contains(value, `\`) {
			return at + strings.IndexByte(value, '\\'), source.Msg(`between quotes, \ is written twice: \\`,
				`entre guillemets droits, \ s’écrit deux fois : \\`)
		}
	case strings.ContainsRune("[{", rune(value[0])):
		rest := strings.TrimLeft(value[strings.LastIndexAny(value, "]}")+1:], " ,")
		if balance(value) == 0 && rest != "" && rest[0] != '#' {
			return at, begins(value)
		}
	case strings.ContainsRune("*&@`%!|>", rune(value[0])) &&
		len(value) > 1, (value == "-" || value == "?" || strings.HasPrefix(value, "- ") ||
		strings.HasPrefix(value, "? ")) &&
		name != "":
		return at, begins(value)
	case name != "" && (strings.Contains(value, ": ") || strings.HasSuffix(value, ":")):
		return at, source.Msg("a text with a colon in it stands between quotes: %s",
			"un texte qui contient deux-points s’écrit entre guillemets droits : %s", Quote(value))
	case name == "" && lead == "" && strings.IndexByte("]}", value[0]) < 0:
		if m := notColon.FindStringSubmatchIndex(value); m != nil {
			return at + m[2], source.Msg("the sign after the name of a field is : and a space, not %s",
				"le signe après le nom d’un champ est : et une espace, pas %s", value[m[2]:m[3]])
		}
		if rest := strings.TrimLeft(value, "\u00a0\u202f\u2009\u3000"); rest != value {
			return at, source.Msg("type ordinary spaces here, not no-break ones (U+00A0)",
				"tapez ici des espaces ordinaires, pas des insécables (U+00A0)")
		}
		return at, NameValue
	}
	return 0, source.Message{}
}

// notColon finds what stands for the colon after the name of a field.
var notColon = regexp.MustCompile(`^[A-Za-z_]+ ?(：|=|->|→|﹕|∶)`)

func begins(value string) source.Message {
	if strings.Trim(value, "?") == "" {
		return source.Msg("write unknown if it is not known", "écrivez unknown si ce n’est pas connu")
	}
	return source.Msg("a text that begins with %s stands between quotes: %s",
		"un texte qui commence par %s s’écrit entre guillemets droits : %s", value[:1], Quote(value))
}

// Quote shows a value between quotes, or how it would begin where that is long or has quotes.
func Quote(value string) string {
	if strings.ContainsAny(value, `"\`) || len(value) > 80 {
		return `"…"`
	}
	return `"` + value + `"`
}

// closing is where the quote that opens the value is closed, or -1.
func closing(value string) int {
	for i := 1; i < len(value); i++ {
		switch {
		case value[i] == '\\' && value[0] == '"':
			i++
		case value[i] == '\'' && value[0] == '\'' && strings.HasPrefix(value[i+1:], "'"):
			i++
		case value[i] == value[0]:
			return i
		}
	}
	return -1
}

// opener is where a line opens a quote or a bracket that it does not close, or -1.
func opener(line string) int {
	m := yamlEntry.FindStringSubmatchIndex(line)
	value := line[m[8]:]
	if value == "" {
		return -1
	}
	if strings.ContainsRune(`"'`, rune(value[0])) && closing(value) < 0 ||
		strings.ContainsRune("[{", rune(value[0])) && balance(value) > 0 {
		return m[8]
	}
	return -1
}

func opened(sign string) source.Message {
	if sign == "[" || sign == "{" {
		return source.Msg(
			"%s is opened here: see that it is closed, and that commas separate what is in it",
			"%s est ouvert ici : vérifiez qu’il est fermé, et que des virgules séparent ce qu’il contient",
			sign,
		)
	}
	return source.Msg("%s is opened here and not closed", "%s est ouvert ici et n’est pas fermé", sign)
}

// balance counts the brackets that are opened and not closed.
func balance(value string) int {
	return strings.Count(value, "[") + strings.Count(value, "{") - strings.Count(value, "]") - strings.Count(value,
		"}")
}

// astray says whether the last line is indented as no line above it is.
func astray(lines []string) bool {
	last := lines[len(lines)-1]
	if m := yamlEntry.FindStringSubmatch(last); m[2] == "" && !strings.HasPrefix(strings.TrimLeft(last, " "), "- ") {
		return false
	}
	for _, l := range lines[:len(lines)-1] {
		m := yamlEntry.FindStringSubmatch(l)
		if strings.TrimSpace(l) != "" && (indent(l) == indent(last) || len(m[1]) == indent(last)) {
			return false
		}
	}
	return len(lines) > 1
}
