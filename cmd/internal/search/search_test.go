package search

import (
	"os"
	"strings"
	"testing"
)

// foldings are texts, and what is made of them, in a file.
func foldings(t testing.TB, name string) (list [][2]string) {
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if text, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			list = append(list, [2]string{text, want})
		}
	}
	return list
}

func TestFolding(t *testing.T) {
	for _, x := range foldings(t, "words.txt") {
		var got []string
		for _, w := range Words(x[0]) {
			got = append(got, strings.Join(Forms(w), "|"))
		}
		if s := strings.Join(got, " "); s != x[1] {
			t.Errorf("%s\n got %s\nwant %s", x[0], s, x[1])
		}
	}
}

func TestSound(t *testing.T) {
	for _, x := range foldings(t, "sounds.txt") {
		if got := Sound(x[0]); got != x[1] {
			t.Errorf("%s sounds like %q, want %q", x[0], got, x[1])
		}
	}
}
