package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"

	"github.com/chromedp/chromedp"
)

// lateFonts: the display faces come after the first paint, and what stands in for them takes as much room.
func lateFonts(v *visitor) {
	late := visitAt(v.T, v.ctx, v.site, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".woff2") {
			time.Sleep(300 * time.Millisecond)
		}
		v.site.ServeHTTP(w, r)
	}))
	for _, lang := range []string{"fr", "ar"} {
		for _, kind := range []string{"home", "films", "film", "session"} {
			p := late.the(kind, func(p *page) bool { return p.kind == kind && p.lang == lang })
			for _, width := range []int64{360, 1280} {
				late.screen(width, 800)
				late.open(p.path)
				if n := ask[int](late, `document.fonts.ready.then(() => `+
					`[...document.fonts].filter((f) => f.family === "Display" && f.status === "loaded").length)`); n == 0 {
					v.Errorf("%s: no display face is loaded", p.path)
				}
				shift := ask[float64](late, layoutShift)
				for tries := 0; shift > 0.01 && tries < 2; tries++ { // a busy machine only adds to it
					late.open(p.path)
					shift = min(shift, ask[float64](late, "document.fonts.ready.then(() => "+layoutShift+")"))
				}
				if shift > 0.01 {
					v.Errorf("%s at %d px: late fonts move the page by %.4f: %s", p.path, width, shift,
						ask[string](late, shiftSources))
				}
			}
		}
	}
}

// shiftSources are what moved, from where to where, and when.
const shiftSources = `new Promise((tell) => {
	const out = [];
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) for (const s of e.sources)
			out.push([Math.round(e.startTime), s.node?.nodeName, s.node?.textContent.slice(0, 20),
				s.previousRect.y, s.currentRect.y].join(" "));
	}).observe({type: "layout-shift", buffered: true});
	setTimeout(() => tell(out.join("; ")), 200);
})`

const layoutShift = `new Promise((tell) => {
	let sum = 0;
	new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value })
		.observe({type: "layout-shift", buffered: true});
	setTimeout(() => tell(sum), 200);
})`

// posterLetters: the titles of posters, the longest and those in Arabic with marks too, stand whole on their sheet
// and clear of its edges.
func posterLetters(v *visitor) {
	for _, lang := range []string{"fr", "ar", "en"} {
		v.open(v.the("films", func(p *page) bool { return p.kind == "films" && p.lang == lang }).path)
		if n := ask[int](v, `[...document.images].filter((i) => /art\.[0-9a-f]+\.svg$/.test(i.src)).length`); n < 5 {
			v.Errorf("%s: only %d posters of ours", lang, n)
		}
		v.faults("posters in "+lang, lettersStandWhole)
		v.faults("posters in "+lang, postersAreLinks)
	}
}

const lettersStandWhole = `async () => {
	const faults = [];
	let lettered = 0;
	for (const img of document.images) {
		if (!/art\.[0-9a-f]+\.svg$/.test(img.src)) continue;
		const svg = new DOMParser().parseFromString(await (await fetch(img.src)).text(), "image/svg+xml").documentElement;
		svg.setAttribute("width", 600);
		document.body.append(svg);
		const sheet = svg.getBoundingClientRect(), letters = [...svg.querySelectorAll("use")].at(-1)?.getBoundingClientRect();
		svg.remove();
		if (!letters) continue; // neither a title nor a number is known
		lettered++;
		const title = img.closest("li").querySelector("h3").textContent;
		if (letters.left < sheet.left + 24 || letters.right > sheet.right - 24 || letters.top < sheet.top + 24)
			faults.push(title + " leaves its sheet");
		if (letters.bottom > sheet.top + .6 * sheet.height)
			faults.push(title + " reaches the drawing at " + (letters.bottom - sheet.top));
	}
	return lettered < 5 ? ["only " + lettered + " bear letters"] : faults;
}`

// postersAreLinks: a card's picture leads to its page, also where it bears the title.
const postersAreLinks = `() => [...document.querySelectorAll(".card")].slice(0, 12).filter((card) => {
	card.scrollIntoView({block: "center"});
	const box = card.querySelector(".thumbnail").getBoundingClientRect();
	const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	return at?.closest("a") !== card.querySelector("h3 a");
}).map((card) => card.querySelector("h3").textContent + " cannot be pressed")`

// foldsFilters: without scripts the filters are folded away, open by themselves, and lead to pages.
func foldsFilters(v *visitor) {
	v.scripts(false)
	defer v.scripts(true)
	v.screen(360, 740)
	v.open(v.the("films", func(p *page) bool { return p.kind == "films" && p.lang == "fr" }).path)
	if !ask[bool](v, `!document.querySelector(".filter-panel").open && !document.querySelector(".filters `+
		`a").checkVisibility()`) {
		v.Error("the filters are not folded")
	}
	v.do(chromedp.Click(chromedp.CSS(".filter-panel summary")))
	v.until(`document.querySelector(".filters a").checkVisibility()`)
	v.do(chromedp.Click(chromedp.CSS(".filters li:nth-child(2) a")))
	v.until(`document.documentElement.dataset.kind === "films-by" && document.querySelector(".filter-panel").open`)
}

// stateSite has an edition that is to come, between two dates of each sort, and a work of the one before.
var stateSite = siteText{
	"site.yaml":             oneLanguage,
	"pages/index.md":        "---\ntitle: De la première idée à l’œuvre inventée\ntemplate: home\n---\n",
	"pages/apply.md":        "---\ntitle: Candidater\ntemplate: apply\n---\n",
	"sessions/edition-1.md": "---\ntitle: Une\nnumber: 1\nstart: 2025-01\nend: 2025-02\ndisciplines: unknown\n---\n",
	"sessions/edition-2.md": "---\ntitle: Deux\nnumber: 2\nstart: 2026-05-04\nend: 2026-06\ndisciplines: unknown\n" +
		"applications: {opens: 2026-03-02, deadline: 2026-W15}\n---\n",
	"films/oeuvre-1.md": "---\ntitle: Œuvre 1\nuntitled: true\nkind: short\nsession: edition-1\n---\n",
}

// The front page opens with a picture of its own in each state of the edition: the date that a visitor waits for, or
// the first work.
func TestHomeStates(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := browsertest.Start(t, 2*time.Minute)
	for _, c := range []struct{ now, state, leaf string }{
		{"2026-02-10", "announced", "2mars2026"},
		{"2026-03-20", "open", "6–12avr.2026"},
		{"2026-04-08", "closing", "6–12avr.2026"},
		{"2026-04-20", "closed", "4mai2026"},
		{"2026-05-20", "running", "juin2026"},
		{"2026-08-01", "over", ""},
	} {
		v := visitAt(t, browser, &published{}, serveTree(stateSite.build(t, c.now)))
		for _, width := range []int64{320, 1280} {
			v.screen(width, 800)
			v.open("/")
			where := fmt.Sprintf("%s at %d px", c.state, width)
			v.faults(where, fitsAcross)
			if !ask[bool](v, `!!document.querySelector(".hero .tag.is-`+c.state+`")`) {
				t.Errorf("%s: the state is not said", where)
			}
			leaf := ask[string](v, `document.querySelector(".hero .date-leaf")?.textContent || ""`)
			work := ask[bool](v, `!!document.querySelector(".hero .strip a img")?.naturalWidth`)
			if leaf != c.leaf || work != (c.leaf == "") {
				t.Errorf("%s: the leaf says %q, and want %q; a work is shown: %v", where, leaf, c.leaf, work)
			}
			v.faults(where, `() => [...document.querySelectorAll(".hero .date-leaf b")].filter((b) => `+
				`b.getClientRects().length && b.offsetHeight > 1.6 * `+
				`parseFloat(getComputedStyle(b).fontSize)).map((b) => b.textContent + " breaks")`)
		}
		v.quiet(c.state)
	}
}
