package deploy

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"
)

// A FileSystem is what a FileTarget needs of a folder, near or far. Names are relative to it and slash-separated.
type FileSystem interface {
	Open(name string) (io.ReadCloser, error)
	// Create makes a file, and its folders. Of exclusive calls for one name at one time one succeeds, and the others
	// get fs.ErrExist. What is written is durable once Close has returned, where the system can say so.
	Create(name string, exclusive bool) (io.WriteCloser, error)
	Rename(from, to string) error // to may exist; makes the folders of to
	Link(from, to string) error   // a second name for the bytes; makes the folders of to
	Exists(name string) (bool, error)
	Remove(name string) error     // a file
	RemoveEmpty(dir string) error // a folder, if nothing is in it; a link is none
	RemoveAll(name string) error  // a folder with all that is in it
	List(dir string) ([]string, error)
}

// A FileTarget publishes to a folder. A file is written under a name of its own and then renamed.
type FileTarget struct {
	System FileSystem
	// Stale is how long somebody may hold the lock of the manifest before it counts as left by one who was killed;
	// half a minute in general.
	Stale time.Duration

	tidy    sync.Once
	staging string
}

const (
	lockPath      = stateFolder + "lock"
	stagingPrefix = "new-"
)

// NewFileTarget makes a target of a folder.
func NewFileTarget(system FileSystem) *FileTarget {
	return &FileTarget{System: system, Stale: 30 * time.Second, staging: stateFolder + stagingPrefix + rand.Text()}
}

// Read implements Target.
func (t *FileTarget) Read(_ context.Context, name string) ([]byte, string, error) {
	f, err := t.System.Open(name)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return data, revisionOf(data), err
}

func revisionOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Swap implements Target: what is read and replaced under a lock is replaced by one at a time. The lock is held for a
// moment: what is to be there has arrived before.
func (t *FileTarget) Swap(ctx context.Context, name string, data []byte, revision string) (string, error) {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	staged, err := t.stage(Content{Size: int64(len(data)), Open: open})
	if err == nil {
		err = t.hide()
	}
	if err == nil {
		err = t.replace(ctx, name, staged, revision)
	}
	if err != nil {
		_ = t.System.Remove(staged)
		return "", err
	}
	return revisionOf(data), nil
}

func (t *FileTarget) replace(ctx context.Context, name, staged, revision string) error {
	if err := t.lock(ctx); err != nil {
		return err
	}
	defer t.unlock()
	_, now, err := t.Read(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		now, err = "", nil
	}
	switch {
	case err != nil:
		return err
	case now != revision:
		return ErrChanged
	case !t.isLocked(ctx):
		return errors.New("the lock of the manifest is somebody else's by now")
	}
	return t.System.Rename(staged, name)
}

// hide keeps Apache, which most shared hosts run, from showing what is kept.
func (t *FileTarget) hide() error {
	const name = stateFolder + ".htaccess"
	if there, err := t.System.Exists(name); there || err != nil {
		return err
	}
	f, err := t.System.Create(name, false)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, "Require all denied\n")
	return errors.Join(err, f.Close())
}

// lock waits for the lock of the manifest, which is held for the moment of a Swap.
func (t *FileTarget) lock(ctx context.Context) error {
	holder, since := "", time.Now()
	for {
		f, err := t.System.Create(lockPath, true)
		if err == nil {
			_, err = io.WriteString(f, t.staging)
			if err = errors.Join(err, f.Close()); err != nil {
				_ = t.System.Remove(lockPath)
			}
			return err
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		data, _, err := t.Read(ctx, lockPath)
		switch now := string(data); {
		case now == t.staging:
			return nil // the answer to Create was lost
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		case err != nil || now != holder:
			holder, since = now, time.Now()
		case time.Since(since) > t.Stale:
			if err := t.breakLock(ctx, holder); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// breakLock removes the lock of a holder who was killed. Of several who do so one may take that of another who was
// faster, and puts it back.
func (t *FileTarget) breakLock(ctx context.Context, holder string) error {
	taken := t.staging + "/lock"
	if err := t.System.Rename(lockPath, taken); err != nil {
		return err
	}
	if data, _, err := t.Read(ctx, taken); err == nil && string(data) != holder {
		_ = t.System.Link(taken, lockPath)
	}
	return t.System.Remove(taken)
}

func (t *FileTarget) isLocked(ctx context.Context) bool {
	data, _, err := t.Read(ctx, lockPath)
	return err == nil && string(data) == t.staging
}

func (t *FileTarget) unlock() {
	if t.isLocked(context.Background()) {
		_ = t.System.Remove(lockPath)
	}
}

// Put implements Target.
func (t *FileTarget) Put(_ context.Context, name string, c Content) error {
	t.tidy.Do(t.tidyUp)
	return t.write(name, c)
}

func (t *FileTarget) write(name string, c Content) error {
	staged, err := t.stage(c)
	if err == nil {
		err = t.System.Rename(staged, name)
	}
	if err != nil {
		_ = t.System.Remove(staged)
	}
	return err
}

// stage writes a file under a name of its own.
func (t *FileTarget) stage(c Content) (staged string, err error) {
	staged = t.staging + "/" + rand.Text()
	from, err := c.Open()
	if err != nil {
		return staged, err
	}
	defer from.Close()
	to, err := t.System.Create(staged, false)
	if err != nil {
		return staged, err
	}
	n, err := io.Copy(to, from)
	if err = errors.Join(err, to.Close()); err == nil && n != c.Size {
		err = io.ErrUnexpectedEOF
	}
	return staged, err
}

// tidyUp removes what killed publishers were writing. Whoever writes here holds the claim, so that no other lives.
func (t *FileTarget) tidyUp() {
	names, _ := t.System.List(strings.TrimSuffix(stateFolder, "/"))
	for _, name := range names {
		if strings.HasPrefix(name, stagingPrefix) && stateFolder+name != t.staging {
			_ = t.System.RemoveAll(stateFolder + name)
		}
	}
}

// Copy implements Target: with a second name for the same bytes where the system has that, else with a second copy.
// No file is ever written into, so that both stay as they are.
func (t *FileTarget) Copy(_ context.Context, from, to string) error {
	t.tidy.Do(t.tidyUp)
	staged := t.staging + "/" + rand.Text()
	err := t.System.Link(from, staged)
	if err == nil {
		return t.System.Rename(staged, to)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := t.System.Open(from)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return t.write(to, Content{Size: int64(len(data)), Open: open})
}

// Exists implements Target.
func (t *FileTarget) Exists(_ context.Context, name string) (bool, error) {
	return t.System.Exists(name)
}

// Delete implements Target, and removes the folders that it leaves empty.
func (t *FileTarget) Delete(ctx context.Context, names []string) error {
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := t.System.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := path.Dir(name); dir != "." && t.System.RemoveEmpty(dir) == nil; dir = path.Dir(dir) {
		}
	}
	return nil
}

// Close removes the folder that files were written in.
func (t *FileTarget) Close() error { return t.System.RemoveAll(t.staging) }
