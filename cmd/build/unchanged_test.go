package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// unchangedSite is fiction, with a change of time on 2026-05-04 and a remark on a name in plain words.
var unchangedSite = map[string]string{
	"content/site.yaml": "name: Fiction\nbase_url: https://fiction.example/\ntime_zone: Africa/Casablanca\n" +
		"languages:\n  - {code: fr, name: Français}\ncontact: {email: unknown, phone: unknown, address: unknown}\n",
	"content/pages/index.md": "---\ntitle: Accueil\ntemplate: home\n---\n\nBonjour.\n",
	"content/sessions/edition-1.md": "---\ntitle: Première\nnumber: 1\nstart: 2026-05-04\nend: 2026-06-01\n" +
		"disciplines: unknown\n---\n\nTexte.\n",
	"content/people/alma.md": "---\ntitle: Alma Chimère\nroles: [coach]\nconsent: public\n---\n\nTexte.\n",
	"content/films/un.md": "---\ntitle: Un\nkind: short\nsession: edition-1\n" +
		"credits: [{role: Image, people: [Alma Chimère]}]\n---\n\nTexte.\n",
}

// unchangedStory drives builds of one site and sees which of them made it: the others repeat the
// number of pages that the build before is made to have kept.
type unchangedStory struct {
	*testing.T
	root string
	args []string
}

func newUnchangedStory(t *testing.T) *unchangedStory {
	s := &unchangedStory{T: t, root: t.TempDir(), args: []string{"-now", "2026-05-01"}}
	for p, text := range unchangedSite {
		s.write(p, text)
	}
	return s
}

func (s *unchangedStory) path(p string) string { return filepath.Join(s.root, filepath.FromSlash(p)) }

func (s *unchangedStory) write(p, text string) {
	s.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(s.path(p)), 0o777), os.WriteFile(s.path(p), []byte(text),
		0o666)); err != nil {
		s.Fatal(err)
	}
}

// build reports whether the build made the site, and what it told. It spoils what it leaves.
func (s *unchangedStory) build(args ...string) (made bool, out jsonResult) {
	s.Helper()
	args = append(append([]string{"-root", s.root, "-json"}, s.args...), args...)
	if err := json.Unmarshal([]byte(mustBuild(s.T, args...)), &out); err != nil {
		s.Fatal(err)
	}
	l := lastBuild{}
	data, err := os.ReadFile(s.path(lastBuildFile))
	if err := errors.Join(err, json.Unmarshal(data, &l)); err != nil {
		s.Fatal(err)
	}
	l.Pages = spoilt
	if data, err = json.Marshal(l); err != nil {
		s.Fatal(err)
	}
	s.write(lastBuildFile, string(data))
	return out.Pages != spoilt, out
}

const spoilt = 4242

// want builds and says whether that is to make the site.
func (s *unchangedStory) want(made bool, args ...string) jsonResult {
	s.Helper()
	got, out := s.build(args...)
	if got != made {
		s.Errorf("build %v made the site: %t", args, got)
	}
	return out
}

// A build of the same sources, options, tool and instants, over files that are as the last one
// left them, makes nothing and tells the same. Anything else makes all.
func TestUnchanged(t *testing.T) {
	page := "public/films/un/index.html"
	for _, c := range []struct {
		name string
		made bool
		do   func(s *unchangedStory) (args []string)
	}{
		{"nothing", false, nil},
		{"the last instant before a change", false, func(s *unchangedStory) []string {
			return []string{"-now", "2026-05-03T23:59:59"}
		}},
		{"a source written again", false, func(s *unchangedStory) []string {
			s.write("content/films/un.md", unchangedSite["content/films/un.md"])
			return nil
		}},
		{"what no build reads", false, func(s *unchangedStory) []string {
			s.write("content/films/.un.md.swp", "x")
			return nil
		}},
		{"dry", false, func(s *unchangedStory) []string { return []string{"-n"} }},
		{"the change", true, func(s *unchangedStory) []string { return []string{"-now", "2026-05-04"} }},
		{"before the last build", true, func(s *unchangedStory) []string { return []string{"-now", "2026-04-30"} }},
		{"a source", true, func(s *unchangedStory) []string {
			s.write("content/films/un.md", unchangedSite["content/films/un.md"]+"!")
			return nil
		}},
		{"a new source", true, func(s *unchangedStory) []string { s.write("content/films/un.txt", "x"); return nil }},
		{"a source renamed", true, func(s *unchangedStory) []string {
			if err := os.Rename(s.path("content/films/un.md"), s.path("content/films/deux.md")); err != nil {
				s.Fatal(err)
			}
			return nil
		}},
		{"a layout of its own", true, func(s *unchangedStory) []string {
			s.write("assets/css/other.css", "")
			return nil
		}},
		{"drafts", true, func(s *unchangedStory) []string { return []string{"-drafts"} }},
		{"another address", true, func(s *unchangedStory) []string {
			return []string{"-base-url", "https://other.example/"}
		}},
		{"another folder", true, func(s *unchangedStory) []string { return []string{"-out", s.path("elsewhere")} }},
		{"verify", true, func(s *unchangedStory) []string { return []string{"-verify"} }},
		{"a page touched", true, func(s *unchangedStory) []string {
			if err := os.Chtimes(s.path(page), time.Time{}, time.Now().Add(-time.Hour)); err != nil {
				s.Fatal(err)
			}
			return nil
		}},
		{"a page gone", true, func(s *unchangedStory) []string { os.Remove(s.path(page)); return nil }},
		{"another tool", true, func(s *unchangedStory) []string {
			was := toolDigest
			toolDigest = func() ([]byte, error) { return []byte("another"), nil }
			s.Cleanup(func() { toolDigest = was })
			return nil
		}},
		{"a tool without identity", true, func(s *unchangedStory) []string {
			was := toolDigest
			toolDigest = func() ([]byte, error) { return nil, errors.New("unreadable") }
			s.Cleanup(func() { toolDigest = was })
			return nil
		}},
		{"a torn note", true, func(s *unchangedStory) []string { s.write(lastBuildFile, `{"Inputs":"`); return nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newUnchangedStory(t)
			first := s.want(true)
			var args []string
			if c.do != nil {
				args = c.do(s)
			}
			again := s.want(c.made, args...)
			if !c.made {
				first.Pages, first.Written, first.Milliseconds = again.Pages, again.Written, again.Milliseconds
				if a, b := indented(first), indented(again); a != b || len(again.Problems) == 0 || again.Written != 0 {
					t.Errorf("it does not tell the same:\n%s\n%s", a, b)
				}
				return
			}
			if _, err := os.ReadFile(s.path(page)); err != nil && c.name != "a source renamed" {
				t.Error(err)
			}
		})
	}
}

// A changed page is made good however well its change is hidden, and after that nothing is made again.
func TestUnchangedAfterMending(t *testing.T) {
	s := newUnchangedStory(t)
	s.want(true)
	page := "public/index.html"
	data, err := os.ReadFile(s.path(page))
	info, serr := os.Lstat(s.path(page))
	if err != nil || serr != nil {
		t.Fatal(err, serr)
	}
	s.write(page, strings.Repeat("x", len(data)))
	if err := os.Chtimes(s.path(page), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if out := s.want(true); out.Written != 1 {
		t.Errorf("%d files are written, not the one", out.Written)
	}
	if now, _ := os.ReadFile(s.path(page)); string(now) != string(data) {
		t.Error("the page is not made good")
	}
	s.want(false)
	s.want(true, "-now", "2026-05-10") // a change of time, in which nothing has to be made again later
	s.want(false, "-now", "2026-05-11")
	s.want(true)
}

// A build with a problem leaves what was published, and what is known of it.
func TestUnchangedBesideProblem(t *testing.T) {
	s := newUnchangedStory(t)
	s.want(true)
	s.write("content/films/un.md", "---\ntitel: Un\n---\n")
	if _, _, code := build(t, append([]string{"-root", s.root}, s.args...)...); code != 1 {
		t.Fatal("exit", code)
	}
	s.write("content/films/un.md", unchangedSite["content/films/un.md"])
	s.want(false)
}

func indented(v any) string {
	data, _ := json.MarshalIndent(v, "", " ")
	return string(data)
}
