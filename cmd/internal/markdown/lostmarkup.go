package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// lostStarts are the bytes that something of lostInText has in it.
const lostStarts = "{[^~=+|':$%*_`"

// checkText reports what running text shows as signs. The text is as written, with its escapes.
func (r *renderer) checkText(src []byte, at int) {
	if !bytes.ContainsAny(src, lostStarts) || !suspicious(src) {
		return
	}
	masked := maskEscapes(src)
	for i := range lostInText {
		x := &lostInText[i]
		if !bytes.ContainsAny(masked, x.needs) {
			continue
		}
		for _, m := range x.pattern.FindAllSubmatchIndex(masked, -1) {
			start, end := group(m)
			r.lost(x, src[start:wholeTag(src, start, end)], at+start)
			blank(masked[start:end]) // it is told once
		}
	}
}

// suspicious tells cheaply whether a text has more than an apostrophe or a colon that is a
// sentence's own.
func suspicious(src []byte) bool {
	for i, c := range src {
		next := byte(' ')
		if i+1 < len(src) {
			next = src[i+1]
		}
		switch c {
		case '{', '[', '^', '$', '`':
			return true
		case '~', '=', '+', '*', '_', '%', '\'':
			if next == c || c == '~' {
				return true
			}
		case ':':
			if next == ':' || 'a' <= next && next <= 'z' {
				return true
			}
		}
	}
	return false
}

// group is where the problem is in a match: its first group that took part, or all of it.
func group(m []int) (start, end int) {
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// wholeTag is the end of a template tag that begins at start, if it is near.
func wholeTag(src []byte, start, end int) int {
	if src[start] != '{' {
		return end
	}
	rest := src[end:min(len(src), end+80)]
	for _, closer := range []string{"}}", "%}"} {
		if i := bytes.Index(rest, []byte(closer)); i >= 0 {
			return end + i + len(closer)
		}
	}
	return end
}

// maskEscapes gives the text without what a backslash makes a plain character.
func maskEscapes(src []byte) []byte {
	masked := bytes.Clone(src)
	for i := 0; i+1 < len(masked); i++ {
		if masked[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", masked[i+1]) >= 0 {
			masked[i], masked[i+1] = 'x', 'x'
			i++
		}
	}
	return masked
}

func blank(b []byte) {
	for i := range b {
		b[i] = 'x'
	}
}

func (r *renderer) lost(x *lostMarkup, written []byte, at int) {
	if slices.Contains(r.reported, at) {
		return
	}
	what := x.what
	if strings.Contains(what.En, "%s") {
		what = source.Msg(what.En, what.Fr, string(written))
	}
	r.problem(at, what, x.hint)
}

// checkLines reports lines of a paragraph that were meant to be something else.
func (r *renderer) checkLines(n ast.Node) {
	lines := n.Lines()
	bullets := 0
	_, isTask := n.FirstChild().(*task)
	for i := range lines.Len() {
		seg := lines.At(i)
		line := bytes.TrimRight(r.src[seg.Start:seg.Stop], "\n")
		if len(line) == 0 || isTask && i == 0 {
			continue
		}
		if isBullet(line) {
			bullets++
		}
		if strings.IndexByte("#=h!?.i*e[+", line[0]) < 0 {
			continue
		}
		for k := range lostLines {
			if m := lostLines[k].pattern.FindSubmatchIndex(line); m != nil {
				start, end := group(m)
				r.lost(&lostLines[k], line[start:end], seg.Start+start)
				break
			}
		}
	}
	if bullets > 0 && bullets == lines.Len() && (bullets > 1 || !isGlued(r.src[lines.At(0).Start:])) {
		r.problem(lines.At(0).Start,
			source.Msg("these lines are no list and would run together",
				"ces lignes ne sont pas une liste et se suivraient"),
			bulletHint(r.src[lines.At(0).Start:]))
	}
	if lines.Len() < 2 {
		return
	}
	first, second := lines.At(0), lines.At(1)
	if isTableRow(r.src[first.Start:first.Stop]) && isTableRow(r.src[second.Start:second.Stop]) {
		r.problem(first.Start,
			source.Msg("this table has no line of dashes under its first row",
				"ce tableau n’a pas de ligne de tirets sous sa première ligne"),
			source.Msg("write |---|---| there, with as many cells",
				"écrivez-y |---|---|, avec autant de cases"))
	}
}

func bulletHint(line []byte) source.Message {
	if gluedNumber.Match(line) {
		return source.Msg("write a space after each number, as in “1. ”",
			"mettez une espace après chaque numéro, comme « 1. »")
	}
	return source.Msg("begin each with “- ”, after an empty line",
		"commencez chacune par « - », après une ligne vide")
}

// isGlued tells whether a line begins with the sign of a list and, right after it, a letter: alone it may be a number
// below zero or a word with a hyphen.
func isGlued(line []byte) bool {
	return len(line) > 1 && (line[0] == '-' || line[0] == '*') && isWord(nextRune(line[1:]))
}

func nextRune(s []byte) rune {
	r, _ := utf8.DecodeRune(s)
	return r
}

// isBullet tells whether a line begins like an item of a list that Markdown does not know.
func isBullet(line []byte) bool {
	if isGlued(line) || gluedNumber.Match(line) || bytes.HasPrefix(line, []byte("•")) {
		return true
	}
	for _, b := range []string{"◦ ", "▪ ", "● ", "■ ", "➢ ", "✓ ", "✔ "} {
		if bytes.HasPrefix(line, []byte(b)) {
			return true
		}
	}
	return false
}

// gluedNumber is the number of an item with a letter right after it: 1.Titre.
var gluedNumber = regexp.MustCompile(`^\d{1,2}[.)]\pL`)

func isTableRow(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|' && bytes.Count(line, []byte("|")) > 2
}

// conflict finds what git writes into a text that two people changed.
var conflict = regexp.MustCompile(`^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$`)

// checkConflicts reports the lines that git left, once for a conflict: where it begins, else where it goes on. A line
// of seven = alone may be another way to write a heading.
func (r *renderer) checkConflicts() {
	if !bytes.Contains(r.src, []byte("<<<<<<<")) && !bytes.Contains(r.src, []byte(">>>>>>>")) &&
		!bytes.Contains(r.src, []byte("\n=======\n")) && !bytes.Contains(r.src, []byte("|||||||")) {
		return
	}
	told := false
	for line := range textLines(r.src) {
		if text := bytes.TrimRight(r.src[line.from:line.to], " "); conflict.Match(text) {
			r.conflicts = append(r.conflicts, line.from)
			if told && text[0] != '<' {
				told = text[0] != '>'
				continue
			}
			told = text[0] != '>'
			r.problem(line.from,
				source.Msg("this line is git’s: two changes of the text are not brought together",
					"cette ligne est de git : deux modifications du texte ne sont pas réunies"),
				source.Msg("keep the words that are right and delete the lines <<<<<<<, ======= and >>>>>>>",
					"gardez les bons mots et supprimez les lignes <<<<<<<, ======= et >>>>>>>"))
		}
	}
}

// checkSigns reports signs that no reader sees: control characters, and those that turn letters around (UAX #9,
// section 2.2), so that a text is not what it seems.
func (r *renderer) checkSigns() {
	for at := 0; ; {
		i := bytes.IndexFunc(r.src[at:], func(c rune) bool {
			return c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 || c == 0x202d || c == 0x202e
		})
		if i < 0 {
			return
		}
		sign, size := utf8.DecodeRune(r.src[at+i:])
		r.problem(at+i, source.Msg("here is the sign U+%04X, which no reader sees",
			"il y a ici le signe U+%04X, que personne ne voit", sign),
			source.Msg("type the words again without it", "retapez les mots sans lui"))
		at += i + size
	}
}

// inConflict tells whether a block ends at a line that git left, as a heading does that a line
// of = makes.
func (r *renderer) inConflict(n ast.Node) bool {
	lines := n.Lines()
	if lines.Len() == 0 || len(r.conflicts) == 0 {
		return false
	}
	end := lines.At(lines.Len() - 1).Stop
	for _, at := range r.conflicts {
		if at >= end && at <= end+1 {
			return true
		}
	}
	return false
}

// checkItems reports lists that Markdown sees where none, or another, was meant.
func (r *renderer) checkItems(n *ast.List) {
	if !n.IsOrdered() {
		return
	}
	if n.Start >= 1000 {
		r.remark(n.Pos(), source.Msg("this line begins with “%s”, and so it is a numbered list",
			"cette ligne commence par « %s », c’est donc une liste numérotée", r.itemMark(n)),
			source.Msg("write \\ before the full stop for a sentence",
				"écrivez \\ devant le point pour une phrase"))
	}
	bullets, ok := n.PreviousSibling().(*ast.List)
	if !ok || bullets.IsOrdered() {
		return
	}
	before, ok := bullets.PreviousSibling().(*ast.List)
	if ok && before.IsOrdered() && before.Start+before.ChildCount() == n.Start {
		r.remark(bullets.Pos(), source.Msg("these items end the numbered list, and another begins after them",
			"ces points terminent la liste numérotée, et une autre commence après eux"),
			source.Msg("set them in by three spaces to put them inside an item",
				"décalez-les de trois espaces pour les mettre dans un point"))
	}
}

func (r *renderer) itemMark(n *ast.List) string {
	at := n.Pos()
	end := at
	for end < len(r.src) && r.src[end] != ' ' && r.src[end] != '\n' {
		end++
	}
	return string(r.src[at:end])
}

// checkDefinition reports a definition of a link that is a comment in disguise.
func (r *renderer) checkDefinition(n *ast.LinkReferenceDefinition) {
	label := string(n.Label)
	if label == "//" || strings.EqualFold(label, "comment") {
		r.problem(n.Pos(), source.Msg("a comment is not allowed here", "un commentaire n’est pas permis ici"),
			source.Msg("delete it: notes to yourself would be public",
				"supprimez-le : une note personnelle serait publique"))
	}
}

// headingID is the {#id} that other tools read at a heading's end, and where it begins.
func headingID(src []byte, lines *text.Segments) (at int, words []byte) {
	if lines.Len() == 0 {
		return -1, nil
	}
	seg := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(src[seg.Start:seg.Stop], " #\n")
	open := bytes.LastIndex(line, []byte("{#"))
	if open < 0 || !bytes.HasSuffix(line, []byte("}")) {
		return -1, nil
	}
	return seg.Start + open, bytes.TrimSpace(line[:open])
}

// checkStrike reports one ~ around a few letters after a letter: H~2~O is no struck word.
func (r *renderer) checkStrike(w *writer, n ast.Node) {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok || n.FirstChild() != n.LastChild() || w != &r.out {
		return
	}
	at := t.Segment.Start - 1
	if at < 1 || r.src[at] != '~' || r.src[at-1] == '~' || t.Segment.Len() > 4 {
		return
	}
	before, _ := utf8.DecodeLastRune(r.src[:at])
	if isWord(before) {
		r.lost(&loweredLetters, r.src[at:t.Segment.Stop+1], at)
	}
}
