package hosting

import (
	"path"
	"strings"
)

// PageAddress is the address, below the base, of a page that people may have kept: "films/a/" of films/a/index.html. It
// is "" of what is no page, and of the further pages and the filters of lists, which come and go with what is listed.
// Has says whether a path is, or was, among the files of the site.
func PageAddress(name string, has func(name string) bool) string {
	if path.Ext(name) != ".html" || path.Base(name) == "404.html" {
		return ""
	}
	address := strings.TrimSuffix(name, "index.html")
	below := address
	if lang, rest, ok := strings.Cut(address, "/"); ok && has(lang+"/404.html") {
		below = rest
	}
	parts := strings.Split(strings.TrimSuffix(below, "/"), "/")
	if len(parts) > 2 || len(parts) == 2 && parts[0] == "page" {
		return ""
	}
	return address
}
