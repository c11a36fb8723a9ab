package view

import (
	"strconv"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// date is a date in words, no more precise than it is.
func (v *Builder) date(d content.Date) string {
	switch d.Precision {
	case content.Year:
		return v.t("date.year", "year", strconv.Itoa(d.From().Year()))
	case content.Month:
		return v.t("date.month", "month", v.month(d.From()), "year", strconv.Itoa(d.From().Year()))
	case content.Week:
		return v.t("date.week", "date", v.day(d.From()))
	case content.Day:
		return v.day(d.From())
	case content.Minute:
		return v.t("date.minute", "date", v.weekday(d.From()), "time", v.clock(d.From()))
	}
	return v.t("value.unknown")
}

func (v *Builder) month(t time.Time) string { return v.stringAt("date.months", int(t.Month())-1) }

// stringAt is an item of a list of strings; "" where the list is too short, which is a problem of
// the strings file and reported there.
func (v *Builder) stringAt(key string, i int) string {
	if list := v.strings.List(key); i < len(list) {
		return list[i]
	}
	return ""
}

func (v *Builder) day(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = v.t("date.first")
	}
	return v.t("date.day", "day", day, "month", v.month(t), "year", strconv.Itoa(t.Year()))
}

func (v *Builder) weekday(t time.Time) string {
	return v.t("date.weekday", "weekday", v.stringAt("date.weekdays", int(t.Weekday())), "date", v.day(t))
}

func (v *Builder) clock(t time.Time) string {
	if t.Minute() == 0 {
		return v.t("date.hour", "hour", strconv.Itoa(t.Hour()))
	}
	return v.t("date.clock", "hour", strconv.Itoa(t.Hour()), "minute", t.Format("04"))
}

// when is a date for display, with the weekday where it is known to the day.
func (v *Builder) when(d content.Date) layouts.When {
	w := layouts.When{DateTime: d.Instant(), Unknown: !d.Known()}
	s := v.date(d)
	if d.Precision == content.Day {
		s = v.weekday(d.From())
	}
	w.Text = v.plain(s)
	if !d.Known() {
		return w
	}
	t := d.From()
	w.Year = strconv.Itoa(t.Year())
	switch d.Precision {
	case content.Month:
		w.Month = v.stringAt("date.months_short", int(t.Month())-1)
	case content.Week:
		w.Month = v.stringAt("date.months_short", int(t.Month())-1)
		if last := t.AddDate(0, 0, 6); last.Month() == t.Month() {
			w.Day, w.Week = strconv.Itoa(t.Day())+"–"+strconv.Itoa(last.Day()), true
		}
	case content.Day, content.Minute:
		w.Month = v.stringAt("date.months_short", int(t.Month())-1)
		w.Day = strconv.Itoa(t.Day())
		w.Weekday = v.stringAt("date.weekdays", int(t.Weekday()))
	}
	if d.Timed() {
		w.Clock = v.clock(t)
	}
	return w
}

// awaited is a date of something that is over or not: what is past and has no known date is not said to be
// announced any more.
func (v *Builder) awaited(w layouts.When, over bool) layouts.When {
	if over && w.Unknown {
		w.Text, w.Unknown = v.label("date.unknown"), false
	}
	return w
}

// span is a start and an end in words; the end is left out where it adds nothing.
func (v *Builder) span(from, to content.Date) layouts.When {
	w := v.when(from)
	switch {
	case to.Precision == content.Absent, !from.Known() && !to.Known():
		return w
	case from.Timed() && to.Timed() && sameDay(from.From(), to.From()):
		w.Text = v.label("date.span", "from", v.date(from), "to", v.clock(to.From()))
		w.Clock = v.t("date.span", "from", v.clock(from.From()), "to", v.clock(to.From()))
	case from.String() == to.String():
	default:
		w.Text = v.label("date.span", "from", v.date(from), "to", v.date(to))
	}
	return w
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }
