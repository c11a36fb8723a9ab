package public

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// version is a site whose page names the style and the picture that it is made with, as versions
// of a site do whose assets are named after their bytes.
func version(n int) map[string]string {
	style, picture := fmt.Sprintf("assets/a.%d.css", n), fmt.Sprintf("assets/p/%d.jpg", n)
	page := style + " " + picture
	return map[string]string{
		"index.html":    page,
		"fr/index.html": page,
		style:           "style",
		picture:         "picture",
		"feed.xml":      fmt.Sprint(n),
	}
}

// Whoever reads a page before or during a publishing finds its style and its pictures until the
// end of the next one.
func TestReadersFindAssets(t *testing.T) {
	dir := tempDir(t)
	publishOK(t, dir, site(t, version(0)), Options{})
	var pages []string // as they were read since the last publishing began
	reads := 0
	crawl := func() {
		for _, page := range []string{"index.html", "fr/index.html"} {
			data, err := os.ReadFile(filepath.Join(dir, page))
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, string(data))
		}
		for _, page := range pages {
			for _, asset := range strings.Fields(page) {
				if reads++; !newFolder(dir, nil).exists(asset) {
					t.Fatalf("a page was read that needs %s, which is gone", asset)
				}
			}
		}
	}
	for n := 1; n < 6; n++ {
		publishOK(t, dir, site(t, version(n)), onDisk(dir, func(_, _ string) error { crawl(); return nil }))
		crawl()
		pages = nil
		crawl()
	}
	t.Logf("%d reads", reads)
}

// An asset that the site lacks stays for one publish and then goes, even where nothing else has
// changed; everything else goes at once.
func TestAssetsStayForOnePublish(t *testing.T) {
	dir := tempDir(t)
	without := map[string]string{"index.html": "none"}
	publishOK(t, dir, site(t, version(1)), Options{})
	for _, c := range []struct {
		tree    map[string]string
		removed int
		want    map[string]string
	}{
		{without, 2, with(without, map[string]string{"assets/a.1.css": "style", "assets/p/1.jpg": "picture"})},
		{without, 2, with(without)},
		{without, 0, with(without)},
		{version(1), 0, with(version(1))},
		{version(2), 0, with(version(2), map[string]string{"assets/a.1.css": "style", "assets/p/1.jpg": "picture"})},
		{version(1), 0, with(version(1), map[string]string{"assets/a.2.css": "style", "assets/p/2.jpg": "picture"})},
		{map[string]string{"assets/p": "a file"}, 6,
			with(map[string]string{"assets/p": "a file", "assets/a.1.css": "style"})},
	} {
		dry := publishOK(t, dir, site(t, c.tree), Options{DryRun: true})
		got := publishOK(t, dir, site(t, c.tree), Options{})
		if got.Removed != c.removed || got != dry {
			t.Errorf("%v: %+v, dry %+v, want %d removed", c.tree, got, dry, c.removed)
		}
		same(t, fmt.Sprint(c.tree), look(t, dir), c.want)
	}
}

// Where the build before is to be forgotten, its assets go at once, and those of the build before that.
func TestAssetsForgotten(t *testing.T) {
	dir := tempDir(t)
	for v := 1; v <= 2; v++ {
		publishOK(t, dir, site(t, version(v)), Options{})
	}
	without := map[string]string{"index.html": "none"}
	if got := publishOK(t, dir, site(t, without), Options{Forget: true}); got.Removed != 6 {
		t.Errorf("%+v, want 6 removed", got)
	}
	same(t, "forgotten", look(t, dir), with(without))
}
