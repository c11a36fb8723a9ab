package site

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/view"

	"golang.org/x/text/unicode/norm"
)

// linkTargets are all that a link in a body can lead to, beside files. They stay the same as long as
// no entry comes or goes and none changes its address.
type linkTargets struct {
	pages     *memo.List[linkedPage]
	entries   *memo.List[string] // names such as "films/zero", live or not, in the order of their paths
	aliases   *memo.List[string] // old addresses, as foldPath has them
	base      string             // path of the base URL, with slashes at both ends
	uncertain bool               // some addresses are
}

// A linkedPage is a page, what it is about, and the file whose headings a link to it may name.
type linkedPage struct {
	view.Route
	entry, file string // "" where there is none
}

// A pageIndex finds pages; those of a group by language, nil where there is none.
type pageIndex struct {
	byEntry, byGroup map[string]map[int]*linkedPage
	byPath           map[string]*linkedPage // folded
}

func (rs *resolvedSite) newLinkTargets(m *memo.Memory) linkTargets {
	pages := make([]linkedPage, len(rs.routes.list))
	for i, rt := range rs.routes.list {
		pages[i].Route = *rt
		if r := rs.record(rt); r != nil {
			e := r.Base()
			pages[i].entry = nameOf(e)
			if f := e.Files[rt.Lang]; f != nil {
				pages[i].file = f.Path
			}
		}
	}
	names := make([]string, len(rs.entries))
	for i, e := range rs.entries {
		names[i] = nameOf(e.record.Base())
	}
	aliases := make([]string, len(rs.routes.redirects))
	for i, r := range rs.routes.redirects {
		aliases[i] = foldPath(r.path)
	}
	return linkTargets{memo.ListOf(m, pages), memo.ListOf(m, names), memo.ListOf(m, aliases),
		rs.routes.base, rs.routes.uncertain}
}

func newPageIndex(pages []linkedPage) *pageIndex {
	x := &pageIndex{map[string]map[int]*linkedPage{}, make(map[string]map[int]*linkedPage, len(pages)),
		make(map[string]*linkedPage, len(pages))}
	for i := range pages {
		p := &pages[i]
		x.byPath[foldPath(p.Path)] = p
		same := x.byGroup[p.Group]
		if same == nil {
			same = make(map[int]*linkedPage, 3)
			x.byGroup[p.Group] = same
		}
		same[p.Lang] = p
		if p.entry != "" {
			x.byEntry[p.entry] = same // all pages of a group are about one entry
		}
	}
	return x
}

func nameIndex(names []string) map[string]bool {
	x := make(map[string]bool, len(names))
	for _, n := range names {
		x[n] = true
	}
	return x
}

// A linkTarget is what a link in a body leads to: a page, a file, or an entry that has no page now.
type linkTarget struct {
	url      string
	page     *linkedPage
	entry    string // the name of the entry, if it names one
	fragment string
}

// splitDest gives the path and the fragment of a destination, however it is typed: a browser's
// address line percent-encodes letters, some systems part their accents.
func splitDest(dest string) (path, fragment string) {
	dest, fragment, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	return plainAddress(dest), plainAddress(fragment)
}

func plainAddress(s string) string {
	if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) && !strings.ContainsRune(plain, 0) {
		s = plain
	}
	return norm.NFC.String(s)
}

// find finds what a link means, in the same language as its page. It reports false where there is
// nothing of that name. file gives the address of a file that is no page, or "".
func (l linkTargets) find(from string, lang int, dest string, file func(path string) string) (linkTarget, bool) {
	dest, frag := splitDest(dest)
	t := linkTarget{fragment: frag}
	if dest == "" {
		t.url = "#" + frag
		n, _ := content.ParseName(from)
		t.page = l.to(n.Folder+"/"+n.ID, lang)
		return t, true
	}
	if name := l.entryNamed(from, dest); name != "" {
		t.entry = name
		t.page = l.to(name, lang)
		if strings.HasSuffix(name, "/index") && t.page == nil {
			t.page = memo.Index(l.pages, newPageIndex).byGroup[strings.TrimSuffix(name, "index")][lang]
		}
	} else if p := l.pageAt(dest, lang); p != nil {
		t.page = p
	} else if t.url = file(content.Resolve(path.Dir(from), dest)); t.url != "" {
		if frag != "" {
			t.url += "#" + frag
		}
		return t, true
	} else if t.url = l.other(dest); t.url != "" {
		return t, true
	} else {
		return t, false
	}
	if t.page != nil {
		t.url = t.page.URL
		if frag != "" {
			t.url += "#" + frag
		}
	}
	return t, true
}

// to is the page of an entry in a language, or in the default one where it is not translated, or nil.
func (l linkTargets) to(name string, lang int) *linkedPage {
	same := memo.Index(l.pages, newPageIndex).byEntry[name]
	if p := same[lang]; p != nil {
		return p
	}
	return same[0]
}

// entryNamed finds the entry that a destination names by its source file or its identity.
func (l linkTargets) entryNamed(from, dest string) string {
	dir := path.Dir(from)
	for _, base := range [...]string{dir, path.Dir(dir), "content"} {
		p := strings.TrimSuffix(strings.TrimSuffix(path.Join(base, dest), ".md"), "/index")
		rest, ok := strings.CutPrefix(p, "content/")
		if !ok {
			continue
		}
		folder, id, _ := strings.Cut(rest, "/")
		id, _, _ = strings.Cut(id, ".")
		if id == "" {
			id = "index"
		}
		if content.KindOf(folder) != "" && l.exists(folder, id) {
			return folder + "/" + id
		}
	}
	return ""
}

func (l linkTargets) exists(folder, id string) bool {
	if id == "index" && folder != content.PageKind.Folder() {
		return memo.Index(l.pages, newPageIndex).byGroup[folder+"/"] != nil
	}
	return memo.Index(l.entries, nameIndex)[folder+"/"+id]
}

// other is the address of what is no page at an address of the site: an old address that leads
// to a page, or a file that is made with the site, such as a feed; "" where there is neither.
func (l linkTargets) other(dest string) string {
	rest, ok := strings.CutPrefix(dest, "/")
	if !ok {
		return ""
	}
	rest = strings.TrimPrefix(rest, strings.TrimPrefix(l.base, "/"))
	if memo.Index(l.aliases, nameIndex)[foldPath(rest)] {
		return l.base + encoded(rest)
	}
	switch path.Ext(rest) {
	case ".xml", ".ics", ".json", ".txt", ".zip":
		return l.base + encoded(rest)
	}
	return ""
}

// encoded is a path as it stands in an address.
func encoded(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// pageAt finds the page at an address of the site, in the language asked for.
func (l linkTargets) pageAt(dest string, lang int) *linkedPage {
	if !strings.HasPrefix(dest, "/") {
		return nil
	}
	x := memo.Index(l.pages, newPageIndex)
	for _, u := range []string{dest, dest + "/", l.base + dest[1:], l.base + dest[1:] + "/"} {
		below, ok := strings.CutPrefix(u, l.base)
		if p := x.byPath[foldPath(below)]; ok && p != nil && p.URL == l.base+encoded(below) {
			if same := x.byGroup[p.Group][lang]; same != nil {
				return same
			}
			return p
		}
	}
	return nil
}
