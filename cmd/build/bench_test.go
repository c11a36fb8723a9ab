package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/site/synthetic"
	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// BenchmarkCold builds whole sites, from reading to written, but for cards, which the store keeps from the first build
// on: card.BenchmarkDraw is what one takes. Beside the time it reports, per
// page: the processor's time, how that compares with goldmark alone on the same bodies, and
// the most memory that the command held.
func BenchmarkCold(b *testing.B) {
	dir := b.TempDir()
	sizes := []int{100, 1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, pages := range sizes {
		b.Run(strconv.Itoa(pages), func(b *testing.B) { benchCold(b, filepath.Join(dir, strconv.Itoa(pages)), pages) })
	}
}

// benchCold leaves all it makes in dir: ext4 does not give the place of a file that was deleted
// to another for a minute, and looks at each in vain for every file of the next build.
func benchCold(b *testing.B, dir string, pages int) {
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memoryFor(pages)))
	root, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	writeSite(b, root, pages)
	bodies := readBodies(root)
	made, n := 0, 0
	var cpu, alone time.Duration
	for b.Loop() {
		b.StopTimer()
		n++
		runtime.GC()
		before := cpuTime()
		b.StartTimer()
		made = coldBuild(b, root, filepath.Join(out, strconv.Itoa(n)))
		b.StopTimer()
		cpu += cpuTime() - before
		alone += goldmarkAlone(b, bodies)
		b.StartTimer()
	}
	b.StopTimer()
	per := float64(made)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/per, "ns/page")
	b.ReportMetric(float64(cpu.Nanoseconds())/float64(b.N)/per, "cpu-ns/page")
	b.ReportMetric(float64(cpu)/float64(alone), "×goldmark")
	b.ReportMetric(float64(peakMemory(b, root, filepath.Join(out, "peak")))/1024/per, "KiB/page")
	b.ReportMetric(per, "pages")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkGrowth is how the processor's time for a site grows with it, editions and films alike:
// time ~ pages^exponent. It builds and renders in memory, for the disk is not what it is about. With an
// edition for every 8 entries, as against 80, it shows what each edition costs in the pages of the others.
func BenchmarkGrowth(b *testing.B) {
	if testing.Short() {
		b.Skip("50,000 pages take minutes")
	}
	for _, c := range []struct{ large, entriesPerSession int }{{50000, 80}, {50000, 8}} {
		b.Run(fmt.Sprint(c.large, "-", c.entriesPerSession), func(b *testing.B) {
			const small = 1000
			for b.Loop() {
				smallTime, smallPages := renderAll(b, small, c.entriesPerSession, c.large/small/4)
				largeTime, largePages := renderAll(b, c.large, c.entriesPerSession, 1)
				b.ReportMetric(float64(smallTime.Nanoseconds())/float64(smallPages), "cpu-ns/page-small")
				b.ReportMetric(float64(largeTime.Nanoseconds())/float64(largePages), "cpu-ns/page-large")
				ratio := float64(largePages) / float64(smallPages)
				b.ReportMetric(math.Log(float64(largeTime)/float64(smallTime))/math.Log(ratio), "exponent")
			}
		})
	}
}

// renderAll is the processor's time for building a synthetic site and rendering all of it, the mean of so many
// rounds, and the number of its pages.
func renderAll(b *testing.B, pages, entriesPerSession, rounds int) (time.Duration, int) {
	list, problems := source.Read(os.DirFS("../.."), "layouts", "assets")
	if len(problems) > 0 {
		b.Fatal(problems[0].In("en"))
	}
	files := source.NewFiles(append(list, synthetic.ContentWith(1, pages, entriesPerSession)...)...)
	made := 0
	runtime.GC()
	before := cpuTime()
	for range rounds {
		r := site.Build(nil, files, site.Options{Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
			Store: keptCards{}})
		if blocking(r.Problems) {
			b.Fatal(r.Problems[0].In("en"))
		}
		made = len(r.Pages)
		for _, f := range r.Tree.All() {
			if _, ps := f.Bytes(); len(ps) > 0 {
				b.Fatal(ps[0].In("en"))
			}
		}
	}
	return (cpuTime() - before) / time.Duration(rounds), made
}

// keptCards is a store that has every card, and nothing else.
type keptCards struct{}

var card = make([]byte, 12<<10)

func (keptCards) Get(key string) ([]byte, bool) { return card, strings.HasPrefix(key, "card-") }
func (keptCards) Put(string, []byte)            {}

// writeSite writes a synthetic site into root.
func writeSite(b testing.TB, root string, pages int) {
	for _, f := range synthetic.Content(1, pages) {
		data, err := f.Bytes()
		name := filepath.Join(root, filepath.FromSlash(f.Path))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(name), 0o777)
		}
		if err == nil {
			err = os.WriteFile(name, data, 0o666)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// coldBuild does what the command does, and returns the number of pages.
func coldBuild(b *testing.B, root, out string) int {
	w, err := live.Open(root)
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	files, problems := w.Read()
	r := site.Build(nil, files, site.Options{Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Store: keptCards{}})
	if all := append(problems, r.Problems...); blocking(all) {
		b.Fatal(all[0].In("en"))
	}
	if _, ps, err := public.Publish(context.Background(), out, r.Tree, public.Options{}); err != nil || len(ps) > 0 {
		b.Fatal(ps, err)
	}
	return len(r.Pages)
}

func readBodies(root string) [][]byte {
	var bodies [][]byte
	files, _ := source.Read(os.DirFS(root), "content")
	for _, f := range files {
		data, _ := f.Bytes()
		if _, body, ok := bytes.Cut(data, []byte("\n---\n")); ok {
			bodies = append(bodies, body)
		}
	}
	return bodies
}

// goldmarkAlone is the processor's time for the bodies alone, with the extensions that the
// site's Markdown has. It runs beside every build and on as many processors: two threads of one
// core slow each other, and what else the machine does slows both.
func goldmarkAlone(b *testing.B, bodies [][]byte) time.Duration {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	rounds := max(1, 1000/len(bodies))
	runtime.GC()
	before := cpuTime()
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < rounds*len(bodies); i += workers {
				var out bytes.Buffer
				if err := md.Convert(bodies[i%len(bodies)], &out); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return (cpuTime() - before) / time.Duration(rounds)
}

// cpuTime is what this process has used, in all its threads and in the system for them.
func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is the most memory that the command held while it built root, in bytes. It is
// measured in a process of its own.
func peakMemory(b *testing.B, root, out string) int64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestPeakMemory$", "-test.v")
	cmd.Env = append(os.Environ(), "PEAK_ROOT="+root, "PEAK_OUT="+out)
	said, err := cmd.CombinedOutput()
	_, rest, ok := strings.Cut(string(said), "VmHWM:")
	if err != nil || !ok {
		b.Fatalf("%v\n%s", err, said)
	}
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return n * 1024
}

// TestPeakMemory is the other process of peakMemory.
func TestPeakMemory(t *testing.T) {
	root := os.Getenv("PEAK_ROOT")
	if root == "" {
		t.Skip("BenchmarkCold runs it")
	}
	if code := run(context.Background(), []string{"-q", "-root", root, "-out", os.Getenv("PEAK_OUT"), "-now",
		fictionNow}, os.Stdout, os.Stderr); code != 0 {
		t.Fatal("exit", code)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no system that says")
	}
	os.Stdout.Write(status)
}
