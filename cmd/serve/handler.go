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

// A handler answers HTTP requests from the tree in memory and from the preview's own files. No
// address leads to a file on disk.
type handler struct {
	rebuilder *rebuilder
	guard     *guard
	addr      net.Addr
	editor    editor
	script    []byte
	nonce     string // of the board's style sheet, and part of its ETag
}

func newHandler(r *rebuilder, addr net.Addr, asked string) *handler {
	return &handler{rebuilder: r, guard: newGuard(addr, asked), addr: addr, editor: findEditor(r.flags.editor),
		script: browserScript(r.flags.lang), nonce: newToken()}
}

// home is the address of the site's front page.
func (h *handler) home() string {
	host := "127.0.0.1"
	if a, ok := h.addr.(*net.TCPAddr); ok && !a.IP.IsUnspecified() {
		host = a.IP.String()
	}
	return "http://" + net.JoinHostPort(host, h.guard.port) + basePath(h.rebuilder.current.Load())
}

// basePath is the path of the site's base URL, with slashes at both ends.
func basePath(s *snapshot) string {
	u, err := url.Parse(string(s.served.Site.Config.BaseURL))
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

// noPageCSP is the policy of all that is no page: opened by itself, such as a drawing with a
// script in it, it runs nothing, loads nothing but style sheets, and has no origin by which to ask this server.
const noPageCSP = "sandbox; default-src 'none'; style-src 'self'"

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", noPageCSP)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "SAMEORIGIN")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Referrer-Policy", "same-origin")
	if status := h.guard.reject(r); status != 0 {
		w.WriteHeader(status)
		return
	}
	switch p := r.URL.Path; {
	case p == "/_serve/preview.js":
		send(w, r, "preview.js", bytes.NewReader(h.script))
	case p == "/_serve/events":
		h.events(w, r)
	case actions[p]:
		h.action(w, r)
	case p == boardPath:
		h.board(w, r)
	case p+"/" == boardPath:
		http.Redirect(w, r, boardPath, http.StatusFound)
	case strings.HasPrefix(p, "/_serve/") || strings.HasPrefix(p, "/_board"):
		w.WriteHeader(http.StatusNotFound)
	default:
		h.file(w, r)
	}
}

// file answers with a file of the tree.
func (h *handler) file(w http.ResponseWriter, r *http.Request) {
	s := h.rebuilder.current.Load()
	f := s.resolve(r.URL.Path)
	switch {
	case f.redirect != "":
		http.Redirect(w, r, f.redirect, http.StatusFound)
		return
	case path.Ext(f.path) != ".html" && f.path != "":
		h.download(w, r, s, f.path)
		return
	}
	token := h.guard.tokenFor(r)
	show := func(body []byte, problems []source.Problem) {
		body = s.orErrorPage(f, body, problems, h.rebuilder.flags.lang)
		etag := f.etag(body)
		parts, policy := injectScript(body, etag, token)
		sendPage(w, r, f.status, etag, policy, parts)
	}
	if !s.cache.withBytes(f.path, show) {
		show(nil, nil)
	}
}

// download answers with a file of the tree that is no page.
func (h *handler) download(w http.ResponseWriter, r *http.Request, s *snapshot, p string) {
	if media := s.openMedia(p); media != nil {
		defer media.Close()
		send(w, r, p, media)
		return
	}
	body, problems := s.cache.render(p)
	if len(problems) > 0 && body == nil {
		// A picture has changed since the build, and no event has announced it yet.
		h.rebuilder.dirty.addAll()
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	send(w, r, p, bytes.NewReader(body))
}

// openMedia opens a source that is published as it is, such as a film, so that only the parts that
// are asked for are read; nil where the file at p in the tree is none.
func (s *snapshot) openMedia(p string) io.ReadSeekCloser {
	f := s.served.Download(p)
	if f == nil {
		return nil
	}
	media, err := f.Open()
	if err != nil {
		return nil
	}
	return media
}

// sendPage sends the parts of a page, one after the other.
func sendPage(w http.ResponseWriter, r *http.Request, status int, etag, policy string, parts [][]byte) {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set(etagHeader, etag)
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

// etagHeader tells the script of the preview which version of a page it fetched. It is not ETag,
// of which browsers would make conditional requests.
const etagHeader = "Serve-ETag"

// etag identifies the version of a page as it is now: a browser that shows another fetches it.
func (s *snapshot) etag(f resolved, lang string) string {
	body, problems := s.cache.render(f.path)
	return f.etag(s.orErrorPage(f, body, problems, lang))
}

// orErrorPage is the page, or where it has no bytes, one that says so.
func (s *snapshot) orErrorPage(f resolved, body []byte, problems []source.Problem, lang string) []byte {
	if len(body) > 0 {
		return body
	}
	return errorPage(f.status == http.StatusNotFound, source.Sort(slices.Concat(problems, s.problems)), lang)
}

// A resolved address is the file of the tree that it leads to, or where it redirects to.
type resolved struct {
	path     string // in the tree; "" where there is not even a page for what is not found
	status   int
	redirect string
}

// resolve resolves the path of an address as hosts of static files do.
func (s *snapshot) resolve(urlPath string) resolved {
	base := basePath(s)
	rest, ok := strings.CutPrefix(urlPath, base)
	switch {
	case !ok && (urlPath == "/" || urlPath+"/" == base):
		return resolved{redirect: base}
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

// notFound is the page for what is not found, in the language of the address.
func (s *snapshot) notFound(rest string) resolved {
	for _, p := range []string{firstElem(rest) + "/404.html", "404.html"} {
		if _, ok := s.served.Tree.Get(p); ok {
			return resolved{path: p, status: http.StatusNotFound}
		}
	}
	return resolved{status: http.StatusNotFound}
}

// etag identifies a version of the page: "200-" or "404-", and a digest.
func (f resolved) etag(body []byte) string {
	if f.status == http.StatusNotFound {
		return "404-" + shortDigest(body)
	}
	return "200-" + shortDigest(body)
}

// maxActionBytes is the size above which the request of an action is refused.
const maxActionBytes = 8 << 10

// action does what a page asks for: it opens an editor, or travels in time.
func (h *handler) action(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		target
		Line int
		Col  int
		To   string
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActionBytes))
	if err != nil || json.Unmarshal(b, &asked) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var reply actionReply
	s := h.rebuilder.current.Load()
	switch r.URL.Path {
	case "/_serve/now":
		reply = h.travel(r, asked.To)
	case "/_serve/source":
		p, line := s.locate(asked.target)
		reply = h.openAt(s, p, line, 1)
	case "/_serve/open":
		reply = h.openAt(s, asked.Path, asked.Line, asked.Col)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(reply)
}

// An actionReply says whether an action was done.
type actionReply struct {
	Done  bool
	Where string         // path:line of the source, for where no editor can be opened
	Why   source.Message // why it was not done
}

// travel shows the site as of another instant.
func (h *handler) travel(r *http.Request, to string) actionReply {
	t := timeTravel{time: to, err: make(chan error, 1)}
	select {
	case h.rebuilder.timeTravels <- t:
	case <-r.Context().Done():
		return actionReply{}
	}
	if err := <-t.err; err != nil {
		return actionReply{Why: source.Msg("%q is no date: write 2026-03-01 or 2026-03-01T18:30",
			"« %s » n’est pas une date : écrivez 2026-03-01 ou 2026-03-01T18:30", to)}
	}
	return actionReply{Done: true}
}

// openAt opens a source of the site, and no other file, in the editor.
func (h *handler) openAt(s *snapshot, p string, line, col int) actionReply {
	if s.files.Get(p) == nil {
		return actionReply{Where: p, Why: source.Msg("there is no such file", "ce fichier n’existe pas")}
	}
	where := source.Problem{Path: p, Line: max(line, 0)}.Where()
	why := h.editor.open(h.rebuilder.dir.DiskPath(p), max(line, 1), max(col, 1))
	return actionReply{Done: why == source.Message{}, Where: where, Why: why}
}

// send sends a file, or the range of it that is asked for.
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
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json", ".atom": "application/atom+xml", ".rss": "application/rss+xml",
	".ics": "text/calendar; charset=utf-8", ".vtt": "text/vtt; charset=utf-8", ".svg": "image/svg+xml",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
	".gif": "image/gif", ".ico": "image/x-icon", ".webm": "video/webm", ".mp4": "video/mp4", ".mp3": "audio/mpeg",
	".ogg": "audio/ogg", ".pdf": "application/pdf", ".zip": "application/zip", ".woff2": "font/woff2",
}
