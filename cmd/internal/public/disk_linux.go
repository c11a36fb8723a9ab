package public

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

func (osDisk) hasSyncAll() bool { return true }

// syncAll is one call for all files, whose number makes no difference.
func (osDisk) syncAll(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	return unix.Syncfs(int(d.Fd()))
}

// handOver is of no use where there is syncAll.
func handOver(file *os.File) error { return file.Sync() }

func (osDisk) checkDir(root, name string) error {
	r, err := statx(root)
	if err != nil {
		return err
	}
	d, err := statx(name)
	switch {
	case err != nil:
		return err
	case d.Dev_major != r.Dev_major || d.Dev_minor != r.Dev_minor:
		return otherDisk(name)
	case d.Attributes&(unix.STATX_ATTR_IMMUTABLE|unix.STATX_ATTR_APPEND) != 0:
		return locked(name)
	}
	return writable(name)
}

func (osDisk) checkEntry(name string) error {
	e, err := statx(name)
	switch {
	case isGone(err):
		return nil
	case err != nil:
		return err
	case e.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0:
		return otherDisk(name)
	case e.Attributes&(unix.STATX_ATTR_IMMUTABLE|unix.STATX_ATTR_APPEND) != 0:
		return locked(name)
	}
	return sticky(name, int(e.Uid))
}

// sticky tells that a directory lets nobody but owners change a file, as /tmp does.
func sticky(name string, owner int) error {
	dir, err := statx(filepath.Dir(name))
	if err != nil {
		return err
	}
	if me := os.Geteuid(); dir.Mode&unix.S_ISVTX == 0 || me == 0 || me == owner || me == int(dir.Uid) {
		return nil
	}
	return &os.PathError{Op: "access", Path: name, Err: unix.EACCES}
}

// statx looks at a name itself, not behind a link. Systems before Linux 4.11 know no attributes.
func statx(name string) (unix.Statx_t, error) {
	var x unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, name, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_BASIC_STATS, &x)
	if errors.Is(err, unix.ENOSYS) {
		var s unix.Stat_t
		if err = unix.Lstat(name, &s); err == nil {
			x.Mode, x.Uid = uint16(s.Mode), s.Uid
			x.Dev_major, x.Dev_minor = unix.Major(uint64(s.Dev)), unix.Minor(uint64(s.Dev))
		}
	}
	if err != nil {
		err = &os.PathError{Op: "stat", Path: name, Err: err}
	}
	return x, err
}
