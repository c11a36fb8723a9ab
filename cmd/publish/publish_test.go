package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

var kills = flag.Int("kills", 12, "how often a publisher is killed, at each kind of target")

// TestMain lets the test program be the command, so that it can be killed.
func TestMain(m *testing.M) {
	pause, lease = 5*time.Millisecond, 400*time.Millisecond
	if os.Getenv("BE_PUBLISH") != "" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
	}
	flag.Parse()
	os.Exit(m.Run())
}

// build publishes an invented site to a folder, as a build does: a page for each number, and the styles it names.
func build(t testing.TB, dir string, numbers ...int) map[string]string {
	files := map[string]string{"sitemap.xml": fmt.Sprint(numbers), "feed.json": fmt.Sprint(numbers)}
	for i, n := range numbers {
		style := fmt.Sprintf("assets/style-%d.css", n)
		files[style] = strings.Repeat(style+" ", 200)
		files[fmt.Sprintf("films/%d/index.html", i)] = "page " + strings.Repeat(style+" ", 300) + "page"
	}
	publishFiles(t, dir, files)
	return files
}

// publishFiles publishes files to a folder, as a build does.
func publishFiles(t testing.TB, dir string, files map[string]string) {
	var tree []public.File
	for path, text := range files {
		tree = append(tree, public.File{Path: path, Bytes: func() ([]byte, []source.Problem) {
			return []byte(text),
				nil
		}})
	}
	x, err := public.NewTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := public.Publish(context.Background(), dir, x, public.Options{}); err != nil {
		t.Fatal(err)
	}
}

// publishes runs the command; what it prints is returned, and what is wrong.
func (s *server) publishes(args ...string) (out, wrong string, status int) {
	var stdout, stderr strings.Builder
	status = run(context.Background(), append(args, s.target), &stdout, &stderr, s.getenv)
	return stdout.String(), stderr.String(), status
}

func (s *server) publish(t *testing.T, args ...string) string {
	t.Helper()
	out, wrong, status := s.publishes(args...)
	if status != 0 {
		t.Fatalf("status %d: %s%s", status, out, wrong)
	}
	return out
}

// files are what visitors see.
func (s *server) files(t testing.TB) map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(s.dir, path)
		switch {
		case rel == ".publish" || strings.HasPrefix(rel, ".sgwtmp"):
			return filepath.SkipDir
		case err != nil || d.IsDir():
			return nil // gone meanwhile
		}
		if data, err := os.ReadFile(path); err == nil {
			files[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// check reports what visitors see that is not the site, beside styles of earlier ones.
func (s *server) check(t testing.TB, site map[string]string) {
	t.Helper()
	files := s.files(t)
	for path, text := range site {
		if files[path] != text {
			t.Errorf("%s has %d bytes, want %d", path, len(files[path]), len(text))
		}
	}
	for path := range files {
		if _, ok := site[path]; !ok && !strings.HasPrefix(path, "assets/") {
			t.Errorf("%s is still there", path)
		}
	}
}

// crawl reads each page and then its style, as a visitor does.
func (s *server) crawl() error {
	pages, _ := filepath.Glob(filepath.Join(s.dir, "films", "*", "index.html"))
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed since
		}
		f := strings.Fields(string(data))
		if len(f) != 302 || f[301] != "page" {
			return fmt.Errorf("%s has %d bytes", page, len(data))
		}
		css, err := os.ReadFile(filepath.Join(s.dir, f[1]))
		if want := strings.Repeat(f[1]+" ", 200); err != nil || string(css) != want {
			return fmt.Errorf("%s names %s, which has %d bytes: %v", page, f[1], len(css), err)
		}
	}
	return nil
}

func TestPublish(t *testing.T) {
	servers(t, func(t *testing.T, s *server) {
		from := t.TempDir()
		one := build(t, from, 1, 2, 3)
		s.publish(t, "-from", from)
		s.check(t, one)

		two := build(t, from, 1, 5)
		out := s.publish(t, "-n", "-from", from)
		if !strings.Contains(out, "+ assets/style-5.css\n") || !strings.Contains(out, "~ films/1/index.html\n") ||
			!strings.Contains(out, "- films/2/index.html\n") {
			t.Errorf("-n says %q", out)
		}
		s.check(t, one)
		s.publish(t, "-from", from)
		s.check(t, two)
		for _, n := range []string{"2", "3"} { // a page in a cache keeps its style
			if s.files(t)["assets/style-"+n+".css"] == "" {
				t.Errorf("style %s is gone", n)
			}
		}

		var did jsonResult
		if err := json.Unmarshal([]byte(s.publish(t, "-json", "-from", from)), &did); err != nil {
			t.Fatal(err)
		}
		if did.Version != 2 || did.Files != len(two) || len(did.New)+len(did.Changed)+len(did.Removed) > 0 {
			t.Errorf("without a change: %+v", did)
		}

		s.publish(t, "-rollback", "1")
		s.check(t, one)
		s.publish(t, "-rollback", "1")
		s.check(t, two)

		s.publish(t, "-forget", "-from", from)
		s.check(t, two)
		if files := s.files(t); len(files) != len(two) {
			t.Errorf("after -forget: %d files, want %d", len(files), len(two))
		}
		if _, wrong, status := s.publishes("-rollback", "1"); status != 1 || !strings.Contains(wrong, "no version 1") {
			t.Errorf("rollback after -forget: %d %s", status, wrong)
		}
	})
}

// Names, and places to publish to, may have any letters and signs.
func TestOddNames(t *testing.T) {
	servers(t, func(t *testing.T, s *server) {
		const odd = "un été à 100 %+b & ~ عربي"
		s.dir = filepath.Join(s.dir, odd)
		if s.proxy == nil {
			s.target = s.dir
		} else {
			s.target += "/" + strings.ReplaceAll(odd, "%", "%25")
		}
		from := t.TempDir()
		site := build(t, from, 1)
		for i, name := range []string{"مخيم/index.html", "a b/c+d.html", "100 %25.html", "q?x=1#y.html",
			"l’été & moi.html", "...", ".well-known/x", "~/y"} {
			site[name] = fmt.Sprint("page ", i)
		}
		publishFiles(t, from, site)
		s.publish(t, "-from", from)
		s.check(t, site)
		old := maps.Clone(site)
		for name := range site {
			if !strings.HasPrefix(name, "assets/") {
				site[name] += " page"
			}
		}
		publishFiles(t, from, site)
		s.publish(t, "-from", from)
		s.check(t, site)
		s.publish(t, "-rollback", "1")
		s.check(t, old)
		site = build(t, from, 1)
		s.publish(t, "-from", from)
		s.check(t, site)
	})
}

// A site that somebody else has put there is not replaced unasked, and what is beside it never is.
func TestForeignSite(t *testing.T) {
	servers(t, func(t *testing.T, s *server) {
		if err := os.MkdirAll(s.dir, 0o777); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"index.html", "mine.txt"} {
			if err := os.WriteFile(filepath.Join(s.dir, name), []byte("mine"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		from := t.TempDir()
		site := map[string]string{"index.html": "page", "assets/a.css": "a"}
		publishFiles(t, from, site)
		s.fails(t, from, "was not published with this command", "que cette commande n’a pas publié")
		if files := s.files(t); len(files) != 2 || files["index.html"] != "mine" {
			t.Errorf("there is %v", files)
		}
		s.publish(t, "-replace", "-from", from)
		site["mine.txt"] = "mine"
		s.check(t, site)
		delete(site, "mine.txt")
		site["index.html"] = "next"
		publishFiles(t, from, site)
		s.publish(t, "-from", from)
		site["mine.txt"] = "mine"
		s.check(t, site)
	})
	link := filepath.Join(t.TempDir(), "link")
	from := t.TempDir()
	build(t, from, 1)
	if err := os.Symlink(from, link); err != nil {
		t.Skip(err)
	}
	s := &server{target: link, env: map[string]string{}}
	if _, wrong, status := s.publishes("-from", from); status != 2 {
		t.Errorf("a link to what is to be published: status %d, %s", status, wrong)
	}
}

// Pages that a publish takes away are told, with the line that keeps their addresses, before and after it is done.
func TestGoneAddresses(t *testing.T) {
	s := startFolder(t)
	from := t.TempDir()
	site := map[string]string{"404.html": "", "ar/404.html": "", "ar/films/a/index.html": "a", "films/a/index.html": "a",
		"films/page/2/index.html": "2", "films/genre/x/index.html": "x", "ar/films/genre/x/index.html": "x", "old.html": "o",
		"feed.json": "{}"}
	publishFiles(t, from, site)
	s.publish(t, "-from", from)
	publishFiles(t, from, map[string]string{"404.html": ""})
	for _, args := range [][]string{{"-n"}, {}} {
		_, wrong, _ := s.publishes(append(args, "-lang", "en", "-from", from)...)
		var told []string
		for line := range strings.Lines(wrong) {
			if _, a, ok := strings.Cut(line, "add: aliases: ["); ok {
				told = append(told, strings.TrimSuffix(a, "]\n"))
			}
		}
		if got := strings.Join(told, " "); got != "/ar/films/a/ /films/a/ /old.html" {
			t.Errorf("%s is told: %s", got, wrong)
		}
	}
}

// What is in the bucket is served as what it is.
func TestHeaders(t *testing.T) {
	s := startS3(t)
	from := t.TempDir()
	build(t, from, 1)
	s.publish(t, "-from", from)
	build(t, from, 2)
	s.publish(t, "-from", from)
	s.publish(t, "-rollback", "1")
	for path, want := range map[string][2]string{
		"films/0/index.html":   {"text/html; charset=utf-8", "public, max-age=60, must-revalidate"},
		"assets/style-1.css":   {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"feed.json":            {"application/json", "public, max-age=60, must-revalidate"},
		"sitemap.xml":          {"application/xml", "public, max-age=60, must-revalidate"},
		".publish/target.json": {"application/octet-stream", "no-store"},
	} {
		h := s.head(t, path)
		if got := [2]string{h.Get("Content-Type"), h.Get("Cache-Control")}; got != want {
			t.Errorf("%s is served as %q, want %q", path, got, want)
		}
	}
}

// Wherever the connection is lost, the publisher goes on where it comes back; where it does not, it says so, visitors
// see whole pages, and the next one finishes.
func TestLostConnection(t *testing.T) {
	servers(t, func(t *testing.T, s *server) {
		if s.proxy == nil {
			t.Skip("a folder has no connection")
		}
		from := t.TempDir()
		build(t, from, 1, 2, 3)
		s.publish(t, "-from", from)
		before := s.proxy.sent.Load()
		build(t, from, 1, 4)
		s.publish(t, "-from", from)
		length := s.proxy.sent.Load() - before
		failed := 0
		for i := range int64(16) {
			site := build(t, from, int(i), 5, int(i)+6)
			s.proxy.down.Store(i%2 == 1)
			s.proxy.cut.Store(s.proxy.sent.Load() + 1 + length*i/16)
			_, wrong, status := s.publishes("-from", from)
			if err := s.crawl(); err != nil {
				t.Fatal(err)
			}
			if status != 0 {
				failed++
				if !strings.Contains(wrong, "publish again once the connection is back") {
					t.Errorf("cut after %d of %d bytes: %s", length*i/16, length, wrong)
				}
			}
			if status != 0 && i%2 == 0 {
				t.Errorf("cut once after %d of %d bytes: %s", length*i/16, length, wrong)
			}
			s.proxy.down.Store(false)
			s.proxy.cut.Store(0)
			s.publish(t, "-from", from)
			s.check(t, site)
		}
		if failed == 0 {
			t.Error("no connection was lost for good")
		}
	})
}

// However often a publisher is killed while visitors read, they see whole pages with their styles, and the next one
// that lives leaves exactly its site.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	servers(t, func(t *testing.T, s *server) {
		from := t.TempDir()
		build(t, from, 1, 2, 3)
		s.publish(t, "-from", from)
		stop, crawled := make(chan bool), make(chan error)
		go func() {
			for {
				select {
				case <-stop:
					crawled <- nil
					return
				default:
				}
				if err := s.crawl(); err != nil {
					crawled <- err
					<-stop
					return
				}
			}
		}()
		rng := rand.New(rand.NewPCG(13, 13))
		took := 200 * time.Millisecond
		for n, killed := 0, 0; killed < *kills; n++ {
			build(t, from, n, n+1, n/2, n/3, 7)
			cmd := exec.Command(self, "-from", from, s.target)
			cmd.Env = append(os.Environ(), "BE_PUBLISH=1")
			for k, v := range s.env {
				cmd.Env = append(cmd.Env, k+"="+v)
			}
			start := time.Now()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			kill := time.AfterFunc(time.Duration(rng.Int64N(int64(took))),
				func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
			if err := cmd.Wait(); err == nil {
				took = time.Since(start)
			} else {
				killed++
			}
			kill.Stop()
		}
		site := build(t, from, 8, 9)
		s.publish(t, "-from", from)
		close(stop)
		if err := <-crawled; err != nil {
			t.Fatal(err)
		}
		s.check(t, site)
	})
}

// Two publishers at once do not mix.
func TestAtOnce(t *testing.T) {
	servers(t, func(t *testing.T, s *server) {
		var sites [2]map[string]string
		var wg sync.WaitGroup
		for i := range sites {
			from := t.TempDir()
			sites[i] = build(t, from, i+10, i+20, i+30)
			wg.Go(func() {
				if out, wrong, status := s.publishes("-from", from); status != 0 {
					t.Errorf("publisher %d: %s%s", i, out, wrong)
				}
			})
		}
		wg.Wait()
		files := s.files(t)
		maps.DeleteFunc(files, func(path, _ string) bool { return strings.HasPrefix(path, "assets/") })
		for _, site := range sites {
			maps.DeleteFunc(site, func(path, _ string) bool { return strings.HasPrefix(path, "assets/") })
		}
		if !maps.Equal(files, sites[0]) && !maps.Equal(files, sites[1]) {
			t.Error("what visitors see is of neither")
		}
	})
}

// With -precompress a text has its compressed forms beside it, which follow it; what was made is remembered.
func TestPrecompress(t *testing.T) {
	s := startFolder(t)
	from := filepath.Join(t.TempDir(), "public")
	for _, numbers := range [][]int{{1, 2}, {1, 3}} {
		site := build(t, from, numbers...)
		s.publish(t, "-precompress", "-from", from)
		files := s.files(t)
		for path, text := range site {
			br, gz := files[path+".br"], files[path+".gz"]
			if len(text) < 1000 {
				if br != "" || gz != "" {
					t.Errorf("%s is compressed, and has %d bytes", path, len(text))
				}
				continue
			}
			plain, err := io.ReadAll(brotli.NewReader(strings.NewReader(br)))
			if err != nil || string(plain) != text {
				t.Errorf("%s.br holds %d bytes: %v", path, len(plain), err)
			}
			if g, err := gzip.NewReader(strings.NewReader(gz)); err != nil {
				t.Errorf("%s.gz: %v", path, err)
			} else if plain, err := io.ReadAll(g); err != nil || string(plain) != text {
				t.Errorf("%s.gz holds %d bytes: %v", path, len(plain), err)
			}
		}
	}
	cached, err := os.ReadDir(filepath.Join(filepath.Dir(from), ".cache", "compressed"))
	if want := 2 * len(build(t, from, 1, 3)); err != nil || len(cached) > want {
		t.Errorf("%d files are remembered, want %d at most: %v", len(cached), want, err)
	}
	s.publish(t, "-from", from)
	if files := s.files(t); files["films/0/index.html.br"] != "" {
		t.Error("without -precompress an old compressed page stays")
	}
}
