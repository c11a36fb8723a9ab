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

// directives is the table of the directives that a body may hold, sorted by name.
var directives = []directive{
	{"apply", source.Msg("call to apply", "appel à candidater"),
		source.Msg("a call to apply to an edition", "un appel à candidater à une édition"),
		func() any { return new(ApplyDirective) }},
	{"figures", source.Msg("figures", "chiffres"),
		source.Msg("the figures of an edition", "les chiffres d’une édition"),
		func() any { return new(StatisticsDirective) }},
	{"gallery", source.Msg("gallery", "galerie"),
		source.Msg("several pictures", "plusieurs images"),
		func() any { return new(GalleryDirective) }},
	{"video", source.Msg("video", "vidéo"),
		source.Msg("a video", "une vidéo"),
		func() any { return new(Video) }},
}

type directive struct {
	name  string
	label source.Message // its name within a sentence
	help  source.Message // what it shows
	make  func() any     // a pointer to what its arguments are read into
}

func directiveOf(name string) *directive {
	for i := range directives {
		if directives[i].name == name {
			return &directives[i]
		}
	}
	return nil
}

// DirectiveNames lists the directives that a body may hold, sorted.
func DirectiveNames() (names []string) {
	for _, d := range directives {
		names = append(names, d.name)
	}
	return names
}

// DirectiveLabel is what editors call a directive, or nothing where there is none of that name.
func DirectiveLabel(name string) source.Message {
	if d := directiveOf(name); d != nil {
		return d.label
	}
	return source.Message{}
}

// DirectiveHelp says in a few words what a directive shows, or nothing where there is none of that name.
func DirectiveHelp(name string) source.Message {
	if d := directiveOf(name); d != nil {
		return d.help
	}
	return source.Message{}
}

// DirectiveType is the type whose fields are the arguments of a directive, or nil where there is
// no directive of that name.
func DirectiveType(name string) reflect.Type {
	d := directiveOf(name)
	if d == nil {
		return nil
	}
	if t := reflect.TypeOf(d.make()).Elem(); t != reflect.TypeFor[GalleryDirective]() {
		return t
	}
	return reflect.TypeFor[[]Image]()
}

// A Directive is what one in a body says: a *Video, *GalleryDirective, *StatisticsDirective or *ApplyDirective,
// and what that names and leaves unknown.
type Directive struct {
	Value    any
	Refs     []RefUse
	Files    []FileUse
	Unknowns []UnknownUse
}

// ParseDirective reads the YAML arguments of a directive that stands in the file at p, its
// first line of arguments on the given line, its words in the language of that index. After a
// problem the directive says nothing.
func ParseDirective(p, name, args string, line, lang int, c *Config) (Directive, []source.Problem) {
	n, _ := ParseName(p)
	d := &decoder{path: p, dir: n.Dir, offset: line - 1, zone: c.Zone, langs: len(c.Languages), lang: lang,
		names: []string{name}}
	known := directiveOf(name)
	if known == nil {
		names := DirectiveNames()
		hint := source.Msg("there are %s", "il y a %s", strings.Join(names, ", "))
		if near := source.Nearest(name, names); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		}
		d.failAt(Pos{line - 1, 1},
			source.Msg("there is no directive %q", "il n’y a pas de directive « %s »", name), hint)
		return Directive{}, d.problems
	}
	v := known.make()
	root := d.any([]byte(args))
	switch {
	case root == nil && d.problems == nil:
		d.failAt(Pos{line - 1, 1},
			source.Msg("the directive %q says nothing", "la directive « %s » ne dit rien", name),
			source.Msg("write its fields on the lines below, before the closing :::",
				"écrivez ses champs sur les lignes dessous, avant le ::: de fin"))
	case root != nil && name == "gallery":
		d.list(reflect.ValueOf(v).Elem().Field(0), root, nil)
	case root != nil:
		d.value(reflect.ValueOf(v).Elem(), root, nil)
	}
	if slices.ContainsFunc(d.problems, func(p source.Problem) bool { return !p.Warning }) {
		return Directive{}, d.problems
	}
	return Directive{v, d.refs, d.files, d.gaps}, d.problems
}

func (*StatisticsDirective) texts() fieldTexts { return statisticsDirectiveTexts }

var statisticsDirectiveTexts = fieldTexts{
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition whose figures are shown", "édition dont les chiffres sont montrés")},
}

func (*ApplyDirective) texts() fieldTexts { return applyDirectiveTexts }

var applyDirectiveTexts = fieldTexts{
	"session": {Label: Label{"edition", "édition", "الدورة"},
		Help: source.Msg("edition to apply to", "édition où candidater")},
}
