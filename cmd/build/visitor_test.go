package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var everyPage = flag.Bool("every", false, "look at every page in the browser, not at one of each kind")

// A visitor is one tab of Chromium. It notes what a developer would see in its console and
// which hosts were asked for anything.
type visitor struct {
	*testing.T
	ctx  context.Context
	site *published
	host string // where the site is served

	mu    sync.Mutex
	noted []string // errors, warnings, exceptions
	asked []string // addresses on other hosts
}

// visit opens a tab on a site.
func visit(t *testing.T, browser context.Context, s *published) *visitor {
	t.Helper()
	return visitAt(t, browser, s, s)
}

// visitAt opens a tab on a site that a handler serves.
func visitAt(t *testing.T, browser context.Context, s *published, h http.Handler) *visitor {
	t.Helper()
	server := httptest.NewServer(h)
	ctx, closed := chromedp.NewContext(browser)
	t.Cleanup(func() { closed(); server.Close() })
	v := &visitor{T: t, ctx: ctx, site: s, host: server.URL}
	if err := chromedp.Listen(ctx, v.note); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *visitor) note(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if l := e.Entry.Level; l == "error" || l == "warning" {
			v.noted = append(v.noted, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventConsoleAPICalled:
		said := string(e.Type)
		for _, a := range e.Args {
			said += " " + string(a.Value) + a.Description
		}
		v.noted = append(v.noted, "console."+said)
	case *runtime.EventExceptionThrown:
		said := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			said += " " + x.Description
		}
		v.noted = append(v.noted, said)
	case *network.EventRequestWillBeSent:
		// The browser draws its own players from data: addresses.
		if u := e.Request.URL; !strings.HasPrefix(u, v.host+"/") && !strings.HasPrefix(u, "data:") {
			v.asked = append(v.asked, e.Request.URL)
		}
	}
}

// quiet fails the test where the console has something to say or another host was asked, and
// forgets it.
func (v *visitor) quiet(where string) {
	v.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, n := range v.noted {
		v.Errorf("%s: %s", where, n)
	}
	for _, a := range v.asked {
		v.Errorf("%s: it asks for %s", where, a)
	}
	v.noted, v.asked = nil, nil
}

// patience is how long one thing may take, on a busy machine too.
const patience = 15 * time.Second

func (v *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.Fatal(err)
	}
}

// open loads the page at a path of the site.
func (v *visitor) open(path string) {
	v.Helper()
	v.do(chromedp.Navigate(v.host + path))
}

// command sends the browser a command that has no answer.
func command[P any](v *visitor, c cdp.Command[P, cdp.Empty], params P) {
	v.Helper()
	if _, err := chromedp.Call(v.ctx, c, params); err != nil {
		v.Fatal(err)
	}
}

// screen sets the size of the window, in CSS pixels.
func (v *visitor) screen(width, height int64) {
	v.Helper()
	command(
		v,
		emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1},
	)
}

// prefers sets what the visitor prefers; media is "print" or "" for the screen.
func (v *visitor) prefers(media, scheme, motion string) {
	v.Helper()
	command(
		v,
		emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion}}},
	)
}

// scripts turns the page's scripts on or off. The tests' own run all the same.
func (v *visitor) scripts(on bool) {
	v.Helper()
	command(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// ask returns the value of a JavaScript expression.
func ask[T any](v *visitor, expression string) T {
	v.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		v.Fatalf("%v in %s", err, expression)
	}
	return got
}

// faults runs a function of the page that lists what is wrong.
func (v *visitor) faults(where, function string) {
	v.Helper()
	for _, f := range ask[[]string](v, "("+function+")()") {
		v.Errorf("%s: %s", where, f)
	}
}

// until waits for an expression to come true, and for the page to be there at all.
func (v *visitor) until(expression string) {
	v.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		var ok bool
		if ok, err = chromedp.Run(v.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); ok {
			return
		}
	}
	v.Fatalf("it does not come true: %s %v", expression, err)
}

// is compares the value of an expression, as JSON, with what is wanted.
func (v *visitor) is(what, expression, want string) {
	v.Helper()
	got := ask[json.RawMessage](v, expression)
	var a, b any
	json.Unmarshal(got, &a)
	json.Unmarshal([]byte(want), &b)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		v.Errorf("%s: %s, want %s", what, got, want)
	}
}

// at is the path and query that the visitor is at.
func (v *visitor) at() string {
	v.Helper()
	u, err := url.Parse(ask[string](v, "location.href"))
	if err != nil {
		v.Fatal(err)
	}
	return u.RequestURI()
}

// Visitors meet every kind of page in every language, on small and large screens, in both
// schemes and on paper, with large text, with and without scripts.
func TestVisitors(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := browsertest.Start(t, 10*time.Minute)
	s := fictionSite(t)
	for _, lang := range []string{"fr", "ar", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			v := visit(t, browser, s)
			pages := s.samples(lang)
			if *everyPage {
				pages = s.where(func(p *page) bool { return p.lang == lang && p.kind != "redirect" })
			}
			for _, p := range pages {
				v.lookAt(p)
			}
		})
	}
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.tell(visit(t, browser, s))
		})
	}
}

// lookAt is one page in all the ways that one loading of it can show.
func (v *visitor) lookAt(p *page) {
	where := p.kind + " " + p.path
	v.prefers("", "light", "no-preference")
	v.screen(320, 640)
	v.open(p.path)
	v.faults(where+" at 320 px", fitsAcross)
	v.faults(where+" at 320 px with text at 200 %", withLargeText)
	v.screen(1280, 800)
	v.faults(where+" at 1280 px", fitsAcross)
	v.faults(where, readable)
	v.faults(where, focusIsSeen)
	if p.lang == "ar" {
		v.faults(where, arabicIsWhole)
	}
	v.prefers("", "dark", "reduce")
	v.faults(where+" in the dark", darkGround)
	v.faults(where+" in the dark", readable)
	v.faults(where+" with reduced motion", still)
	v.prefers("print", "dark", "reduce")
	v.faults(where+" on paper", printable)
	v.quiet(where)
	if strings.Contains(string(p.body), "<script type=\"module\"") {
		v.sameWithoutScripts(p)
	}
}

// sameWithoutScripts compares what a page says. Only pages that load a script are asked: the
// others cannot differ.
func (v *visitor) sameWithoutScripts(p *page) {
	const says = `document.body.innerText.replace(/\s+/g, " ").trim()`
	v.prefers("", "light", "reduce")
	with := ask[string](v, says)
	v.scripts(false)
	v.open(p.path)
	without := ask[string](v, says)
	v.scripts(true)
	if with == without {
		return
	}
	i := 0
	for i < len(with) && i < len(without) && with[i] == without[i] {
		i++
	}
	v.Errorf("%s: with scripts it says …%.80q, without …%.80q", p.path, with[i:], without[i:])
}
