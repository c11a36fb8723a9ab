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

// An handler is where HTTP begins. It answers from the tree in memory and from its own few files;
// no address leads to the disk.
type handler struct {
	rebuilder *rebuilder
	guard     *guard
	addr      net.Addr
	editor    editor
	script    []byte
	nonce     string // of the board's style
}

func newHandler(s *rebuilder, addr net.Addr, asked string) *handler {
	return &handler{rebuilder: s, guard: newGuard(addr, asked), addr: addr, editor: findEditor(s.flags.editor), script: browserScript(s.flags.lang), nonce: token()}
}

// home is the address of the site's front page.
func (e *handler) home() string {
	host := "127.0.0.1"
	if a, ok := e.addr.(*net.TCPAddr); ok && !a.IP.IsUnspecified() {
		host = a.IP.String()
	}
	return "http://" + net.JoinHostPort(host, e.guard.port) + base(e.rebuilder.current.Load())
}

// base is the path of the site's base URL, with slashes at both ends.
func base(s *snapshot) string {
	u, err := url.Parse(string(s.served.Site.Config.BaseURL))
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

func (e *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	if status := e.guard.reject(r); status != 0 {
		w.WriteHeader(status)
		return
	}
	switch p := r.URL.Path; {
	case p == "/_serve/preview.js":
		send(w, r, "preview.js", bytes.NewReader(e.script))
	case p == "/_serve/events":
		e.events(w, r)
	case actions[p]:
		e.action(w, r)
	case p == boardPath:
		e.board(w, r)
	case p+"/" == boardPath:
		http.Redirect(w, r, boardPath, http.StatusFound)
	case strings.HasPrefix(p, "/_serve/") || strings.HasPrefix(p, "/_board"):
		w.WriteHeader(http.StatusNotFound)
	default:
		e.servePage(w, r)
	}
}

// servePage answers with a file of the tree.
func (e *handler) servePage(w http.ResponseWriter, r *http.Request) {
	s := e.rebuilder.current.Load()
	a := s.resolve(r.URL.Path)
	if a.redirect != "" {
		http.Redirect(w, r, a.redirect, http.StatusFound)
		return
	}
	if path.Ext(a.path) != ".html" && a.path != "" {
		if film := s.openMedia(a.path); film != nil {
			defer film.Close()
			send(w, r, a.path, film)
			return
		}
		body, problems := s.cache.render(a.path)
		if len(problems) > 0 && body == nil {
			// A picture that changed since the build: what has become of it is about to be read.
			e.rebuilder.dirty.addAll()
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		send(w, r, a.path, bytes.NewReader(body))
		return
	}
	show := func(body []byte, problems []source.Problem) {
		body = s.orErrorPage(a, body, problems, e.rebuilder.flags.lang)
		have := a.etag(body)
		parts, policy := injectScript(body, have)
		sendPage(w, r, a.status, have, policy, parts)
	}
	if !s.cache.withBytes(a.path, show) {
		show(nil, nil)
	}
}

// openMedia opens what is published as it is, such as a film, so that it is read in the parts that
// are asked for; nil for all else. Which file that is, the tree says, not the address.
func (s *snapshot) openMedia(p string) io.ReadSeekCloser {
	f := s.served.Download(p)
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

// etag identifies the page that answers, which its browser is to fetch if it has another.
func (s *snapshot) etag(a resolved, lang string) string {
	body, problems := s.cache.render(a.path)
	return a.etag(s.orErrorPage(a, body, problems, lang))
}

// orErrorPage is the page that answers; where it has no bytes, one that says so.
func (s *snapshot) orErrorPage(a resolved, body []byte, problems []source.Problem, lang string) []byte {
	if len(body) > 0 {
		return body
	}
	return errorPage(a.status == http.StatusNotFound, source.Sort(slices.Concat(problems, s.problems)), lang)
}

// An resolved is the file of the tree that an address leads to, or the address it redirects to.
type resolved struct {
	path     string // in the tree; "" where the site has no page even for what is not there
	status   int
	redirect string
}

// resolve finds what an address leads to, as a host of static files would.
func (s *snapshot) resolve(urlPath string) resolved {
	b := base(s)
	rest, ok := strings.CutPrefix(urlPath, b)
	switch {
	case !ok && (urlPath == "/" || urlPath+"/" == b):
		return resolved{redirect: b}
	case !ok:
		return s.notFound("")
	case rest == "" || strings.HasSuffix(rest, "/"):
		if _, ok := s.served.Tree.Get(rest + "index.html"); ok {
			return resolved{path: rest + "index.html", status: http.StatusOK}
		}
	default:
		if _, ok := s.served.Tree.Get(rest); ok {
			return resolved{path: rest, status: http.StatusOK}
		}
		if _, ok := s.served.Tree.Get(rest + "/index.html"); ok {
			return resolved{redirect: (&url.URL{Path: urlPath + "/"}).String()}
		}
	}
	return s.notFound(rest)
}

// notFound is the page for what is not there, in the language of the address.
func (s *snapshot) notFound(rest string) resolved {
	for _, p := range []string{firstElem(rest) + "/404.html", "404.html"} {
		if _, ok := s.served.Tree.Get(p); ok {
			return resolved{path: p, status: http.StatusNotFound}
		}
	}
	return resolved{status: http.StatusNotFound}
}

// etag identifies what a browser has been given.
func (a resolved) etag(body []byte) string {
	if a.status == http.StatusNotFound {
		return "404-" + shortDigest(body)
	}
	return "200-" + shortDigest(body)
}

// action does what a page asks for: opening an editor, travelling in time.
func (e *handler) action(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		target
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
	s := e.rebuilder.current.Load()
	switch r.URL.Path {
	case "/_serve/now":
		reply = e.travel(r, wish.To)
	case "/_serve/source":
		p, line := s.locate(wish.target)
		reply = e.openAt(s, p, line, 1)
	case "/_serve/open":
		reply = e.openAt(s, wish.Path, wish.Line, wish.Col)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(reply)
}

// A actionReply says what became of an action.
type actionReply struct {
	Done  bool
	Where string         // path:line, for where no editor can be opened
	Why   source.Message // why it is not done
}

func (e *handler) travel(r *http.Request, to string) actionReply {
	j := timeTravel{time: to, err: make(chan error, 1)}
	select {
	case e.rebuilder.timeTravels <- j:
	case <-r.Context().Done():
		return actionReply{}
	}
	if err := <-j.err; err != nil {
		return actionReply{Why: source.Msg("%q is no date: write 2026-03-01 or 2026-03-01T18:30", "« %s » n’est pas une date : écrivez 2026-03-01 ou 2026-03-01T18:30", to)}
	}
	return actionReply{Done: true}
}

// openAt opens a file of the site, and only of the site, in the editor.
func (e *handler) openAt(s *snapshot, p string, line, col int) actionReply {
	if s.files.Get(p) == nil {
		return actionReply{Where: p, Why: source.Msg("there is no such file", "ce fichier n’existe pas")}
	}
	where := source.Problem{Path: p, Line: max(line, 0)}.Where()
	why := e.editor.open(e.rebuilder.dir.DiskPath(p), max(line, 1), max(col, 1))
	return actionReply{Done: why == source.Message{}, Where: where, Why: why}
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
