package content

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustDate(t rapid.TB, s string, zone *time.Location) Date {
	d, what, _, _ := parseDate(s, zone, true)
	if what.En != "" && !d.Known() {
		t.Fatalf("%s: %s", s, what.En)
	}
	return d
}

// Morocco left summer time for good on 20 September 2026; before, Ramadan was at UTC+0.
func TestMoroccanClock(t *testing.T) {
	zone := Zone("Africa/Casablanca")
	for wall, instant := range map[string]string{
		"2025-12-15T12:00": "2025-12-15T12:00+01:00",
		"2026-02-20T12:00": "2026-02-20T12:00+00:00",
		"2026-04-10T12:00": "2026-04-10T12:00+01:00",
		"2026-09-19T12:00": "2026-09-19T12:00+01:00",
		"2026-11-20T12:00": "2026-11-20T12:00+00:00",
	} {
		if got := mustDate(t, wall, zone).Instant(); got != instant {
			t.Errorf("%s is %s, want %s", wall, got, instant)
		}
	}
	if _, what, _, _ := parseDate("2026-03-22T02:30", zone, true); what.En == "" {
		t.Error("2026-03-22T02:30 does not exist, and is taken")
	}
	d, what, _, warn := parseDate("2026-02-15T02:30", zone, true)
	if what.En == "" || !warn || d.Instant() != "2026-02-15T02:30+01:00" {
		t.Errorf("2026-02-15T02:30 occurs twice; got %s, warning %v", d.Instant(), warn)
	}
}

func TestZones(t *testing.T) {
	for _, name := range Zones() {
		if Zone(name) == nil {
			t.Errorf("%s is listed and cannot be loaded", name)
		}
	}
	for _, name := range []string{"", "Local", "../zones/Africa/Casablanca", "Africa", "Africa/Nowhere"} {
		if Zone(name) != nil {
			t.Errorf("%q is a zone", name)
		}
	}
}

// In Cairo the clocks are put forward at midnight: that day begins at one o'clock.
func TestDayWithoutMidnight(t *testing.T) {
	zone := Zone("Africa/Cairo")
	day, before := mustDate(t, "2026-04-24", zone), mustDate(t, "2026-04-23", zone)
	if got := day.From().Format("2006-01-02T15:04"); got != "2026-04-24T01:00" {
		t.Errorf("the day begins at %s", got)
	}
	if !before.To().Equal(day.From()) || day.String() != "2026-04-24" {
		t.Errorf("%s ends at %s, %s begins at %s", before, before.To(), day, day.From())
	}
}

var zoneGen = rapid.Custom(func(t *rapid.T) *time.Location {
	return Zone(rapid.SampledFrom(Zones()).Draw(t,
		"zone"))
})

// Every instant is in the year, month, week, day and minute that are named after it; those
// without a time have a length; and each is written as it was read.
func TestDateLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := zoneGen.Draw(t, "zone")
		at := time.Unix(rapid.Int64Range(1500000000, 2000000000).Draw(t, "unix"), 0).In(zone)
		y, w := at.ISOWeek()
		for i, s := range []string{at.Format("2006"), at.Format("2006-01"), fmt.Sprintf("%04d-W%02d", y, w),
			at.Format("2006-01-02")} {
			d := mustDate(t, s, zone)
			if d.Precision != Year+Precision(i) || d.String() != s || d.Instant() != s {
				t.Fatalf("%s is read as %s, precision %d", s, d, d.Precision)
			}
			if at.Before(d.From()) || !at.Before(d.To()) {
				t.Fatalf("%s is not in %s: %s to %s", at, s, d.From(), d.To())
			}
			if next := d.To(); d.Precision == Day && next.Sub(d.From()) > 26*time.Hour || !d.From().Before(next) {
				t.Fatalf("%s goes from %s to %s", s, d.From(), next)
			}
			if d.Precision == Week && (d.Week() != w || d.From().Weekday() != time.Monday) {
				t.Fatalf("%s is week %d from a %s", s, d.Week(), d.From().Weekday())
			}
		}
		d := mustDate(t, at.Format("2006-01-02T15:04"), zone)
		if !d.Timed() || !d.From().Equal(d.To()) || d.String() != at.Format("2006-01-02T15:04") {
			t.Fatalf("%s is read as %s", at, d)
		}
		if diff := at.Truncate(time.Minute).Sub(d.From()); diff != 0 && diff != time.Hour {
			t.Fatalf("%s is taken for %s", at, d.From())
		}
	})
}

// A week exists just where time.ISOWeek says that it does.
func TestWeekLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, w := rapid.IntRange(1900, 2100).Draw(t, "year"), rapid.IntRange(0, 60).Draw(t, "week")
		_, last := time.Date(y, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek() // always in the last week
		d, what, hint, _ := parseDate(fmt.Sprintf("%04d-W%02d", y, w), time.UTC, false)
		if good := w >= 1 && w <= last; good != d.Known() || good == (what.En != "") || good == (hint.En != "") {
			t.Fatalf("%04d-W%02d: known %v, %q", y, w, d.Known(), what.En)
		}
	})
}

// Whatever is typed is either known or a problem with a way out.
func TestDateOrProblem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`\d{4}-\d\d(-\d\d([T ]\d\d:\d\d)?)?`),
			rapid.StringMatching(`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}`)).Draw(t, "typed")
		d, what, hint, warn := parseDate(s, zoneGen.Draw(t, "zone"), rapid.Bool().Draw(t, "timed"))
		if d.Known() == (what.En != "") && !warn || what.En != "" &&
			(hint.En == "" || hint.Fr == "" || what.Fr == "") {
			t.Fatalf("%q: known %v, %q, %q", s, d.Known(), what.En, hint.En)
		}
	})
}
