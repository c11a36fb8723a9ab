package public

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"artsfactory/cmd/internal/source"
)

var madeA, madeB = source.Sum([]byte("a")), source.Sum([]byte("b"))

// Whatever happens to a published file, to the list or to the stamp, the folder is intact no more;
// the next publishing sees to it, and then it is again.
func TestIntact(t *testing.T) {
	texts := map[string]string{"index.html": "home", "films/zero/index.html": "zero", "a.css": "a"}
	page := "films/zero/index.html"
	for _, c := range []struct {
		name   string
		intact bool
		happen func(t *testing.T, dir string)
	}{
		{"nothing", true, func(*testing.T, string) {}},
		{"a stranger's file", true, func(t *testing.T, dir string) { put(t, dir, "films/zero/note.txt", "mine") }},
		{"touched", false, func(t *testing.T, dir string) { touch(t, dir, page, time.Now().Add(-time.Hour)) }},
		{"changed", false, func(t *testing.T, dir string) { put(t, dir, page, "longer") }},
		{"of the same size", false, func(t *testing.T, dir string) { put(t, dir, page, "ZERO") }},
		{"of the same size and time", false, func(t *testing.T, dir string) {
			info, _ := os.Lstat(filepath.Join(dir, page))
			put(t, dir, page, "ZERO")
			touch(t, dir, page, info.ModTime())
		}},
		{"another file of the same content and time", false, func(t *testing.T, dir string) {
			info, _ := os.Lstat(filepath.Join(dir, page))
			put(t, dir, "copy", "zero")
			touch(t, dir, "copy", info.ModTime())
			os.Rename(filepath.Join(dir, "copy"), filepath.Join(dir, page))
		}},
		{"gone", false, func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, page)) }},
		{"behind a link", false, func(t *testing.T, dir string) {
			os.Rename(filepath.Join(dir, page), filepath.Join(dir, "there"))
			os.Symlink("../../there", filepath.Join(dir, page))
		}},
		{"the list shortened", false, func(t *testing.T, dir string) { put(t, dir, manifestName, "index.html\n") }},
		{"no list", false, func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, manifestName)) }},
		{"a torn stamp", false, func(t *testing.T, dir string) {
			data, _ := os.ReadFile(filepath.Join(dir, stampName))
			put(t, dir, stampName, string(data[:len(data)-1]))
		}},
		{"an empty stamp", false, func(t *testing.T, dir string) { put(t, dir, stampName, "") }},
		{"a killed build", false, func(t *testing.T, dir string) { put(t, dir, stagedName+"/0/1", "x") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && !c.intact {
				t.Skip("the system does not say when a file changed")
			}
			dir := tempDir(t)
			publishOK(t, dir, site(t, texts), Options{Made: madeA})
			if !Intact(dir, madeA) || Intact(dir, madeB) || Intact(dir, source.Digest{}) {
				t.Fatal("just published, it is intact for what it was made from, and for nothing else")
			}
			c.happen(t, dir)
			if got := Intact(dir, madeA); got != c.intact {
				t.Errorf("intact: %t", got)
			}
			if c.name == "behind a link" {
				os.Remove(filepath.Join(dir, page))
			}
			publishOK(t, dir, site(t, texts), Options{Made: madeB})
			if !Intact(dir, madeB) || Intact(dir, madeA) {
				t.Error("published again, it is not intact")
			}
		})
	}
}

// A folder of the site that has become a link is not the site's, whatever stands behind it.
func TestIntactBehindLink(t *testing.T) {
	dir := tempDir(t)
	publishOK(t, dir, site(t, map[string]string{"films/index.html": "films"}), Options{Made: madeA})
	os.Rename(filepath.Join(dir, "films"), filepath.Join(dir, "there"))
	if err := os.Symlink("there", filepath.Join(dir, "films")); err != nil {
		t.Skip(err)
	}
	if Intact(dir, madeA) {
		t.Error("a folder behind a link is intact")
	}
}

// A file that changes while the site is published is noticed: it is not as it was compared or
// written.
func TestChangedWhilePublished(t *testing.T) {
	texts := map[string]string{"index.html": "home", "a.css": "a"}
	for _, first := range []bool{true, false} {
		dir := tempDir(t)
		if !first {
			publishOK(t, dir, site(t, map[string]string{"index.html": "home", "a.css": "b"}), Options{Made: madeB})
		}
		opts := onDisk(dir, func(op, path string) error {
			if op == "removeAll" && path == stagedName {
				time.Sleep(clockTick)
				put(t, dir, "index.html", "HOME")
			}
			return nil
		})
		opts.Made = madeA
		publishOK(t, dir, site(t, texts), opts)
		if Intact(dir, madeA) {
			t.Errorf("first build: %t: a changed file passes for the site's", first)
		}
	}
}

// A build that says nothing of what it was made from leaves no stamp; a dry run leaves it alone.
func TestStampOfOthers(t *testing.T) {
	dir := tempDir(t)
	tree := site(t, map[string]string{"index.html": "home"})
	publishOK(t, dir, tree, Options{Made: madeA})
	publishOK(t, dir, site(t, map[string]string{"index.html": "other"}), Options{Made: madeB, DryRun: true})
	if !Intact(dir, madeA) {
		t.Error("a dry run takes the stamp away")
	}
	publishOK(t, dir, tree, Options{})
	if Intact(dir, madeA) {
		t.Error("the stamp of another build stays")
	}
	if Intact(filepath.Join(dir, "nowhere"), madeA) {
		t.Error("a folder that is not there is intact")
	}
	if _, err := os.Lstat(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("to ask has made a folder")
	}
}

// A publishing that dies anywhere leaves no stamp that vouches for what is not there.
func TestStampAfterDeath(t *testing.T) {
	for k := 0; ; k++ {
		dir := tempDir(t)
		publishOK(t, dir, site(t, oldSite), Options{Made: madeA, Workers: 1})
		opts := onDisk(dir, stopAt(k))
		opts.Made = madeB
		_, _, err := Publish(context.Background(), dir, site(t, newSite), opts)
		if Intact(dir, madeB) && !published(t, dir, newSite) || Intact(dir, madeA) && !published(t, dir, oldSite) {
			t.Fatalf("after %d steps the stamp vouches for a mixture", k)
		}
		if err == nil && Intact(dir, madeB) {
			return
		}
	}
}

// published tells whether every file of a site is there.
func published(t *testing.T, dir string, texts map[string]string) bool {
	for p, text := range texts {
		if data, err := os.ReadFile(filepath.Join(dir, p)); err != nil || string(data) != text {
			return false
		}
	}
	return true
}

func touch(t *testing.T, dir, path string, at time.Time) {
	t.Helper()
	if err := os.Chtimes(filepath.Join(dir, path), at, at); err != nil {
		t.Fatal(err)
	}
}
