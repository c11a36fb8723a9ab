// Package browsertest starts Chromium for the tests of commands. It refuses it every host but
// this machine, so that a page which asks for another is found out and no test needs a network.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Start starts a browser that lives as long as the test, though not beyond the limit: a page
// that hangs fails its test, not the whole run. The context is that of a first tab;
// chromedp.NewContext opens more. Where there is no browser the test is skipped, loudly; with
// CI=true it fails.
func Start(t testing.TB, limit time.Duration) context.Context {
	t.Helper()
	path := find()
	if path == "" {
		const missing = "NO BROWSER: what visitors and editors meet in one is not tested; install it (apt install " +
			"chromium, brew install --cask chromium) or put it on the PATH"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	opts := append(
		slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag(
			"disable-component-update",
			true,
		),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("mute-audio", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	if os.Geteuid() == 0 || os.Getenv("CI") == "true" {
		opts = append(opts, chromedp.NoSandbox) // neither root nor a container can have one
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	ctx, stop := chromedp.NewExecAllocator(ctx, opts...)
	ctx, closed := chromedp.NewContext(ctx)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); closed(); stop(); cancel() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}
