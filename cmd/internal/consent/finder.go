// Package consent finds the names of people who may not be named in what a site publishes,
// however they are typed.
//
// It refuses to compare text letter by letter: both sides are folded (NFKC, case, marks, tatweel,
// soft hyphens, zero widths; all spaces and hyphens are one), the words of a name may stand in any
// order, in bold, over a line break, over tags, behind the entities of HTML, the escapes of JSON and
// of addresses; a second name, its initial or a nickname in quotes may stand in between. It knows whole names only: a
// first name alone is nobody's.
package consent

import (
	"math/bits"
	"slices"
	"unicode"
)

// A Name is one name of a person. Owner is the caller's number for that person.
type Name struct {
	Text  string
	Owner int
}

// A Match is a name found at text[Start:End]. Single says that the name is one word, or has initials, and may well
// mean another.
type Match struct {
	Owner      int
	Start, End int
	Single     bool
}

// maxWords is how many words of a name are compared; what is longer is found by its first ones.
const maxWords = 8

// A Finder looks for names. A nil Finder finds none. It may be used by several goroutines.
type Finder struct {
	words    map[uint64]int32 // number of a word, by the hash of its folded letters
	filter   [1 << 10]uint64  // one bit for each word, by the low bits of its hash
	starts   [1 << 10]uint64  // one bit for each pair of letters that words begin with
	patterns []pattern
	byWord   [][]int32 // patterns that hold the word
	longest  int       // words of the longest pattern
}

// A pattern is one way to write a name: words in any order.
type pattern struct {
	owner  int
	words  []int32 // sorted
	single bool
}

// New makes a Finder of names, or nil where there are none.
func New(names []Name) *Finder {
	f := &Finder{words: map[uint64]int32{}}
	for _, n := range names {
		words := Words(n.Text)
		if len(words) > maxWords {
			words = words[:maxWords]
		}
		f.add(n.Owner, words, len(words) == 1)
		if len(words) > 1 {
			f.addJoined(n.Owner, words)
			f.addInitials(n.Owner, words)
		}
	}
	if len(f.patterns) == 0 {
		return nil
	}
	return f
}

// Words returns the folded words of a text.
func Words(text string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	for _, r := range text {
		for _, c := range classify(r) {
			switch c &^= upper; {
			case c >= firstLetter:
				word = append(word, c)
			case c != ignored:
				flush()
			}
		}
	}
	flush()
	return out
}

// minJoined is how many letters a name written as one word must have to be found: "Mar Tin" is not
// meant by "martin".
const minJoined = 8

// addJoined adds the ways to write neighbouring words as one: "El Faydi" as "ElFaydi", and all of
// them, as addresses do.
func (f *Finder) addJoined(owner int, words []string) {
	n := min(len(words), 5)
	for cuts := range 1<<(n-1) - 1 { // all cuts but the one between every two words
		joined := []string{words[0]}
		for i := 1; i < n; i++ {
			if cuts&(1<<(i-1)) != 0 {
				joined = append(joined, words[i])
			} else {
				joined[len(joined)-1] += words[i]
			}
		}
		joined = append(joined, words[n:]...)
		if len(joined) > 1 || len([]rune(joined[0])) >= minJoined {
			f.add(owner, joined, false)
		}
	}
	if len(words) == 2 && len([]rune(words[0]+words[1])) >= minJoined {
		f.add(owner, []string{words[1] + words[0]}, false)
	}
}

// minSurname is how many letters there must be beside initials for a person to be meant.
const minSurname = 4

// addInitials adds the ways to write a name with the initial of its first word, or of all but the last: who is meant
// is not certain. In French, "M." is no initial.
func (f *Finder) addInitials(owner int, words []string) {
	if words[0][0] == 'm' {
		return
	}
	short := slices.Clone(words)
	for i := range len(words) - 1 {
		short[i] = string([]rune(words[i])[:1])
		letters := 0
		for _, w := range short[i+1:] {
			letters += len([]rune(w))
		}
		if (i == 0 || i == len(words)-2) && letters >= minSurname {
			f.add(owner, slices.Clone(short), true)
		}
	}
}

func (f *Finder) add(owner int, words []string, single bool) {
	if len(words) == 0 || len(words) == 1 && len([]rune(words[0])) < 2 {
		return
	}
	p := pattern{owner: owner, single: single}
	for _, w := range words {
		p.words = append(p.words, f.word(w))
	}
	slices.Sort(p.words)
	at := int32(len(f.patterns))
	f.patterns = append(f.patterns, p)
	for _, w := range slices.Compact(slices.Clone(p.words)) {
		f.byWord[w] = append(f.byWord[w], at)
	}
	f.longest = max(f.longest, len(words))
}

// word numbers a word, and the ways Arabic writes it together with what stands before it: and, then,
// in, like, for.
func (f *Finder) word(w string) int32 {
	if n, ok := f.words[hashOf(w)]; ok {
		return n
	}
	n := int32(len(f.byWord))
	f.byWord = append(f.byWord, nil)
	forms := []string{w}
	if letters := []rune(w); unicode.Is(unicode.Arabic, letters[0]) {
		for _, prefix := range []string{"و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل"} {
			forms = append(forms, prefix+w)
		}
		if rest := string(letters[min(2, len(letters)):]); len(letters) > 3 && string(letters[:2]) == "ال" {
			forms = append(forms, "لل"+rest, "ولل"+rest, "فلل"+rest)
		}
	}
	for i, form := range forms {
		if letters := []rune(form); len(letters) > 1 {
			at := pair(letters[0], letters[1])
			f.starts[at>>6] |= 1 << (at & 63)
		}
		h := hashOf(form)
		if _, taken := f.words[h]; !taken || i == 0 {
			f.words[h] = n
			m := mix(h)
			f.filter[m>>6&uint64(len(f.filter)-1)] |= 1 << (m & 63)
		}
	}
	return n
}

// begins says whether a word may begin with two folded letters. Most words do not: they are passed over.
func (f *Finder) begins(first, second rune) bool {
	at := pair(first, second)
	return f.starts[at>>6]&(1<<(at&63)) != 0
}

func pair(first, second rune) uint32 {
	return (uint32(first)<<8 ^ uint32(first)>>3 ^ uint32(second)) & 0xffff
}

// The hash of a word: its letters, each turned into place by step, are kept apart up to nine letters of
// seven bits; mix spreads them over the filter.
const (
	hashStart = 0x9e3779b97f4a7c15
	noWord    = 0x6a09e667f3bcc908 // of a word that is part of no name
)

func step(h, letter uint64) uint64 { return bits.RotateLeft64(h, 7) ^ letter }

func mix(h uint64) uint64 { return (h ^ h>>29) * 0xbf58476d1ce4e5b9 >> 20 }

func hashOf(w string) uint64 {
	h := uint64(hashStart)
	for _, r := range w {
		h = step(h, uint64(r))
	}
	return h
}
