package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Files that are moved away for half a millisecond again and again, while others are edited, leave
// no trace: once all stands still, what is served is a clean build, problems included.
func TestMovedAwayForAMoment(t *testing.T) {
	t.Parallel()
	batches := 12
	if testing.Short() {
		batches = 3
	}
	files := fiction()
	// With a name to be hidden, each text is read again after it has been parsed.
	files["content/people/cachee.md"] = "---\ntitle: Personne Cachée\nroles: [participant]\nsession: edition-1\n" +
		"consent: none\n---\n"
	for i := range 3 {
		p := fmt.Sprintf("content/news/photo-%d/", i)
		files[p+"index.md"] = fmt.Sprintf("---\ntitle: Photo %d\ndate: 2026-12-2%d\n"+
			"image: {src: photo.png, alt: Fiction}\n---\nVoir ![une image](photo.png).\n", i, i)
		files[p+"photo.png"] = pngOf(t, uint8(i))
	}
	d := startServer(t, files)
	rng := rand.New(rand.NewPCG(6, 2027))
	for batch := range batches {
		stop := movers(d)
		for i := range 15 {
			editSomething(d, rng, batch*100+i)
		}
		stop()
		d.follows(fmt.Sprintf("batch %d", batch))
		if ps := d.rebuilder.current.Load().problems; len(ps) > 0 {
			t.Fatalf("batch %d: problems of files that are well: %v", batch, ps)
		}
	}
}

// A link that leads nowhere is told, and followed once it leads somewhere, though no event announces
// that.
func TestLinkThatLeadsNowhere(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	if err := os.Symlink("../../later/note.md", d.abs("content/news/lien.md")); err != nil {
		t.Skip(err)
	}
	d.follows("a link that leads nowhere")
	if ps := d.rebuilder.current.Load().problems; len(ps) != 1 || ps[0].Path != "content/news/lien.md" {
		t.Errorf("%v", ps)
	}
	d.write("later/note.md", "---\ntitle: Plus tard\ndate: 2026-12-24\n---\nTexte.\n")
	d.follows("and then somewhere")
}

// movers moves files away and back until stop is called, which returns when all are back.
func movers(d *testServer) (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	files, _ := filepath.Glob(d.abs("content/*/*.*"))
	photos, _ := filepath.Glob(d.abs("content/news/*/*.*"))
	files = append(files, photos...)
	for worker := range 3 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(worker), 7))
			for {
				select {
				case <-done:
					return
				default:
				}
				file := files[rng.IntN(len(files))]
				away := filepath.Join(filepath.Dir(file), fmt.Sprintf(".away-%d", worker))
				if os.Rename(file, away) != nil {
					continue // another has it, or is about to create it
				}
				time.Sleep(500 * time.Microsecond)
				if os.Rename(away, file) != nil {
					d.t.Error("the file that was moved away does not come back")
				}
			}
		})
	}
	return func() { close(done); wg.Wait() }
}

// editSomething changes one file, which may be away at the moment.
func editSomething(d *testServer, rng *rand.Rand, n int) {
	defer time.Sleep(time.Duration(rng.IntN(20)) * time.Millisecond)
	p := []string{"content/site.yaml", about, "content/sessions/edition-1.md", "content/news/note.md",
		"content/news/photo-1/photo.png"}[rng.IntN(5)]
	if strings.HasSuffix(p, ".png") {
		os.WriteFile(d.abs(p), []byte(pngOf(d.t, uint8(n))), 0o666)
		return
	}
	text := fiction()[p]
	text = strings.Replace(text, "Fictif", fmt.Sprintf("Fictif %d", n), 1)
	text = strings.Replace(text, "fictive", fmt.Sprintf("fictive %d", n), 1)
	os.WriteFile(d.abs(p), []byte(strings.Replace(text, "Premier", fmt.Sprintf("Premier %d", n), 1)), 0o666)
}

// pngOf is a small PNG of one colour.
func pngOf(t testing.TB, shade uint8) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 * 48 {
		img.Set(i%64, i/64, color.RGBA{shade, 90, uint8(i), 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
