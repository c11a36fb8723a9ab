package public

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// findOrphans lists the files of the last build that the tree lacks and that are still there, and
// writes the manifest. Assets are kept until the next publish, unless the options say otherwise.
func (p *plan) findOrphans() error {
	cleared := make(map[string]bool)
	for _, path := range p.journal.ClearFiles {
		cleared[path] = true
	}
	next := manifest{files: p.tree.paths}
	for i, file := range slices.Concat(p.old.files, p.old.retired) {
		if cleared[file] {
			p.report.Removed++
			continue
		}
		orphan, err := p.isOrphan(file)
		if err != nil {
			return err
		}
		switch {
		case !orphan:
		case !p.opts.Forget && i < len(p.old.files) && strings.HasPrefix(file, AssetsFolder):
			next.retired = append(next.retired, file)
		default:
			p.report.Removed++
			p.journal.Removes = append(p.journal.Removes, file)
		}
	}
	p.manifest = next.format()
	return nil
}

// isOrphan tells whether a file of the last build is there and the tree lacks it. What cannot be
// looked at is an error: it would be public for ever.
func (p *plan) isOrphan(file string) (bool, error) {
	if _, ok := p.tree.Get(file); ok {
		return false, nil
	}
	dir, err := p.dirs.at(path.Dir(file))
	if err != nil || dir != isFolder {
		return false, err
	}
	info, err := p.f.disk.lstat(p.f.at(file))
	switch {
	case isGone(err):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return false, nil
	}
	same, err := p.sameFile(info, p.twin(file))
	return !same, err
}

// sameFile tells whether the file system takes an orphan for a file of the tree, as where
// letter case does not count: then it is none.
func (p *plan) sameFile(orphan fs.FileInfo, twin string) (bool, error) {
	if twin == "" {
		return false, nil
	}
	info, err := p.f.disk.lstat(p.f.at(twin))
	if isGone(err) {
		return false, nil
	}
	return err == nil && os.SameFile(orphan, info), err
}

// twin is the path of the tree that differs from another in letter case or Unicode form alone, or "".
func (p *plan) twin(file string) string {
	if p.folded == nil {
		p.folded = make(map[string]string, len(p.tree.paths))
		for _, path := range p.tree.paths {
			p.folded[fold(path)] = path
		}
	}
	return p.folded[fold(file)]
}
