package deploy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// Local is what a build has published to a folder, with the digest of each file.
type Local struct {
	Files     Files
	dir       string
	elsewhere map[string]string // files that are not in dir, by path; see Precompress
}

// Open reads what the last build published to dir: not what others put there, nor the build's own books.
func Open(ctx context.Context, dir string) (*Local, error) {
	paths, err := public.Published(dir)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, &public.Error{
			What: source.Msg("no build has published to %s", "aucune construction n’a publié dans %s", dir),
			Hint: source.Msg("go run ./cmd/build makes the site", "go run ./cmd/build construit le site"),
		}
	}
	l := &Local{Files: make(Files, len(paths)), dir: dir}
	sums, errs := make([]string, len(paths)), make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range errs {
		wg.Go(func() {
			for i := w; i < len(paths) && errs[w] == nil && ctx.Err() == nil; i += len(errs) {
				sums[i], errs[w] = l.digest(paths[i])
			}
		})
	}
	wg.Wait()
	for _, err := range append(errs, ctx.Err()) {
		if err != nil {
			return nil, err
		}
	}
	for i, p := range paths {
		l.Files[p] = sums[i]
	}
	return l, nil
}

func (l *Local) at(path string) string {
	if name := l.elsewhere[path]; name != "" {
		return name
	}
	return filepath.Join(l.dir, filepath.FromSlash(path))
}

func (l *Local) digest(path string) (string, error) {
	f, err := os.Open(l.at(path))
	if err != nil {
		return "", l.changed(path, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", l.changed(path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// inMemory is the size up to which a file is read before it is sent.
const inMemory = 1 << 20

// content is a file as it was when its digest was taken. One that a build has replaced since is an error: before
// anything of it is sent, or, where it is large, before the target makes it visible.
func (l *Local) content(path string) (Content, error) {
	info, err := os.Stat(l.at(path))
	if err != nil {
		return Content{}, l.changed(path, err)
	}
	c := Content{Size: info.Size()}
	if c.Size > inMemory {
		c.Open = func() (io.ReadCloser, error) {
			f, err := os.Open(l.at(path))
			return &checkedFile{file: f, left: c.Size, want: l.Files[path], sum: sha256.New(), local: l, path: path},
				err
		}
		return c, nil
	}
	data, err := os.ReadFile(l.at(path))
	sum := sha256.Sum256(data)
	if err != nil || hex.EncodeToString(sum[:]) != l.Files[path] {
		return Content{}, l.changed(path, err)
	}
	c.Size = int64(len(data))
	c.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return c, nil
}

func (l *Local) changed(path string, err error) error {
	return &public.Error{
		What: source.Msg("%s has changed while it was published", "%s a changé pendant la publication", l.at(path)),
		Hint: source.Msg("wait for the build to end, or build, and publish again",
			"attendez la fin de la construction, ou construisez, et republiez"),
		Err: err,
	}
}

// A checkedFile holds back its last bytes if the whole has not the digest that it should have. It can be read in no
// other way than by Read.
type checkedFile struct {
	file  *os.File
	left  int64
	want  string
	sum   hash.Hash
	local *Local
	path  string
}

func (f *checkedFile) Read(b []byte) (int, error) {
	n, err := f.file.Read(b)
	f.sum.Write(b[:n])
	if f.left -= int64(n); f.left <= 0 && n > 0 && hex.EncodeToString(f.sum.Sum(nil)) != f.want {
		return 0, f.local.changed(f.path, err)
	}
	return n, err
}

func (f *checkedFile) Close() error { return f.file.Close() }
