package markdown

import (
	"sort"
	"strings"
	"unicode"
)

// A run is a stretch of the other script with what joins and closes it. Signs says that it
// begins or ends with something else than a letter.
type run struct {
	span
	signs bool
}

var (
	closerOf = map[rune]rune{'(': ')', '[': ']', '{': '}', '«': '»', '‹': '›', '<': '>', '“': '”',
		'‘': '’', '„': '“'}
	openerOf = map[rune]rune{')': '(', ']': '[', '}': '{', '»': '«', '›': '‹', '>': '<', '”': '“'}
)

// runs finds the stretches of the other script: each from its first to its last letter with all
// between that is not of the paragraph's own, then the signs, digits and brackets that go with
// it. A phrase that is wholly in the other script is a run with all its punctuation.
func (l *line) runs(numbers []number) []run {
	var runs []run
	whole := l.wholePhrases()
	for i := 0; i < len(l.chars); i++ {
		if c := l.chars[i].class; c != other && c != isolate {
			continue
		}
		core := l.core(i)
		grown := l.grow(core, numbers)
		for len(whole) > 0 && whole[0].to <= grown.from {
			whole = whole[1:]
		}
		for len(whole) > 0 && whole[0].from < grown.to && whole[0].to > grown.from {
			grown = span{min(grown.from, whole[0].from), max(grown.to, whole[0].to)}
			whole = whole[1:]
		}
		i = grown.to - 1
		if n := len(runs); n > 0 && grown.from < runs[n-1].to {
			runs[n-1].to, runs[n-1].signs = max(grown.to, runs[n-1].to), true
		} else if l.hasLetter(core) {
			ends := l.chars[core.from].class == isolate || l.chars[core.to-1].class == isolate
			runs = append(runs, run{grown, ends || grown.from < core.from || grown.to > core.to})
		}
	}
	return runs
}

func (l *line) hasLetter(s span) bool {
	for _, c := range l.chars[s.from:s.to] {
		if c.class == other {
			return true
		}
	}
	return false
}

// core is the stretch from the letter at i to the last one before a letter of the paragraph's
// own script, or a mark of it: an Arabic comma parts Latin names.
func (l *line) core(i int) span {
	s := span{i, i + 1}
	for j := i + 1; j < len(l.chars); j++ {
		switch c := l.chars[j]; {
		case c.class == native, c.class == barrier, l.rtl && isArabicMark(c.r):
			return s
		case c.class == other, c.class == isolate, c.class == mark && s.to == j:
			s.to = j + 1
		}
	}
	return s
}

// isArabicMark holds for the punctuation of Arabic.
func isArabicMark(r rune) bool { return r == '،' || r == '؛' || r == '؟' || r == '۔' }

// wholePhrases are the spans of the elements, the line among them, that hold letters of the
// other script and none of the paragraph's own, outermost first.
func (l *line) wholePhrases() []span {
	if len(l.chars) == 0 {
		return nil
	}
	others, own := make([]int, len(l.elements)), make([]int, len(l.elements))
	for _, c := range l.chars {
		for e := c.element; ; e = l.elements[e].parent {
			switch c.class {
			case other:
				others[e]++
			case native, barrier:
				own[e]++
			}
			if e == 0 {
				break
			}
		}
	}
	var list []span
	for e, x := range l.elements {
		if others[e] == 0 || own[e] > 0 {
			continue
		}
		s := l.trimmed(span{max(0, x.from), min(x.to, len(l.chars))})
		for s.to > s.from && (l.chars[s.to-1].class == space || strings.ContainsRune(":;,،؛", l.chars[s.to-1].r)) {
			s.to-- // a label's colon is the sentence's own
		}
		if n := len(list); n == 0 || s.from >= list[n-1].to {
			list = append(list, s)
		}
	}
	return list
}

// grow adds to a run what hangs on it, until nothing more does.
func (l *line) grow(s span, numbers []number) span {
	for {
		before := s
		s.from = l.growBack(s, numbers)
		s.to = l.growOn(s, numbers)
		s = l.closeBrackets(s)
		if s == before {
			return s
		}
	}
}

// growBack adds the signs before a run, such as @ of @name, and a number that the run is the
// unit of, such as 24 of "24 fps" and 12 of "12 bis".
func (l *line) growBack(s span, numbers []number) int {
	from := s.from
	for from > 0 && strings.ContainsRune("@#$€£~/\\_.-+", l.chars[from-1].r) {
		from--
	}
	if from < s.from && !l.startsWord(from) {
		from = s.from
	}
	if !l.rtl { // the digits of Arabic are its own
		i := from
		if i > 0 && l.chars[i-1].class == space {
			i--
		}
		for i > 0 && l.chars[i-1].class == digit && l.chars[i-1].r >= '٠' {
			i--
			from = i
		}
	}
	if i := firstFrom(numbers, from); i > 0 && numbers[i-1].to <= from {
		n := numbers[i-1]
		gap := l.chars[n.to:from]
		joined := l.rtl && len(gap) == 1 && strings.ContainsRune("-_/", gap[0].r)
		if len(gap) == 0 || joined || l.isUnit(s, n, gap) {
			return n.from
		}
	}
	return from
}

// firstFrom is the index of the first number that begins at the character or after it.
func firstFrom(numbers []number, at int) int {
	return sort.Search(len(numbers), func(i int) bool { return numbers[i].from >= at })
}

// startsWord tells whether a word may begin at i.
func (l *line) startsWord(i int) bool {
	if i == 0 {
		return true
	}
	c := l.chars[i-1]
	return c.class == space || c.class == barrier || closerOf[c.r] != 0 || c.r == '"'
}

// units are those that a capital letter begins; all others begin with a small one.
var units = wordSet("DH DHS Dh Dhs MAD EUR USD GBP kB KB MB GB TB Ko Mo Go To Mio Gio Hz KHz MHz GHz K °C C W V")

// isUnit tells whether the word that begins a run goes with the number before: it is a unit, or
// goes on in small letters, as addresses do. A year is no amount.
func (l *line) isUnit(s span, n number, gap []char) bool {
	if !l.rtl || len(gap) > 3 {
		return false
	}
	for i, c := range gap {
		if c.class != space && c.r != '°' && (i > 0 || !strings.ContainsRune(",.:º", c.r)) {
			return false
		}
	}
	word := l.word(s.from)
	if units[word] {
		return true
	}
	first := rune(0)
	for _, r := range word {
		first = r
		break
	}
	return unicode.IsLower(first) && !n.year
}

// word is the letters from i on.
func (l *line) word(i int) string {
	end := i
	for end < len(l.chars) && (l.chars[end].class == other || l.chars[end].class == mark || l.chars[end].r == '°') {
		end++
	}
	return l.textOf(span{i, end})
}

// growOn adds the digits and signs after a run: 5 of HTML5, ++ of C++, the number of "Dune 2"
// unless an Arabic word follows that it counts.
func (l *line) growOn(s span, numbers []number) int {
	to := s.to
	for to < len(l.chars) && (l.chars[to].class == mark || l.rtl && strings.ContainsRune("°º", l.chars[to].r)) {
		to++
	}
	if i := firstFrom(numbers, to); i < len(numbers) && numbers[i].from <= to+1 {
		n := numbers[i]
		attached := n.from == to || n.from == to+1 && strings.ContainsRune(".,:/-+−_", l.chars[to].r)
		if attached || l.chars[to].class == space && (!l.counts(n) || l.isHour(s, n)) {
			return n.to
		}
	}
	if to = l.growOnMarks(to); !l.rtl {
		to = l.growOnDigits(to)
	}
	end := to
	for end < len(l.chars) && strings.ContainsRune("+#*®™©_", l.chars[end].r) {
		end++
	}
	if end > to && (end == len(l.chars) || l.chars[end].class != native && l.chars[end].class != digit) {
		to = end
	}
	if to < len(l.chars) && l.chars[to].r == '/' && l.isPath(s) {
		to++
	}
	if to+1 < len(l.chars) && l.chars[to].r == '(' && l.chars[to+1].r == ')' {
		to += 2
	}
	return to
}

// growOnMarks adds the marks that are a run's own: the ? and ! of a title that brackets close or, in Arabic, that the
// text goes on after, and the full stop of initials.
func (l *line) growOnMarks(to int) int {
	i := to
	for l.rtl && i < len(l.chars) && l.chars[i].class == space {
		i++
	}
	end, question := i, false
	for end < len(l.chars) && (l.chars[end].r == '?' || l.chars[end].r == '!') {
		question = question || l.chars[end].r == '?'
		end++
	}
	next := l.afterSpace(end)
	switch {
	case end == i && l.rtl && l.endsInitials(to):
		return to + 1
	case end == i || next == len(l.chars):
		return to
	case openerOf[l.chars[next].r] != 0, l.rtl && next > end && l.chars[next].class != barrier && (question || i > to):
		return end
	}
	return to
}

// endsInitials tells whether the full stop at i is the last of E.T.
func (l *line) endsInitials(i int) bool {
	return i > 2 && i < len(l.chars) && l.chars[i].r == '.' && l.chars[i-2].r == '.' && l.chars[i-1].class == other &&
		l.chars[i-3].class == other && (i == 3 || l.chars[i-4].class != other)
}

// afterSpace is i, or what comes after the space at i.
func (l *line) afterSpace(i int) int {
	if i < len(l.chars) && l.chars[i].class == space {
		i++
	}
	return i
}

// growOnDigits adds what hangs on Arabic among letters that run from left to right: its marks and digits, and after a
// space the digits of Arabic or a number that a bracket closes.
func (l *line) growOnDigits(to int) int {
	for to < len(l.chars) && (isArabicMark(l.chars[to].r) || l.chars[to].class == digit) {
		to++
	}
	i := l.afterSpace(to)
	end := i
	for end < len(l.chars) && l.chars[end].class == digit {
		end++
	}
	next := l.afterSpace(end)
	if end > i && (l.chars[i].r >= '٠' || next < len(l.chars) && openerOf[l.chars[next].r] != 0) {
		return end
	}
	return to
}

// counts tells whether a number goes with the word of the paragraph's own script after it.
func (l *line) counts(n number) bool {
	i := n.to
	for i < len(l.chars) && (l.chars[i].class == space || l.chars[i].r == '%') {
		i++
	}
	return i < len(l.chars) && l.chars[i].class == native
}

// isHour tells whether a run ends with the h of "18 h 30".
func (l *line) isHour(s span, n number) bool {
	return l.chars[s.to-1].r == 'h' && n.to-n.from == 2 && (s.to-s.from == 1 || l.chars[s.to-2].class != other)
}

// isPath tells whether the last word of a run is an address, whose slash at its end is its own.
func (l *line) isPath(s span) bool {
	for i := s.to - 1; i >= s.from && l.chars[i].class != space; i-- {
		if r := l.chars[i].r; r == '/' || r == '.' || r == ':' {
			return true
		}
	}
	return false
}

// closeBrackets adds the other halves of brackets that a run has one of.
func (l *line) closeBrackets(s span) span {
	var open []rune
	unopened := rune(0)
	for _, c := range l.chars[s.from:s.to] {
		switch {
		case c.r == '‘' || c.r == '’':
		case closerOf[c.r] != 0:
			open = append(open, c.r)
		case openerOf[c.r] != 0 && len(open) > 0 && open[len(open)-1] == openerOf[c.r]:
			open = open[:len(open)-1]
		case openerOf[c.r] != 0 && unopened == 0:
			unopened = openerOf[c.r]
		}
	}
	for len(open) > 0 {
		i := s.to
		for i < len(l.chars) && (l.chars[i].class == space || strings.ContainsRune(".!?…", l.chars[i].r)) {
			i++
		}
		if i == len(l.chars) || l.chars[i].r != closerOf[open[len(open)-1]] {
			break
		}
		s.to = i + 1
		open = open[:len(open)-1]
	}
	if i := s.from - 1; unopened != 0 && i >= 0 {
		if l.chars[i].class == space && i > 0 {
			i--
		}
		if l.chars[i].r == unopened {
			s.from = i
		}
	}
	return s
}
