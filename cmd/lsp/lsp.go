package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"artsfactory/cmd/internal/source"
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

// parseFlags returns flag.ErrHelp where help is asked for, and else what is wrong with the
// arguments.
func parseFlags(args []string) (f *flags, usageError source.Message, err error) {
	f = &flags{}
	fs := flag.NewFlagSet("lsp", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.root, "root", "", "")
	fs.StringVar(&f.lang, "lang", "", "")
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return f, usageError, err
	case err != nil:
		usageError = source.FlagError(err)
	case fs.NArg() > 0:
		usageError = source.Msg("lsp takes no argument %q", "lsp ne prend pas d’argument « %s »", fs.Arg(0))
	case f.lang != "" && f.lang != "en" && f.lang != "fr":
		usageError = source.Msg("-lang is en or fr, not %q", "-lang est en ou fr, pas « %s »", f.lang)
	}
	return f, usageError, nil
}

// run is the command: 0 stopped by the editor, 1 left alone by it, 2 usage error.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f, usageError, err := parseFlags(args)
	if err != nil {
		fmt.Fprint(stdout, help)
		return 0
	}
	if usageError != (source.Message{}) {
		fmt.Fprintln(stderr, source.UsageError("lsp", usageError).In(source.ArgsLanguage(args, os.Getenv)))
		return 2
	}
	s := newServer(f, newConn(stdin, stdout), stderr)
	ended := make(chan int, 1)
	go func() { ended <- s.serve() }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done(): // the read of standard input goes on: it cannot be cancelled
		return 0
	}
}
