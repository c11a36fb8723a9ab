package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A message tells a browser the state of the site and of the page that it shows.
type message struct {
	Number   int64          // of the build
	Page     string         // what has become of the page: same, changed or gone
	ETag     string         // of the page as it is now
	Nearest  string         // where the page is gone: the address of the nearest one
	Why      source.Message // where the page is gone, and its entry is not: why that is not shown
	Source   string         // the Markdown file with the text of the page
	Before   bool           // the page has problems, and is served as it last was without
	Partly   bool           // the page has problems, and has never been without
	Problems []problemView
	More     int    // problems that are not in the list
	Now      string // the instant that the site is built as of, as input elements write it
	Fixed    bool   // Now was asked for
	Editor   bool   // files can be opened in an editor
}

// What has become of a page.
const (
	pageSame    = "same"
	pageChanged = "changed"
	pageGone    = "gone"
)

// A problemView is a source.Problem as a browser shows it.
type problemView struct {
	Path, Where string
	Line, Col   int
	What, Hint  source.Message
	Excerpt     string
	Warning     bool
}

// maxViews is how many problems a panel shows.
const maxViews = 30

// toViews returns the first problems, those of the page's own entry before the others.
func toViews(ps []source.Problem, page site.Page) []problemView {
	out := make([]problemView, 0, min(len(ps), maxViews))
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b source.Problem) int { return rank(a, page) - rank(b, page) })
	for _, p := range ps[:min(len(ps), maxViews)] {
		out = append(out, problemView{p.Path, p.Where(), p.Line, p.Col, p.What, p.Hint, p.Excerpt, p.Warning})
	}
	return out
}

// rank is lower for what is to be mended first. A mistake in the facts of an entry often leads to
// others in its translations.
func rank(p source.Problem, page site.Page) int {
	switch {
	case p.Warning:
		return 3
	case p.Path == page.Facts:
		return 0
	case page.Facts != "" && unitOf(p.Path) == unitOf(page.Facts):
		return 1
	}
	return 2
}

// heartbeat is how often a stream sends something: else a browser that has vanished would not be
// noticed.
const heartbeat = 20 * time.Second

// events streams a message now and after each build, until the browser leaves.
func (h *handler) events(w http.ResponseWriter, r *http.Request) {
	c := &client{page: r.FormValue("page"), etag: r.FormValue("etag")}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return
	}
	fmt.Fprint(w, "retry: 300\n\n")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		s := h.rebuilder.current.Load()
		m := h.messageFor(c, s)
		b, _ := json.Marshal(m)
		fmt.Fprintf(w, "data: %s\n\n", b)
		if out.Flush() != nil || !waitFor(s, w, r, beat, out) {
			return
		}
	}
}

// waitFor returns true when there is a newer snapshot, and false when the browser has left.
func waitFor(s *snapshot, w http.ResponseWriter, r *http.Request, beat *time.Ticker,
	out *http.ResponseController) bool {
	for {
		select {
		case <-s.replaced:
			return true
		case <-r.Context().Done():
			return false
		case <-beat.C:
			fmt.Fprint(w, ":\n\n") // a comment
			if out.Flush() != nil {
				return false
			}
		}
	}
}

// A client is a browser at one page.
type client struct {
	page string    // path of the address
	etag string    // of what it shows
	last site.Page // what the address led to last
}

func (h *handler) messageFor(c *client, s *snapshot) message {
	m := c.message(s, h.rebuilder.flags.lang)
	if c.page == boardPath {
		if m.ETag = h.boardETag(s); m.ETag != c.etag {
			m.Page, c.etag = pageChanged, m.ETag
		}
	}
	m.Editor = h.editor.ready()
	return m
}

func (c *client) message(s *snapshot, lang string) message {
	m := message{Number: s.number, Page: pageSame, Now: s.now.Format("2006-01-02T15:04"), Fixed: s.fixedTime}
	m.More = max(0, len(s.problems)-maxViews)
	if c.page == boardPath {
		m.Problems = toViews(s.problems, c.last)
		return m
	}
	f := s.resolve(c.page)
	m.ETag = s.etag(f, lang)
	p, ok := s.pageAt(f.path)
	if ok && f.status == http.StatusOK {
		c.last, m.Source = p, p.Source
	}
	m.Problems = toViews(s.problems, c.last)
	m.Before, m.Partly = s.pageState(p)
	if f.status == http.StatusNotFound {
		m.Nearest, m.Why = s.nearestPage(c.page, c.last), s.hiddenReason(c.last)
		if strings.HasPrefix(c.etag, "200-") {
			m.Page = pageGone // the browser keeps what it shows
			return m
		}
	}
	if m.ETag != c.etag {
		m.Page, c.etag = pageChanged, m.ETag
	}
	return m
}

// pageAt returns the page whose file in the tree is at path.
func (s *snapshot) pageAt(path string) (site.Page, bool) {
	byPath := func(p site.Page, path string) int { return strings.Compare(p.Path, path) }
	i, ok := slices.BinarySearchFunc(s.served.Pages, path, byPath)
	if !ok {
		return site.Page{}, false
	}
	return s.served.Pages[i], true
}

// hiddenReason says why the entry of a page that was there is not shown; nothing where it is
// shown, or has gone as well.
func (s *snapshot) hiddenReason(last site.Page) source.Message {
	n, _ := content.ParseName(last.Facts)
	r := s.served.Site.Any(content.KindOf(n.Folder), n.ID)
	switch {
	case r == nil || s.served.Site.Live(r.Base()):
		return source.Message{}
	case r.Base().Draft:
		return source.Msg("Its entry is a draft: to see drafts, start the server with -drafts.",
			"Son entrée est un brouillon (draft) : pour voir les brouillons, lancez le serveur avec -drafts.")
	}
	return source.Msg("Its entry is not shown at this date: see publish and expire in %s.",
		"Son entrée n’est pas montrée à cette date : voyez publish et expire dans %s.", last.Facts)
}

// maxNearest is the number of addresses above which none is compared with the one asked for.
const maxNearest = 500

// nearestPage is the address to offer for one that leads nowhere: that of its entry now, else one
// that differs by a slip of the finger, else the nearest folder above.
func (s *snapshot) nearestPage(address string, last site.Page) string {
	var near []string
	parent := strings.TrimRight(address, "/")
	parent = parent[:strings.LastIndexByte(parent, '/')+1]
	for _, p := range s.served.Pages {
		if last.Group != "" && p.Group == last.Group && p.Lang == last.Lang {
			return p.URL
		}
		if strings.HasPrefix(p.URL, parent) && p.URL != parent {
			near = append(near, p.URL)
		}
	}
	if len(near) <= maxNearest {
		if n := source.Nearest(address, near); n != "" {
			return n
		}
	}
	for parent != "" {
		if f := s.resolve(parent); f.status == http.StatusOK {
			return parent
		}
		parent = strings.TrimRight(parent, "/")
		parent = parent[:strings.LastIndexByte(parent, '/')+1]
	}
	return basePath(s)
}
