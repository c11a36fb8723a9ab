package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path"
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

// A workspace is the site in the folder that the editor opened, with the texts that it has not
// saved yet. It builds the site, one build at a time, always of the newest texts: what changes
// during a build is in the next one.
type workspace struct {
	dir   *live.Dir
	lang  string
	clock func() time.Time
	conn  *conn
	log   io.Writer

	watchable  bool // the editor can be asked to tell what changes on disk
	movesFiles bool // the editor renames files where an edit says so

	mu        sync.Mutex
	cond      sync.Cond
	wanted    int                  // counts the changes
	built     int                  // the changes that are in the last build
	retryDue  bool                 // files that could not be read are to be read again
	retryAt   *time.Timer          // sets retryDue; nil where there is nothing to retry
	closed    bool                 // no more builds
	open      map[string]*document // by path; replaced as a whole, never changed
	changed   map[string]bool      // paths of files that may have changed on disk
	rereadAll bool                 // every file on disk may have changed
	snapshot  snapshot

	// Used by the goroutine of loop only:
	sources   *live.Sources
	builder   *live.Builder
	published map[string]string // the diagnostics sent last, by path, as JSON
}

// A document is a text as it is in the editor. One that is longer than maxText has no lines and
// no file.
type document struct {
	uri     string
	version int
	lines   []string
	file    *source.File
}

// A snapshot is the last build: what it was of, and the site.
type snapshot struct {
	files *source.Files
	site  site.Result
}

func newWorkspace(root, lang string, c *conn, log io.Writer) (*workspace, error) {
	dir, err := live.Open(root)
	if err != nil {
		return nil, err
	}
	sources := live.NewSources(dir)
	w := &workspace{dir: dir, lang: lang, clock: time.Now, conn: c, log: log, wanted: 1, rereadAll: true,
		open: map[string]*document{}, changed: map[string]bool{}, snapshot: snapshot{files: source.NewFiles()},
		sources: sources, builder: live.NewBuilder(sources), published: map[string]string{}}
	w.cond.L = &w.mu
	return w, nil
}

// loop builds after each change, until close.
func (w *workspace) loop() {
	for {
		w.mu.Lock()
		for w.built == w.wanted && !w.retryDue && !w.closed {
			w.cond.Wait()
		}
		if w.closed {
			w.mu.Unlock()
			return
		}
		w.mu.Unlock()
		w.build()
	}
}

func (w *workspace) close() {
	w.mu.Lock()
	w.closed = true
	w.cond.Broadcast()
	w.mu.Unlock()
}

// waitIdle waits until all changes are built and their diagnostics are sent.
func (w *workspace) waitIdle() {
	w.mu.Lock()
	for w.built < w.wanted && !w.closed {
		w.cond.Wait()
	}
	w.mu.Unlock()
}

// change makes a change under the lock and wakes loop.
func (w *workspace) change(do func()) {
	w.mu.Lock()
	do()
	w.wanted++
	w.cond.Broadcast()
	w.mu.Unlock()
}

// maxText is the length in bytes above which a text is not checked: a thousand times that of an
// entry, and an hour's reading.
const maxText = 1 << 20

// openText puts a text in the place of the file at path.
func (w *workspace) openText(path, uri string, version int, text string) {
	if len(text) > maxText {
		w.openTooLong(path, uri)
		return
	}
	doc := &document{uri, version, linesOf(text), source.NewText(path, []byte(text))}
	w.change(func() { w.open[path] = doc })
}

// openTooLong puts a text that is longer than maxText in the place of the file at path.
func (w *workspace) openTooLong(path, uri string) {
	w.change(func() { w.open[path] = &document{uri: uri} })
}

// closeText has the file at path count again.
func (w *workspace) closeText(path string) {
	w.change(func() {
		delete(w.open, path)
		w.changed[path] = true
	})
}

// filesChanged says that files may have changed on disk.
func (w *workspace) filesChanged(paths []string) {
	w.change(func() {
		for _, p := range paths {
			w.changed[p] = true
		}
	})
}

// build builds the site of the texts as they are, and sends the diagnostics.
func (w *workspace) build() {
	w.mu.Lock()
	wanted, rereadAll, changed := w.wanted, w.rereadAll, w.changed
	onlyRetry := w.built == wanted
	w.rereadAll, w.retryDue, w.changed = false, false, map[string]bool{}
	docs := maps.Clone(w.open)
	w.mu.Unlock()

	if read := w.read(changed, rereadAll); read || !onlyRetry {
		v, problems, ok := w.buildSite(docs)
		w.mu.Lock()
		w.snapshot = v
		w.mu.Unlock()
		if ok {
			w.publish(problems, v.files, docs)
		}
	}

	w.mu.Lock()
	defer w.mu.Unlock()
	w.built = wanted
	if w.sources.Pending() && w.retryAt == nil {
		w.retryAt = time.AfterFunc(live.RetryAfter, w.retry)
	}
	w.cond.Broadcast()
}

// retry has loop read again what could not be read.
func (w *workspace) retry() {
	w.mu.Lock()
	w.retryDue, w.retryAt = true, nil
	w.cond.Broadcast()
	w.mu.Unlock()
}

// read reads the changed files, or all, and those that could not be read before. It reports
// whether anything has changed.
func (w *workspace) read(changed map[string]bool, all bool) bool {
	if all {
		return w.sources.ReadAll()
	}
	retried := w.sources.Retry()
	return w.sources.ReadPaths(slices.Collect(maps.Keys(changed))) || retried
}

// overlay returns the files with the texts in the place of those at their paths, and a problem for
// each that is longer than maxText. Such a text is left out: then the file counts, if that is not
// too long as well.
func overlay(files *source.Files, docs map[string]*document) (*source.Files, []source.Problem) {
	var put []*source.File
	var tooLong, removed []string
	for p, doc := range docs {
		if doc.file != nil {
			put = append(put, doc.file)
		} else {
			tooLong = append(tooLong, p)
		}
	}
	for _, f := range files.All() {
		doc, isOpen := docs[f.Path]
		if f.Size <= maxText || path.Ext(f.Path) != ".md" && path.Ext(f.Path) != ".yaml" || isOpen && doc.file != nil {
			continue
		}
		removed = append(removed, f.Path)
		if !isOpen {
			tooLong = append(tooLong, f.Path)
		}
	}
	var problems []source.Problem
	for _, p := range tooLong {
		problems = append(problems, source.Problem{Path: p,
			What: source.Msg("the text is too long to be checked", "le texte est trop long pour être vérifié"),
			Hint: source.Msg("a file holds one entry, of at most %s", "un fichier contient une entrée, de %s au plus",
				source.FormatSize(maxText))})
	}
	return files.With(put, removed), problems
}

// buildSite builds the site of the files on disk with the texts over them. A panic of the build is
// logged: then ok is false, and the memory is dropped.
func (w *workspace) buildSite(docs map[string]*document) (v snapshot, problems []source.Problem, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(w.log, "lsp: the build failed: %v\n%s", r, debug.Stack())
			w.builder.Reset()
		}
	}()
	w.builder.Build(func(m *memo.Memory) []*source.Files {
		v.files, problems = overlay(w.sources.Files(), docs)
		v.site = site.Build(m, v.files, site.Options{Now: w.now(v.files, w.snapshot), Store: w.dir.Store()})
		return []*source.Files{v.files}
	})
	return v, source.Sort(slices.Concat(problems, w.sources.Unread(), v.site.Problems)), true
}

// now is the instant to build the site as of, after a build.
func (w *workspace) now(files *source.Files, last snapshot) time.Time {
	t, _ := site.ParseNow("", "", w.clock(), files)
	return live.Instant(t, last.site.Site)
}

// publish sends the diagnostics of each file for which they are not those sent last.
func (w *workspace) publish(problems []source.Problem, files *source.Files, docs map[string]*document) {
	lists := map[string][]diagnostic{}
	lines := map[string][]string{}
	for _, p := range problems {
		if _, ok := lines[p.Path]; !ok {
			lines[p.Path] = textAt(files, p.Path)
		}
		lists[p.Path] = append(lists[p.Path], w.diagnose(p, lines[p.Path]))
	}
	for p := range w.published {
		if lists[p] == nil {
			lists[p] = []diagnostic{}
		}
	}
	for p, list := range lists {
		text, _ := json.Marshal(list)
		if w.published[p] == string(text) {
			continue
		}
		if w.published[p] = string(text); len(list) == 0 {
			delete(w.published, p)
		}
		params := publishDiagnosticsParams{URI: w.uri(p), Diagnostics: list}
		if doc := docs[p]; doc != nil {
			params.URI, params.Version = doc.uri, doc.version
		}
		w.conn.notify("textDocument/publishDiagnostics", params)
	}
}

// textAt returns the lines of a file, or nil where there is none.
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

// diagnose is a problem as the editor shows it; lines are those of its file.
func (w *workspace) diagnose(p source.Problem, lines []string) diagnostic {
	d := diagnostic{Range: problemRange(lines, p.Line, p.Col), Severity: severityError, Source: "Art’s Factory",
		Message: p.What.In(w.lang)}
	if p.Warning {
		d.Severity = severityWarning
	}
	if hint := p.Hint.In(w.lang); hint != "" {
		d.Message += "\n" + hint
	}
	return d
}

// document returns the path and the text at a URI, nil where none is open, and the last build.
func (w *workspace) document(uri string) (string, *document, snapshot) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.path(uri)
	return p, w.open[p], w.snapshot
}

// path is the path of the site's file at a URI, as in source.File, or "".
func (w *workspace) path(uri string) string {
	rel, err := filepath.Rel(w.dir.Root, fileOf(uri))
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

func (w *workspace) uri(path string) string { return uriOf(w.dir.DiskPath(path)) }

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
