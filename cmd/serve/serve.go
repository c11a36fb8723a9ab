package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
	"time"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

const help = `usage: go run ./cmd/serve [flags]

Serve shows the site while it is being written. Save a file and the open pages
follow, in the place they are. A mistake is told in the page, with its line.
Alt-click a paragraph, a picture or a fact to open the line it comes from.

  -root DIR      the site's folder (default ".")
  -addr ADDRESS  where to listen (default 127.0.0.1:8080; the next free port is
                 taken); 0.0.0.0:8080 shows the site to the whole network
  -now TIME      show the site of this instant, such as 2026-03-01 or
                 2026-03-01T18:30 (default: the clock)
  -drafts        show entries marked as drafts
  -editor CMD    what opens a file, such as 'code -g {file}:{line}:{col}' or
                 'idea' (default: the editor around the terminal, VISUAL, EDITOR)
  -lang LANG     speak this language: en or fr (default: that of the environment,
                 else en)
  -open          open the site in the browser
  -poll          look for changes again and again, where the system tells none
                 (network drives, some containers)

Exit status: 0 stopped with Ctrl-C, 1 the site cannot be served, 2 usage error.

  go run ./cmd/serve -lang fr -open
`

type flags struct {
	root, addr, now, lang, editor string
	drafts, open, poll            bool
}

// parseFlags returns flag.ErrHelp where help is asked for, and else what is wrong with the
// arguments.
func parseFlags(args []string) (f *flags, usageError source.Message, err error) {
	f = &flags{}
	fs := flag.NewFlagSet("serve", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.root, "root", ".", "")
	fs.StringVar(&f.addr, "addr", "127.0.0.1:8080", "")
	fs.StringVar(&f.now, "now", "", "")
	fs.StringVar(&f.lang, "lang", cmp.Or(source.EnvLanguage(os.Getenv), "en"), "")
	fs.StringVar(&f.editor, "editor", "", "")
	fs.BoolVar(&f.drafts, "drafts", false, "")
	fs.BoolVar(&f.open, "open", false, "")
	fs.BoolVar(&f.poll, "poll", false, "")
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return f, usageError, err
	case err != nil:
		usageError = source.FlagError(err)
	case fs.NArg() > 0:
		usageError = source.Msg("serve takes no argument %q", "serve ne prend pas d’argument « %s »", fs.Arg(0))
	case f.lang != "en" && f.lang != "fr":
		usageError = source.Msg("-lang is en or fr, not %q", "-lang est en ou fr, pas « %s »", f.lang)
	}
	return f, usageError, nil
}

// run is the command: 0 stopped by its user, 1 the site cannot be served, 2 usage error.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	f, usageError, err := parseFlags(args)
	if err != nil {
		fmt.Fprint(stdout, help)
		return 0
	}
	refuse := func(usageError source.Message) int {
		fmt.Fprintln(stderr, source.UsageError("serve", usageError).In(source.ArgsLanguage(args, os.Getenv)))
		return 2
	}
	if usageError != (source.Message{}) {
		return refuse(usageError)
	}
	d, err := live.Open(f.root)
	if err != nil {
		return refuse(source.Msg("there is no folder %s", "il n’y a pas de dossier %s", f.root))
	}
	defer d.Close()
	limitMemory()
	term := &terminal{out: stdout, err: stderr, lang: f.lang}
	recoverPublic(ctx, f.root, term)
	r := newRebuilder(d, f, term)
	if usageError := r.start(ctx); usageError != (source.Message{}) {
		return refuse(usageError)
	}
	limitMemory()
	l, err := listen(f.addr)
	if err != nil {
		if _, bad := errors.AsType[*net.AddrError](err); bad {
			return refuse(source.Msg("-addr is an address and a port, such as 127.0.0.1:8080, not %q",
				"-addr est une adresse et un port, comme 127.0.0.1:8080, pas « %s »", f.addr))
		}
		term.message("serve: cannot listen on %s: %s", "serve : impossible d’écouter sur %s : %s", f.addr, cause(err))
		return 1
	}
	return r.serve(ctx, l)
}

// recoverPublic finishes or undoes what a killed build left in public/, where visitors may be. That
// it cannot is no reason not to serve: the site is served from its sources.
func recoverPublic(ctx context.Context, root string, term *terminal) {
	err := public.Recover(ctx, filepath.Join(root, "public"), func() {
		term.message(
			"a build is publishing to public/; waiting for it",
			"une construction publie dans public/ ; on l’attend",
		)
	})
	var e *public.Error
	if errors.As(err, &e) {
		term.print(term.err, "serve: "+e.In(term.lang))
	}
}

// shutdownTime is how long requests may take to end once the server is stopped.
const shutdownTime = time.Second

// serve answers requests until ctx is done.
func (r *rebuilder) serve(ctx context.Context, l net.Listener) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	h := newHandler(r, l.Addr(), r.flags.addr)
	srv := &http.Server{Handler: h, DisableGeneralOptionsHandler: true, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	loopEnded := make(chan struct{})
	go func() { r.loop(ctx); close(loopEnded) }()
	r.term.serving(r, h, l.Addr())
	if r.flags.open {
		openBrowser(h.home())
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	code := 0
	select {
	case <-ctx.Done():
	case err := <-failed:
		r.term.message("serve: the site can no longer be served: %s", "serve : le site ne peut plus être servi : %s",
			err.Error())
		code = 1
	}
	stop() // ends the event streams, which Shutdown would wait for
	ending, ended := context.WithTimeout(context.Background(), shutdownTime)
	defer ended()
	if srv.Shutdown(ending) != nil {
		srv.Close()
	}
	<-loopEnded
	if code == 0 {
		r.term.message("stopped", "arrêté")
	}
	return code
}

// limitMemory makes the collector work harder before the process grows beyond what a site of
// 10,000 pages needs, and for a larger site beyond one and a half times of what is live.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetMemoryLimit(max(264<<20, 3*int64(live[0].Value.Uint64())/2))
}

// listen listens on the address, or where its port is in use, on one of the twenty ports above.
func listen(addr string) (net.Listener, error) {
	if !strings.Contains(addr, ":") {
		addr = "127.0.0.1:" + addr
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, &net.AddrError{Err: "no port number", Addr: port}
	}
	for i := range 21 {
		l, e := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(int(n)+i)))
		if e == nil {
			return l, nil
		}
		if err = e; n == 0 || !inUse(e) {
			break
		}
	}
	return nil, err
}

func inUse(err error) bool {
	const onWindows = "Only one usage of each socket address"
	return errors.Is(err, syscall.EADDRINUSE) || strings.Contains(err.Error(), onWindows)
}

// cause is the innermost error: the part that a person can act on.
func cause(err error) string {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err.Error()
}

// now is the wall clock. The zone comes from the site.
func now() time.Time { return time.Now() }
