package public

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// thirdSite follows on the two of crash_test.go.
var thirdSite = map[string]string{
	"index.html": "third", "fresh/deep/index.html": "fresh again", "assets/a.2.css": "a2", "c.css": "c",
	"file": "a file once more", "fourth/deep/x.html": "x", "folder": "a folder before",
}

// A powerCut judges every disk that a power cut during three publishings may leave.
type powerCut struct {
	*testing.T
	rng   *rand.Rand
	sites []map[string]string // as they are in the folder, with the assets that are kept
	trees []*Tree
	done  int // how many publishings have returned
	cuts  int
}

// A power cut at any moment of three publishings one after the other, on a disk that loses any of
// what was not synced, leaves after recovery the site of the last publishing that returned, or the
// one that was under way; and so does a second power cut during the recovery.
func TestPowerCut(t *testing.T) {
	for _, oneSync := range []bool{true, false} {
		t.Run(fmt.Sprintf("oneSync=%v", oneSync), func(t *testing.T) {
			p := &powerCut{T: t, rng: rand.New(rand.NewPCG(1, 2)), sites: []map[string]string{with(foreignFiles)}}
			for _, texts := range []map[string]string{oldSite, newSite, thirdSite} {
				p.trees = append(p.trees, site(t, texts))
			}
			d := p.start(oneSync)
			for i := range p.trees {
				p.publish(d, i)
				p.sites = append(p.sites, d.files("site"))
			}
			d = p.start(oneSync)
			for i := range p.trees {
				p.publish(&steps{d, "site", func(_, _ string) error { p.judge(d); return nil }}, i)
				p.done = i + 1
				p.judge(d)
			}
			t.Logf("%d power cuts", p.cuts)
		})
	}
}

// start is a disk with what is nobody's, and the bookkeeping that is made under the lock.
func (p *powerCut) start(oneSync bool) *lossyDisk {
	d := &lossyDisk{root: newDir(), oneSync: oneSync}
	folders := []string{Bookkeeping, ""}
	for name := range foreignFiles {
		parents(name, func(dir string) bool { folders = append(folders, dir); return true })
	}
	slices.Sort(folders) // a folder stands before those in it
	for _, dir := range slices.Compact(folders) {
		if err := d.mkdir("site/" + dir); err != nil {
			p.Fatal(err)
		}
	}
	for name, text := range foreignFiles {
		if err := d.create("site/"+name, []byte(text), false); err != nil {
			p.Fatal(err)
		}
	}
	d.syncAll("")
	return d
}

func (p *powerCut) publish(d disk, i int) {
	p.Helper()
	f := newFolder("site", d)
	if _, problems, err := publish(context.Background(), f, p.trees[i], Options{Workers: 1}); err != nil ||
		problems != nil {
		p.Fatal(problems, err)
	}
}

// judge recovers what some power cuts leave of a disk.
func (p *powerCut) judge(d *lossyDisk) {
	all, none := func(n int) int { return n }, func(int) int { return 0 }
	some := func(n int) int { return p.rng.IntN(n + 1) }
	for _, left := range []*lossyDisk{
		d.afterPowerCut(func() bool { return true }, all),
		d.afterPowerCut(func() bool { return true }, none),
		d.afterPowerCut(func() bool { return false }, none),
	} {
		p.recovers(left)
	}
	for i := range 12 {
		odds := p.rng.Float64()
		again := d.afterPowerCut(func() bool { return p.rng.Float64() < odds }, some)
		if i == 0 {
			p.cutAgain(again)
		}
		p.recovers(again)
	}
}

// cutAgain cuts the power at every step of the recovery too.
func (p *powerCut) cutAgain(d *lossyDisk) {
	d = d.afterPowerCut(nil, nil) // a copy
	err := recoverFolder(newFolder("site", &steps{d, "site", func(_, _ string) error {
		odds := p.rng.Float64()
		p.recovers(
			d.afterPowerCut(
				func() bool { return p.rng.Float64() < odds },
				func(n int) int { return p.rng.IntN(n + 1) },
			),
		)
		return nil
	}}))
	if err != nil {
		p.Fatal(err)
	}
}

// recovers fails the test unless the disk is whole after a recovery, and takes the next site.
func (p *powerCut) recovers(d *lossyDisk) {
	p.Helper()
	p.cuts++
	if err := recoverFolder(newFolder("site", d)); err != nil {
		p.Fatalf("after publishing %d: %v", p.done, err)
	}
	got := d.files("site")
	next := min(p.done+1, len(p.sites)-1)
	if !cmp.Equal(got, p.sites[p.done]) && !cmp.Equal(got, p.sites[next]) {
		p.Fatalf(
			"after publishing %d the folder is neither its site nor the next:\n%s",
			p.done,
			cmp.Diff(p.sites[next], got),
		)
	}
}
