package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"
	"artsfactory/cmd/internal/minify"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A tab is one open page.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func open(t *testing.T, ctx context.Context, address string) *tab {
	t.Helper()
	b := &tab{t, ctx}
	b.do(chromedp.Navigate(address))
	b.until(
		`document.readyState === "complete" && ` +
			`document.querySelector("serve-preview").shadowRoot.querySelector("input").value`,
	)
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// js is the value of an expression, as JSON.
func (b *tab) js(expression string) string {
	b.t.Helper()
	v, err := b.eval(expression)
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func (b *tab) eval(expression string) (string, error) {
	v, err := chromedp.Run(
		b.ctx,
		chromedp.Evaluate[json.RawMessage]("(async () => ("+expression+"))()", chromedp.EvalAwaitPromise),
	)
	if err != nil {
		return "", err
	}
	// Chromium writes letters beyond ASCII as \u….
	var plain any
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if len(v) == 0 || json.Unmarshal(v, &plain) != nil || enc.Encode(plain) != nil {
		return string(v), nil
	}
	return strings.TrimSpace(out.String()), nil
}

func (b *tab) until(expression string) {
	b.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		// A page that is loaded anew at that moment has no answer.
		if v, err := b.eval("!!(" + expression + ")"); err == nil && v == "true" {
			return
		}
	}
	b.t.Fatalf(
		"it does not come true in the page: %s\n%s\n%s",
		expression,
		b.js("document.body.innerText.slice(0, 600)"),
		b.js(panelText),
	)
}

func (b *tab) is(what, expression, want string) {
	b.t.Helper()
	if got := b.js(expression); got != want {
		b.t.Errorf("%s: %s, not %s", what, got, want)
	}
}

const says = `document.body.textContent.includes(%q)`

func (b *tab) untilItSays(words string) { b.t.Helper(); b.until(fmt.Sprintf(says, words)) }

// panel is what the page's panel says, or "".
const panelText = `(document.querySelector("serve-preview").shadowRoot.querySelector(".panel")?.innerText || "")`

// stage is the fictional site with a page that has everything a reader can change.
func stage(t *testing.T) map[string]string {
	files := fiction()
	film, err := os.ReadFile("../build/testdata/fiction/assets/video/marche.webm")
	if err != nil {
		t.Fatal(err)
	}
	long := "\n"
	for i := range 80 {
		long += fmt.Sprintf("\nLigne %d du texte de fiction, qui remplit la page.\n", i)
	}
	maps.Copy(files, map[string]string{
		"assets/video/marche.webm": string(film),
		"content/pages/stage.md": "---\ntitle: Scène\nsummary: Une scène de fiction.\n---\nPremier " +
			"paragraphe.\n\n[le film](../../assets/video/marche.webm)\n" + long + "\nDernier paragraphe.\n",
		"layouts/page.html": `<h1>{{.Title}}</h1>{{template "prose" .Body}}<form><label>Nom <input ` +
			`id="name"></label><textarea aria-label="Lettre"></textarea></form>` +
			`<details><summary>Plus</summary><p>Ouvert.</p></details><video id="film" muted loop preload="auto" ` +
			`controls></video><p class="end">{{.Summary}}</p>`,
	})
	return files
}

// The morph is ours, and small.
func TestMorphIsSmall(t *testing.T) {
	small, err := minify.Bytes("text/javascript", morphJS)
	if err != nil || len(small) > 4000 {
		t.Errorf("%d bytes, %v", len(small), err)
	}
	t.Logf("%d bytes", len(small))
}

// What a reader has done in a page is still so after an edit.
func TestReaderIsNotDisturbed(t *testing.T) {
	t.Parallel()
	d := startServer(t, stage(t))
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/stage/")
	b.js(
		`(document.getElementById("film").src = document.querySelector(".prose a[href*=webm]").href, await ` +
			`document.getElementById("film").play(), 0)`,
	)
	b.js(`(document.querySelector("details").open = true, window.mark = {}, 0)`)
	b.do(chromedp.SendKeys(chromedp.CSS("#name"), "Personne"))
	b.js(
		`(document.querySelector("textarea").value = "Une lettre", ` +
			`document.getElementById("name").setSelectionRange(2, 5), 0)`,
	)
	b.js(
		`(scrollTo({top: 1500, behavior: "instant"}), window.kept = [...document.querySelectorAll(".prose ` +
			`p")].slice(0, 60), window.place = kept[50].getBoundingClientRect().top, window.time = ` +
			`document.getElementById("film").currentTime, 0)`,
	)
	b.until(`document.getElementById("film").currentTime > 0`)
	for i, edit := range [][2]string{{"Premier paragraphe", "Tout premier paragraphe"},
		{"Ligne 70 du", "Une ligne neuve.\n\nLigne 70 du"}, {"Ligne 3 du texte de fiction, qui remplit la page.\n\n",
			""}, {"Une scène de fiction", "Une scène inventée"}} {
		d.edit("content/pages/stage.md", edit[0], edit[1])
		if i == 2 {
			b.until(`!document.body.textContent.includes("Ligne 3 du texte")`)
			continue
		}
		first, _, _ := strings.Cut(edit[1], "\n")
		b.untilItSays(first)
	}
	b.is("the page was not loaded anew", `!!window.mark`, "true")
	b.is("its place on the screen", `Math.abs(kept[50].getBoundingClientRect().top - place) < 2`, "true")
	b.is("its elements are the same", `kept.filter((p) => !p.isConnected).length`, "1")
	b.is("focus", `document.activeElement.id`, `"name"`)
	b.is("input", `document.activeElement.value`, `"Personne"`)
	b.is("selection", `[document.activeElement.selectionStart, document.activeElement.selectionEnd]`, "[2,5]")
	b.is("textarea", `document.querySelector("textarea").value`, `"Une lettre"`)
	b.is("details", `document.querySelector("details").open`, "true")
	b.is(
		"the video plays",
		`(({paused, currentTime}) => !paused && currentTime > 0)(document.getElementById("film"))`,
		"true",
	)
	b.is("the summary", `document.querySelector(".end").textContent`, `"Une scène inventée."`)
	b.is("the end is the clean page's", `document.querySelectorAll(".prose > p").length`, fmt.Sprint(1+1+80+1+1-1))
}

// After random edits the page in the browser is the page as it is served.
func TestPageInStep(t *testing.T) {
	t.Parallel()
	d := startServer(t, stage(t))
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/about/")
	blocks := []string{
		"Un alinéa.",
		"## Titre",
		"- un\n- deux\n- trois",
		"> cité",
		"| a | b |\n|---|---|\n| 1 | 2 |",
		"**gras** et *penché*",
		"[un lien](../sessions/edition-1.md)",
		"```\ncode\n```",
		"Note[^1].\n\n[^1]: La note.",
	}
	for i := range 60 {
		var body []string
		for j := range 1 + i*7%9 {
			body = append(
				body,
				strings.Replace(blocks[(i*i+j*(1+i%4))%len(blocks)], "[^1]", fmt.Sprintf("[^%d]", j), -1),
			)
		}
		d.write(
			about,
			fmt.Sprintf(
				"---\ntitle: À propos %d\nsummary: Fiction\n---\n%s\n",
				i,
				strings.Join(slices.Compact(body), "\n\n"),
			),
		)
		b.until(fmt.Sprintf(`document.title.includes("À propos %d –")`, i))
		b.is("the page is as served", `await (async () => {
			const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
			next.getElementById("serve-preview").remove();
			return next.body.isEqualNode(document.body) || next.body.outerHTML + "\n\n" + document.body.outerHTML;
		})()`, "true")
		if t.Failed() {
			return
		}
	}
}

// The panel comes with a mistake and goes when it is mended; the page stays meanwhile.
func TestPanel(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/ar/about/")
	b.is("no panel", panelText, `""`)
	d.edit(about, "title: À propos", "titel: À propos")
	b.until(panelText + `.includes("titel")`)
	if got := b.js(panelText); !strings.Contains(got, "content/pages/about.md:2:1") ||
		!strings.Contains(got, "did you mean") {
		t.Errorf("the panel lacks the place or the hint: %s", got)
	}
	b.is(
		"the caret is under the mistake",
		`document.querySelector("serve-preview").shadowRoot.querySelector("mark").textContent`,
		`"t"`,
	)
	b.is(
		"it is announced",
		`document.querySelector("serve-preview").shadowRoot.querySelector(".panel").parentNode.role`,
		`"alert"`,
	)
	b.untilItSays("الفقرة الأولى")
	b.is("the page is whole", `document.documentElement.dir`, `"rtl"`)
	if !strings.Contains(d.output.String(), "content/pages/about.md:2:1") {
		t.Errorf("the terminal does not say it: %s", d.output)
	}
	b.js(`(document.querySelector("serve-preview").shadowRoot.querySelector(".panel .close").click(), 0)`)
	b.is("closed", panelText, `""`)
	d.edit(about, "titel: À propos", "tilte: À propos")
	b.until(panelText + `.includes("tilte")`)
	d.edit(about, "tilte: À propos", "title: À propos")
	b.until(panelText + ` === ""`)
	if !strings.Contains(d.output.String(), "no problems any more") {
		t.Errorf("the terminal does not say that it is mended: %s", d.output)
	}
}

// A click in the panel, and alt-click in the page, open the editor at the line.
func TestClickOpensEditor(t *testing.T) {
	t.Parallel()
	files := fiction()
	d := startServer(t, files, func(s *rebuilder) {
		s.flags.editor = "sh -c 'echo \"$0\" >> " + s.dir.Root + "/opened' {file}:{line}:{col}"
	})
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/about/")
	opened := func(want string) {
		t.Helper()
		until(t, want, func() bool {
			got, _ := os.ReadFile(d.abs("opened"))
			return strings.HasSuffix(strings.TrimSpace(string(got)), want)
		})
	}
	b.js(
		`(document.querySelectorAll(".prose > *")[1].dispatchEvent(new MouseEvent("click", {altKey: true, bubbles: ` +
			`true, cancelable: true, composed: true})), 0)`,
	)
	opened("content/pages/about.md:7:1")
	b.js(
		`(document.querySelector("h1").dispatchEvent(new MouseEvent("click", {altKey: true, bubbles: true, ` +
			`cancelable: true, composed: true})), 0)`,
	)
	opened("content/pages/about.md:2:1")
	b.js(`(document.querySelector(".prose a").focus(), 0)`)
	b.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	opened("content/pages/about.md:7:1")
	b.is("the link was not followed", `location.pathname`, `"/about/"`)
	c := open(t, b.ctx, d.url+"/sessions/edition-1/")
	c.js(
		`(document.querySelector("[data-field=fee]").dispatchEvent(new MouseEvent("click", {altKey: true, bubbles: ` +
			`true, cancelable: true, composed: true})), 0)`,
	)
	opened("content/sessions/edition-1.md:8:1")
	c = open(t, b.ctx, d.url+"/news/")
	c.js(
		`(document.querySelector("main li a").dispatchEvent(new MouseEvent("click", {altKey: true, bubbles: true, ` +
			`cancelable: true, composed: true})), 0)`,
	)
	opened("content/news/note.md:2:1")
	c.js(
		`([...document.querySelector("serve-preview").shadowRoot.querySelectorAll(".bar button")].find((x) => ` +
			`x.textContent === "Edit this page").click(), 0)`,
	)
	opened("layouts/strings.fr.yaml:1:1")
	b = open(t, b.ctx, d.url+"/about/")
	d.edit("content/pages/about.md", "summary:", "sumary:")
	b.until(panelText + `.includes("sumary")`)
	b.js(`(document.querySelector("serve-preview").shadowRoot.querySelector(".panel li button").click(), 0)`)
	opened("content/pages/about.md:3:1")
}

// Styles change without the page being loaded anew, and without a moment without any.
func TestStyles(t *testing.T) {
	t.Parallel()
	files := fiction()
	files["assets/css/site.css"] = "body { background: rgb(1, 2, 3) }\n"
	d := startServer(t, files)
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/about/")
	b.is("styled", `getComputedStyle(document.body).backgroundColor`, `"rgb(1, 2, 3)"`)
	b.js(
		`(window.mark = {}, window.bare = 0, (function look() { if ` +
			`(getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)") window.bare++; ` +
			`requestAnimationFrame(look) })(), 0)`,
	)
	d.edit("assets/css/site.css", "rgb(1, 2, 3)", "rgb(4, 5, 6)")
	b.until(`getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)"`)
	b.is("not loaded anew", `!!window.mark`, "true")
	b.is("moments without style", `window.bare`, "0")
	b.until(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
}

// Three languages in three tabs follow one layout and one fact.
func TestLanguagesInStep(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	ctx := browsertest.Tab(t, 90*time.Second)
	var tabs []*tab
	for _, p := range []string{"/", "/ar/", "/en/"} {
		c, cancel := chromedp.NewContext(ctx)
		t.Cleanup(cancel)
		tabs = append(tabs, open(t, c, d.url+p))
	}
	d.edit("content/site.yaml", "name: Atelier Fictif", "name: Atelier Imaginaire")
	for _, b := range tabs {
		b.until(`document.querySelector("header").textContent.includes("Atelier Imaginaire")`)
		b.until(`document.title.includes("Atelier Imaginaire")`)
	}
}

// A page that is gone says so and offers the nearest; when it is back, so is the page.
func TestPageGone(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/news/note/")
	b.js(`(window.mark = {}, 0)`)
	for _, l := range []string{"", ".ar", ".en"} {
		if err := os.Rename(d.abs("content/news/note"+l+".md"), d.abs("content/news/notes"+l+".md")); err != nil {
			t.Fatal(err)
		}
	}
	b.until(panelText + `.includes("/news/notes/")`)
	b.untilItSays("Premier paragraphe")
	for _, l := range []string{"", ".ar", ".en"} {
		if err := os.Rename(d.abs("content/news/notes"+l+".md"), d.abs("content/news/note"+l+".md")); err != nil {
			t.Fatal(err)
		}
	}
	b.until(panelText + ` === ""`)
	d.edit("content/news/note.md", "Premier", "Tout premier")
	b.untilItSays("Tout premier paragraphe")
	b.is("not loaded anew", `!!window.mark`, "true")
}

// The date field shows the site of another day to every browser.
func TestTravelInTheBar(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/sessions/edition-1/")
	before := b.js(`document.querySelector("main").innerText`)
	b.js(
		`await (async () => { const f = document.querySelector("serve-preview").shadowRoot.querySelector("input"); ` +
			`f.value = "2028-01-01T00:00"; f.dispatchEvent(new Event("change")) })()`,
	)
	b.until(`document.querySelector("main").innerText !== ` + before)
	if at := d.rebuilder.current.Load().now.Format("2006-01-02"); at != "2028-01-01" {
		t.Errorf("it is %s", at)
	}
}

// When the server comes back, pages catch up with what they missed.
func TestServerRestarted(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/about/")
	addr := strings.TrimPrefix(d.url, "http://")
	if code := d.stop(); code != 0 {
		t.Errorf("stopped with %d", code)
	}
	b.until(`document.querySelector("serve-preview").shadowRoot.querySelector(".bar.lost")`)
	d.edit(about, "Premier", "Tout premier")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"-root", d.root, "-addr", addr}, d.output, d.output)
	}()
	t.Cleanup(func() { cancel(); <-done })
	b.untilItSays("Tout premier paragraphe")
}

// Saved to painted is measured and told, not judged: machines differ.
func TestSavedToPainted(t *testing.T) {
	t.Parallel()
	d := startServer(t, stage(t))
	b := open(t, browsertest.Tab(t, 90*time.Second), d.url+"/stage/")
	b.js(
		`(window.painted = [], document.addEventListener("serve:updated", () => requestAnimationFrame(() => { ` +
			`const c = new MessageChannel(); c.port1.onmessage = () => painted.push(Date.now()); ` +
			`c.port2.postMessage(0) })), 0)`,
	)
	var all []time.Duration
	for i := range 30 {
		text := strings.Replace(
			d.text("content/pages/stage.md"),
			"Premier paragraphe",
			fmt.Sprintf("Premier paragraphe %d", i),
			1,
		)
		saved := time.Now()
		d.write("content/pages/stage.md", text)
		b.until(fmt.Sprintf("painted.length > %d", i))
		var at float64
		json.Unmarshal([]byte(b.js(fmt.Sprintf("painted[%d]", i))), &at)
		all = append(all, time.UnixMilli(int64(at)).Sub(saved)+time.Millisecond)
	}
	slices.Sort(all)
	t.Logf(
		"saved → painted: median %v, slowest %v of %d",
		all[len(all)/2].Round(time.Millisecond),
		all[len(all)-1].Round(time.Millisecond),
		len(all),
	)
}

// What a morph brings in works with the site's own scripts: a trailer that was not there before,
// a second video beside one that was, films and filters that are new.
func TestScriptsOfNewNodes(t *testing.T) {
	t.Parallel()
	film := func(title, kind, more string) string {
		return "---\ntitle: " + title + "\nkind: " + kind + "\nsession: edition-1\n" + more +
			"---\nUn film de fiction.\n"
	}
	const zero = "content/films/zero.md"
	files := fiction()
	maps.Copy(files, map[string]string{zero: film("Zéro", "short", ""),
		"content/films/un.md": film("Un", "animation", ""), "content/films/une.md": film("Une", "animation", "")})
	d := startServer(t, files)
	ctx := browsertest.Tab(t, 90*time.Second)
	b := open(t, ctx, d.url+"/films/zero/")
	play := func(n int, address string) {
		t.Helper()
		b.until(
			fmt.Sprintf(
				`document.readyState === "complete" && document.querySelectorAll("[data-embed]").length === %d`,
				n,
			),
		)
		b.js(`(document.querySelector("[data-embed$='` + address + `'] a").click(), 0)`)
		b.until(`document.querySelector("[data-embed$='` + address + `'] iframe")?.src.endsWith("` + address + `")`)
		b.is("the page was not left", `location.pathname`, `"/films/zero/"`)
	}
	d.write(zero, film("Zéro", "short", "trailer: {youtube: abcdefghijk}\n"))
	play(1, "abcdefghijk")
	b.js(`(window.mark = {}, 0)`)
	d.write(zero, film("Zéro", "short", "trailer: {youtube: abcdefghijk}\nfilm: {vimeo: 123456789}\n"))
	play(2, "123456789")
	b.is("not loaded anew", `!!window.mark`, "true")
	b.is("the first still plays", `!!document.querySelector("[data-embed$=abcdefghijk] iframe")`, "true")

	b = open(t, ctx, d.url+"/films/")
	b.js(`(window.mark = {}, 0)`)
	shown := `[...document.querySelectorAll(".cards > li:not([hidden])")].map((x) => x.querySelector("h3, h2, ` +
		`a").textContent.trim()).sort().join()`
	click := func(kind, want string) {
		t.Helper()
		b.js(`(document.querySelector("a[data-filter=kind][data-value='` + kind + `']").click(), 0)`)
		b.is("films that are "+kind, shown, want)
		b.is("not loaded anew", `!!window.mark && location.pathname`, `"/films/"`)
	}
	click("animation", `"Un,Une"`)
	d.write("content/films/deux.md", film("Deux", "animation", ""))
	d.write("content/films/trois.md", film("Trois", "documentary", ""))
	d.write("content/films/quatre.md", film("Quatre", "documentary", ""))
	b.until(
		`document.querySelectorAll(".cards > li").length === 6 && document.querySelector("a[data-value=documentary]")`,
	)
	b.is("the filter holds for what is new", shown, `"Deux,Un,Une"`)
	click("documentary", `"Quatre,Trois"`)
	click("animation", `"Deux,Un,Une"`)
	click("documentary", `"Quatre,Trois"`)
	b.is("how many", `document.querySelector("[data-count]").textContent.startsWith("2 / 6")`, "true")
}

var picture = flag.Bool("picture", false, "take the picture of the README anew")

// What the README shows: a session of the fictional site with two mistakes, each with its place,
// the line itself and a hint, and the page as it was.
func TestPicture(t *testing.T) {
	t.Parallel()
	d := startServer(t, nil, func(s *rebuilder) {
		if err := os.CopyFS(s.dir.Root, os.DirFS("../build/testdata/fiction")); err != nil {
			t.Fatal(err)
		}
		// The fictional drawing is full of what is remarked on, which is not the matter here.
		drawing := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><circle cx="160" cy="100" ` +
			`r="40"/></svg>`
		if err := os.WriteFile(s.dir.Root+"/assets/images/plan.svg", []byte(drawing), 0o666); err != nil {
			t.Fatal(err)
		}
		s.asOf = "2026-11-21"
	})
	const edition = "content/sessions/edition-2.md"
	ctx := browsertest.Tab(t, 90*time.Second)
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: 1200, Height: 760, DeviceScaleFactor: 1}); err != nil {
		t.Fatal(err)
	}
	b := open(t, ctx, d.url+"/site/editions/edition-2/")
	title := b.js(`document.querySelector("h1").innerText`)
	d.edit(edition, "end: 2027-02-26", "end: 2025-02-26")
	b.until(panelText + `.includes("end (2025-02-26)")`)
	d.edit(edition, "\nseats:", "\nseat:")
	b.until(panelText + `.includes("seats")`)
	for _, says := range []string{edition + ":6:6", "end: 2025-02-26", "hint: exchange the two", edition + ":7:1",
		`unknown field \"seat\"`, "hint: did you mean", "as it was before the mistake"} {
		if got := b.js(panelText); !strings.Contains(got, says) {
			t.Errorf("the panel does not say %s: %s", says, got)
		}
	}
	b.is("the title", `document.querySelector("h1").innerText`, title)
	if !*picture || t.Failed() {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../../.github/preview.png", png, 0o666); err != nil {
		t.Fatal(err)
	}
}
