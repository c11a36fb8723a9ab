package content

import (
	"reflect"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// GalleryDirective is the argument of the directive of that name.
type GalleryDirective struct{ Images []Image }

// StatisticsDirective is the argument of the directive that shows the figures of a session.
type StatisticsDirective struct {
	Session Ref `field:"session,required" ref:"session"`
}

// ApplyDirective is the argument of the directive that calls to apply to a session.
type ApplyDirective struct {
	Session Ref `field:"session,required" ref:"session"`
}

// DirectiveNames are the directives that a body may hold, sorted.
var DirectiveNames = []string{"apply", "figures", "gallery", "video"}

// DirectiveType is the type whose fields are the arguments of a directive, or nil where there is
// no directive of that name.
func DirectiveType(name string) reflect.Type {
	switch name {
	case "video":
		return reflect.TypeFor[Video]()
	case "gallery":
		return reflect.TypeFor[[]Image]()
	case "figures":
		return reflect.TypeFor[StatisticsDirective]()
	case "apply":
		return reflect.TypeFor[ApplyDirective]()
	}
	return nil
}

// A Directive is what one in a body says: a *Video, *Gallery, *Figures or *Apply, and what that
// names and leaves unknown.
type Directive struct {
	Value any
	Refs  []RefUse
	Files []FileUse
	Gaps  []UnknownUse
}

// ParseDirective reads the YAML arguments of a directive that stands in the file at p, its
// first line of arguments on the given line, its words in the language of that index. After a
// problem the directive says nothing.
func ParseDirective(p, name, args string, line, lang int, c *Config) (Directive, []source.Problem) {
	n, _ := ParseName(p)
	d := &decoder{path: p, dir: n.Dir, offset: line - 1, zone: c.Zone, langs: len(c.Languages), lang: lang, names: []string{name}}
	var v any
	switch name {
	case "video":
		v = new(Video)
	case "gallery":
		v = new(GalleryDirective)
	case "figures":
		v = new(StatisticsDirective)
	case "apply":
		v = new(ApplyDirective)
	default:
		hint := source.Msg("there are %s", "il y a %s", strings.Join(DirectiveNames, ", "))
		if near := source.Nearest(name, DirectiveNames); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		}
		d.failAt(Pos{line - 1, 1}, source.Msg("there is no directive %q", "il n’y a pas de directive « %s »", name), hint)
		return Directive{}, d.problems
	}
	root := d.any([]byte(args))
	switch {
	case root == nil && d.problems == nil:
		d.failAt(Pos{line - 1, 1}, source.Msg("the directive %q says nothing", "la directive « %s » ne dit rien", name), source.Msg("write its fields on the lines below, before the closing :::", "écrivez ses champs sur les lignes dessous, avant le ::: de fin"))
	case root != nil && name == "gallery":
		g := v.(*GalleryDirective)
		d.list(reflect.ValueOf(&g.Images).Elem(), root, nil)
	case root != nil:
		d.value(reflect.ValueOf(v).Elem(), root, nil)
	}
	if slices.ContainsFunc(d.problems, func(p source.Problem) bool { return !p.Warning }) {
		return Directive{}, d.problems
	}
	return Directive{v, d.refs, d.files, d.gaps}, d.problems
}
