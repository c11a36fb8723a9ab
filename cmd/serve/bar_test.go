package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

const inPreview = `document.querySelector("serve-preview").shadowRoot.querySelector`

// What stands beside a page looks alike on every page, whatever the page's own styles say of
// languages.
func TestBarIsItsOwn(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	ctx := browsertest.Tab(t, 90*time.Second)
	const look = `(({fontSize, fontFamily, lineHeight, color, direction}) => [fontSize, fontFamily, lineHeight, ` +
		`color, direction].join())(getComputedStyle(` + inPreview + `(".bar button")))`
	want := open(t, ctx, d.url+"/about/").js(look)
	for _, p := range []string{"/ar/about/", "/en/about/", "/_board/"} {
		open(t, ctx, d.url+p).is("the bar of "+p, look, want)
	}
}

// A mistake at the end of a long paragraph is in sight, and the panel no wider than the screen.
func TestPanelOfLongLine(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	ctx := browsertest.Tab(t, 90*time.Second)
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 740, DeviceScaleFactor: 1}); err != nil {
		t.Fatal(err)
	}
	b := open(t, ctx, d.url+"/ar/about/")
	d.edit(
		about,
		"Premier paragraphe.",
		strings.Repeat(
			"Un paragraphe est une seule longue ligne. ",
			30,
		)+"[ici](nulle-part.md) "+strings.Repeat(
			"Et encore. ",
			30,
		),
	)
	d.edit(
		"content/pages/about.ar.md",
		"الفقرة الأولى.",
		strings.Repeat("هذه فقرة طويلة في سطر واحد. ", 30)+"[هنا](nowhere.md) "+
			strings.Repeat("وبعد. ", 30),
	)
	b.until(panelText + `.includes("nowhere.md") && ` + panelText + `.includes("nulle-part.md")`)
	b.is(
		"the panel needs no scrolling sideways",
		`((p) => p.scrollWidth <= p.clientWidth)(`+inPreview+`(".panel"))`,
		"true",
	)
	b.is("what is marked is in sight", `[...`+inPreview+`All("mark")].map((m) => {
		const [a, b] = [m, m.parentNode].map((e) => e.getBoundingClientRect());
		return a.left >= b.left && a.right <= b.right;
	}).join()`, `"true,true"`)
}

// Whoever opens the browser's console finds there what the page says, and nothing of the
// preview's.
func TestConsoleIsQuiet(t *testing.T) {
	t.Parallel()
	files := fiction()
	files["assets/css/home.css"] = "main { color: rgb(1, 2, 3) }\n"
	d := startServer(t, files)
	ctx := browsertest.Tab(t, 90*time.Second)
	said := make(chan string, 100)
	if err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*log.EventEntryAdded); ok {
			said <- e.Entry.Text
		}
	}); err != nil {
		t.Fatal(err)
	}
	b := open(t, ctx, d.url+"/")
	b.is(
		"the page has a style of its own",
		`getComputedStyle(document.querySelector("main")).color`,
		`"rgb(1, 2, 3)"`,
	)
	d.edit("content/pages/index.md", "Premier", "Tout premier")
	b.untilItSays("Tout premier paragraphe")
	for len(said) > 0 {
		t.Error(<-said)
	}
}

// The board speaks as the bar does, also when it is come to again, and keeps what it is filtered
// by. A row opens its source; the page as a whole, which nobody wrote, offers no editing.
func TestBoardInBrowser(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction(), func(s *rebuilder) {
		s.flags.editor = "sh -c 'echo \"$0\" >> " + s.dir.Root + "/opened' {file}:{line}"
	})
	ctx := browsertest.Tab(t, 90*time.Second)
	b := open(t, ctx, d.url+"/_board")
	b.is("in English", `document.querySelector("h1").textContent`, `"Board"`)
	b = open(t, ctx, d.url+"/_board/?kind=session")
	b.js(`([...` + inPreview + `All(".bar button")].find((x) => x.textContent === "Français").click(), 0)`)
	b.until(`document.querySelector("h1").textContent === "Tableau de bord" && document.readyState === "complete"`)
	b.is("the filter", `new URLSearchParams(location.search).get("kind")`, `"session"`)
	b = open(t, ctx, d.url+"/about/")
	b.js(`(` + inPreview + `(".bar a").click(), 0)`)
	b.until(
		`location.pathname === "/_board/" && document.querySelector("h1")?.textContent === "Tableau de bord" && ` +
			`document.querySelector("serve-preview")`,
	)
	b = open(t, ctx, d.url+"/_board/")
	b.until(
		`document.querySelector("h1").textContent === "Tableau de bord" && document.readyState === "complete" && ` +
			inPreview + `("input").value`,
	)
	b.is(
		"what the bar offers",
		`[...`+inPreview+`All(".bar button")].filter((x) => x.checkVisibility()).map((x) => x.textContent).join()`,
		`"aucun problème,Aujourd’hui,English,▸"`,
	)
	b.js(
		`(document.querySelector("[data-path='content/sessions/edition-1.md'][data-line='8']").dispatchEvent(new ` +
			`MouseEvent("click", {altKey: true, bubbles: true, cancelable: true, composed: true})), 0)`,
	)
	until(t, "the row's source", func() bool {
		got, _ := os.ReadFile(d.abs("opened"))
		return strings.HasSuffix(strings.TrimSpace(string(got)), "content/sessions/edition-1.md:8")
	})
}

// The bar shows how a page looks where it is shared, with its own card, in either direction.
func TestShared(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	ctx := browsertest.Tab(t, 90*time.Second)
	for p, dir := range map[string]string{"/about/": "ltr", "/ar/about/": "rtl"} {
		b := open(t, ctx, d.url+p)
		b.js(`[...` + inPreview + `All(".bar button")].find((x) => x.getAttribute("aria-expanded") && ` +
			`!x.matches(".state")).click()`)
		b.until(`[...` + inPreview + `All(".shared img")].filter((i) => i.naturalWidth === 1200).length === 3`)
		b.is("the layouts of "+p, `[...`+inPreview+`All(".shared .link")].map((x) => x.dir + x.textContent.includes(`+
			`document.querySelector("h1").textContent.trim())).join()`, `"`+dir+"true,"+dir+"true,"+dir+`true"`)
	}
}
