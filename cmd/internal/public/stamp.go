package public

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"artsfactory/cmd/internal/source"
)

// A stamp lets a later build that would make the same site make nothing. It holds three digests:
// what the site was made from, the manifest, and what the system says of every file of the site:
// its size, when it was written and when anything of it changed, and which inode it has. It is
// right or it does not match: a stamp that is torn, old or another's costs time and no more, so
// that it need not be durable.
type stamp struct{ made, manifest, files source.Digest }

const stampName = Bookkeeping + "/stamp"

// A fileState is what the system says of a file. Two that are equal are of one file that nobody
// has written to in between. The change time and the inode are 0 where the system has none.
type fileState struct {
	size, written, changed int64 // bytes; nanoseconds since 1970
	inode                  uint64
}

func stateOf(info fs.FileInfo) fileState {
	s := fileState{size: info.Size(), written: info.ModTime().UnixNano()}
	s.changed, s.inode = systemState(info)
	return s
}

// clockTick is more than the time between two ticks of the clock that file systems take their
// times from: 10 ms on Linux at most, 15.6 ms on Windows.
const clockTick = 20 * time.Millisecond

// Intact reports that dir holds what a Publish with Options.Made equal to made put there, every
// file as that left it. It is false in doubt.
func Intact(dir string, made source.Digest) bool {
	f := newFolder(dir, nil)
	if made == (source.Digest{}) || f.exists(journalName) || f.exists(draftName) || f.exists(stagedName) {
		return false
	}
	old, ok := loadStamp(f)
	if !ok || old.made != made {
		return false
	}
	last, data, err := loadManifest(f)
	if err != nil || source.Sum(data) != old.manifest || len(last.retired) > 0 {
		return false // assets of the build before wait to be removed
	}
	files, _, err := statAll(f, last.files)
	return err == nil && digestOf(last.files, files) == old.files
}

// finish ends a publishing with a stamp, unless err says that it went wrong. That a stamp cannot be
// written is no error: the site is published, and the next build makes all.
func (p *plan) finish(ctx context.Context, err error) error {
	if err == nil {
		_ = p.writeStamp(ctx)
	}
	return err
}

// writeStamp removes the stamp where it cannot vouch for the folder.
func (p *plan) writeStamp(ctx context.Context) error {
	if p.opts.Made == (source.Digest{}) {
		return p.f.removeFile(stampName)
	}
	files, newest, err := statAll(p.f, p.tree.paths)
	if err != nil || !p.untouched(files) {
		return p.f.removeFile(stampName)
	}
	// What changes a file within the tick in which it was written leaves no trace in its times.
	select {
	case <-ctx.Done():
		return p.f.removeFile(stampName)
	case <-time.After(clockTick - time.Since(newest)):
	}
	s := stamp{p.opts.Made, source.Sum(p.manifest), digestOf(p.tree.paths, files)}
	if old, ok := loadStamp(p.f); ok && old == s {
		return nil
	}
	return p.f.replace(stampName, s.format())
}

// untouched reports that every file is still the one that was compared or written. To move it
// into its place has changed its change time alone.
func (p *plan) untouched(files []fileState) bool {
	for i, s := range files {
		made := p.states[i]
		if s.size != made.size || s.written != made.written || s.inode != made.inode {
			return false
		}
	}
	return true
}

// statAll asks the system for every file, and when the newest was changed. It fails where one is no
// regular file or is not below folders alone.
func statAll(f *folder, paths []string) (files []fileState, newest time.Time, err error) {
	if err := onlyFolders(f, paths); err != nil {
		return nil, newest, err
	}
	files = make([]fileState, len(paths))
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(paths) && failed[w] == nil; i += workers {
				info, err := f.disk.lstat(f.at(paths[i]))
				if err == nil && !info.Mode().IsRegular() {
					err = fs.ErrInvalid
				}
				if failed[w] = err; err == nil {
					files[i] = stateOf(info)
				}
			}
		})
	}
	wg.Wait()
	last := int64(0)
	for _, s := range files {
		last = max(last, s.written, s.changed)
	}
	return files, time.Unix(0, last), errors.Join(failed...)
}

func onlyFolders(f *folder, paths []string) error {
	dirs, last := newDirCache(f), "."
	for _, p := range paths {
		dir := path.Dir(p)
		if dir == last {
			continue
		}
		last = dir
		if at, err := dirs.at(dir); err != nil || at != isFolder {
			return errors.Join(err, fs.ErrInvalid)
		}
	}
	return nil
}

func digestOf(paths []string, files []fileState) source.Digest {
	var all []byte
	for i, s := range files {
		all = append(append(all, paths[i]...), 0)
		for _, n := range []uint64{uint64(s.size), uint64(s.written), uint64(s.changed), s.inode} {
			all = binary.LittleEndian.AppendUint64(all, n)
		}
	}
	return source.Sum(all)
}

func (s stamp) format() []byte {
	var b strings.Builder
	for _, d := range []source.Digest{s.made, s.manifest, s.files} {
		b.WriteString(hex.EncodeToString(d[:]) + "\n")
	}
	return []byte(b.String())
}

func loadStamp(f *folder) (s stamp, ok bool) {
	data, err := f.read(stampName)
	lines := strings.Split(string(data), "\n")
	if err != nil || len(lines) != 4 {
		return s, false
	}
	for i, d := range []*source.Digest{&s.made, &s.manifest, &s.files} {
		n, err := hex.Decode(d[:], []byte(lines[i])[:min(len(lines[i]), 2*len(d))])
		if err != nil || n != len(d) {
			return s, false
		}
	}
	return s, string(s.format()) == string(data)
}

// replace puts a whole file in the place of another.
func (f *folder) replace(path string, data []byte) error {
	if err := f.write(path+".new", data); err != nil {
		return err
	}
	return f.rename(path+".new", path)
}
