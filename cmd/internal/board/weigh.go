package board

import (
	"cmp"
	"compress/gzip"
	"html"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"artsfactory/cmd/internal/site"
)

// Budget is what a page may weigh, in bytes: what a browser has to have before it can show
// anything, the page itself and its style sheet, compressed with Brotli. It fits in the first
// round trip of a new connection.
const Budget = 13_000

// A Weight is what one page weighs, in bytes. Compressed sizes are those of gzip at its best:
// Brotli, which hosts use, makes text somewhat smaller, so that a page within the budget here
// is within it there.
type Weight struct {
	Page   site.Page
	HTML   int // as it is
	Gzip   int // the page, compressed
	Styles int // its style sheets, compressed
}

// Critical is what the budget is for.
func (w Weight) Critical() int { return w.Gzip + w.Styles }

// Weigh renders every page of a site and weighs it, the heaviest first. It takes as long as
// rendering does and about as long again to compress.
func Weigh(r site.Result) []Weight {
	out := make([]Weight, len(r.Pages))
	sheets := &sheets{result: r, size: map[string]int{}}
	if u, err := url.Parse(string(r.Site.Config.BaseURL)); err == nil {
		sheets.base = u.Path
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(out), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			z := newMeter()
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				page, _, _ := r.Render(r.Pages[i].Path)
				out[i] = Weight{r.Pages[i], len(page), z.measure(page), sheets.of(page, z)}
			}
		})
	}
	wg.Wait()
	slices.SortFunc(out, func(a, b Weight) int {
		return cmp.Or(b.Critical()-a.Critical(), strings.Compare(a.Page.Path, b.Page.Path))
	})
	return out
}

// A meter measures bytes compressed.
type meter struct {
	n int
	z *gzip.Writer
}

func newMeter() *meter {
	m := &meter{}
	m.z, _ = gzip.NewWriterLevel(m, gzip.BestCompression)
	return m
}

func (m *meter) Write(p []byte) (int, error) {
	m.n += len(p)
	return len(p), nil
}

func (m *meter) measure(b []byte) int {
	m.n = 0
	m.z.Reset(m)
	m.z.Write(b)
	m.z.Close()
	return m.n
}

// sheets are the style sheets of a site, each weighed once.
type sheets struct {
	result site.Result
	base   string
	mu     sync.Mutex
	size   map[string]int
}

var (
	linkTag = regexp.MustCompile(`<link [^>]*rel="?stylesheet"?[^>]*>`)
	hrefOf  = regexp.MustCompile(`href="([^"]*)"`)
)

func (s *sheets) of(page []byte, z *meter) int {
	total := 0
	for _, tag := range linkTag.FindAll(page, -1) {
		if m := hrefOf.FindSubmatch(tag); m != nil {
			total += s.weigh(strings.TrimPrefix(html.UnescapeString(string(m[1])), s.base), z)
		}
	}
	return total
}

func (s *sheets) weigh(path string, z *meter) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.size[path]
	if !ok {
		if f, found := s.result.Tree.Get(path); found {
			b, _ := f.Bytes()
			n = z.measure(b)
		}
		s.size[path] = n
	}
	return n
}

// weights are the pages by weight.
func (s *inventory) weights(list []Weight) Section {
	over := 0
	rows := make([]Row, len(list))
	for i, w := range list {
		file := cmp.Or(w.Page.Source, w.Page.Facts, "content/site.yaml")
		r := s.at(file, 1, 1,
			say("%s: %d bytes (page %d, styles %d; not compressed, the page has %d)",
				"%s : %d octets (page %d, styles %d ; non compressée, la page en a %d)",
				w.Page.URL, w.Critical(), w.Gzip, w.Styles, w.HTML))
		r.Lang = w.Page.Lang
		r.Alert = w.Critical() > Budget
		if r.Alert {
			over++
		}
		rows[i] = r
	}
	return Section{ID: "weights", Title: say("Heaviest pages", "Pages les plus lourdes"), Rows: rows, Most: 20,
		Note: say("%d of %d pages are above the budget of %d bytes for a page and its styles, and are marked !; "+
			"compressed with gzip, a little above what hosts send with Brotli",
			"%d pages sur %d dépassent le budget de %d octets pour une page et ses styles, et sont marquées ! ; "+
				"compressées par gzip, un peu au-dessus de ce que les hébergeurs envoient en Brotli", over, len(list),
			Budget)}
}
