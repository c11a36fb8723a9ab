package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is a mistake in a source, told to whoever wrote it: where, what, and a way out.
type Problem struct {
	Path    string  // of the source file
	Line    int     // from 1; 0: the file as a whole
	Col     int     // from 1, in characters; 0: the line as a whole
	What    Message // one clause, lower case, no full stop
	Hint    Message // what to do about it; may be empty
	Excerpt string  // the line itself, where there is one; see Excerpt
	Warning bool    // worth a look, but the site is right without a change
	More    int     // how many other problems of the file it stands for; see Sort
}

// Where formats the place as path:line:col, the form that terminals and editors make clickable.
// The path is Printable.
func (p Problem) Where() string {
	path := Printable(p.Path)
	switch {
	case p.Line == 0:
		return path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", path, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", path, p.Line, p.Col)
}

// In formats the problem as an editor reads it: the place and what is wrong on one line, the
// hint indented on the next. A warning says that it is a remark.
func (p Problem) In(lang string) string {
	what := p.What
	if p.Warning {
		what = Msg("remark: %s", "remarque : %s", what)
	}
	s := p.Where() + ": " + Printable(what.In(lang))
	if h := FormatHint(p.Hint, lang); h != "" {
		s += "\n    " + Printable(h)
	}
	return s
}

// MaxProblems is how many problems of one file are told.
const MaxProblems = 100

// Sort orders problems by place, then by text, and drops those said twice. Of a file that has more
// than MaxProblems it keeps the first, mistakes before warnings, and one more that says how many
// are left out. What Sort returned may be sorted again, with others.
func Sort(ps []Problem) []Problem {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), min(a.More, 1)-min(b.More, 1), a.Line-b.Line, a.Col-b.Col,
			strings.Compare(a.What.En, b.What.En), strings.Compare(a.Hint.En, b.Hint.En))
	})
	ps = slices.Compact(ps)
	out := ps[:0]
	for len(ps) > 0 {
		n := slices.IndexFunc(ps, func(p Problem) bool { return p.Path != ps[0].Path })
		if n < 0 {
			n = len(ps)
		}
		out = append(out, limit(ps[:n])...)
		ps = ps[n:]
	}
	return out
}

// limit shortens the sorted problems of one file. Those that stand for others come last.
func limit(ps []Problem) []Problem {
	reported := len(ps)
	for reported > 0 && ps[reported-1].More > 0 {
		reported--
	}
	if reported <= MaxProblems && reported == len(ps) {
		return ps
	}
	mistakes := 0
	for _, p := range ps[:reported] {
		if !p.Warning {
			mistakes++
		}
	}
	room := map[bool]int{false: MaxProblems, true: max(0, MaxProblems-mistakes)} // by Warning
	rest := Problem{Path: ps[0].Path, Warning: true}
	var out []Problem
	for _, p := range ps {
		if p.More == 0 && room[p.Warning] > 0 {
			room[p.Warning]--
			out = append(out, p)
			continue
		}
		if rest.More == 0 || p.Line < rest.Line {
			rest.Line = p.Line
		}
		rest.More += max(p.More, 1)
		rest.Warning = rest.Warning && p.Warning
	}
	rest.What = Msg("and %d more in this file", "et %d de plus dans ce fichier", rest.More)
	return append(out, rest)
}
