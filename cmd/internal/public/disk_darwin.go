package public

import "golang.org/x/sys/unix"

// lockFlags are what Finder calls Locked, and its stronger kin: chflags(2).
const lockFlags = unix.UF_IMMUTABLE | unix.UF_APPEND | unix.SF_IMMUTABLE | unix.SF_APPEND

func isLocked(name string) bool {
	var s unix.Stat_t
	return unix.Lstat(name, &s) == nil && s.Flags&lockFlags != 0
}
