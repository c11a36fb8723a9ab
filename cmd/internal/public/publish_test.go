package public

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"artsfactory/cmd/internal/source"
)

// site makes a tree of texts.
func site(t testing.TB, texts map[string]string) *Tree {
	t.Helper()
	var files []File
	for p, text := range texts {
		files = append(files, File{p, func() ([]byte, []source.Problem) { return []byte(text), nil }})
	}
	tree, err := NewTree(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// tempDir is on a disk in memory where there is one: these tests are about order, not about
// how fast a disk settles.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "public")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func put(t testing.TB, dir, path, text string) {
	t.Helper()
	name := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// look reads a folder: files with their texts, links with their targets, folders as "" with a
// slash behind the path. The bookkeeping is left out.
func look(t testing.TB, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	walk(t, dir, func(rel, name string, e fs.DirEntry) {
		switch {
		case e.IsDir():
			got[rel+"/"] = ""
		case e.Type()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(name)
			got[rel] = "→" + to
		default:
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got[rel] = string(data)
		}
	})
	return got
}

func times(t testing.TB, dir string) map[string]time.Time {
	t.Helper()
	got := map[string]time.Time{}
	walk(t, dir, func(rel, name string, e fs.DirEntry) {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		got[rel] = info.ModTime()
	})
	return got
}

func walk(t testing.TB, dir string, visit func(rel, name string, e fs.DirEntry)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if rel == Bookkeeping {
			return fs.SkipDir
		}
		if rel != "." {
			visit(rel, name, e)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// with adds the folders that files need.
func with(sets ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, set := range sets {
		for p, text := range set {
			all[p] = text
			parents(p, func(d string) bool { all[d+"/"] = ""; return true })
		}
	}
	return all
}

func publishOK(t testing.TB, dir string, tree *Tree, opts Options) Report {
	t.Helper()
	report, problems, err := Publish(context.Background(), dir, tree, opts)
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	report.Largest, report.LargestPath = 0, ""
	return report
}

func same(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%s (- want, + got):\n%s", what, d)
	}
}

func TestPublishWritesOnlyWhatChanged(t *testing.T) {
	dir := filepath.Join(tempDir(t), "deep", "public")
	first := map[string]string{
		"index.html":            "home",
		"films/zero/index.html": "zero",
		"films/one/index.html":  "one",
		"assets/a.css":          "a{}",
	}
	if got, want := publishOK(t, dir, site(t, first), Options{}), (Report{4, 4, 0, 14, 14, 0, ""}); got != want {
		t.Errorf("first report %+v, want %+v", got, want)
	}
	same(t, "first", look(t, dir), with(first))
	if got := mustList(t, filepath.Join(dir, Bookkeeping)); len(got) != 2 {
		t.Errorf("the bookkeeping is %v, want the lock and the manifest", got)
	}
	put(t, dir, ".gitignore", "*")
	put(t, dir, "films/notes.txt", "foreign")
	foreign := map[string]string{".gitignore": "*", "films/notes.txt": "foreign"}
	before := times(t, dir)

	second := map[string]string{
		"index.html":            "home 2",
		"films/zero/index.html": "zero",
		"assets/a.css":          "a{}",
		"news/x/index.html":     "x",
	}
	got, want := publishOK(t, dir, site(t, second), Options{DryRun: true}), (Report{4, 2, 1, 14, 7, 0, ""})
	if got != want {
		t.Errorf("dry run reports %+v, want %+v", got, want)
	}
	if d := cmp.Diff(before, times(t, dir)); d != "" {
		t.Errorf("a dry run changed times:\n%s", d)
	}
	if got, want := publishOK(t, dir, site(t, second), Options{}), (Report{4, 2, 1, 14, 7, 0, ""}); got != want {
		t.Errorf("second report %+v, want %+v", got, want)
	}
	same(t, "second", look(t, dir), with(second, foreign))
	after := times(t, dir)
	for _, p := range []string{"films/zero/index.html", "assets/a.css", ".gitignore"} {
		if !after[p].Equal(before[p]) {
			t.Errorf("%s is unchanged and has a new time", p)
		}
	}

	put(t, dir, "index.html", "hAme 2")
	if got := publishOK(t, dir, site(t, second), Options{}); got.Written != 1 {
		t.Errorf("one tampered file, %d written", got.Written)
	}
	settled := times(t, dir)
	if got := publishOK(t, dir, site(t, second), Options{}); got.Written+got.Removed != 0 {
		t.Errorf("nothing changed, yet %+v", got)
	}
	if d := cmp.Diff(settled, times(t, dir)); d != "" {
		t.Errorf("a build without changes changed times:\n%s", d)
	}
	same(t, "healed", look(t, dir), with(second, foreign))
}

func TestPublishProblemsLeaveAllAsItWas(t *testing.T) {
	dir := tempDir(t)
	old := map[string]string{"index.html": "home", "old/index.html": "old"}
	publishOK(t, dir, site(t, old), Options{})
	put(t, dir, "CNAME", "x.example")
	before, beforeTimes := look(t, dir), times(t, dir)

	problem := func(path string) source.Problem { return source.Problem{Path: path, What: source.Msg("no", "non")} }
	tree, err := NewTree([]File{
		{"a.html", func() ([]byte, []source.Problem) { return []byte("a"), []source.Problem{problem("z.md")} }},
		{"b.html", func() ([]byte, []source.Problem) { return []byte("b"), nil }},
		{
			"c.html",
			func() ([]byte, []source.Problem) { return nil, []source.Problem{problem("c.md"), problem("b.md")} },
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		_, problems, err := Publish(context.Background(), dir, tree, Options{DryRun: dry})
		want := []source.Problem{problem("b.md"), problem("c.md"), problem("z.md")}
		if d := cmp.Diff(want, problems); d != "" || err != nil {
			t.Errorf("%v %s", err, d)
		}
	}
	same(t, "after problems", look(t, dir), before)
	if d := cmp.Diff(beforeTimes, times(t, dir)); d != "" {
		t.Error(d)
	}
	if _, err := os.Lstat(filepath.Join(dir, stagedName)); !isGone(err) {
		t.Error("the staging is still there")
	}

	fresh := filepath.Join(dir, "fresh")
	if _, problems, _ := Publish(context.Background(), fresh, tree, Options{}); len(problems) != 3 {
		t.Error(problems)
	}
	if _, err := os.Lstat(fresh); !isGone(err) {
		t.Error("a build with problems made the folder")
	}
}

func TestPublishCancelled(t *testing.T) {
	dir := tempDir(t)
	publishOK(t, dir, site(t, map[string]string{"index.html": "home"}), Options{})
	before := times(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	texts := map[string]string{}
	for i := range 50 {
		texts[fmt.Sprintf("p%d.html", i)] = "x"
	}
	_, _, err := Publish(ctx, dir, site(t, texts), Options{Progress: func(done, total int) {
		if done == 20 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if d := cmp.Diff(before, times(t, dir)); d != "" {
		t.Error(d)
	}
	if _, err := os.Lstat(filepath.Join(dir, stagedName)); !isGone(err) {
		t.Error("the staging is still there")
	}
}

func TestPublishFilesAndFoldersTradePlaces(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, "CNAME", "x.example")
	foreign := map[string]string{"CNAME": "x.example"}
	a := map[string]string{"x": "file", "y/z/deep": "d", "y/w": "w", "q/r": "r"}
	b := map[string]string{"x/one/two": "2", "y": "file", "q": "q"}
	for _, texts := range []map[string]string{a, b, a, b} {
		publishOK(t, dir, site(t, texts), Options{})
		same(t, "traded", look(t, dir), with(texts, foreign))
	}
}

// Folders that the site lacks come whole, after what all pages are made with and before the
// pages that may need what is in them.
func TestPublishMovesNewFoldersWhole(t *testing.T) {
	dir := tempDir(t)
	publishOK(t, dir, site(t, map[string]string{"index.html": "old", "fr/index.html": "old"}), Options{})
	var got []string
	publishOK(t, dir, site(t, map[string]string{
		"index.html": "new", "fr/index.html": "new", "fr/films/a/index.html": "a", "fr/films/b/index.html": "b",
		"ar/index.html": "ar", "ar/feed.xml": "feed", "site.css": "css", "assets/a/b.css": "b",
	}), onDisk(dir, func(op, path string) error {
		if op == "rename" && !strings.HasPrefix(path, Bookkeeping) {
			got = append(got, path)
		}
		return nil
	}))
	if d := cmp.Diff([]string{"assets", "site.css", "ar", "fr/films", "fr/index.html", "index.html"}, got); d != "" {
		t.Error(d)
	}
}

// A folder that somebody makes while the site is being made keeps what they put in it.
func TestPublishIntoAFolderMadeMeanwhile(t *testing.T) {
	pages := map[string]string{"fr/index.html": "fr", "fr/films/a/index.html": "a", "fr/films/index.html": "films"}
	for _, foreign := range []string{"fr/mine", "fr/films/mine", "fr/films/a/b/mine"} {
		dir := tempDir(t)
		publishOK(t, dir, site(t, pages), onDisk(dir, func(op, path string) error {
			if op == "create" && path == draftName {
				put(t, dir, foreign, "mine")
			}
			return nil
		}))
		same(t, foreign, look(t, dir), with(pages, map[string]string{foreign: "mine"}))
	}
}

func TestPublishRefusesInPlainWords(t *testing.T) {
	for _, c := range []struct {
		name, want string
		prepare    func(t *testing.T, dir, outside string)
	}{
		{"link", "films is a link to somewhere else", func(t *testing.T, dir, outside string) {
			os.Symlink(outside, filepath.Join(dir, "films"))
		}},
		{"foreign file for a folder", "films is a file that is not the site’s", func(t *testing.T, dir, _ string) {
			put(t, dir, "films", "mine")
		}},
		{"foreign folder for a file", "index.html is a folder", func(t *testing.T, dir, _ string) {
			put(t, dir, "index.html/mine.txt", "mine")
		}},
		{"link for the bookkeeping", Bookkeeping + " is a link", func(t *testing.T, dir, outside string) {
			os.Symlink(outside, filepath.Join(dir, Bookkeeping))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, outside := tempDir(t), tempDir(t)
			put(t, outside, "zero/index.html", "somebody’s")
			c.prepare(t, dir, outside)
			before, beyond := look(t, dir), look(t, outside)
			tree := site(t, map[string]string{"index.html": "home", "films/zero/index.html": "zero"})
			_, _, err := Publish(context.Background(), dir, tree, Options{})
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(e.In("en"), c.want) || e.In("fr") == e.In("en") {
				t.Errorf("error %v, want %q", err, c.want)
			}
			same(t, "the folder", look(t, dir), before)
			same(t, "beyond the link", look(t, outside), beyond)
		})
	}
}

func TestPublishNeverReachesThroughLinks(t *testing.T) {
	dir, outside := tempDir(t), tempDir(t)
	put(t, outside, "index.html", "somebody’s")
	publishOK(t, dir, site(t, map[string]string{"films/index.html": "films", "index.html": "home"}), Options{})
	os.RemoveAll(filepath.Join(dir, "films"))
	os.Symlink(outside, filepath.Join(dir, "films"))
	os.Remove(filepath.Join(dir, "index.html"))
	os.Symlink(filepath.Join(outside, "index.html"), filepath.Join(dir, "index.html"))

	publishOK(t, dir, site(t, map[string]string{"index.html": "home 2"}), Options{})
	same(t, "beyond", look(t, outside), map[string]string{"index.html": "somebody’s"})
	same(t, "the folder", look(t, dir), map[string]string{"index.html": "home 2", "films": "→" + outside})

	link := filepath.Join(outside, "public")
	os.Symlink(dir, link)
	publishOK(t, link, site(t, map[string]string{"index.html": "home 3"}), Options{})
	if got := look(t, dir)["index.html"]; got != "home 3" {
		t.Errorf("through a link to the folder itself: %q", got)
	}
}

// Whatever was published before, the folder ends as if only the last tree had been.
func TestPublishForgetsHistory(t *testing.T) {
	base := tempDir(t)
	n := 0
	trees := rapid.Custom(func(t *rapid.T) map[string]string {
		path := rapid.StringMatching(`[abé](/[ab](/[ab])?)?(\.html)?`)
		texts := rapid.MapOfN(path, rapid.SampledFrom([]string{"", "1", "2", strings.Repeat("long", 20000)}), 0, 8).
			Draw(t, "texts")
		for p := range maps.Clone(texts) {
			parents(p, func(d string) bool { delete(texts, d); return true })
		}
		return texts
	})
	rapid.Check(t, func(r *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		defer os.RemoveAll(dir)
		put(t, dir, "CNAME", "x.example")
		put(t, dir, "keep/me", "mine")
		history := rapid.SliceOfN(trees, 1, 5).Draw(r, "history")
		for _, texts := range history {
			tree := site(t, texts)
			dry := publishOK(t, dir, tree, Options{DryRun: true})
			if got := publishOK(t, dir, tree, Options{Workers: 1 + n%4}); got != dry {
				r.Fatalf("the dry run said %+v, the build %+v", dry, got)
			}
		}
		want := with(history[len(history)-1], map[string]string{"CNAME": "x.example", "keep/me": "mine"})
		if d := cmp.Diff(want, look(t, dir)); d != "" {
			r.Fatal(d)
		}
	})
}

func TestPublishTwoAtOnce(t *testing.T) {
	dir := filepath.Join(tempDir(t), "public")
	var sites []map[string]string
	for i := range 4 {
		texts := map[string]string{}
		for j := range 40 {
			texts[fmt.Sprintf("%d/%d.html", j%7, j*(i+1))] = fmt.Sprint(i, j)
		}
		sites = append(sites, texts)
	}
	broken, _ := NewTree([]File{{"x", func() ([]byte, []source.Problem) { return nil, make([]source.Problem, 1) }}})
	var wg sync.WaitGroup
	for _, texts := range sites {
		tree := site(t, texts)
		wg.Go(func() {
			for range 5 {
				if _, _, err := Publish(context.Background(), dir, broken, Options{}); err != nil {
					t.Error(err)
				}
				if _, problems, err := Publish(context.Background(), dir, tree, Options{}); err != nil ||
					problems != nil {
					t.Error(problems, err)
				}
			}
		})
	}
	wg.Wait()
	got := look(t, dir)
	if !slices.ContainsFunc(sites, func(s map[string]string) bool { return cmp.Equal(got, with(s)) }) {
		t.Errorf("the folder is none of the sites: %v", got)
	}
}

func TestPublishWaitsForAnother(t *testing.T) {
	dir := tempDir(t)
	started, release := make(chan bool), make(chan bool)
	slow, _ := NewTree([]File{{"slow.html", func() ([]byte, []source.Problem) {
		close(started)
		<-release
		return []byte("slow"), nil
	}}})
	go Publish(context.Background(), dir, slow, Options{})
	<-started
	ctx, cancel := context.WithCancel(context.Background())
	fast := site(t, map[string]string{"fast.html": "fast"})
	_, _, err := Publish(ctx, dir, fast, Options{Wait: cancel})
	if !errors.Is(err, context.Canceled) ||
		!strings.Contains(err.Error(), "another build is writing to the same folder") {
		t.Error(err)
	}
	publishOK(t, dir, fast, Options{Wait: func() { close(release) }})
	same(t, "after both", look(t, dir), map[string]string{"fast.html": "fast"})
}

func TestPublishStreams(t *testing.T) {
	var mu sync.Mutex
	held, most := 0, 0
	var files []File
	for i := range 40 {
		files = append(files, File{fmt.Sprintf("%02d.bin", i), func() ([]byte, []source.Problem) {
			mu.Lock()
			held++
			most = max(most, held)
			mu.Unlock()
			time.Sleep(time.Millisecond)
			mu.Lock()
			held--
			mu.Unlock()
			return bytes.Repeat([]byte{byte(i)}, 100), nil
		}})
	}
	tree, err := NewTree(files)
	if err != nil {
		t.Fatal(err)
	}
	var seen []int
	publishOK(
		t,
		tempDir(t),
		tree,
		Options{Workers: 3, Progress: func(done, total int) { seen = append(seen, done*100+total) }},
	)
	if most > 3 {
		t.Errorf("%d files were made at once by 3 workers", most)
	}
	if len(seen) != 40 || !slices.IsSorted(seen) || seen[39] != 4040 {
		t.Errorf("progress %v", seen)
	}
}

func TestPublishWithoutPermission(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("everything is permitted to this user, or the system tells only when it is too late")
	}
	dir := tempDir(t)
	old := map[string]string{"films/index.html": "films", "index.html": "home"}
	publishOK(t, dir, site(t, old), Options{})
	locked := filepath.Join(dir, "films")
	os.Chmod(locked, 0o555)
	defer os.Chmod(locked, 0o755)
	_, _, err := Publish(
		context.Background(),
		dir,
		site(t, map[string]string{"films/index.html": "new", "index.html": "new"}),
		Options{},
	)
	if err == nil || !strings.Contains(err.Error(), "films is not permitted") {
		t.Error(err)
	}
	same(t, "after the refusal", look(t, dir), with(old))
	publishOK(t, dir, site(t, old), Options{})
}
