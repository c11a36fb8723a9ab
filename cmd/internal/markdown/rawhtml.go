package markdown

import (
	"bytes"
	"strings"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// refuse reports HTML at the offset, and what to write instead. The end tag of an element
// whose start tag is reported is left out.
func (r *renderer) refuse(at int, html []byte) {
	name, end := tagName(html)
	if end && name == r.openTag {
		return
	}
	if !end {
		r.openTag = name
	}
	what := source.Msg("HTML is not allowed here", "le HTML n’est pas permis ici")
	if name == "!--" {
		what = source.Msg("an HTML comment is not allowed here", "un commentaire HTML n’est pas permis ici")
	}
	r.problem(at, what, instead(name))
}

func tagName(html []byte) (name string, end bool) {
	html = bytes.TrimLeft(html, "< \t")
	if len(html) > 0 && html[0] == '/' {
		html, end = html[1:], true
	}
	if bytes.HasPrefix(html, []byte("!--")) {
		return "!--", false
	}
	n := 0
	for n < len(html) && isAlnum(html[n]) {
		n++
	}
	return strings.ToLower(string(html[:n])), end
}

func instead(name string) source.Message {
	switch name {
	case "!--":
		return source.Msg("delete it: notes to yourself would be public",
			"supprimez-le : une note personnelle serait publique")
	case "br":
		return source.Msg("end the line with \\ for a line break",
			"terminez la ligne par \\ pour aller à la ligne")
	case "b", "strong":
		return source.Msg("write **words** for important words", "écrivez **mots** pour des mots importants")
	case "i", "em":
		return source.Msg("write *words* for emphasis", "écrivez *mots* pour l’emphase")
	case "del", "s", "strike":
		return source.Msg("write ~~words~~ for struck words", "écrivez ~~mots~~ pour des mots barrés")
	case "a":
		return source.Msg("write [words](address) for a link", "écrivez [mots](adresse) pour un lien")
	case "img", "figure", "picture", "figcaption":
		return source.Msg("write ![description](file \"caption\") for a picture",
			"écrivez ![description](fichier \"légende\") pour une image")
	case "video", "iframe", "audio", "embed", "object", "source":
		return source.Msg("use a “::: video” block", "utilisez un bloc « ::: video »")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return source.Msg("write ## before a heading", "écrivez ## devant un intertitre")
	case "ul", "ol", "li":
		return source.Msg("begin each line of a list with -", "commencez chaque ligne d’une liste par -")
	case "table", "tr", "td", "th", "thead", "tbody":
		return source.Msg("write a table with | between its cells",
			"écrivez un tableau avec | entre ses cases")
	case "blockquote", "q":
		return source.Msg("begin each line of a quotation with >",
			"commencez chaque ligne d’une citation par >")
	case "code", "pre", "kbd":
		return source.Msg("write `words` for code", "écrivez `mots` pour du code")
	case "hr":
		return source.Msg("write --- on a line of its own", "écrivez --- seul sur une ligne")
	case "p", "div", "span", "center", "section":
		return source.Msg("leave an empty line between paragraphs; the layout does the rest",
			"laissez une ligne vide entre les paragraphes ; la mise en page fait le reste")
	case "sup", "sub", "small", "u", "font", "style":
		return source.Msg("write the words without it; the layout sets their look",
			"écrivez les mots sans lui ; la mise en page règle leur aspect")
	}
	return source.Msg("write it in Markdown, or \\< if you mean the character",
		"écrivez-le en Markdown, ou \\< si vous voulez le caractère")
}

func (r *renderer) rawHTML(w *writer, n *ast.RawHTML) {
	html := n.Segments.Value(r.src)
	if w.mode == modeFull && n.Segments.Len() > 0 {
		r.refuse(n.Segments.At(0).Start, html)
	}
	w.writeRaw(html)
}

// htmlBlock shows a refused block as the text it is.
func (r *renderer) htmlBlock(n *ast.HTMLBlock) {
	w := &r.out
	r.openTag = ""
	w.writeBlockTag("<p>")
	for i := range n.Lines().Len() {
		r.htmlLine(w, n.Lines().At(i), i == 0)
	}
	if n.HasClosure() {
		r.htmlLine(w, n.ClosureLine, false)
	}
	w.writeBlockTag("</p>")
}

func (r *renderer) htmlLine(w *writer, seg text.Segment, first bool) {
	line := seg.Value(r.src)
	if first {
		indent := max(0, bytes.IndexByte(line, '<'))
		r.refuse(seg.Start+indent-seg.Padding, line[indent:])
	}
	w.writeRaw(line)
}
