package live

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

const config = "name: Fiction\nbase_url: https://fiction.example/\nlanguages: [{code: fr, name: Français}]\n"

// other has every file parsed again.
var other = strings.Replace(
	config,
	"{code: fr, name: Français}",
	"{code: fr, name: Français}, {code: en, name: English}",
	1,
)

const photo = "content/news/a/photo.png"

// siteOnDisk is a folder with a fictional site, and its sources, read.
func siteOnDisk(t *testing.T) (*Dir, *Sources) {
	t.Helper()
	root := t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	for p, text := range map[string]string{
		"content/site.yaml":      config,
		"content/pages/index.md": "---\ntitle: Accueil\ntemplate: home\n---\nFiction.\n",
		"content/news/a/index.md": "---\ntitle: A\ndate: 2026-12-24\nimage: {src: photo.png, alt: Fiction}\n---\n" +
			"Fiction.\n",
		photo: picture.String(),
	} {
		write(t, root, p, text)
	}
	d, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	s := NewSources(d)
	if !s.ReadAll() || s.ReadAll() {
		t.Fatal("the first reading changes nothing, or the second does")
	}
	return d, s
}

func write(t *testing.T, root, p, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// build builds once more and returns what is wrong, and how many builds that took. after is called
// after the first of them.
func build(b *Builder, after func()) (problems []source.Problem, builds int) {
	b.Build(func(m *memo.Memory) []*source.Files {
		files := b.sources.Files()
		problems = site.Build(m, files, site.Options{}).Problems
		if builds++; builds == 1 && after != nil {
			after()
		}
		return []*source.Files{files}
	})
	return problems, builds
}

// A photo that is away while it is to be read, and then back, is no problem.
func TestAwayForOneBuild(t *testing.T) {
	d, s := siteOnDisk(t)
	file := d.DiskPath(photo)
	b := NewBuilder(s)
	move(t, file, file+".away")
	ps, builds := build(b, func() { move(t, file+".away", file) })
	if builds != 2 || len(ps) > 0 {
		t.Errorf("%d builds, and then %v", builds, ps)
	}
	if ps, _ := build(b, nil); len(ps) > 0 {
		t.Errorf("the failed read is remembered: %v", ps)
	}
}

// A photo that is away for longer is a problem until it is back, though nobody says that it is.
func TestAwayForLonger(t *testing.T) {
	d, s := siteOnDisk(t)
	file := d.DiskPath(photo)
	b := NewBuilder(s)
	move(t, file, file+".away")
	if ps, _ := build(b, nil); len(ps) == 0 {
		t.Fatal("no problem is told")
	}
	if !s.Pending() {
		t.Fatal("nothing is to be read again")
	}
	move(t, file+".away", file)
	if !s.Retry() || s.Pending() {
		t.Error("it is not read again")
	}
	if ps, _ := build(b, nil); len(ps) > 0 {
		t.Errorf("the failed read is remembered: %v", ps)
	}
	// What is gone for good is asked for once more, and then no longer.
	os.Remove(file)
	if !s.ReadPaths([]string{photo}) || !s.Pending() || s.Retry() || s.Pending() {
		t.Error("what is gone stays pending")
	}
}

// The text of a file that has gone since is there when it is parsed again.
func TestTextOfAnEarlierVersion(t *testing.T) {
	d, s := siteOnDisk(t)
	b := NewBuilder(s)
	if ps, _ := build(b, nil); len(ps) > 0 {
		t.Fatal(ps)
	}
	write(t, d.Root, content.ConfigPath, other)
	os.Remove(d.DiskPath("content/news/a/index.md"))
	if !s.ReadPaths([]string{content.ConfigPath}) {
		t.Fatal("no change is seen")
	}
	if ps, builds := build(b, nil); len(ps) > 0 || builds != 1 {
		t.Errorf("%d builds, and then %v", builds, ps)
	}
	// The same of one that was read by its path, and is away when everything is read.
	s.ReadPaths([]string{"content/news/a/index.md"})
	file := d.DiskPath("content/pages/index.md")
	write(t, d.Root, "content/pages/index.md", "---\ntitle: Fiction\ntemplate: home\n---\n")
	s.ReadPaths([]string{"content/pages/index.md"})
	build(b, nil)
	write(t, d.Root, content.ConfigPath, config)
	move(t, file, file+".away")
	s.ReadPaths([]string{content.ConfigPath})
	if ps, builds := build(b, nil); builds != 1 {
		t.Errorf("%d builds, and then %v", builds, ps)
	}
	if !s.ReadAll() || s.Files().Get("content/pages/index.md") != nil || !s.Pending() {
		t.Error("a file that is away is not to be read again")
	}
	move(t, file+".away", file)
	if !s.Retry() || s.Files().Get("content/pages/index.md") == nil {
		t.Error("a file that is back is not read")
	}
}

// A read that fails between two builds is no reason to drop what the next one remembers.
func TestFailureBetweenBuilds(t *testing.T) {
	d, s := siteOnDisk(t)
	b := NewBuilder(s)
	build(b, nil)
	file := d.DiskPath(photo)
	move(t, file, file+".away")
	if _, err := s.Files().Get(photo).Bytes(); err == nil {
		t.Fatal("what is away is read")
	}
	move(t, file+".away", file)
	if ps, builds := build(b, nil); len(ps) > 0 || builds != 1 {
		t.Errorf("%d builds, and then %v", builds, ps)
	}
}

// A file that cannot be read is told, and read as soon as it can be.
func TestUnread(t *testing.T) {
	d, s := siteOnDisk(t)
	const p = "content/news/b.md"
	if err := os.Symlink("nowhere.md", d.DiskPath(p)); err != nil {
		t.Skip(err)
	}
	if !s.ReadPaths([]string{p}) || len(s.Unread()) != 1 || s.Unread()[0].Path != p {
		t.Fatalf("%v", s.Unread())
	}
	if s.Retry() || !s.Pending() {
		t.Error("it is forgotten")
	}
	os.Remove(d.DiskPath(p))
	if !s.ReadPaths([]string{p}) || len(s.Unread()) != 0 {
		t.Errorf("it has gone, and is told still: %v", s.Unread())
	}
	if err := os.Symlink("nowhere.md", d.DiskPath(p)); err != nil || !s.ReadPaths([]string{p}) {
		t.Fatal("it is not told again", err)
	}
	write(t, d.Root, "content/news/nowhere.md", "---\ntitle: B\ndate: 2026-12-24\n---\n")
	if !s.Retry() || len(s.Unread()) != 0 || s.Files().Get(p) == nil {
		t.Errorf("it is not read: %v", s.Unread())
	}
}

// A large file is read when nobody has written to it for a while.
func TestGrowing(t *testing.T) {
	d, s := siteOnDisk(t)
	const p = "assets/video/film.webm"
	write(t, d.Root, p, "")
	file := d.DiskPath(p)
	if err := os.Truncate(file, LargeFile); err != nil {
		t.Fatal(err)
	}
	soon, before := time.Now().Add(30*time.Second), time.Now().Add(-time.Minute)
	os.Chtimes(file, soon, soon) // as if it were written to until then
	if s.ReadPaths([]string{p}) || s.Retry() || !s.Pending() {
		t.Error("it is read while it is written")
	}
	os.Chtimes(file, before.Add(time.Hour), before.Add(time.Hour)) // by a wrong clock
	if !s.Retry() || s.Files().Get(p).Size != LargeFile {
		t.Error("a time far ahead keeps it from being read")
	}
	os.Truncate(file, LargeFile+1)
	os.Chtimes(file, soon, soon)
	s.ReadPaths([]string{p})
	os.Chtimes(file, before, before)
	if !s.Retry() || s.Files().Get(p).Size != LargeFile+1 {
		t.Error("it is not read")
	}
}

// After any changes, reading their paths gives what reading everything gives, and files that have
// not changed stay the same.
func TestReadPathsLaw(t *testing.T) {
	d, s := siteOnDisk(t)
	rng := rand.New(rand.NewPCG(1, 9))
	for n := range 60 {
		var paths []string
		before := s.Files()
		for range 1 + rng.IntN(3) {
			p := fmt.Sprintf("content/%s/%c.md", []string{"news", "films", "news/a"}[rng.IntN(3)], 'a'+rng.IntN(4))
			switch paths = append(paths, p); rng.IntN(4) {
			case 0:
				os.Remove(d.DiskPath(p))
			case 1:
				os.RemoveAll(d.DiskPath("content/films"))
				paths = append(paths, "content/films")
			default:
				write(t, d.Root, p, fmt.Sprint(rng.IntN(3)))
			}
		}
		s.ReadPaths(paths)
		fresh := NewSources(d)
		fresh.ReadAll()
		same := func(a, b *source.File) bool { return a.Path == b.Path && a.Digest() == b.Digest() }
		if !slices.EqualFunc(s.Files().All(), fresh.Files().All(), same) {
			t.Fatalf("change %d of %v is not seen", n, paths)
		}
		for _, f := range s.Files().All() {
			if old := before.Get(f.Path); old != nil && old != f && old.Digest() == f.Digest() {
				t.Fatalf("change %d: %s is another file", n, f.Path)
			}
		}
	}
}

// The instant stays until the site changes by itself, or the day does.
func TestInstant(t *testing.T) {
	at := func(s string) time.Time {
		tt, err := time.Parse("2006-01-02T15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return tt
	}
	last := &content.Site{Now: at("2026-12-01T10:00"), Change: at("2026-12-01T12:00")}
	quiet := &content.Site{Now: at("2026-12-01T10:00")}
	for _, x := range []struct {
		clock string
		last  *content.Site
		want  string
	}{
		{"2026-12-01T10:00", nil, "2026-12-01T10:00"},
		{"2026-12-01T11:59", last, "2026-12-01T10:00"},
		{"2026-12-01T12:00", last, "2026-12-01T12:00"},
		{"2026-12-01T09:59", last, "2026-12-01T09:59"}, // the clock was put back
		{"2026-12-01T23:59", quiet, "2026-12-01T10:00"},
		{"2026-12-02T00:00", quiet, "2026-12-02T00:00"},
	} {
		if got := Instant(at(x.clock), x.last); !got.Equal(at(x.want)) {
			t.Errorf("at %s the instant is %s, not %s", x.clock, got, x.want)
		}
	}
	abroad := at("2026-12-01T11:00").In(time.FixedZone("elsewhere", 0))
	if got := Instant(abroad, quiet); !got.Equal(abroad) {
		t.Error("another zone has the instant of the first")
	}
}

// Layouts that the site lacks are the project's, and content never is.
func TestProject(t *testing.T) {
	d, s := siteOnDisk(t)
	if d.Project == "" || s.Files().Get("layouts/base.html") == nil ||
		s.Files().Get("content/news/a/index.md") == nil {
		t.Fatalf("project %q", d.Project)
	}
	for p, root := range map[string]string{"layouts/base.html": d.Project, "layouts/none.html": d.Root,
		"content/pages/about.md": d.Root} {
		if got := d.DiskPath(p); !strings.HasPrefix(got, root+string(filepath.Separator)) {
			t.Errorf("%s is at %s", p, got)
		}
	}
	if d.ReadFile("content/pages/about.md") != nil || d.ReadFile("layouts/base.html") == nil {
		t.Error("content of the project is read, or its layouts are not")
	}
	if _, err := Open(filepath.Join(d.Root, "nowhere")); err == nil {
		t.Error("a folder that is not there is opened")
	}
}
