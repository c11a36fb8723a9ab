package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

const help = `usage: go run ./cmd/lsp [flags]

Lsp helps while one types: it tells mistakes, completes fields and their values,
says what they are for, and leads from a relation to its entry. Editors start it
and speak the Language Server Protocol with it, on standard input and output.
In VS Code, install the extension of this workspace: it starts lsp by itself.

  -root DIR   the site's folder (default: the folder that the editor opened)
  -lang LANG  speak this language: en or fr (default: the editor's)

Exit status: 0 stopped by the editor, 1 the editor left without a word, 2 wrong
usage.

  go run ./cmd/lsp -lang fr
`

type flags struct{ root, lang string }

func parseFlags(args []string) (*flags, error) {
	f := &flags{}
	fs := flag.NewFlagSet("lsp", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.root, "root", "", "")
	fs.StringVar(&f.lang, "lang", "", "")
	err := fs.Parse(args)
	switch {
	case err != nil:
	case fs.NArg() > 0:
		err = fmt.Errorf("lsp takes no argument %q", fs.Arg(0))
	case f.lang != "" && f.lang != "en" && f.lang != "fr":
		err = fmt.Errorf("-lang is en or fr, not %q", f.lang)
	}
	return f, err
}

// run is the command: 0 stopped by the editor, 1 left alone by it, 2 wrong usage.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "lsp: %v\n\n%s", err, help)
		return 2
	}
	s := newServer(f, newConn(stdin, stdout), stderr)
	ended := make(chan int, 1)
	go func() { ended <- s.serve() }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done(): // a read of standard input cannot be called off
		return 0
	}
}
