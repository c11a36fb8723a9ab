package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/view"
)

// A linkTarget is what a link in a body leads to: a page, a file, or an entry that has no page now.
type linkTarget struct {
	url      string
	route    *view.Route
	fragment string
}

// linkTarget finds what a link means, in the same language as its page. It reports false where
// there is nothing of that name. file gives the address of a file that is no page, or "".
func (rs *resolvedSite) linkTarget(from string, lang int, dest string, file func(path string) string) (linkTarget, bool) {
	dest, frag, _ := strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	t := linkTarget{fragment: frag}
	if dest == "" {
		t.url = "#" + frag
		n, _ := content.ParseName(from)
		t.route = rs.routes.to(n.Folder+"/"+n.ID, lang)
		return t, true
	}
	if name := rs.entryNamed(from, dest); name != "" {
		t.route = rs.routes.to(name, lang)
		if strings.HasSuffix(name, "/index") && t.route == nil {
			t.route = rs.routes.listOf(strings.TrimSuffix(name, "/index"), lang)
		}
	} else if rt := rs.routeAt(dest, lang); rt != nil {
		t.route = rt
	} else if t.url = file(content.Resolve(path.Dir(from), dest)); t.url != "" {
		return t, true
	} else {
		return t, false
	}
	if t.route != nil {
		t.url = t.route.URL
		if frag != "" {
			t.url += "#" + frag
		}
	}
	return t, true
}

// entryNamed finds the entry that a destination names by its source file or its identity.
func (rs *resolvedSite) entryNamed(from, dest string) string {
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
		if k := content.KindOf(folder); k != "" && (rs.exists(k, folder, id)) {
			return folder + "/" + id
		}
	}
	return ""
}

func (rs *resolvedSite) exists(k content.Kind, folder, id string) bool {
	if id == "index" && folder != content.PageKind.Folder() {
		return rs.routes.byGroup[folder+"/"] != nil
	}
	return rs.Any(k, id) != nil
}

// routeAt finds the page at an address of the site, in the language asked for.
func (rs *resolvedSite) routeAt(dest string, lang int) *view.Route {
	if !strings.HasPrefix(dest, "/") {
		return nil
	}
	for _, u := range []string{dest, dest + "/", rs.routes.base + dest[1:], rs.routes.base + dest[1:] + "/"} {
		if rt := rs.routes.at(u); rt != nil {
			if same := rs.routes.byGroup[rt.Group][lang]; same != nil {
				return same
			}
			return rt
		}
	}
	return nil
}
