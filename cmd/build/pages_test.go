package main

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// eachPage looks at every page and tells what f finds, the page's path before it.
func eachPage(t *testing.T, f func(s *published, p *page) []string) {
	t.Helper()
	s := fictionSite(t)
	for _, p := range s.pages {
		for _, fault := range f(s, p) {
			t.Errorf("%s: %s", p.path, fault)
		}
	}
}

func named(names ...string) func(*html.Node) bool {
	return func(n *html.Node) bool { return slices.Contains(names, n.Data) }
}

// A page says what it is: language and direction, title, one main heading, the address it
// counts under, and what kind of page it is.
func TestPagesSayWhatTheyAre(t *testing.T) {
	eachPage(t, func(s *published, p *page) (faults []string) {
		root := find(p.doc, named("html"))[0]
		want := "ltr"
		if p.lang == "ar" {
			want = "rtl"
		}
		if p.lang == "" || attr(root, "dir") != want {
			faults = append(faults, fmt.Sprintf("lang is %q and dir is %q", p.lang, attr(root, "dir")))
		}
		if p.kind == "" {
			faults = append(faults, "no data-kind")
		}
		if titles := find(p.doc, named("title")); len(titles) == 0 || text(titles[0]) == "" {
			faults = append(faults, "no title")
		}
		if h := find(p.doc, named("h1")); len(h) != 1 || text(h[0]) == "" {
			faults = append(faults, fmt.Sprintf("%d main headings", len(h)))
		}
		canonical := find(p.doc, func(n *html.Node) bool { return n.Data == "link" && attr(n, "rel") == "canonical" })
		switch {
		case p.kind == "404" && len(canonical) != 0:
			faults = append(faults, "a page of no address has a canonical one")
		case p.kind == "404", p.kind == "redirect" && len(canonical) == 1:
		case len(canonical) != 1 || s.base.Scheme+"://"+s.base.Host+p.path != attr(canonical[0], "href"):
			faults = append(faults, "its canonical address is not its own")
		}
		return faults
	})
}

// The picture that a page opens with is fetched at once, and every other when it is near.
func TestPagesFetchTheirFirstPictureFirst(t *testing.T) {
	opened := 0
	eachPage(t, func(_ *published, p *page) (faults []string) {
		var first []*html.Node
		for _, open := range find(p.doc, func(n *html.Node) bool {
			return hasClass(n, "opening") ||
				hasClass(n, "screening")
		}) {
			first = append(first, find(open, named("img"))...)
		}
		opened += len(first)
		for _, img := range find(p.doc, named("img")) {
			if slices.Contains(first, img) != (attr(img, "fetchpriority") == "high") ||
				slices.Contains(first, img) == (attr(img, "loading") == "lazy") {
				faults = append(
					faults,
					fmt.Sprintf(
						"%s: loading %q, fetchpriority %q",
						attr(img, "src"),
						attr(img, "loading"),
						attr(img, "fetchpriority"),
					),
				)
			}
		}
		return faults
	})
	if opened < 100 {
		t.Errorf("only %d pages open with a picture", opened)
	}
}

// A credit in Latin letters keeps its own order below a picture of an Arabic page: © comes first.
func TestCreditsKeepTheirOrder(t *testing.T) {
	credits := 0
	eachPage(t, func(_ *published, p *page) (faults []string) {
		if p.lang != "ar" {
			return nil
		}
		for _, caption := range find(p.doc, named("figcaption")) {
			for c := caption.FirstChild; c != nil; c = c.NextSibling {
				if c.Data == "bdi" {
					credits++
				}
				if c.Type == html.TextNode &&
					strings.IndexFunc(c.Data, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) >= 0 {
					faults = append(faults, fmt.Sprintf("%q turns with the text around it", c.Data))
				}
			}
		}
		return faults
	})
	if credits == 0 {
		t.Error("no Arabic page has a credit")
	}
}

// Nothing in a page runs or styles by itself: what may is in the policy that every page has.
func TestPagesAreSafe(t *testing.T) {
	eachPage(t, func(_ *published, p *page) (faults []string) {
		policy := find(p.doc, func(n *html.Node) bool {
			return n.Data == "meta" && strings.EqualFold(attr(n, "http-equiv"), "content-security-policy")
		})
		if len(policy) != 1 || !strings.HasPrefix(attr(policy[0], "content"), "default-src 'none'") ||
			strings.Contains(attr(policy[0], "content"), "unsafe") {
			faults = append(faults, "no strict Content-Security-Policy")
		}
		for _, n := range find(p.doc, func(n *html.Node) bool { return true }) {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") ||
					strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
					faults = append(faults, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
				}
			}
			if n.Data == "script" && attr(n, "src") == "" && attr(n, "type") != "application/ld+json" {
				faults = append(faults, "a script in the page itself")
			}
		}
		return faults
	})
}

// Who does not see a page finds the same order in it: headings without gaps, ids that are
// unique and found by those who name them, pictures with words and with room kept for them.
func TestPagesAreInOrder(t *testing.T) {
	eachPage(t, func(_ *published, p *page) (faults []string) {
		ids := map[string]bool{}
		level := 0
		for _, n := range find(p.doc, func(*html.Node) bool { return true }) {
			if id, ok := lookup(n, "id"); ok && (ids[id] || id == "") {
				faults = append(faults, fmt.Sprintf("the id %q is there twice, or empty", id))
			} else if ok {
				ids[id] = true
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				now := int(n.Data[1] - '0')
				if now > level+1 {
					faults = append(faults, fmt.Sprintf("<%s> %q comes after level %d", n.Data, text(n), level))
				}
				level = now
			}
			if n.Data == "img" {
				for _, name := range []string{"width", "height", "alt"} {
					if _, ok := lookup(n, name); !ok {
						faults = append(faults, fmt.Sprintf("picture %s has no %s", attr(n, "src"), name))
					}
				}
			}
		}
		for _, n := range find(p.doc, func(*html.Node) bool { return true }) {
			for _, name := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "popovertarget",
				"for"} {
				for _, id := range strings.Fields(attr(n, name)) {
					if !ids[id] {
						faults = append(faults, fmt.Sprintf("<%s %s=%q> names nothing", n.Data, name, id))
					}
				}
			}
		}
		return faults
	})
}

// Every address within the site leads to something that is there, fragments too.
func TestLinks(t *testing.T) {
	ids := map[*page]map[string]bool{}
	idsOf := func(p *page) map[string]bool {
		if ids[p] == nil {
			ids[p] = map[string]bool{"": true}
			for _, n := range find(p.doc, func(*html.Node) bool { return true }) {
				ids[p][attr(n, "id")] = true
			}
		}
		return ids[p]
	}
	eachPage(t, func(s *published, p *page) (faults []string) {
		for _, address := range addresses(p.doc) {
			u, err := s.base.Parse(p.path)
			if err == nil {
				u, err = u.Parse(address)
			}
			if err != nil {
				faults = append(faults, err.Error())
				continue
			}
			if u.Host != s.base.Host {
				continue
			}
			rel, inside := strings.CutPrefix(u.Path, s.base.Path)
			if rel == "" || strings.HasSuffix(rel, "/") {
				rel += "index.html"
			}
			if _, found := s.files[rel]; !inside || !found {
				faults = append(faults, "nothing is at "+address)
			} else if to := s.page(u.Path); to != nil && !idsOf(to)[u.Fragment] {
				faults = append(faults, "no such place: "+address)
			}
		}
		return faults
	})
}

// addresses returns all that a page's elements point at.
func addresses(doc *html.Node) []string {
	var out []string
	for _, n := range find(doc, func(*html.Node) bool { return true }) {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "poster":
				out = append(out, a.Val)
			case "srcset", "imagesrcset":
				for one := range strings.SplitSeq(a.Val, ",") {
					out = append(out, strings.Fields(one)[0])
				}
			}
		}
	}
	return out
}

// The language switch keeps the page: it leads to the same page in the other language, or,
// where that is not written yet, to the list that would hold it.
func TestLanguageSwitchKeepsThePage(t *testing.T) {
	lists := map[string]string{
		"session":     "sessions",
		"masterclass": "masterclasses",
		"event":       "events",
		"film":        "films",
		"prize":       "prizes",
		"person":      "people",
		"place":       "places",
		"news":        "news-list",
		"page":        "home",
		"films-by":    "films",
	}
	kept, elsewhere := 0, 0
	eachPage(t, func(s *published, p *page) (faults []string) {
		if p.kind == "redirect" {
			return nil
		}
		alternates := map[string]string{}
		for _, n := range find(p.doc, func(n *html.Node) bool {
			return n.Data == "link" && attr(n, "rel") == "alternate" && attr(n, "hreflang") != ""
		}) {
			u, err := url.Parse(attr(n, "href"))
			if err != nil {
				faults = append(faults, err.Error())
				continue
			}
			alternates[attr(n, "hreflang")] = u.Path
		}
		header := find(p.doc, named("header"))[0]
		links := find(header, func(n *html.Node) bool { return n.Data == "a" && attr(n, "hreflang") != "" })
		if len(links) != 3 {
			faults = append(faults, fmt.Sprintf("%d languages to choose from", len(links)))
		}
		for _, a := range links {
			lang, to := attr(a, "hreflang"), attr(a, "href")
			target := s.page(to)
			switch {
			case attr(a, "lang") != lang:
				faults = append(faults, fmt.Sprintf("%q is not marked as %s", text(a), lang))
			case target == nil || target.lang != lang:
				faults = append(faults, fmt.Sprintf("the link to %s leads to %s, which is not in it", lang, to))
			case lang == p.lang && to != p.path:
				faults = append(faults, "its own language leads away")
			case alternates[lang] != "" && alternates[lang] != to:
				faults = append(
					faults,
					fmt.Sprintf("the link to %s leads to %s and not to %s", lang, to, alternates[lang]),
				)
			case alternates[lang] == "" && target.kind != p.kind && target.kind != lists[p.kind]:
				faults = append(
					faults,
					fmt.Sprintf(
						"not written in %s, and the link leads to %s, a page of kind %s",
						lang,
						to,
						target.kind,
					),
				)
			case alternates[lang] != "":
				kept++
			default:
				elsewhere++
			}
		}
		return faults
	})
	if kept == 0 || elsewhere == 0 {
		t.Errorf("%d links kept the page and %d did not: one of the two is not tested", kept, elsewhere)
	}
}

// No page shows the name of a word in place of the word.
func TestNoWordIsMissing(t *testing.T) {
	b, err := os.ReadFile("../../layouts/strings.fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var families []string
	for _, m := range regexp.MustCompile(`(?m)^([a-z]+):$`).FindAllSubmatch(b, -1) {
		families = append(families, string(m[1]))
	}
	bare := regexp.MustCompile(`\b(?:` + strings.Join(families, "|") + `)\.[a-z_]+\b`)
	eachPage(t, func(_ *published, p *page) (faults []string) {
		if key := bare.FindString(text(p.doc)); key != "" {
			faults = append(faults, "it says "+key)
		}
		for _, m := range regexp.MustCompile(`\{[a-z]+\}`).FindAllString(text(find(p.doc, named("body"))[0]), 1) {
			faults = append(faults, "it says "+m)
		}
		return faults
	})
}
