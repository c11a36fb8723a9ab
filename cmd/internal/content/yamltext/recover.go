package yamltext

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// A Recovery is what can be read of a text that has flaws.
type Recovery struct {
	Root   *yaml.Node // the fields that can be read, on their lines; nil where there are none
	Flaws  []Flaw     // in the order of the text
	Unread []string   // the lines of the fields that cannot be read
}

// Recover reads each field of a mapping by itself, so that one which cannot be read keeps none of the others from
// it.
// whole is the flaw of the text as a whole: it stands where no field has one.
func Recover(text []byte, whole *Flaw) Recovery {
	var r Recovery
	lines := linesOf(text)
	margin := marginOf(lines)
	for above, from, to := 0, 0, 0; from < len(lines); above, from = from, to {
		if isNothing(lines[from]) {
			to = from + 1
			continue
		}
		to = fieldEnd(lines, from, margin)
		f := flawOf(lines, from, to, margin)
		if f == nil {
			continue
		}
		if end := valueEnd(lines, from, to); end > to && flawOf(lines, from, end, margin) == nil {
			to = end
			continue
		}
		f.Line += from
		r.Flaws = append(r.Flaws, *f)
		if !splits(lines[from:to], margin) {
			above = from
		}
		r.Unread = append(r.Unread, lines[above:to]...)
		clear(lines[above:to])
	}
	root, left := Parse([]byte(strings.Join(lines, "\n")))
	switch {
	case len(r.Flaws) == 0:
		r.Flaws = []Flaw{*whole}
	case left != nil:
	case root == nil:
		r.Root = &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	default:
		r.Root = root
	}
	return r
}

// marginOf is the column, from 0, at which the fields of a file begin.
func marginOf(lines []string) int {
	margin := -1
	for _, l := range lines {
		if in := indent(l); isNamed(l) && (margin < 0 || in < margin) {
			margin = in
		}
	}
	return max(margin, 0)
}

// isNamed says whether a line begins with the name of a field.
func isNamed(line string) bool {
	m := yamlEntry.FindStringSubmatch(line)
	return m[2] != "" && !strings.Contains(m[1], "-")
}

// fieldEnd is the line behind the field that begins on a line, as far as the margin tells. Lines
// at the margin that name no field belong together.
func fieldEnd(lines []string, from, margin int) int {
	prose := !isNamed(lines[from])
	to := from + 1
	for to < len(lines) && (goesOn(lines[to], margin) || prose && !isNamed(lines[to])) {
		to++
	}
	return to
}

// goesOn says whether a line begins no field.
func goesOn(line string, margin int) bool {
	return isNothing(line) || belongs(line, margin)
}

func isNothing(line string) bool {
	rest := strings.TrimLeft(line, " \t")
	return rest == "" || rest[0] == '#'
}

// belongs says whether a line is a part of the field above it: it is further in than the margin,
// an item of a list, or the end of what is between brackets.
func belongs(line string, margin int) bool {
	rest := strings.TrimLeft(line, " \t")
	return rest != "" &&
		(len(line)-len(rest) > margin || rest == "-" || strings.HasPrefix(rest, "- ") || rest[0] == ']' ||
			rest[0] == '}')
}

// splits says whether lines that name no field tear the one above them apart.
func splits(lines []string, margin int) bool {
	return !isNamed(lines[0]) && slices.ContainsFunc(lines, func(l string) bool { return belongs(l, margin) })
}

// flawOf is what makes the lines of one field unreadable, or nil.
func flawOf(lines []string, from, to, margin int) *Flaw {
	if from > 0 && secondDocument([]byte("\n"+lines[from])) >= 0 {
		return secondStart(lines[from], 1)
	}
	root, f := Parse([]byte(strings.Join(lines[from:to], "\n") + "\n"))
	switch {
	case f != nil && !isNamed(lines[from]):
		return newFlaw(suspect(lines[from:to], 0))
	case f != nil:
		return f
	case root == nil:
		return nil
	case root.Kind != yaml.MappingNode:
		return newFlaw(suspect(lines[from:to], root.Line-1))
	case root.Column != margin+1:
		return newFlaw(pos{root.Line, root.Column},
			source.Msg("begin the line where those of the other fields begin",
				"commencez la ligne là où commencent celles des autres champs"))
	}
	return nil
}

// valueEnd is the line behind the quote or bracket that closes what the lines of a field open at
// last, for YAML lets a value go on at the margin between them; 0 where there is none. So many
// lines are looked at that the work stays in proportion.
func valueEnd(lines []string, from, to int) int {
	const most = 100
	for i := to - 1; i >= from; i-- {
		at := opener(lines[i])
		if at < 0 {
			continue
		}
		rest := lines[i:min(len(lines), i+most)]
		if strings.ContainsRune(`"'`, rune(lines[i][at])) {
			text := strings.Join(rest, "\n")[at:]
			if end := closing(text); end > 0 {
				return i + 1 + strings.Count(text[:end], "\n")
			}
			return 0
		}
		open := 0
		for j, l := range rest {
			if open += balance(l); open <= 0 {
				return i + 1 + j
			}
		}
		return 0
	}
	return 0
}
