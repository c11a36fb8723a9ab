// Package feed writes one list of entries as an Atom feed (RFC 4287) and as a JSON Feed (version 1.1).
//
// It is given instants, and nothing less precise: what is not known to the day is no entry. It has no clock.
package feed

import (
	"cmp"
	"slices"
	"time"
)

// A feed holds no more than this: readers get it again and again.
const (
	MaxEntries = 50
	MaxBytes   = 100_000
)

// A Feed is a list of entries in one language. All URLs are absolute.
type Feed struct {
	ID       string // an IRI: the same for ever
	Title    string
	Author   string // of all entries
	Lang     string // BCP 47
	PageURL  string // of the page that lists the entries
	AtomURL  string
	JSONURL  string
	StyleURL string    // of the style sheet that browsers show it with, or ""
	Versions []Version // the feed in other languages
	Entries  []Entry
}

// A Version is the feed in another language.
type Version struct{ Lang, AtomURL string }

// An Entry is one piece of news, a meeting, a film.
type Entry struct {
	ID        string // an IRI: the same for ever and in every language
	Title     string
	Lang      string // of the texts; that of the feed where it is empty
	URL       string
	Text      string    // plain text: what it is in short
	HTML      string    // all of it, with absolute URLs
	Published time.Time // the zero time where it is not known
	Updated   time.Time // required: entries without it are left out
}

// entries are those that the feed holds: the newest first, as many as encode fits into the limits.
func (f *Feed) entries() []Entry {
	list := slices.DeleteFunc(slices.Clone(f.Entries), func(e Entry) bool { return e.Updated.IsZero() })
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(b.Updated.Compare(a.Updated),
			cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), MaxEntries)]
}

// fit is the longest beginning of the entries that encode makes no more than MaxBytes of; nil where none is left.
func fit(entries []Entry, encode func([]Entry) []byte) (fitting []byte) {
	low, high := 0, len(entries) // so many fit; so many may
	for n := high; low < high; n = (low + high + 1) / 2 {
		if b := encode(entries[:n]); len(b) <= MaxBytes {
			low, fitting = n, b
		} else {
			high = n - 1
		}
	}
	return fitting
}

// instant is a time as both formats want it (RFC 3339).
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
