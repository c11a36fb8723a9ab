package public

import (
	"io/fs"
	"path"
)

// dirCache remembers what stands where folders are needed, so that each is looked at once. A
// symbolic link is no folder: nothing is written or removed behind one.
type dirCache struct {
	f    *folder
	seen map[string]dirState
}

type dirState int

const (
	absent dirState = iota
	isFolder
	isLink
	isFile
)

func newDirCache(f *folder) *dirCache {
	return &dirCache{f, map[string]dirState{".": isFolder}}
}

// at tells what stands at the path of a folder. Below anything but a folder, all is absent.
func (s *dirCache) at(dir string) (dirState, error) {
	if p, ok := s.seen[dir]; ok {
		return p, nil
	}
	above, err := s.at(path.Dir(dir))
	if err != nil {
		return absent, err
	}
	found := absent
	if above == isFolder {
		if found, err = s.lstat(dir); err != nil {
			return absent, err
		}
	}
	s.seen[dir] = found
	return found, nil
}

func (s *dirCache) lstat(dir string) (dirState, error) {
	info, err := s.f.disk.lstat(s.f.at(dir))
	switch {
	case isGone(err):
		return absent, nil
	case err != nil:
		return absent, err
	case info.IsDir():
		return isFolder, nil
	case info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0: // Windows has links of its own
		return isLink, nil
	}
	return isFile, nil
}

// make makes the folder and those above it.
func (s *dirCache) make(dir string) error {
	found, err := s.at(dir)
	if err != nil || found == isFolder {
		return err
	}
	if err := s.make(path.Dir(dir)); err != nil {
		return err
	}
	switch found {
	case isLink:
		return symlinkError(dir)
	case isFile:
		return fileInTheWay(dir)
	}
	if err := s.f.mkdir(dir); err != nil {
		return err
	}
	s.seen[dir] = isFolder
	return nil
}

// isBehindLink tells whether a folder above p is a link: what is there is not the site's.
func (s *dirCache) isBehindLink(p string) (found bool, err error) {
	parents(p, func(d string) bool {
		var at dirState
		at, err = s.at(d)
		found = at == isLink
		return err == nil && !found
	})
	return found, err
}
