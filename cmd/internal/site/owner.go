package site

import (
	"slices"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

var foldCase = cases.Fold()

// An owner is the source file that has an address, and its page if it is one.
type owner struct {
	from      string
	route     *view.Route
	uncertain bool // the address may be another: the field that says it cannot be read
}

// reserve takes a path for an owner, unless another has it: that one is returned, with false.
func (r *routes) reserve(path string, o owner) (other owner, ok bool) {
	k := foldPath(path)
	if other, taken := r.owners[k]; taken {
		return other, false
	}
	r.owners[k] = o
	return owner{}, true
}

// foldPath gives one form to paths that differ by letter case, Unicode form or a final
// index.html, for these make no difference on many hosts.
func foldPath(path string) string {
	k := strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "/")
	if strings.IndexFunc(k, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(k)
	}
	return norm.NFC.String(foldCase.String(k))
}

// conflict reports that from wants an address which has another owner.
func (r *routes) conflict(from string, at content.Pos, address string, other owner) {
	if other.uncertain {
		return
	}
	if other.from == reserved {
		r.problems = append(r.problems, source.Problem{Path: from, Line: at.Line, Col: at.Col,
			What: source.Msg("the address %s is the site’s own", "l’adresse %s est réservée au site", address),
			Hint: source.Msg("rename the file, or give it a “slug:”",
				"renommez le fichier, ou donnez-lui un « slug: »")})
		return
	}
	r.problems = append(r.problems, source.Problem{Path: from, Line: at.Line, Col: at.Col,
		What: source.Msg("the address %s is already that of %s", "l’adresse %s est déjà celle de %s", address,
			other.from),
		Hint: source.Msg("rename one of the two, or give one a “slug:”",
			"renommez l’un des deux, ou donnez un « slug: » à l’un")})
}

// aliasConflict reports that an old address has another owner, or leads to itself.
func (r *routes) aliasConflict(from string, a content.Alias, other owner) {
	if other.uncertain {
		return
	}
	what := source.Msg("the old address %s is already that of %s",
		"l’ancienne adresse %s est déjà celle de %s", a.Path, other.from)
	switch other.from {
	case reserved:
		what = source.Msg("the old address %s is the site’s own", "l’ancienne adresse %s est réservée au site", a.Path)
	case from:
		what = source.Msg("%s is the address of this file already", "%s est déjà l’adresse de ce fichier", a.Path)
	}
	r.problems = append(r.problems, source.Problem{Path: from, Line: a.Pos.Line, Col: a.Pos.Col, What: what,
		Hint: source.Msg("remove it from “aliases:”", "retirez-la de « aliases: »")})
}

// aliases reserves the old addresses of an entry, and leads them to its pages.
func (r *routes) aliases(e *content.Entry) {
	for lang, list := range e.Aliases.In {
		to := r.to(nameOf(e), lang)
		for _, a := range list {
			path := strings.TrimPrefix(a.Path, "/")
			if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".htm") {
				path = strings.TrimSuffix(path, "/") + "/index.html"
			}
			from := e.Files[lang].Path
			if other, ok := r.reserve(path, owner{from: from}); !ok {
				r.aliasConflict(from, a, other)
				continue
			}
			if to != nil {
				r.redirects = append(r.redirects, redirect{path, to})
			}
		}
	}
}

// aliasesInOthers leads the old names of an entry on in the other languages too, where it has a page and nobody else
// has the address: that of /films/old/ is /ar/aflam/old/ in Arabic.
func (r *routes) aliasesInOthers(rs *resolvedSite, e *content.Entry) {
	for _, name := range rs.oldNames(e) {
		for lang := 1; lang < len(r.languages); lang++ {
			to := r.page(e, lang)
			if to == nil {
				continue
			}
			r.lead(e.Path(), rs.Config.Segment(e.Folder, lang), name+"/index.html", to)
			for _, old := range rs.Config.OldSegments(e.Folder, lang) {
				r.lead(e.Path(), old, name+"/index.html", to)
			}
		}
	}
}

// oldSegments leads all pages of a folder on from where they were when it was called otherwise in addresses.
func (r *routes) oldSegments(c *content.Config) {
	for _, rt := range r.list {
		if rt.Folder == "" || rt.Folder == content.PageKind.Folder() {
			continue
		}
		rest, ok := strings.CutPrefix(rt.Path, r.prefix(rt.Lang)+c.Segment(rt.Folder, rt.Lang)+"/")
		if !ok {
			continue
		}
		for _, old := range c.OldSegments(rt.Folder, rt.Lang) {
			r.lead(content.ConfigPath, old, rest, rt)
		}
	}
}

// lead makes a redirect to a page from an address below a segment, in the same language, unless somebody has it.
func (r *routes) lead(from, segment, rest string, to *view.Route) {
	path := r.prefix(to.Lang) + segment + "/" + rest
	if _, ok := r.reserve(path, owner{from: from}); ok {
		r.redirects = append(r.redirects, redirect{path, to})
	}
}

// addressUncertain says that an entry may have another address: a field that says it cannot be read.
func addressUncertain(e *content.Entry) bool {
	return slices.ContainsFunc(e.Files, func(t *content.FrontMatter) bool {
		return t != nil && (t.Unreadable("slug") || t.Unreadable("consent"))
	})
}
