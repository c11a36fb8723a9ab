package content

import (
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// recover tells of each field that cannot be read by itself, and parses the others, which stay
// on their lines. What it tells of is lost, with all that its lines name. bad is why the text as
// a whole cannot be read: it is told where no field is to blame.
func (d *decoder) recover(text []byte, bad *flaw, all []Field) *yaml.Node {
	lines := linesOf(text)
	margin := marginOf(lines)
	told := false
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
		d.reportFlaw(f, from)
		told = true
		if !splits(lines[from:to], margin) {
			above = from
		}
		d.markUnreadable(lines[above:to], all)
		clear(lines[above:to])
	}
	root, left := read([]byte(strings.Join(lines, "\n")))
	if !told {
		d.reportFlaw(bad, 0)
	}
	switch {
	case !told, left != nil:
		return nil
	case root == nil:
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	return root
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
func flawOf(lines []string, from, to, margin int) *flaw {
	if from > 0 && secondDocument([]byte("\n"+lines[from])) >= 0 {
		return secondStart(lines[from], 1)
	}
	root, f := read([]byte(strings.Join(lines[from:to], "\n") + "\n"))
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
		return newFlaw(Pos{root.Line, root.Column},
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

// fieldName finds what a line may name, however it is indented, quoted or spaced, and its colon,
// which may be what is forgotten.
var fieldName = regexp.MustCompile(`^[\s"'-]*([\p{L}\p{N}_-]*[\p{L}\p{N}_])["'\s\x{a0}\x{202f}]*(:?)`)

// markUnreadable notes the fields that lines name, or are likely to mean: they are written, and nothing
// is told that only follows from their not being read.
func (d *decoder) markUnreadable(lines []string, all []Field) {
	var names []string
	for i := range all {
		names = append(names, all[i].Name)
	}
	for _, l := range lines {
		m := fieldName.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		name := m[1]
		if m[2] == ":" && !slices.Contains(names, name) {
			name = source.Nearest(name, names)
		}
		d.unreadable = append(d.unreadable, name)
	}
}

func (d *decoder) markAllUnreadable(all []Field) {
	for i := range all {
		d.unreadable = append(d.unreadable, all[i].Name)
	}
}
