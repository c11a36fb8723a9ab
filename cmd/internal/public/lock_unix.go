//go:build unix

package public

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock takes the lock on file, or tells that somebody else holds it. The system gives it
// back when the file is closed or the process ends.
func tryLock(file *os.File) (bool, error) {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) || errors.Is(err, unix.EINTR) {
		return false, nil
	}
	return err == nil, err
}
