package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A testServer is a server at work on a site of its own, which is fiction.
type testServer struct {
	t         testing.TB // the test, or the part of it that runs
	whole     testing.TB
	root      string
	rebuilder *rebuilder
	url       string // of the host, without a slash at its end
	output    *lockedBuffer
	token     string // for actions

	texts       sync.Map     // see sources
	layouts     *memo.Memory // see buildClean
	cleanBuilds int
	stop        func() int
}

// startServer starts a server on a new folder with the files.
func startServer(t testing.TB, files map[string]string, more ...func(*rebuilder)) *testServer {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := &testServer{t: t, whole: t, root: root, output: &lockedBuffer{}, layouts: memo.New()}
	for p, text := range files {
		d.write(p, text)
	}
	w, err := live.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	f := &flags{root: root, addr: "127.0.0.1:0", lang: "en", now: "2027-01-10", editor: "true {file}:{line}:{col}"}
	s := newRebuilder(w, f, &terminal{out: d.output, err: d.output, lang: "en"})
	for _, change := range more {
		change(s)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if usageError := s.start(ctx); usageError != (source.Message{}) {
		t.Fatal(usageError.En)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.rebuilder, d.url = s, "http://"+l.Addr().String()
	code := make(chan int, 1)
	go func() { code <- s.serve(ctx, l) }()
	ended := false
	d.stop = func() int {
		if ended {
			return 0
		}
		ended = true
		cancel()
		defer w.Close()
		select {
		case c := <-code:
			return c
		case <-time.After(10 * time.Second):
			t.Error("the server does not stop")
			return -1
		}
	}
	t.Cleanup(func() { d.stop() })
	_, home := d.get("/")
	d.token = tokenIn(home)
	return d
}

// tokenIn is the token that a page was sent with, or "".
func tokenIn(page string) string {
	_, rest, _ := strings.Cut(page, ` data-token="`)
	token, _, _ := strings.Cut(rest, `"`)
	return token
}

// fiction is a small site with every language.
func fiction() map[string]string {
	files := map[string]string{
		"content/site.yaml": "name: Atelier Fictif\nbase_url: https://fiction.example/\ntime_zone: " +
			"Africa/Casablanca\nlanguages:\n  - {code: fr, name: Français}\n  - {code: ar, name: العربية}\n" +
			"  - {code: en, name: English}\nfallback: list\ntagline: {fr: Fiction, ar: خيال, en: Fiction}\n" +
			"navigation: [sessions, news]\nfooter: []\n",
		"content/sessions/edition-1.md": "---\ntitle: Édition fictive\nnumber: 1\nstart: 2026-12-01\nend: " +
			"2027-03\ndisciplines:\n  - {name: Dessin}\nfee: unknown\n---\nUne édition de fiction.\n",
	}
	for _, l := range []struct{ suffix, home, about, body string }{
		{"", "Accueil", "À propos", "Premier paragraphe.\n\nDeuxième paragraphe, avec un " +
			"[lien](../sessions/edition-1.md).\n\n## Un titre\n\nTroisième paragraphe.\n"},
		{".ar", "الرئيسية", "عن الورشة", "الفقرة الأولى.\n\nالفقرة الثانية.\n\n" +
			"## عنوان\n\nالفقرة الثالثة.\n"},
		{".en", "Home", "About", "First paragraph.\n\nSecond paragraph.\n\n## A heading\n\nThird paragraph.\n"},
	} {
		template := func(name string) string {
			if l.suffix == "" && name != "" {
				return "template: " + name + "\n"
			}
			return ""
		}
		files["content/pages/index"+l.suffix+".md"] = "---\ntitle: " + l.home + "\n" + template(
			"home",
		) + "---\n" + l.body
		files["content/pages/about"+l.suffix+".md"] = "---\ntitle: " + l.about + "\nsummary: " + l.about +
			" – fiction\n---\n" + l.body
		files["content/pages/not-found"+l.suffix+".md"] = "---\ntitle: 404 " + l.home + "\n" + template(
			"not-found",
		) + "---\n"
		files["content/news/note"+l.suffix+".md"] = "---\ntitle: Note " + l.home + "\n" +
			map[bool]string{true: "date: 2026-12-24\n"}[l.suffix == ""] + "---\n" + l.body
	}
	return files
}

func (d *testServer) abs(p string) string { return filepath.Join(d.root, filepath.FromSlash(p)) }

func (d *testServer) write(p, text string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.abs(p)), 0o777); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.abs(p), []byte(text), 0o666); err != nil {
		d.t.Fatal(err)
	}
}

func (d *testServer) text(p string) string {
	d.t.Helper()
	b, err := os.ReadFile(d.abs(p))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(b)
}

// edit replaces words in a file.
func (d *testServer) edit(p, from, to string) {
	d.t.Helper()
	text := d.text(p)
	if !strings.Contains(text, from) {
		d.t.Fatalf("%s does not say %q", p, from)
	}
	d.write(p, strings.Replace(text, from, to, 1))
}

// get asks for an address as a browser's address bar does.
func (d *testServer) get(p string) (int, string) {
	d.t.Helper()
	r, err := http.Get(d.url + p)
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// clean builds what is on disk now, from nothing.
func (d *testServer) clean() site.Result {
	d.t.Helper()
	dir, err := live.Open(d.root)
	if err != nil {
		d.t.Fatal(err)
	}
	d.whole.Cleanup(dir.Close) // not before: the memory of buildClean holds its files
	files, unread := dir.Read()
	r := d.buildClean(files, dir.Store())
	r.Problems = source.Sort(append(unread, r.Problems...))
	return r
}

// keptCards are the cards that clean builds have drawn.
var keptCards assets.Memory

// buildClean builds files from nothing, but for the cards that a nil store has drawn before. Loading the layouts is
// most of the work of such a build, and the same each time: but for every eighth build, they come from a memory that
// holds what is made of layouts and assets alone. To that end it then builds these alone, since a build forgets what
// the one before remembered and it did not ask for.
func (d *testServer) buildClean(files *source.Files, store assets.Store) site.Result {
	if store == nil {
		store = &keptCards
	}
	o := site.Options{Now: d.rebuilder.current.Load().now, Drafts: d.rebuilder.flags.drafts, Store: store}
	m := d.layouts
	if d.cleanBuilds++; d.cleanBuilds%8 == 1 {
		m = nil
	}
	r := site.Build(m, files, o)
	var entries []string
	for _, f := range files.Below("content/") {
		if f.Path != content.ConfigPath {
			entries = append(entries, f.Path)
		}
	}
	site.Build(d.layouts, files.With(nil, entries), o)
	return r
}

// follows waits until what is served is what is on disk, and then asks for every file.
func (d *testServer) follows(what string) {
	d.t.Helper()
	want := d.clean()
	want.Tree = kept(d.t, want.Tree)
	for late := time.After(15 * time.Second); ; {
		s := d.rebuilder.current.Load()
		got := s.latest
		got.Problems = s.problems
		diff := site.Difference(want, got)
		if diff == "" {
			d.servesAll(what, want)
			return
		}
		select {
		case <-s.replaced:
		case <-late:
			d.t.Fatalf("%s: what is served is not what is on disk: %s", what, diff)
		}
	}
}

// kept is a tree that makes each of its files once.
func kept(t testing.TB, tree *public.Tree) *public.Tree {
	t.Helper()
	files := slices.Clone(tree.All())
	for i := range files {
		files[i].Bytes = sync.OnceValues(files[i].Bytes)
	}
	tree, err := public.NewTree(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func (d *testServer) servesAll(what string, want site.Result) {
	d.t.Helper()
	if blocking(want.Problems) {
		return // the last good pages are served
	}
	base := strings.TrimSuffix(basePath(d.rebuilder.current.Load()), "/")
	for _, f := range want.Tree.All() {
		b, _ := f.Bytes()
		status, got := d.get(base + "/" + f.Path)
		if strings.HasSuffix(f.Path, ".html") {
			parts, _ := injectScript(b, "200-"+shortDigest(b), d.token)
			b = bytes.Join(parts, nil)
		}
		if status != 200 || got != string(b) {
			d.t.Errorf(
				"%s: /%s is served with %d and %d bytes, not 200 and %d",
				what,
				f.Path,
				status,
				len(got),
				len(b),
			)
		}
	}
}

// until waits for something that is to come true.
func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("%s does not come", what)
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// notes are n news of fiction.
func notes(n int, words string) map[string]string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("content/news/note-%04d.md", i)] = fmt.Sprintf(
			"---\ntitle: Note %d %s\ndate: 2026-12-24\n---\n%s, numéro %d.\n",
			i%10, // a card is drawn for each title
			words,
			words,
			i,
		)
	}
	return files
}
