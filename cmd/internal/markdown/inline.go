package markdown

import (
	"bytes"
	"unicode"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// inlines writes the phrases that a node holds.
func (r *renderer) inlines(w *writer, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch x := n.(type) {
		case *ast.Text:
			n = r.texts(w, x)
		case *ast.Emphasis:
			if x.Level == 1 {
				r.phrase(w, "<em>", x, "</em>")
			} else {
				r.phrase(w, "<strong>", x, "</strong>")
			}
		case *extast.Strikethrough:
			r.checkStrike(w, x)
			r.phrase(w, "<del>", x, "</del>")
		case *ast.CodeSpan:
			r.codeSpan(w, x)
		case *ast.Link:
			r.link(w, x)
		case *ast.AutoLink:
			r.autoLink(w, x)
		case *ast.Image:
			r.image(w, x, false)
		case *ast.RawHTML:
			r.rawHTML(w, x)
		case *task:
			r.task(w, x)
		case *noteRef:
			r.noteRef(w, x)
		case *ast.String:
			w.writeRaw(x.Value)
		}
	}
}

// texts writes a text node together with those that continue it in the source, which the
// parser cut where a character could have meant something. It returns the last of them.
func (r *renderer) texts(w *writer, x *ast.Text) ast.Node {
	seg := x.Segment
	for !x.SoftLineBreak() && !x.HardLineBreak() && seg.Padding == 0 {
		next, ok := x.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != seg.Stop || next.Segment.Padding != 0 {
			break
		}
		x = next
		seg.Stop = x.Segment.Stop
	}
	if w == &r.out {
		r.checkText(r.src[seg.Start:seg.Stop], seg.Start)
	}
	w.writeText(&textRun{src: seg.Value(r.src), base: seg.Start, node: x, r: r})
	switch {
	case x.HardLineBreak() && w.mode != modePlain:
		w.writeBlockTag("<br>")
	case x.SoftLineBreak() || x.HardLineBreak():
		if next, ok := x.NextSibling().(*ast.Text); ok && !w.afterSpace {
			if bound := w.rules.bindingSpace(seg.Value(r.src), next.Segment.Value(r.src)); bound != "" {
				w.words++
				w.write([]byte(bound))
				break
			}
		}
		w.writeSpace(' ')
	}
	return x
}

func (r *renderer) phrase(w *writer, tag string, n ast.Node, end string) {
	if w.mode == modePlain {
		r.inlines(w, n)
		return
	}
	s := w.openTag(tag)
	r.inlines(w, n)
	w.closeTag(s, tag, end)
}

func (r *renderer) codeSpan(w *writer, n ast.Node) {
	var s openedTag
	tag := ""
	if w.mode != modePlain {
		tag = r.codeTag(n)
		s = w.openTag(tag)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.writeRaw(c.(*ast.Text).Segment.Value(r.src))
	}
	if w.mode != modePlain {
		w.closeTag(s, tag, "</code>")
	}
}

// codeTag is the start tag of code. Code runs from left to right unless it is wholly in a
// script that does not; an attribute says so where the paragraph runs the other way.
func (r *renderer) codeTag(n ast.Node) string {
	rtl, ltr := false, false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		for _, x := range string(c.(*ast.Text).Segment.Value(r.src)) {
			rtl = rtl || isRTL(x) && unicode.IsLetter(x)
			ltr = ltr || !isRTL(x) && unicode.IsLetter(x)
		}
	}
	switch {
	case rtl && !ltr && !r.rules.rtl:
		return `<code dir="rtl">`
	case r.rules.rtl && (ltr || !rtl), rtl && ltr:
		return `<code dir="ltr">`
	}
	return "<code>"
}

// resolved gives an address or title as it was meant: without escapes and entities.
func resolved(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}

// link writes a link: external ones whole, those inside the site as a placeholder and an end tag.
func (r *renderer) link(w *writer, n *ast.Link) {
	dest := resolved(n.Destination)
	if w.mode != modeFull || !r.mayLink(dest, n.Pos()) {
		r.inlines(w, n)
		return
	}
	title := r.typeset(string(resolved(n.Title)))
	dest = r.withoutBase(dest)
	w.trimAt = -1
	if isExternal(dest) {
		w.writeTag("<a href=")
		w.buf = appendAttr(w.buf, href(dest))
		if title != "" {
			w.writeTag(" title=")
			w.buf = appendAttr(w.buf, title)
		}
		w.writeTag(">")
	} else {
		line, col, excerpt := r.position(n.Pos())
		r.addPlaceholder(Part{Link: &Link{Dest: string(dest), Title: title, Line: line, Col: col, Excerpt: excerpt}})
	}
	from, placeholders := len(w.buf), len(w.placeholders)
	w.inLink = true
	r.inlines(w, n)
	w.inLink = false
	if len(w.buf) == from && len(w.placeholders) == placeholders {
		r.problem(n.Pos(),
			source.Msg("this link has no words to click on",
				"ce lien n’a pas de mots sur lesquels cliquer"),
			source.Msg("write them between [ and ]",
				"écrivez-les entre [ et ]"))
	}
	w.writeTag("</a>")
}

func (r *renderer) autoLink(w *writer, n *ast.AutoLink) {
	label, dest := n.Label(r.src), n.URL(r.src)
	if n.AutoLinkType == ast.AutoLinkEmail && schemeOf(dest) == "" {
		dest = append([]byte("mailto:"), dest...)
	}
	if w.mode != modeFull || w.inLink || !r.mayLink(dest, n.Pos()) {
		w.writeRaw(label)
		return
	}
	w.trimAt = -1
	if own := r.withoutBase(dest); len(own) < len(dest) {
		line, col, excerpt := r.position(n.Pos())
		if r.rules.rtl {
			w.writeTag(`<bdi dir="ltr">`)
		}
		r.addPlaceholder(Part{Link: &Link{Dest: string(own), Bare: true, Line: line, Col: col, Excerpt: excerpt}})
		w.writeRaw(label)
		w.writeTag("</a>")
		if r.rules.rtl {
			w.writeTag("</bdi>")
		}
		return
	}
	w.writeTag("<a href=")
	w.buf = appendAttr(w.buf, href(dest))
	if r.rules.rtl { // an address is of no language and reads from left to right
		w.writeTag(` lang="und" dir="ltr"`)
	}
	w.writeTag(">")
	w.writeRaw(label)
	w.writeTag("</a>")
}

// image leaves a placeholder for a picture. In plain text it is its description.
func (r *renderer) image(w *writer, n *ast.Image, block bool) {
	switch w.mode {
	case modePlain:
		r.inlines(w, n)
		return
	case modePhrases:
		return
	}
	alt := string(r.plainText(n))
	if alt == "" {
		r.problem(n.Pos(), source.Msg("this picture is not described", "cette image n’est pas décrite"),
			source.Msg("say between [ and ] what it shows, for those who cannot see it",
				"dites entre [ et ] ce qu’elle montre, pour ceux qui ne la voient pas"))
	}
	if len(n.Destination) == 0 {
		r.problem(n.Pos(),
			source.Msg("no file is named for this picture",
				"aucun fichier n’est donné pour cette image"),
			source.Msg("write its name between ( and )",
				"écrivez son nom entre ( et )"))
	}
	src := plainPath(string(resolved(n.Destination)))
	line, col, excerpt := r.position(n.Pos())
	if block {
		w.endLine()
	}
	r.addPlaceholder(Part{Image: &Image{
		Src: src, Alt: alt, Caption: r.typeset(string(resolved(n.Title))),
		Block: block, Line: line, Col: col, Excerpt: excerpt,
	}})
	if !block {
		w.markContent()
		w.lastChar = '\ufffc'
	}
}

// typeset gives the plain words of an attribute the typography of the text.
func (r *renderer) typeset(s string) string {
	if s == "" {
		return ""
	}
	w := &r.scratch
	w.reset(wordRules(r.rules), modePlain)
	w.writeText(&textRun{src: []byte(s)})
	w.endLine()
	return string(w.buf)
}

// wordRules gives the rules for plain words in the language of a body.
func wordRules(body *rules) *rules {
	switch body {
	case bodyFr:
		return plainFr
	case bodyAr:
		return plainAr
	}
	return plainLatin
}
