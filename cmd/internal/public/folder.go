package public

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"
)

type linkError = os.LinkError

// Where the bookkeeping is.
const (
	lockName     = Bookkeeping + "/lock"
	manifestName = Bookkeeping + "/manifest"
	journalName  = Bookkeeping + "/journal"
	draftName    = Bookkeeping + "/journal.new"
	stagedName   = Bookkeeping + "/staged"
)

// A folder is the one that is published to. Every change of it is made by a method here, each
// of one step, so that a test can stop between any two. Paths are slash-separated and relative.
type folder struct {
	dir  string
	step func(op, path string) error // asked before every change; nil outside tests
}

func (f *folder) at(path string) string { return f.dir + "/" + path }

func (f *folder) ask(op, path string) error {
	if f.step == nil {
		return nil
	}
	return f.step(op, path)
}

// write makes a new file. It is durable after the next sync.
func (f *folder) write(path string, data []byte) error {
	if err := f.ask("create", path); err != nil {
		return err
	}
	file, err := os.OpenFile(f.at(path), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	err = f.ask("write", path)
	if err == nil {
		_, err = file.Write(data)
	}
	if err == nil {
		err = flushFile(file)
	}
	return errors.Join(err, file.Close())
}

func (f *folder) rename(from, to string) error {
	if err := f.ask("rename", to); err != nil {
		return err
	}
	return os.Rename(f.at(from), f.at(to))
}

func (f *folder) mkdir(path string) error {
	if err := f.ask("mkdir", path); err != nil {
		return err
	}
	if err := os.Mkdir(f.at(path), 0o777); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// removeFile removes what is not a folder; what is gone already is well.
func (f *folder) removeFile(path string) error {
	info, err := os.Lstat(f.at(path))
	if isGone(err) || err == nil && info.IsDir() {
		return nil
	}
	if err := f.ask("remove", path); err != nil {
		return err
	}
	if err := os.Remove(f.at(path)); !isGone(err) {
		return err
	}
	return nil
}

// removeFolder removes a folder if it is empty, and tells whether there is none now.
func (f *folder) removeFolder(path string) (bool, error) {
	info, err := os.Lstat(f.at(path))
	if isGone(err) {
		return true, nil
	}
	if err != nil || !info.IsDir() {
		return false, nil
	}
	if !empty(f.at(path)) {
		return false, nil
	}
	if err := f.ask("rmdir", path); err != nil {
		return false, err
	}
	err = os.Remove(f.at(path))
	return err == nil, err
}

// discard removes a folder of the bookkeeping with all that is in it.
func (f *folder) discard(path string) error {
	if _, err := os.Lstat(f.at(path)); isGone(err) {
		return nil
	}
	if err := f.ask("discard", path); err != nil {
		return err
	}
	return os.RemoveAll(f.at(path))
}

// sync makes everything written so far durable; folders are those whose entries changed.
func (f *folder) sync(folders []string) error {
	if err := f.ask("sync", ""); err != nil {
		return err
	}
	return flushAll(f, folders)
}

func (f *folder) exists(path string) bool {
	_, err := os.Lstat(f.at(path))
	return err == nil
}

func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

func empty(name string) bool {
	d, err := os.Open(name)
	if err != nil {
		return false
	}
	defer d.Close()
	names, _ := d.Readdirnames(1)
	return len(names) == 0
}

// parents calls visit with the folders above p, the innermost first, until it returns false.
func parents(p string, visit func(string) bool) {
	for d := path.Dir(p); d != "." && visit(d); d = path.Dir(d) {
	}
}
