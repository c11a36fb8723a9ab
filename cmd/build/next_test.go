package main

import (
	"context"
	"strings"
	"testing"
)

// -next prints an instant for a scheduler, or nothing, and touches nothing.
func TestNext(t *testing.T) {
	out := t.TempDir() + "/public"
	for _, c := range []struct{ args, want string }{
		{"-now 2026-11-21T09:00", "2026-11-21T12:30:00Z\n"},
		{"-now 2026-11-21T09:00 -until 2026-11-21T12:00", ""},
		{"-now 2026-11-21T09:00 -until 2026-11-21T13:00", "2026-11-21T12:30:00Z\n"},
	} {
		args := append([]string{"-root", "testdata/fiction", "-out", out, "-next"}, strings.Fields(c.args)...)
		var stdout, stderr strings.Builder
		if status := run(context.Background(), args, &stdout, &stderr); status != 0 || stdout.String() != c.want {
			t.Errorf("%s: status %d, %q %q, want %q", c.args, status, stdout.String(), stderr.String(), c.want)
		}
	}
}
