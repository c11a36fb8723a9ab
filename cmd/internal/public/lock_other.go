//go:build !unix && !windows

package public

import "os"

// tryLock takes every lock: where there are no processes, there is one build.
func tryLock(*os.File) (bool, error) { return true, nil }
