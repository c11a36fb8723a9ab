package public

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"artsfactory/cmd/internal/source"
)

// A plan is what has to change in the folder. Making it makes every file of the tree once and
// stages those that differ.
type plan struct {
	f          *folder
	opts       Options
	tree       *Tree
	owned      map[string]bool // what the last build published
	dirs       *dirCache
	parentDirs []dirState             // what stands at the folder of each file of the tree
	movedDirs  map[string]fileClasses // what is in each new folder that moves whole
	stagedDirs []string               // the folders made for those
	states     []fileState            // of each file as it was compared or written; see writeStamp
	journal    journal
	report     Report

	manifest    []byte
	oldManifest []byte

	mu       sync.Mutex // guards what follows, journal and report while workers run
	next     int
	done     int
	problems []source.Problem
	err      error
}

// makePlan returns all problems of all files, sorted; with any, and in a dry run, the staging
// is of no use.
func makePlan(ctx context.Context, f *folder, tree *Tree, opts Options) (*plan, []source.Problem, error) {
	p := &plan{f: f, opts: opts, tree: tree, dirs: newDirCache(f), movedDirs: map[string]fileClasses{}, manifest: formatManifest(tree)}
	old, paths, err := loadManifest(f)
	if err != nil {
		return p, nil, err
	}
	p.oldManifest = old
	p.owned = make(map[string]bool, len(paths))
	for _, path := range paths {
		p.owned[path] = true
	}
	if err := p.findParents(); err != nil {
		return p, nil, err
	}
	if !opts.DryRun {
		if err := f.mkdir(stagedName); err != nil {
			return p, nil, err
		}
	}
	if err := p.stageFolders(); err != nil {
		return p, nil, err
	}
	p.states = make([]fileState, len(tree.paths))
	if err := p.makeFiles(ctx); err != nil || len(p.problems) > 0 {
		return p, source.Sort(p.problems), err
	}
	if err := p.findOrphans(paths); err != nil {
		return p, nil, err
	}
	p.journal.arrange(p.movedDirs)
	return p, nil, nil
}

// findParents looks at every folder that the tree needs. A file of the last build in a folder's
// place is cleared; anybody else's file is an error, and so is a link.
func (p *plan) findParents() error {
	files := p.tree.paths
	p.parentDirs = make([]dirState, len(files))
	for i, file := range files {
		dir := path.Dir(file)
		if i > 0 && dir == path.Dir(files[i-1]) {
			p.parentDirs[i] = p.parentDirs[i-1]
			continue
		}
		home, err := p.dirs.at(dir)
		if err != nil {
			return err
		}
		if home == absent {
			err = p.findObstacle(dir)
		} else {
			err = p.obstacle(dir, home)
		}
		if err != nil {
			return err
		}
		p.parentDirs[i] = home
	}
	return nil
}

func (p *plan) findObstacle(dir string) (err error) {
	parents(dir, func(d string) bool {
		var at dirState
		if at, err = p.dirs.at(d); err == nil {
			err = p.obstacle(d, at)
		}
		return err == nil && at == absent
	})
	return err
}

func (p *plan) obstacle(dir string, at dirState) error {
	switch {
	case at == isLink:
		return symlinkError(dir)
	case at == isFile && !p.owned[dir]:
		return fileInTheWay(dir)
	case at == isFile && !slices.Contains(p.journal.ClearFiles, dir):
		p.journal.ClearFiles = append(p.journal.ClearFiles, dir)
	}
	return nil
}

// stageFolders makes the folders that the site does not have, in the staging: each that stands
// in a folder of the site goes to its place in one move, with all that is in it. A first build
// is a handful of moves, and no file of it is made in a crowded folder.
func (p *plan) stageFolders() error {
	made := map[string]bool{}
	for i, file := range p.tree.paths {
		if p.parentDirs[i] == isFolder {
			continue
		}
		dir := path.Dir(file)
		if err := p.stageFolder(dir, made); err != nil {
			return err
		}
		for p.dirs.seen[path.Dir(dir)] != isFolder {
			dir = path.Dir(dir)
		}
		if p.movedDirs[dir] == 0 {
			p.journal.Moves = append(p.journal.Moves, move{wholeName + dir, dir})
		}
		p.movedDirs[dir] |= classOf(file)
	}
	return nil
}

func (p *plan) stageFolder(dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	made[dir] = true
	if dir != "." {
		if err := p.stageFolder(path.Dir(dir), made); err != nil {
			return err
		}
	}
	if p.opts.DryRun {
		return nil
	}
	staged := path.Join(stagedName, wholeName, dir)
	p.stagedDirs = append(p.stagedDirs, staged)
	return p.f.mkdir(staged)
}

// wholeName is where the staging holds folders that move whole.
const wholeName = "whole/"

// makeFiles makes every file in a few workers. Each holds one file at a time. Files for folders
// that are there it stages in a folder of its own, since two that make entries of one folder
// wait for each other.
func (p *plan) makeFiles(ctx context.Context) error {
	workers := p.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for w := range workers {
		if p.opts.DryRun {
			break
		}
		if err := p.f.mkdir(stagedName + "/" + strconv.Itoa(w)); err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			buf := make([]byte, 32<<10)
			for {
				i, ok := p.take(ctx)
				if !ok {
					return
				}
				staged := wholeName + p.tree.paths[i]
				if p.parentDirs[i] == isFolder {
					staged = fmt.Sprintf("%d/%d", w, i)
				}
				p.makeFile(i, staged, buf)
			}
		})
	}
	wg.Wait()
	if p.err == nil {
		p.err = ctx.Err()
	}
	return p.err
}

func (p *plan) take(ctx context.Context) (int, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next == len(p.tree.paths) || p.err != nil || ctx.Err() != nil {
		return 0, false
	}
	p.next++
	return p.next - 1, true
}

func (p *plan) makeFile(i int, staged string, buf []byte) {
	p.tree.withBytes(i, func(data []byte, problems []source.Problem) { p.stage(i, data, problems, staged, buf) })
}

func (p *plan) stage(i int, data []byte, problems []source.Problem, staged string, buf []byte) {
	d, err := p.compare(i, data, buf)
	if err == nil && d.differs && !p.opts.DryRun && len(problems) == 0 && !p.failed() {
		err = p.f.write(stagedName+"/"+staged, data)
		if info, lerr := os.Lstat(p.f.at(stagedName + "/" + staged)); lerr == nil {
			p.states[i] = stateOf(info)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.report.Files++
	p.report.Bytes += int64(len(data))
	p.problems = append(p.problems, problems...)
	if err != nil && p.err == nil {
		p.err = err
	}
	if d.differs {
		p.report.Written++
		p.report.WrittenBytes += int64(len(data))
		if p.parentDirs[i] == isFolder {
			p.journal.Moves = append(p.journal.Moves, move{staged, p.tree.paths[i]})
		}
	}
	p.journal.ClearFiles = append(p.journal.ClearFiles, d.files...)
	p.journal.ClearFolders = append(p.journal.ClearFolders, d.folders...)
	if p.opts.Progress != nil {
		p.opts.Progress(p.done, len(p.tree.paths))
	}
}

// failed tells whether there are problems already, so that staging more is a waste.
func (p *plan) failed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.problems) > 0
}

// A difference says whether a file has to be written, and what of the old site is in its way.
type difference struct {
	differs        bool
	files, folders []string
}

func (p *plan) compare(i int, data, buf []byte) (difference, error) {
	if p.parentDirs[i] != isFolder {
		return difference{differs: true}, nil
	}
	file := p.tree.paths[i]
	info, err := os.Lstat(p.f.at(file))
	switch {
	case isGone(err):
		return difference{differs: true}, nil
	case err != nil:
		return difference{}, err
	case info.IsDir():
		files, folders, err := p.oldFolder(file)
		return difference{true, files, folders}, err
	case !info.Mode().IsRegular() || info.Size() != int64(len(data)):
		return difference{differs: true}, nil
	}
	p.states[i] = stateOf(info)
	return difference{differs: !sameContent(p.f.at(file), data, buf)}, nil
}

// oldFolder lists what is in a folder where the tree has a file. All of it must be the old
// site's; the file system's own empty folders are nobody's.
func (p *plan) oldFolder(root string) (files, folders []string, err error) {
	err = filepath.WalkDir(p.f.at(root), func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(p.f.dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			folders = append(folders, rel)
		case p.owned[rel]:
			files = append(files, rel)
		default:
			return folderInTheWay(root, rel)
		}
		return nil
	})
	return files, folders, err
}

// sameContent compares a file with bytes, a piece at a time. What cannot be read is not the same.
func sameContent(name string, data, buf []byte) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	for {
		n, err := file.Read(buf)
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0
		}
		if err != nil {
			return false
		}
	}
}

// findOrphans lists the files of the last build that the tree lacks and that are still there.
func (p *plan) findOrphans(old []string) error {
	cleared := make(map[string]bool)
	for _, path := range p.journal.ClearFiles {
		cleared[path] = true
	}
	var folded map[string]string
	for _, orphan := range old {
		if _, ok := p.tree.Get(orphan); ok {
			continue
		}
		if cleared[orphan] {
			p.report.Removed++
			continue
		}
		home, err := p.dirs.at(path.Dir(orphan))
		if err != nil {
			return err
		}
		info, err := os.Lstat(p.f.at(orphan))
		if home != isFolder || err != nil || info.IsDir() {
			continue
		}
		if folded == nil {
			folded = p.foldedPaths()
		}
		if p.sameFile(info, folded[fold(orphan)]) {
			continue
		}
		p.report.Removed++
		p.journal.Removes = append(p.journal.Removes, orphan)
	}
	return nil
}

// sameFile tells whether the file system takes an orphan for a file of the tree, as where
// letter case does not count: then it is none.
func (p *plan) sameFile(orphan fs.FileInfo, twin string) bool {
	if twin == "" {
		return false
	}
	info, err := os.Lstat(p.f.at(twin))
	return err == nil && os.SameFile(orphan, info)
}

func (p *plan) foldedPaths() map[string]string {
	folded := make(map[string]string, len(p.tree.paths))
	for _, path := range p.tree.paths {
		folded[fold(path)] = path
	}
	return folded
}

// empty tells whether the folder holds the tree already.
func (p *plan) empty() bool {
	j := &p.journal
	return len(j.Moves)+len(j.Removes)+len(j.ClearFiles) == 0 && bytes.Equal(p.manifest, p.oldManifest) && p.oldManifest != nil
}

// commit makes what is staged durable, then the journal. Until then ctx can end it all.
func (p *plan) commit(ctx context.Context) error {
	if err := p.checkPermissions(); err != nil {
		return err
	}
	if err := p.f.write(stagedName+"/manifest", p.manifest); err != nil {
		return err
	}
	p.journal.Moves = append(p.journal.Moves, move{"manifest", manifestName})
	if err := p.f.sync(append(p.stagedDirs, stagedName, Bookkeeping)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return p.journal.save(p.f)
}

// checkPermissions looks at every folder that is about to change, while nothing has changed.
func (p *plan) checkPermissions() error {
	asked := map[string]bool{}
	check := func(file string) error {
		dir := path.Dir(file)
		for dir != "." && p.dirs.seen[dir] != isFolder {
			dir = path.Dir(dir)
		}
		if asked[dir] {
			return nil
		}
		asked[dir] = true
		return permitted(strings.TrimSuffix(p.f.at(dir), "/."))
	}
	for _, m := range p.journal.Moves {
		if err := check(m.Path); err != nil {
			return err
		}
	}
	for _, path := range slices.Concat(p.journal.Removes, p.journal.ClearFiles, p.journal.ClearFolders) {
		if err := check(path); err != nil {
			return err
		}
	}
	return nil
}
