package content

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"artsfactory/cmd/internal/source"
)

// Precision is how much of a date is known.
type Precision uint8

const (
	Absent  Precision = iota // not asked for: not shown
	Unknown                  // asked for and not known: shown as such
	Year                     // 2026
	Month                    // 2026-04
	Week                     // 2025-W49 (ISO 8601)
	Day                      // 2025-12-15
	Minute                   // 2026-02-14T18:30, wall time in the site's zone
)

// A Date is a point in time as precise as it is known. The zero Date is absent. Nothing that
// is made from it may be more precise than it is.
type Date struct {
	Precision Precision
	Pos       Pos

	from, to time.Time
	week     int
}

// A Pos is a place in a source file: line and column, both from 1; 0 where there is none.
type Pos struct{ Line, Col int }

// Known says whether anything of the date is known.
func (d Date) Known() bool { return d.Precision >= Year }

// Timed says whether the date has a time of day.
func (d Date) Timed() bool { return d.Precision == Minute }

// From is the first instant that the date may mean, in the site's zone.
func (d Date) From() time.Time { return d.from }

// Begun is the first instant at which the date has surely come: that of a day when it begins,
// that of a month, week or year when it is over.
func (d Date) Begun() time.Time {
	if d.Precision >= Day {
		return d.from
	}
	return d.to
}

// To is the first instant after all that the date may mean. For a wall time it is that time.
func (d Date) To() time.Time { return d.to }

// Week is the ISO 8601 week number of a date known to the week.
func (d Date) Week() int { return d.week }

// String is the date as an editor writes it, which is also a valid HTML datetime value; ""
// for one that is not known.
func (d Date) String() string {
	switch d.Precision {
	case Year:
		return d.from.Format("2006")
	case Month:
		return d.from.Format("2006-01")
	case Week:
		y, w := d.from.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Day:
		return d.from.Format("2006-01-02")
	case Minute:
		return d.from.Format("2006-01-02T15:04")
	}
	return ""
}

// Instant is the date as a valid HTML datetime or ISO 8601 value, with the zone's offset
// where it has a time of day.
func (d Date) Instant() string {
	if d.Precision == Minute {
		return d.from.Format("2006-01-02T15:04-07:00")
	}
	return d.String()
}

// The years that dates may be of: those in which films are made, and plans.
const firstYear, lastYear = 1880, 2100

var datePattern = regexp.MustCompile(`^([1-9]\d{3})(?:-W(\d{2})|-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?)?$`)

// parseDate reads a Date. The returned text is empty when the value is good; warn says that
// the value is read, but may not mean what was meant.
func parseDate(s string, zone *time.Location, timed bool) (d Date, what, hint source.Message, warn bool) {
	forms := source.Msg("write it as 2025-12-15, 2026-04, 2026, 2025-W49 or unknown",
		"écrivez 2025-12-15, 2026-04, 2026, 2025-W49 ou unknown")
	if timed {
		forms = source.Msg("write it as 2026-02-14T18:30, 2025-12-15, 2026-04, 2026, 2025-W49 or unknown",
			"écrivez 2026-02-14T18:30, 2025-12-15, 2026-04, 2026, 2025-W49 ou unknown")
	}
	m := datePattern.FindStringSubmatch(s)
	if m == nil {
		return d, source.Msg("%q is not a date", "« %s » n’est pas une date", s), forms, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	y := n(1)
	if y < firstYear || y > lastYear {
		return d, source.Msg("the year %s is not one of this site’s", "l’année %s n’est pas de celles de ce site",
				m[1]),
			source.Msg("years go from %d to %d", "les années vont de %d à %d", firstYear, lastYear), false
	}
	impossible := source.Msg("there is no day %q", "le jour « %s » n’existe pas", s)
	switch {
	case m[5] != "":
		if !timed {
			return d, source.Msg("%q has a time of day, and only a day belongs here",
					"« %s » porte une heure, il ne faut qu’un jour ici", s),
				source.Msg("write %s", "écrivez %s", s[:10]), false
		}
		return parseWall(s, y, n(3), n(4), n(5), n(6), zone)
	case m[4] != "":
		if !isDay(y, n(3), n(4)) {
			return d, impossible, lastDay(y, n(3)), false
		}
		return Date{Precision: Day, from: midnight(y, n(3), n(4), zone),
			to: midnight(y, n(3), n(4)+1, zone)}, what, hint, false
	case m[3] != "":
		if n(3) < 1 || n(3) > 12 {
			return d, source.Msg("there is no month %q", "le mois « %s » n’existe pas",
				s), source.Msg("months go from 01 to 12", "les mois vont de 01 à 12"), false
		}
		return Date{Precision: Month, from: midnight(y, n(3), 1, zone),
			to: midnight(y, n(3)+1, 1, zone)}, what, hint, false
	case m[2] != "":
		// Week 1 of ISO 8601 is the one that holds 4 January; weeks start on Monday.
		jan4 := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
		monday := 4 + 7*(n(2)-1) - (int(jan4.Weekday())+6)%7
		from := midnight(y, 1, monday, zone)
		if wy, ww := from.ISOWeek(); wy != y || ww != n(2) {
			return d, source.Msg("there is no week %q", "la semaine « %s » n’existe pas",
					s), source.Msg("weeks go from W01 to W52, in some years to W53",
					"les semaines vont de W01 à W52, parfois W53"), false
		}
		return Date{Precision: Week, from: from, to: midnight(y, 1, monday+7, zone), week: n(2)}, what, hint, false
	}
	return Date{Precision: Year, from: midnight(y, 1, 1, zone), to: midnight(y+1, 1, 1, zone)}, what, hint, false
}

// midnight is the first instant of a day: where the clocks are put forward over midnight, as
// in Cairo, that is the first minute after it that exists. Months and days may overflow.
func midnight(y, m, d int, zone *time.Location) time.Time {
	day := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at := wall(day.Year(), day.Month(), day.Day(), 0, 0, zone); len(at) > 0 {
		return at[0]
	}
	_, end := day.Add(-26 * time.Hour).In(zone).ZoneBounds()
	return end
}

// isDay says whether a month has a day.
func isDay(y, m, d int) bool {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t.Day() == d && int(t.Month()) == m
}

func lastDay(y, m int) source.Message {
	if m < 1 || m > 12 {
		return source.Msg("months go from 01 to 12", "les mois vont de 01 à 12")
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return source.Msg("the last day of that month is %s", "le dernier jour de ce mois est le %s",
		last.Format("2006-01-02"))
}

func parseWall(s string, y, mo, d, h, mi int, zone *time.Location) (Date, source.Message, source.Message, bool) {
	if !isDay(y, mo, d) {
		return Date{}, source.Msg("there is no day %q", "le jour « %s » n’existe pas", s[:10]), lastDay(y,
			mo), false
	}
	if h > 23 || mi > 59 {
		return Date{}, source.Msg("there is no time %q", "l’heure « %s » n’existe pas",
			s[11:]), source.Msg("times go from 00:00 to 23:59", "les heures vont de 00:00 à 23:59"), false
	}
	found := wall(y, time.Month(mo), d, h, mi, zone)
	switch len(found) {
	case 0:
		return Date{}, source.Msg("%s does not exist in %s: the clocks are put forward over it",
				"%s n’existe pas dans le fuseau %s : les horloges sautent cette heure", s, zone.String()),
			source.Msg("choose a time an hour earlier or later",
				"choisissez une heure plus tôt ou plus tard"), false
	case 2:
		return Date{Precision: Minute, from: found[0], to: found[0]},
			source.Msg("%s occurs twice in %s: the clocks are put back over it",
				"%s a lieu deux fois dans le fuseau %s : les horloges reviennent sur cette heure", s,
				zone.String()),
			source.Msg("the first of the two is taken; choose another time if you can",
				"la première des deux est retenue ; choisissez une autre heure si possible"), true
	}
	return Date{Precision: Minute, from: found[0], to: found[0]}, source.Message{}, source.Message{}, false
}

// order checks that b is not before a, as far as both are known.
func order(d *decoder, first string, a Date, second string, b Date) {
	if a.Known() && b.Known() && !a.From().Before(b.To()) && !(a.Timed() && b.Timed() && a.From().Equal(b.From())) {
		d.failAt(b.Pos, source.Msg("%s (%s) is before %s (%s)", "%s (%s) précède %s (%s)", second, b, first, a),
			source.Msg("exchange the two, or correct one of them", "échangez les deux, ou corrigez l’une d’elles"))
	}
}
