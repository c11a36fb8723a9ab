package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// An index of up to so many pages is one file.
const onePage = 200

// pagesPerFile is how many pages a file of a larger index says what to show of. A question shows ten pages, which may
// be in ten files.
const pagesPerFile = 16

// pagesPerWords is how many pages a larger index has for each file of words.
const pagesPerWords = 48

// Files are how many files an index of so many pages has beside the first: of words, and of pages.
func Files(n int) (ofWords, ofPages int) {
	if n <= onePage {
		return 0, 0
	}
	return (n + pagesPerWords - 1) / pagesPerWords, (n + pagesPerFile - 1) / pagesPerFile
}

// An Encoded is the files of an index.
type Encoded struct {
	Main  []byte
	Words [][]byte // sorted lines, each: how many letters are those of the line before, the others, its pages
	Pages [][]byte // a line each
}

// head is the first line of the first file.
type head struct {
	Table
	Version string   `json:"version"` // of all files of the index: they change together
	Kinds   []string `json:"kinds"`
	Lengths string   `json:"lengths"`         // of titles in words, a digit for each page
	Words   []string `json:"words,omitempty"` // the first of each file of words
	Step    int      `json:"step,omitempty"`  // pages in a file of pages
}

// Encode makes the files. They are UTF-8; lines end with \n, and an empty line is between the parts of the first.
func (x *Index) Encode() Encoded {
	slices.SortFunc(x.terms, func(a, b term) int { return strings.Compare(a.text, b.text) })
	h := head{Table: FoldingTable, Kinds: x.kinds, Lengths: string(x.lengths)}
	nWords, nPages := Files(len(x.pages))
	var e Encoded
	if nWords == 0 {
		x.terms = slices.DeleteFunc(x.terms, func(t term) bool { return strings.HasPrefix(t.text, tails) })
		words, _ := x.encodeTerms(0, len(x.terms))
		h.Version = version([]byte(strings.Join(x.pages, "\n")), words)
		e.Main = slices.Concat(h.line(), []byte("\n"+strings.Join(x.pages, "\n")+"\n\n"), words)
		return e
	}
	size := 0
	for i := range x.terms {
		size += len(x.terms[i].pages) + termSize
	}
	at, done := 0, 0
	for i := range nWords {
		from := at
		for at < len(x.terms) && (i == nWords-1 || done < size*(i+1)/nWords) {
			done += len(x.terms[at].pages) + termSize
			at++
		}
		b, first := x.encodeTerms(from, at)
		e.Words, h.Words = append(e.Words, b), append(h.Words, first)
	}
	for i := range nPages {
		list := x.pages[i*pagesPerFile : min((i+1)*pagesPerFile, len(x.pages))]
		e.Pages = append(e.Pages, []byte(strings.Join(list, "\n")+"\n"))
	}
	h.Step = pagesPerFile
	h.Version = version(slices.Concat(e.Words, e.Pages)...)
	e.Main = h.line()
	return e
}

// termSize is about how many bytes a term has beside its pages.
const termSize = 6

func (h head) line() []byte {
	b, err := json.Marshal(h)
	if err != nil {
		panic(err) // it is texts and numbers
	}
	return append(b, '\n')
}

func version(parts ...[]byte) string {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write(p)
	}
	return fmt.Sprintf("%x", h.Sum64())
}

// encodeTerms are the lines of some terms, and the first of these: in a file of its own it has no line before.
func (x *Index) encodeTerms(from, to int) (lines []byte, first string) {
	var b bytes.Buffer
	var last []rune
	for i := from; i < to; i++ {
		t := []rune(x.terms[i].text)
		same := 0
		// Letters are counted as JavaScript counts them: those above U+FFFF are two there, and are never shared.
		for same < min(len(t), len(last), 35) && t[same] == last[same] && t[same] <= 0xffff {
			same++
		}
		b.WriteString(strconv.FormatInt(int64(same), 36))
		b.WriteString(string(t[same:]))
		b.WriteByte(' ')
		b.Write(x.terms[i].pages)
		b.WriteByte('\n')
		last = t
	}
	if from < to {
		first = x.terms[from].text
	}
	return b.Bytes(), first
}

// appendNumber writes a number in digits of five bits, the lowest first; all but the last have a sixth.
func appendNumber(b []byte, n int) []byte {
	for n >= 32 {
		b = append(b, '0'+byte(n&31|32))
		n >>= 5
	}
	return append(b, '0'+byte(n))
}
