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

// A message tells a browser how things stand with the page it shows.
type message struct {
	Number   int64 // of the showing
	Page     string
	ETag     string         // identifies the page as it is now
	Nearest  string         // where there is no page any more: the address of the nearest
	Why      source.Message // its entry is there, and not shown
	Source   string         // the Markdown file whose words the page shows
	Before   bool           // the page is as it was before there were problems with it
	Partly   bool           // it has never been without, and is shown as far as it goes
	Problems []problemView
	More     int // problems that are not in the list
	Now      string
	Fixed    bool
	Token    string
	Editor   bool
}

// What becomes of a page.
const (
	pageSame    = "same"
	pageChanged = "changed"
	pageGone    = "gone"
)

// A problemView problem is a source.Problem as a browser shows it.
type problemView struct {
	Path, Where string
	Line, Col   int
	What, Hint  source.Message
	Excerpt     string
	Warning     bool
}

// maxViews is how many problems a panel shows: nobody mends more at once.
const maxViews = 30

// toViews lists what is wrong for whoever looks at a page: first what is wrong with its own entry.
func toViews(ps []source.Problem, page site.Page) []problemView {
	out := make([]problemView, 0, min(len(ps), maxViews))
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b source.Problem) int { return rank(a, page) - rank(b, page) })
	for _, p := range ps[:min(len(ps), maxViews)] {
		out = append(out, problemView{p.Path, p.Where(), p.Line, p.Col, p.What, p.Hint, p.Excerpt, p.Warning})
	}
	return out
}

// rank is lower for what is to be mended first. What is wrong with the facts of an entry often
// makes its translations wrong.
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

// events streams a message now and after every build, until the browser leaves.
func (e *handler) events(w http.ResponseWriter, r *http.Request) {
	c := &client{page: r.FormValue("page"), etag: r.FormValue("have")}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return
	}
	fmt.Fprint(w, "retry: 300\n\n")
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	for s := e.rebuilder.current.Load(); ; s = e.rebuilder.current.Load() {
		m := c.message(s, e.rebuilder.flags.lang)
		if c.page == boardPath {
			m.ETag = e.boardHave(s)
			if m.ETag != c.etag {
				m.Page, c.etag = pageChanged, m.ETag
			}
		}
		m.Token, m.Editor = e.guard.token, e.editor.ready()
		b, _ := json.Marshal(m)
		fmt.Fprintf(w, "data: %s\n\n", b)
		if out.Flush() != nil || !c.wait(w, r, s, beat, out) {
			return
		}
	}
}

// wait returns true when there is a newer showing, and false when the browser has left.
func (c *client) wait(w http.ResponseWriter, r *http.Request, s *snapshot, beat *time.Ticker, out *http.ResponseController) bool {
	for {
		select {
		case <-s.replaced:
			return true
		case <-r.Context().Done():
			return false
		case <-beat.C: // else a browser that has vanished is never noticed
			fmt.Fprint(w, ":\n\n")
			if out.Flush() != nil {
				return false
			}
		}
	}
}

// A client is one browser at one page.
type client struct {
	page string // path of the address
	etag string // identifies what it shows
	last site.Page
}

func (c *client) message(s *snapshot, lang string) message {
	m := message{Number: s.number, Page: pageSame, Now: s.now.Format("2006-01-02T15:04"), Fixed: s.fixedTime}
	m.More = max(0, len(s.problems)-maxViews)
	if c.page == boardPath {
		m.Problems = toViews(s.problems, c.last)
		return m
	}
	a := s.resolve(c.page)
	m.ETag = s.etag(a, lang)
	p, ok := s.pageAt(a.path)
	if ok && a.status == http.StatusOK {
		c.last, m.Source = p, p.Source
	}
	m.Problems = toViews(s.problems, c.last)
	m.Before, m.Partly = s.pageState(p)
	switch {
	case a.status == http.StatusNotFound:
		m.Nearest, m.Why = s.nearestPage(c.page, c.last), s.hiddenReason(c.last)
		if strings.HasPrefix(c.etag, "200-") {
			// What it shows is worth more than a page that says that there is none.
			m.Page = pageGone
			break
		}
		fallthrough
	default:
		if m.ETag != c.etag {
			m.Page, c.etag = pageChanged, m.ETag
		}
	}
	return m
}

// pageAt is the page whose file in the tree is at path.
func (s *snapshot) pageAt(path string) (site.Page, bool) {
	i, ok := slices.BinarySearchFunc(s.served.Pages, path, func(p site.Page, path string) int { return strings.Compare(p.Path, path) })
	if !ok {
		return site.Page{}, false
	}
	return s.served.Pages[i], true
}

// hiddenReason says why the entry of a page that was there is not shown; nothing where it is, or is
// gone as well.
func (s *snapshot) hiddenReason(last site.Page) source.Message {
	n, _ := content.ParseName(last.Facts)
	r := s.served.Site.Any(content.KindOf(n.Folder), n.ID)
	switch {
	case r == nil || s.served.Site.Live(r.Base()):
		return source.Message{}
	case r.Base().Draft:
		return source.Msg("Its entry is a draft: to see drafts, start the server with -drafts.", "Son entrée est un brouillon (draft) : pour voir les brouillons, lancez le serveur avec -drafts.")
	}
	return source.Msg("Its entry is not shown at this date: see publish and expire in %s.", "Son entrée n’est pas montrée à cette date : voyez publish et expire dans %s.", last.Facts)
}

// nearestPage is the page to go to instead of one that is not there: where its entry is now, else
// one whose address is a slip away, else the nearestPage folder above.
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
	if len(near) <= 500 {
		if n := source.Nearest(address, near); n != "" {
			return n
		}
	}
	for parent != "" {
		if a := s.resolve(parent); a.status == http.StatusOK {
			return parent
		}
		parent = strings.TrimRight(parent, "/")
		parent = parent[:strings.LastIndexByte(parent, '/')+1]
	}
	return base(s)
}
