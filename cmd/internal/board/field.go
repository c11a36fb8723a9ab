package board

import (
	"reflect"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// label names a field of a type as an editor would, the one it stands in between brackets: "applications.deadline"
// is
// "deadline (applications)". A field of a directive begins with the name of that.
func label(t reflect.Type, field string) source.Message {
	var path []source.Message
	for name := range strings.SplitSeq(field, ".") {
		if i, err := strconv.Atoi(name); err == nil {
			if len(path) > 0 {
				last := &path[len(path)-1]
				*last = say("%s, no. %d", "%s, nº %d", *last, i+1)
			}
			continue
		}
		text := source.Message{En: name, Fr: name}
		if f := content.FieldNamed(t, name); f != nil {
			text, t = f.Label.Message(), f.Elem()
		} else if d := content.DirectiveType(name); d != nil && len(path) == 0 {
			text, t = content.DirectiveLabel(name), content.ElemOf(d)
		}
		path = append(path, text)
	}
	if len(path) == 0 {
		return source.Message{}
	}
	last := path[len(path)-1]
	if around := path[:len(path)-1]; len(around) > 0 {
		return say("%s (%s)", "%s (%s)", last, list(around))
	}
	return last
}

// kindName is what editors call a kind.
func kindName(k content.Kind) source.Message {
	if k == SiteKind {
		return say("site", "site")
	}
	return k.Name()
}
