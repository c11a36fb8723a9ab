package public

import (
	"bytes"
	"context"
	"path"
	"slices"
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
	stagedDirs []string               // the folders of the staging that hold files of the site
	states     []fileState            // of each file as it was compared or written; see writeStamp
	journal    journal
	report     Report

	folded      map[string]string // the paths of the tree by their folded form; made when needed
	old         manifest
	oldManifest []byte
	manifest    []byte

	mu       sync.Mutex // guards what follows, journal and report while workers run
	next     int
	done     int
	problems []source.Problem
	err      error
}

// makePlan returns all problems of all files, sorted; with any, and in a dry run, the staging
// is of no use.
func makePlan(ctx context.Context, f *folder, tree *Tree, opts Options) (*plan, []source.Problem, error) {
	p := &plan{
		f:         f,
		opts:      opts,
		tree:      tree,
		dirs:      newDirCache(f),
		movedDirs: map[string]fileClasses{},
		owned:     map[string]bool{},
	}
	var err error
	if p.old, p.oldManifest, err = loadManifest(f); err != nil {
		return p, nil, err
	}
	for _, path := range slices.Concat(p.old.files, p.old.retired) {
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
	if err := p.findOrphans(); err != nil {
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

// empty tells whether the folder holds the tree already.
func (p *plan) empty() bool {
	j := &p.journal
	return len(j.Moves)+len(j.Removes)+len(j.ClearFiles) == 0 && bytes.Equal(p.manifest, p.oldManifest) &&
		p.oldManifest != nil
}

// commit makes what is staged durable, then the journal. Until then ctx can end it all.
func (p *plan) commit(ctx context.Context) error {
	if err := p.checkChanges(); err != nil {
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

// checkChanges looks at every folder and file that is about to change, while nothing has changed.
func (p *plan) checkChanges() error {
	checked := map[string]bool{}
	check := func(file string) error {
		if err := p.f.disk.checkEntry(p.f.at(file)); err != nil {
			return err
		}
		dir := path.Dir(file)
		for dir != "." && p.dirs.seen[dir] != isFolder {
			dir = path.Dir(dir)
		}
		if checked[dir] {
			return nil
		}
		checked[dir] = true
		return p.f.disk.checkDir(p.f.dir, strings.TrimSuffix(p.f.at(dir), "/."))
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
