//go:build unix && !linux

package public

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func (osDisk) hasSyncAll() bool     { return false }
func (osDisk) syncAll(string) error { return errors.ErrUnsupported }

// handOver leaves out what empties the drive's cache and takes long (macOS): the journal's own
// syncFile does that for all that was handed over before.
func handOver(file *os.File) error { return unix.Fsync(int(file.Fd())) }

func (osDisk) checkDir(root, name string) error {
	var r, d unix.Stat_t
	if err := errors.Join(unix.Lstat(root, &r), unix.Lstat(name, &d)); err != nil {
		return &os.PathError{Op: "stat", Path: name, Err: err}
	}
	if r.Dev != d.Dev {
		return otherDisk(name)
	}
	if isLocked(name) {
		return locked(name)
	}
	return writable(name)
}

func (osDisk) checkEntry(name string) error {
	if isLocked(name) {
		return locked(name)
	}
	return nil
}
