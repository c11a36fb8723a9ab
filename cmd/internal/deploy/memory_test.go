package deploy

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"sync"
)

// A host is a target in memory, as visitors see it.
type host struct {
	mu       sync.Mutex
	files    map[string]string
	requests int
	log      []string
	forgot   bool           // somebody set out to forget what pages were: a rollback may be refused
	read     map[string]int // the newest version when a style was last named by a page
	broken   error          // the first moment at which a visitor would have seen something that is not whole
}

func newHost() *host { return &host{files: map[string]string{}, read: map[string]int{}} }

// check reports what a visitor saw that was not whole, else what checkExact reports.
func (h *host) check(goal Files) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.broken
	if err == nil {
		err = checkExact(h.files, goal)
	}
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, strings.Join(h.log, "\n"))
	}
	return err
}

// A link is one publisher's connection to a host.
type link struct {
	*host
	// fail is asked before each request, which it may keep from being done, and after it, when it may hide that it
	// was done.
	fail func(n int, what string, done bool) error
}

// request does something at the host.
func (l link) request(what string, do func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests++
	n := l.requests
	if l.fail != nil {
		if err := l.fail(n, what, false); err != nil {
			return err
		}
	}
	err := do()
	l.log = append(l.log, fmt.Sprint(what, " ", err))
	if l.broken == nil {
		l.broken = l.checkReaders()
	}
	if err != nil {
		return err
	}
	if l.fail != nil {
		return l.fail(n, what, true)
	}
	return nil
}

func (l link) Read(_ context.Context, path string) (data []byte, revision string, err error) {
	err = l.request("read "+path, func() error {
		text, ok := l.files[path]
		if !ok {
			return fs.ErrNotExist
		}
		data, revision = []byte(text), revisionOf([]byte(text))
		return nil
	})
	return data, revision, err
}

func (l link) Swap(_ context.Context, path string, data []byte, revision string) (string, error) {
	err := l.request("swap "+path, func() error {
		now := ""
		if text, ok := l.files[path]; ok {
			now = revisionOf([]byte(text))
		}
		if now != revision {
			return ErrChanged
		}
		l.files[path] = string(data)
		return nil
	})
	return revisionOf(data), err
}

func (l link) Put(_ context.Context, path string, c Content) error {
	return l.request("put "+path, func() error {
		r, err := c.Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		l.files[path] = string(data)
		return nil
	})
}

func (l link) Copy(_ context.Context, from, to string) error {
	return l.request("copy "+from+" "+to, func() error {
		text, ok := l.files[from]
		if !ok {
			return fs.ErrNotExist
		}
		l.files[to] = text
		return nil
	})
}

func (l link) Exists(_ context.Context, path string) (there bool, err error) {
	err = l.request("exists "+path, func() error { _, there = l.files[path]; return nil })
	return there, err
}

func (l link) Delete(_ context.Context, paths []string) error {
	return l.request("delete "+strings.Join(paths, " "), func() error {
		for _, p := range paths {
			delete(l.files, p)
		}
		return nil
	})
}

// publishSite publishes a site that is in memory.
func publishSite(ctx context.Context, t Target, site map[string]string, o Options) (Report, error) {
	p := newPublisher(t, o)
	p.put = func(ctx context.Context, path string) error {
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(site[path])), nil }
		return p.whenHeld(ctx, func() error { return t.Put(ctx, path, Content{int64(len(site[path])), open}) })
	}
	return p.run(ctx, func(*manifest) (Files, error) { return digests(site), nil })
}

func digests(site map[string]string) Files {
	files := Files{}
	for path, text := range site {
		files[path] = revisionOf([]byte(text))
	}
	return files
}

// site is an invented site: each page has a number, and names a style that has it too, which all pages of that number
// share. A style never changes, and a page is whole if it ends as it begins.
func site(pages map[string]int) map[string]string {
	files := map[string]string{"sitemap.xml": fmt.Sprint(pages)}
	for name, n := range pages {
		files["assets/style-"+fmt.Sprint(n)+".css"] = fmt.Sprintf("style %d", n)
		files[name+".html"] = fmt.Sprintf("page assets/style-%d.css page", n)
	}
	return files
}

// visible is what visitors see.
func visible(files map[string]string) map[string]string {
	files = maps.Clone(files)
	maps.DeleteFunc(files, func(path, _ string) bool { return strings.HasPrefix(path, stateFolder) })
	return files
}

// checkReaders reports a page that is not whole, or whose style is missing, and a style that somebody misses who has
// read a page since the version before.
func (h *host) checkReaders() error {
	newest := 0
	if m, err := decodeManifest([]byte(h.files[manifestPath])); err == nil {
		newest = m.current().Number
	}
	for path, text := range visible(h.files) {
		f := strings.Fields(text)
		switch {
		case filepath.Ext(path) != ".html":
		case len(f) != 3 || f[0] != "page" || f[2] != "page":
			return fmt.Errorf("%s is half: %q", path, text)
		case h.files[f[1]] == "":
			return fmt.Errorf("%s has no %s", path, f[1])
		default:
			h.read[f[1]] = newest
		}
	}
	for style, version := range h.read {
		if newest-version <= 1 && h.files[style] == "" && !h.forgot {
			return fmt.Errorf("%s is gone, which a page named at version %d of %d", style, version, newest)
		}
	}
	return nil
}

// checkExact reports what is not as the newest version has it, and what its manifest promises of older ones.
func checkExact(files map[string]string, goal Files) error {
	m, err := decodeManifest([]byte(files[manifestPath]))
	switch {
	case err != nil:
		return err
	case m.Claim != "" || len(m.Doubt) > 0:
		return fmt.Errorf("claim %q, in doubt %q", m.Claim, m.Doubt)
	case !maps.Equal(m.Versions[0].files, goal):
		return fmt.Errorf("the newest version is %v, want %v", m.Versions[0].files, goal)
	case len(m.Versions) > keptVersions:
		return fmt.Errorf("%d versions", len(m.Versions))
	}
	have, stays := digests(files), map[string]bool{}
	for path, sum := range m.Files {
		if have[path] != sum {
			return fmt.Errorf("%s is not what the manifest says", path)
		}
	}
	for i, v := range m.Versions {
		for _, path := range v.Also {
			stays[path] = true
		}
		for path, sum := range v.files {
			stays[path] = stays[path] || i == 0 || isFingerprinted(path)
			if have[path] != sum && (i == 0 || isFingerprinted(path) || have[kept(sum)] != sum) {
				return fmt.Errorf("%s of version %d is gone", path, v.Number)
			}
		}
	}
	for path := range visible(files) {
		if !stays[path] {
			return fmt.Errorf("%s is still there", path)
		}
	}
	return nil
}
