package public

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// /proc and the like are mounts on every Linux: nothing can be moved into or over one.
func TestMountsAreSeen(t *testing.T) {
	if err := (osDisk{}).checkDir("/", "/proc"); err == nil || !strings.Contains(err.Error(), "disk of its own") {
		t.Errorf("/proc in /: %v", err)
	}
	if err := (osDisk{}).checkEntry("/proc"); err == nil || !strings.Contains(err.Error(), "disk of its own") {
		t.Errorf("/proc: %v", err)
	}
	dir := t.TempDir()
	put(t, dir, "file", "")
	for _, name := range []string{dir + "/file", dir + "/none", dir + "/none/below", dir + "/file/below"} {
		if err := (osDisk{}).checkEntry(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (osDisk{}).checkDir(dir, dir); err != nil {
		t.Error(err)
	}
}

// A file or a folder that chattr has locked is seen before anything has changed.
func TestPublishLockedByChattr(t *testing.T) {
	for _, name := range []string{"films/index.html", "films"} {
		dir := t.TempDir() // on a disk: not every system in memory knows the flag
		old := map[string]string{"films/index.html": "films", "index.html": "home"}
		publishOK(t, dir, site(t, old), Options{})
		if err := setImmutable(filepath.Join(dir, name), true); err != nil {
			t.Skipf("this user or this disk locks nothing: %v", err)
		}
		next := site(t, map[string]string{"films/index.html": "new", "index.html": "new"})
		_, _, err := Publish(context.Background(), dir, next, Options{})
		if err == nil || !strings.Contains(err.Error(), "locked against changes") {
			t.Errorf("%s: %v", name, err)
		}
		same(t, name, look(t, dir), with(old))
		if err := setImmutable(filepath.Join(dir, name), false); err != nil {
			t.Fatal(err)
		}
		publishOK(t, dir, next, Options{})
	}
}

const immutable = 0x10 // FS_IMMUTABLE_FL of linux/fs.h

func setImmutable(name string, on bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err != nil {
		return err
	}
	if flags &^= immutable; on {
		flags |= immutable
	}
	return unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags)
}
