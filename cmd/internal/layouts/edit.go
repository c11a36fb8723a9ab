package layouts

import (
	"cmp"
	"slices"
	"strings"
)

// An edit replaces text[from:to] of a layout with words in a language.
type edit struct {
	from, to int
	text     func(*Strings) string
}

// A move says that out[outFrom:outTo] of an edited text replaces in[from:to] of the text as
// written.
type move struct{ from, to, outFrom, outTo int }

// rewrite applies edits, none of which overlap but in the white space between them.
func rewrite(text string, edits []edit, words *Strings) (string, []move) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b strings.Builder
	var moves []move
	last := 0
	for _, e := range edits {
		from := max(e.from, last)
		b.WriteString(text[last:from])
		start := b.Len()
		b.WriteString(e.text(words))
		moves = append(moves, move{from, e.to, start, b.Len()})
		last = e.to
	}
	b.WriteString(text[last:])
	return b.String(), moves
}

// written turns an offset into an edited text into one into the text as written.
func written(moves []move, offset int) int {
	at := offset
	for _, m := range moves {
		switch {
		case offset < m.outFrom:
			return at
		case offset < m.outTo:
			return m.from
		}
		at = offset - m.outTo + m.to
	}
	return at
}
