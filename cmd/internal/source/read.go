package source

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Folders are those of a site that a build reads.
var Folders = []string{"content", "layouts", "assets"}

// Read reads the files of a site below some of its folders; a folder that is missing has none.
// Text is held in memory, media are only looked at: see Media.
func Read(fsys fs.FS, folders ...string) ([]*File, []Problem) {
	var paths []string
	var problems []Problem
	for _, top := range folders {
		if to, linked := resolve(fsys, top); linked && isHidden(to) {
			problems = append(problems, misleading(top))
			continue
		}
		fs.WalkDir(fsys, top, func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
			case err != nil:
				problems = append(problems, unreadable(p))
			case Ignored(p) && d.IsDir():
				return fs.SkipDir
			case d.IsDir() || Ignored(p):
			case d.Type().IsRegular():
				paths = append(paths, p)
			case misleads(fsys, p):
				problems = append(problems, misleading(p))
			case isFile(fsys, p):
				paths = append(paths, p)
			default:
				problems = append(problems, unreadable(p))
			}
			return nil
		})
	}
	files := make([]*File, len(paths))
	gone := make([]bool, len(paths))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(paths), 2*runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths); i = int(next.Add(1)) - 1 {
				var err error
				if files[i], err = readFile(fsys, paths[i]); err != nil {
					// A file may go between the look and the reading. A link that leads
					// nowhere is there still, and is told.
					_, err = fs.Lstat(fsys, paths[i])
					gone[i] = errors.Is(err, fs.ErrNotExist)
				}
			}
		})
	}
	wg.Wait()
	out := files[:0]
	for i, f := range files {
		switch {
		case f != nil:
			out = append(out, f)
		case !gone[i]:
			problems = append(problems, unreadable(paths[i]))
		}
	}
	return out, problems
}

func unreadable(p string) Problem {
	return Problem{Path: p, What: Msg("the file cannot be read", "le fichier n’est pas lisible"),
		Hint: Msg(
			"check its permissions; a link must not lead out of the site",
			"vérifiez ses droits d’accès ; un lien ne doit pas mener hors du site",
		)}
}

// misleads says whether a symbolic link leads to what is not to be published: a hidden file or one in a
// hidden folder, such as .git or .env; media in none of Folders; a file of another kind; or media of another entry,
// which may be a draft. Links to folders are not followed, and those out of the site cannot be opened.
func misleads(fsys fs.FS, p string) bool {
	to, linked := resolve(fsys, p)
	if !linked {
		return false
	}
	if isHidden(to) {
		return true
	}
	ext := strings.ToLower(path.Ext(p))
	if ext != strings.ToLower(path.Ext(to)) {
		return true
	}
	if ext == ".md" || ext == ".yaml" { // what it says of itself, such as draft, holds for the link too
		return false
	}
	if !slices.ContainsFunc(Folders, func(top string) bool {
		real, _ := resolve(fsys, top)
		return strings.HasPrefix(to, real+"/")
	}) {
		return true
	}
	return strings.HasPrefix(p, "content/") && !strings.HasPrefix(to, "assets/") &&
		path.Dir(to) != path.Dir(p)
}

// isHidden says whether a file, or a folder that it is in, is none of a site's.
func isHidden(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if Ignored(part) {
			return true
		}
	}
	return false
}

// resolve follows the links that p is or stands behind; linked says whether there are any. A link that
// leads out of the file system, or in a circle, leads to "..".
func resolve(fsys fs.FS, p string) (to string, linked bool) {
	rest := strings.Split(p, "/")
	for steps := 0; len(rest) > 0; steps++ {
		if rest[0] == ".." && to == "" || steps > 100 {
			return "..", true
		}
		next := path.Join(to, rest[0])
		rest = rest[1:]
		info, err := fs.Lstat(fsys, cmp.Or(next, "."))
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			to = next
			continue
		}
		target, err := fs.ReadLink(fsys, next)
		if err != nil || path.IsAbs(target) {
			return "..", true
		}
		linked = true
		rest = append(strings.Split(path.Clean(target), "/"), rest...)
	}
	return to, linked
}

func misleading(p string) Problem {
	return Problem{Path: p,
		What: Msg("this link leads to a file that is not this entry’s to publish",
			"ce lien mène à un fichier que cette entrée ne peut pas publier"),
		Hint: Msg(
			"put a copy of the file here, if it may be published",
			"mettez ici une copie du fichier, s’il peut être publié",
		)}
}

// isFile says whether there is a file, perhaps behind a link: not a folder, and not a pipe,
// which keeps whoever opens it waiting.
func isFile(fsys fs.FS, p string) bool {
	info, err := fs.Stat(fsys, p)
	return err == nil && info.Mode().IsRegular()
}

// ReadFile reads one file.
func ReadFile(fsys fs.FS, p string) (*File, error) {
	if !isFile(fsys, p) || misleads(fsys, p) {
		return nil, fs.ErrNotExist
	}
	return readFile(fsys, p)
}

func readFile(fsys fs.FS, p string) (*File, error) {
	if isText(p) {
		load := func() ([]byte, error) { return fs.ReadFile(fsys, p) }
		data, err := load()
		if err != nil {
			return nil, err
		}
		return newReleasable(p, data, load), nil
	}
	f, err := fsys.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat() // before it is read: a change meanwhile is to be seen
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return nil, err
	}
	digest := Digest(h.Sum(nil)[:16])
	media := NewMedia(p, size, digest, func() ([]byte, error) {
		data, err := fs.ReadFile(fsys, p)
		if err == nil && Sum(data) != digest {
			return nil, errChanged
		}
		return data, err
	})
	seen := &atomic.Int64{}
	seen.Store(info.ModTime().UnixNano())
	media.open = func() (io.ReadSeekCloser, error) { return reopen(fsys, p, digest, seen) }
	return media, nil
}

// reopen opens a file that has been read before, if it is still the same: it is read to the end
// only where its time is not the one seen last.
func reopen(fsys fs.FS, p string, digest Digest, seen *atomic.Int64) (io.ReadSeekCloser, error) {
	opened, err := fsys.Open(p)
	if err != nil {
		return nil, err
	}
	f, ok := opened.(io.ReadSeekCloser)
	info, err := opened.Stat()
	if !ok || err != nil {
		opened.Close()
		return nil, errChanged
	}
	if at := info.ModTime().UnixNano(); at != seen.Load() {
		h := sha256.New()
		_, err := io.Copy(h, f)
		if _, back := f.Seek(0, io.SeekStart); err != nil || back != nil || Digest(h.Sum(nil)[:16]) != digest {
			f.Close()
			return nil, errChanged
		}
		seen.Store(at)
	}
	return f, nil
}

func isText(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".md", ".yaml", ".yml", ".html", ".css", ".js", ".svg", ".vtt":
		return true
	}
	return false
}

// Ignored says whether a path is none of the site's: a hidden file, or what editors and
// systems leave beside files while they are open.
func Ignored(p string) bool {
	b := path.Base(p)
	switch {
	case strings.HasPrefix(b, ".") && b != ".",
		strings.HasSuffix(b, "~"),
		strings.HasPrefix(b, "#") && strings.HasSuffix(b, "#"):
		return true
	case b == "4913", b == "Thumbs.db", b == "desktop.ini", strings.HasPrefix(b, "~$"), strings.HasSuffix(b, "___"):
		return true
	}
	e := path.Ext(b)
	return strings.HasPrefix(e, ".sw") && len(e) == 4 || e == ".tmp" || e == ".bak" || e == ".orig" || e == ".part" ||
		e == ".crdownload"
}
