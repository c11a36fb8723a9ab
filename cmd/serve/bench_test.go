package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"artsfactory/cmd/internal/site/synthetic"
)

// BenchmarkSaved drives the real server over HTTP: from the end of a save to the new bytes.
//
//	go test ./cmd/serve -run '^$' -bench Saved -benchtime 20x
func BenchmarkSaved(b *testing.B) {
	sizes := []int{1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, pages := range sizes {
		b.Run(fmt.Sprint(pages), func(b *testing.B) { benchmarkSite(b, pages) })
	}
}

func benchmarkSite(b *testing.B, pages int) {
	files := map[string]string{}
	for _, f := range synthetic.Content(1, pages) {
		text, _ := f.Bytes()
		files[f.Path] = string(text)
	}
	base, err := os.ReadFile("../../layouts/base.html")
	if err != nil {
		b.Fatal(err)
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	limitMemory() // as the command does, before it begins and after
	d := startServer(b, files, func(s *rebuilder) { s.term.out, s.term.err = io.Discard, io.Discard })
	limitMemory()
	all := d.rebuilder.current.Load().served.Pages
	page, hub := "", ""
	for _, p := range all {
		if p.Facts == "content/films/film-1.md" && p.Lang == "fr" {
			page = p.URL
		}
		if p.Facts == "content/sessions/"+synthetic.Hub+".md" && p.Lang == "fr" {
			hub = p.URL
		}
	}
	if page == "" || hub == "" {
		b.Fatalf("of %d pages, none is the film's or the hub's", len(all))
	}
	n := 0
	b.Run("body", func(b *testing.B) {
		d.t = b
		original := d.text("content/films/film-1.md")
		d.measure(b, page, "content/films/film-1.md", func() (text, says string) {
			n++
			return original + fmt.Sprintf("\nUne phrase %d.\n", n), fmt.Sprintf("Une phrase %d.", n)
		})
	})
	b.Run("body beside a mistake", func(b *testing.B) {
		d.t = b
		original, other := d.text("content/films/film-1.md"), d.text("content/films/film-2.md")
		before := d.rebuilder.current.Load()
		d.edit("content/films/film-2.md", "title:", "titel:")
		<-before.replaced
		d.measure(b, page, "content/films/film-1.md", func() (text, says string) {
			n++
			return original + fmt.Sprintf("\nUne phrase %d.\n", n), fmt.Sprintf("Une phrase %d.", n)
		})
		before = d.rebuilder.current.Load()
		d.write("content/films/film-2.md", other)
		<-before.replaced
	})
	b.Run("hub", func(b *testing.B) {
		d.t = b
		file := "content/sessions/" + synthetic.Hub + ".md"
		original := d.text(file)
		title, rest, _ := strings.Cut(strings.TrimPrefix(original, "---\ntitle: "), "\n")
		d.measure(b, hub, file, func() (text, says string) {
			n++
			return fmt.Sprintf("---\ntitle: %s %d\n%s", title, n, rest), fmt.Sprintf("%s %d", title, n)
		})
	})
	b.Run("layout", func(b *testing.B) {
		d.t = b
		var took []time.Duration
		for b.Loop() {
			n++
			took = append(
				took,
				d.saved(
					page,
					"layouts/base.html",
					strings.Replace(string(base), "<body>", fmt.Sprintf(`<body data-n="%d">`, n), 1),
					fmt.Sprintf(`data-n="%d"`, n),
					func() { d.askAll(fmt.Sprintf(`data-n="%d"`, n)) },
				),
			)
		}
		report(b, took)
	})
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.Logf(
		"%d pages: %d MiB of heap in use, %d MiB resident, %d MiB at most",
		len(all),
		m.HeapInuse>>20,
		resident("VmRSS"),
		resident("VmHWM"),
	)
}

// measure saves a file again and again, and reports how long its page takes to say the new.
func (d *testServer) measure(b *testing.B, page, file string, next func() (text, says string)) {
	var took []time.Duration
	for b.Loop() {
		text, says := next()
		took = append(took, d.saved(page, file, text, says, nil))
	}
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms/slowest")
}

// saved saves a file and returns how long it took until its page said the new, and what is to
// be done after that was done.
func (d *testServer) saved(page, file, text, says string, after func()) time.Duration {
	before := d.rebuilder.current.Load()
	d.write(file, text)
	began := time.Now()
	select {
	case <-before.replaced:
	case <-time.After(60 * time.Second):
		d.t.Fatal("nothing happens")
	}
	for {
		if _, body := d.get(page); strings.Contains(body, says) {
			break
		}
		if time.Since(began) > 60*time.Second {
			d.t.Fatalf("%s does not say %q: %v", page, says, d.rebuilder.current.Load().problems)
		}
	}
	if after != nil {
		after()
	}
	return time.Since(began)
}

// askAll asks for every page, as many at a time as there are processors.
func (d *testServer) askAll(says string) {
	var next atomic.Int64
	done := make(chan error)
	for range runtime.GOMAXPROCS(0) {
		go func() { done <- d.ask(&next, says) }()
	}
	for range runtime.GOMAXPROCS(0) {
		if err := <-done; err != nil {
			d.t.Fatal(err)
		}
	}
}

// ask asks for pages until there is no next one. It does no more than it has to: this is the
// server's measure, not the reader's.
func (d *testServer) ask(next *atomic.Int64, says string) error {
	conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
	if err != nil {
		return err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	var b bytes.Buffer
	all := d.rebuilder.current.Load().served.Pages
	for i := next.Add(1); int(i) <= len(all); i = next.Add(1) {
		page := all[i-1].URL
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", page, conn.RemoteAddr())
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			return err
		}
		b.Reset()
		if _, err := b.ReadFrom(r.Body); err != nil {
			return err
		}
		if !bytes.Contains(b.Bytes(), []byte(says)) {
			return fmt.Errorf("%s is old", page)
		}
	}
	return nil
}

// resident is a number of MiB from what Linux tells of this process, or 0.
func resident(what string) int {
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		if v, ok := strings.CutPrefix(l, what+":"); ok {
			n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(v), " kB"))
			return n >> 10
		}
	}
	return 0
}
