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
				r.inFence, r.told = false, append(r.told, at)
			}
			return nil, parser.NoChildren
		}
		r.inFence, r.told = true, append(r.told, at)
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
	r.checkName(d, at)
	return d, parser.NoChildren
}

func (r *renderer) checkName(d *directive, at int) {
	hint := source.Msg("write for instance “::: video”, then its arguments, then “:::” on a line of its own",
		"écrivez par exemple « ::: video », puis ses arguments, puis « ::: » seul sur une ligne")
	switch {
	case d.name == "":
		r.problem(at,
			source.Msg("this ::: closes nothing and opens nothing",
				"ce ::: ne ferme rien et n’ouvre rien"), hint)
	case !isName(d.name):
		r.problem(d.namePos,
			source.Msg("“%s” is not the name of a block",
				"« %s » n’est pas un nom de bloc", d.name), hint)
	}
}

func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (i == 0 || (c < '0' || c > '9') && c != '-') {
			return false
		}
	}
	return true
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
	if bytes.Equal(trimmed, fence) {
		d.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	if bytes.HasPrefix(trimmed, fence) {
		rendererOf(pc).problem(segment.Start, source.Msg("a ::: block cannot stand inside another",
			"un bloc ::: ne peut pas être dans un autre"),
			source.Msg("close the first with “:::” on a line of its own",
				"fermez le premier par « ::: » seul sur une ligne"))
	}
	d.end = segment.Stop
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (directiveParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if d := node.(*directive); !d.closed && d.name != "" {
		rendererOf(pc).problem(d.namePos, source.Msg("“::: %s” is never closed",
			"« ::: %s » n’est jamais fermé", d.name),
			source.Msg("put “:::” on a line of its own after its arguments",
				"mettez « ::: » seul sur une ligne après ses arguments"))
	}
}

func (r *renderer) directive(d *directive) {
	line, col, excerpt := r.position(d.namePos)
	args := string(r.src[d.start:d.end])
	r.addPlaceholder(Part{Directive: &Directive{Name: d.name, Args: args, Line: line + 1, Col: col, Excerpt: excerpt}})
}
