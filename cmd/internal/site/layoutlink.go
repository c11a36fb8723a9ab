package site

import (
	"strings"

	"artsfactory/cmd/internal/source"
)

// checkLayoutLinks reports addresses in the text of layouts at which the site has neither a page
// nor a file. Layouts are not rewritten: their addresses hold the base path.
func (r *renderer) checkLayoutLinks() (problems []source.Problem) {
	links := r.layouts.Links()
	if len(links) == 0 {
		return nil
	}
	published := map[string]bool{}
	for _, f := range r.plan.files {
		published[r.routes.base+strings.TrimSuffix(f.path, "index.html")] = true
	}
	for _, x := range links {
		address, _, _ := strings.Cut(x.Dest, "#")
		address, _, _ = strings.Cut(address, "?")
		if published[address] {
			continue
		}
		problems = append(problems, source.Problem{
			Path: x.Path, Line: x.Line, Col: x.Col, Excerpt: x.Excerpt,
			What: source.Msg("the link %q leads nowhere", "le lien « %s » ne mène nulle part", x.Dest),
			Hint: r.layoutLinkHint(address),
		})
	}
	return problems
}

func (r *renderer) layoutLinkHint(address string) source.Message {
	name := strings.TrimPrefix(strings.TrimPrefix(address, r.routes.base), "/")
	if name, ok := strings.CutPrefix(name, "assets/"); ok && r.assets.published["assets/"+name] != "" {
		return source.Msg("write {{asset %q}}", "écrivez {{asset %q}}", name)
	}
	if p := r.links.pageAt(address, 0); p != nil {
		return source.Msg("write %q", "écrivez « %s »", p.URL)
	}
	var all []string
	for _, p := range r.routes.pages {
		all = append(all, p.URL)
	}
	if near := source.Nearest(address, all); near != "" {
		return source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
	}
	return source.Message{}
}
