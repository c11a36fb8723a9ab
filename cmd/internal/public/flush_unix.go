//go:build unix && !linux

package public

import (
	"os"

	"golang.org/x/sys/unix"
)

// flushFile hands the file to the drive. That is enough until the journal, whose own Sync also
// empties the drive's cache where the system makes a difference (macOS).
func flushFile(file *os.File) error { return unix.Fsync(int(file.Fd())) }

func flushAll(f *folder, folders []string) error {
	for _, path := range folders {
		if err := flushDir(f.at(path)); err != nil && !gone(err) {
			return err
		}
	}
	return nil
}

func flushDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
