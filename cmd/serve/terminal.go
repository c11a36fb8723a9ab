package main

import (
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"artsfactory/cmd/internal/source"
)

// A terminal tells whoever started the server what becomes of the site.
type terminal struct {
	out, err io.Writer
	lang     string
	mu       sync.Mutex
}

// message prints a line in the language of the terminal.
func (t *terminal) message(en, fr string, args ...any) {
	t.print(t.out, source.Msg(en, fr, args...).In(t.lang))
}

func (t *terminal) print(w io.Writer, s string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintln(w, s)
}

// serving prints the first lines: the address of the site, what is watched, what is wrong.
func (t *terminal) serving(r *rebuilder, h *handler, addr net.Addr) {
	n := r.current.Load()
	asked := portSuffix(r.flags.addr)
	if asked != ":0" && !strings.HasSuffix(addr.String(), asked) {
		t.message("port %s is in use; taking the next free one",
			"le port %s est occupé ; on prend le suivant qui est libre", strings.TrimPrefix(asked, ":"))
	}
	t.print(t.out, h.home())
	if ip, ok := addr.(*net.TCPAddr); ok && !ip.IP.IsLoopback() {
		for _, a := range networkAddresses() {
			t.print(t.out, "http://"+net.JoinHostPort(a, strconv.Itoa(ip.Port))+basePath(n))
		}
		t.message("everybody on the network can see the site; only this machine can act on it",
			"tout le réseau peut voir le site ; seule cette machine peut agir")
	}
	how := source.Message{En: "watching", Fr: "on surveille"}
	if r.watcher.polling.Load() {
		how = source.Message{En: "looking again and again at", Fr: "on regarde régulièrement"}
	}
	t.message("%d pages in %s; %s %s in %s", "%d pages en %s ; %s %s dans %s", len(n.latest.Pages),
		source.FormatDuration(n.took), how, strings.Join(source.Folders, "/, ")+"/", r.dir.Root)
	if n.fixedTime {
		t.message("as of %s", "à la date du %s", n.now.Format("2006-01-02 15:04"))
	}
	if errs := t.problems(n); errs > 0 {
		t.message("%s", "%s", n.verdict(errs))
	}
	t.message("stop with Ctrl-C", "arrêtez avec Ctrl-C")
}

// networkAddresses are the IPv4 addresses by which other machines reach this one.
func networkAddresses() []string {
	var out []string
	all, _ := net.InterfaceAddrs()
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			out = append(out, n.IP.String())
		}
	}
	return out
}

// portSuffix is the port of an address as -addr takes it, with the colon before it.
func portSuffix(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		return addr[i:]
	}
	return ":" + addr
}

// rebuilt prints what a build changed, all that is wrong, and last what becomes of the pages.
// Problem matchers of editors begin at the first of these lines and end at the last.
func (t *terminal) rebuilt(old, n *snapshot) {
	t.print(t.out, time.Now().Format("15:04:05")+"  "+t.changes(old, n))
	errs := t.problems(n)
	verdict := source.Msg("no problems", "aucun problème")
	switch {
	case errs > 0:
		verdict = n.verdict(errs)
	case blocking(old.problems):
		verdict = source.Msg("no problems any more: all pages follow again",
			"plus aucun problème : toutes les pages suivent de nouveau")
	}
	t.message("%s; %s", "%s ; %s", verdict, source.FormatDuration(n.took))
}

// maxChanges is how many changed files are named.
const maxChanges = 3

// changes names the files in which two snapshots differ, also those that can or can no longer be
// read, else the instant.
func (t *terminal) changes(old, n *snapshot) string {
	if old.files == n.files && slices.Equal(old.unread, n.unread) {
		return source.Msg("as of %s", "à la date du %s", n.now.Format("2006-01-02 15:04")).In(t.lang)
	}
	paths := changedPaths(old.files, n.files)
	for _, p := range slices.Concat(old.unread, n.unread) {
		if slices.Contains(old.unread, p) != slices.Contains(n.unread, p) && !slices.Contains(paths, p.Path) {
			paths = append(paths, p.Path)
		}
	}
	if len(paths) > maxChanges {
		return source.Msg("%d files", "%d fichiers", len(paths)).In(t.lang)
	}
	for i, p := range paths {
		paths[i] = source.Printable(p)
	}
	return strings.Join(paths, ", ")
}

// changedPaths are the paths at which two sets of files differ.
func changedPaths(a, b *source.Files) []string {
	var out []string
	x, y := a.All(), b.All()
	for len(x) > 0 || len(y) > 0 {
		switch {
		case len(y) == 0 || len(x) > 0 && x[0].Path < y[0].Path:
			out, x = append(out, x[0].Path), x[1:]
		case len(x) == 0 || y[0].Path < x[0].Path:
			out, y = append(out, y[0].Path), y[1:]
		default:
			if x[0] != y[0] {
				out = append(out, x[0].Path)
			}
			x, y = x[1:], y[1:]
		}
	}
	return out
}

// problems prints all that is wrong, and returns how many problems keep the site from being
// published.
func (t *terminal) problems(n *snapshot) (errs int) {
	for _, p := range n.problems {
		if !p.Warning {
			errs += max(p.More, 1)
		}
		t.print(t.err, p.In(t.lang))
	}
	return errs
}

// verdict says what becomes of the pages while there are problems.
func (n *snapshot) verdict(errs int) source.Message {
	count := source.Msg("%d problems", "%d problèmes", errs)
	if errs == 1 {
		count = source.Msg("1 problem", "1 problème")
	}
	for _, lastGood := range n.staleUnits {
		if lastGood {
			return source.Msg("%s; the pages concerned stay as they were",
				"%s ; les pages concernées restent comme avant", count)
		}
	}
	return source.Msg("%s; the pages are shown as far as they go", "%s ; les pages sont montrées telles quelles",
		count)
}
