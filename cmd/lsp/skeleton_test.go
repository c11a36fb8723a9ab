package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/content"
)

var (
	lonelyStop = regexp.MustCompile(`(?m)^( *|  - )\$\d+$`)
	stop       = regexp.MustCompile(`\$\{\d+\|([^,|]*)[^}]*\}|\$\d+`)
)

// A skeleton that is filled in is a field of the kind, and lacks nothing within it.
func TestSkeleton(t *testing.T) {
	config, _ := content.ParseConfig(nil)
	for _, k := range content.Kinds {
		for _, f := range content.Fields(k.Type()) {
			for _, flow := range []bool{false, true} {
				s := skeletonOf(&f, false, flow)
				if flow && strings.Contains(s, "\n") {
					t.Errorf("between brackets, %q has lines", s)
				}
				filled := lonelyStop.ReplaceAllString(s, "")
				filled = strings.ReplaceAll(strings.ReplaceAll(filled, "[{$1}]", "[]"), "{$1}", "{}")
				filled = stop.ReplaceAllStringFunc(filled, func(m string) string {
					if choice := stop.FindStringSubmatch(m)[1]; choice != "" {
						return choice
					}
					return "x"
				})
				for _, p := range content.CheckValue(k, f.Name, strings.TrimPrefix(filled, f.Name+":"), config) {
					if what := p.What.En; !flow && strings.Contains(what, "missing") ||
						strings.Contains(what, "unknown field") ||
						strings.Contains(what, "cannot be read") ||
						strings.Contains(what, "has no alt") {
						t.Errorf("%s: %q, filled in as %q: %s", k, s, filled, what)
					}
				}
			}
		}
		for _, f := range content.Fields(k.Type()) {
			for _, words := range []bool{false, true} {
				begun := slices.ContainsFunc(
					strings.Split(beginning(k.Type(), words), "\n"),
					func(l string) bool { return strings.HasPrefix(l, f.Name+":") },
				)
				if want := f.Required && (f.Words || !words); begun != want {
					t.Errorf("%s begins with %s: %v", k, f.Name, begun)
				}
			}
		}
	}
}
