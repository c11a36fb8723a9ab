package board

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What content says in other words than the glossary stands on the board at its line; names for the build, links and
// words that only contain one do not.
func TestWords(t *testing.T) {
	const page = "content/pages/index.en.md"
	files, _ := small(t, page, "\n---\n", "\nslug: laureate\n---\n", page, "\n---\n",
		"\n---\nThe laureates and the [laureate](laureate.md) of\nlaureateships\n")
	var got []string
	for _, r := range Make(build(files, smallNow), Options{Files: files}).Section("words").Rows {
		got = append(got, r.Where()+": "+r.What.En)
	}
	want := []string{page + `:6:1: "laureate": the glossary says "prize winners"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAvoided(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Les « Gagnants »", "gagnants"},
		{"gagnantes", ""},
		{"هنا تُلقَّن الدروس", "تلقن"},
		{"master-class", "master class"},
	} {
		if got := Avoided(c.text, []string{"gagnants", "تلقن", "master class"}); got != c.want {
			t.Errorf("%q holds %q, want %q", c.text, got, c.want)
		}
	}
}
