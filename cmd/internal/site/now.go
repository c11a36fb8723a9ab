package site

import (
	"strconv"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// ParseNow reads the instant of a build, in the zone of the site: a day (its first moment), a
// day with a time, or a full RFC 3339 instant. An empty text is the Unix time in epoch, which
// is what SOURCE_DATE_EPOCH holds; where that is empty too, it is clock. The message says what is
// wrong with the text; it is empty where nothing is.
func ParseNow(s, epoch string, clock time.Time, files *source.Files) (now time.Time, usageError source.Message) {
	c, _ := content.ParseConfig(files.Get(content.ConfigPath))
	if s == "" && epoch != "" {
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return clock, source.Msg("SOURCE_DATE_EPOCH is %q, and must be seconds since 1970",
				"SOURCE_DATE_EPOCH vaut « %s », il y faut des secondes depuis 1970", epoch)
		}
		return time.Unix(n, 0).In(c.Zone), usageError
	}
	if s == "" {
		return clock.In(c.Zone).Truncate(time.Second), usageError
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, c.Zone); err == nil {
			return t, usageError
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(c.Zone), usageError
	}
	return clock, source.Msg("%q is no instant: write it as 2026-03-01 or 2026-03-01T18:30",
		"« %s » n’est pas un instant : écrivez-le comme 2026-03-01 ou 2026-03-01T18:30", s)
}
