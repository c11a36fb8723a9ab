package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A workspace is where texts lie while they are being written. It builds the site of them, one build
// at a time, always of the newest texts: what changes while a build goes on is in the next one.
type workspace struct {
	dir   *live.Dir
	lang  string
	clock func() time.Time
	conn  *conn
	log   io.Writer

	watchable bool // the editor can be asked to tell what changes on disk

	mu        sync.Mutex
	cond      sync.Cond
	wanted    int                  // counts the changes
	built     int                  // the changes that are in the last build
	closed    bool                 // no more builds
	open      map[string]*document // by path; replaced as a whole, never changed
	changed   map[string]bool      // paths that may have changed on disk
	rereadAll bool                 // everything on disk may have changed
	snapshot  snapshot

	// Of the builder alone:
	disk      *source.Files
	unread    []source.Problem
	memory    *memo.Memory
	published map[string]string // what the editor was told last, by path
}

// A document is a text as it is in the editor.
type document struct {
	uri     string
	version int
	lines   []string
	file    *source.File
}

// A snapshot is what the last build was of, and made.
type snapshot struct {
	files *source.Files
	site  site.Result
}

func newWorkspace(root, lang string, w *conn, log io.Writer) (*workspace, error) {
	work, err := live.Open(root)
	if err != nil {
		return nil, err
	}
	d := &workspace{dir: work, lang: lang, clock: time.Now, conn: w, log: log, open: map[string]*document{}, changed: map[string]bool{}, rereadAll: true,
		disk: source.NewFiles(), snapshot: snapshot{files: source.NewFiles()}, memory: memo.New(), published: map[string]string{}}
	d.cond.L = &d.mu
	d.wanted = 1
	return d, nil
}

// loop builds whenever something has changed, until close.
func (d *workspace) loop() {
	for {
		d.mu.Lock()
		for d.built == d.wanted && !d.closed {
			d.cond.Wait()
		}
		if d.closed {
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
		d.build()
	}
}

func (d *workspace) close() {
	d.mu.Lock()
	d.closed = true
	d.cond.Broadcast()
	d.mu.Unlock()
}

// waitIdle waits until what is known is told.
func (d *workspace) waitIdle() {
	d.mu.Lock()
	for d.built < d.wanted && !d.closed {
		d.cond.Wait()
	}
	d.mu.Unlock()
}

// change says that something has changed; do is done where nobody looks on.
func (d *workspace) change(do func()) {
	d.mu.Lock()
	do()
	d.wanted++
	d.cond.Broadcast()
	d.mu.Unlock()
}

// openText lays a text over the file at path.
func (d *workspace) openText(path, uri string, version int, text string) {
	doc := &document{uri, version, linesOf(text), source.NewText(path, []byte(text))}
	d.change(func() { d.open[path] = doc })
}

// closeText takes the text away, so that the file counts.
func (d *workspace) closeText(path string) {
	d.change(func() {
		delete(d.open, path)
		d.changed[path] = true
	})
}

// filesChanged says where files may have changed.
func (d *workspace) filesChanged(paths []string) {
	d.change(func() {
		for _, p := range paths {
			d.changed[p] = true
		}
	})
}

// build makes the site of the texts as they are, and tells the editor what is wrong with them.
func (d *workspace) build() {
	d.mu.Lock()
	wanted, anew, moved := d.wanted, d.rereadAll, d.changed
	d.rereadAll, d.changed = false, map[string]bool{}
	var over []*source.File
	docs := make(map[string]*document, len(d.open))
	for p, doc := range d.open {
		docs[p] = doc
		over = append(over, doc.file)
	}
	d.mu.Unlock()

	d.read(moved, anew)
	v := snapshot{files: d.disk.With(over, nil)}
	problems, ok := d.buildSite(&v)
	d.mu.Lock()
	d.snapshot = v
	d.mu.Unlock()
	if ok {
		d.publish(problems, v.files, docs)
	}

	d.mu.Lock()
	d.built = wanted
	d.cond.Broadcast()
	d.mu.Unlock()
}

// read takes what may have changed on disk anew. A path that no file can be read from may be
// that of a folder, or of one that is gone: then everything is looked at.
func (d *workspace) read(moved map[string]bool, anew bool) {
	var changed []*source.File
	for p := range moved {
		if f := d.dir.ReadFile(p); f != nil {
			changed = append(changed, f)
		} else {
			anew = true
		}
	}
	if anew || len(d.unread) > 0 {
		d.disk, d.unread = d.dir.Read()
		return
	}
	d.disk = d.disk.With(changed, nil)
}

// buildSite builds the site. A fault of the build is logged, and what it remembers is not trusted.
func (d *workspace) buildSite(v *snapshot) (problems []source.Problem, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(d.log, "lsp: the build failed: %v\n%s", r, debug.Stack())
			d.memory = memo.New()
		}
	}()
	v.site = site.Build(d.memory, v.files, site.Options{Now: d.now(v.files), Store: d.dir.Store()})
	return source.Sort(append(slices.Clone(d.unread), v.site.Problems...)), true
}

// now is the clock's instant. It stays, and with it all that is remembered, until the site says
// that time changes it, or the day is over.
func (d *workspace) now(files *source.Files) time.Time {
	t, _ := site.ParseNow("", "", d.clock(), files)
	s := d.snapshot.site.Site
	if s == nil || t.Before(s.Now) || t.Format(time.DateOnly) != s.Now.Format(time.DateOnly) || t.Location().String() != s.Now.Location().String() {
		return t
	}
	if !s.Change.IsZero() && !t.Before(s.Change) {
		return t
	}
	return s.Now
}

// publish publishes what is wrong with each file, where that is not what was told before.
func (d *workspace) publish(problems []source.Problem, files *source.Files, docs map[string]*document) {
	lists := map[string][]diagnostic{}
	lines := map[string][]string{}
	for _, p := range problems {
		if _, ok := lines[p.Path]; !ok {
			lines[p.Path] = textAt(files, p.Path)
		}
		lists[p.Path] = append(lists[p.Path], d.diagnose(p, lines[p.Path]))
	}
	for p := range d.published {
		if lists[p] == nil {
			lists[p] = []diagnostic{}
		}
	}
	for p, list := range lists {
		text, _ := json.Marshal(list)
		if d.published[p] == string(text) {
			continue
		}
		if d.published[p] = string(text); len(list) == 0 {
			delete(d.published, p)
		}
		params := publishDiagnosticsParams{URI: d.uri(p), Diagnostics: list}
		if doc := docs[p]; doc != nil {
			params.URI, params.Version = doc.uri, doc.version
		}
		d.conn.notify("textDocument/publishDiagnostics", params)
	}
}

func textAt(files *source.Files, path string) []string {
	f := files.Get(path)
	if f == nil {
		return nil
	}
	data, err := f.Bytes()
	if err != nil {
		return nil
	}
	return linesOf(strings.ToValidUTF8(string(data), "\uFFFD"))
}

func (d *workspace) diagnose(p source.Problem, lines []string) diagnostic {
	x := diagnostic{Range: problemRange(lines, p.Line, p.Col), Severity: severityError, Source: "Art’s Factory", Message: p.What.In(d.lang)}
	if p.Warning {
		x.Severity = severityWarning
	}
	if hint := p.Hint.In(d.lang); hint != "" {
		x.Message += "\n" + hint
	}
	return x
}

// document is the text at a URI, or nil where none is open; and what the last build knew.
func (d *workspace) document(uri string) (string, *document, snapshot) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.path(uri)
	return p, d.open[p], d.snapshot
}

// path is the path of a file of the site, as in source.File, or "".
func (d *workspace) path(uri string) string {
	rel, err := filepath.Rel(d.dir.Root, fileOf(uri))
	if err != nil {
		return ""
	}
	rel = filepath.ToSlash(rel)
	top, _, _ := strings.Cut(rel, "/")
	if !slices.Contains(source.Folders, top) || slices.ContainsFunc(strings.Split(rel, "/"), source.Ignored) {
		return ""
	}
	return rel
}

func (d *workspace) uri(path string) string { return uriOf(d.dir.DiskPath(path)) }

// fileOf is the path on disk that a URI names (RFC 8089), or "".
func fileOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	p := u.Path
	if runtime.GOOS == "windows" {
		p = strings.TrimPrefix(p, "/")
	}
	return filepath.FromSlash(p)
}

func uriOf(file string) string {
	p := filepath.ToSlash(file)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}
