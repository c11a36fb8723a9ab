// Command serve serves a preview of the site while it is being written: open pages follow what is
// saved, and show what is wrong.
//
// It builds the site by the same site.Build as command build, with a memory, and serves the tree
// from RAM. While files have problems, they are served as they last were without (see build). The
// script of the preview is injected into pages by the HTTP handler; nothing else differs from what
// is published. It writes nothing, and answers no other site's pages.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
