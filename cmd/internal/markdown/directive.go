package markdown

import (
	"bytes"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A directive is a block of the form
//
//	::: name
//	yaml: arguments
//	:::
type directive struct {
	ast.BaseBlock
	name       string
	namePos    int
	start, end int // of the arguments
	closed     bool
	unclosed   bool // no line closes it: its arguments end at the first empty line
}

var kindDirective = ast.NewNodeKind("Directive")

func (d *directive) Kind() ast.NodeKind         { return kindDirective }
func (d *directive) IsRaw() bool                { return true }
func (d *directive) Dump(src []byte, level int) { ast.DumpHelper(d, src, level, nil, nil) }

type directiveParser struct{}

var fence = []byte(":::")

func (directiveParser) Trigger() []byte             { return fence[:1] }
func (directiveParser) CanInterruptParagraph() bool { return true }
func (directiveParser) CanAcceptIndentedLine() bool { return false }

// Open reads the line with the name. A fence inside a list or quotation stays text, because
// the site puts whole sections there.
func (directiveParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], fence) {
		return nil, parser.NoChildren
	}
	at := segment.Start + pos - segment.Padding
	r := rendererOf(pc)
	if parent.Kind() != ast.KindDocument {
		if isEnd := len(bytes.TrimSpace(line[pos:])) == len(fence); isEnd {
			if r.inFence {
				r.inFence, r.reported = false, append(r.reported, at)
			}
			return nil, parser.NoChildren
		}
		r.inFence, r.reported = true, append(r.reported, at)
		r.problem(at,
			source.Msg("a ::: block cannot stand inside a list, a quotation or a note",
				"un bloc ::: ne peut pas être dans une liste, une citation ou une note"),
			source.Msg("put it at the start of a line, with an empty line before it",
				"mettez-le en début de ligne, après une ligne vide"))
		return nil, parser.NoChildren
	}
	rest := line[pos+len(fence):]
	name := bytes.TrimSpace(rest)
	d := &directive{name: string(name), namePos: at + len(fence) + max(0, bytes.Index(rest, name))}
	d.start, d.end = segment.Stop, segment.Stop
	switch {
	case d.name != "":
		r.checkEnd(d)
	case r.unclosed > 0:
		r.unclosed--
	default:
		r.problem(at, source.Msg("this ::: closes nothing and opens nothing", "ce ::: ne ferme rien et n’ouvre rien"),
			source.Msg("write for instance “::: video”, then its arguments, then “:::” on a line of its own",
				"écrivez par exemple « ::: video », puis ses arguments, puis « ::: » seul sur une ligne"))
	}
	return d, parser.NoChildren
}

// checkEnd reports a directive that no line closes: none at all, or another directive begins before it.
func (r *renderer) checkEnd(d *directive) {
	for line := range textLines(r.src[d.start:]) {
		text := bytes.TrimSpace(r.src[d.start+line.from : d.start+line.to])
		if bytes.Equal(text, fence) {
			return
		}
		if bytes.HasPrefix(text, fence) {
			break
		}
	}
	d.unclosed = true
	r.unclosed++
	r.problem(d.namePos, source.Msg("“::: %s” is never closed", "« ::: %s » n’est jamais fermé", d.name),
		source.Msg("put “:::” on a line of its own after its arguments",
			"mettez « ::: » seul sur une ligne après ses arguments"))
}

// Continue collects the arguments up to the closing fence. A nameless opening line takes no
// arguments: it is a closing fence too many.
func (directiveParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	d := node.(*directive)
	if d.name == "" {
		d.closed = true
		return parser.Close
	}
	line, segment := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	if d.unclosed && (len(trimmed) == 0 || bytes.HasPrefix(trimmed, fence)) {
		return parser.Close
	}
	d.end = segment.Stop
	reader.AdvanceToEOL()
	if bytes.Equal(trimmed, fence) {
		d.end, d.closed = segment.Start, true
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

func (directiveParser) Close(ast.Node, text.Reader, parser.Context) {}

func (r *renderer) directive(d *directive) {
	line, col, excerpt := r.position(d.namePos)
	args := string(r.src[d.start:d.end])
	r.addPlaceholder(Part{Directive: &Directive{Name: d.name, Args: args, Line: line + 1, Col: col, Excerpt: excerpt}})
}
