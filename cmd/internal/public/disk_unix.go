//go:build unix

package public

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncDir makes the names in a directory durable.
func (osDisk) syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// writable tells whether this process may change the names in a directory.
func writable(name string) error {
	if err := unix.Access(name, unix.W_OK|unix.X_OK); err != nil {
		return &os.PathError{Op: "access", Path: name, Err: err}
	}
	return nil
}
