package site

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// Fictional people, who may or may not be named.
var people = []struct{ id, latin, arabic string }{
	{"p-1", "Élodie N’Diaye", "إيلودي نداي"}, {"siham-el-faydi", "Siham El Faydi",
		"سهام الفايدي"},
	{"anonyme-3", "Jean-Noël Straße", "جان نويل"}, {"lucja", "Łucja Œuvrard-Amzil", "لوسيا أمزيل"},
}

var tagForm = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// leaks returns the first of some names that bytes hold in a form that its reader would know, judged by
// other means than those of the site, or "".
func leaks(b []byte, names []string) string {
	text := string(b)
	for _, s := range []string{text, tagForm.ReplaceAllString(text, ""), strings.ReplaceAll(text, "\r\n ", "")} {
		views := []string{s, html.UnescapeString(s), html.UnescapeString(html.UnescapeString(s))}
		if u, err := url.QueryUnescape(s); err == nil {
			views = append(views, u)
		}
		var decoded string
		if json.Unmarshal([]byte(`"`+strings.ReplaceAll(s, `"`, "")+`"`), &decoded) == nil {
			views = append(views, decoded)
		}
		for _, v := range views {
			v = readable(v)
			for _, n := range names {
				if strings.Contains(v, readable(n)) {
					return n
				}
			}
		}
	}
	return ""
}

// readable is a text as its reader takes it.
func readable(s string) string {
	s = strings.ToLower(norm.NFC.String(s))
	s = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "ß", "ss", "’", "'", "-", " ", "_",
		" ").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// nameForms are ways to type a name.
var nameForms = []func(string) string{
	func(s string) string { return s }, strings.ToUpper, norm.NFD.String,
	func(s string) string { return strings.ReplaceAll(s, " ", "\n") },
	func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0 ") },
	func(s string) string { return "**" + strings.Replace(s, " ", "** ", 1) },
	func(s string) string { return strings.Replace(s, "l", "l\u00ad", 1) },
	func(s string) string { return strings.ReplaceAll(s, "é", "&eacute;") },
	func(s string) string { return strings.ReplaceAll(s, " ", "-") },
}

// cardStore keeps cards from one build to the next.
var cardStore = &assets.Memory{}

// A peopleSite is a site with people of every consent in every role.
type peopleSite struct {
	files  map[string]string
	hidden []string // their names
	ids    []string
}

func drawSite(t *rapid.T) *peopleSite {
	s := &peopleSite{files: map[string]string{
		"content/site.yaml": "name: Essai\nbase_url: https://essai.example/\ntime_zone: Africa/Casablanca\n" +
			"languages:\n" +
			"  - {code: fr, name: Français}\n  - {code: ar, name: العربية}\nfallback: list\nnavigation: " +
			"[films, people]\n",
		"content/pages/index.md": "---\ntitle: Accueil\ntemplate: home\n---\nBienvenue.\n",
	}}
	pick := func(label string) string { return rapid.SampledFrom(s.ids).Draw(t, label) }
	for _, p := range people {
		consent := rapid.SampledFrom([]string{"public", "initials", "none"}).Draw(t, "consent")
		role := rapid.SampledFrom([]string{"participant", "laureate", "speaker", "coach"}).Draw(t, "role")
		s.ids = append(s.ids, p.id)
		s.files["content/people/"+p.id+".md"] = fmt.Sprintf("---\ntitle: %q\nroles: [%s]\nconsent: %s\nsession: e-1\n"+
			"name: {latin: %q, arabic: %q}\n---\n%s a monté un film.\n", p.latin, role, consent, p.latin, p.arabic,
			p.latin)
		if consent != "public" {
			s.hidden = append(s.hidden, p.latin, p.arabic)
		}
	}
	s.files["content/sessions/e-1.md"] = "---\ntitle: Édition 1\nnumber: 1\nstart: 2025-01-10\nend: 2025-06-30\n" +
		"disciplines: [{name: Son}]\nteam: [{person: " + pick("team") + ", role: Direction}]\n---\nTexte.\n"
	credits := rapid.Permutation(s.ids).Draw(t, "credits")[:2]
	s.files["content/films/f.md"] = "---\ntitle: Un film\nkind: short\nsession: e-1\nyear: 2025\ncredits: [{role: " +
		"Son, people: [" +
		strings.Join(
			credits,
			", ",
		) + "]}]\n---\nUn texte.\n"
	s.files["content/prizes/p.md"] = "---\ntitle: Un prix\nsession: e-1\naward: Une bourse\nstate: awarded\n" +
		"laureates: [{person: " +
		pick(
			"laureate",
		) + "}]\njury: [" + pick(
		"jury",
	) + "]\n---\n"
	s.files["content/news/n.md"] = "---\ntitle: Une note\ndate: 2025-03-02\nauthor: " + pick("author") +
		"\n---\nTexte.\n"
	s.files["content/masterclasses/m.md"] = "---\ntitle: Une rencontre\nspeakers: [" + pick("speaker") + "]\n" +
		"guests: [" + pick("guest") + "]\nstart: 2025-03-01T18:30\nsession: e-1\naudience: public\nonline: " +
		"https://x.example/\n---\n"
	return s
}

// places are where a name may be typed.
var places = map[string]func(s *peopleSite, name string){
	"a body": func(s *peopleSite, n string) { s.files["content/films/f.md"] += "Avec " + n + " au son.\n" },
	"a heading": func(s *peopleSite, n string) {
		s.files["content/films/f.md"] += "\n## " + strings.Join(strings.Fields(n), " ") + "\n"
	},
	"a title": func(s *peopleSite, n string) {
		s.files["content/films/f.md"] = strings.Replace(s.files["content/films/f.md"], "Un film",
			fmt.Sprintf("%q", n), 1)
	},
	"the name of the site": func(s *peopleSite, n string) {
		s.files["content/site.yaml"] = strings.Replace(s.files["content/site.yaml"], "Essai", fmt.Sprintf("%q", n), 1)
	},
	"a file to download": func(s *peopleSite, n string) {
		s.files["content/pages/t/a.csv"] = "nom;rôle\n" + n + ";son\n"
		s.files["content/pages/t/index.md"] = "---\ntitle: T\n---\n[tableau](a.csv)\n"
	},
	"a drawing": func(s *peopleSite, n string) {
		s.files["content/pages/t/a.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>` +
			html.EscapeString(strings.NewReplacer("*", "", "&eacute;", "é").Replace(n)) + `</text></svg>`
		s.files["content/pages/t/index.md"] = "---\ntitle: T\n---\n![un dessin](a.svg)\n"
	},
	"a description": func(s *peopleSite, n string) {
		s.files["content/pages/t/a.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect ` +
			`width="9" height="9"/></svg>`
		s.files["content/pages/t/index.md"] = "---\ntitle: T\n---\n![Portrait de " + strings.Join(
			strings.Fields(n),
			" ",
		) + "](a.svg)\n"
	},
	"the name of a file": func(s *peopleSite, n string) {
		name := strings.NewReplacer("*", "", "&eacute;", "é", "\n", " ").Replace(n)
		s.files["content/pages/t/"+name+".csv"] = "a;b\n"
		s.files["content/pages/t/index.md"] = "---\ntitle: T\n---\n[tableau](<" + name + ".csv>)\n"
	},
	"the text of a link": func(s *peopleSite, n string) {
		s.files["content/films/f.md"] += "[" + n +
			"](https://x.example/)\n"
	},
	"an address": func(s *peopleSite, n string) {
		s.files["content/films/f.md"] += "[x](https://x.example/?q=" + url.QueryEscape(n) + ")\n"
	},
}

// A namedSite is a site in which a name is typed somewhere, or nowhere.
type namedSite struct {
	*peopleSite
	place, typed string
}

func drawNamedSite(t *rapid.T) *namedSite {
	kinds := []string{"nowhere"}
	for k := range places {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	s := &namedSite{peopleSite: drawSite(t)}
	s.place = rapid.SampledFrom(kinds).Draw(t, "place")
	if s.place != "nowhere" && len(s.hidden) > 0 {
		name := rapid.SampledFrom(s.hidden).Draw(t, "name")
		s.typed = rapid.SampledFrom(nameForms).Draw(t, "form")(name)
		places[s.place](s.peopleSite, s.typed)
	}
	return s
}

var namedSites = flag.Int("sites", 20, "how many sites TestNobodyIsNamed makes")

// No byte of what is published, and no path, holds the name of somebody who may not be named: where one
// is typed, in whatever form and place, the site is not published and a source is named; where none is,
// nothing is told. After a change of what is published, run it with -sites 1000.
func TestNobodyIsNamed(t *testing.T) {
	project, problems := source.Read(os.DirFS("../../.."), "layouts", "assets")
	if problems != nil {
		t.Fatal(problems[0].In("en"))
	}
	var everybody []string
	for _, p := range people {
		everybody = append(everybody, p.latin, p.arabic)
	}
	m := memo.New()
	clean := map[source.Digest]bool{} // what names nobody at all
	sites := rapid.Custom(drawNamedSite)
	for i := range *namedSites {
		s := sites.Example(i)
		list := slices.Clone(project)
		for p, text := range s.files {
			list = append(list, source.NewText(p, []byte(text)))
		}
		r := Build(m, source.NewFiles(list...), Options{Now: benchNow, Store: cardStore})
		reported, leaking := blockers(r.Problems), ""
		for _, f := range r.Tree.All() {
			b, ps := f.Bytes()
			reported = append(reported, blockers(ps)...)
			d := source.Sum([]byte(f.Path), b)
			if clean[d] {
				continue
			}
			text := slices.Concat([]byte(f.Path+"\n"), b)
			if clean[d] = leaks(text, everybody) == ""; !clean[d] && leaks(text, s.hidden) != "" {
				leaking = f.Path
			}
		}
		switch {
		case s.typed == "" && len(reported) > 0:
			t.Fatalf("site %d: nobody is named, and this is told: %s", i, reported[0].In("en"))
		case s.typed == "" && leaking != "":
			t.Fatalf("site %d: %s names somebody by itself", i, leaking)
		case s.typed != "" && len(reported) == 0:
			t.Fatalf("site %d: %q in %s is not reported, leak: %q", i, s.typed, s.place, leaking)
		case s.typed != "" && !strings.Contains(reported[0].Path, "/"):
			t.Fatalf("site %d: %q in %s is told of no source: %s", i, s.typed, s.place, reported[0].In("en"))
		}
	}
}

// blockers are the problems that keep a site from being published.
func blockers(ps []source.Problem) []source.Problem {
	return slices.DeleteFunc(slices.Clone(ps), func(p source.Problem) bool { return p.Warning })
}

// What a comment of YAML says is not published, and a # within a text is.
func TestWithoutComments(t *testing.T) {
	text := "---\n# Siham\ntitle: C#4 # Siham\nsummary: \"a # b\"\n---\n# Siham\n"
	want := "---\n       \ntitle: C#4        \nsummary: \"a # b\"\n---\n# Siham\n"
	if got := withoutComments("a.md", []byte(text)); string(got) != want {
		t.Errorf("%q, want %q", got, want)
	}
}
