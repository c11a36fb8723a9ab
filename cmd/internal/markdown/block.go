package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

var kindFootnoteList = extast.KindFootnoteList

// node writes one block with all it holds.
func (r *renderer) node(n ast.Node) {
	w := &r.out
	switch x := n.(type) {
	case *ast.Paragraph:
		r.paragraph(x)
	case *ast.TextBlock:
		r.textBlock(x)
	case *ast.Heading:
		r.heading(x)
	case *ast.List:
		r.list(x)
	case *ast.ListItem:
		r.wrap("<li>", x, "</li>")
	case *ast.Blockquote:
		r.wrap("<blockquote>", x, "</blockquote>")
	case *ast.CodeBlock:
		r.code(x, nil)
	case *ast.FencedCodeBlock:
		r.checkFence(x)
		r.code(x, x.Language(r.src))
	case *ast.ThematicBreak:
		w.writeBlockTag("<hr>")
	case *ast.HTMLBlock:
		r.htmlBlock(x)
	case *extast.Table:
		r.table(x)
	case *extast.DefinitionList:
		r.wrap("<dl>", x, "</dl>")
	case *extast.DefinitionTerm:
		w.writeBlockTag("<dt>")
		r.inlines(w, x)
		w.writeBlockTag("</dt>")
	case *extast.DefinitionDescription:
		r.wrap("<dd>", x, "</dd>")
	case *directive:
		r.directive(x)
	}
}

func (r *renderer) wrap(start string, n ast.Node, end string) {
	r.out.writeBlockTag(start)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
	r.out.writeBlockTag(end)
}

func (r *renderer) paragraph(p *ast.Paragraph) {
	w := &r.out
	if isFigure(p) {
		r.image(w, p.FirstChild().(*ast.Image), true)
		return
	}
	r.checkLines(p)
	w.writeBlockTag("<p>")
	r.inlines(w, p)
	w.writeBlockTag("</p>")
}

// isFigure tells whether a picture stands alone in its paragraph.
func isFigure(p *ast.Paragraph) bool {
	c := p.FirstChild()
	return c != nil && c == p.LastChild() && c.Kind() == ast.KindImage
}

// textBlock writes the words of a list item that is no paragraph of its own.
func (r *renderer) textBlock(n *ast.TextBlock) {
	w := &r.out
	r.checkLines(n)
	w.endLine()
	r.inlines(w, n)
	w.endLine()
	if next := n.NextSibling(); next != nil && next.Kind() == ast.KindTextBlock {
		w.writeBlockTag("<br>")
	}
}

func (r *renderer) list(n *ast.List) {
	r.checkItems(n)
	switch {
	case !n.IsOrdered():
		r.wrap("<ul>", n, "</ul>")
	case n.Start != 1:
		r.wrap(`<ol start="`+strconv.Itoa(n.Start)+`">`, n, "</ol>")
	default:
		r.wrap("<ol>", n, "</ol>")
	}
}

// heading writes a heading under the page's title, which is level 1.
func (r *renderer) heading(n *ast.Heading) {
	w := &r.out
	level := max(2, n.Level)
	switch {
	case len(r.headings) == maxHeadings:
		if !r.tooMany {
			r.tooMany = true
			r.problem(n.Pos(),
				source.Msg("this text has more than %d headings", "ce texte a plus de %d intertitres", maxHeadings),
				source.Msg("divide it into several pages", "partagez-le en plusieurs pages"))
		}
		return
	case n.Level == 1 && r.inConflict(n):
	case n.Level == 1:
		r.problem(n.Pos(),
			source.Msg("the title of the page is in its header: the text has no heading of the first level",
				"le titre de la page est dans son en-tête : le texte n’a pas d’intertitre du premier niveau"),
			source.Msg("use ##", "utilisez ##"))
	case n.Level > r.level+1:
		r.problem(n.Pos(),
			source.Msg("this heading of level %d comes under one of level %d",
				"cet intertitre de niveau %d vient sous un de niveau %d", n.Level, r.level),
			source.Msg("use %s", "utilisez %s", strings.Repeat("#", r.level+1)))
	}
	r.level = level
	if _, afterRule := n.PreviousSibling().(*ast.ThematicBreak); afterRule && fieldLine.Match(r.src[n.Pos():]) {
		r.problem(n.Pos(), source.Msg("fields stand only at the top of a file, between lines ---",
			"les champs ne se trouvent qu’en tête de fichier, entre des lignes ---"),
			source.Msg("write them there, or delete these lines", "écrivez-les là-haut, ou supprimez ces lignes"))
	}
	r.checkHeadingID(n)
	text := r.plainText(n)
	if len(text) == 0 {
		r.problem(n.Pos(),
			source.Msg("this heading has no words",
				"cet intertitre n’a pas de mots"),
			source.Msg("write them after the ##, or delete it",
				"écrivez-les après les ##, ou supprimez-le"))
	}
	h := heading{Heading: Heading{Level: level, ID: r.ids.unique(text)}}
	r.anchors = append(r.anchors, h.ID)
	tag := [...]string{"h2", "h3", "h4", "h5", "h6"}[level-2]
	w.writeBlockTag("<", tag, ` id="`, h.ID, `">`)
	from, placeholders := len(w.buf), len(w.placeholders)
	r.inlines(w, n)
	w.endLine()
	h.span = [2]int{from, len(w.buf)}
	if len(w.placeholders) > placeholders || bytes.Contains(w.buf[from:], []byte("<a ")) || from == len(w.buf) {
		h.span = [2]int{}
		h.HTML = string(r.renderSeparately(n, modePhrases))
	}
	r.headings = append(r.headings, h)
	w.writeBlockTag("</", tag, ">")
}

var fieldLine = regexp.MustCompile(`^[a-z_]+: `)

// checkFence reports a block of code that nothing ends: the rest of the text is in it.
func (r *renderer) checkFence(n *ast.FencedCodeBlock) {
	lines := n.Lines()
	if lines.Len() == 0 || len(bytes.TrimSpace(r.src[lines.At(lines.Len()-1).Stop:])) > 0 {
		return
	}
	r.problem(n.Pos(), source.Msg("nothing ends the code that begins here", "rien ne termine le code qui commence ici"),
		source.Msg("write ``` on a line of its own after it, or delete this line",
			"écrivez ``` sur une ligne à part après lui, ou supprimez cette ligne"))
}

// checkHeadingID reports the {#id} that other tools read at a heading's end.
func (r *renderer) checkHeadingID(n *ast.Heading) {
	at, words := headingID(r.src, n.Lines())
	if at < 0 {
		return
	}
	r.reported = append(r.reported, at)
	r.problem(at,
		source.Msg("an address of a heading is not written here",
			"l’adresse d’un intertitre ne s’écrit pas ici"),
		source.Msg("delete it: the heading’s address is %q",
			"supprimez-le : l’adresse de l’intertitre est « %s »", "#"+slugOf(words)))
}

// code writes a block of code, which may scroll sideways and so can be reached by keyboard.
func (r *renderer) code(n ast.Node, language []byte) {
	w := &r.out
	w.writeBlockTag(`<pre tabindex="0"><code`)
	if len(language) > 0 {
		w.writeTag(" class=")
		w.buf = appendAttr(w.buf, "language-"+string(bytes.Join(bytes.Fields(language), []byte("-"))))
	}
	w.writeTag(">")
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		for _, c := range seg.Value(r.src) {
			switch {
			case c == '<':
				w.writeTag("&lt;")
			case c == '&':
				w.writeTag("&amp;")
			case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
				w.writeTag("\ufffd")
			default:
				w.buf = append(w.buf, c)
			}
		}
	}
	w.startLine()
	w.writeBlockTag("</code></pre>")
}

// table writes a table in a box of its own that can scroll sideways, by keyboard too. The
// box is a group named by the column headings, so that it is no stop without a name.
func (r *renderer) table(n *extast.Table) {
	w := &r.out
	w.writeBlockTag(`<div class="table" role="group" tabindex="0" aria-label=`)
	w.buf = appendAttr(w.buf, r.tableName(n.FirstChild()))
	w.writeTag(`><table>`)
	w.startLine()
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		if head {
			w.writeBlockTag("<thead><tr>")
		} else {
			w.writeBlockTag("<tr>")
		}
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			r.cell(c.(*extast.TableCell), head)
		}
		r.checkRow(n, row)
		w.writeBlockTag("</tr>")
		if head {
			w.writeBlockTag("</thead>")
			if row.NextSibling() != nil {
				w.writeBlockTag("<tbody>")
			}
		} else if row.NextSibling() == nil {
			w.writeBlockTag("</tbody>")
		}
	}
	w.writeBlockTag("</table></div>")
}

func (r *renderer) tableName(head ast.Node) string {
	name := r.labels.table
	sep := ": "
	if r.rules.french {
		sep = nbsp + ": "
	}
	for c := head.FirstChild(); c != nil; c = c.NextSibling() {
		if text := r.plainText(c); len(text) > 0 && len(name) < 200 {
			name += sep + string(text)
			sep = ", "
		}
	}
	return name
}

func (r *renderer) cell(n *extast.TableCell, head bool) {
	w := &r.out
	start, end := "<td", "</td>"
	if head && n.HasChildren() { // a heading without words would head nothing
		start, end = `<th scope="col"`, "</th>"
	}
	w.writeBlockTag(start)
	switch n.Alignment {
	case extast.AlignLeft:
		w.writeTag(` class="ta-s"`)
	case extast.AlignCenter:
		w.writeTag(` class="ta-c"`)
	case extast.AlignRight:
		w.writeTag(` class="ta-e"`)
	}
	w.writeTag(">")
	w.startLine()
	r.inlines(w, n)
	w.writeBlockTag(end)
}

// checkRow reports cells beyond the last column, which Markdown leaves out.
func (r *renderer) checkRow(t *extast.Table, row ast.Node) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 || row.ChildCount() < len(t.Alignments) {
		return
	}
	rest := r.src[last.Lines().At(0).Stop:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if rest = bytes.Trim(rest, " \t|"); len(rest) > 0 {
		r.problem(row.Pos(),
			source.Msg("this row has more cells than the table has columns",
				"cette ligne a plus de cases que le tableau n’a de colonnes"),
			source.Msg("the first row sets the columns; write \\| for a bar inside a cell",
				"la première ligne fixe les colonnes ; écrivez \\| pour une barre dans une case"))
	}
}
