package site

import (
	"fmt"
	"strconv"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// ParseNow reads the instant of a build, in the zone of the site: a day (its first moment), a
// day with a time, or a full RFC 3339 instant. An empty text is the Unix time in epoch, which
// is what SOURCE_DATE_EPOCH holds; where that is empty too, it is clock.
func ParseNow(s, epoch string, clock time.Time, files *source.Files) (time.Time, error) {
	c, _ := content.ParseConfig(files.Get(content.ConfigPath))
	if s == "" && epoch != "" {
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return clock, fmt.Errorf("SOURCE_DATE_EPOCH is %q, and must be seconds since 1970", epoch)
		}
		return time.Unix(n, 0).In(c.Zone), nil
	}
	if s == "" {
		return clock.In(c.Zone).Truncate(time.Second), nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, c.Zone); err == nil {
			return t, nil
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(c.Zone), nil
	}
	return clock, fmt.Errorf("%q is no instant: write 2026-03-01 or 2026-03-01T18:30", s)
}
