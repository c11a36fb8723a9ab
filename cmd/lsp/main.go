// Command lsp helps while one types: it is a server of the Language Server Protocol 3.17
// (https://microsoft.github.io/language-server-protocol/), which VS Code and most other
// editors speak. It checks and completes the fields of entries and of site.yaml, says what they
// are for, and leads from a relation to its entry.
//
// Diagnostics are the problems of site.Build, of the files on disk with the unsaved texts over
// them. Completions are made from the types into which the build decodes. It writes nothing, and
// does not parse YAML: the place of the cursor is found from lines and indentation, since a text
// that is being typed is seldom valid.
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
