package main

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/site"

	"github.com/rogpeppe/go-internal/txtar"
)

// A world is a copy of a small fictional site, and what the command says in it.
type world struct {
	t    *testing.T
	root string
	out  string // of the last run, both outputs
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, root: t.TempDir()}
	small, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range small.Files {
		w.write(f.Name, string(f.Data))
	}
	return w
}

// run runs the command with answers, one a line, and checks its exit status.
func (w *world) run(want int, answers string, args ...string) {
	w.t.Helper()
	var out bytes.Buffer
	got := run(context.Background(), append([]string{"-root", w.root, "-lang", "fr"}, args...),
		strings.NewReader(answers), &out, &out)
	if w.out = out.String(); got != want {
		w.t.Fatalf("exit status %d, want %d:\n%s", got, want, w.out)
	}
}

// script is run with nobody there to answer.
func (w *world) script(want int, args ...string) {
	w.t.Helper()
	null, err := os.Open(os.DevNull)
	if err != nil {
		w.t.Fatal(err)
	}
	defer null.Close()
	var out bytes.Buffer
	got := run(context.Background(), append([]string{"-root", w.root, "-lang", "fr"}, args...), null, &out, &out)
	if w.out = out.String(); got != want {
		w.t.Fatalf("exit status %d, want %d:\n%s", got, want, w.out)
	}
}

func (w *world) says(parts ...string) {
	w.t.Helper()
	for _, p := range parts {
		if !strings.Contains(w.out, p) {
			w.t.Errorf("it does not say %q:\n%s", p, w.out)
		}
	}
}

func (w *world) read(path string) string {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.root, path))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

func (w *world) write(path, text string) {
	w.t.Helper()
	path = filepath.Join(w.root, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

// has checks lines of a file.
func (w *world) has(path string, lines ...string) {
	w.t.Helper()
	text := w.read(path)
	for _, l := range lines {
		if !strings.Contains("\n"+text, "\n"+l+"\n") && !strings.Contains("\n"+text, "\n"+l+" # ") {
			w.t.Errorf("%s has no line %q:\n%s", path, l, text)
		}
	}
}

// builds checks that the site has no problems.
func (w *world) builds() site.Result {
	w.t.Helper()
	ws, err := live.Open(w.root)
	if err != nil {
		w.t.Fatal(err)
	}
	defer ws.Close()
	files, problems := ws.Read()
	r := site.Build(nil, files,
		site.Options{Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Store: ws.Store()})
	for _, p := range append(problems, r.Problems...) {
		if !p.Warning {
			w.t.Error(p.In("fr"))
		}
	}
	return r
}

func (w *world) snapshot() map[string]string {
	w.t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(w.root), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(p, ".cache") {
			all[p] = w.read(p)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// changed are the files that differ from a snapshot.
func (w *world) changed(before map[string]string) []string {
	after := w.snapshot()
	var list []string
	for p := range after {
		if after[p] != before[p] {
			list = append(list, p)
		}
	}
	for p := range before {
		if _, ok := after[p]; !ok {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list
}

func TestFilm(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot()
	w.run(0, "Le chant : des ruelles\n\ncourt\n2\n", "film")
	const path = "content/films/le-chant-des-ruelles.md"
	w.says(path+" est écrit", "court métrage", "Deuxième édition", "/films/le-chant-des-ruelles/",
		"-translate ar films/le-chant-des-ruelles")
	w.has(path, `title: "Le chant : des ruelles"`, "kind: short", "session: edition-2")
	if got := w.changed(before); !slices.Equal(got, []string{path}) {
		t.Errorf("it wrote %v", got)
	}
	r := w.builds()
	if !slices.ContainsFunc(r.Pages, func(p site.Page) bool { return p.Source == path }) {
		t.Error("the film has no page")
	}
	// Every other field is there, behind a #, and none is without a word of explanation.
	for _, l := range strings.Split(w.read(path), "\n") {
		if name, about, ok := strings.Cut(l, ": "); ok && strings.HasPrefix(l, "# ") &&
			!strings.Contains(name[2:], " ") {
			if !strings.Contains(about, "# ") || len(strings.TrimSpace(about)) < 4 {
				t.Errorf("nothing says what this is: %q", l)
			}
		}
	}
	w.has(path, "# runtime:        # durée ; par exemple 12m30s")
}

// Every line taken from behind its # and left empty still builds.
func TestUncommented(t *testing.T) {
	for _, kind := range []string{"page", "session", "masterclass", "event", "film", "prize", "person", "place",
		"news"} {
		t.Run(kind, func(t *testing.T) {
			w := newWorld(t)
			w.run(0, map[string]string{
				"page": "", "session": "\n2027\n?\n", "masterclass": "2027-01-09\npublic\n1\nmasterhub\n",
				"event": "?\n1\n", "film": "short\n1\n",
				"prize": "1\nun voyage\nawarded\n", "person": "participant\nnone\n", "place": "", "news": "2026-11\n",
			}[kind], kind, "essai", "-title", "Essai de fiction")
			w.builds()
			files := w.snapshot()
			for p, text := range files {
				if !strings.HasSuffix(p, "/essai.md") {
					continue
				}
				lines := strings.Split(text, "\n")
				for i, l := range lines {
					if rest, ok := strings.CutPrefix(l, "# "); ok && strings.Contains(rest, ": ") &&
						!strings.Contains(strings.SplitN(rest, ":", 2)[0], " ") {
						lines[i] = rest
					}
				}
				w.write(p, strings.Join(lines, "\n"))
			}
			w.builds()
		})
	}
}

func TestMasterclass(t *testing.T) {
	w := newWorld(t)
	w.run(0,
		strings.Join([]string{"Dessiner le mouvement", "dessin", "31/02/2027", "2027-02-31", "2027-02-14T18:30",
			"tout le monde", "personne", "alma, 2", "?"},
			"\n")+"\n",
		"masterclass")
	w.says("« 31/02/2027 » n’est pas une date", "le jour « 2027-02-31 » n’existe pas",
		"le dernier jour de ce mois est le 2027-02-28", "« personne » n’est pas dans la liste",
		"→ alma-voilier, bel-rivage")
	w.has("content/masterclasses/dessin.md", "title: Dessiner le mouvement", "start: 2027-02-14T18:30",
		"audience: public", "speakers: [alma-voilier, bel-rivage]", "place: unknown")
	w.builds()
}

func TestArabicTitle(t *testing.T) {
	w := newWorld(t)
	w.run(0, "الدورة الثالثة\n\n\n?\nNarration، Jeu : bases\n", "édition")
	w.says("[aldoura-althaltha]", "[3]")
	w.has("content/sessions/aldoura-althaltha.md", "title: الدورة الثالثة", "number: 3", "start: unknown",
		"  - name: Narration", `  - name: "Jeu : bases"`)
	w.builds()
}

func TestKindAsked(t *testing.T) {
	w := newWorld(t)
	w.run(0, "cuisine\nlieu\nHangar de fiction\n\n", "-folder")
	w.says("« cuisine » n’est pas dans la liste")
	w.has("content/places/hangar-de-fiction/index.md", "title: Hangar de fiction")
	w.builds()
}

// The name of somebody who may not be named stands in no file's name.
func TestHiddenPerson(t *testing.T) {
	w := newWorld(t)
	w.run(0, "Personnage Inventé\n3, participante\ninitiales\n\n", "personne")
	w.has("content/people/participant-1.md", "roles: [coach, participant]", "consent: initials")
	w.builds()
	w.script(0, "personne", "-title", "Autre Inventée", "-set", "roles=laureate", "-set", "consent=none")
	w.has("content/people/participant-2.md", "consent: none")
	w.builds()
}

func TestScript(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot()
	w.script(2, "film")
	w.says(`-title "…"`, "-set kind=short|animation|web-series|documentary|digital", "-set session=")
	w.script(2, "personne", "-title", "X", "-set", "roles=participant")
	w.says("-set consent=public|initials|none")
	w.script(2, "film", "x", "-title", "X", "-set", "kind=shirt")
	w.says("vouliez-vous dire « short »")
	w.script(2, "film", "x", "-title", "X", "-set", "kind=short", "-set", "session=edition-3")
	w.says("vouliez-vous dire « edition-1 »")
	w.script(2, "film", "x", "-title", "X", "-set", "sesion=edition-2")
	w.says("champ inconnu « sesion »", "« session »")
	w.script(2, "recette", "x")
	w.says("il n’y a pas de genre « recette »", "actualité")
	w.script(2)
	w.script(2, "film", "x", "-set", "kind")
	w.script(2, "film", "x", "-lang", "ar")
	w.script(0, "film", "x", "-n", "-title", "X", "-set", "kind=short", "-set", "session=edition-2")
	w.says("content/films/x.md serait écrit", "\ntitle: X\n")
	if got := w.changed(before); len(got) > 0 {
		t.Fatalf("it wrote %v", got)
	}
	w.script(1, "film", "x", "-title", "X", "-set", "kind=short", "-set", "session=edition-2", "-set", "year=?",
		"-set", "languages=ary, fr", "-set", "poster={src: /x.svg, alt: ''}", "-set", "logline=- un, deux", "-n")
	w.says("\nyear: unknown\n", "\nlanguages: [ary, fr]\n", "poster: {src: /x.svg, alt: ''}",
		"\nlogline: \"- un, deux\"\n", "il n’y a pas de fichier « /x.svg »")
}

func TestNotOverwritten(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot()
	w.run(1, "", "film", "episode-zero")
	w.says("content/films/episode-zero.md existe déjà")
	w.run(1, "", "session", "edition-2", "-folder")
	w.run(1, "Épisode zéro\n\n", "film") // and nobody answers any more
	w.says("content/films/episode-zero.md existe déjà", "rien n’est écrit")
	w.run(1, "", "-translate", "ar", "sessions/edition-2")
	w.says("content/sessions/edition-2.ar.md existe déjà")
	if got := w.changed(before); len(got) > 0 {
		t.Errorf("it wrote %v", got)
	}
}

// A required relation that has nothing to lead to is said before anything is asked in vain.
func TestNothingToChoose(t *testing.T) {
	w := newWorld(t)
	if err := os.RemoveAll(filepath.Join(w.root, "content/sessions")); err != nil {
		t.Fatal(err)
	}
	w.run(1, "Essai\n\n1\n", "film")
	w.says("content/sessions n’a pas encore d’entrée", "go run ./cmd/new", " session")
}

func TestProblemsSaid(t *testing.T) {
	w := newWorld(t)
	w.script(1, "session", "edition-deux", "-title", "X", "-set", "number=2", "-set", "start=2027", "-set",
		"disciplines=A")
	w.says("l’édition 2 est déjà", "corrigez")
}

func TestTranslate(t *testing.T) {
	w := newWorld(t)
	translations := map[string]string{"sessions/edition-2": "content/sessions/edition-2.ar.md",
		"content/films/episode-zero.md": "content/films/episode-zero.ar.md",
		"pages/index":                   "content/pages/index.ar.md", "films": "content/films/index.ar.md"}
	for name, path := range translations {
		if err := os.Remove(filepath.Join(w.root, path)); err != nil {
			t.Fatal(err)
		}
		before := w.snapshot()
		w.script(0, "-translate", "ar", name)
		if got := w.changed(before); !slices.Equal(got, []string{path}) {
			t.Errorf("it wrote %v", got)
		}
		w.builds()
		w.script(0, "-refresh", "ar", name)
		w.says("n’a pas encore de titre", "marquées à jour maintenant : 0")
		// Once there is a title it is marked like any other, whatever its mark was.
		w.write(path,
			strings.Replace(unstamped.ReplaceAllString(w.read(path), ""), "\ntitle:\n", "\ntitle: عنوان\n", 1))
		w.script(0, "-refresh", "ar", name)
		w.says(path + " est marquée à jour")
		w.write(path, strings.Replace(w.read(path), "\ntitle: عنوان\n", "\ntitle:\n", 1))
	}
	w.has("content/sessions/edition-2.ar.md",
		"# Le texte sous le second --- est une copie : mettez sa traduction à la place.", "# fr: Deuxième édition",
		"title:", "  # fr: Narration", "  - name:", "    #   - Conception de personnages", "  # fr: Fondatrice",
		"  - role:")
	w.write("content/places/hangar.md", "---\ntitle: Hangar de fiction\n---\n")
	w.script(0, "-translate", "ar", "places/hangar", "-n")
	if strings.Contains(w.out, "copie") {
		t.Errorf("it speaks of a text that there is not:\n%s", w.out)
	}
	w.script(2, "-translate", "es", "sessions/edition-1")
	w.says("ar, en")
	w.script(1, "-translate", "ar", "sessions/edition-9")
	w.says("vouliez-vous dire sessions/edition-1")
}

// The skeletons of everything in the fictional site build, in a folder as well.
func TestTranslateAll(t *testing.T) {
	w := &world{t: t, root: t.TempDir()}
	fiction := os.DirFS("../build/testdata/fiction")
	for _, dir := range []string{"content", "assets"} {
		if sub, err := fs.Sub(fiction, dir); err != nil {
			t.Fatal(err)
		} else if err := os.CopyFS(filepath.Join(w.root, dir), sub); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	var names []string
	for _, p := range slices.Sorted(maps.Keys(w.snapshot())) {
		stem, ok := strings.CutSuffix(p, ".md")
		switch {
		case !ok:
		case strings.HasSuffix(stem, ".ar"):
			if err := os.Remove(filepath.Join(w.root, p)); err != nil {
				t.Fatal(err)
			}
		case !strings.Contains(filepath.Base(stem), "."):
			names = append(names, p)
		}
	}
	ws, err := live.Open(w.root)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	tool := &tool{flags: &flags{root: w.root, lang: "fr", translate: "ar"}, stdout: t.Output(), stderr: t.Output(),
		work: ws}
	tool.files, _ = ws.Read()
	tool.config, _ = content.ParseConfig(tool.files.Get(content.ConfigPath))
	for _, name := range names {
		w.write(translationPath(name, "ar"), tool.skeleton(tool.read(name)))
	}
	if len(names) < 50 {
		t.Errorf("only %d entries", len(names))
	}
	w.builds()
}

// unstamped matches what TestRefresh has to begin without.
var unstamped = regexp.MustCompile(`(?m)^translated:.*\n`)

func TestRefresh(t *testing.T) {
	const from, to = "content/news/edition-lancee.md", "content/news/edition-lancee.ar.md"
	for name, line := range map[string]func(string) string{
		"none yet":      func(s string) string { return s },
		"line ends":     func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"mark in front": func(s string) string { return "\ufeff" + s },
		"old, commented": func(s string) string {
			return strings.Replace(s, "---\n", "---\n# to do\ntranslated: 0000-0000-0000-0000  # by hand\n", 1)
		},
		"quoted": func(s string) string { return strings.Replace(s, "---\n", "---\ntranslated: \"x\"\n", 1) },
		"empty":  func(s string) string { return strings.Replace(s, "---\n", "---\ntranslated:\n", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			was := line(unstamped.ReplaceAllString(w.read(to), ""))
			w.write(to, was)
			before := w.snapshot()
			w.script(0, "-refresh", "ar", "news/edition-lancee")
			w.says(to + " est marquée à jour")
			if got := w.changed(before); !slices.Equal(got, []string{to}) {
				t.Fatalf("it wrote %v", got)
			}
			// All lines but one are the same bytes.
			a, b := strings.SplitAfter(was, "\n"), strings.SplitAfter(w.read(to), "\n")
			if len(b) == len(a)+1 {
				i := slices.IndexFunc(b, func(l string) bool { return strings.HasPrefix(l, "translated: ") })
				b = slices.Delete(b, i, i+1)
			}
			different := 0
			for i := range a {
				if a[i] != b[i] {
					different++
					if !strings.HasPrefix(b[i], "translated: ") ||
						strings.Contains(a[i], "# by hand") != strings.Contains(b[i], "  # by hand") {
						t.Errorf("%q became %q", a[i], b[i])
					}
				}
			}
			if different > 1 || len(a) != len(b) {
				t.Errorf("%d lines differ", different)
			}
			w.builds()
			w.script(0, "-refresh", to)
			w.says("maintenant : 0")
			w.write(from, strings.Replace(w.read(from), "\ntitle: ", "\ntitle: Encore : ", 1))
			w.write(from, strings.Replace(w.read(from), "title: Encore : ", "title: Encore, ", 1))
			w.script(0, "-refresh", to)
			w.says("(changé dans la source : titre)")
		})
	}
}

func TestRefreshAll(t *testing.T) {
	w := newWorld(t)
	const note = "content/news/edition-lancee.ar.md"
	w.write(note, unstamped.ReplaceAllString(w.read(note), ""))
	before := w.snapshot()
	w.script(0, "-refresh", "ar", "all", "-n")
	w.says(note+" serait marquée à jour", "rien n’est écrit")
	if got := w.changed(before); len(got) > 0 || strings.Contains(w.out, "est marquée") ||
		strings.Contains(w.out, "maintenant") {
		t.Errorf("it wrote %v, and says:\n%s", got, w.out)
	}
	w.script(0, "-refresh", "ar", "all")
	for _, p := range w.changed(before) {
		if !strings.HasSuffix(p, ".ar.md") {
			t.Errorf("%s changed", p)
		}
	}
	w.script(0, "-refresh", "all")
	w.script(0, "-refresh", "all")
	w.says("maintenant : 0")
	w.builds()
	w.script(2, "-refresh", "ar")
	w.script(2, "-refresh", "sessions/edition-2")
	w.script(1, "-refresh", "ar", "sessions/edition-9")
	w.write(note, "---\ntitle: [x\n---\n")
	w.script(1, "-refresh", note)
	w.says(note + ":2:")
}

func TestHelp(t *testing.T) {
	w := newWorld(t)
	w.run(0, "", "-h")
	w.says("usage: go run ./cmd/new", "  go run ./cmd/new film mon-film")
	w.run(2, "", "-nothing")
	w.run(2, "", "film", "a", "b")
}

// The example of each field, taken as it stands, is one that the build takes. Those that name a file
// need the file.
func TestExamplesBuild(t *testing.T) {
	config, _ := content.ParseConfig(nil)
	entry := func(content.Kind) string { return "some-entry" }
	for _, k := range content.Kinds {
		for _, f := range content.Fields(k.Type()) {
			example := f.Sample(entry)
			for _, p := range content.CheckValue(k, f.Name, example, config) {
				t.Errorf("%s: %s: %s: %s", k, f.Name, example, p.In("en"))
			}
		}
	}
}

// A name that is given as a path names the same file, and one that no file may have is refused.
func TestNameAsPath(t *testing.T) {
	for _, name := range []string{"le-saut", "le-saut.md", "films/le-saut", "content/films/le-saut.md"} {
		w := newWorld(t)
		w.script(0, "film", name, "-title", "Le saut", "-set", "kind=short", "-set", "session=edition-2")
		w.has("content/films/le-saut.md", "title: Le saut")
		w.says("-root")
	}
	w := newWorld(t)
	for _, name := range []string{"index", "con", "films/index.md"} {
		w.script(2, "film", name, "-title", "X", "-set", "kind=short", "-set", "session=edition-2")
	}
}
