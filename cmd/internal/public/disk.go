package public

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// A disk is the file system as publishing uses it: the system's own is osDisk. Names are absolute.
// What a call changes is durable once the sync that covers it has returned: that of a file covers
// its bytes, that of a directory the names in it.
type disk interface {
	lstat(name string) (fs.FileInfo, error)
	readDir(name string) ([]fs.DirEntry, error)
	isEmpty(name string) (bool, error) // of a directory
	open(name string) (io.ReadCloser, error)

	// create makes a file, or empties it first. With sync its bytes are on the drive on return,
	// though perhaps in its cache.
	create(name string, data []byte, sync bool) error
	mkdir(name string) error
	rename(from, to string) error
	remove(name string) error
	removeAll(name string) error

	// syncAll makes all changes of the file system that holds name durable. Where the system
	// cannot do that, hasSyncAll is false, and each file and directory is synced.
	syncAll(name string) error
	hasSyncAll() bool
	syncDir(name string) error
	syncFile(name string) error

	// checkDir tells early that names in a directory cannot be changed, or that nothing can be
	// renamed into it from root.
	checkDir(root, name string) error
	// checkEntry tells early that what has a name can be neither replaced nor removed. What is
	// gone is no error.
	checkEntry(name string) error
}

// osDisk is the system's file system. The syncs and checks are in a file for each system.
type osDisk struct{}

func (osDisk) lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osDisk) readDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osDisk) open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (osDisk) mkdir(name string) error                    { return os.Mkdir(name, 0o777) }
func (osDisk) rename(from, to string) error               { return os.Rename(from, to) }
func (osDisk) remove(name string) error                   { return os.Remove(name) }
func (osDisk) removeAll(name string) error                { return os.RemoveAll(name) }

func (osDisk) isEmpty(name string) (bool, error) {
	d, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer d.Close()
	_, err = d.Readdirnames(1)
	if err == io.EOF {
		return true, nil
	}
	return false, err
}

func (osDisk) create(name string, data []byte, sync bool) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil && sync {
		err = handOver(file)
	}
	return errors.Join(err, file.Close())
}

// syncFile makes the bytes of a file durable, and all that was handed over before it.
func (osDisk) syncFile(name string) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
