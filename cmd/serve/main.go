// Command serve shows the site while it is being written: what is saved stands in the open
// pages a moment later, and what is wrong is told there.
//
// It has no second road: it builds the site as command build does, with a memory, and serves
// the tree of that build. While some files have problems, that is the build of a site in which
// they are as they were before. What editors see beside the pages is added where HTTP begins. It
// refuses to write, and to answer other sites.
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
