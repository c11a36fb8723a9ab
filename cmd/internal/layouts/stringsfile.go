package layouts

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// stringsFile reads one file of strings into words by dotted key.
type stringsFile struct {
	path     string
	lines    *source.Lines
	words    map[string]*words
	problems []source.Problem
}

// maxStrings, in bytes, bounds a file of strings: ten times the site's.
const maxStrings = 256 << 10

func stringsPath(lang string) string { return "layouts/strings." + lang + ".yaml" }

func readStrings(path string, text []byte) *stringsFile {
	f := &stringsFile{path: path, lines: source.NewLines(text), words: map[string]*words{}}
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		f.unreadable(err)
		return f
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		f.report(0, 0, source.Msg("the file holds no texts", "le fichier ne contient pas de textes"),
			source.Msg("write one on each line, as in search: Search",
				"écrivez-en un par ligne, comme recherche: Rechercher"))
		return f
	}
	f.mapping("", doc.Content[0])
	return f
}

func (f *stringsFile) report(line, col int, what, hint source.Message) {
	f.problems = append(f.problems, source.Problem{
		Path: f.path, Line: line, Col: col, What: what, Hint: hint, Excerpt: f.lines.Excerpt(line, col),
	})
}

func (f *stringsFile) unreadable(err error) {
	line := 0
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		line = e.Mark.Line
		if line == 0 {
			line = e.ContextMark.Line
		}
	}
	f.report(line, 0, source.Msg("the file cannot be read from here on",
		"le fichier n’est pas lisible à partir d’ici"),
		source.Msg(
			"each line is name: text, indented with spaces; put a text that holds : or # or { in quotes",
			"chaque ligne est nom: texte, décalée par des espaces ; mettez entre guillemets droits un texte qui "+
				"contient : ou # ou {",
		))
}

// mapping reads the entries of a map whose keys stand below prefix.
func (f *stringsFile) mapping(prefix string, n *yaml.Node) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		key := prefix + k.Value
		if line, twice := seen[k.Value]; twice {
			f.report(k.Line, k.Column, source.Msg("%q is here twice", "« %s » est là deux fois", key),
				source.Msg("the other is on line %d", "l’autre est à la ligne %d", line))
			continue
		}
		seen[k.Value] = k.Line
		f.value(key, k, v)
	}
}

func (f *stringsFile) value(key string, k, v *yaml.Node) {
	w := &words{line: k.Line, col: k.Column}
	switch {
	case v.Kind == yaml.ScalarNode && v.Tag != "!!null" && strings.TrimSpace(v.Value) != "":
		w.set(plural.Other, v.Value)
	case v.Kind == yaml.SequenceNode:
		w.kind = listOfTexts
		f.list(key, w, v)
	case v.Kind == yaml.MappingNode && isPlural(v):
		w.kind = pluralText
		f.plural(key, w, v)
	case v.Kind == yaml.MappingNode && len(v.Content) > 0:
		f.mapping(key+".", v)
		return
	default:
		f.report(k.Line, k.Column, source.Msg("%q has no text", "« %s » n’a pas de texte", key),
			source.Msg("write it after the colon", "écrivez-le après les deux-points"))
	}
	f.words[key] = w
}

func (w *words) set(form plural.Form, text string) {
	w.forms[form], w.has[form] = newMessage(text), true
}

func (f *stringsFile) list(key string, w *words, v *yaml.Node) {
	w.list = []string{}
	for _, item := range v.Content {
		if item.Kind != yaml.ScalarNode {
			f.report(
				item.Line,
				item.Column,
				source.Msg(
					"%q is a list of texts, and this is none",
					"« %s » est une liste de textes, et ceci n’en est pas un",
					key,
				),
				source.Message{},
			)
			continue
		}
		w.list = append(w.list, strings.TrimSpace(item.Value))
	}
	w.set(plural.Other, strings.Join(w.list, ", "))
}

// isPlural tells the forms of one text from texts of their own: all keys are CLDR's.
func isPlural(n *yaml.Node) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if !slices.Contains(formNames[:], n.Content[i].Value) {
			return false
		}
	}
	return len(n.Content) > 0
}

func (f *stringsFile) plural(key string, w *words, v *yaml.Node) {
	for i := 0; i+1 < len(v.Content); i += 2 {
		k, text := v.Content[i], v.Content[i+1]
		form := plural.Form(slices.Index(formNames[:], k.Value))
		switch {
		case w.has[form]:
			f.report(
				k.Line,
				k.Column,
				source.Msg("%q is here twice", "« %s » est là deux fois", key+"."+k.Value),
				source.Message{},
			)
		case text.Kind != yaml.ScalarNode || strings.TrimSpace(text.Value) == "":
			f.report(
				k.Line,
				k.Column,
				source.Msg("%q has no text", "« %s » n’a pas de texte", key+"."+k.Value),
				source.Message{},
			)
		}
		w.set(form, text.Value)
	}
}

// checkForms reports plural forms that the language needs and the words lack, and forms that
// no number takes in it.
func (f *stringsFile) checkForms(tag language.Tag) {
	used := formsOf(tag)
	needed := []string{}
	for form, name := range formNames {
		if used[form] {
			needed = append(needed, name)
		}
	}
	hint := source.Msg(
		"the forms of this language are %s",
		"les formes de cette langue sont %s",
		strings.Join(needed, ", "),
	)
	for key, w := range f.words {
		if w.kind != pluralText {
			continue
		}
		for form, name := range formNames {
			switch {
			case used[form] && !w.has[form]:
				f.report(w.line, w.col, source.Msg("%q has no form %q", "« %s » n’a pas de forme « %s »", key, name),
					hint)
			case !used[form] && w.has[form] && plural.Form(form) != plural.Other:
				f.report(w.line, w.col, source.Msg("%q has a form %q that no number takes in this language",
					"« %s » a une forme « %s » que ne prend aucun nombre dans cette langue", key, name), hint)
			}
		}
		f.checkOwnPlaceholders(key, w)
	}
}

// checkOwnPlaceholders holds every plural form to the placeholders of the form "other".
// Those for few numbers may say the number in words.
func (f *stringsFile) checkOwnPlaceholders(key string, w *words) {
	for form, name := range formNames {
		if w.has[form] && w.has[plural.Other] {
			f.samePlaceholders(
				key+"."+name,
				w,
				w.forms[plural.Other].names(),
				w.forms[form].names(),
				maySayNumber(plural.Form(form)),
			)
		}
	}
}

func maySayNumber(form plural.Form) bool {
	return form == plural.Zero || form == plural.One || form == plural.Two
}

func (f *stringsFile) samePlaceholders(key string, w *words, want, got []string, numberInWords bool) {
	if numberInWords && !slices.Contains(got, "n") {
		want = slices.DeleteFunc(slices.Clone(want), func(s string) bool { return s == "n" })
	}
	for _, name := range want {
		if !slices.Contains(got, name) {
			f.report(w.line, w.col, source.Msg("%q lacks {%s}", "il manque {%[2]s} à « %[1]s »", key, name),
				source.Message{})
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			hint := source.Msg("it takes no placeholders", "il n’en prend pas")
			if len(want) > 0 {
				hint = source.Msg("it takes {%s}", "il prend {%s}", strings.Join(want, "}, {"))
			}
			f.report(
				w.line,
				w.col,
				source.Msg("%q has {%s}, which nothing fills", "« %s » a {%s}, que rien ne remplit", key, name),
				hint,
			)
		}
	}
}

// checkAgainst compares the file with that of the default language.
func (f *stringsFile) checkAgainst(ref *stringsFile) {
	keys := slices.Sorted(maps.Keys(ref.words))
	for _, key := range keys {
		r, w := ref.words[key], f.words[key]
		if !r.has[plural.Other] {
			continue // told already
		}
		if w == nil {
			f.report(0, 0, source.Msg("no text for %q", "pas de texte pour « %s »", key),
				source.Msg("in %s it is “%s”", "dans %s c’est « %s »", ref.path, r.forms[plural.Other].fill(nil)))
			continue
		}
		f.compare(key, r, w, ref.path)
	}
	for key, w := range f.words {
		if ref.words[key] == nil {
			hint := source.Msg("%s has no such text", "%s n’a pas ce texte", ref.path)
			if near := source.Nearest(key, keys); near != "" {
				hint = source.Msg("did you mean %q?", "vouliez-vous écrire « %s » ?", near)
			}
			f.report(w.line, w.col, source.Msg("%q is not a text of the site", "« %s » n’est pas un texte du site",
				key), hint)
		}
	}
}

func (f *stringsFile) compare(key string, r, w *words, refPath string) {
	switch {
	case r.kind != w.kind:
		f.report(
			w.line,
			w.col,
			source.Msg("%q is %s, but %s in %s", "« %s » est %s, mais %s dans %s", key, w.kind.say(), r.kind.say(),
				refPath),
			source.Message{},
		)
	case r.kind == listOfTexts && len(r.list) != len(w.list):
		f.report(
			w.line,
			w.col,
			source.Msg(
				"%q has %d texts, but %d in %s",
				"« %s » a %d textes, mais %d dans %s",
				key,
				len(w.list),
				len(r.list),
				refPath,
			),
			source.Message{},
		)
	case r.kind != listOfTexts && w.has[plural.Other]:
		f.samePlaceholders(key, w, r.forms[plural.Other].names(), w.forms[plural.Other].names(), false)
	}
}

func (k wordsKind) say() source.Message {
	switch k {
	case pluralText:
		return source.Msg("a text with plural forms", "un texte à plusieurs nombres")
	case listOfTexts:
		return source.Msg("a list of texts", "une liste de textes")
	}
	return source.Msg("a text", "un texte")
}

// loadStrings reads the strings of every language. The first language's file says which keys
// there are; the others borrow from it what they lack, so that pages can be looked at.
func loadStrings(byPath map[string]*source.File, langs []string) (map[string]*Strings, []source.Problem) {
	all := map[string]*Strings{}
	var problems []source.Problem
	var ref *stringsFile
	for _, lang := range langs {
		path := stringsPath(lang)
		f := &stringsFile{path: path, lines: source.NewLines(nil), words: map[string]*words{}}
		if file := byPath[path]; file == nil {
			f.report(0, 0, source.Msg("there are no texts in this language",
				"il n’y a pas de textes dans cette langue"),
				source.Msg("add %s", "ajoutez %s", path))
		} else if text, err := file.Bytes(); len(text) > maxStrings {
			f.report(0, 0, source.Msg("the file is longer than 256 kB", "le fichier dépasse 256 ko"), source.Message{})
		} else if err == nil {
			f = readStrings(path, text)
			f.checkForms(language.Make(lang))
		}
		readable := len(f.words) > 0
		if ref == nil {
			ref = f
		} else if readable && len(ref.words) > 0 {
			f.checkAgainst(ref)
		}
		problems = append(problems, f.problems...)
		all[lang] = newStrings(lang, f.words, ref.words)
	}
	return all, append(problems, strangers(byPath, langs)...)
}

// strangers reports files of strings in languages that the site does not have.
func strangers(byPath map[string]*source.File, langs []string) (problems []source.Problem) {
	for path := range byPath {
		lang, yes := strings.CutPrefix(path, "layouts/strings.")
		if lang, ok := strings.CutSuffix(lang, ".yaml"); yes && ok && !slices.Contains(langs, lang) {
			problems = append(
				problems,
				source.Problem{
					Path: path,
					What: source.Msg("the site has no language %q", "le site n’a pas de langue « %s »", lang),
					Hint: source.Msg("its languages are %s", "ses langues sont %s", strings.Join(langs, ", ")),
				},
			)
		}
	}
	return problems
}

func newStrings(lang string, own, ref map[string]*words) *Strings {
	s := &Strings{tag: language.Make(lang), words: maps.Clone(ref)}
	maps.Copy(s.words, own)
	s.keys = slices.Sorted(maps.Keys(s.words))
	return s
}
