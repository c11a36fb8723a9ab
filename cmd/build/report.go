package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/board"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A report tells what a build did, to a person, to GitHub Actions, or to a program.
type report struct {
	*flags
	stdout, stderr io.Writer
	start, shown   time.Time
	showing        bool
	writeErr       error // of the result
}

// terminal says whether somebody watches: a character device that is not the null device.
func (r *report) terminal() bool {
	f, ok := r.stderr.(*os.File)
	if !ok || r.quiet || r.json {
		return false
	}
	info, err := f.Stat()
	null, nerr := os.Stat(os.DevNull)
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && (nerr != nil || !os.SameFile(info, null)) &&
		os.Getenv("TERM") != "dumb"
}

// progress draws a line once a build has taken half a second.
func (r *report) progress(what string, done, total int) {
	now := time.Now()
	if now.Sub(r.start) < 500*time.Millisecond || now.Sub(r.shown) < 50*time.Millisecond {
		return
	}
	r.shown, r.showing = now, true
	const width = 30
	full := width * done / max(total, 1)
	fmt.Fprintf(
		r.stderr,
		"\r\x1b[K%s%s %d/%d %s",
		strings.Repeat("█", full),
		strings.Repeat("░", width-full),
		done,
		total,
		what,
	)
}

// encode makes the variants of pictures that no build has made before, a picture a processor.
// What cannot be made is reported when its file is published.
func (r *report) encode(ctx context.Context, batches []*assets.Batch) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	todo := make(chan *assets.Batch)
	done := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for b := range todo {
				b.Make()
				mu.Lock()
				done++
				if r.terminal() {
					r.progress(r.say("pictures", "images"), done, len(batches))
				}
				mu.Unlock()
			}
		})
	}
	for _, b := range batches {
		if ctx.Err() != nil {
			break
		}
		todo <- b
	}
	close(todo)
	wg.Wait()
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
	if !r.quiet {
		fmt.Fprintln(
			r.stderr,
			r.say(
				"another build is publishing to %s; waiting for it",
				"une autre construction publie dans %s ; on l’attend",
				r.out,
			),
		)
	}
}

// stoppedStatus is the exit status of a command that Ctrl-C ends, as shells have it.
const stoppedStatus = 130

// refuse tells a usage error and returns the exit status.
func (r *report) refuse(usageError source.Message) int {
	fmt.Fprintln(r.stderr, source.UsageError("build", usageError).In(r.lang))
	return 2
}

// failed says why nothing is published, and returns the exit status.
func (r *report) failed(err error) int {
	var e *public.Error
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(r.stderr, r.say("stopped; %s is unchanged", "arrêt ; %s est inchangé", r.outName()))
		return stoppedStatus
	case errors.As(err, &e):
		fmt.Fprintln(r.stderr, r.say("build: ", "build : ")+e.In(r.lang))
	default:
		fmt.Fprintln(r.stderr, r.say("build: %s", "build : %s", err))
	}
	return 1
}

func (r *report) outName() string {
	if rel, err := filepath.Rel(r.root, r.out); err == nil && !strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(rel) + "/"
	}
	return r.out
}

func (r *report) problems(ps []source.Problem) {
	if r.json {
		r.printJSON(jsonResult{Problems: jsonProblems(ps, r.lang)})
		return
	}
	errs := r.list(ps)
	fmt.Fprintln(r.stderr, r.say("%d %s; %s is unchanged", "%d %s ; %s est inchangé", errs,
		plural(errs, source.Message{En: "problem", Fr: "problème"}), r.outName()))
}

func plural(n int, t source.Message) source.Message {
	if n == 1 {
		return t
	}
	return source.Message{En: t.En + "s", Fr: t.Fr + "s"}
}

// list prints problems and returns how many of them are more than warnings.
func (r *report) list(ps []source.Problem) int {
	errs := 0
	for _, p := range ps {
		if !p.Warning {
			errs++
		}
		fmt.Fprintln(r.stderr, inert(p.In(r.lang)))
		if os.Getenv("GITHUB_ACTIONS") == "true" {
			fmt.Fprintln(r.stdout, annotation(p, r.root, r.lang))
		}
	}
	return errs
}

// annotation is a workflow command of GitHub Actions, which shows the problem at its line.
func annotation(p source.Problem, root, lang string) string {
	level := "error"
	if p.Warning {
		level = "warning"
	}
	prop := strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C")
	data := strings.NewReplacer("%", "%25", "\n", "%0A")
	at := "file=" + prop.Replace(source.Printable(path.Join(filepath.ToSlash(root), p.Path)))
	if p.Line > 0 {
		at += fmt.Sprintf(",line=%d", p.Line)
	}
	if p.Col > 0 {
		at += fmt.Sprintf(",col=%d", p.Col)
	}
	text := source.Printable(p.What.In(lang))
	if h := p.Hint.In(lang); h != "" {
		text += "\n" + source.Printable(h)
	}
	return "::" + level + " " + at + "::" + data.Replace(text)
}

// inert keeps a line of a log from being taken for a command of GitHub Actions' older form, which
// counts wherever it stands in a line.
func inert(text string) string {
	if os.Getenv("GITHUB_ACTIONS") != "true" {
		return text
	}
	return strings.ReplaceAll(text, "##[", `#\#[`)
}

func (r *report) done(l *lastBuild) {
	did := l.Report
	ms := time.Since(r.start).Milliseconds()
	if r.json {
		out := jsonResult{
			Problems:     jsonProblems(l.Problems, r.lang),
			Pages:        l.Pages,
			Files:        did.Files,
			Written:      did.Written,
			Removed:      did.Removed,
			Bytes:        did.Bytes,
			Milliseconds: ms,
		}
		if !l.Until.IsZero() {
			out.NextChange, out.NextChangeWhat = l.Until.Format(time.RFC3339), l.ChangeWhat.In(r.lang)
		}
		r.printJSON(out)
		return
	}
	r.list(l.Problems)
	if r.quiet {
		return
	}
	line := r.say(
		"%d pages, %d files; %d written, %d removed; %s; %d ms",
		"%d pages, %d fichiers ; %d écrits, %d retirés ; %s ; %d ms",
		l.Pages,
		did.Files,
		did.Written,
		did.Removed,
		source.FormatSize(did.Bytes),
		ms,
	)
	if r.dry {
		line += r.say(" (nothing was changed: -n)", " (rien n’a été changé : -n)")
	}
	fmt.Fprintln(r.stdout, line)
	if c := l.Until; !c.IsZero() {
		fmt.Fprintln(
			r.stdout,
			r.say("next change: %s, %s", "prochain changement : %s, %s", c.Format("2006-01-02 15:04"), l.ChangeWhat),
		)
	}
}

// board prints what an editor could do next.
func (r *report) board(res site.Result, files *source.Files, times board.Times) {
	start := time.Now()
	weights := board.Weigh(res)
	times.Render = time.Since(start)
	fmt.Fprint(r.stdout, board.Make(res, board.Options{Files: files, Weights: weights, Times: times}).Text(r.lang))
}

type jsonResult struct {
	Problems       []jsonProblem `json:"problems"`
	Pages          int           `json:"pages"`
	Files          int           `json:"files"`
	Written        int           `json:"written"`
	Removed        int           `json:"removed"`
	Bytes          int64         `json:"bytes"`
	Milliseconds   int64         `json:"milliseconds"`
	NextChange     string        `json:"nextChange,omitempty"`
	NextChangeWhat string        `json:"nextChangeWhat,omitempty"`
}

type jsonProblem struct {
	Path    string `json:"path"`
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"column,omitempty"`
	What    string `json:"what"`
	Hint    string `json:"hint,omitempty"`
	Text    string `json:"text,omitempty"`
	Warning bool   `json:"warning,omitempty"`
}

func jsonProblems(ps []source.Problem, lang string) []jsonProblem {
	out := make([]jsonProblem, len(ps))
	for i, p := range ps {
		out[i] = jsonProblem{p.Path, p.Line, p.Col, p.What.In(lang), p.Hint.In(lang), p.Excerpt, p.Warning}
	}
	return out
}

// printJSON writes control characters as codes, so that no terminal obeys them.
func (r *report) printJSON(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic(err) // the types have nothing that JSON has no form for
	}
	var safe strings.Builder
	for _, c := range b.String() {
		if s := string(c); c != '\n' && source.Printable(s) != s {
			fmt.Fprintf(&safe, `\u%04x`, c)
		} else {
			safe.WriteRune(c)
		}
	}
	_, r.writeErr = io.WriteString(r.stdout, safe.String())
}

// exit is the status of a build that went well, unless nobody could be told.
func (r *report) exit() int {
	if r.writeErr != nil {
		return r.failed(r.writeErr)
	}
	return 0
}
