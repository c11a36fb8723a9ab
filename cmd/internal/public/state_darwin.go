package public

import (
	"io/fs"
	"syscall"
)

// systemState is when anything of a file last changed, its name aside, and its inode.
func systemState(info fs.FileInfo) (changed int64, inode uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctimespec.Nano(), s.Ino
	}
	return 0, 0
}
