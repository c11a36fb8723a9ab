package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/deploy/s3"
	"artsfactory/cmd/internal/deploy/sftp"
	"artsfactory/cmd/internal/source"
)

const help = `usage: go run ./cmd/publish [flags] TARGET

Publish puts what the last build left in public/ where visitors read it. Only what
differs is sent: what pages need, then pages, then feeds and the sitemap; what is
gone is removed last. Stopped at any moment, the next run mends it, and of two at
once one waits for the other. Files of the last three publishes stay.

  TARGET           a folder,
                   s3://bucket/prefix (Amazon S3, Cloudflare R2, MinIO ...), or
                   sftp://user@host:port/path (/~/path is in the user's own folder)

  -from DIR        the folder that build publishes to (default "public")
  -rollback N      put back what was there N publishes ago, without building
  -forget          remove what earlier pages were, and with it the way back: after
                   somebody has withdrawn consent
  -replace         where nobody has published before, replace files of the same names
                   that are there
  -precompress     put text files there with gzip and Brotli as well, beside the plain
                   ones, for a server that sends such files (see build -server)
  -n               change nothing, and say what would change
  -lang LANG       speak this language: en or fr (default: that of the environment,
                   else en)
  -json            print the result as JSON

Who publishes is said by the environment or the SSH agent, never by a file:

  s3    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN (if there is
        one), AWS_REGION, AWS_ENDPOINT_URL (where it is not Amazon's)
  sftp  the SSH agent, SFTP_PRIVATE_KEY or SFTP_PASSWORD; the server has to be in
        ~/.ssh/known_hosts or SFTP_KNOWN_HOSTS

Exit status: 0 done, 1 not published, 2 usage error, 130 stopped.

  go run ./cmd/build && go run ./cmd/publish -n sftp://me@host.example/public_html
`

type flags struct {
	from, lang, target string
	back               int
	dry, forget, json  bool
	precompress        bool
	replace            bool
}

// parseFlags reads the command line; usageError is what is wrong with it.
func parseFlags(args []string, env func(string) string) (f *flags, usageError source.Message, asksHelp bool) {
	f = &flags{}
	fs := flag.NewFlagSet("publish", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.from, "from", "public", "")
	fs.IntVar(&f.back, "rollback", 0, "")
	fs.BoolVar(&f.forget, "forget", false, "")
	fs.BoolVar(&f.replace, "replace", false, "")
	fs.BoolVar(&f.precompress, "precompress", false, "")
	fs.BoolVar(&f.dry, "n", false, "")
	fs.StringVar(&f.lang, "lang", cmp.Or(source.EnvLanguage(env), "en"), "")
	fs.BoolVar(&f.json, "json", false, "")
	err := fs.Parse(args)
	f.target = fs.Arg(0)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return f, usageError, true
	case err != nil:
		usageError = source.FlagError(err)
	case fs.NArg() != 1:
		usageError = source.Msg("publish takes one target, a folder or an address",
			"publish prend une destination, un dossier ou une adresse")
	case f.lang != "en" && f.lang != "fr":
		usageError = source.Msg("-lang is en or fr, not %q", "-lang est en ou fr, pas « %s »", f.lang)
	case f.back < 0:
		usageError = source.Msg("-rollback counts publishes: 1 is the one before",
			"-rollback compte des publications : 1 est la précédente")
	case f.back > 0 && f.forget:
		usageError = source.Msg("-rollback and -forget exclude each other", "-rollback et -forget s’excluent")
	case isInside(f.target, f.from):
		usageError = source.Msg("the target is what is to be published, %s: name another folder",
			"la destination est ce qu’il faut publier, %s : nommez un autre dossier", f.from)
	}
	return f, usageError, false
}

// isInside says whether one of two folders is the other, or in it.
func isInside(target, from string) bool {
	if strings.Contains(target, "://") {
		return false
	}
	a, aerr := filepath.Abs(realPath(target))
	b, berr := filepath.Abs(realPath(from))
	for range 2 {
		if rel, err := filepath.Rel(a, b); err == nil && rel != ".." &&
			!strings.HasPrefix(rel, ".."+string(filepath.Separator)) && a != filepath.Dir(a) {
			return aerr == nil && berr == nil
		}
		a, b = b, a
	}
	return false
}

// realPath follows links, as far as there is something.
func realPath(dir string) string {
	if to, err := filepath.EvalSymlinks(dir); err == nil {
		return to
	}
	return dir
}

// run is the command: 0 done, 1 not published, 2 usage error.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, env func(string) string) int {
	f, usageError, asked := parseFlags(args, env)
	if asked {
		fmt.Fprint(stdout, help)
		return 0
	}
	if usageError != (source.Message{}) {
		fmt.Fprintln(stderr, source.UsageError("publish", usageError).In(source.ArgsLanguage(args, env)))
		return 2
	}
	out := &report{flags: f, stdout: stdout, stderr: stderr, start: time.Now(), env: env}
	did, err := publish(ctx, f, env, out)
	out.clear()
	if err != nil {
		return out.failed(err)
	}
	return out.done(did)
}

// pause and lease are those of package deploy, which tests have no time for.
var pause, lease time.Duration

func publish(ctx context.Context, f *flags, env func(string) string, out *report) (deploy.Report, error) {
	o := deploy.Options{DryRun: f.dry, Forget: f.forget, Replace: f.replace, Wait: out.waiting, Pause: pause, Lease: lease}
	if out.terminal() {
		o.Did = out.progress
	}
	var local *deploy.Local
	if f.back == 0 {
		var err error
		if local, err = deploy.Open(ctx, f.from); err != nil {
			return deploy.Report{}, err
		}
		if f.precompress {
			cache := filepath.Join(filepath.Dir(filepath.Clean(f.from)), ".cache", "compressed")
			if err := local.Precompress(ctx, cache); err != nil {
				return deploy.Report{}, err
			}
		}
	}
	if local != nil {
		debug.SetMemoryLimit(memoryFor(len(local.Files)))
	}
	target, err := open(f, env)
	if err != nil {
		return deploy.Report{}, err
	}
	if t, ok := target.(*deploy.FileTarget); ok {
		defer t.Close()
		if lease > 0 {
			t.Stale = lease
		}
	}
	if f.back > 0 {
		return deploy.Rollback(ctx, target, f.back, o)
	}
	did, err := deploy.Publish(ctx, target, local, o)
	out.gone = goneAddresses(did, local.Files)
	if b, ok := target.(*s3.Bucket); ok && f.forget && err == nil && b.KeepsVersions(ctx) {
		out.keepsVersions()
	}
	return did, err
}

// memoryFor is how much memory is filled before it is collected, for a site of so many files: what their digests take
// here and at the target, and room for what is sent.
func memoryFor(files int) int64 { return 14<<20 + int64(files)*400 }

// open makes the target of an address.
func open(f *flags, env func(string) string) (deploy.Target, error) {
	scheme, _, found := strings.Cut(f.target, "://")
	if !found {
		return deploy.NewFolder(f.target, f.dry || f.back > 0)
	}
	address, err := url.Parse(f.target)
	if err != nil || address.Hostname() == "" || strings.ContainsAny(f.target, "?#") {
		return nil, badTarget
	}
	switch scheme {
	case "s3":
		return s3.New(address, env)
	case "sftp":
		return sftp.New(address, env)
	}
	return nil, badTarget
}
