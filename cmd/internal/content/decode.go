package content

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"
)

// A decoder turns the YAML of one file into typed values and collects every problem on the way.
type decoder struct {
	path   string
	dir    string // the folder that media are relative to
	offset int    // lines before the YAML in its file
	zone   *time.Location
	langs  int  // how many languages the site has
	lang   int  // the index of the one this file is in
	words  bool // the file is a translation: facts are problems

	problems   []source.Problem
	refs       []RefUse
	files      []FileUse
	gaps       []UnknownUse
	texts      []text
	names      []string     // of the field being decoded: applications, deadline
	codes      []*yaml.Node // the languages that site.yaml has texts in
	unreadable []string     // the fields of the file that are written and cannot be read
	loose      *yaml.Node   // the fields that stand for a list of one item
}

// A RefUse is a place where an entry names another.
type RefUse struct {
	Field string
	Kind  Kind
	ID    string
	Pos   Pos
}

// A FileUse is a place where an entry names a file beside it, or below assets/.
type FileUse struct {
	Field    string
	Path     string // from the root: "content/films/zero/poster.jpg"
	Src      string // as written
	Image    bool
	Video    bool // a film to play
	Captions bool // of a film to play
	Spare    bool // captions of a video that another site plays: kept here, shown there
	Pos      Pos
}

// A UnknownUse is a field that says unknown.
type UnknownUse struct {
	Field string
	Pos   Pos
}

type text struct{ field, value string }

func (d *decoder) pos(n *yaml.Node) Pos { return Pos{n.Line + d.offset, n.Column} }

func (d *decoder) fail(n *yaml.Node, what, hint source.Message) {
	d.failAt(d.pos(n), what, hint)
}

func (d *decoder) failAt(p Pos, what, hint source.Message) {
	d.problems = append(d.problems, source.Problem{Path: d.path, Line: p.Line, Col: p.Col, What: what, Hint: hint})
}

func (d *decoder) warn(n *yaml.Node, what, hint source.Message) {
	d.fail(n, what, hint)
	d.problems[len(d.problems)-1].Warning = true
}

// field is the path that gaps and texts are known by: "applications.deadline".
func (d *decoder) field() string { return strings.Join(d.names, ".") }

// name is the name of the field being decoded, also where that is an item of a list.
func (d *decoder) name() string {
	for _, name := range slices.Backward(d.names) {
		if name[0] > '9' {
			return name
		}
	}
	return ""
}

// in decodes the field, or the item of a list, of that name.
func (d *decoder) in(name string, v reflect.Value, n *yaml.Node, f *Field) {
	d.names = append(d.names, name)
	d.value(v, n, f)
	d.names = d.names[:len(d.names)-1]
}

// value decodes a node into v, which is addressable. What is empty is left as it is.
func (d *decoder) value(v reflect.Value, n *yaml.Node, f *Field) {
	if yamltext.IsEmpty(n) || d.marked(n) {
		return
	}
	target := v.Addr().Interface()
	if isNull(n) && !isText(v.Type()) {
		d.fail(n, source.Msg("%q is no value", "« %s » n’est pas une valeur", n.Value),
			source.Msg("remove the line, or write unknown if it is asked for and not known",
				"supprimez la ligne, ou écrivez unknown si c’est demandé et pas connu"))
		return
	}
	if isUnknown(n) {
		d.unknown(target, n)
		return
	}
	if o, ok := target.(optional); ok {
		state, inner := o.slot()
		*state = StateKnown
		target = inner
		v = reflect.ValueOf(inner).Elem()
	}
	switch t := target.(type) {
	case *LocalizedText:
		if s, ok := d.text(n); ok && d.readable(n, s, f) {
			if f != nil && f.Name == "slug" {
				if s = norm.NFC.String(s); !IsAddressPart(s) {
					d.fail(n,
						source.Msg("%q cannot be a part of an address",
							"« %s » ne peut pas faire partie d’une adresse", s),
						addressPartHint(s))
					return
				}
			}
			t.texts = make([]string, d.langs)
			t.texts[d.lang] = s
			d.countWords(n, s, f)
			d.texts = append(d.texts, text{d.field(), s})
		}
	case *Date:
		d.date(t, n, f)
	case *Count:
		d.count(t, n, f)
	case *Duration:
		d.length(t, n, f)
	case *Ref:
		d.ref(t, n, f)
	case *Contributor:
		d.who(t, n)
	case *Image:
		d.image(t, n)
	case *FileRef:
		if s, ok := d.text(n); ok {
			*t = FileRef{s, d.pos(n), d.dir}
			d.file(n, s, false)
		}
	case *Video:
		t.Pos, t.Dir = d.pos(n), d.dir
		d.structure(v, n)
		d.video(t, n)
	case *Captions:
		d.captions(t, n)
	case *Aliases:
		d.aliases(t, n)
	case *URL:
		d.url(t, n, f)
	case *Lang:
		d.langCode(t, n, f)
	default:
		if !d.configValue(v, n) {
			d.plain(v, n, f)
		}
	}
}

// unknown notes a gap, where what is decoded can have one.
func (d *decoder) unknown(target any, n *yaml.Node) {
	switch t := target.(type) {
	case optional:
		state, _ := t.slot()
		*state = StateUnknown
	case *Date:
		*t = Date{Precision: Unknown, Pos: d.pos(n)}
	default:
		d.fail(n,
			source.Msg("%q cannot be unknown here", "« %s » ne peut pas être inconnu (unknown) ici", d.name()),
			unknownHint(target, len(d.names) > 1))
		return
	}
	if d.words {
		d.fail(n,
			source.Msg("whether %q is unknown is a fact, and a translation holds words only",
				"que « %s » soit inconnu (unknown) est un fait, et une traduction ne porte que des mots", d.name()),
			source.Msg("remove the line here", "supprimez la ligne ici"))
		return
	}
	d.gaps = append(d.gaps, UnknownUse{d.field(), d.pos(n)})
}

// unknownHint says what to write where nothing can be unknown.
func unknownHint(target any, within bool) source.Message {
	_, whole := target.(*int)
	if _, number := target.(*float64); (whole || number) && within {
		return source.Msg("write it, or remove it where it is not known",
			"écrivez-le, ou retirez-le s’il n’est pas connu")
	}
	return source.Msg(`write what it is, or "unknown" between quotes if that is its text`,
		`écrivez ce qu’il en est, ou "unknown" entre guillemets droits si c’est le texte même`)
}

// plain decodes what is no type of ours: texts, numbers, yes or no, lists and structs.
func (d *decoder) plain(v reflect.Value, n *yaml.Node, f *Field) {
	switch v.Kind() {
	case reflect.String:
		if s, ok := d.text(n); ok && d.readable(n, s, f) {
			v.SetString(s)
			d.oneOf(n, s, f)
		}
	case reflect.Bool:
		if s, ok := d.text(n); ok {
			d.yesOrNo(v, n, s)
		}
	case reflect.Int:
		if s, ok := d.text(n); ok {
			d.whole(v, n, s, f)
		}
	case reflect.Float64:
		if s, ok := d.text(n); ok {
			d.decimal(v, n, s, f)
		}
	case reflect.Slice:
		d.list(v, n, f)
	case reflect.Struct:
		d.structure(v, n)
	}
}

// fields decodes a mapping into a struct: unknown, repeated, misplaced and missing fields are
// problems. extra handles names that are no field of the struct.
func (d *decoder) fields(v reflect.Value, n *yaml.Node, extra func(name string, key, value *yaml.Node) bool) {
	all := Fields(v.Type())
	seen := make([]int, len(all)) // where the value of each field is in n; 0 for nowhere
	var misspelt []string         // fields that are there, in some wrong way
	if d.brokenFlow(v.Type(), n, all) {
		return
	}
	if len(d.names) == 0 {
		misspelt = slices.Clone(d.unreadable)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		name := key.Value
		j := fieldIndex(all, name)
		if j >= 0 && seen[j] > 0 {
			if d.loose != n {
				d.fail(key, source.Msg("the field %q is written twice", "le champ « %s » est écrit deux fois", name),
					source.Msg("it is first on line %d: keep one of them",
						"il est déjà à la ligne %d : gardez l’un des deux", d.pos(n.Content[seen[j]-1]).Line))
				continue
			}
			d.fail(key, source.Msg("a second item of this list begins here",
				"un deuxième élément de cette liste commence ici"),
				source.Msg("begin each with a hyphen and a space, and the fields below it two spaces further: - %s: …",
					"commencez chacun par un tiret et une espace, et ses autres champs deux espaces plus loin : - "+
						"%s: …",
					n.Content[0].Value))
			return
		}
		if j >= 0 {
			seen[j] = i + 1
		}
		switch {
		case yamltext.IsEmpty(val) && yamltext.IsCut(key):
			d.cut(key, "", key.LineComment)
			misspelt = append(misspelt, name)
		case j < 0:
			if extra == nil || !extra(name, key, val) {
				misspelt = append(misspelt, d.unknownField(key, val, n, all))
			}
		case d.words && !all[j].Words:
			d.fact(key, name)
		default:
			d.in(name, v.FieldByIndex(all[j].index), val, &all[j])
		}
	}
	if d.words {
		return
	}
	for i := range all {
		if all[i].Required && (seen[i] == 0 || isBlank(n.Content[seen[i]]) && yamltext.Sign(n.Content[seen[i]]) == "") &&
			!slices.Contains(misspelt, all[i].Name) {
			at := d.pos(n)
			switch {
			case seen[i] > 0:
				at = d.pos(n.Content[seen[i]-1])
			case len(d.names) == 0:
				at = Pos{max(1, d.offset), 1} // the line --- above the fields
			}
			d.failAt(at, source.Msg("the field %q is missing", "le champ « %s » manque", all[i].Name),
				d.missingHint(&all[i], n))
		}
	}
}

// unknownField tells of a name that is no field, and returns the one it is likely to mean.
func (d *decoder) unknownField(key, val, in *yaml.Node, all []Field) string {
	if strings.TrimSpace(key.Value) == "" {
		d.fail(key,
			source.Msg("a value stands here without the name of its field",
				"une valeur se trouve ici sans le nom de son champ"),
			source.Msg("write “name: value”", "écrivez « nom: valeur »"))
		return ""
	}
	var names []string
	for _, f := range all {
		if !d.words || f.Words {
			names = append(names, f.Name)
		}
	}
	hint := source.Msg("the fields here are %s", "les champs possibles sont %s", strings.Join(names, ", "))
	near := fieldMeant(key.Value, all)
	if near == "" {
		near = source.Nearest(key.Value, names)
	}
	if near == "" && len(d.names) > 0 && !d.words {
		near = onlyMissing(in, all)
	}
	if strings.ContainsAny(key.Value, "\u00a0\u202f") {
		hint = source.Msg("type ordinary spaces here, not no-break ones",
			"tapez ici des espaces ordinaires, pas des insécables")
	} else if near != "" {
		hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
	} else if in.Style&yaml.FlowStyle != 0 && yamltext.IsEmpty(val) {
		hint = source.Msg("between { and }, a text with a comma stands between quotes, and a number has a point",
			"entre { et }, un texte à virgule s’écrit entre guillemets droits, et un nombre avec un point")
	}
	d.fail(key, source.Msg("unknown field %q", "champ inconnu « %s »", key.Value), hint)
	return near
}

func fieldIndex(all []Field, name string) int {
	for i := range all {
		if all[i].Name == name {
			return i
		}
	}
	return -1
}

// fact refuses a fact in a translation.
func (d *decoder) fact(n *yaml.Node, name string) {
	d.fail(n,
		source.Msg("%q is a fact, and a translation holds words only",
			"« %s » est un fait, et une traduction ne porte que des mots", name),
		source.Msg("write it in %s, the file of the default language",
			"écrivez-le dans %s, le fichier de la langue par défaut", d.factsFile()))
}

func (d *decoder) factsFile() string {
	i := strings.LastIndexByte(strings.TrimSuffix(d.path, ".md"), '.')
	if i < 0 {
		return d.path
	}
	return d.path[:i] + ".md"
}

// child is the value of a field of a mapping, or nil.
func child(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}
