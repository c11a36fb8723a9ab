package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/browsertest"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A question to the search of the fictional site, and the start of the address of a page that answers it.
type question struct{ lang, text, path string }

func questions(t *testing.T) (list []question) {
	for _, f := range lines(t, "testdata/queries.tsv") {
		if len(f) != 3 {
			t.Fatalf("not a language, a question and an address: %q", f)
		}
		list = append(list, question{f[0], f[1], f[2]})
	}
	return list
}

// asking asks one question after another, as somebody does who types and presses Enter, and returns the addresses
// of what is found.
const asking = `(async (questions) => {
  const form = document.querySelector("form[data-index]"), list = document.querySelector("[data-results]");
  const tick = () => new Promise((done) => setTimeout(done));
  form.elements.q.focus();
  while (!form.elements.q.hasAttribute("aria-controls")) await tick();
  const out = [];
  for (const q of questions) {
    form.elements.q.value = q;
    form.requestSubmit();
    while (list.dataset.results !== q) await tick();
    out.push([...list.querySelectorAll("a")].map((a) => a.getAttribute("href")));
  }
  return out;
})(%s)`

// Every question finds its page among the first three.
func TestQuestions(t *testing.T) {
	s := fictionSite(t)
	v := visit(t, browsertest.Start(t, 2*time.Minute), s)
	all := questions(t)
	if len(all) < 200 {
		t.Errorf("%d questions", len(all))
	}
	for _, lang := range []string{"fr", "ar", "en"} {
		var texts []string
		var asked []question
		for _, q := range all {
			if q.lang == lang {
				texts, asked = append(texts, q.text), append(asked, q)
			}
		}
		v.open(v.the("the search in "+lang, func(p *page) bool { return p.kind == "search" && p.lang == lang }).path)
		found := ask[[][]string](v, strings.Replace(asking, "%s", jsonOf(texts), 1))
		for i, q := range asked {
			first := found[i][:min(3, len(found[i]))]
			right := false
			for _, u := range first {
				right = right || strings.HasPrefix(strings.TrimPrefix(u, strings.TrimSuffix(s.base.Path, "/")), q.path)
			}
			if !right {
				t.Errorf("%s %q: %q, want %s", lang, q.text, first, q.path)
			}
		}
		v.quiet("the search in " + lang)
	}
}

// lines are the lines of a file that are no comments, each in its parts.
func lines(t *testing.T, path string) (list [][]string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); strings.Contains(line, "\t") {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// The browser folds as package search does, whose own test reads the same file.
func TestFoldingInBrowser(t *testing.T) {
	s := fictionSite(t)
	v := visit(t, browsertest.Start(t, time.Minute), s)
	v.open(v.the("the search", func(p *page) bool { return p.kind == "search" }).path)
	for _, x := range lines(t, "../internal/search/testdata/words.txt") {
		got := ask[string](v, fmt.Sprintf(`(async () => {
			const { index, script } = document.querySelector("form[data-index]").dataset;
			const { folding } = await import(script);
			const { words, forms } = folding(JSON.parse((await (await fetch(index + ".txt")).text()).split("\n")[0]));
			return words(%s).map((w) => forms(w).join("|")).join(" ");
		})()`, jsonOf(x[0])))
		if got != x[1] {
			t.Errorf("%s\n got %s\nwant %s", x[0], got, x[1])
		}
	}
	for _, x := range lines(t, "../internal/search/testdata/sounds.txt") {
		got := ask[string](v, fmt.Sprintf(`(async () => {
			const { index, script } = document.querySelector("form[data-index]").dataset;
			const { folding } = await import(script);
			return folding(JSON.parse((await (await fetch(index + ".txt")).text()).split("\n")[0])).sound(%s);
		})()`, jsonOf(x[0])))
		if got != x[1] {
			t.Errorf("%s sounds like %q, want %q", x[0], got, x[1])
		}
	}
}

// A slowSite serves a site whose search is late, or fails.
type slowSite struct {
	*published
	late   time.Duration // of what searches
	broken string        // in the addresses that fail
}

func (s *slowSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.URL.Path, "/find.") {
		time.Sleep(s.late)
	}
	if s.broken != "" && strings.Contains(r.URL.Path, s.broken) {
		http.Error(w, "out of order", http.StatusServiceUnavailable)
		return
	}
	s.published.ServeHTTP(w, r)
}

const (
	searchInput = `document.querySelector("form[data-index] input")`
	results     = `document.querySelectorAll("[role=option]")`
	searchSaid  = `document.querySelector("main > [role=status]").textContent`
)

func (v *visitor) types(keys string) { v.do(chromedp.SendKeys(chromedp.CSS("#q_"), keys)) }

// Somebody searches with the keyboard alone, opens a result, and comes back to all of them.
func TestSearching(t *testing.T) {
	s := fictionSite(t)
	browser := browsertest.Start(t, 2*time.Minute)
	in := func(lang string) string {
		return s.where(func(p *page) bool { return p.kind == "search" && p.lang == lang })[0].path
	}
	t.Run("by keyboard", func(t *testing.T) {
		v := visit(t, browser, s)
		for lang, typed := range map[string]string{"fr": "boussol", "ar": "البوص"} {
			v.open(in(lang))
			v.is("before it is asked for",
				`performance.getEntriesByType("resource").some((e) => /find|search-index/.test(e.name))`, "false")
			v.types(typed)
			v.until(`document.querySelector("[data-results]").dataset.results === ` + jsonOf(typed))
			v.is("expanded", searchInput+`.ariaExpanded`, `"true"`)
			v.is("the address", `new URL(location).searchParams.get("q")`, jsonOf(typed))
			v.is("the mark is in the title", results+`[0].querySelector("b mark") !== null`, "true")
			v.is("how many are announced", fmt.Sprintf(`%s.includes(%s.length)`, searchSaid, results), "true")
			v.is("the direction of results", fmt.Sprintf(`getComputedStyle(%s[0]).direction`, results),
				map[string]string{"fr": `"ltr"`, "ar": `"rtl"`}[lang])
			v.types(kb.ArrowDown)
			v.is("the active one", fmt.Sprintf(`%s.getAttribute("aria-activedescendant") === %s[0].id`,
				searchInput, results), "true")
			first := ask[string](v, results+`[0].getAttribute("href")`)
			v.types(kb.Enter)
			v.until(fmt.Sprintf(`location.pathname === new URL(%s, location).pathname`, jsonOf(first)))
			v.until(`document.readyState === "complete"`)
			ask[any](v, "history.back()")
			v.until(fmt.Sprintf(`location.pathname.startsWith(%s) && %s.length`, jsonOf(in(lang)), results))
			v.is("the question is still there", searchInput+`.value`, jsonOf(typed))
			v.is("the same is first", results+`[0].getAttribute("href")`, jsonOf(first))
			v.quiet("the search in " + lang)
		}
	})
	t.Run("for screen readers", func(t *testing.T) {
		v := visit(t, browser, s)
		v.open(in("en") + "?q=compass")
		v.until(results + ".length")
		tree, err := chromedp.Call(v.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, n := range tree.Nodes {
			if n.Role != nil && n.Name != nil && !n.Ignored {
				told = append(told, string(n.Role.Value)+" "+string(n.Name.Value))
			}
		}
		all := strings.Join(told, "\n")
		for _, want := range []string{`"combobox" "What are you looking for?"`, `"listbox" "Pages found"`,
			`"option" "Compass Animated film`} {
			if !strings.Contains(all, want) {
				t.Errorf("no %s in\n%s", want, all)
			}
		}
	})
	t.Run("on a slow network", func(t *testing.T) {
		v := visitAt(t, browser, s, &slowSite{published: s, late: 3 * time.Second})
		v.open(in("fr"))
		v.types("boussole")
		v.types(kb.Enter) // what searches is not there yet: the form leads to the page with the question
		v.until(`location.search === "?q=boussole"`)
		v.until(results + ".length")
		v.is("the answer", fmt.Sprintf(`%s[0].pathname.endsWith("/films/boussole/")`, results), "true")
	})
	for _, broken := range []string{"/search-index/", "/find."} {
		t.Run("without "+broken, func(t *testing.T) {
			v := visitAt(t, browser, s, &slowSite{published: s, broken: broken})
			v.open(in("fr"))
			v.types("boussole")
			v.until(searchSaid)
			v.types(kb.Enter)
			v.until(`location.search === "?q=boussole" && document.readyState === "complete"`)
			v.until(searchSaid)
			v.is("the list of all pages",
				`document.querySelector("main nav a[href$='/films/boussole/']") !== null`, "true")
		})
	}
}
