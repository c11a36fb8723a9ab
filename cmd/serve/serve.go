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
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
	"time"

	"artsfactory/cmd/internal/live"
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

Exit status: 0 stopped with Ctrl-C, 1 the site cannot be served, 2 wrong usage.

  go run ./cmd/serve -lang fr -open
`

type flags struct {
	root, addr, now, lang, editor string
	drafts, open, poll            bool
}

func parseFlags(args []string) (*flags, error) {
	f := &flags{}
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
	err := fs.Parse(args)
	switch {
	case err != nil:
	case fs.NArg() > 0:
		err = fmt.Errorf("serve takes no argument %q", fs.Arg(0))
	case f.lang != "en" && f.lang != "fr":
		err = fmt.Errorf("-lang is en or fr, not %q", f.lang)
	}
	return f, err
}

// run is the command: 0 stopped by its user, 1 the site cannot be served, 2 wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	f, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "serve: %v\n\n%s", err, help)
		return 2
	}
	w, err := live.Open(f.root)
	if err != nil {
		fmt.Fprintf(stderr, "serve: %v\n", err)
		return 2
	}
	defer w.Close()
	limitMemory()
	say := &terminal{out: stdout, err: stderr, lang: f.lang}
	s := newRebuilder(w, f, say)
	if err := s.start(ctx); err != nil {
		fmt.Fprintf(stderr, "serve: %v\n", err)
		return 2
	}
	limitMemory()
	l, err := listen(f.addr)
	if err != nil {
		say.message("serve: cannot listen on %s: %s", "serve : impossible d’écouter sur %s : %s", f.addr, cause(err))
		return 1
	}
	return s.serve(ctx, l)
}

// serve answers until ctx is done.
func (s *rebuilder) serve(ctx context.Context, l net.Listener) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	e := newHandler(s, l.Addr(), s.flags.addr)
	srv := &http.Server{Handler: e, DisableGeneralOptionsHandler: true, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	loop := make(chan struct{})
	go func() { s.loop(ctx); close(loop) }()
	s.term.serving(s, e, l.Addr())
	if s.flags.open {
		openBrowser(e.home())
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	code := 0
	select {
	case <-ctx.Done():
	case err := <-failed:
		s.term.message("serve: the site can no longer be served: %s", "serve : le site ne peut plus être servi : %s", err.Error())
		code = 1
	}
	stop() // ends the streams of events, which would hold the shutdown up
	patience, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	if srv.Shutdown(patience) != nil {
		srv.Close()
	}
	<-loop
	return code
}

// limitMemory has the collector work harder before the process grows beyond what a site of
// 10,000 pages needs. A larger site gets half as much again as it holds.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(held)
	debug.SetMemoryLimit(max(264<<20, 3*int64(held[0].Value.Uint64())/2))
}

// listen takes the address, or where its port is in use one of the twenty that follow.
func listen(addr string) (net.Listener, error) {
	if !strings.Contains(addr, ":") {
		addr = "127.0.0.1:" + addr
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("%q is no port number", port)
	}
	for i := range 21 {
		l, e := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n+i)))
		if e == nil {
			return l, nil
		}
		if err = e; n == 0 || !errors.Is(e, syscall.EADDRINUSE) && !strings.Contains(e.Error(), "Only one usage of each socket address") {
			break
		}
	}
	return nil, err
}

// cause is the last part of an error, which is what a person can act on.
func cause(err error) string {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err.Error()
}

// now is the wall clock; the zone is the site's business.
func now() time.Time { return time.Now() }
