package markdown

import (
	"bytes"
	"strconv"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

const maxNotes = 1000 // and beyond, sorting and cross-linking them is no reading matter

// A footnote is a footnote: where it is written, and its number once the text has named it.
type footnote struct {
	label  string
	pos    int
	node   ast.Node
	number int // from 1 in the order of first reference; 0: not referred to
	refs   int
}

// noteParser remembers every note that goldmark's own parser opens, so that none is dropped
// in silence.
type noteParser struct{ parser.BlockParser }

func (p noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		label := string(node.(*extast.Footnote).Ref)
		at := segment.Start - segment.Padding + max(0, pc.BlockOffset())
		rendererOf(pc).defineNote(&footnote{label: label, pos: at, node: node})
	}
	return node, state
}

func (r *renderer) defineNote(n *footnote) {
	if r.notes == nil {
		r.notes = map[string]*footnote{}
	}
	if len(r.notes) == maxNotes {
		r.problem(n.pos,
			source.Msg("there are more than %d notes",
				"il y a plus de %d notes", maxNotes), source.Message{})
	}
	if _, twice := r.notes[n.label]; twice {
		r.problem(n.pos,
			source.Msg("the note [^%s] is written twice",
				"la note [^%s] est écrite deux fois", n.label),
			source.Msg("give one of them another name", "donnez un autre nom à l’une des deux"))
		return
	}
	r.notes[n.label] = n
	r.noteOrder = append(r.noteOrder, n)
}

// A noteRef is the place in the text that refers to a note.
type noteRef struct {
	ast.BaseInline
	note *footnote
}

var kindNoteRef = ast.NewNodeKind("NoteRef")

func (n *noteRef) Kind() ast.NodeKind         { return kindNoteRef }
func (n *noteRef) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type noteRefParser struct{}

// An exclamation mark wakes it too: "bravo![^1]" is no image.
func (noteRefParser) Trigger() []byte { return []byte{'[', '!'} }

func (noteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	open := 0
	if line[0] == '!' {
		open = 1
	}
	if !bytes.HasPrefix(line[open:], []byte("[^")) {
		return nil
	}
	label := line[open+2:]
	end := bytes.IndexByte(label[:min(len(label), 200)], ']')
	if end <= 0 {
		return nil
	}
	label = label[:end]
	r := rendererOf(pc)
	n := r.notes[string(label)]
	if n == nil {
		r.problem(segment.Start+open,
			source.Msg("there is no note [^%s]",
				"il n’y a pas de note [^%s]", label),
			source.Msg("write it on a line of its own: “[^%s]: the note”",
				"écrivez-la sur une ligne à part : « [^%s]: la note »", label))
		return nil
	}
	if open == 1 {
		parent.AppendChild(parent, ast.NewTextSegment(segment.WithStop(segment.Start+1)))
	}
	block.Advance(open + 2 + end + 1)
	ref := &noteRef{note: n}
	ref.SetPos(segment.Start + open)
	return ref
}

// noteRef writes the reference and gives the note its number.
func (r *renderer) noteRef(w *writer, ref *noteRef) {
	if w.mode != modeFull {
		return
	}
	if w.inLink {
		r.problem(ref.Pos(),
			source.Msg("a note cannot be called from inside a link",
				"une note ne peut pas être appelée depuis un lien"),
			source.Msg("put [^%s] after the link", "mettez [^%s] après le lien", ref.note.label))
		return
	}
	n := ref.note
	if n.number == 0 {
		r.numbered = append(r.numbered, n)
		n.number = len(r.numbered)
	}
	n.refs++
	id := refID(n.number, n.refs)
	r.anchors = append(r.anchors, id)
	number := strconv.Itoa(n.number)
	w.writeTag(`<sup><a href="#fn-`, number, `" id="`, id, `" role="doc-noteref">`, number, `</a></sup>`)
	w.markContent()
}

func refID(number, ref int) string {
	if ref == 1 {
		return "fnref-" + strconv.Itoa(number)
	}
	return "fnref-" + strconv.Itoa(number) + "-" + strconv.Itoa(ref)
}

// endnotes writes the notes that the text refers to. Notes may refer to further notes, so
// the list grows while it is written.
func (r *renderer) endnotes() {
	if len(r.numbered) > 0 {
		w := &r.out
		r.lines = append(r.lines, r.line(r.numbered[0].pos))
		w.writeBlockTag(`<section class="footnotes" role="doc-endnotes" aria-label="`, r.labels.notes, `"><ol>`)
		for i := 0; i < len(r.numbered); i++ {
			r.endnote(r.numbered[i])
		}
		w.writeBlockTag(`</ol></section>`)
	}
	for _, n := range r.noteOrder {
		if n.number == 0 {
			r.problem(n.pos,
				source.Msg("nothing refers to the note [^%s]",
					"rien ne renvoie à la note [^%s]", n.label),
				source.Msg("put [^%s] in the text where it belongs, or delete the note",
					"mettez [^%s] dans le texte là où il faut, ou supprimez la note", n.label))
		}
	}
}

func (r *renderer) endnote(n *footnote) {
	w := &r.out
	id := "fn-" + strconv.Itoa(n.number)
	r.anchors = append(r.anchors, id)
	w.writeBlockTag(`<li id="`, id, `">`)
	last := n.node.LastChild()
	for c := n.node.FirstChild(); c != nil; c = c.NextSibling() {
		if p, ok := c.(*ast.Paragraph); ok && c == last && !isFigure(p) {
			w.writeBlockTag("<p>")
			r.inlines(w, p)
			r.backlinks(n)
			w.writeBlockTag("</p>")
			last = nil
		} else {
			r.node(c)
		}
	}
	if last != nil || n.node.FirstChild() == nil {
		w.writeBlockTag("<p>")
		r.backlinks(n)
		w.writeBlockTag("</p>")
	}
	w.writeBlockTag("</li>")
}

func (r *renderer) backlinks(n *footnote) {
	w := &r.out
	for i := 1; i <= n.refs; i++ {
		label := strconv.Itoa(n.number)
		if i > 1 {
			label += "-" + strconv.Itoa(i)
		}
		w.writeSpace(' ')
		w.writeTag(`<a href="#`, refID(n.number, i), `" role="doc-backlink" aria-label="`)
		w.writeTag(r.labels.back, r.labels.ref, label, `">`, r.labels.back, `</a>`)
		w.markContent()
	}
}
