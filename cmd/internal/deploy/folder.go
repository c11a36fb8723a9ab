package deploy

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// folder is a FileSystem on a disk of this machine, or on one that is mounted there. Links lead nowhere outside.
// Without a root it can be read alone, and has nothing.
type folder struct{ root *os.Root }

// NewFolder makes a target of a folder, which it makes where there is none: not for a reader, who finds nothing there.
func NewFolder(dir string, reads bool) (*FileTarget, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) && !reads {
		if err = os.MkdirAll(dir, 0o777); err == nil {
			root, err = os.OpenRoot(dir)
		}
	}
	if err != nil && (!reads || !errors.Is(err, fs.ErrNotExist)) {
		return nil, describeFile(err)
	}
	return NewFileTarget(folder{root}), nil
}

func (f folder) Open(name string) (io.ReadCloser, error) {
	if f.root == nil {
		return nil, fs.ErrNotExist
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, describeFile(err)
	}
	return file, nil
}

// A durableFile is on the disk, and not in a cache alone, once it is closed.
type durableFile struct{ file *os.File }

func (f durableFile) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	return n, describeFile(err)
}

func (f durableFile) Close() error { return describeFile(errors.Join(f.file.Sync(), f.file.Close())) }

func (f folder) Create(name string, exclusive bool) (io.WriteCloser, error) {
	flags := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	if exclusive {
		flags |= os.O_EXCL
	}
	file, err := f.root.OpenFile(name, flags, 0o666)
	if errors.Is(err, fs.ErrNotExist) {
		if err = f.root.MkdirAll(path.Dir(name), 0o777); err == nil {
			file, err = f.root.OpenFile(name, flags, 0o666)
		}
	}
	if err != nil {
		return nil, describeFile(err)
	}
	return durableFile{file}, nil
}

// withFolder does something that needs the folder of a name, and makes it first where it is missing.
func (f folder) withFolder(name string, do func() error) error {
	err := do()
	if errors.Is(err, fs.ErrNotExist) {
		if err := f.root.MkdirAll(path.Dir(name), 0o777); err != nil {
			return describeFile(err)
		}
		err = do()
	}
	return describeFile(err)
}

func (f folder) Rename(from, to string) error {
	return f.withFolder(to, func() error { return f.root.Rename(from, to) })
}

func (f folder) Link(from, to string) error {
	return f.withFolder(to, func() error { return f.root.Link(from, to) })
}

func (f folder) Exists(name string) (bool, error) {
	if f.root == nil {
		return false, nil
	}
	_, err := f.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, describeFile(err)
}

func (f folder) Remove(name string) error { return describeFile(f.root.Remove(name)) }

func (f folder) RemoveEmpty(dir string) error {
	info, err := f.root.Lstat(dir)
	if err == nil && !info.IsDir() {
		return syscall.ENOTDIR
	}
	return errors.Join(err, f.root.Remove(dir))
}

func (f folder) RemoveAll(name string) error {
	if f.root == nil {
		return nil
	}
	return describeFile(f.root.RemoveAll(name))
}

func (f folder) List(dir string) ([]string, error) {
	entries, err := fs.ReadDir(f.root.FS(), dir)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, describeFile(err)
}

// describeFile puts what a second try cannot mend in plain words.
func describeFile(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return NoSpace(err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return NotPermitted(err)
	case errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENOTDIR):
		return &public.Error{
			What: source.Msg("a folder is in the place of a file, or a file in that of a folder: %v",
				"un dossier est à la place d’un fichier, ou un fichier à celle d’un dossier : %v", err),
			Hint: source.Msg("move it away and publish again", "déplacez-le et republiez"),
			Err:  err,
		}
	case err != nil && strings.Contains(err.Error(), "path escapes from parent"): // package os has no name for it
		return &public.Error{
			What: source.Msg("a link leads out of the target: %v", "un lien mène hors de la destination : %v", err),
			Hint: source.Msg("remove the link; nothing is written behind it",
				"supprimez le lien ; rien n’est écrit derrière lui"),
			Err: err,
		}
	}
	return err
}
