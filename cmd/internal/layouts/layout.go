package layouts

import (
	"fmt"
	"path"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"
)

// A layout is one file of layouts/*.html or layouts/partials/*.html.
type layout struct {
	path     string
	name     string // "film", "card"
	text     string
	lines    *source.Lines          // of text
	trees    map[string]*parse.Tree // its own under its path, others by the names it defines
	calls    map[*layout]bool       // partials it calls
	edits    []edit
	wordless bool   // the same in all languages
	edited   string // in the default language, before it is minified
	moves    []move // from edited to text
	problems []source.Problem
}

const basePath = "layouts/base.html"

// maxLayout, in bytes, bounds a layout: what looks at it grows faster than its length, and the
// site's largest has 5 kB.
const maxLayout = 32 << 10

// files are the layouts by what they are for.
type files struct {
	base     *layout
	mains    map[string]*layout
	partials map[string]*layout
	all      []*layout // sorted by path, as given
}

func (f *files) add(l *layout) bool {
	switch dir := path.Dir(l.path); {
	case l.path == basePath:
		f.base = l
	case dir == "layouts":
		f.mains[l.name] = l
	case dir == "layouts/partials":
		f.partials[l.name] = l
	default:
		return false
	}
	f.all = append(f.all, l)
	return true
}

// callee finds what {{template "name"}} in l means: a part l defines, or a partial, or in
// base.html the page's main layout, for which it returns nil and true.
func (f *files) callee(l *layout, name string) (to *layout, tree *parse.Tree, main bool) {
	if tree := l.trees[name]; tree != nil && name != l.path {
		return l, tree, false
	}
	if p := f.partials[name]; p != nil {
		return p, p.trees[p.path], false
	}
	return nil, nil, name == "main" && l == f.base
}

// readLayout parses a file. A mistake in it is a problem of the layout.
func readLayout(file string, text string) *layout {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n")
	l := &layout{path: file, text: text, lines: source.NewLines([]byte(text)), calls: map[*layout]bool{}}
	l.name = strings.TrimSuffix(path.Base(file), ".html")
	switch {
	case len(text) > maxLayout:
		l.text, l.lines = "", source.NewLines(nil)
		l.report(-1, source.Msg("the layout is longer than 32 kB", "le modèle dépasse 32 ko"),
			source.Msg("move parts of it to layouts/partials/", "déplacez-en des parties dans layouts/partials/"))
		return l
	case !utf8.ValidString(text):
		l.report(-1, source.Msg("the file is not UTF-8 text", "le fichier n’est pas du texte UTF-8"),
			source.Msg("save it as UTF-8 in your editor", "enregistrez-le en UTF-8 dans votre éditeur"))
		return l
	}
	trees, err := parseTrees(file, text)
	if err != nil {
		l.problems = append(l.problems, l.syntaxProblem(err))
		return l
	}
	l.trees = trees
	return l
}

// parseTrees parses a layout as text/template does. Functions are looked for later, so that
// all that are missing are told at once.
func parseTrees(path, text string) (_ map[string]*parse.Tree, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("template: %s:0: %v", path, e)
		}
	}()
	t := parse.New(path)
	t.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := t.Parse(text, "{{", "}}", trees); err != nil {
		return nil, err
	}
	return trees, nil
}

// report adds a problem at a byte offset of the text as written; a negative one means the file.
func (l *layout) report(offset int, what, hint source.Message) {
	l.problems = append(l.problems, l.problem(offset, what, hint))
}

func (l *layout) problem(offset int, what, hint source.Message) source.Problem {
	p := source.Problem{Path: l.path, What: what, Hint: hint}
	if offset >= 0 {
		p.Line, p.Col, p.Excerpt = l.lines.Position(offset)
	}
	return p
}

// problemAtLine is for mistakes of which only the line is known.
func (l *layout) problemAtLine(line int, what, hint source.Message) source.Problem {
	return source.Problem{Path: l.path, Line: line, What: what, Hint: hint, Excerpt: l.lines.Excerpt(line, 0)}
}

// inspect calls visit for a node and all nodes in it, outer ones first.
func inspect(n parse.Node, visit func(parse.Node)) {
	visit(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, x := range n.Nodes {
			inspect(x, visit)
		}
	case *parse.ActionNode:
		inspect(n.Pipe, visit)
	case *parse.PipeNode:
		for _, x := range n.Cmds {
			inspect(x, visit)
		}
	case *parse.CommandNode:
		for _, x := range n.Args {
			inspect(x, visit)
		}
	case *parse.ChainNode:
		inspect(n.Node, visit)
	case *parse.IfNode:
		inspectBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		inspectBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		inspectBranch(&n.BranchNode, visit)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			inspect(n.Pipe, visit)
		}
	}
}

func inspectBranch(n *parse.BranchNode, visit func(parse.Node)) {
	inspect(n.Pipe, visit)
	inspect(n.List, visit)
	if n.ElseList != nil {
		inspect(n.ElseList, visit)
	}
}
