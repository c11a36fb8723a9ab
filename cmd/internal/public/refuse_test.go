package public

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// unreadable is a disk on which one name cannot be looked at, and one cannot be changed.
type unreadable struct {
	disk
	lstats, entries, dirs string // what ends with this
}

func (u unreadable) lstat(name string) (fs.FileInfo, error) {
	if u.lstats != "" && strings.HasSuffix(name, u.lstats) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: syscall.EACCES}
	}
	return u.disk.lstat(name)
}

func (u unreadable) checkEntry(name string) error {
	if u.entries != "" && strings.HasSuffix(name, u.entries) {
		return locked(name)
	}
	return u.disk.checkEntry(name)
}

func (u unreadable) checkDir(root, name string) error {
	if u.dirs != "" && strings.HasSuffix(name, u.dirs) {
		return otherDisk(name)
	}
	return u.disk.checkDir(root, name)
}

// What cannot be looked at or changed is told before anything has changed, and once it can be, the
// next build is well: nothing is counted as removed that is still there.
func TestPublishRefusesBeforeItDecides(t *testing.T) {
	old := map[string]string{"films/a/index.html": "a", "films/index.html": "films", "index.html": "home"}
	next := map[string]string{"films/index.html": "films 2", "index.html": "home 2"}
	for what, d := range map[string]unreadable{
		"an orphan that cannot be looked at":     {lstats: "films/a/index.html"},
		"its folder cannot be looked at":         {lstats: "films/a"},
		"an orphan that is locked":               {entries: "films/a/index.html"},
		"a file to be replaced that is locked":   {entries: "films/index.html"},
		"a folder of an orphan on another disk":  {dirs: "films/a"},
		"a folder of a new file on another disk": {dirs: "films"},
	} {
		dir := tempDir(t)
		publishOK(t, dir, site(t, old), Options{})
		d.disk = osDisk{}
		_, _, err := Publish(context.Background(), dir, site(t, next), Options{disk: d})
		var e *Error
		if !errors.As(err, &e) || e.What.En == e.What.Fr {
			t.Errorf("%s: error %v", what, err)
		}
		same(t, what, look(t, dir), with(old))
		publishOK(t, dir, site(t, next), Options{})
		same(t, what+", mended", look(t, dir), with(next))
	}
}

// An empty folder that may not be removed harms nobody and stops nothing.
func TestPublishLeavesAnEmptyFolderThatIsHeld(t *testing.T) {
	dir := tempDir(t)
	publishOK(t, dir, site(t, map[string]string{"films/a.html": "a", "index.html": "home"}), Options{})
	next := map[string]string{"index.html": "home"}
	publishOK(t, dir, site(t, next), onDisk(dir, func(op, path string) error {
		if op == "remove" && path == "films" {
			return &os.PathError{Op: op, Path: path, Err: syscall.EBUSY}
		}
		return nil
	}))
	same(t, "held", look(t, dir), with(next, map[string]string{"films/": ""}))
}

func TestRecoverLeavesOtherFoldersAlone(t *testing.T) {
	dir := tempDir(t)
	if err := Recover(context.Background(), filepath.Join(dir, "none"), nil); err != nil {
		t.Error(err)
	}
	put(t, dir, "index.html", "mine")
	if err := Recover(context.Background(), dir, nil); err != nil {
		t.Error(err)
	}
	same(t, "after", look(t, dir), map[string]string{"index.html": "mine"})
	if newFolder(dir, nil).exists(Bookkeeping) {
		t.Error("a folder that was never published to has bookkeeping now")
	}
}
