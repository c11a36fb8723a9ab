package main

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"artsfactory/cmd/internal/source"
)

var (
	update = flag.Bool("update", false, "write what the commands print to testdata")
	kills  = flag.Int("kills", 15, "how many builds to kill")
)

const fictionNow = "2026-11-21"

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "C") // whose machine it is makes no difference
	testscript.Main(m, map[string]func(){"build": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update})
}

// build runs the command in this process.
func build(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return out.String(), errs.String(), code
}

func mustBuild(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := build(t, args...)
	if code != 0 {
		t.Fatalf("build %v: exit %d\n%s", args, code, errs)
	}
	return out
}

// Visitors find the front pages of every language, the list of films and what hosts and search
// engines ask for; all other ways of building give the same bytes.
func TestFictionVerifies(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	mustBuild(t, "-root", "testdata/fiction", "-out", out, "-now", fictionNow, "-verify")
	for _, p := range []string{"index.html", "ar/index.html", "en/index.html", "404.html", "sitemap.xml",
		"films/index.html"} {
		if _, err := os.Stat(filepath.Join(out, p)); err != nil {
			t.Error(err)
		}
	}
}

// The front page is right in every state of an edition that is announced, opens, closes, begins
// and ends.
func TestFrontPageByState(t *testing.T) {
	root := t.TempDir()
	a, err := txtar.ParseFile("testdata/edition.txtar")
	if err != nil {
		t.Fatal(err)
	}
	extract(t, root, a.Files)
	for now, want := range map[string]string{
		"2026-11-01": "Annoncée",
		"2026-12-03": "Derniers jours pour candidater",
		"2026-12-10": "Candidatures closes",
		"2027-02-01": "En cours",
		"2027-11-21": "Terminée",
	} {
		mustBuild(t, "-root", root, "-now", now, "-q")
		page, err := os.ReadFile(filepath.Join(root, "public", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), want) {
			t.Errorf("at %s the front page does not say %q", now, want)
		}
	}
}

func TestFictionBuilds(t *testing.T) {
	out := t.TempDir()
	mustBuild(t, "-root", "testdata/fiction", "-out", out, "-now", fictionNow)
	hidden := []string{"Sami Ouf", "Chaïmae", "Chaimae"}
	files := read(t, out)
	var pages []byte
	for p, b := range files {
		if strings.HasSuffix(p, ".html") {
			pages = append(pages, b...)
		}
	}
	for p, b := range files {
		if strings.HasSuffix(p, ".vtt") && !bytes.Contains(pages, []byte(p)) {
			t.Errorf("%s is published, and no page has a video for these captions", p)
		}
		for _, name := range hidden {
			if strings.Contains(p, name) || bytes.Contains(b, []byte(name)) {
				t.Errorf("%s names %s, who may not be named", p, name)
			}
		}
		if bytes.Contains(b, []byte("Exif\x00")) || bytes.Contains(b, []byte("GPS")) && strings.HasSuffix(p, ".jpg") {
			t.Errorf("%s holds metadata", p)
		}
	}
}

// read returns every file below dir but the build's own books.
func read(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".publish" {
				return fs.SkipDir
			}
			return nil
		}
		rel, _ := filepath.Rel(dir, p)
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(p)
			files[filepath.ToSlash(rel)] = []byte("→" + to)
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t testing.TB, what string, a, b map[string][]byte) {
	t.Helper()
	for p := range a {
		if !bytes.Equal(a[p], b[p]) {
			t.Errorf("%s: %s differs", what, p)
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d files and %d", what, len(a), len(b))
	}
}

// Every mistake in testdata/broken is told where it is, and what is told is kept in
// broken.en.txt and broken.fr.txt for people to read.
func TestBroken(t *testing.T) {
	a, err := txtar.ParseFile("testdata/broken/broken.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	extract(t, root, a.Files)
	public := filepath.Join(root, "public")
	os.MkdirAll(public, 0o755)
	os.WriteFile(filepath.Join(public, "old.html"), []byte("old"), 0o644)
	place := regexp.MustCompile(`(?m)^(content/[^: ]+(?::\d+)*): `)
	for _, lang := range []string{"en", "fr"} {
		_, got, code := build(t, "-root", root, "-lang", lang, "-now", fictionNow)
		if code != 1 {
			t.Errorf("exit %d, want 1", code)
		}
		var want, have []string
		for _, m := range place.FindAllStringSubmatch(string(a.Comment), -1) {
			want = append(want, m[1])
		}
		for _, m := range place.FindAllStringSubmatch(got, -1) {
			have = append(have, m[1])
		}
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(want, have) {
			t.Errorf("places told\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
		}
		golden(t, "testdata/broken/broken."+lang+".txt", got)
	}
	if files := read(t, public); len(files) != 1 || string(files["old.html"]) != "old" {
		t.Errorf("public/ was changed: %d files", len(files))
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s is not what is printed (go test -update writes it):\n%s", path, got)
	}
}

func extract(t testing.TB, root string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		p := filepath.Join(root, f.Name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The same sources and instant give the same bytes wherever they are built.
func TestSameEverywhere(t *testing.T) {
	t.Parallel()
	exe := commandPath(t)
	var first map[string][]byte
	for _, env := range [][]string{{"TZ=UTC", "LANG=C"}, {"TZ=Asia/Kathmandu", "LANG=ar_MA.UTF-8",
		"LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1"}, {"TZ=America/Los_Angeles", "GOMAXPROCS=7", "ZONEINFO=/nowhere"}} {
		out := t.TempDir()
		cmd := exec.Command(exe, "-root", "testdata/fiction", "-out", out, "-now", fictionNow, "-q")
		cmd.Env = append(os.Environ(), env...)
		if b, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", env, err, b)
		}
		files := read(t, out)
		if first == nil {
			first = files
			continue
		}
		same(t, strings.Join(env, " "), first, files)
	}
}

// commandPath is the command as a program of its own, which testscript.Main has put on the PATH.
func commandPath(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("build")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A build killed at any moment leaves a folder from which the next one makes exactly the new
// site, and what stands there in between is exactly the old or the new one once recovered.
func TestKilled(t *testing.T) {
	t.Parallel()
	exe := commandPath(t)
	root, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	writeSite(t, root, 60)
	states := [][]string{{"-now", fictionNow}, {"-now", "2025-03-01", "-base-url", "https://other.example/"}}
	var want []map[string][]byte
	var took time.Duration
	for _, s := range states {
		dir := t.TempDir()
		start := time.Now()
		if b, err := exec.Command(exe, append([]string{"-root", root, "-out", dir, "-q"},
			s...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		took = time.Since(start)
		want = append(want, read(t, dir))
	}
	args := func(i int) []string {
		return append([]string{"-root", root, "-out", out, "-q"}, states[i]...)
	}
	exec.Command(exe, args(0)...).Run()
	rng := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for i := range *kills {
		to := (i + 1) % 2
		cmd := exec.Command(exe, args(to)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(took) * 11 / 10)))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		// The next run may be of the other state: it must not matter.
		next := rng.IntN(2)
		if b, err := exec.Command(exe, args(next)...).CombinedOutput(); err != nil {
			t.Fatalf("after a kill: %v\n%s", err, b)
		}
		// What the publish before still named stays for one more.
		got := read(t, out)
		for p := range got {
			if _, named := want[next][p]; !named && strings.HasPrefix(p, "assets/") {
				delete(got, p)
			}
		}
		same(t, "after a kill", want[next], got)
	}
	t.Logf("%d of %d builds were killed before their end", killed, *kills)
}

// What -h prints is what the flags are.
func TestHelp(t *testing.T) {
	out, _, code := build(t, "-h")
	if code != 0 || out != help {
		t.Fatalf("exit %d: %s", code, out)
	}
	for _, name := range []string{"root", "out", "base-url", "now", "drafts", "n", "verify", "lang", "json", "q"} {
		if !regexp.MustCompile(`(?m)^  -` + name + `( |$)`).MatchString(help) {
			t.Errorf("help does not tell of -%s", name)
		}
	}
	for _, args := range [][]string{{"-nope"}, {"film"}, {"-lang", "de"}, {"-root", "/no/such/folder"},
		{"-now", "soon"}, {"-base-url", "name.example"}, {"-base-url", "https://name.example/?a"}} {
		if _, _, code := build(t, args...); code != 2 {
			t.Errorf("build %v: exit %d, want 2", args, code)
		}
	}
}

// Nothing is published among the sources, where the next build would read it.
func TestOutAmongSources(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/fiction")); err != nil {
		t.Fatal(err)
	}
	before := read(t, root)
	link := filepath.Join(t.TempDir(), "link")
	outs := []string{
		root,
		root + "/content",
		root + "/content/films/new/",
		root + "/assets",
		root + "/layouts/x",
		root + "/public/..",
	}
	if os.Symlink(root+"/content", link) == nil {
		outs = append(outs, link)
	}
	for _, out := range outs {
		if _, says, code := build(t, "-root", root, "-out", out, "-now", fictionNow); code != 2 ||
			!strings.Contains(says, "sources") {
			t.Errorf("-out %s: exit %d, %.100s", out, code, says)
		}
	}
	same(t, "the sources", before, read(t, root))
}

// What a killed build has left is finished before a build with a mistake says that nothing has
// changed: visitors never keep half of two sites.
func TestMistakeAfterAKill(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		extract(t, root, []txtar.File{{Name: path, Data: []byte(text)}})
	}
	write("public/index.html", "old")
	write("public/films/index.html", "new")
	write("public/.publish/lock", "")
	write("public/.publish/staged/0/1", "new")
	write("public/.publish/journal", `{"Moves": [{"Staged": "0/1", "Path": "index.html"}]}`)
	write("content/site.yaml", "nothing: right\n")
	for _, flag := range []string{"-n", "-report"} {
		build(t, "-root", root, flag)
		if got := string(read(t, root+"/public")["index.html"]); got != "old" {
			t.Errorf("%s changes the folder: %q", flag, got)
		}
	}
	_, says, code := build(t, "-root", root)
	if got := string(read(t, root+"/public")["index.html"]); code != 1 || got != "new" {
		t.Errorf("exit %d, the front page is %q\n%s", code, got, says)
	}
	if _, err := os.Lstat(root + "/public/.publish/journal"); err == nil {
		t.Error("the journal is still there")
	}
}

// A link never makes a build write among the sources or outside the site.
func TestLinksAreRefused(t *testing.T) {
	for link, to := range map[string]string{"public": "content", ".cache": "../outside",
		".cache/pictures": "../../outside"} {
		dir := t.TempDir()
		root := filepath.Join(dir, "site")
		if err := os.CopyFS(root, os.DirFS("testdata/fiction")); err != nil {
			t.Fatal(err)
		}
		os.Mkdir(filepath.Join(dir, "outside"), 0o755)
		os.MkdirAll(filepath.Dir(filepath.Join(root, link)), 0o755)
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip(err)
		}
		before := read(t, dir)
		for lang, want := range map[string]string{"en": " is a link", "fr": " est un lien"} {
			_, says, code := build(t, "-root", root, "-now", fictionNow, "-lang", lang)
			if code != 1 || !strings.Contains(says, link+want) {
				t.Errorf("%s: exit %d, %.200s", link, code, says)
			}
		}
		same(t, link, before, read(t, dir))
	}
}

// A file whose name would give commands to a terminal or to the log of GitHub Actions is told with
// its name in codes, on a line of its own.
func TestHostileNames(t *testing.T) {
	root := t.TempDir()
	name := "a\n::stop-commands::x\x1b[2J\u202e##[error]\u0085.md"
	extract(t, root, []txtar.File{{Name: "content/films/" + name, Data: []byte("---\ntitle: [\n---\n")},
		{Name: "content/site.yaml", Data: []byte("\"\x1b]0;x\": 1\n")}})
	t.Setenv("GITHUB_ACTIONS", "true")
	for _, args := range [][]string{{}, {"-json"}} {
		out, errs, code := build(t, append([]string{"-root", root, "-n"}, args...)...)
		if code != 1 || !strings.Contains(out+errs, "stop-commands") {
			t.Errorf("%v: exit %d, %s%s", args, code, out, errs)
		}
		for line := range strings.Lines(out + errs) {
			line = strings.TrimSuffix(line, "\n")
			if source.Printable(line) != line || strings.HasPrefix(line, "::stop") ||
				strings.Contains(line, "##[") && line[0] != ':' && args == nil {
				t.Errorf("%v: %q", args, line)
			}
		}
	}
}

// A result that nobody can be told is not a success.
func TestFullStdout(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	var errs bytes.Buffer
	code := run(
		context.Background(),
		[]string{"-root", "testdata/fiction", "-n", "-json", "-now", fictionNow},
		full,
		&errs,
	)
	if code != 1 || !strings.Contains(errs.String(), "no space left") {
		t.Errorf("exit %d, %s", code, &errs)
	}
}
