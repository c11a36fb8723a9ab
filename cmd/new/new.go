package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

const help = `usage: go run ./cmd/new [flags] KIND [NAME]
       go run ./cmd/new -translate LANG ENTRY
       go run ./cmd/new -rename ENTRY NEW-ENTRY
       go run ./cmd/new -refresh LANG ENTRY
       go run ./cmd/new -refresh FILE|all

New starts an entry: it asks for what is required, writes a file in content/
with every other field explained, and says what to do next. KIND is the name of
a folder of content/, or of what is in it, in English or in French: film, prix.
NAME is the file's name; without it, one is made from the title.
It never writes over a file.

  -title TEXT        the title
  -set FIELD=VALUE   a field; may be repeated; a list is separated by commas
  -folder            make a folder, so that pictures can lie beside the entry
  -translate LANG    write the translation of ENTRY for somebody to fill in
  -refresh LANG      say that the translation of ENTRY is up to date;
                     -refresh all: so are all translations
  -rename            give an entry another name, here and wherever it is named; its
                     old addresses lead to the new ones, in every language
  -n                 write nothing, and show what would be written
  -root DIR          the site's folder (default ".")
  -lang LANG         speak this language: fr or en (default: from the
                     environment, else fr)

Exit status: 0 done, 1 it cannot be done or has problems, 2 usage error.

  go run ./cmd/new film mon-film -title "Mon film" -set kind=short -set session=edition-2
`

type flags struct {
	title, translate, refresh, root, lang string
	set                                   settings
	folder, dry, rename                   bool
	args                                  []string
}

// settings are the values of -set, in the order given.
type settings [][2]string

func (s *settings) String() string { return "" }

// Set reads one field=value.
func (s *settings) Set(v string) error {
	name, value, ok := strings.Cut(v, "=")
	if !ok {
		return fmt.Errorf("write it as field=value")
	}
	*s = append(*s, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
	return nil
}

// parseFlags takes flags before and after the other arguments, as people write them.
func parseFlags(args []string) (*flags, error) {
	f := &flags{}
	fs := flag.NewFlagSet("new", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.title, "title", "", "")
	fs.Var(&f.set, "set", "")
	fs.BoolVar(&f.folder, "folder", false, "")
	fs.StringVar(&f.translate, "translate", "", "")
	fs.StringVar(&f.refresh, "refresh", "", "")
	fs.BoolVar(&f.rename, "rename", false, "")
	fs.BoolVar(&f.dry, "n", false, "")
	fs.StringVar(&f.root, "root", ".", "")
	fs.StringVar(&f.lang, "lang", "", "")
	for {
		if err := fs.Parse(args); err != nil {
			return f, err
		}
		if fs.NArg() == 0 {
			break
		}
		f.args = append(f.args, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if f.lang != "" && f.lang != "fr" && f.lang != "en" {
		return f, fmt.Errorf("-lang is fr or en, not %q", f.lang)
	}
	return f, nil
}

// A tool is one run of the command.
type tool struct {
	*flags
	in             *bufio.Reader
	asks           bool // somebody is there to answer
	stdout, stderr io.Writer

	work   *live.Dir
	dir    *os.Root
	files  *source.Files
	config *content.Config
}

// run is the command: 0 done, 1 it cannot be done or what is written has problems, 2 usage error.
func run(_ context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		return 0
	}
	if err != nil {
		lang := cmp.Or(f.lang, source.EnvLanguage(os.Getenv), "fr")
		if lang != "en" && lang != "fr" {
			lang = source.ArgsLanguage(args, os.Getenv)
		}
		fmt.Fprintln(stderr, source.UsageError("new", source.FlagError(err)).In(lang))
		return 2
	}
	if f.lang == "" {
		f.lang = cmp.Or(source.EnvLanguage(os.Getenv), "fr") // most content is French
	}
	t := &tool{flags: f, in: bufio.NewReader(stdin), asks: answers(stdin), stdout: stdout, stderr: stderr}
	w, err := live.Open(f.root)
	if err == nil {
		t.dir, err = os.OpenRoot(f.root)
	}
	if err != nil {
		return t.refuse(2, source.Msg("there is no folder %s", "il n’y a pas de dossier %s", f.root),
			source.Message{})
	}
	defer w.Close()
	t.work = w
	defer t.dir.Close()
	t.files, _ = w.Read()
	t.config, _ = content.ParseConfig(t.files.Get(content.ConfigPath))
	switch {
	case f.translate != "":
		return t.translateEntry()
	case f.rename:
		return t.renameEntry()
	case f.refresh != "":
		return t.refreshEntries()
	}
	return t.startEntry()
}

// answers says whether somebody can answer questions. A file that is no terminal is a script's;
// what is no file at all is a test's.
func answers(stdin io.Reader) bool {
	f, ok := stdin.(*os.File)
	if !ok {
		return stdin != nil
	}
	info, err := f.Stat()
	null, nerr := os.Stat(os.DevNull)
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && (nerr != nil || !os.SameFile(info, null))
}

func (t *tool) say(en, fr string, args ...any) string {
	return source.Msg(en, fr, args...).In(t.lang)
}

// rootFlag is what the commands that are proposed need to find the same site.
func (t *tool) rootFlag() string {
	if t.root == "." {
		return ""
	}
	return " -root " + strconv.Quote(t.root)
}

// refuse says why nothing is done, and what to do about it.
func (t *tool) refuse(code int, what, hint source.Message) int {
	fmt.Fprintln(t.stderr, what.In(t.lang))
	t.hint(hint)
	return code
}

func (t *tool) hint(hint source.Message) {
	if h := source.FormatHint(hint, t.lang); h != "" {
		fmt.Fprintf(t.stderr, "    %s\n", h)
	}
}

// check builds the site with a file as it is to be, and tells what is wrong with that file.
func (t *tool) check(path string, data []byte) (site.Result, bool) {
	files := t.files.With([]*source.File{source.NewText(path, data)}, nil)
	r := site.Build(nil, files,
		site.Options{Now: time.Now().In(t.config.Zone), Drafts: true, Store: t.work.Store()})
	good, others := true, 0
	for _, p := range r.Problems {
		switch {
		case p.Path == path:
			fmt.Fprintln(t.stderr, p.In(t.lang))
			good = good && p.Warning
		case !p.Warning:
			others++
		}
	}
	if others > 0 {
		fmt.Fprintln(t.stderr,
			t.say("other files of the site have problems as well: %d; to see them: go run ./cmd/build%s -n",
				"d’autres fichiers du site ont aussi des problèmes : %d ; pour les voir : go run ./cmd/build%s -n "+
					"-lang fr",
				others, t.rootFlag()))
	}
	return r, good
}
