// Package browsertest starts Chromium for the tests of commands. It refuses it every host but
// this machine, so that a page which asks for another is found out and no test needs a network.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"sync"
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
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	ctx, stop := launch(ctx, find(t))
	t.Cleanup(func() { stop(); cancel() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// Tab opens a tab of a browser that all tests of the package share, without what other tabs have stored: to start
// one takes longer than most tests. It is closed with the test, or at the limit. Main has to run the tests.
func Tab(t testing.TB, limit time.Duration) context.Context {
	t.Helper()
	path := find(t)
	shared.Do(func() {
		shared.ctx, shared.stop = launch(context.Background(), path)
		shared.err = chromedp.Do(shared.ctx)
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	ctx, cancel := context.WithTimeout(shared.ctx, limit)
	ctx, closed := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); closed(); cancel() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

var shared struct {
	sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// Main runs the tests of a package, and ends the browser that they share.
func Main(m *testing.M) int {
	defer func() {
		if shared.stop != nil {
			shared.stop()
		}
	}()
	return m.Run()
}

// launch makes the context of a browser, which starts with the first use of it.
func launch(ctx context.Context, path string) (context.Context, func()) {
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
	ctx, stop := chromedp.NewExecAllocator(ctx, opts...)
	ctx, closed := chromedp.NewContext(ctx)
	return ctx, func() { _ = chromedp.Cancel(ctx); closed(); stop() }
}

// find is the path of the browser.
func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	const missing = "NO BROWSER: what visitors and editors meet in one is not tested; install it (apt install " +
		"chromium, brew install --cask chromium) or put it on the PATH"
	if os.Getenv("CI") == "true" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}
