//go:build !unix

package public

import (
	"errors"
	"os"
)

// Windows writes directories by itself, in order, and has no way to ask for it.
func (osDisk) hasSyncAll() bool     { return false }
func (osDisk) syncAll(string) error { return errors.ErrUnsupported }
func (osDisk) syncDir(string) error { return nil }

func handOver(file *os.File) error { return file.Sync() }

// Windows tells when a file is moved, and not before.
func (osDisk) checkDir(_, _ string) error { return nil }
func (osDisk) checkEntry(string) error    { return nil }
