package public

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"syscall"
)

// Where the bookkeeping is.
const (
	lockName     = Bookkeeping + "/lock"
	manifestName = Bookkeeping + "/manifest"
	journalName  = Bookkeeping + "/journal"
	draftName    = Bookkeeping + "/journal.new"
	stagedName   = Bookkeeping + "/staged"
)

// A folder is the one that is published to. Its paths are slash-separated and relative to it.
type folder struct {
	dir  string
	disk disk
}

func newFolder(dir string, d disk) *folder {
	if d == nil {
		d = osDisk{}
	}
	return &folder{dir: filepath.Clean(dir), disk: d}
}

func (f *folder) at(path string) string { return f.dir + "/" + path }

// write makes a new file. It is durable after the next sync.
func (f *folder) write(path string, data []byte) error {
	return f.disk.create(f.at(path), data, !f.disk.hasSyncAll())
}

func (f *folder) read(path string) ([]byte, error) {
	file, err := f.disk.open(f.at(path))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

func (f *folder) rename(from, to string) error { return f.disk.rename(f.at(from), f.at(to)) }

// mkdir makes a folder where there is none.
func (f *folder) mkdir(path string) error {
	if err := f.disk.mkdir(f.at(path)); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// removeFile removes what is not a folder; what is gone already is well.
func (f *folder) removeFile(path string) error {
	info, err := f.disk.lstat(f.at(path))
	if isGone(err) || err == nil && info.IsDir() {
		return nil
	}
	if err := f.disk.remove(f.at(path)); !isGone(err) {
		return err
	}
	return nil
}

// removeFolder removes a folder if it is empty, and tells whether there is none now. One that is
// held, or that may not be removed, stays: it harms nobody.
func (f *folder) removeFolder(path string) (bool, error) {
	info, err := f.disk.lstat(f.at(path))
	if isGone(err) {
		return true, nil
	}
	if err != nil || !info.IsDir() {
		return false, err
	}
	if empty, err := f.disk.isEmpty(f.at(path)); err != nil || !empty {
		return false, err
	}
	err = f.disk.remove(f.at(path))
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EROFS) {
		return false, nil
	}
	return err == nil, err
}

// discard removes a folder of the bookkeeping with all that is in it.
func (f *folder) discard(path string) error {
	if _, err := f.disk.lstat(f.at(path)); isGone(err) {
		return nil
	}
	return f.disk.removeAll(f.at(path))
}

// sync makes everything written so far durable; folders are those whose names changed.
func (f *folder) sync(folders []string) error {
	if f.disk.hasSyncAll() {
		return f.disk.syncAll(f.dir)
	}
	for _, path := range folders {
		if err := f.disk.syncDir(f.at(path)); err != nil && !isGone(err) {
			return err
		}
	}
	return nil
}

// exists says whether there is something at the path, or may be: an error other than "gone" leaves
// that open.
func (f *folder) exists(path string) bool {
	_, err := f.disk.lstat(f.at(path))
	return !isGone(err)
}

func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// parents calls visit with the folders above p, the innermost first, until it returns false.
func parents(p string, visit func(string) bool) {
	for d := path.Dir(p); d != "." && visit(d); d = path.Dir(d) {
	}
}
