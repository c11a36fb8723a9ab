package deploy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A manifest that somebody has changed leads nowhere outside of the target, nor to what publishers need there.
func TestManifestOfSomebodyElse(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for _, m := range []string{
		`"files":{"../victim":"` + sum + `"}`, `"files":{"/etc/victim":"` + sum + `"}`,
		`"files":{"a//b":"` + sum + `"}`, `"files":{".publish/target.json":"` + sum + `"}`,
		`"files":{".publish/kept/../../victim":"` + sum + `"}`, `"files":{"a":"../../victim"}`,
		`"files":{},"doubt":["../victim"]`, `"files":{},"versions":[{"also":["assets/../../victim"]}]`,
		`"files":{},"versions":[{"changes":{"../victim":""}}]`, `"files":{},"versions":[{"changes":{"a":"../victim"}}]`,
	} {
		h := newHost()
		h.files[manifestPath] = `{"format":1,` + m + `}`
		_, err := publishSite(t.Context(), link{h, nil}, site(map[string]int{"a": 1}), quick)
		if err == nil || !strings.Contains(err.Error(), "the manifest at the target") || len(h.files) != 1 {
			t.Errorf("%s: %v, %d files", m, err, len(h.files))
		}
	}
}

// Links in the folder lead nowhere outside, and one in the place of a folder is not removed with the last file in it.
func TestLinksInFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "real"), 0o777), os.Symlink("real", filepath.Join(dir, "d")),
		os.Symlink(outside, filepath.Join(dir, "assets"))); err != nil {
		t.Skip(err)
	}
	publish := func(s map[string]string) error {
		target, err := NewFolder(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		defer target.Close()
		_, err = publishSite(t.Context(), target, s, quick)
		return err
	}
	s := site(map[string]int{"d/e": 1, "a": 1})
	if err := publish(s); err == nil || !strings.Contains(err.Error(), "a link leads out of the target") {
		t.Errorf("a link that leads out: %v", err)
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("outside is %v: %v", entries, err)
	}
	if err := os.Remove(filepath.Join(dir, "assets")); err != nil {
		t.Fatal(err)
	}
	for _, s := range []map[string]string{s, site(map[string]int{"a": 1})} {
		if err := publish(s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "d")); err != nil {
		t.Error(err)
	}
}

// A lock that was left by somebody who was killed is taken over by one; who has lost a lock replaces nothing.
func TestLock(t *testing.T) {
	dir := t.TempDir()
	one, two := openFolder(t, dir), openFolder(t, dir)
	left, err := one.System.Create(lockPath, true)
	if err == nil {
		_, err = io.WriteString(left, "somebody")
		err = errors.Join(err, left.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := one.Swap(t.Context(), manifestPath, []byte("one"), ""); err != nil {
		t.Fatal(err)
	}
	// Two has seen the lock of who was killed too, and takes that of one by mistake.
	if err := one.lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := two.breakLock(t.Context(), "somebody"); err != nil || !one.isLocked(t.Context()) {
		t.Errorf("the lock of one who lives is not put back: %v", err)
	}
	one.unlock()

	// Whoever is robbed of the lock while it reads replaces nothing.
	one.System = robbed{one.System, func() { _ = two.System.Remove(lockPath) }}
	if _, err := one.Swap(t.Context(), manifestPath, []byte("two"), revisionOf([]byte("one"))); err == nil {
		t.Error("without a lock the manifest is replaced")
	}
	data, _, err := two.Read(t.Context(), manifestPath)
	if err != nil || string(data) != "one" {
		t.Errorf("the manifest is %q: %v", data, err)
	}
}

func openFolder(t *testing.T, dir string) *FileTarget {
	target, err := NewFolder(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	target.Stale = 100 * time.Millisecond
	t.Cleanup(func() { target.Close() })
	return target
}

// robbed does something when the manifest is read.
type robbed struct {
	FileSystem
	do func()
}

func (r robbed) Open(name string) (io.ReadCloser, error) {
	if name == manifestPath {
		r.do()
	}
	return r.FileSystem.Open(name)
}

// Whoever only reads makes no folder.
func TestReadsOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	target, err := NewFolder(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	o := quick
	o.DryRun = true
	r, err := publishSite(context.Background(), target, site(map[string]int{"a": 1}), o)
	if err != nil || len(r.New) != 3 {
		t.Errorf("%+v: %v", r, err)
	}
	if err := target.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

// A large file that a build has replaced since it was looked at is not published.
func TestReplacedMeanwhile(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	film := bytes.Repeat([]byte("film"), inMemory)
	name := filepath.Join(dir, "film.mp4")
	l := &Local{Files: Files{"film.mp4": revisionOf(film)}, dir: dir}
	for _, written := range [][]byte{film, bytes.Repeat([]byte("mlif"), inMemory)} {
		if err := os.WriteFile(name, written, 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := Publish(t.Context(), openFolder(t, to), l, quick)
		if is := bytes.Equal(written, film); (err == nil) != is {
			t.Errorf("the file that was looked at: %t, published: %v", is, err)
		}
		_ = os.Remove(filepath.Join(to, manifestPath))
	}
	if data, err := os.ReadFile(filepath.Join(to, "film.mp4")); err != nil || !bytes.Equal(data, film) {
		t.Errorf("another file is published: %v", err)
	}
}
