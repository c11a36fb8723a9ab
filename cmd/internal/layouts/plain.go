package layouts

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"html/template"
	"regexp"
	"text/template/parse"
)

// The plain road: html/template executes the layouts as they are written, and the whole page is
// minified. It is slow, and the law for the other road, which minifies layouts once and compiles
// them: both make the same bytes.
//
// A minifier must not touch what values bring. So each value is printed as {{v<hexadecimal>}},
// which a minifier of templates keeps, and put back afterwards.

// renderPlain appends a page to w; at an error, w is as before.
func (t *templateSet) renderPlain(w *bytes.Buffer, p *Page, minify func(string) (string, error)) error {
	var marked bytes.Buffer
	if err := viaTemplate(t.templates, &marked, p); err != nil {
		return err
	}
	text := marked.String()
	if minify != nil {
		small, err := minify(text)
		if err != nil {
			return err
		}
		text = small
	}
	w.WriteString(markedValue.ReplaceAllStringFunc(text, unmark))
	return nil
}

var markedValue = regexp.MustCompile(`\{\{v[0-9a-f]*\}\}`)

const markFunction = "mark_value"

func mark(value any) template.HTML {
	return template.HTML(fmt.Sprintf("{{v%x}}", fmt.Sprint(value)))
}

func unmark(marked string) string {
	value, err := hex.DecodeString(marked[len("{{v") : len(marked)-len("}}")])
	if err != nil {
		return marked // not one of ours
	}
	return string(value)
}

// markValues makes escaped templates print their values as mark does. What the main layout has
// made of a page stays as it is in base.html: its values are marked already.
func markValues(templates map[string]*template.Template) {
	seen := map[parse.Node]bool{}
	for _, t := range templates {
		t.Funcs(template.FuncMap{markFunction: mark})
		for _, part := range t.Templates() {
			if part.Tree == nil || part.Name() == mainName {
				continue
			}
			inspect(part.Tree.Root, func(n parse.Node) {
				if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Decl) == 0 && !seen[n] {
					seen[n] = true
					a.Pipe.Cmds = append(a.Pipe.Cmds, &parse.CommandNode{
						NodeType: parse.NodeCommand, Pos: a.Pos,
						Args: []parse.Node{parse.NewIdentifier(markFunction).SetPos(a.Pos).SetTree(part.Tree)},
					})
				}
			})
		}
	}
}
