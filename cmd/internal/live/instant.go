package live

import (
	"time"

	"artsfactory/cmd/internal/content"
)

// Instant is the instant to build a site as of: that of the last build, and with it all that is
// remembered, until the site says that time changes it or the day is over; then the clock's, in
// the site's zone. last is the site of the last build, or nil.
func Instant(clock time.Time, last *content.Site) time.Time {
	switch {
	case last == nil, clock.Before(last.Now), !sameDay(clock, last.Now):
		return clock
	case !last.Change.IsZero() && !clock.Before(last.Change):
		return clock
	}
	return last.Now
}

func sameDay(a, b time.Time) bool {
	return a.Location().String() == b.Location().String() && a.Format(time.DateOnly) == b.Format(time.DateOnly)
}
