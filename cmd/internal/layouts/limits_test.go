package layouts

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/source"
)

// Whatever a layout holds, it ends in 2 s of CPU time and 200 MB of memory: a file of 1 MB, and one of
// the length that a layout may have.
func TestLargeLayoutsEnd(t *testing.T) {
	const size = maxLayout - 2000
	many := func(s string) string { return strings.Repeat(s, size/len(s)) }
	within := func(open, close string) string {
		n := size / (len(open) + len(close))
		return strings.Repeat(open, n) + strings.Repeat(close, n)
	}
	for name, text := range map[string]string{
		"unknown fields": many("{{.Titel}}"), "unknown functions": many("{{f 1}}"), "texts": many(`{{t "b"}}`),
		"known texts": many(`{{t "a"}}`), "files": many(`{{asset "x"}}`), "partials": many(`{{template "x" .}}`),
		"fields": many("{{.Title}}"), "lines": many("{{.Titel}}\n"), "anchors": many(`<a href="#x">`),
		"links":    many(` href="/x"`),
		"branches": within("{{if .Title}}", "{{end}}"), "unclosed": many("{{if .Title}}"),
		"brackets": "{{" + within("(", ")") + "}}",
		"actions":  many("{{"), "tags": many("<a "), "elements": many("<p>"), "scripts": many("<script>"),
		"styles":   many("<style>"),
		"comments": many("<!--"), "template comments": many("{{/*"), "quotes": many(`<a b="`),
		"definitions": many(`{{define "x"}}`),
		"variables":   many("{{$x := .Title}}"), "pipes": "{{.Title" + many(" | print") + "}}",
		"ends":  many("{{end}}"),
		"words": many("a "), "svg": many("<svg>"), "chains": "{{" + many(".Title") + "}}",
		"numbers": "{{" + many("1") + "}}",
		"ranges":  within("{{range .Nav}}", "{{end}}"), "raw texts": many("<style>{{.Lang}}</style>"),
		"trims": many("{{- 1 -}} "),
	} {
		t.Run(name, func(t *testing.T) {
			files := []*source.File{
				source.NewText("layouts/page.html", []byte(text)),
				source.NewText("layouts/base.html", []byte(`{{template "main" .}}`)),
				source.NewText("layouts/long.html", []byte(strings.Repeat(text, 16))),
				source.NewText("layouts/strings.fr.yaml", []byte("a: A\n")),
			}
			bounded(t, func() { Load(files, Options{Languages: []string{"fr"}, Minify: minify.Template}) })
		})
	}
}

// bounded fails where f takes more than an input of 1 MB may.
func bounded(t *testing.T, f func()) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpuTime()
	f()
	took := cpuTime() - start
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys-before.HeapSys) >> 20; took > 2*time.Second || grown > 200 {
		t.Errorf("%.2f s of CPU time, %d MB of memory", took.Seconds(), grown)
	} else {
		t.Logf("%.2f s, %d MB", took.Seconds(), grown)
	}
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
