package content

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// TZData is the release of the public-domain tz database that the zone files come from. It
// knows that Morocco is at UTC+0 for good from 2026-09-20T01:00Z, which the copies inside Go
// and in most systems do not: so a build reads these files and never the machine's.
const TZData = "2026f"

//go:embed zones
var zoneFiles embed.FS

// Zone loads a time zone by its name in the tz database, such as "Africa/Casablanca". It
// returns nil for a zone that is not shipped.
func Zone(name string) *time.Location {
	if name == "UTC" {
		return time.UTC
	}
	if loc, ok := loaded.Load(name); ok {
		return loc.(*time.Location)
	}
	data, err := zoneFiles.ReadFile("zones/" + name)
	if err != nil {
		return nil
	}
	loc, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return nil
	}
	loaded.Store(name, loc)
	return loc
}

var loaded sync.Map // zones by name, for each is asked for by every file

// Zones lists the names that Zone knows, sorted.
func Zones() []string {
	names := []string{"UTC"}
	fs.WalkDir(zoneFiles, "zones", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, strings.TrimPrefix(path, "zones/"))
		}
		return nil
	})
	slices.Sort(names)
	return names
}

// wall finds the instants at which the zone's clocks show the wall time: one as a rule, none
// when the clocks were put forward over it, two when they were put back over it.
func wall(y int, m time.Month, d, hour, min int, zone *time.Location) []time.Time {
	naive := time.Date(y, m, d, hour, min, 0, 0, time.UTC)
	var found []time.Time
	for _, probe := range []time.Duration{-26 * time.Hour, 26 * time.Hour} {
		_, offset := naive.Add(probe).In(zone).Zone()
		t := naive.Add(-time.Duration(offset) * time.Second).In(zone)
		if t.Hour() == hour && t.Minute() == min && t.Day() == d && !slices.ContainsFunc(found, t.Equal) {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}
