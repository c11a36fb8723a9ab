package public

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// A journal is what remains to be done once every changed file stands ready. From the moment it
// is durable the new site is decided: whoever finds it carries it out, from the start, however
// much of it was done before.
type journal struct {
	ClearFiles   []string // files of the old site where the new one has a folder, or in a folder where it has a file
	ClearFolders []string // folders of the old site where the new one has a file, the innermost first
	Moves        []move   // in the order they appear to visitors
	Removes      []string // files that the new site does not have
}

// A move puts a staged file, or a folder with all that is in it, in its place. Staged is its path
// in the staging.
type move struct{ Staged, Path string }

// arrange orders the moves so that visitors never meet a page before what it is made with. It
// is told what is in the folders among them.
func (j *journal) arrange(folders map[string]fileClasses) {
	order := func(m move) int {
		is, ok := folders[m.Path]
		if !ok {
			is = classOf(m.Path)
		}
		return [...]int{others: 0, others | pages: 1, pages: 2}[is]
	}
	slices.SortFunc(j.Moves, func(a, b move) int {
		return cmp.Or(order(a)-order(b), strings.Compare(a.Path, b.Path))
	})
	slices.Sort(j.ClearFiles)
	slices.Sort(j.Removes)
	slices.SortFunc(j.ClearFolders, func(a, b string) int { return strings.Compare(b, a) })
	j.ClearFolders = slices.Compact(j.ClearFolders)
}

// fileClasses is a set of fileClasses of files: what is visited, and what pages are made with.
type fileClasses int

const (
	pages fileClasses = 1 << iota
	others
)

func classOf(p string) fileClasses {
	if strings.HasSuffix(p, ".html") {
		return pages
	}
	return others
}

// save makes the journal durable: after it the new site is decided.
func (j *journal) save(f *folder) error {
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := f.write(draftName, data); err != nil {
		return err
	}
	if err := f.disk.syncFile(f.at(draftName)); err != nil {
		return err
	}
	if err := f.rename(draftName, journalName); err != nil {
		return err
	}
	return f.disk.syncDir(f.at(Bookkeeping))
}

// loadJournal returns nil where no build was interrupted after its decision.
func loadJournal(f *folder) (*journal, error) {
	data, err := f.read(journalName)
	if isGone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	j := new(journal)
	if err := json.Unmarshal(data, j); err != nil {
		return nil, damaged(f.dir, err)
	}
	paths := slices.Concat(j.ClearFiles, j.ClearFolders, j.Removes)
	for _, m := range j.Moves {
		paths = append(paths, m.Path, m.Staged)
	}
	for _, p := range paths {
		if !ValidPath(p) && p != manifestName {
			return nil, damaged(f.dir, nil)
		}
	}
	return j, nil
}

// run carries the journal out and removes it. Every step may have been taken before.
func (j *journal) run(f *folder) error {
	dirs := newDirCache(f)
	if err := j.clear(f, dirs); err != nil {
		return err
	}
	var changed []string
	for _, m := range j.Moves {
		var err error
		if changed, err = m.run(f, dirs, strings.HasPrefix(m.Staged, wholeName), changed); err != nil {
			return err
		}
	}
	for _, p := range j.Removes {
		if err := remove(f, dirs, p); err != nil {
			return err
		}
		changed = append(changed, path.Dir(p))
	}
	slices.Sort(changed)
	if err := f.sync(slices.Compact(changed)); err != nil {
		return err
	}
	return j.close(f)
}

// run takes one step, or the rest of one that was begun before. It adds the folders that it
// changes to a list.
func (m move) run(f *folder, dirs *dirCache, whole bool, changed []string) ([]string, error) {
	if err := dirs.make(path.Dir(m.Path)); err != nil {
		return changed, err
	}
	changed = append(changed, path.Dir(m.Path))
	staged := stagedName + "/" + m.Staged
	if whole && f.exists(m.Path) {
		// It was moved before, or somebody has made it since it was looked for: then what they
		// have there stays.
		list, err := f.disk.readDir(f.at(staged))
		if err != nil && !isGone(err) {
			return changed, err
		}
		for _, e := range list {
			inner := move{m.Staged + "/" + e.Name(), m.Path + "/" + e.Name()}
			if changed, err = inner.run(f, dirs, e.IsDir(), changed); err != nil {
				return changed, err
			}
		}
		return changed, nil
	}
	err := f.rename(staged, m.Path)
	if isGone(err) && f.exists(m.Path) {
		err = nil
	}
	return changed, err
}

func (j *journal) clear(f *folder, dirs *dirCache) error {
	for _, p := range j.ClearFiles {
		if behind, err := dirs.isBehindLink(p); err != nil {
			return err
		} else if behind {
			continue
		}
		if err := f.removeFile(p); err != nil {
			return err
		}
	}
	for _, p := range j.ClearFolders {
		if _, err := f.removeFolder(p); err != nil {
			return err
		}
	}
	return nil
}

// close removes the journal durably before anything else of the bookkeeping changes: a journal
// that comes back after a power cut must still find the staging it was written for.
func (j *journal) close(f *folder) error {
	if err := f.removeFile(journalName); err != nil {
		return err
	}
	if err := f.disk.syncDir(f.at(Bookkeeping)); err != nil {
		return err
	}
	return f.discard(stagedName)
}

// remove takes a file of the old site away, and the folders that it leaves empty.
func remove(f *folder, dirs *dirCache, p string) error {
	behind, err := dirs.isBehindLink(p)
	if err != nil || behind {
		return err
	}
	if err := f.removeFile(p); err != nil {
		return err
	}
	parents(p, func(d string) bool {
		var removed bool
		removed, err = f.removeFolder(d)
		return removed
	})
	return err
}
