package public

import (
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNewTreeRefusesWhatNoFolderHolds(t *testing.T) {
	for _, c := range []struct{ paths, want string }{
		{"a.html b/c.html ar/الأفلام/index.html é/x", ""},
		{"a/../b", "cannot have a file"}, {"../b", "cannot have a file"}, {"/a", "cannot have a file"},
		{"a//b", "cannot have a file"}, {"a/", "cannot have a file"}, {".", "cannot have a file"},
		{`a\b`, "cannot have a file"}, {"a\x00b", "cannot have a file"}, {"a\xffb", "cannot have a file"},
		{".publish/lock", "cannot have a file"}, {".PUBLISH", "cannot have a file"}, {"..a x/..b .well-known/x", ""},
		{"a a", "side by side"}, {"a/B.html A/b.html", "side by side"}, {"é e\u0301", "side by side"},
		{"straße STRASSE", "side by side"},
		{"a/b a/b/c", "side by side"}, {"a/b a/b-c a/b/c", "side by side"}, {"A/b a/B/c", "side by side"},
		{"films films.html", ""},
	} {
		var files []File
		for _, p := range strings.Fields(c.paths) {
			files = append(files, File{Path: p})
		}
		tree, err := NewTree(files)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q: error %v, want %q", c.paths, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.paths, err)
			continue
		}
		for _, f := range files {
			if got, ok := tree.Get(f.Path); !ok || got.Path != f.Path {
				t.Errorf("%q: no %q", c.paths, f.Path)
			}
		}
		if _, ok := tree.Get("nowhere"); ok || len(tree.All()) != len(files) {
			t.Errorf("%q: the tree has more than its files", c.paths)
		}
	}
}

// Whatever the paths, they are refused if two of them are one file, or a file and the folder of another.
func TestPathSetLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{"a", "A", "a-", "a!", "é", "e\u0301", "b"}
		if rapid.IntRange(0, 4).Draw(t, "invalid") == 4 {
			parts = append(parts, "..", "", ".publish", ".PUBLISH")
		}
		part := rapid.SampledFrom(parts)
		paths := rapid.SliceOfDistinct(rapid.Map(rapid.SliceOfN(part, 1, 3),
			func(parts []string) string { return strings.Join(parts, "/") }), rapid.ID).Draw(t, "paths")
		slices.Sort(paths)
		taken, bad := map[string]bool{}, false
		for _, p := range paths {
			if isPlain(p) && (!ValidPath(p) || fold(p) != p) {
				t.Fatalf("%q is not plain", p)
			}
			bad = bad || !ValidPath(p) || taken[fold(p)]
			taken[fold(p)] = true
		}
		for _, p := range paths {
			for dir := path.Dir(p); dir != "." && dir != "/"; dir = path.Dir(dir) {
				bad = bad || taken[fold(dir)]
			}
		}
		if _, err := NewPathSet(paths); (err != nil) != bad {
			t.Fatalf("%q: error %v", paths, err)
		}
	})
}
