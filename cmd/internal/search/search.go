// Package search makes the index that visitors search without a server: files that say which words are on which
// pages of one language, for the script of the search page.
//
// A small site has one file. Of a larger one the words and what results show are in files of their own, so that a
// question loads those it needs: which page is in which file follows from the number of pages alone, and which word
// from the first file.
package search

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Page is what the index says of a page.
type Page struct {
	URL     string
	Kind    string // in words
	Title   string
	Detail  string // what tells it from others with the title: its edition, its year
	Summary string
	// What it is found by beside its title and summary, in the order of what they count: its titles in other languages
	// and scripts, names in every script, facts in words, and the text, as HTML.
	Titles, Names, Facts []string
	Text                 iter.Seq[string]
}

// How much a word counts: as one of the text, of the summary and the facts, of the names, of the title.
const (
	inText = iota
	inSummary
	inNames
	inTitle
	places
)

// A term is a form of a word, and the pages that have it.
type term struct {
	text  string
	pages []byte // for each page: how many are skipped before it, times places, plus the place of the word
	last  int    // the last of them, counted from 1
	page  int    // the one that is being added
	place int    // the best on that page
}

// An Index is the index of one language. Add pages, then ask for files.
type Index struct {
	pages   []string         // a line of the file for each
	lengths []byte           // of titles, in words: a digit for each page
	forms   map[string][]int // of each word met, among terms
	alike   map[string][]int // of each word of titles and names: what it is found by when it is typed wrongly
	byText  map[string]int
	terms   []term
	touched []int
	kinds   []string
	folded  []byte // room for a text
}

// New returns an empty index.
func New() *Index {
	return &Index{forms: map[string][]int{}, alike: map[string][]int{}, byText: map[string]int{}}
}

// Add adds a page. Pages that answer a question equally well are shown in the order they are added.
func (x *Index) Add(p Page) {
	number := len(x.pages) + 1
	length := x.add(number, p.Title, inTitle)
	for _, t := range p.Titles {
		x.add(number, t, inTitle)
	}
	for _, n := range p.Names {
		x.add(number, n, inNames)
	}
	x.add(number, p.Kind, inSummary)
	x.add(number, p.Detail, inSummary)
	x.add(number, p.Summary, inSummary)
	for _, f := range p.Facts {
		x.add(number, f, inSummary)
	}
	if p.Text != nil {
		for part := range p.Text {
			x.addHTML(number, part)
		}
	}
	for _, i := range x.touched {
		t := &x.terms[i]
		t.pages = appendNumber(t.pages, (number-t.last-1)*places+t.place)
		t.last = number
	}
	x.touched = x.touched[:0]
	kind := slices.Index(x.kinds, p.Kind)
	if kind < 0 {
		kind = len(x.kinds)
		x.kinds = append(x.kinds, p.Kind)
	}
	x.pages = append(x.pages, fmt.Sprintf("%s\t%d\t%s\t%s\t%s", line(p.URL), kind, line(p.Title), line(p.Detail),
		line(p.Summary)))
	x.lengths = append(x.lengths, '0'+byte(min(length, 9)))
}

// line is a text as a part of a line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// add adds the words of a text and says how many there are that tell pages apart.
func (x *Index) add(page int, text string, place int) (n int) {
	f := folding()
	x.folded = Fold(x.folded[:0], text)
	words(x.folded, func(w word) {
		if w.whole != "" && place > inText {
			x.addWord(page, []byte(w.whole), place)
		}
		common := f.common[string(w.text)]
		if w.elided || common && place < inNames {
			return
		}
		if !common {
			n++
		}
		x.addWord(page, w.text, place)
	})
	return n
}

// addHTML adds the words between the tags of HTML.
func (x *Index) addHTML(page int, text string) {
	for text != "" {
		i := strings.IndexAny(text, "<&")
		if i < 0 {
			i = len(text)
		}
		x.add(page, text[:i], inText)
		text = text[i:]
		end := ">"
		if strings.HasPrefix(text, "&") {
			end = ";"
		}
		_, text, _ = strings.Cut(text, end)
	}
}

func (x *Index) addWord(page int, w []byte, place int) {
	list, known := x.forms[string(w)]
	if !known {
		list = x.termsOf(Forms(string(w)))
		x.forms[string(w)] = list
	}
	x.addTerms(page, list, place)
	if place < inNames || folding().common[string(w)] {
		return
	}
	if list, known = x.alike[string(w)]; !known {
		list = x.termsOf(alike(string(w)))
		x.alike[string(w)] = list
	}
	x.addTerms(page, list, place)
}

// tails begin terms that only indexes of many files have: words of six letters or more without the first two. Words
// that begin alike are in one file there, so that nothing else finds one whose beginning is typed wrongly.
const tails = "~~"

// alike are the terms by which a word is found when it is typed wrongly, or in another script.
func alike(w string) (list []string) {
	if s := Sound(w); s != "" {
		list = append(list, s)
	}
	if r := []rune(w); len(r) >= 6 && !isDigit(w[0]) {
		list = append(list, tails+string(r[2:]))
	}
	return list
}

// termsOf are the places of terms, new ones included.
func (x *Index) termsOf(texts []string) (list []int) {
	for _, text := range texts {
		i, ok := x.byText[text]
		if !ok {
			i = len(x.terms)
			x.byText[text] = i
			x.terms = append(x.terms, term{text: text})
		}
		list = append(list, i)
	}
	return list
}

func (x *Index) addTerms(page int, list []int, place int) {
	for _, i := range list {
		t := &x.terms[i]
		if t.page == page {
			t.place = max(t.place, place)
			continue
		}
		t.page, t.place = page, place
		x.touched = append(x.touched, i)
	}
}
