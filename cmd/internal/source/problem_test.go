package source

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestMsg(t *testing.T) {
	kind := Message{"film", "de film"}
	got := Msg("there is no %s %q", "il n’y a pas %s « %s »", kind, "zéro\nun")
	if want := (Message{`there is no film "zéro un"`, "il n’y a pas de film « zéro un »"}); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Msg("100%", "100 %"); got.En != "100%" || got.Fr != "100 %" {
		t.Errorf("a sentence without arguments is not formatted: %q", got)
	}
	if got.In("fr") != got.Fr || got.In("en") != got.En || got.In("ar") != got.En {
		t.Error("In takes the wrong language")
	}
	long := Msg("%s", "%s", strings.Repeat("é", 1000))
	if len(long.En) > 400 || !strings.HasSuffix(long.En, "é…") {
		t.Errorf("what was pasted is not cut: %q", long.En)
	}
}

func TestProblemIn(t *testing.T) {
	p := Problem{
		Path: "content/a.md",
		Line: 4,
		Col:  1,
		What: Message{"unknown field", "champ inconnu"},
		Hint: Message{"remove it", "retirez-le"},
	}
	if got, want := p.In("fr"), "content/a.md:4:1: champ inconnu\n    aide : retirez-le"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Hint = Message{}
	p.Col = 0
	if got, want := p.In("en"), "content/a.md:4: unknown field"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Line = 0
	if got, want := p.In("en"), "content/a.md: unknown field"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Sorting any order of the same problems gives one list, without repetition.
func TestSortLaw(t *testing.T) {
	gen := rapid.Custom(func(t *rapid.T) Problem {
		return Problem{
			Path: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "path"),
			Line: rapid.IntRange(0, 2).Draw(t, "line"),
			Col:  rapid.IntRange(0, 2).Draw(t, "col"),
			What: Message{En: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "what")},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(gen).Draw(t, "problems")
		shuffled := rapid.Permutation(list).Draw(t, "shuffled")
		a, b := Sort(slices.Clone(list)), Sort(shuffled)
		if !slices.Equal(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
		for i := 1; i < len(a); i++ {
			if a[i] == a[i-1] || a[i].Path < a[i-1].Path || a[i].Path == a[i-1].Path && a[i].Line < a[i-1].Line {
				t.Fatalf("out of order or twice: %v", a)
			}
		}
		for _, p := range list {
			if !slices.Contains(a, p) {
				t.Fatalf("%v is lost", p)
			}
		}
	})
}

func TestNearest(t *testing.T) {
	fields := []string{"title", "session", "start", "end", "seats", "state", "kind"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "sesion": "session", "session": "session", "sart": "start", "ned": "end",
		"kid": "kind", "colour": "", "": "", "zzzzzzzz": "", "e": "", "statr": "start",
	} {
		if got := Nearest(word, fields); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Nearest("title", nil); got != "" {
		t.Errorf("of nothing, %q is nearest", got)
	}
}

// One slip of the finger in a word of four letters or more is always understood.
func TestNearestOneSlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zé]{4,12}`).Draw(t, "word")
		runes := []rune(word)
		i := rapid.IntRange(0, len(runes)-2).Draw(t, "at")
		switch rapid.IntRange(0, 2).Draw(t, "slip") {
		case 0:
			runes = slices.Delete(runes, i, i+1)
		case 1:
			runes[i], runes[i+1] = runes[i+1], runes[i]
		case 2:
			runes = slices.Insert(runes, i, 'x')
		}
		if got := Nearest(string(runes), []string{word}); got != word {
			t.Fatalf("%q is not taken for %q", string(runes), word)
		}
	})
}

func TestEnvLanguage(t *testing.T) {
	for env, want := range map[string]string{"LANG=fr_MA.UTF-8": "fr", "LANG=en_GB.UTF-8": "en", "LANG=ar_MA": "fr",
		"LANG=C.UTF-8": "", "LC_ALL=C LANG=fr_FR": "", "": "", "LC_ALL=en_US LANG=fr_FR": "en",
		"LC_MESSAGES=fr LANG=en_US": "fr"} {
		vars := map[string]string{}
		for _, v := range strings.Fields(env) {
			name, value, _ := strings.Cut(v, "=")
			vars[name] = value
		}
		if got := EnvLanguage(func(name string) string { return vars[name] }); got != want {
			t.Errorf("%s: %q, want %q", env, got, want)
		}
	}
}

func TestFormatSizeAndDuration(t *testing.T) {
	for got, want := range map[Message]Message{
		FormatSize(0):                           {"0.0 kB", "0,0 ko"},
		FormatSize(989_400):                     {"989.4 kB", "989,4 ko"},
		FormatSize(1_049_999):                   {"1.0 MB", "1,0 Mo"},
		FormatDuration(1540 * time.Microsecond): {"1.5 ms", "1,5 ms"},
		FormatDuration(76 * time.Millisecond):   {"76 ms", "76 ms"},
	} {
		if got != want {
			t.Errorf("%v, not %v", got, want)
		}
	}
}

// A name with a line break, a control character or a change of direction stays on its line and
// gives no command to whoever shows it.
func TestProblemNeverLeavesItsLine(t *testing.T) {
	hostile := "a\n::stop-commands::x\x1b[2J\u202e\r\u2028\xff"
	p := Problem{
		Path: hostile,
		Line: 1,
		What: Message{En: hostile},
		Hint: Msg("%s %v", "%s %v", hostile, errors.New(hostile)),
	}
	got := p.In("en")
	const shown = `a\n::stop-commands::x\x1b[2J\u202e\r\u2028\xff`
	want := shown + ":1: " + shown + "\n    hint: " + strings.Repeat(
		` a ::stop-commands::x\x1b[2J\u202e\r\u2028\xff`,
		2,
	)
	if got != strings.Replace(want, "hint:  ", "hint: ", 1) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Printable leaves what is printable as it is, and makes of anything else something printable.
func TestPrintableLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		got := Printable(s)
		if strings.ContainsFunc(strings.ReplaceAll(got, "\ufffd", ""), unprintable) || !utf8.ValidString(got) {
			t.Fatalf("%q", got)
		}
		if Printable(got) != got {
			t.Fatalf("%q is not printable", got)
		}
	})
	if s := "Zéro, l’été — « أ » \u200e\u00a0\u202f\ufffd"; Printable(s) != s {
		t.Errorf("%q is changed", s)
	}
}

// Of a file with too many problems the mistakes are told first, and the rest are counted, however
// often and in whatever parts the list is sorted.
func TestSortLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Problem
		counts := map[string][2]int{}
		for _, path := range []string{"a", "b"} {
			n := [2]int{rapid.IntRange(0, 150).Draw(t, "mistakes"), rapid.IntRange(0, 150).Draw(t, "warnings")}
			counts[path] = n
			for i := range n[0] + n[1] {
				all = append(
					all,
					Problem{Path: path, Line: 1 + i*7%300, Col: 1 + i, What: Message{En: "x"}, Warning: i >= n[0]},
				)
			}
		}
		part := rapid.IntRange(0, len(all)).Draw(t, "part")
		twice := Sort(append(Sort(slices.Clone(all[:part])), all[part:]...))
		once := Sort(slices.Clone(all))
		if !slices.Equal(once, twice) || !slices.Equal(once, Sort(slices.Clone(once))) {
			t.Fatalf("sorted once %v, in parts %v", once, twice)
		}
		for path, n := range counts {
			var mistakes, warnings, more int
			for _, p := range once {
				switch {
				case p.Path != path:
				case more > 0:
					t.Fatal("there is something after the rest")
				case p.More > 0:
					more = p.More
					if p.Warning != (n[0] <= MaxProblems) || !strings.Contains(p.What.En, fmt.Sprint(p.More)) {
						t.Fatalf("%v", p)
					}
				case p.Warning:
					warnings++
				default:
					mistakes++
				}
			}
			if mistakes != min(n[0], MaxProblems) || warnings != min(n[1], MaxProblems-mistakes) ||
				mistakes+warnings+more != n[0]+n[1] {
				t.Fatalf("of %v: %d mistakes, %d warnings, %d more", n, mistakes, warnings, more)
			}
		}
	})
}
