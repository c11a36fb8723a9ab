package site

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// checkMenus reports items of menus that lead nowhere.
func (r *renderer) checkMenus() []source.Problem {
	var problems []source.Problem
	for _, items := range [][]content.NavItem{r.Config.Navigation, r.Config.Footer} {
		for _, it := range items {
			if r.views[0].MenuRoute(it.To) != nil {
				continue
			}
			e := r.entryNamedBy(it.To)
			if e != nil && e.shown || it.To == "" { // what it lacks is told
				continue // another entry has its address, and that is told
			}
			problems = append(problems, source.Problem{Path: content.ConfigPath, Line: it.Pos.Line, Col: it.Pos.Col,
				What: source.Msg("the menu item %q leads nowhere", "l’élément de menu « %s » ne mène nulle part",
					it.To),
				Hint: r.menuHint(it.To, e)})
		}
	}
	return problems
}

// menuHint says what may have been meant; e is the entry that the item names, or nil.
func (r *renderer) menuHint(to string, e *entry) source.Message {
	if e != nil {
		return source.Msg("it is not shown: see draft, publish, expire or consent in %s",
			"ce n’est pas montré : voyez draft, publish, expire ou consent dans %s", e.record.Base().Path())
	}
	var names []string
	for k := range r.routes.byGroup {
		names = append(names, strings.TrimSuffix(k, "/"))
	}
	slices.Sort(names)
	near := source.Nearest(to, names)
	if parts := strings.FieldsFunc(to, func(r rune) bool { return strings.ContainsRune(" ,;،", r) }); len(parts) > 1 {
		return source.Msg("write %s", "écrivez %s", "["+strings.Join(parts, ", ")+"]")
	}
	for _, n := range names {
		if _, last, _ := strings.Cut(n, "/"); last == strings.TrimSuffix(to, ".md") {
			near = n
		}
	}
	if near != "" {
		return source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
	}
	return source.Msg(
		"name a folder with entries, or folder/entry",
		"nommez un dossier qui a des entrées, ou dossier/entrée",
	)
}

// entryNamedBy is the entry of a name such as "pages/about", shown or not, or nil.
func (rs *resolvedSite) entryNamedBy(name string) *entry {
	i := slices.IndexFunc(rs.entries, func(e entry) bool { return nameOf(e.record.Base()) == name })
	if i < 0 {
		return nil
	}
	return &rs.entries[i]
}
