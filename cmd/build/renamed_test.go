package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/rename"
	"artsfactory/cmd/internal/site"

	"github.com/chromedp/chromedp"
)

// A visitor who has kept the addresses of a film in three languages finds it under its new name: the browser follows
// what nginx answers with the configuration that the build has written.
func TestRenamedAddressInBrowser(t *testing.T) {
	program, err := exec.LookPath("nginx")
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/nginx")
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("NO nginx; apt install it")
		}
		t.Skip("NO nginx: that a browser follows a renamed address is not tested; apt install it")
	}
	root, served := t.TempDir(), t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/fiction")); err != nil {
		t.Fatal(err)
	}
	renameOnDisk(t, root, "films/carnet-de-pluie", "films/carnet")
	address := freeAddress(t)
	var config, wrong strings.Builder
	args := []string{"-root", root, "-out", filepath.Join(served, "site"), "-base-url", "http://" + address + "/site/",
		"-now", "2026-11-21", "-server", "nginx"}
	if status := run(t.Context(), args, &config, &wrong); status != 0 {
		t.Fatal(wrong.String())
	}
	startNginx(t, program, served, address, config.String())
	browser := browsertest.Start(t, time.Minute)
	for _, lang := range []string{"", "ar/", "en/"} {
		folder := map[string]string{"ar/": "aflam/"}[lang]
		if folder == "" {
			folder = "films/"
		}
		old, next := "http://"+address+"/site/"+lang+folder+"carnet-de-pluie/", "/site/"+lang+folder+"carnet/"
		answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}}).Get(old)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if to := answer.Header.Get("Location"); answer.StatusCode != http.StatusMovedPermanently || to != next {
			t.Errorf("%s: status %d to %q", old, answer.StatusCode, to)
		}
		err = chromedp.Do(browser, chromedp.Navigate(old))
		if err != nil {
			t.Fatal(err)
		}
		at, err := chromedp.Run(browser, chromedp.Evaluate[string](
			"location.href + ' ' + document.querySelector('[data-kind]').dataset.kind"))
		if err != nil || at != "http://"+address+next+" film" {
			t.Errorf("%s: the browser is at %s: %v", old, at, err)
		}
	}
}

// renameOnDisk does what cmd/new -rename does.
func renameOnDisk(t *testing.T, root, from, to string) {
	w, err := live.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	files, _ := w.Read()
	c, no := rename.Entry(files, from, to, site.Options{Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Drafts: true,
		Store: w.Store()})
	if no != nil {
		t.Fatal(no.In("en"), no.Problems)
	}
	for from, to := range c.Moved {
		to = filepath.Join(root, to)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(root, from), to); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range c.Texts {
		if err := os.WriteFile(filepath.Join(root, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// startNginx serves a folder with a configuration for one that is elsewhere.
func startNginx(t *testing.T, program, root, address, config string) {
	for dir := root; dir != "/" && dir != os.TempDir(); dir = filepath.Dir(dir) {
		_ = os.Chmod(dir, 0o755) // it runs as another user
	}
	host, _, _ := net.SplitHostPort(address)
	config = strings.Replace(config, "listen 80;", "listen "+address+";", 1)
	config = strings.Replace(config, "brotli_static on;", "", 1) // a module
	work := t.TempDir()
	for _, name := range []string{address, host} {
		config = strings.Replace(config, "root /var/www/"+name+";", "root "+root+";", 1)
	}
	config = "daemon off;\npid " + work + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n" + config + "}\n"
	for _, name := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		config = strings.Replace(config, "http {\n", "http {\n"+name+"_temp_path "+work+"/"+name+";\n", 1)
	}
	name := filepath.Join(work, "config")
	if err := os.WriteFile(name, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "-c", name, "-e", "stderr")
	var log strings.Builder
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		stop()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nginx does not answer: %s", log.String())
}
