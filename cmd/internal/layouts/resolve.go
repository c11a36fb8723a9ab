package layouts

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"artsfactory/cmd/internal/source"
)

// A resolver finds what a layout names: texts, assets, functions and partials. Texts and
// assets become edits that put their words or URL in their place.
type resolver struct {
	files *files
	file  *layout
	words *Strings // of the default language
	asset func(string) (string, bool)
	done  map[parse.Node]bool
	lower string // the file's text, its letters of ASCII in lower case
}

func (r *resolver) resolve() {
	r.done = map[parse.Node]bool{}
	r.lower = strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	}, r.file.text)
	for _, tree := range r.file.trees {
		inspect(tree.Root, r.visit)
	}
}

func (r *resolver) visit(n parse.Node) {
	switch n := n.(type) {
	case *parse.ActionNode:
		if len(n.Pipe.Cmds) == 1 && len(n.Pipe.Decl) == 0 {
			r.constant(n.Pipe.Cmds[0], true)
		}
	case *parse.PipeNode:
		for _, cmd := range n.Cmds[1:] {
			r.piped(cmd)
		}
	case *parse.CommandNode:
		r.constant(n, false)
	case *parse.IdentifierNode:
		r.function(n)
	case *parse.TemplateNode:
		r.call(n)
	}
}

// constant replaces t "key" or asset "name". Alone in its braces it becomes text, so that
// the minifier sees it; elsewhere it becomes a quoted string.
func (r *resolver) constant(cmd *parse.CommandNode, alone bool) {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok || id.Ident != "t" && id.Ident != "asset" || r.done[id] {
		return
	}
	r.done[id] = true
	name, ok := stringArg(cmd)
	if !ok {
		r.misused(id)
		return
	}
	text := r.lookUp(id.Ident, name)
	from, to := int(cmd.Pos), int(name.Pos)+len(name.Quoted)
	if !alone {
		r.file.edits = append(r.file.edits, edit{from, to, func(s *Strings) string { return strconv.Quote(text(s)) }})
		return
	}
	from, to = braces(r.file.text, from, to)
	r.file.edits = append(r.file.edits, edit{from, to, r.literal(from, text)})
}

func stringArg(cmd *parse.CommandNode) (*parse.StringNode, bool) {
	if len(cmd.Args) != 2 {
		return nil, false
	}
	s, ok := cmd.Args[1].(*parse.StringNode)
	return s, ok
}

func (r *resolver) piped(cmd *parse.CommandNode) {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok && (id.Ident == "t" || id.Ident == "asset") {
		r.done[id] = true
		r.misused(id)
	}
}

func (r *resolver) misused(id *parse.IdentifierNode) {
	hint := source.Msg(`as in {{t "nav.films"}}`, `comme {{t "nav.films"}}`)
	if id.Ident == "asset" {
		hint = source.Msg(`as in {{asset "css/site.css"}}`, `comme {{asset "css/site.css"}}`)
	}
	r.file.report(
		int(id.Pos),
		source.Msg(
			"%q needs one name in quotes after it",
			"« %s » demande un nom entre guillemets droits juste après",
			id.Ident,
		),
		hint,
	)
}

// lookUp returns the words of a text in each language, or the URL of an asset, and reports
// names that there are not.
func (r *resolver) lookUp(function string, name *parse.StringNode) func(*Strings) string {
	key := name.Text
	if function == "asset" {
		url, ok := r.asset(key)
		if !ok {
			r.file.report(
				int(name.Pos),
				source.Msg("there is no file %q in assets/", "il n’y a pas de fichier « %s » dans assets/", key),
				source.Message{},
			)
		}
		return func(*Strings) string { return url }
	}
	r.checkKey(key, int(name.Pos))
	return func(s *Strings) string { return s.T(key) }
}

func (r *resolver) checkKey(key string, at int) {
	w := r.words.words[key]
	switch {
	case w == nil:
		hint := source.Msg("add it to the files layouts/strings.….yaml",
			"ajoutez-le aux fichiers layouts/strings.….yaml")
		if near := source.Nearest(key, r.words.keys); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous écrire « %s » ?", near)
		}
		r.file.report(at, source.Msg("there is no text %q", "il n’y a pas de texte « %s »", key), hint)
	case w.kind != oneText:
		r.file.report(
			at,
			source.Msg(
				"%q is %s, which a layout cannot print",
				"« %s » est %s, qu’un modèle ne peut pas afficher",
				key,
				w.kind.say(),
			),
			source.Message{},
		)
	case len(w.forms[0].names()) > 0:
		r.file.report(
			at,
			source.Msg(
				"%q has {%s}, which a layout cannot fill in",
				"« %s » a {%s}, qu’un modèle ne peut pas remplir",
				key,
				w.forms[0].names()[0],
			),
			source.Message{},
		)
	}
}

// braces widens a command to its action, and to the white space that {{- and -}} trim.
func braces(text string, from, to int) (int, int) {
	from = strings.LastIndex(text[:from], "{{")
	if strings.HasPrefix(text[from:], "{{-") {
		from = len(strings.TrimRight(text[:from], " \t\r\n"))
	}
	to += strings.Index(text[to:], "}}") + 2
	if strings.HasSuffix(text[:to], "-}}") {
		to = len(text) - len(strings.TrimLeft(text[to:], " \t\r\n"))
	}
	return from, to
}

// literal returns the words as they stand in HTML text and in quoted attributes. In scripts
// and styles those are not HTML: html/template writes them there.
func (r *resolver) literal(from int, text func(*Strings) string) func(*Strings) string {
	before := r.lower[:from]
	for _, element := range []string{"script", "style"} {
		if strings.LastIndex(before, "<"+element) > strings.LastIndex(before, "</"+element) {
			return func(s *Strings) string { return "{{" + strconv.Quote(text(s)) + "}}" }
		}
	}
	if tag := before[strings.LastIndexByte(before, '<')+1:]; strings.HasSuffix(tag, "=") &&
		!strings.Contains(tag, ">") {
		r.file.report(
			from,
			source.Msg(
				"an attribute needs quotes around its words",
				"un attribut demande des guillemets droits autour de ses mots",
			),
			source.Msg(`as in title="{{…}}"`, `comme title="{{…}}"`),
		)
	}
	return func(s *Strings) string {
		return strings.ReplaceAll(html.EscapeString(text(s)), "{{", "&#123;{")
	}
}

func (r *resolver) function(id *parse.IdentifierNode) {
	switch {
	case r.done[id]:
	case id.Ident == "t" || id.Ident == "asset":
		r.misused(id)
	case !slices.Contains(functions, id.Ident):
		hint := source.Msg(
			"a field of the page begins with a point, as in .Title",
			"un champ de la page commence par un point, comme .Title",
		)
		if near := source.Nearest(id.Ident, functions); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous écrire « %s » ?", near)
		}
		r.file.report(int(id.Pos), source.Msg("there is no function %q", "il n’y a pas de fonction « %s »", id.Ident),
			hint)
	}
}

func (r *resolver) call(n *parse.TemplateNode) {
	to, _, main := r.files.callee(r.file, n.Name)
	switch {
	case to != nil:
		r.file.calls[to] = true
	case main:
	case n.Name == "main":
		r.file.report(
			int(n.Pos),
			source.Msg("only %s can call %q", "seul %s peut appeler « %s »", basePath, n.Name),
			source.Message{},
		)
	default:
		hint := source.Msg("add layouts/partials/%s.html", "ajoutez layouts/partials/%s.html", n.Name)
		var names []string
		for name := range r.files.partials {
			names = append(names, name)
		}
		slices.Sort(names)
		if near := source.Nearest(n.Name, names); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous écrire « %s » ?", near)
		}
		r.file.report(
			int(n.Pos),
			source.Msg("there is no partial %q", "il n’y a pas de modèle partiel « %s »", n.Name),
			hint,
		)
	}
}
