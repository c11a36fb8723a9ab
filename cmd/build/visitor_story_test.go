package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
)

// stories are what a visitor does on a site.
var stories = []struct {
	name string
	tell func(*visitor)
}{
	{"filters films", filtersFilms},
	{"plays a film", playsFilm},
	{"changes language", changesLanguage},
	{"uses a keyboard", usesKeyboard},
	{"opens the menu", opensMenu},
	{"reads from the right", readsFromTheRight},
	{"walks about", walksAbout},
	{"waits for fonts", lateFonts},
	{"reads posters", posterLetters},
	{"folds filters", foldsFilters},
}

// the returns the first page that f holds for.
func (v *visitor) the(what string, f func(*page) bool) *page {
	v.Helper()
	pages := v.site.where(f)
	if len(pages) == 0 {
		v.Fatalf("no page is %s", what)
	}
	return pages[0]
}

// filmsOn are the films that a page lists, each by the address of its page.
func filmsOn(p *page) []string {
	var out []string
	for _, card := range find(p.doc, func(n *html.Node) bool { return n.Data == "li" && hasClass(n, "film") }) {
		for _, a := range find(card, named("a")) {
			out = append(out, attr(a, "href"))
		}
	}
	slices.Sort(out)
	return out
}

// filmsShown are the films that the visitor sees.
const filmsShown = `[...document.querySelectorAll("main li.film")].filter((e) => e.checkVisibility()).map((e) => ` +
	`e.querySelector("a").getAttribute("href")).sort()`

// A click on a filter shows the films that the page behind its link lists, in its place; the
// address says so, going back undoes it, and filters of two kinds add up.
func filtersFilms(v *visitor) {
	v.screen(1280, 800)
	for _, lang := range []string{"fr", "ar"} {
		list := v.the("the list of films in "+lang, func(p *page) bool { return p.kind == "films" && p.lang == lang })
		v.open(list.path)
		all := filmsOn(list)
		said := ask[string](v, `document.querySelector("[role=status]").textContent`)
		v.is("all films", filmsShown, jsonOf(all))
		if !strings.Contains(said, strconv.Itoa(len(all))) {
			v.Errorf("it says %q of %d films", said, len(all))
		}
		chosen := map[string]string{} // of each kind of filter the one with most films
		first := map[string][]string{}
		for _, a := range find(list.doc, func(n *html.Node) bool { return attr(n, "data-value") != "" }) {
			name, value := attr(a, "data-filter"), attr(a, "data-value")
			behind := v.site.page(attr(a, "href"))
			if behind == nil {
				v.Errorf("%s: nothing is behind the filter %q", list.path, text(a))
				continue
			}
			films := filmsOn(behind)
			if len(films) == 0 ||
				slices.ContainsFunc(films, func(f string) bool { return !slices.Contains(all, f) }) {
				v.Errorf("%s lists %d films, and not all of them are on %s", behind.path, len(films), list.path)
			}
			v.click(name, value)
			v.is(name+"="+value, filmsShown, jsonOf(films))
			v.is(
				"what is announced",
				`document.querySelector("[role=status]").textContent`,
				jsonOf(fmt.Sprintf("%d / %s", len(films), said)),
			)
			v.is("the address", `location.search`, jsonOf("?"+name+"="+value))
			v.is(
				"the filter is marked",
				fmt.Sprintf(filterLink, name, value)+`.getAttribute("aria-current")`,
				`"true"`,
			)
			v.click(name, value) // once more takes it away
			v.is("the address", `location.search`, `""`)
			if len(films) > len(first[name]) {
				chosen[name], first[name] = value, films
			}
		}
		v.is("all films again", filmsShown, jsonOf(all))
		if len(chosen) > 1 {
			v.combine(chosen, first, all)
		} else {
			v.Error("there are no two filters to combine")
		}
		v.quiet(list.path)
	}
}

const filterLink = `document.querySelector("a[data-filter='%s'][data-value='%s']")`

func (v *visitor) click(name, value string) {
	v.Helper()
	ask[any](v, fmt.Sprintf(filterLink+".click()", name, value))
}

// combine sets two filters, goes back through both and comes in again by the address.
func (v *visitor) combine(chosen map[string]string, films map[string][]string, all []string) {
	v.Helper()
	names := slices.Sorted(maps.Keys(chosen))
	a, b := names[0], names[1]
	var both []string
	for _, f := range films[a] {
		if slices.Contains(films[b], f) {
			both = append(both, f)
		}
	}
	v.click(a, chosen[a])
	v.click(b, chosen[b])
	v.is("both filters", filmsShown, jsonOf(both))
	address := v.at()
	for _, name := range names[:2] {
		if !strings.Contains(address, name+"="+chosen[name]) {
			v.Errorf("the address %s does not say %s", address, name)
		}
	}
	ask[any](v, "history.back()")
	v.until(`document.querySelectorAll(".filters [aria-current=true][data-value]:not([data-value=''])").length === 1`)
	v.is("back at one filter", filmsShown, jsonOf(films[a]))
	ask[any](v, "history.back()")
	v.until(`location.search === ""`)
	v.until(fmt.Sprintf(`(%s).length === %d`, filmsShown, len(all)))
	v.open(address)
	v.is("by the address", filmsShown, jsonOf(both))
}

func jsonOf(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	if string(b) == "null" {
		return "[]"
	}
	return string(b)
}

// A film from elsewhere is a link until it is asked for; then its player is there, and alone
// asks the other house.
func playsFilm(v *visitor) {
	seen := map[string]bool{}
	for _, p := range v.site.pages {
		boxes := find(p.doc, func(n *html.Node) bool { return attr(n, "data-embed") != "" })
		if len(boxes) == 0 || seen[strings.SplitN(attr(boxes[0], "data-embed"), "/", 4)[2]] {
			continue
		}
		host := strings.SplitN(attr(boxes[0], "data-embed"), "/", 4)[2]
		seen[host] = true
		if host != "www.youtube-nocookie.com" && host != "player.vimeo.com" {
			v.Errorf("%s would load %s", p.path, host)
		}
		v.open(p.path)
		v.is("players before a click", `document.querySelectorAll("iframe").length`, "0")
		v.quiet(p.path)
		v.do(chromedp.Click(chromedp.CSS("[data-embed] a")))
		v.is(
			"the player",
			`(({src, title, allowFullscreen}) => [src.split("/")[2], title !== "", `+
				`allowFullscreen])(document.querySelector("iframe"))`,
			jsonOf([]any{host, true, true}),
		)
		v.is("focus goes to the player", `document.activeElement.localName`, `"iframe"`)
		v.until(`performance.now() > 0`)
		v.mu.Lock()
		for _, n := range v.noted {
			if strings.Contains(n, "Security Policy") {
				v.Errorf("%s: %s", p.path, n)
			}
		}
		for _, a := range v.asked {
			if !strings.HasPrefix(a, "https://"+host+"/") {
				v.Errorf("%s: the click asks for %s", p.path, a)
			}
		}
		v.noted, v.asked = nil, nil // this machine's tests reach no other host, which the console says
		v.mu.Unlock()
	}
	if len(seen) != 2 {
		v.Errorf("players of %d houses were tried, not of 2", len(seen))
	}
}

// alternate is the path of a page in another language, or "".
func (v *visitor) alternate(p *page, lang string) string {
	for _, n := range find(p.doc, func(n *html.Node) bool { return n.Data == "link" && attr(n, "hreflang") == lang }) {
		u, err := v.site.base.Parse(attr(n, "href"))
		if err != nil {
			v.Fatal(err)
		}
		return u.Path
	}
	return ""
}

// Who changes language stays on the page; where it is not translated, on the list.
func changesLanguage(v *visitor) {
	v.screen(1280, 800)
	v.prefers("", "light", "reduce") // or clicks would fall on pages that are still passing by
	film := v.the("a film in three languages", func(p *page) bool {
		return p.kind == "film" && p.lang == "fr" && v.alternate(p, "ar") != "" && v.alternate(p, "en") != ""
	})
	v.open(film.path)
	for _, lang := range []string{"ar", "en", "fr"} {
		want := v.alternate(film, lang)
		v.change(lang)
		v.is(
			"the language",
			`[document.documentElement.lang, document.querySelector("header [aria-current=page][hreflang]").lang]`,
			jsonOf([]string{lang, lang}),
		)
		if at := v.at(); at != want {
			v.Errorf("from %s the link to %s leads to %s, not to %s", film.path, lang, at, want)
		}
	}
	alone := v.site.where(
		func(p *page) bool { return p.kind == "film" && p.lang == "fr" && v.alternate(p, "ar") == "" },
	)
	if len(alone) == 0 {
		v.Error("all films are translated: the way to the list is not tried")
	}
	for _, p := range alone[:min(1, len(alone))] {
		v.open(p.path)
		v.change("ar")
		v.is(
			"an untranslated film leads to the list",
			`[document.documentElement.lang, document.documentElement.dataset.kind]`,
			`["ar","films"]`,
		)
		link := ask[string](
			v,
			`[...document.querySelectorAll("main a")].find((a) => a.hreflang === "fr" && a.pathname === `+jsonOf(
				p.path,
			)+`)?.textContent || ""`,
		)
		if link == "" {
			v.Errorf("the list in Arabic does not lead to %s, or does not say that it is in French", p.path)
		}
	}
	v.quiet("changing language")
}

func (v *visitor) change(lang string) {
	v.Helper()
	v.do(chromedp.Click(chromedp.CSS("header a[hreflang=" + lang + "]")))
	v.until(`document.readyState === "complete" && document.documentElement.lang === ` + jsonOf(lang))
}

func (v *visitor) press(key string) {
	v.Helper()
	v.do(chromedp.KeyEvent(key))
}

const (
	onScreen = `(({top, bottom, width}) => width > 0 && top >= 0 && bottom <= ` +
		`innerHeight)(document.activeElement.getBoundingClientRect())`
	outlined = `getComputedStyle(document.activeElement).outlineStyle !== "none"`
)

// The first key leads to a way past the menu, and that way leads into the page.
func usesKeyboard(v *visitor) {
	v.screen(1280, 800)
	for _, p := range []*page{
		v.the("the front page", func(p *page) bool { return p.kind == "home" && p.lang == "fr" }),
		v.the("an Arabic film", func(p *page) bool { return p.kind == "film" && p.lang == "ar" }),
	} {
		v.open(p.path)
		v.press(kb.Tab)
		v.is(
			"the first stop",
			`[document.activeElement.className, `+onScreen+`, `+outlined+`]`,
			`["skip", true, true]`,
		)
		v.press(kb.Enter)
		v.until(`document.activeElement.localName === "main"`)
		v.press(kb.Tab)
		v.is(
			"the stop after",
			`[document.activeElement.closest("main") !== null, document.activeElement.localName !== "main"]`,
			`[true, true]`,
		)
		v.is(
			"it is seen",
			outlined+` || getComputedStyle(document.activeElement, "::after").outlineStyle !== "none"`,
			"true",
		)
		v.quiet(p.path)
	}
}

// On a small screen the menu opens, is walked through and closes by keyboard alone.
func opensMenu(v *visitor) {
	v.screen(360, 740)
	for _, lang := range []string{"fr", "ar"} {
		p := v.the("the front page", func(p *page) bool { return p.kind == "home" && p.lang == lang })
		v.open(p.path)
		const isOpen = `document.querySelector(".menu-panel").matches(":popover-open")`
		v.is("the menu is closed", `[`+isOpen+`, document.querySelector(".nav").checkVisibility()]`, `[false, false]`)
		for range 6 {
			if v.press(kb.Tab); ask[bool](v, `document.activeElement.matches(".menu")`) {
				break
			}
		}
		v.press(kb.Enter)
		v.is("Enter opens it", isOpen, "true")
		v.press(kb.Tab)
		v.is(
			"the next stop is in it",
			`[document.activeElement.closest(".nav") !== null, `+onScreen+`, `+outlined+`]`,
			`[true, true, true]`,
		)
		v.faults(p.path+" with the menu open", fitsAcross)
		v.faults(p.path+" with the menu open", readable)
		v.press(kb.Escape)
		v.is("Escape closes it", isOpen, "false")
		v.is("and gives the focus back", `document.activeElement.matches(".menu")`, "true")
		v.quiet(p.path)
	}
}

// What stands left of the words in French stands right of them in Arabic.
func readsFromTheRight(v *visitor) {
	v.screen(1280, 800)
	film := v.the(
		"a film in French and Arabic",
		func(p *page) bool { return p.kind == "film" && p.lang == "fr" && v.alternate(p, "ar") != "" },
	)
	const side = `Math.sign(((e) => e.left + e.right)(document.querySelector("main .frame, main .motif, .screening ` +
		`figure").getBoundingClientRect()) - ((e) => e.left + ` +
		`e.right)(document.querySelector("h1").parentElement.getBoundingClientRect()))`
	const start = `Math.sign(document.querySelector(".brand").getBoundingClientRect().left + ` +
		`document.querySelector(".brand").getBoundingClientRect().right - innerWidth)`
	v.open(film.path)
	picture, brand := ask[int](v, side), ask[int](v, start)
	v.open(v.alternate(film, "ar"))
	v.is("dir", `document.documentElement.dir`, `"rtl"`)
	if mirrored := ask[int](v, side); picture == 0 || mirrored != -picture {
		v.Errorf("the picture is on side %d in French and %d in Arabic", picture, mirrored)
	}
	if mirrored := ask[int](v, start); brand != -1 || mirrored != 1 {
		v.Errorf("the name of the site is on side %d in French and %d in Arabic", brand, mirrored)
	}
}

// From the front page to the films, to one of them and back: pages that pass into one another
// say nothing in the console either.
func walksAbout(v *visitor) {
	v.screen(1280, 800)
	v.prefers("", "light", "no-preference")
	// A page that is left while it passes into the next complains; people are not that quick.
	const rests = `document.readyState === "complete" && document.body && !document.activeViewTransition && ` +
		`!document.getAnimations().some((a) => a.effect.pseudoElement?.startsWith("::view-transition"))`
	home := v.the("the front page", func(p *page) bool { return p.kind == "home" && p.lang == "fr" })
	v.open(home.path)
	for _, step := range []struct{ click, kind string }{
		{"main a[href*=films]", "film"}, {"nav a[href$='/films/']", "films"}, {"main li.film a", "film"},
		{"main .btn, main a", ""}, {".brand", "home"},
	} {
		before := v.at()
		v.do(chromedp.Click(chromedp.CSS(step.click)))
		v.until("performance.now() > 50 && " + rests)
		if step.kind != "" {
			v.until(fmt.Sprintf(`document.documentElement.dataset.kind.startsWith(%q)`, step.kind))
		}
		v.until(rests)
		v.quiet(before + " to " + v.at())
	}
	ask[any](v, "history.back()")
	v.until(`document.documentElement.dataset.kind !== "home" && ` + rests)
	v.quiet("back")
}
