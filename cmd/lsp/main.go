// Command lsp helps while one types: it is a server of the Language Server Protocol 3.17
// (https://microsoft.github.io/language-server-protocol/), which VS Code and most other
// editors speak. It checks and completes the fields of entries and of site.yaml, says what they
// are for, and leads from a relation to its entry.
//
// It has no second road: what is wrong is what a build of the same texts says, made with a
// memory, unsaved texts laid over the files on disk. What completes is made from the types that
// the build reads with. It refuses to write, and to understand YAML: where the cursor is is
// found from lines and indentation, for a text that is being typed is seldom YAML.
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
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
