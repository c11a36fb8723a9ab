package public

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"artsfactory/cmd/internal/source"
)

// lock takes the folder for this build alone. While another build has it, lock waits until ctx
// is done, after one call of wait (which may be nil).
func (f *folder) lock(ctx context.Context, wait func()) (*os.File, error) {
	for {
		file, err := os.OpenFile(f.at(lockName), os.O_CREATE|os.O_RDWR, 0o666)
		if errors.Is(err, fs.ErrNotExist) { // another build has just taken its bookkeeping away
			if err := f.mkdir(Bookkeeping); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		err = acquire(ctx, file, wait)
		if err == nil && f.isLock(file) {
			return file, nil
		}
		file.Close()
		if err != nil {
			return nil, err
		}
	}
}

// isLock tells whether the locked file is still the one that others would lock.
func (f *folder) isLock(file *os.File) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	theirs, err := os.Lstat(f.at(lockName))
	return err == nil && os.SameFile(mine, theirs)
}

func acquire(ctx context.Context, file *os.File, wait func()) error {
	for {
		ok, err := tryLock(file)
		if ok || err != nil {
			return err
		}
		if wait != nil {
			wait()
			wait = nil
		}
		select {
		case <-ctx.Done():
			return &Error{
				What: source.Msg(
					"another build is writing to the same folder",
					"une autre construction écrit dans le même dossier",
				),
				Hint: source.Msg("wait until it is done and build again", "attendez qu’elle finisse et relancez"),
				Err:  ctx.Err(),
			}
		case <-time.After(20 * time.Millisecond):
		}
	}
}
