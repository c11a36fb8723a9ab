package public

import (
	"context"
	"strings"
)

// AssetsFolder holds the files whose names change with their bytes: a page that was read a moment
// ago asks for them by the names they had.
const AssetsFolder = "assets/"

// A manifest lists what a build left in the folder, one path a line, sorted: what it lists and the
// next build lacks is removed, what it does not list is somebody else's. Assets of the build before
// stand in it too, marked as retired: they stay for one more publish.
type manifest struct{ files, retired []string }

const retiredMark = "\tretired" // no path holds a tab

func (m manifest) format() []byte {
	var b strings.Builder
	for _, p := range m.files {
		b.WriteString(p + "\n")
	}
	for _, p := range m.retired {
		b.WriteString(p + retiredMark + "\n")
	}
	return []byte(b.String())
}

// loadManifest returns the last manifest and its bytes, nil where there is none. Lines that no
// build writes are passed over: a list edited by hand never leads to the removal of something
// outside.
func loadManifest(f *folder) (m manifest, data []byte, err error) {
	data, err = f.read(manifestName)
	if isGone(err) {
		return m, nil, nil
	}
	for line := range strings.Lines(string(data)) {
		p, retired := strings.CutSuffix(strings.TrimSuffix(line, "\n"), retiredMark)
		switch {
		case !ValidPath(p):
		case retired:
			m.retired = append(m.retired, p)
		default:
			m.files = append(m.files, p)
		}
	}
	return m, data, err
}

// Published is what the last build published to dir, sorted. What a killed one left there is finished or undone first.
func Published(dir string) ([]string, error) {
	if err := Recover(context.Background(), dir, nil); err != nil {
		return nil, err
	}
	return LastPaths(dir)
}

// LastPaths is what the manifest in dir lists, sorted, however the build that wrote it ended.
func LastPaths(dir string) ([]string, error) {
	m, _, err := loadManifest(newFolder(dir, nil))
	return m.files, describe(dir, err)
}
