package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A build that is stopped says so, in the language of its user, and publishes nothing.
func TestStopped(t *testing.T) {
	root := t.TempDir()
	copyTree(t, "testdata/fiction", root, func(string) bool { return true })
	copyTree(t, "../../layouts", filepath.Join(root, "layouts"), func(string) bool { return true })
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for lang, want := range map[string]string{"en": "stopped; public/ is unchanged\n",
		"fr": "arrêt ; public/ est inchangé\n"} {
		var out, err bytes.Buffer
		if status := run(ctx, []string{"-root", root, "-lang", lang}, &out, &err); status != 130 ||
			err.String() != want {
			t.Errorf("status %d, %q", status, err.String())
		}
		if _, err := os.Stat(filepath.Join(root, "public", "index.html")); err == nil {
			t.Error("something is published")
		}
	}
}

// What is wrong with the command line is told in the language that the command line asks for.
func TestUsageSpeaks(t *testing.T) {
	for _, args := range [][]string{{"-lang", "fr", "-nothing"}, {"x", "-lang", "fr"},
		{"-out", "content", "-lang=fr"}, {"-root", "nowhere", "-lang", "fr"}, {"-now", "hier", "-lang", "fr"},
		{"-next", "-until", "hier", "-lang", "fr"}} {
		var out, err bytes.Buffer
		if status := run(context.Background(), args, &out, &err); status != 2 ||
			!strings.Contains(err.String(), "aide :") {
			t.Errorf("%v: status %d, %q", args, status, err.String())
		}
	}
}
