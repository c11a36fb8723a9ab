package layouts

import (
	"reflect"
	"text/template/parse"

	"artsfactory/cmd/internal/source"
)

// functions are those that layouts know: ours, then text/template's own without call.
var functions = []string{"t", "asset",
	"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", "index", "slice",
	"print", "printf", "println", "html", "js", "urlquery"}

type class int

const (
	noClass class = iota
	boolClass
	intClass
	floatClass
	stringClass
)

// basic returns the class within which text/template compares values.
func basic(t reflect.Type) class {
	switch t.Kind() {
	case reflect.Bool:
		return boolClass
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return intClass
	case reflect.Float32, reflect.Float64:
		return floatClass
	case reflect.String:
		return stringClass
	}
	return noClass
}

// function returns the type of a function's result.
func (f *frame) function(n *parse.IdentifierNode, args []parse.Node, dot, final reflect.Type) reflect.Type {
	use := plain
	if n.Ident == "and" || n.Ident == "or" || n.Ident == "not" {
		use = markup
	}
	ts := f.values(args, dot, final, use)
	for _, t := range ts {
		if t == tMistaken {
			return t
		}
	}
	switch n.Ident {
	case "t", "asset":
		return tString
	case "and", "or":
		return f.either(n, ts)
	case "not":
		return f.counted(n, ts, 1, 1, tBool)
	case "eq", "ne", "lt", "le", "gt", "ge":
		return f.compare(n, ts)
	case "len":
		return f.length(n, ts)
	case "index":
		return f.index(n, ts)
	case "slice":
		return f.slice(n, ts)
	case "print", "printf", "println", "html", "js", "urlquery":
		return f.format(n, ts)
	}
	return tMistaken // the resolver reports it
}

// counted checks how many values a function is given; most < 0 is any number.
func (f *frame) counted(
	n *parse.IdentifierNode,
	ts []reflect.Type,
	least, most int,
	result reflect.Type,
) reflect.Type {
	switch {
	case len(ts) < least:
		return f.report(
			n.Pos,
			source.Msg("%q takes %s, not %d", "« %s » prend %s, pas %d", n.Ident, values(least), len(ts)),
			source.Message{},
		)
	case most >= 0 && len(ts) > most:
		return f.report(n.Pos, source.Msg("%q takes %s, not %d", "« %s » prend %s, pas %d", n.Ident, values(most),
			len(ts)),
			source.Msg("put what belongs together in ( )", "mettez entre ( ) ce qui va ensemble"))
	}
	return result
}

func values(n int) source.Message {
	switch n {
	case 0:
		return source.Msg("no values", "aucune valeur")
	case 1:
		return source.Msg("one value", "une valeur")
	}
	return source.Msg("%d values", "%d valeurs", n)
}

// either is the type that all values of and or or share.
func (f *frame) either(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	if t := f.counted(n, ts, 1, -1, tUnknown); t == tMistaken {
		return t
	}
	same, strings := true, true
	for _, t := range ts {
		same = same && t == ts[0]
		strings = strings && basic(t) == stringClass
	}
	switch {
	case same:
		return ts[0]
	case strings:
		return tString
	}
	return tUnknown
}

func (f *frame) compare(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	most := 2
	if n.Ident == "eq" {
		most = -1
	}
	if t := f.counted(n, ts, 2, most, tBool); t == tMistaken {
		return t
	}
	for _, t := range ts[1:] {
		if !comparable(n.Ident, ts[0], t) {
			return f.report(
				n.Pos,
				source.Msg(
					"%q cannot compare %s with %s",
					"« %s » ne peut pas comparer %s et %s",
					n.Ident,
					describe(ts[0]),
					describe(t),
				),
				source.Message{},
			)
		}
	}
	return tBool
}

func comparable(function string, a, b reflect.Type) bool {
	if function != "eq" && function != "ne" {
		return basic(a) == basic(b) && basic(a) != noClass && basic(a) != boolClass
	}
	if basic(a) != noClass || basic(b) != noClass {
		return basic(a) == basic(b)
	}
	return canBeNil(a) && b == tNil || a == tNil && canBeNil(b) || a == b && a.Comparable() && !sentinel(a)
}

func canBeNil(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map
}

func (f *frame) length(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	if t := f.counted(n, ts, 1, 1, tInt); t == tMistaken {
		return t
	}
	switch deref(ts[0]).Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.String:
		return tInt
	}
	return f.report(n.Pos, source.Msg("%s has no length", "%s n’a pas de longueur", describe(ts[0])), source.Message{})
}

func (f *frame) index(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	if t := f.counted(n, ts, 2, -1, tUnknown); t == tMistaken {
		return t
	}
	in := ts[0]
	for _, at := range ts[1:] {
		d := deref(in)
		switch {
		case (d.Kind() == reflect.Slice || d.Kind() == reflect.Array) && basic(at) == intClass:
			in = d.Elem()
		case d.Kind() == reflect.Map && at.AssignableTo(d.Key()):
			in = d.Elem()
		default:
			return f.report(
				n.Pos,
				source.Msg("%s cannot be asked for %s", "on ne peut pas demander à %s : %s", describe(in),
					describe(at)),
				source.Msg("as in {{index .Films 0}}, counted from 0",
					"comme {{index .Films 0}}, compté à partir de 0"),
			)
		}
	}
	return in
}

func (f *frame) slice(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	if t := f.counted(n, ts, 1, 3, tUnknown); t == tMistaken {
		return t
	}
	d := deref(ts[0])
	ok := d.Kind() == reflect.Slice || d.Kind() == reflect.String
	for _, at := range ts[1:] {
		ok = ok && basic(at) == intClass
	}
	if !ok {
		return f.report(
			n.Pos,
			source.Msg("%s cannot be cut", "%s ne se coupe pas", describe(ts[0])),
			source.Msg("as in {{range slice .Films 0 3}}", "comme {{range slice .Films 0 3}}"),
		)
	}
	if d.Kind() == reflect.String {
		return tString
	}
	return d
}

func (f *frame) format(n *parse.IdentifierNode, ts []reflect.Type) reflect.Type {
	for _, t := range ts {
		if !printable(t) {
			return f.report(
				n.Pos,
				source.Msg("%s cannot be printed as it is", "%s ne s’affiche pas tel quel", describe(t)),
				source.Message{},
			)
		}
	}
	if n.Ident == "printf" && (len(ts) == 0 || basic(ts[0]) != stringClass) {
		return f.report(
			n.Pos,
			source.Msg(`"printf" begins with a text`, "« printf » commence par un texte"),
			source.Msg(`as in {{printf "%d films" .FilmCount}}`, `comme {{printf "%d films" .FilmCount}}`),
		)
	}
	return tString
}
