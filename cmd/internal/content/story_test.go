package content

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/source"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false,
	"write what the tool says into testdata/*.txtar; read the difference before it is kept")

// A story is a txtar file of sources and of what an editor reads about them: the sections
// problems.en and problems.fr. A line "now 2026-01-31T12:00" above says when it plays.
type story struct {
	path    string
	archive *txtar.Archive
	sources []*source.File
	now     time.Time
}

func readStory(t *testing.T, path string) *story {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{path: path, archive: txtar.Parse(data), now: time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)}
	for line := range strings.Lines(string(s.archive.Comment)) {
		if at, ok := strings.CutPrefix(strings.TrimSpace(line), "now "); ok {
			if s.now, err = time.ParseInLocation("2006-01-02T15:04", at, Zone("Africa/Casablanca")); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range s.archive.Files {
		if strings.HasPrefix(f.Name, "content/") || strings.HasPrefix(f.Name, "assets/") {
			s.sources = append(s.sources, source.NewText(f.Name, f.Data))
		}
	}
	return s
}

func stories(t *testing.T) []*story {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	var list []*story
	for _, p := range paths {
		list = append(list, readStory(t, p))
	}
	return list
}

const testConfig = `name: Fiction
base_url: https://fiction.example/
languages: [{code: fr, name: Français}, {code: ar, name: العربية}, {code: en, name: English}]
`

// build reads, merges and links sources as a build does.
func build(sources []*source.File, now time.Time) (*Site, []source.Problem) {
	files := source.NewFiles(sources...)
	conf := files.Get(ConfigPath)
	if conf == nil {
		conf = source.NewText(ConfigPath, []byte(testConfig))
	}
	c, problems := ParseConfig(conf)
	entries := map[key][]*FrontMatter{}
	var order []key
	for _, f := range files.Below("content/") {
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		text, ps := SplitFrontMatter(f)
		if problems = append(problems, ps...); ps != nil {
			continue
		}
		s, ps := Parse(f.Path, text, c)
		if problems = append(problems, ps...); s == nil {
			continue
		}
		k := key{Kind(s.Folder), s.ID}
		if entries[k] == nil {
			entries[k] = make([]*FrontMatter, len(c.Languages))
			order = append(order, k)
		}
		entries[k][s.Lang] = s
	}
	var records []Record
	for _, k := range order {
		if entries[k][0] == nil {
			continue
		}
		r, ps := Merge(entries[k])
		problems = append(problems, ps...)
		records = append(records, r)
	}
	site := Link(records, c, now, false)
	ps := site.Check(records, files)
	return site, source.Sort(append(problems, ps...))
}

func say(problems []source.Problem, lang string) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.In(lang) + "\n")
	}
	return b.String()
}

func TestStories(t *testing.T) {
	for _, s := range stories(t) {
		t.Run(strings.TrimSuffix(filepath.Base(s.path), ".txtar"), func(t *testing.T) {
			_, problems := build(s.sources, s.now)
			changed := false
			for _, lang := range []string{"en", "fr"} {
				got := say(problems, lang)
				i := slices.IndexFunc(s.archive.Files,
					func(f txtar.File) bool { return f.Name == "problems."+lang })
				if i < 0 {
					i = len(s.archive.Files)
					s.archive.Files = append(s.archive.Files, txtar.File{Name: "problems." + lang})
					changed = true
				}
				if diff := cmp.Diff(string(s.archive.Files[i].Data), got); diff != "" {
					changed = true
					if !*update {
						t.Errorf("%s, problems.%s (-want +got):\n%s", s.path, lang, diff)
					}
				}
				s.archive.Files[i].Data = []byte(got)
			}
			if changed && *update {
				if err := os.WriteFile(s.path, txtar.Format(s.archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

var ownWords = regexp.MustCompile(`"[^"]*"|“[^”]*”|« [^»]* »|«[^»]*»`)

// TestStoriesSpeakPlainly holds every message of the stories to the words an editor knows.
func TestStoriesSpeakPlainly(t *testing.T) {
	jargon := []string{"yaml", "mapping", "node", "scalar", "unmarshal", "sequence", "anchor", "parser", "token",
		"nil", "struct", "%!", "reflect", "regexp", "offset", "index out"}
	for _, s := range stories(t) {
		_, problems := build(s.sources, s.now)
		for _, p := range problems {
			for _, lang := range []string{"en", "fr"} {
				what, hint := p.What.In(lang), p.Hint.In(lang)
				for _, word := range jargon {
					// What an editor typed may hold anything; the tool's own words may not.
					if strings.Contains(strings.ToLower(strings.ReplaceAll(ownWords.ReplaceAllString(what+" "+hint,
						""),
						"site.yaml", "")),
						word) {
						t.Errorf("%s: %q is jargon in %q, %q", p.Where(), word, what, hint)
					}
				}
				if what == "" || strings.HasSuffix(what, ".") || strings.ToUpper(what[:1]) == what[:1] &&
					what[0] >= 'A' && what[0] <= 'Z' && !strings.HasPrefix(what, "“") {
					t.Errorf("%s: %q is no clause in lower case without a full stop", p.Where(), what)
				}
				if strings.Contains(what+hint, "\n") {
					t.Errorf("%s: a message of several lines: %q, %q", p.Where(), what, hint)
				}
				if len(what)+len(hint) > 600 {
					t.Errorf("%s: a message of %d bytes: %.200q", p.Where(), len(what)+len(hint), what)
				}
			}
			if (p.Hint.En == "") != (p.Hint.Fr == "") || p.What.En == "" || p.What.Fr == "" {
				t.Errorf("%s: said in one language only: %+v", p.Where(), p)
			}
		}
	}
}

// TestSameFromEveryEditor: a byte order mark and the line ends of Windows change nothing.
func TestSameFromEveryEditor(t *testing.T) {
	for _, s := range stories(t) {
		want, problems := build(s.sources, s.now)
		for name, as := range map[string]func([]byte) []byte{
			"byte order mark":  func(b []byte) []byte { return append([]byte("\ufeff"), b...) },
			"CRLF":             func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
			"CR":               func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r")) },
			"no last line end": func(b []byte) []byte { return bytes.TrimSuffix(b, []byte("\n")) },
		} {
			var again []*source.File
			for _, f := range s.sources {
				data, _ := f.Bytes()
				again = append(again, source.NewText(f.Path, as(data)))
			}
			got, gotProblems := build(again, s.now)
			if diff := cmp.Diff(say(problems, "en"), say(gotProblems, "en")); diff != "" {
				t.Errorf("%s: %s changes the problems (-as is +with):\n%s", s.path, name, diff)
			}
			if !got.Change.Equal(want.Change) || len(got.all) != len(want.all) {
				t.Errorf("%s: %s changes the site", s.path, name)
			}
		}
	}
}
