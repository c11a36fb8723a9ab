//go:build unix && !linux && !darwin

package public

func isLocked(string) bool { return false }
