package public

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"artsfactory/cmd/internal/source"
)

// Options are what a command may want otherwise. The zero value is right.
type Options struct {
	DryRun  bool // change nothing, and report what would change
	Forget  bool // keep no assets of the build before
	Workers int  // how many files are made at once; 0: one per processor
	// Progress is told after each file how many are made, of how many. One call at a time.
	Progress func(done, total int)
	// Wait is called once if another build holds the folder, before waiting for it.
	Wait func()
	// Made identifies what the tree was made from, for Intact to ask about; zero: nobody will ask.
	Made source.Digest

	disk disk // the system's where it is nil
}

// A Report says what a publishing did, or would do.
type Report struct {
	Files, Written, Removed int   // of the site; of them written; of the old site removed
	Bytes, WrittenBytes     int64 // the size of the site; of what was written
	Largest                 int64 // the size of the largest file
	LargestPath             string
}

// Publish makes dir hold exactly the tree, beside the files of others. Only files that differ
// are written, so that the rest keep their times; files of the last build that the tree lacks
// are removed, with the folders they leave empty; those in AssetsFolder stay for one publish more.
// A file that was there before the first build becomes the site's if the tree has one of its path.
//
// If files report problems, all problems of all files are returned, sorted, and dir stays as it
// was. So it does when ctx ends, until every file stands ready; after that the build finishes.
// Killed at any moment, it leaves to the next Publish or Recover what to finish. An error of the
// folder is an *Error, in plain words.
//
// dir may be a symbolic link; links inside it are not followed. All of dir must be on one disk.
func Publish(ctx context.Context, dir string, tree *Tree, opts Options) (Report, []source.Problem, error) {
	f := newFolder(dir, opts.disk)
	if opts.DryRun {
		return dryRun(ctx, f, tree, opts)
	}
	lock, made, err := f.openLocked(ctx, opts.Wait)
	if err != nil {
		return Report{}, nil, describe(dir, err)
	}
	defer lock.Close()
	report, problems, err := publish(ctx, f, tree, opts)
	if err != nil || len(problems) > 0 {
		f.cleanUp(made)
		return Report{}, problems, describe(dir, err)
	}
	return report, nil, nil
}

func publish(ctx context.Context, f *folder, tree *Tree, opts Options) (Report, []source.Problem, error) {
	if err := recoverFolder(f); err != nil {
		return Report{}, nil, err
	}
	p, problems, err := makePlan(ctx, f, tree, opts)
	if err != nil || len(problems) > 0 {
		return p.report, problems, errors.Join(err, f.discard(stagedName))
	}
	if p.empty() {
		return p.report, nil, p.finish(ctx, f.discard(stagedName))
	}
	if err := p.commit(ctx); err != nil {
		// A journal that is there is carried out by the next build, staging and all.
		if f.exists(journalName) {
			return Report{}, nil, err
		}
		return Report{}, nil, errors.Join(err, f.discard(stagedName))
	}
	return p.report, nil, p.finish(ctx, p.journal.run(f))
}

// dryRun plans on the folder as it stands; what an interrupted build left counts as it lies.
func dryRun(ctx context.Context, f *folder, tree *Tree, opts Options) (Report, []source.Problem, error) {
	if f.exists(lockName) {
		lock, err := f.lock(ctx, opts.Wait)
		if err != nil {
			return Report{}, nil, describe(f.dir, err)
		}
		defer lock.Close()
	}
	p, problems, err := makePlan(ctx, f, tree, opts)
	if err != nil || len(problems) > 0 {
		return Report{}, problems, describe(f.dir, err)
	}
	return p.report, nil, nil
}

// Recover finishes or undoes what a killed Publish left in dir: afterwards dir holds exactly the
// old or exactly the new site. It waits for a running build until ctx is done, after one call of
// wait (which may be nil). A folder where no build was interrupted stays as it is.
func Recover(ctx context.Context, dir string, wait func()) error {
	f := newFolder(dir, nil)
	if !f.exists(journalName) && !f.exists(stagedName) && !f.exists(draftName) {
		return nil
	}
	lock, err := f.lock(ctx, wait)
	if err != nil {
		return describe(dir, err)
	}
	defer lock.Close()
	return describe(dir, recoverFolder(f))
}

func recoverFolder(f *folder) error {
	j, err := loadJournal(f)
	if err != nil {
		return err
	}
	if j != nil {
		return j.run(f)
	}
	return errors.Join(f.discard(stagedName), f.removeFile(draftName))
}

// openLocked makes the folder, and locks it for this build alone. It tells whether there was none.
func (f *folder) openLocked(ctx context.Context, wait func()) (lock *os.File, made bool, err error) {
	// A build that comes to nothing takes the folder that it made away again, and may do so
	// while this one has only just found it.
	for range 100 {
		made = !f.exists(".")
		if err = f.open(); err == nil {
			lock, err = f.lock(ctx, wait)
		}
		if !isGone(err) {
			break
		}
	}
	return lock, made, err
}

// open makes the folder and its bookkeeping.
func (f *folder) open() error {
	if err := os.MkdirAll(f.dir, 0o777); err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(f.dir)
	if err != nil {
		return err
	}
	f.dir = real
	at, err := newDirCache(f).at(Bookkeeping)
	switch {
	case err != nil:
		return err
	case at == isLink:
		return symlinkError(Bookkeeping)
	case at == isFile:
		return fileInTheWay(Bookkeeping)
	}
	return f.mkdir(Bookkeeping)
}

// cleanUp removes the bookkeeping of a folder that has never been published to, and the
// folder itself if it was made for this build. The lock is still held; a build that waits for
// it notices that its file is gone.
func (f *folder) cleanUp(made bool) {
	if f.exists(manifestName) || f.exists(journalName) {
		return
	}
	os.Remove(f.at(lockName))
	os.Remove(f.at(Bookkeeping))
	if made {
		os.Remove(f.dir)
	}
}
