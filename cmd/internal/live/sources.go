package live

import (
	"os"
	"slices"
	"time"

	"artsfactory/cmd/internal/source"
)

// Sources are the files of a Dir as they were last read. They are not safe for concurrent use.
type Sources struct {
	dir    *Dir
	files  *source.Files
	unread []source.Problem // files that exist and cannot be read
	retry  map[string]bool  // files to be read again, though nothing may announce a change
}

// NewSources returns the sources of a folder of which nothing is read yet.
func NewSources(d *Dir) *Sources {
	return &Sources{dir: d, files: source.NewFiles(), retry: map[string]bool{}}
}

// Files returns the files as they were last read.
func (s *Sources) Files() *source.Files { return s.files }

// Unread names the files that exist and could not be read.
func (s *Sources) Unread() []source.Problem { return s.unread }

// maxPaths is the number of files above which reading the whole site is quicker than asking for
// each of them.
const maxPaths = 256

// ReadAll reads the whole site, and reports whether anything has changed. Files with the content
// they had stay the same source.File.
func (s *Sources) ReadAll() (changed bool) {
	files, unread := s.dir.Read()
	changed = len(files.All()) != len(s.files.All()) || !slices.Equal(unread, s.unread)
	list := slices.Clone(files.All())
	for i, f := range list {
		if old := s.files.Get(f.Path); old != nil && old.Digest() == f.Digest() {
			list[i] = old
			continue
		}
		f.Keep()
		changed = true
	}
	old := s.files
	s.files, s.unread = source.NewFiles(list...), unread
	for _, f := range old.All() {
		if s.files.Get(f.Path) == nil {
			s.retry[f.Path] = true // it may have been moved away for a moment only
		}
	}
	for _, p := range unread {
		s.retry[p.Path] = true
	}
	return changed
}

// ReadPaths reads the files at the paths, and reports whether anything has changed. A path at
// which no file can be read may be that of a folder: then the whole site is read.
func (s *Sources) ReadPaths(paths []string) (changed bool) {
	if len(paths) > maxPaths {
		return s.ReadAll()
	}
	read := s.readSettled(slices.DeleteFunc(slices.Clone(paths), s.growing))
	for p, f := range read {
		if f == nil && (len(s.files.Below(p+"/")) > 0 || exists(s.dir.DiskPath(p))) {
			return s.ReadAll()
		}
	}
	return s.apply(read)
}

// apply puts files in the place of those at their paths, or removes these where they are nil.
func (s *Sources) apply(read map[string]*source.File) (changed bool) {
	var put []*source.File
	var removed []string
	for p, f := range read {
		delete(s.retry, p)
		old := s.files.Get(p)
		switch {
		case f == nil && old != nil:
			removed = append(removed, p)
			s.retry[p] = true // it may have been moved away for a moment only
		case f != nil && (old == nil || old.Digest() != f.Digest()):
			f.Keep()
			put = append(put, f)
		}
	}
	unread := slices.DeleteFunc(slices.Clone(s.unread), func(p source.Problem) bool {
		_, known := read[p.Path]
		return known
	})
	if len(put)+len(removed) == 0 && len(unread) == len(s.unread) {
		return false
	}
	s.files, s.unread = s.files.With(put, removed), unread
	return true
}

// Pending reports whether there is something for Retry to read.
func (s *Sources) Pending() bool { return len(s.retry) > 0 }

// RetryAfter is how long to wait before Retry: the time for which a large file must not have been
// written to before it is read.
const RetryAfter = 250 * time.Millisecond

// Retry reads again what could not be read, had gone or was being written when it was last read,
// and reports whether anything has changed. What cannot be read stays pending as long as it
// exists; what is gone is asked for once more.
func (s *Sources) Retry() (changed bool) {
	read := map[string]*source.File{}
	for p := range s.retry {
		if s.growing(p) {
			continue
		}
		f := s.dir.ReadFile(p)
		if f != nil || !exists(s.dir.DiskPath(p)) {
			read[p] = f
		}
	}
	return s.apply(read)
}

// Half-done saves last for microseconds: a file that is suddenly empty or gone is read up to
// settleTries times, savePause apart, before that is believed.
const (
	settleTries = 6
	SavePause   = 4 * time.Millisecond
)

// readSettled reads files; nil where there is none. Many editors save by emptying the file first,
// or by putting another in its place.
func (s *Sources) readSettled(paths []string) map[string]*source.File {
	out := make(map[string]*source.File, len(paths))
	for range settleTries {
		var unsure []string
		for _, p := range paths {
			f, old := s.dir.ReadFile(p), s.files.Get(p)
			out[p] = f
			if old != nil && f == nil || f != nil && f.Size == 0 && (old == nil || old.Size > 0) {
				unsure = append(unsure, p)
			}
		}
		if len(unsure) == 0 {
			break
		}
		paths = unsure
		time.Sleep(SavePause)
	}
	return out
}

// LargeFile is the size in bytes from which a file is not read while it is being copied: that
// takes longer than a page may wait, and happens in many pieces.
const LargeFile = 32 << 20

// growing reports whether a large file is still being written, and has Retry read it. A time of
// change far ahead is that of a wrong clock.
func (s *Sources) growing(p string) bool {
	info, err := os.Stat(s.dir.DiskPath(p))
	if err != nil || info.Size() < LargeFile {
		return false
	}
	if ago := time.Since(info.ModTime()); ago > RetryAfter || ago < -time.Minute {
		return false
	}
	s.retry[p] = true
	return true
}
