package main

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

func TestUsage(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	for _, x := range []struct {
		args string
		code int
		says string
	}{
		{"-h", 0, "usage: go run ./cmd/serve"},
		{"-nonsense", 2, "not defined: -nonsense\n    hint: go run ./cmd/serve -h lists the flags"},
		{"-nonsense -lang fr", 2, "l’option -nonsense n’existe pas\n    aide : go run ./cmd/serve -h montre " +
			"les options"},
		{"-lang de", 2, "-lang is en or fr"},
		{"films", 2, `no argument "films"`},
		{"-lang fr films", 2, "pas d’argument « films »"},
		{"-root nowhere-at-all", 2, "there is no folder"},
		{"-root nowhere-at-all -lang fr", 2, "il n’y a pas de dossier"},
		{"-root browser -now yesterday", 2, `"yesterday" is no instant`},
		{"-root browser -now hier -lang fr", 2, "« hier » n’est pas un instant"},
		{"-root browser -addr nowhere -lang fr", 2, "pas « nowhere »"},
		{"-root browser -addr :99999", 2, `not ":99999"`},
		{"-root browser -addr 192.0.2.1:8080 -lang fr", 1, "impossible d’écouter sur 192.0.2.1:8080"},
	} {
		out := &lockedBuffer{}
		if code := run(context.Background(), strings.Fields(x.args), out, out); code != x.code ||
			!strings.Contains(out.String(), x.says) {
			t.Errorf("serve %s: %d, %s", x.args, code, out)
		}
	}
}

// A port in use gives way to the next, which is said; Ctrl-C ends it at once, streams included.
func TestPortInUse(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	d := startServer(t, fiction())
	out := &lockedBuffer{}
	ctx, cancel := context.WithCancel(context.Background())
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"-root", d.root, "-addr", taken.Addr().String(), "-lang", "fr"}, out, out)
	}()
	until(t, "the address", func() bool { return strings.Contains(out.String(), "arrêtez avec Ctrl-C") })
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	if s := out.String(); !strings.Contains(s, "le port "+port+" est occupé") || strings.Contains(s, ":"+port+"/") {
		t.Errorf("it says: %s", s)
	}
	d.url = strings.TrimSuffix(
		strings.TrimSpace(
			out.String()[strings.Index(out.String(),
				"http://"):][:strings.Index(out.String()[strings.Index(out.String(), "http://"):], "\n")],
		),
		"/",
	)
	<-d.listen("/", "")
	cancel()
	select {
	case c := <-code:
		if c != 0 || !strings.HasSuffix(out.String(), "\narrêté\n") {
			t.Errorf("it ends with %d and says %s", c, out)
		}
	case <-time.After(5 * time.Second):
		t.Error("it does not end")
	}
}

// What a killed build has left in public/ is finished before anything is served.
func TestServeFinishesAKilledBuild(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	d := startServer(t, fiction())
	d.write("public/index.html", "old")
	d.write("public/.publish/lock", "")
	d.write("public/.publish/staged/0/1", "new")
	d.write("public/.publish/journal", `{"Moves": [{"Staged": "0/1", "Path": "index.html"}]}`)
	out := &lockedBuffer{}
	run(context.Background(), []string{"-root", d.root, "-addr", "nowhere"}, out, out)
	if got, err := os.ReadFile(d.root + "/public/index.html"); string(got) != "new" {
		t.Errorf("the front page is %q, %v\n%s", got, err, out)
	}
	d.write("public/.publish/journal", "{")
	run(context.Background(), []string{"-root", d.root, "-addr", "nowhere"}, out, out)
	if !strings.Contains(out.String(), "the note of an interrupted build is damaged") {
		t.Errorf("it says %s", out)
	}
}
