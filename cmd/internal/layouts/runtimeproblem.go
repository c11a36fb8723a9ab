package layouts

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"
)

var (
	errorPlace = regexp.MustCompile(
		`(?s)^(?:html/)?template: ?(layouts/[^:]*?):(\d+):(\d+): (?:executing .*? at <.*?>: )?(.*)$`,
	)
	nilField   = regexp.MustCompile(`nil pointer evaluating \*?(?:\w+\.)?(\w+)\.(\w+)$`)
	outOfRange = regexp.MustCompile(`out of range|index of nil|index of untyped nil`)
)

// runtimeProblem tells an error of html/template, from escaping or from execution, in plain words at
// the place in the layout as written. l is the layout to name where the error has no place.
func (f *files) runtimeProblem(err error, l *layout) source.Problem {
	what, hint := f.explain(err)
	m := errorPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return l.problem(-1, what, hint)
	}
	l = f.named(m[1], l)
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	return l.problem(written(l.moves, offsetOf(l.edited, line, col)), what, hint)
}

// named finds the layout of a template's name, which may have a part's name or html/template's
// context after it.
func (f *files) named(name string, otherwise *layout) *layout {
	file := name
	if i := strings.Index(name, ".html"); i >= 0 {
		file = name[:i+len(".html")]
	}
	for _, l := range f.all {
		if l.path == file {
			return l
		}
	}
	return otherwise
}

// offsetOf is the reverse of text/template's ErrorContext: lines from 1, columns in bytes
// from 0, but from 0 as offsets on the first line alike.
func offsetOf(text string, line, col int) int {
	at := 0
	for range line - 1 {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return at + col
}

func (f *files) explain(err error) (what, hint source.Message) {
	if e, ok := errors.AsType[*template.Error](err); ok {
		return explainEscaping(e)
	}
	text := err.Error()
	if m := nilField.FindStringSubmatch(text); m != nil {
		return source.Msg(
				"there is not always %s to take .%s from",
				"il n’y a pas toujours de quoi prendre .%[2]s : %[1]s peut manquer",
				describeNamed(m[1]),
				m[2],
			),
			source.Msg(
				"put it between {{with …}} and {{end}}",
				"mettez-le entre {{with …}} et {{end}}",
			)
	}
	if outOfRange.MatchString(text) {
		return source.Msg("the list or text is not always that long",
				"la liste ou le texte n’est pas toujours si long"),
			source.Msg(
				"ask for its length first, as in {{if ge (len .Films) 2}}",
				"demandez d’abord sa longueur, comme {{if ge (len .Films) 2}}",
			)
	}
	if strings.Contains(text, "maximum template depth") {
		return source.Msg(
			"the template calls itself without end",
			"le modèle s’appelle lui-même sans fin",
		), source.Message{}
	}
	return source.Msg("the page cannot be filled in here", "la page ne peut pas être remplie ici"),
		source.Msg("the reason: %s", "la raison : %s", text[strings.LastIndex(text, ">: ")+1:])
}

func describeNamed(typeName string) source.Message {
	return source.Msg(article(spaced(typeName)), typeName)
}

// explainEscaping explains why html/template cannot make a layout safe.
func explainEscaping(e *template.Error) (what, hint source.Message) {
	switch e.ErrorCode {
	case template.ErrBranchEnd, template.ErrRangeLoopReentry:
		return source.Msg(
				"one branch opens an attribute or a tag that the other does not",
				"une branche ouvre un attribut ou une balise, l’autre non",
			),
			source.Msg(
				"let each branch hold whole attributes and whole tags",
				"mettez des attributs et des balises entiers dans chaque branche",
			)
	case template.ErrEndContext:
		return source.Msg(
				"the layout ends inside a tag, an attribute or a script",
				"le modèle finit dans une balise, un attribut ou un script",
			),
			source.Msg(
				"close what is open: > or a quote or </script>",
				"fermez ce qui est ouvert : > ou un guillemet ou </script>",
			)
	case template.ErrAmbigContext:
		return source.Msg(
				"it is not clear which part of an address this is",
				"on ne sait pas quelle partie d’une adresse ceci est",
			),
			source.Msg(
				"write each address whole in its branch",
				"écrivez chaque adresse en entier dans sa branche",
			)
	case template.ErrBadHTML:
		return source.Msg("this is not good HTML: %s", "ce n’est pas du bon HTML : %s", e.Description),
			source.Msg("put the attribute’s value in quotes", "mettez la valeur de l’attribut entre guillemets droits")
	case template.ErrPredefinedEscaper:
		return source.Msg("words are made safe by themselves here", "les mots sont protégés d’eux-mêmes ici"),
			source.Msg("remove html or urlquery", "retirez html ou urlquery")
	case template.ErrOutputContext:
		return source.Msg(
			"a template that calls itself ends elsewhere than it begins",
			"un modèle qui s’appelle lui-même finit ailleurs qu’il ne commence",
		), source.Message{}
	}
	return source.Msg("this cannot be made safe: %s", "ceci ne peut pas être protégé : %s", e.Description),
		source.Msg(
			"keep what the page says out of scripts and styles",
			"gardez les mots de la page hors des scripts et des styles",
		)
}
