package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/source"
)

// An edge is where HTTP begins. It answers from the tree in memory and from its own few files;
// no address leads to the disk.
type edge struct {
	studio *studio
	guard  *guard
	addr   net.Addr
	editor editor
	script []byte
	nonce  string // of the board's style
}

func newEdge(s *studio, addr net.Addr, asked string) *edge {
	return &edge{studio: s, guard: newGuard(addr, asked), addr: addr, editor: findEditor(s.flags.editor), script: browserScript(s.flags.lang), nonce: token()}
}

// home is the address of the site's front page.
func (e *edge) home() string {
	host := "127.0.0.1"
	if a, ok := e.addr.(*net.TCPAddr); ok && !a.IP.IsUnspecified() {
		host = a.IP.String()
	}
	return "http://" + net.JoinHostPort(host, e.guard.port) + base(e.studio.shown.Load())
}

// base is the path of the site's base URL, with slashes at both ends.
func base(s *showing) string {
	u, err := url.Parse(string(s.site.Site.Config.BaseURL))
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

func (e *edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	if status := e.guard.refuses(r); status != 0 {
		w.WriteHeader(status)
		return
	}
	switch p := r.URL.Path; {
	case p == "/_serve/preview.js":
		send(w, r, "preview.js", bytes.NewReader(e.script))
	case p == "/_serve/events":
		e.events(w, r)
	case actions[p]:
		e.act(w, r)
	case p == boardPath:
		e.board(w, r)
	case p+"/" == boardPath:
		http.Redirect(w, r, boardPath, http.StatusFound)
	case strings.HasPrefix(p, "/_serve/") || strings.HasPrefix(p, "/_board"):
		w.WriteHeader(http.StatusNotFound)
	default:
		e.page(w, r)
	}
}

// page answers with a file of the tree.
func (e *edge) page(w http.ResponseWriter, r *http.Request) {
	s := e.studio.shown.Load()
	a := s.answer(r.URL.Path)
	if a.to != "" {
		http.Redirect(w, r, a.to, http.StatusFound)
		return
	}
	if path.Ext(a.path) != ".html" && a.path != "" {
		if film := s.media(a.path); film != nil {
			defer film.Close()
			send(w, r, a.path, film)
			return
		}
		body, problems := s.shelf.take(a.path)
		if len(problems) > 0 && body == nil {
			// A picture that changed since the build: what has become of it is about to be read.
			e.studio.hints.anywhere()
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		send(w, r, a.path, bytes.NewReader(body))
		return
	}
	show := func(body []byte, problems []source.Problem) {
		body = s.orStandIn(a, body, problems, e.studio.flags.lang)
		have := a.have(body)
		parts, policy := amend(body, have)
		sendPage(w, r, a.status, have, policy, parts)
	}
	if !s.shelf.lend(a.path, show) {
		show(nil, nil)
	}
}

// media opens what is published as it is, such as a film, so that it is read in the parts that
// are asked for; nil for all else. Which file that is, the tree says, not the address.
func (s *showing) media(p string) io.ReadSeekCloser {
	f := s.site.Download(p)
	if f == nil {
		return nil
	}
	film, err := f.Open()
	if err != nil {
		return nil
	}
	return film
}

// sendPage sends a page in parts, with what identifies it and the policy it is under.
func sendPage(w http.ResponseWriter, r *http.Request, status int, have, policy string, parts [][]byte) {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Serve-Have", have)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(size))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	for _, p := range parts {
		w.Write(p)
	}
}

// have identifies the page that answers, which its browser is to fetch if it has another.
func (s *showing) have(a answer, lang string) string {
	body, problems := s.shelf.take(a.path)
	return a.have(s.orStandIn(a, body, problems, lang))
}

// orStandIn is the page that answers; where it has no bytes, one that says so.
func (s *showing) orStandIn(a answer, body []byte, problems []source.Problem, lang string) []byte {
	if len(body) > 0 {
		return body
	}
	return standIn(a.status == http.StatusNotFound, source.Sort(slices.Concat(problems, s.problems)), lang)
}

// An answer is the file of the tree that an address leads to, or the address it redirects to.
type answer struct {
	path   string // in the tree; "" where the site has no page even for what is not there
	status int
	to     string
}

// answer finds what an address leads to, as a host of static files would.
func (s *showing) answer(urlPath string) answer {
	b := base(s)
	rest, ok := strings.CutPrefix(urlPath, b)
	switch {
	case !ok && (urlPath == "/" || urlPath+"/" == b):
		return answer{to: b}
	case !ok:
		return s.missing("")
	case rest == "" || strings.HasSuffix(rest, "/"):
		if _, ok := s.site.Tree.Get(rest + "index.html"); ok {
			return answer{path: rest + "index.html", status: http.StatusOK}
		}
	default:
		if _, ok := s.site.Tree.Get(rest); ok {
			return answer{path: rest, status: http.StatusOK}
		}
		if _, ok := s.site.Tree.Get(rest + "/index.html"); ok {
			return answer{to: (&url.URL{Path: urlPath + "/"}).String()}
		}
	}
	return s.missing(rest)
}

// missing is the page for what is not there, in the language of the address.
func (s *showing) missing(rest string) answer {
	for _, p := range []string{top(rest) + "/404.html", "404.html"} {
		if _, ok := s.site.Tree.Get(p); ok {
			return answer{path: p, status: http.StatusNotFound}
		}
	}
	return answer{status: http.StatusNotFound}
}

// have identifies what a browser has been given.
func (a answer) have(body []byte) string {
	if a.status == http.StatusNotFound {
		return "404-" + sum(body)
	}
	return "200-" + sum(body)
}

// act does what a page asks for: opening an editor, travelling in time.
func (e *edge) act(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		spot
		Line int
		Col  int
		To   string
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 8<<10))
	if err != nil || json.Unmarshal(b, &wish) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var reply any
	s := e.studio.shown.Load()
	switch r.URL.Path {
	case "/_serve/now":
		reply = e.travel(r, wish.To)
	case "/_serve/source":
		p, line := s.locate(wish.spot)
		reply = e.openAt(s, p, line, 1)
	case "/_serve/open":
		reply = e.openAt(s, wish.Path, wish.Line, wish.Col)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(reply)
}

// A reply says what became of an action.
type reply struct {
	Done  bool
	Where string         // path:line, for where no editor can be opened
	Why   source.Message // why it is not done
}

func (e *edge) travel(r *http.Request, to string) reply {
	j := journey{to: to, reply: make(chan error, 1)}
	select {
	case e.studio.travel <- j:
	case <-r.Context().Done():
		return reply{}
	}
	if err := <-j.reply; err != nil {
		return reply{Why: source.Msg("%q is no date: write 2026-03-01 or 2026-03-01T18:30", "« %s » n’est pas une date : écrivez 2026-03-01 ou 2026-03-01T18:30", to)}
	}
	return reply{Done: true}
}

// openAt opens a file of the site, and only of the site, in the editor.
func (e *edge) openAt(s *showing, p string, line, col int) reply {
	if s.files.Get(p) == nil {
		return reply{Where: p, Why: source.Msg("there is no such file", "ce fichier n’existe pas")}
	}
	where := source.Problem{Path: p, Line: max(line, 0)}.Where()
	why := e.editor.open(e.studio.work.DiskPath(p), max(line, 1), max(col, 1))
	return reply{Done: why == source.Message{}, Where: where, Why: why}
}

func send(w http.ResponseWriter, r *http.Request, name string, body io.ReadSeeker) {
	if t := mediaTypes[strings.ToLower(path.Ext(name))]; t != "" {
		w.Header().Set("Content-Type", t)
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	http.ServeContent(w, r, "", time.Time{}, body)
}

var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
	".atom": "application/atom+xml", ".rss": "application/rss+xml", ".ics": "text/calendar; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif", ".ico": "image/x-icon",
	".webm": "video/webm", ".mp4": "video/mp4", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".pdf": "application/pdf", ".zip": "application/zip", ".woff2": "font/woff2",
}
