package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/board"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

const help = `usage: go run ./cmd/build [flags]

Build turns content/, layouts/ and assets/ into a static website in public/.
Only changed files are written. A build with problems leaves public/ as it was.

  -root DIR      the site's folder (default ".")
  -out DIR       where to publish (default DIR/public)
  -base-url URL  publish under this address instead of the one in site.yaml
  -now TIME      build the site of this instant, such as 2026-03-01 or
                 2026-03-01T18:30 (default: SOURCE_DATE_EPOCH, else the clock)
  -next          print the instant at which time changes the site next, such as
                 2026-12-01T09:00:00Z, or nothing, and publish nothing
  -until TIME    with -next: nothing of what is later than that
  -server NAME   also write the configuration of nginx or caddy, to standard output,
                 or of apache, as public/.htaccess: old addresses, headers, caches,
                 compressed files, the pages for addresses that are none
  -drafts        show entries marked as drafts
  -n             change nothing, and say what would change
  -forget        keep no styles and pictures of the last site for pages that somebody
                 is reading: after somebody has withdrawn consent
  -verify        also build in other ways that must give the same bytes
  -report        say what could be done next (what is unknown, not translated,
                 not credited, too heavy ...) and publish nothing
  -lang LANG     speak this language: en or fr (default: that of the environment,
                 else en)
  -json          print the result as JSON
  -q             print problems only

For engineers:

  -plain         take the plain road to the same bytes: html/template makes the
                 pages, each is minified whole, nothing is remembered, one worker

Exit status: 0 done, 1 the site has problems, 2 usage error, 130 stopped.

  go run ./cmd/build -n -now 2026-12-01 -lang fr
`

type flags struct {
	root, out, baseURL, now, lang    string
	server, until                    string
	next                             bool
	drafts, dry, verify, json, quiet bool
	forget                           bool
	board                            bool // -report
	plain                            bool
}

// parseFlags reads the command line; usageError is what is wrong with it.
func parseFlags(args []string) (f *flags, usageError source.Message, asksHelp bool) {
	f = &flags{}
	fs := flag.NewFlagSet("build", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.root, "root", ".", "")
	fs.StringVar(&f.out, "out", "", "")
	fs.StringVar(&f.baseURL, "base-url", "", "")
	fs.StringVar(&f.now, "now", "", "")
	fs.StringVar(&f.server, "server", "", "")
	fs.StringVar(&f.until, "until", "", "")
	fs.BoolVar(&f.next, "next", false, "")
	fs.BoolVar(&f.drafts, "drafts", false, "")
	fs.BoolVar(&f.dry, "n", false, "")
	fs.BoolVar(&f.forget, "forget", false, "")
	fs.BoolVar(&f.plain, "plain", false, "")
	fs.BoolVar(&f.verify, "verify", false, "")
	fs.StringVar(&f.lang, "lang", cmp.Or(source.EnvLanguage(os.Getenv), "en"), "")
	fs.BoolVar(&f.board, "report", false, "")
	fs.BoolVar(&f.json, "json", false, "")
	fs.BoolVar(&f.quiet, "q", false, "")
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return f, usageError, true
	case err != nil:
		usageError = source.FlagError(err)
	case fs.NArg() > 0:
		usageError = source.Msg("build takes no argument %q", "build ne prend pas d’argument « %s »", fs.Arg(0))
	case f.lang != "en" && f.lang != "fr":
		usageError = source.Msg("-lang is en or fr, not %q", "-lang est en ou fr, pas « %s »", f.lang)
	case f.server != "" && !slices.Contains(hosting.Servers, f.server):
		usageError = source.Msg("-server is nginx, apache or caddy, not %q",
			"-server est nginx, apache ou caddy, pas « %s »",
			f.server)
	case f.until != "" && !f.next:
		usageError = source.Msg("-until goes with -next", "-until va avec -next")
	case f.next && (f.json || f.board):
		usageError = source.Msg("-next prints an instant: leave out -json and -report",
			"-next écrit un instant : retirez -json et -report")
	case f.server != "" && (f.json || f.board):
		usageError = source.Msg("-server writes a text: leave out -json and -report",
			"-server écrit un texte : retirez -json et -report")
	case f.board && (f.json || f.quiet):
		usageError = source.Msg("-report is a text: leave out -json and -q", "-report est un texte : retirez -json et -q")
	case f.baseURL != "" && !content.IsBaseURL(f.baseURL):
		usageError = source.Msg("-base-url is where the site is to be, such as https://name.example/, not %q",
			"-base-url est l’adresse où sera le site, comme https://nom.example/, pas « %s »", f.baseURL)
	case f.out != "" && isAmongSources(f.root, f.out):
		usageError = source.Msg("-out is a folder for the site alone, not %q, where its sources are",
			"-out est un dossier pour le site seul, pas « %s », où sont ses sources", f.out)
	}
	if f.out == "" {
		f.out = filepath.Join(f.root, "public")
	}
	return f, usageError, false
}

// notForPublishing are the folders of a site that hold what it is made from, and what builds keep.
var notForPublishing = append([]string{"cmd", ".git", ".cache"}, source.Folders...)

// isAmongSources says whether what is published at out would mix with what it is made from.
func isAmongSources(root, out string) bool {
	root, out = realPath(root), realPath(out)
	if root == out {
		return true
	}
	for _, f := range notForPublishing {
		rel, err := filepath.Rel(realPath(filepath.Join(root, f)), out)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// checkLinks refuses links that would make a build write where it has no business.
func checkLinks(f *flags) error {
	if isAmongSources(f.root, f.out) {
		return &public.Error{
			What: source.Msg(
				"%s is a link to where the site’s sources are",
				"%s est un lien vers les sources du site",
				f.out,
			),
			Hint: source.Msg("remove the link, or publish to another folder with -out",
				"supprimez le lien, ou publiez dans un autre dossier avec -out"),
		}
	}
	if link := live.CacheLink(f.root); link != "" {
		return &public.Error{
			What: source.Msg(
				"%s is a link, and builds write there",
				"%s est un lien, et les constructions y écrivent",
				link,
			),
			Hint: source.Msg("remove the link; the folder is made anew", "supprimez le lien ; le dossier se refait"),
		}
	}
	return nil
}

// realPath is the absolute path of a folder, links followed as far as it exists.
func realPath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if to, err := filepath.EvalSymlinks(dir); err == nil {
		return to
	}
	if up := filepath.Dir(dir); up != dir {
		return filepath.Join(realPath(up), filepath.Base(dir))
	}
	return dir
}

// prepare sees to the folder to publish to: what a killed build left there is finished or undone
// before anything is said of it.
func prepare(ctx context.Context, f *flags, out *report) error {
	if f.dry || f.board || f.next {
		return nil
	}
	if err := checkLinks(f); err != nil {
		return err
	}
	return public.Recover(ctx, f.out, out.waiting)
}

// run is the command: 0 done, 1 the site has problems or cannot be published, 2 usage error.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	start := time.Now()
	f, usageError, asked := parseFlags(args)
	if asked {
		fmt.Fprint(stdout, help)
		return 0
	}
	out := &report{flags: f, stdout: stdout, stderr: stderr, start: start}
	if usageError != (source.Message{}) {
		f.lang = source.ArgsLanguage(args, os.Getenv)
		return out.refuse(usageError)
	}
	if err := prepare(ctx, f, out); err != nil {
		return out.failed(err)
	}
	// A build lives for a moment and then gives all back: collecting less often is the largest
	// single saving of time, for memory that is there.
	debug.SetGCPercent(gcPercent)
	w, err := live.Open(f.root)
	if err != nil {
		return out.refuse(source.Msg("there is no folder %s", "il n’y a pas de dossier %s", f.root))
	}
	defer w.Close()
	files, problems := w.Read()
	debug.SetMemoryLimit(memoryFor(len(files.All())))
	now, usageError := site.ParseNow(f.now, os.Getenv("SOURCE_DATE_EPOCH"), start, files)
	if usageError != (source.Message{}) {
		return out.refuse(usageError)
	}
	opts := site.Options{Now: now, Drafts: f.drafts, BaseURL: f.baseURL, Store: w.Store(), Plain: f.plain,
		Server: f.server}
	inputs := ""
	if !f.board && !f.plain && len(problems) == 0 {
		inputs = inputsOf(files, opts)
	}
	if f.next {
		return printNext(f, files, opts, out)
	}
	if l := loadLastBuild(f.root, f.out, inputs, now); l != nil && !f.verify && f.server == "" {
		out.done(l)
		return out.exit()
	}
	read := time.Now()
	r := site.Build(nil, files, opts)
	built := time.Now()
	if err := ctx.Err(); err != nil {
		return out.failed(err)
	}
	r.Problems = source.Sort(append(problems, r.Problems...))
	if f.board {
		out.board(r, files, board.Times{Read: read.Sub(start), Build: built.Sub(read)})
		return 0
	}
	if f.verify && !blocking(r.Problems) {
		if diff := site.Verify(files, opts); diff != "" {
			fmt.Fprintln(stderr, out.say(
				"build: %s differs between two builds of the same sources; this is a fault of the build tool",
				"build : %s diffère entre deux constructions des mêmes sources ; c’est une faute de l’outil", diff))
			return 1
		}
	}
	if !f.dry && !blocking(r.Problems) {
		out.encode(ctx, r.Images)
	}
	return publish(ctx, f, r, newLastBuild(inputs, now, r), out)
}

// printNext prints when time changes the site next, for whoever wakes builds. Problems are no matter of it.
func printNext(f *flags, files *source.Files, o site.Options, out *report) int {
	next := site.Build(nil, files, o).Site.Change
	if f.until != "" {
		until, usageError := site.ParseNow(f.until, "", o.Now, files)
		if usageError != (source.Message{}) {
			return out.refuse(usageError)
		}
		if next.After(until) {
			return 0
		}
	}
	if !next.IsZero() {
		fmt.Fprintln(out.stdout, next.UTC().Format(time.RFC3339))
	}
	return 0
}

const gcPercent = 400

// memoryFor is how much memory a build of so many files may fill before it collects more often:
// what it holds, twice. Memory is not free either: the system clears each page it hands out.
func memoryFor(files int) int64 { return 92<<20 + int64(files)*16<<10 }

func publish(ctx context.Context, f *flags, r site.Result, l *lastBuild, out *report) int {
	if blocking(r.Problems) {
		out.problems(r.Problems)
		return 1
	}
	opts := public.Options{DryRun: f.dry, Forget: f.forget, Wait: out.waiting, Made: l.made()}
	if f.plain {
		opts.Workers = 1
	}
	if out.terminal() {
		opts.Progress = func(done, total int) { out.progress("", done, total) }
	}
	last, _ := public.LastPaths(f.out)
	did, problems, err := public.Publish(ctx, f.out, r.Tree, opts)
	out.clear()
	if err != nil {
		return out.failed(err)
	}
	l.Problems, l.Report = source.Sort(slices.Concat(r.Problems, problems, nearLimits(did), goneAddresses(last, r))),
		did
	if blocking(problems) {
		out.problems(l.Problems)
		return 1
	}
	if !f.dry {
		l.save(f.root)
	}
	if text := serverConfig(f.server, r.Hosting()); text != nil {
		out.stdout.Write(text)
		out.stdout = out.stderr
	}
	out.done(l)
	return out.exit()
}

// The limits of hosts that this site may well be on: Cloudflare takes 20,000 files of 25 MiB, GitHub Pages 1 GB.
const (
	maxFiles    = 20_000
	maxFileSize = 25 << 20
	maxSize     = 1_000_000_000
)

// nearLimits remarks when what is published fills nine tenths of what a host takes.
func nearLimits(did public.Report) (ps []source.Problem) {
	for _, l := range []struct {
		is, most int64
		what     source.Message
	}{
		{int64(did.Files), maxFiles, source.Msg("the site has %d files; Cloudflare takes %d",
			"le site a %d fichiers ; Cloudflare en prend %d", did.Files, maxFiles)},
		{did.Largest, maxFileSize, source.Msg("%s has %s; Cloudflare takes files of %s",
			"%s fait %s ; Cloudflare prend des fichiers de %s", did.LargestPath, source.FormatSize(did.Largest),
			source.FormatSize(maxFileSize))},
		{did.Bytes, maxSize, source.Msg("the site has %s; GitHub Pages takes %s",
			"le site fait %s ; GitHub Pages prend %s", source.FormatSize(did.Bytes), source.FormatSize(maxSize))},
	} {
		if l.is > l.most/10*9 {
			ps = append(ps, source.Problem{Path: content.ConfigPath, Warning: true, What: l.what,
				Hint: source.Msg("host films and archives elsewhere, or choose another host",
					"hébergez films et archives ailleurs, ou choisissez un autre hébergeur")})
		}
	}
	return ps
}

// serverConfig is the configuration for a server that reads it elsewhere than in the site.
func serverConfig(server string, s hosting.Site) []byte {
	switch server {
	case "nginx":
		return s.Nginx()
	case "caddy":
		return s.Caddy()
	}
	return nil
}

// blocking says whether a problem keeps the site from being published.
func blocking(ps []source.Problem) bool {
	for _, p := range ps {
		if !p.Warning {
			return true
		}
	}
	return false
}
