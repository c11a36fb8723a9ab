package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type entry struct{ id, title, updated, published string }

// readAtom and readJSON read a feed as a stranger would.
func readAtom(t rapid.TB, b []byte) (list []entry) {
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     string `xml:"title"`
			Updated   string `xml:"updated"`
			Published string `xml:"published"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(b, &f); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	for _, e := range f.Entries {
		list = append(list, entry{e.ID, e.Title, e.Updated, e.Published})
	}
	return list
}

func readJSON(t rapid.TB, b []byte) (list []entry) {
	var f struct {
		Version string `json:"version"`
		Items   []struct {
			ID        string `json:"id"`
			Title     string `json:"title"`
			Text      string `json:"content_text"`
			Modified  string `json:"date_modified"`
			Published string `json:"date_published"`
		} `json:"items"`
	}
	if err := json.Unmarshal(b, &f); err != nil || f.Version != "https://jsonfeed.org/version/1.1" {
		t.Fatalf("%v in %s", err, b)
	}
	for _, e := range f.Items {
		if e.Text == "" {
			t.Fatalf("%s has no content", e.ID)
		}
		list = append(list, entry{e.ID, e.Title, e.Modified, e.Published})
	}
	return list
}

// Both formats say the same of the same entries: the newest, within the limits, each as it was given.
func TestFormatsAgree(t *testing.T) {
	words := rapid.StringOf(rapid.RuneFrom([]rune("aé<&>\"' ملف🎬]")))
	rapid.Check(t, func(t *rapid.T) {
		f := Feed{ID: "urn:x", Title: words.Draw(t, "name"), Lang: "fr"}
		want := map[string]entry{}
		for i := range rapid.IntRange(1, 70).Draw(t, "n") {
			e := Entry{ID: fmt.Sprint("urn:x:", i), Title: "t" + words.Draw(t, "title"),
				Text: strings.Repeat("x", rapid.SampledFrom([]int{0, 10, 5000}).Draw(t, "length"))}
			if at := rapid.Int64Range(0, 9).Draw(t, "at"); at > 0 {
				e.Updated = time.Unix(1e9+at*86400, 0).UTC()
				want[e.ID] = entry{e.ID, e.Title, e.Updated.Format(time.RFC3339), ""}
			}
			f.Entries = append(f.Entries, e)
		}
		a, j := f.Atom(), f.JSON()
		if len(a) > MaxBytes || len(j) > MaxBytes {
			t.Fatalf("%d and %d bytes", len(a), len(j))
		}
		if len(want) == 0 {
			if a != nil || j != nil {
				t.Fatal("a feed without entries")
			}
			return
		}
		// The language is an attribute of XML itself (XML 1.0, 2.12).
		if !bytes.Contains(a, []byte(` xml:lang="fr"`)) {
			t.Fatalf("the feed has no language: %.200s", a)
		}
		for _, list := range [][]entry{readAtom(t, a), readJSON(t, j)} {
			if len(list) == 0 || len(list) > MaxEntries {
				t.Fatalf("%d entries of %d", len(list), len(want))
			}
			for _, e := range list {
				if e != want[e.id] {
					t.Fatalf("%+v, want %+v", e, want[e.id])
				}
			}
			if !slices.IsSortedFunc(list, func(a, b entry) int { return strings.Compare(b.updated, a.updated) }) {
				t.Fatalf("the newest is not first: %v", list)
			}
		}
	})
}

func TestPublishedIsLeftOutWhereItIsNotKnown(t *testing.T) {
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.FixedZone("", 3600))
	f := Feed{
		Lang: "fr",
		Entries: []Entry{{ID: "urn:a", Title: "a", Updated: day}, {ID: "urn:b", Title: "b", Updated: day,
			Published: day}, {ID: "urn:c", Title: "c"}},
	}
	const at = "2026-11-20T00:00:00+01:00"
	want := []entry{{"urn:a", "a", at, ""}, {"urn:b", "b", at, at}}
	if got := readAtom(t, f.Atom()); !slices.Equal(got, want) {
		t.Errorf("Atom says %v", got)
	}
	if got := readJSON(t, f.JSON()); !slices.Equal(got, want) {
		t.Errorf("JSON says %v", got)
	}
}
