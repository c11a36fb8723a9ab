package source

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Message is a sentence of the tool's own, in the two languages it speaks to editors.
type Message struct{ En, Fr string }

// Msg formats a sentence in both languages with the same arguments. An argument that is a
// Text itself is put in the sentence's language; a string is put on one line, and cut short.
func Msg(en, fr string, args ...any) Message {
	if len(args) == 0 {
		return Message{en, fr}
	}
	return Message{fmt.Sprintf(en, inLang("en", args)...), fmt.Sprintf(fr, inLang("fr", args)...)}
}

func inLang(lang string, args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		switch t := a.(type) {
		case Message:
			out[i] = t.In(lang)
		case string:
			out[i] = short(strings.ReplaceAll(t, "\n", " "))
		}
	}
	return out
}

// short keeps a list of all fields of a kind whole, and what was pasted by mistake short.
func short(s string) string {
	const most = 360
	if len(s) <= most {
		return s
	}
	for i := most; ; i-- {
		if utf8.RuneStart(s[i]) {
			return s[:i] + "…"
		}
	}
}

// In returns the sentence in French for "fr" and in English for every other language.
func (t Message) In(lang string) string {
	if lang == "fr" {
		return t.Fr
	}
	return t.En
}

// FormatHint is a hint as it is told, such as "hint: write digits only"; "" where there is none.
func FormatHint(hint Message, lang string) string {
	if hint == (Message{}) {
		return ""
	}
	return Msg("hint: %s", "aide : %s", hint).In(lang)
}

// EnvLanguage is the language that the environment asks for, "en" or "fr"; "" where it asks for
// none. Who reads Arabic here reads French sooner than English. The variables are those of
// POSIX, in its order.
func EnvLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch v := env(name); {
		case v == "":
			continue
		case strings.HasPrefix(v, "fr"), strings.HasPrefix(v, "ar"):
			return "fr"
		case strings.HasPrefix(v, "en"):
			return "en"
		}
		return ""
	}
	return ""
}

// FormatSize is a number of bytes in kB or MB, of a thousand each.
func FormatSize(n int64) Message {
	if n < 1_000_000 {
		return decimal(float64(n)/1e3, 1, "kB", "ko")
	}
	return decimal(float64(n)/1e6, 1, "MB", "Mo")
}

// FormatDuration is a time in milliseconds, with a decimal where it is short.
func FormatDuration(d time.Duration) Message {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 10 {
		return decimal(ms, 1, "ms", "ms")
	}
	return decimal(ms, 0, "ms", "ms")
}

// decimal is a number as each language writes it.
func decimal(x float64, places int, en, fr string) Message {
	s := strconv.FormatFloat(x, 'f', places, 64)
	return Message{s + " " + en, strings.Replace(s, ".", ",", 1) + " " + fr}
}

// A Problem is a mistake in a source, told to whoever wrote it: where, what, and a way out.
type Problem struct {
	Path    string  // of the source file
	Line    int     // from 1; 0: the file as a whole
	Col     int     // from 1, in characters; 0: the line as a whole
	What    Message // one clause, lower case, no full stop
	Hint    Message // what to do about it; may be empty
	Excerpt string  // the line itself, where there is one
	Warning bool    // worth a look, but the site is right without a change
}

// Where formats the place as path:line:col, the form that terminals and editors make clickable.
func (p Problem) Where() string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
}

// In formats the problem as an editor reads it: the place and what is wrong on one line, the
// hint indented on the next. A warning says that it is a remark.
func (p Problem) In(lang string) string {
	what := p.What
	if p.Warning {
		what = Msg("remark: %s", "remarque : %s", what)
	}
	s := p.Where() + ": " + what.In(lang)
	if h := FormatHint(p.Hint, lang); h != "" {
		s += "\n    " + h
	}
	return s
}

// Sort orders problems by place, then by text, and drops those said twice.
func Sort(ps []Problem) []Problem {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, a.Col-b.Col,
			strings.Compare(a.What.En, b.What.En), strings.Compare(a.Hint.En, b.Hint.En))
	})
	return slices.Compact(ps)
}

// Position turns a byte offset into text into a line and a column, both from 1, the column in
// characters, and the line itself without its end.
func Position(text []byte, offset int) (line, col int, excerpt string) {
	offset = max(0, min(offset, len(text)))
	before := string(text[:offset])
	start := strings.LastIndexByte(before, '\n') + 1
	end := len(text)
	if i := strings.IndexByte(string(text[offset:]), '\n'); i >= 0 {
		end = offset + i
	}
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1,
		strings.TrimSuffix(string(text[start:end]), "\r")
}

// Nearest returns the candidate that word is most likely a misspelling of, or "" where none is
// close: at most a third of the letters may differ, a swap of neighbours counting once.
func Nearest(word string, candidates []string) string {
	best, bestDist := "", max(1, (utf8.RuneCountInString(word)+1)/3)+1
	for _, c := range candidates {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions, substitutions and
// swaps of neighbours.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	prev2, prev, cur := make([]int, len(rb)+1), make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		cur[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(rb)]
}
