//go:build !unix

package assets

import "time"

// cpuTime is not known here.
func cpuTime() time.Duration { return 0 }
