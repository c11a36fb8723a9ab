package site

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site/synthetic"
	"artsfactory/cmd/internal/source"
)

var (
	edits = flag.Int("edits", 60, "how many random edits to make")
	seed  = flag.Uint64("seed", 1, "which random edits to make")
)

// The law that guards everything that is remembered: after any edit, a build that remembers
// the builds before it gives what a build from nothing gives, problems and every byte.
func TestRememberedIsClean(t *testing.T) {
	t.Parallel()
	e := &editor{Rand: rand.New(rand.NewPCG(*seed, 0)), texts: map[string]string{},
		o: Options{Now: benchNow, Store: &assets.Memory{}}}
	for _, f := range append(synthesis(t, 36).All(), corner()...) {
		data, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		e.texts[f.Path] = string(data)
	}
	m := memo.New()
	files := e.files(nil)
	e.first = maps.Clone(e.texts)
	var done []string
	wrong := 0
	for i := range *edits {
		before := maps.Clone(e.texts)
		done = append(done, e.edit())
		changed, removed := changes(before, e.texts)
		files = files.With(changed, removed)
		warm, clean := Build(m, files, e.o), Build(nil, e.files(nil), e.o)
		if len(clean.Problems) > 0 {
			wrong++
		}
		d := Difference(clean, warm)
		if d == "" && !slices.Equal(clean.Pages, warm.Pages) {
			d = "the list of pages"
		}
		if d == "" && (!clean.Site.Change.Equal(warm.Site.Change) || clean.Site.ChangeWhat != warm.Site.ChangeWhat) {
			d = "the next change"
		}
		if d != "" {
			t.Fatalf(
				"after edit %d with -seed %d, these differ: %s\nlast edits:\n%s",
				i+1,
				*seed,
				d,
				strings.Join(done[max(0, len(done)-8):], "\n"),
			)
		}
	}
	t.Logf("%d of %d states had problems; %d results are held", wrong, *edits, m.Len())
}

// corner are entries with what the synthetic site lacks: pictures, directives, downloads,
// headings that are linked to, aliases, dates of publication.
func corner() []*source.File {
	text := func(path, text string) *source.File { return source.NewText(path, []byte(text)) }
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>`
	return []*source.File{
		text(
			"content/films/coin/index.md",
			"---\ntitle: Le coin\nkind: short\nsession: edition-1\nposter: {src: poster.svg, alt: Un coin}\n"+
				"aliases: [/vieux/]\nweight: 3\npublish: 2026-11-01\n---\n\nVoir [la "+
				"note](../../news/avis.md#suite) et [le plan](plan.svg).\n\n::: figures\nsession: edition-1\n:::\n"+
				"\n![Un coin](poster.svg \"Coin\")\n",
		),
		text(
			"content/films/coin/index.ar.md",
			"---\ntitle: الركن\nposter: {alt: ركن}\n---\n\nانظر [المذكرة](../../news/avis.md#suite).\n",
		),
		text("content/films/coin/poster.svg", svg),
		text("content/films/coin/plan.svg", strings.Replace(svg, "h4", "h3", 1)),
		text(
			"content/news/avis.md",
			"---\ntitle: Avis\ndate: 2026-11-20\nauthor: cachee\nexpire: 2026-12-24\n---\n\n## Suite\n\nVoir [le "+
				"film](/films/coin/) et [elle](../people/cachee.md).\n",
		),
		text(
			"content/films/brouillon/index.md",
			"---\ntitle: Brouillon\nkind: short\nsession: edition-1\ndraft: true\nposter: {src: b.svg, alt: B}\n"+
				"---\n\nVoir [le coin](films/coin).\n",
		),
		text("content/films/brouillon/b.svg", strings.Replace(svg, "v3", "v2", 1)),
		text(
			"content/people/cachee.md",
			"---\ntitle: Nom Caché\nroles: [participant]\nconsent: initials\nsession: edition-1\n---\n\nTexte.\n",
		),
	}
}

// An editor makes random edits of a site's texts.
type editor struct {
	*rand.Rand
	texts, first map[string]string
	o            Options
	n            int
}

func (e *editor) files(list []*source.File) *source.Files {
	for path, text := range e.texts {
		list = append(list, source.NewText(path, []byte(text)))
	}
	return source.NewFiles(list...)
}

func changes(before, after map[string]string) (changed []*source.File, removed []string) {
	for path, text := range after {
		if old, ok := before[path]; !ok || old != text {
			changed = append(changed, source.NewText(path, []byte(text)))
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			removed = append(removed, path)
		}
	}
	return changed, removed
}

// pick is a random path with one of the beginnings and the ending.
func (e *editor) pick(end string, begins ...string) string {
	var list []string
	for path := range e.texts {
		if strings.HasSuffix(path, end) &&
			slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(path, b) }) {
			list = append(list, path)
		}
	}
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	return list[e.IntN(len(list))]
}

// replace changes a text where it has what is to be replaced.
func (e *editor) replace(path, old, new string) string {
	e.texts[path] = strings.Replace(e.texts[path], old, new, 1)
	return fmt.Sprintf("%s: %q → %q", path, old, new)
}

// oneOf is one of several texts.
func (e *editor) oneOf(list ...string) string { return list[e.IntN(len(list))] }

// edit makes one edit and says which.
func (e *editor) edit() string {
	e.n++
	n := fmt.Sprint(e.n)
	md := e.pick(".md", "content/")
	facts := e.pick(".md", "content/films/", "content/news/", "content/sessions/", "content/people/",
		"content/prizes/")
	switch e.IntN(27) {
	case 0, 1:
		e.texts[md] += "\nMots " + n + ".\n"
		return md + ": body"
	case 26:
		e.texts[md] = "\n" + e.texts[md]
		return md + ": a line above"
	case 2:
		e.texts[md] += "\n## Titre " + n + "\n"
		return md + ": heading"
	case 3:
		to := strings.TrimPrefix(e.pick(".md", "content/"), "content/")
		e.texts[md] += "\nVoir [là](" + e.oneOf(
			"/",
			"",
		) + strings.TrimSuffix(
			to,
			e.oneOf(".md", ""),
		) + e.oneOf(
			"",
			"#suite",
			"#titre-"+n,
		) + ").\n"
		return md + ": link to " + to
	case 4:
		return e.replace(md, "title: ", "title: "+n+" ")
	case 5:
		return e.replace("content/sessions/"+synthetic.Hub+".md", "title: ", "title: Session "+n+" ")
	case 6:
		return e.replace(
			facts,
			"\n---\n",
			"\n"+e.oneOf(
				"draft: true",
				"publish: 2027-01-0"+fmt.Sprint(1+e.IntN(9)),
				"expire: 2026-12-1"+fmt.Sprint(e.IntN(9)),
				"weight: "+n,
				"slug: autre-"+n,
				"aliases: [/a"+n+"/]",
				"summary: "+n,
			)+"\n---\n",
		)
	case 7:
		return e.replace(
			facts,
			e.oneOf("session: edition-1", "year: 20", "consent: public", "kind: short", "state: awarded"),
			e.oneOf(
				"session: edition-2",
				"year: 19",
				"consent: none",
				"kind: animation",
				"state: announced",
				"session: edition-9",
			),
		)
	case 8:
		path := "content/" + e.oneOf("films", "news") + "/nouveau-" + n + ".md"
		e.texts[path] = e.texts[e.pick(".md", "content/films/film-", "content/news/")]
		return path + ": new"
	case 9:
		delete(e.texts, md)
		return md + ": gone"
	case 10:
		to := strings.Replace(md, ".md", "-"+n+".md", 1)
		if i := strings.IndexByte(md[strings.LastIndexByte(md, '/'):], '.') + strings.LastIndexByte(md, '/'); e.IntN(
			2,
		) == 0 {
			to = md[:i] + "/index" + md[i:]
		}
		e.texts[to] = e.texts[md]
		delete(e.texts, md)
		return md + " → " + to
	case 11:
		to := strings.Replace(md, ".md", e.oneOf(".ar.md", ".en.md"), 1)
		e.texts[to] = "---\ntitle: T " + n + "\n---\n\nT.\n"
		return to + ": translation"
	case 12:
		return e.replace(
			md,
			e.oneOf("---\n", "title:", "\n---\n"),
			e.oneOf("--\n", "titel:", "\n", "title: [", "\nslug: [\n---\n", "---\nnonsense: x\n"),
		)
	case 13, 14, 15, 24, 25:
		path := slices.Sorted(maps.Keys(e.first))[e.IntN(len(e.first))]
		if e.IntN(2) == 0 {
			for path := range e.texts {
				if _, ok := e.first[path]; !ok {
					delete(e.texts, path)
				}
			}
			maps.Copy(e.texts, e.first)
			return "all as it was"
		}
		e.texts[path] = e.first[path]
		return path + ": as it was"
	case 16:
		layout := e.pick(".html", "layouts/")
		e.texts[layout] += e.oneOf(
			"<p>"+n+"</p>",
			"{{/* "+n+" */}}",
			"<p>{{.Nothing}}</p>",
			`<i>{{asset "js/filter.js"}}</i>`,
		)
		return layout + ": changed"
	case 17:
		words := e.pick(".yaml", "layouts/strings.")
		return e.replace(
			words,
			e.oneOf("list.home:", "kind.film:", "state.over:"),
			e.oneOf("list.home:", "kind.film:", "state.over:")+" X"+n+" #",
		)
	case 18:
		return e.replace(
			"content/site.yaml",
			e.oneOf(
				"name: Atelier",
				"prizes: {fr: prix}",
				"pages/about]",
				"  - {code: en, name: English}\n",
				"fallback: list",
				"Africa/Casablanca",
			),
			e.oneOf(
				"name: Atelier "+n,
				"prizes: {fr: prix-"+n+"}",
				"pages/about, films/film-1]",
				"",
				"fallback: omit",
				"Europe/Paris",
				"segments: [",
			),
		)
	case 19:
		asset := e.pick("", "assets/css/", "assets/js/", "assets/icons/")
		e.texts[asset] += e.oneOf("\n", "/* "+n+" */", " ")
		return asset + ": changed"
	case 20:
		svg := e.pick(".svg", "content/")
		if svg == "" || e.IntN(2) == 0 {
			delete(e.texts, svg)
			return svg + ": gone"
		}
		return e.replace(svg, "M0 0", "M0 "+n)
	case 21:
		e.o.Now = e.o.Now.AddDate(0, 0, e.IntN(80)-40)
		return "now: " + e.o.Now.String()
	case 22:
		e.o.Drafts = !e.o.Drafts
		return fmt.Sprint("drafts: ", e.o.Drafts)
	default:
		e.o.BaseURL = e.oneOf("", "https://other.example/", "https://other.example/below/")
		return "base: " + e.o.BaseURL
	}
}

// The same law by enumeration: for each field of each kind, each key of site.yaml, each string and
// each layout and asset there is one edit, which must show in a remembered build as in a clean one.
// Edits of different files are made together, a few at a time.
func TestEachEdit(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred builds")
	}
	t.Parallel()
	texts := map[string]string{}
	for _, f := range append(synthesis(t, 12).All(), corner()...) {
		data, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Path] = string(data)
	}
	e := &editor{texts: texts, o: Options{Now: benchNow, Store: &assets.Memory{}}}
	m, files := memo.New(), e.files(nil)
	Build(m, files, e.o)
	edits := enumerateEdits(texts)
	rounds := together(edits)
	for _, round := range rounds {
		var changed []*source.File
		var what []string
		for _, x := range round {
			changed, what = append(changed, source.NewText(x.path, []byte(x.text))), append(what, x.path+": "+x.what)
		}
		edited := files.With(changed, nil)
		if d := Difference(Build(nil, edited, e.o), Build(m, edited, e.o)); d != "" {
			t.Errorf("%s: these differ: %s", strings.Join(what, ", "), d)
		}
	}
	if d := Difference(Build(nil, files, e.o), Build(m, files, e.o)); d != "" {
		t.Errorf("after all edits: %s", d)
	}
	t.Logf("%d edits in %d rounds", len(edits), len(rounds))
}

// together makes rounds of at most eight edits, each of another file.
func together(edits []edit) (rounds [][]edit) {
	for _, x := range edits {
		at := slices.IndexFunc(rounds, func(r []edit) bool {
			return len(r) < 8 && !slices.ContainsFunc(r, func(y edit) bool { return y.path == x.path })
		})
		if at < 0 {
			rounds, at = append(rounds, nil), len(rounds)
		}
		rounds[at] = append(rounds[at], x)
	}
	return rounds
}

// An edit is a file with another text.
type edit struct{ path, what, text string }

func enumerateEdits(texts map[string]string) (list []edit) {
	paths := slices.Sorted(maps.Keys(texts))
	for _, k := range content.Kinds {
		at := slices.IndexFunc(paths, func(p string) bool {
			return strings.HasPrefix(p, "content/"+k.Folder()+"/") && strings.HasSuffix(p, ".md") &&
				strings.Count(p, ".") == 1
		})
		if at < 0 {
			continue
		}
		path := paths[at]
		for _, f := range content.Fields(reflect.TypeOf(k.New()).Elem()) {
			list = append(list, edit{path, string(k) + "." + f.Name, setField(texts[path], f.Name)})
		}
	}
	config := "---\n" + texts[content.ConfigPath] + "---\n"
	for _, f := range content.Fields(reflect.TypeFor[content.Config]()) {
		text := strings.TrimSuffix(strings.TrimPrefix(setField(config, f.Name), "---\n"), "---\n")
		list = append(list, edit{content.ConfigPath, f.Name, text})
	}
	for _, p := range paths {
		switch {
		case strings.HasPrefix(p, "layouts/strings."):
			list = append(list, editStrings(p, texts[p])...)
		case strings.HasSuffix(p, ".html"):
			list = append(list, edit{p, "a word", texts[p] + "<p>x</p>"})
		case strings.HasSuffix(p, ".css"), strings.HasSuffix(p, ".js"):
			list = append(list, edit{p, "a rule", texts[p] + "\n.x{}\n"})
		case strings.HasSuffix(p, ".svg"):
			list = append(list, edit{p, "a stroke", strings.Replace(texts[p], "</svg>", `<path d="M1 2h1"/></svg>`,
				1)})
		}
	}
	return list
}

// setField gives a field of a front matter another value: "unknown" where it has one, else "x".
func setField(text, name string) string {
	lines := strings.SplitAfter(text, "\n")
	for i := 1; i < len(lines); i++ {
		switch {
		case strings.HasPrefix(lines[i], name+":"):
			end := i + 1
			for end < len(lines) && strings.HasPrefix(lines[end], " ") {
				end++
			}
			return strings.Join(lines[:i], "") + name + ": unknown\n" + strings.Join(lines[end:], "")
		case lines[i] == "---\n":
			return strings.Join(lines[:i], "") + name + ": x\n" + strings.Join(lines[i:], "")
		}
	}
	return text
}

// editStrings gives every string another text, sixteen at a time.
func editStrings(path, text string) (list []edit) {
	lines := strings.SplitAfter(text, "\n")
	for from := 0; from < len(lines); from += 16 {
		changed := slices.Clone(lines)
		for i := from; i < min(from+16, len(lines)); i++ {
			if key, value, ok := strings.Cut(lines[i], ": "); ok && !strings.HasPrefix(key, "#") &&
				!strings.HasPrefix(value, "{") {
				quote := ""
				if value = strings.TrimSuffix(value, "\n"); strings.HasSuffix(value, `"`) ||
					strings.HasSuffix(value, "'") {
					quote, value = value[len(value)-1:], value[:len(value)-1]
				}
				changed[i] = key + ": " + value + " X" + quote + "\n"
			}
		}
		list = append(list, edit{path, fmt.Sprint("lines from ", from+1), strings.Join(changed, "")})
	}
	return list
}

// Where files are cut into chunks, the files of one entry stay together, and a new file moves
// no cut but those at its own entry.
func TestCut(t *testing.T) {
	files := synthesis(t, 600)
	heads := func(files *source.Files) (list []string) {
		var all []*source.File
		for _, c := range splitIntoShards(files.All()) {
			list = append(list, c[0].Path)
			all = append(all, c...)
		}
		if !slices.Equal(all, files.All()) {
			t.Fatal("a file is lost")
		}
		return list
	}
	before := heads(files)
	if len(before) < 20 {
		t.Errorf("%d files are in %d chunks", len(files.All()), len(before))
	}
	for _, path := range []string{"content/films/film-1000.md", "content/films/film-12/x.svg",
		"content/films/film-12/index.en.md", "content/zzz.md"} {
		after := heads(files.With([]*source.File{source.NewText(path, nil)}, nil))
		moved := 0
		for _, h := range append(slices.Clone(before), after...) {
			if !slices.Contains(before, h) || !slices.Contains(after, h) {
				moved++
			}
		}
		if moved > 2 {
			t.Errorf("%s moves %d cuts", path, moved)
		}
	}
	for _, c := range splitIntoShards(files.All()) {
		if name := c[0].Path; bytes.HasSuffix([]byte(name), []byte(".en.md")) ||
			strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md") && strings.Count(name, ".") == 1 {
			t.Errorf("%s stands at a cut, away from its translation", name)
		}
	}
}
