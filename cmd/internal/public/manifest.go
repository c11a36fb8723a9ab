package public

import (
	"os"
	"slices"
	"strings"
)

// A manifest lists what a build published, one path a line, sorted: what it lists and the next
// build lacks is removed, what it does not list is somebody else's.

func formatManifest(t *Tree) []byte {
	var b strings.Builder
	for _, f := range t.All() {
		b.WriteString(f.Path)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// loadManifest returns the bytes and the paths of the last manifest. Lines that no build writes
// are passed over: a list edited by hand never leads to the removal of something outside.
func loadManifest(f *folder) ([]byte, []string, error) {
	data, err := os.ReadFile(f.at(manifestName))
	if isGone(err) {
		return nil, nil, nil
	}
	lines := strings.Split(string(data), "\n")
	return data, slices.DeleteFunc(lines, func(p string) bool { return !validPath(p) }), err
}
