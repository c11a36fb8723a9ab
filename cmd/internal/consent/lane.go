package consent

import (
	"bytes"
	"slices"
)

// A token is a word that is part of a name.
type token struct {
	word       int32
	start, end int
	separator  uint8 // before it
	follows    bool  // another word that may be a name stands right before it
	initial    bool  // it is one letter
}

// A lane reads one sequence of words: the text of a document, or the inside of a tag.
type lane struct {
	*Finder
	text  []byte
	found *[]Match

	inWord  bool
	start   int    // of the word
	hash    uint64 // of its letters so far
	letters int
	capital bool
	first   rune // its first letter, where that takes two bytes

	separator uint8 // the strongest since the last word
	last      struct {
		hash    uint64
		letters int
		capital bool
	}
	window  []token
	waiting []Match // matches around a comma: the next word decides
	aside   aside   // words that are part of no name, after those of the window
}

// An aside is what may stand inside a name: the initial of a second one, or a few words in quotes or brackets.
type aside struct {
	words   int
	initial bool
	end     int // of its last word
}

// maxAside is how many words of a nickname are passed over.
const maxAside = 4

// letter reads a folded letter at offset i.
func (l *lane) letter(r rune, i int) {
	if !l.inWord {
		l.inWord, l.start, l.hash, l.letters, l.capital = true, i, hashStart, 0, r&upper != 0
		l.first = r &^ upper
	}
	l.hash = step(l.hash, uint64(r&^upper))
	l.letters++
}

// apart ends the word at offset i, if there is one, with a separator.
func (l *lane) apart(kind uint8, i int) {
	if l.inWord {
		l.inWord = false
		l.wordEnds(i)
	}
	l.separator = max(l.separator, kind)
}

func (l *lane) wordEnds(end int) {
	h := mix(l.hash)
	known := l.hash != noWord && l.filter[h>>6&uint64(len(l.filter)-1)]&(1<<(h&63)) != 0
	if known || len(l.window)+len(l.waiting) > 0 {
		l.note(end)
	}
	l.separator = 0
	l.last.hash, l.last.letters, l.last.capital = l.hash, l.letters, l.capital
}

// note adds the word to those that may make a name, and looks for names that end with it.
func (l *lane) note(end int) {
	word, known := l.words[l.hash]
	for _, m := range l.waiting {
		if !(l.separator == joins && l.capital) {
			*l.found = append(*l.found, m)
		}
	}
	l.waiting = l.waiting[:0]
	if l.separator == ends {
		l.window = l.window[:0]
	}
	if !known {
		if !l.stepAside(end) {
			l.window = l.window[:0]
		}
		return
	}
	if x := l.aside; x.words > 0 && !x.initial && !between(l.text[x.end:l.start], ")]»”\"’'", "&#34;", "&quot;") {
		l.window = l.window[:0]
	}
	l.aside = aside{}
	follows := l.separator == joins && l.last.capital && !particles[l.last.hash]
	if len(l.window) > l.longest {
		l.window = append(l.window[:0], l.window[1:]...)
	}
	l.window = append(l.window, token{word, l.start, end, l.separator, follows, l.letters == 1})
	for _, p := range l.byWord[word] {
		l.match(&l.patterns[p], l.window)
	}
	if isInitial := func(t token) bool { return t.initial }; slices.ContainsFunc(l.window, isInitial) {
		whole := slices.DeleteFunc(slices.Clone(l.window), isInitial) // the initial of a second name may be in between
		for _, p := range l.byWord[word] {
			l.match(&l.patterns[p], whole)
		}
	}
}

// stepAside says whether the word that ends at an offset, which is part of no name, may stand inside one.
func (l *lane) stepAside(end int) bool {
	x := &l.aside
	if len(l.window) == 0 {
		*x = aside{}
		return false
	}
	x.words++
	x.end = end
	if x.words > 1 {
		return !x.initial && x.words <= maxAside
	}
	gap := l.text[l.window[len(l.window)-1].end:l.start]
	x.initial = l.letters == 1 && l.capital && l.text[l.start] < 0xd0 // a Latin letter
	return x.initial || between(gap, "([«“\"‘'", "&#34;", "&quot;")
}

// between says whether one of some signs, or of their escapes, stands in a text between two words.
func between(gap []byte, signs string, escapes ...string) bool {
	return bytes.ContainsAny(gap, signs) ||
		slices.ContainsFunc(escapes, func(e string) bool { return bytes.Contains(gap, []byte(e)) })
}

// match adds a match of the pattern with the last words of a window.
func (l *lane) match(p *pattern, window []token) {
	n := len(p.words)
	if n > len(window) {
		return
	}
	last := window[len(window)-n:]
	var words [maxWords]int32
	divided := false
	for i, t := range last {
		words[i] = t.word
		divided = divided || i > 0 && t.separator == divides
	}
	slices.Sort(words[:n])
	if !slices.Equal(words[:n], p.words) {
		return
	}
	m := Match{p.owner, last[0].start, last[n-1].end, p.single}
	switch {
	case !divided:
		*l.found = append(*l.found, m)
	case !last[0].follows: // "Jean Martin, Paul Durand" names no Paul Martin
		l.waiting = append(l.waiting, m)
	}
}

// finish ends the lane at offset i.
func (l *lane) finish(i int) {
	l.apart(ends, i)
	*l.found = append(*l.found, l.waiting...)
	l.waiting, l.window, l.aside, l.last.capital = l.waiting[:0], l.window[:0], aside{}, false
}
