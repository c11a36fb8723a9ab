package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// One parser serves all languages and goroutines: what differs between languages is decided
// while rendering, so that the text is read once.
var blocksAndInlines = parser.NewParser(
	parser.WithBlockParsers(parser.DefaultBlockParsers()...),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
	),
	parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	parser.WithBlockParsers(
		util.Prioritized(directiveParser{}, 50),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(noteParser{extension.NewFootnoteBlockParser()}, 999),
	),
	parser.WithInlineParsers(
		util.Prioritized(taskParser{}, 99),
		util.Prioritized(noteRefParser{}, 101),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(bareLinkParser{}, 999),
	),
	parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
	parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
)

// rendererKey leads the parsers to the renderer of the text at hand, which collects problems.
var rendererKey = parser.NewContextKey()

func rendererOf(pc parser.Context) *renderer { return pc.Get(rendererKey).(*renderer) }

func (r *renderer) parse() ast.Node {
	pc := parser.NewContext()
	pc.Set(rendererKey, r)
	return blocksAndInlines.Parse(text.NewReader(r.src), parser.WithContext(pc))
}
