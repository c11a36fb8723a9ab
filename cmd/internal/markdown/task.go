package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A task is the box of a task list's item: "[ ]" or "[x]" at its start.
type task struct {
	ast.BaseInline
	done bool
}

var kindTask = ast.NewNodeKind("Task")

func (n *task) Kind() ast.NodeKind         { return kindTask }
func (n *task) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item := parent.Parent()
	if item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, segment := block.PeekLine()
	if len(line) < 4 || line[2] != ']' || line[3] != ' ' && line[3] != '\t' {
		return nil
	}
	n := &task{}
	switch line[1] {
	case ' ':
	case 'x', 'X':
		n.done = true
	default:
		return nil
	}
	block.Advance(3)
	n.SetPos(segment.Start)
	return n
}

// task writes the box, which says its state to those who do not see it.
func (r *renderer) task(w *writer, n *task) {
	if w.mode != modeFull {
		return
	}
	if n.done {
		w.writeTag(`<input type="checkbox" disabled checked aria-label="`, r.labels.done, `">`)
	} else {
		w.writeTag(`<input type="checkbox" disabled aria-label="`, r.labels.open, `">`)
	}
	w.markContent()
	w.lastChar = '\ufffc'
}
