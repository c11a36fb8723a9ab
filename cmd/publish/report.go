package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A report tells what a publish did, to a person or to a program.
type report struct {
	*flags
	stdout, stderr io.Writer
	env            func(string) string
	start, shown   time.Time
	showing        bool
	gone           []string // see goneAddresses
}

var badTarget = &public.Error{
	What: source.Msg("the target is no address that can be published to",
		"la destination n’est pas une adresse où l’on peut publier"),
	Hint: source.Msg("write a folder, s3://bucket/prefix or sftp://user@host/path",
		"écrivez un dossier, s3://bucket/préfixe ou sftp://utilisateur@serveur/chemin"),
}

// terminal says whether somebody watches.
func (r *report) terminal() bool {
	f, ok := r.stderr.(*os.File)
	if !ok || r.json || r.env("TERM") == "dumb" || r.env("TERM") == "" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress draws a line once a publish has taken half a second.
func (r *report) progress(done, total int, path string) {
	now := time.Now()
	if now.Sub(r.start) < 500*time.Millisecond || now.Sub(r.shown) < 50*time.Millisecond {
		return
	}
	r.shown, r.showing = now, true
	const width = 30
	full := width * done / max(total, 1)
	if name := []rune(path); len(name) > 32 {
		path = "…" + string(name[len(name)-31:])
	}
	fmt.Fprintf(r.stderr, "\r\x1b[K%s%s %d/%d %s", strings.Repeat("█", full), strings.Repeat("░", width-full),
		done, total, source.Printable(path))
}

func (r *report) clear() {
	if r.showing {
		fmt.Fprint(r.stderr, "\r\x1b[K")
	}
}

func (r *report) say(en, fr string, args ...any) string {
	return source.Msg(en, fr, args...).In(r.lang)
}

func (r *report) waiting() {
	fmt.Fprintln(r.stderr, r.say("another publisher is at work there, or was stopped; waiting up to a minute or two",
		"une autre publication y est en cours, ou a été coupée ; on attend une minute ou deux"))
}

// keepsVersions remarks that -forget does not reach what a store keeps by itself.
func (r *report) keepsVersions() {
	r.clear()
	fmt.Fprintln(r.stderr, r.say("remark: the bucket keeps old versions of files, and with them what was to be "+
		"forgotten: remove these in the console of the store, or have a lifecycle rule do so",
		"remarque : le bucket garde les anciennes versions des fichiers, et donc ce qu’il fallait oublier : "+
			"supprimez-les dans la console de l’hébergeur, ou par une règle de cycle de vie"))
}

// failed says why nothing more is published, and returns the exit status.
func (r *report) failed(err error) int {
	var e *public.Error
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(r.stderr, r.say("stopped; what visitors see is whole, and the next run goes on",
			"arrêt ; ce que voient les visiteurs est entier, et la prochaine fois continuera"))
		return 130
	case errors.As(err, &e):
		fmt.Fprintln(r.stderr, r.say("publish: ", "publish : ")+e.In(r.lang))
	default:
		fmt.Fprintln(r.stderr, r.say("publish: %s", "publish : %s", err))
	}
	return 1
}

type jsonResult struct {
	Version      int      `json:"version"`
	Files        int      `json:"files"`
	New          []string `json:"new"`
	Changed      []string `json:"changed"`
	Removed      []string `json:"removed"`
	Gone         []string `json:"goneAddresses"`
	Mended       int      `json:"mended"`
	Uploaded     int64    `json:"uploadedBytes"`
	DryRun       bool     `json:"dryRun"`
	Milliseconds int64    `json:"milliseconds"`
}

// goneAddresses are those of pages that a publish of a site takes away, or would: addresses are promises.
func goneAddresses(did deploy.Report, site deploy.Files) (list []string) {
	has := func(name string) bool { return site[name] != "" || slices.Contains(did.Removed, name) }
	for _, path := range did.Removed {
		if a := hosting.PageAddress(path, has); a != "" {
			list = append(list, "/"+a)
		}
	}
	return list
}

// most is how many addresses that are gone are named.
const most = 20

func (r *report) tellGone() {
	for _, a := range r.gone[:min(len(r.gone), most)] {
		fmt.Fprintln(r.stderr, r.say("remark: the address %s was published and is gone",
			"remarque : l’adresse %s a été publiée et disparaît", source.Printable(a)))
		fmt.Fprintln(r.stderr, "   ", source.FormatHint(source.Msg("where it went, add: aliases: [%s]",
			"là où elle est allée, ajoutez : aliases: [%s]", source.Printable(a)), r.lang))
	}
	if len(r.gone) > most {
		fmt.Fprintln(r.stderr, r.say("and %d more; -json names them all", "et %d de plus ; -json les nomme toutes",
			len(r.gone)-most))
	}
}

func (r *report) done(did deploy.Report) int {
	if r.json {
		enc := json.NewEncoder(r.stdout)
		enc.SetIndent("", "  ")
		err := enc.Encode(jsonResult{did.Version, did.Files, list(did.New), list(did.Changed), list(did.Removed),
			list(r.gone), did.Mended, did.Uploaded, r.dry, time.Since(r.start).Milliseconds()})
		if err != nil {
			return r.failed(err)
		}
		return 0
	}
	r.tellGone()
	if r.dry {
		for _, l := range []struct {
			sign  string
			paths []string
		}{{"+", did.New}, {"~", did.Changed}, {"-", did.Removed}} {
			for _, p := range l.paths {
				fmt.Fprintln(r.stdout, l.sign, source.Printable(p))
			}
		}
	}
	line := r.say("version %d: %d files; %d new, %d changed, %d removed; %s sent; %d ms",
		"version %d : %d fichiers ; %d nouveaux, %d changés, %d retirés ; %s envoyés ; %d ms", did.Version, did.Files,
		len(did.New), len(did.Changed), len(did.Removed), source.FormatSize(did.Uploaded),
		time.Since(r.start).Milliseconds())
	if did.Mended > 0 {
		line += r.say("; %d mended", " ; %d réparés", did.Mended)
	}
	if r.dry {
		line += r.say(" (nothing was changed: -n)", " (rien n’a été changé : -n)")
	}
	fmt.Fprintln(r.stdout, line)
	return 0
}

// list is never null in JSON.
func list(paths []string) []string { return append([]string{}, paths...) }
