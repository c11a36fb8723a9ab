package site

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A mistake is what an editor writes, in a site that is right.
type mistake struct {
	path string // of the file
	old  string // what stands there; "" at the end of the file, "---" as a further field
	new  string // what is written instead
	at   string // what the hint puts something else in place of; all of new where it is ""
	fill string // what an editor writes for a … of the hint
}

// hintForms are the hints that are followed to the letter, with what they propose.
var (
	renames = regexp.MustCompile(`(?:rename it to|move it to) (\S+\.(?:md|yaml))$`)
	writes  = regexp.MustCompile(`(?:^|[;,] |and )(?:then )?write ` +
		`(?:its name: |its name alone: |them as a list: |it with the digits 0 to 9: )?(.+?)` +
		`(?:, the name of its file|; the other languages .*|; the last day .*|; or .*| here| if it is not known)?$`)
	meantBy  = regexp.MustCompile(`did you mean "(.+?)"\?`)
	lastDay  = regexp.MustCompile(`the last day of that month is (\S+)$`)
	suchAs   = regexp.MustCompile(`, such as "(.+?)"$`)
	addsLine = regexp.MustCompile(`add a line “(\w+): …”`)
	addsIn   = regexp.MustCompile(`add “(, \w+: …)” before the }`)
	addsFile = regexp.MustCompile(`(?:save it|put it) into (\S+?)/?(?:$| and write|, or)`)
	starts   = regexp.MustCompile(`go run ./cmd/new (\w+) (?:-title "(.+?)"|(\S+))`)
)

// follow does what the hint of a problem says.
func (m *mistake) follow(t *testing.T, files map[string]string, p source.Problem) {
	hint, done := p.Hint.En, false
	value := m.at
	if value == "" {
		value = m.new
	}
	replace := func(with string) {
		done = true
		text := files[p.Path]
		if !strings.Contains(text, value) {
			t.Fatalf("%q is not in %s", value, p.Path)
		}
		files[p.Path] = strings.Replace(text, value, strings.ReplaceAll(with, "…", m.fill), 1)
	}
	if x := renames.FindStringSubmatch(hint); x != nil {
		files[x[1]], done = files[p.Path], true
		delete(files, p.Path)
		return
	}
	if x := starts.FindStringSubmatch(hint); x != nil {
		id := x[3]
		if id == "" {
			id = content.Slugify(x[2])
		}
		folder := map[string]string{"person": "people", "place": "places"}[x[1]]
		needs := map[string]string{"person": "roles: [guest]\n"}[x[1]]
		files["content/"+folder+"/"+id+".md"], done = "---\ntitle: X\n"+needs+"---\n", true
	}
	if x := addsFile.FindStringSubmatch(hint); x != nil {
		name := value[strings.LastIndexAny(value, `/\`)+1:]
		files[x[1]+"/"+name], done = files["content/films/dessin.svg"], true
	}
	switch x := writes.FindStringSubmatch(hint); {
	case strings.Contains(hint, "write its value after"):
		replace(strings.Replace(value, ":", ": "+m.fill, 1))
	case x != nil && !strings.HasPrefix(x[1], "“"):
		replace(x[1])
	case meantBy.MatchString(hint):
		replace(meantBy.FindStringSubmatch(hint)[1])
	case lastDay.MatchString(hint):
		replace(lastDay.FindStringSubmatch(hint)[1])
	case suchAs.MatchString(hint):
		replace(suchAs.FindStringSubmatch(hint)[1])
	case addsLine.MatchString(hint):
		done = true
		line := addsLine.FindStringSubmatch(hint)[1] + ": " + m.fill + "\n"
		files[p.Path] = strings.Replace(files[p.Path], "---\n", "---\n"+line, 1)
	case addsIn.MatchString(hint):
		replace(strings.Replace(value, "}", addsIn.FindStringSubmatch(hint)[1]+"}", 1))
	case strings.HasPrefix(hint, "remove it from “aliases:”"):
		replace("title: Un")
	}
	if !done {
		t.Fatalf("nobody can follow: %s", hint)
	}
}

// A mistake is one problem, and who does what its hint says has a site that is right.
func TestHintsLeadToASite(t *testing.T) {
	project, problems := source.Read(os.DirFS("../../.."), "layouts", "assets")
	if problems != nil {
		t.Fatal(problems[0].In("en"))
	}
	a, err := txtar.ParseFile("testdata/hints.txtar")
	if err != nil {
		t.Fatal(err)
	}
	m := memo.New()
	reported := func(files map[string]string) []source.Problem {
		list := append([]*source.File(nil), project...)
		for p, text := range files {
			list = append(list, source.NewText(p, []byte(text)))
		}
		return blockers(Build(m, source.NewFiles(list...), Options{Now: benchNow}).Problems)
	}
	for _, x := range mistakes {
		t.Run(strings.ReplaceAll(x.path+" "+x.new, "/", "|"), func(t *testing.T) {
			files := map[string]string{}
			for _, f := range a.Files {
				files[f.Name] = string(f.Data)
			}
			x.plant(t, files)
			ps := reported(files)
			for range 3 { // who starts an entry may be told what it is called
				if len(ps) != 1 {
					break
				}
				x.follow(t, files, ps[0])
				if ps = reported(files); len(ps) == 0 {
					return
				}
			}
			for _, p := range ps {
				t.Error(p.In("en"))
			}
			if len(ps) == 0 {
				t.Error("nothing is told")
			}
		})
	}
}

func (m *mistake) plant(t *testing.T, files map[string]string) {
	switch text, there := files[m.path]; {
	case !there && strings.HasPrefix(m.new, "= "):
		files[m.path] = files[m.new[2:]]
		if m.at == "moved" {
			delete(files, m.new[2:])
		}
	case !there:
		files[m.path] = m.new
	case m.old == "":
		files[m.path] = text + "\n" + m.new + "\n"
	case m.old == "---":
		files[m.path] = strings.Replace(text, "---\n", "---\n"+m.new+"\n", 1)
	case !strings.Contains(text, m.old):
		t.Fatalf("%s has no %q", m.path, m.old)
	default:
		files[m.path] = strings.Replace(text, m.old, m.new, 1)
	}
}

// Files of the site that is right, which testdata/hints.txtar holds.
const (
	film    = "content/films/un.md"
	edition = "content/sessions/edition-1.md"
	meeting = "content/masterclasses/mc.md"
	config  = "content/site.yaml"
	venue   = "content/places/anfa-park.md"
	person  = "content/people/lina-bel.md"
	prize   = "content/prizes/prix.md"
	news    = "content/news/n.md"
)
