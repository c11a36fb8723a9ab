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

// A lostMarkup is a way of writing that readers would see as signs: that of another tool, or
// Markdown that did not work.
type lostMarkup struct {
	needs   string         // a text without any of these characters holds none
	pattern *regexp.Regexp // group 1, if there is one, is where the problem is
	what    source.Message // of which %s is what was written
	hint    source.Message
}

func lost(needs, pattern, en, fr, hintEn, hintFr string) lostMarkup {
	return lostMarkup{needs, regexp.MustCompile(pattern), source.Message{En: en, Fr: fr}, source.Message{En: hintEn, Fr: hintFr}}
}

const (
	otherToolEn = "“%s” belongs to another tool and would be shown as it is"
	otherToolFr = "« %s » appartient à un autre outil et serait affiché tel quel"
)

func otherTool(needs, pattern, hintEn, hintFr string) lostMarkup {
	return lost(needs, pattern, otherToolEn, otherToolFr, hintEn, hintFr)
}

// lostInText are those in running text. The first byte of each is one of lostStarts.
var lostInText = []lostMarkup{
	otherTool("{", `\{\{[<%]?|\{%`,
		"delete it; films and pictures go into “::: video” and “::: gallery” blocks",
		"supprimez-le ; films et images vont dans des blocs « ::: video » et « ::: gallery »"),
	otherTool("{", `\{[#.:][\pL\pM\pN#.:][^{}]*\}|\{:[ ][^{}]*\}`,
		"delete it; headings have their addresses and looks by themselves",
		"supprimez-le ; les intertitres ont leur adresse et leur aspect d’eux-mêmes"),
	otherTool("{", `\{/\*.*?\*/\}`, "delete it: notes to yourself would be public", "supprimez-le : une note personnelle serait publique"),
	otherTool("[", `!?\[\[[^\[\]]+\]\]`,
		"write [words](films/zero.md) for a link, ![description](file) for a picture",
		"écrivez [mots](films/zero.md) pour un lien, ![description](fichier) pour une image"),
	otherTool("[", `(?i)\[/?(?:gallery|caption|embed|youtube|vimeo|playlist|toc|_toc_|more|contact-form-7|su_\w+|vc_\w+|et_pb_\w+)(?:[ =][^\]]*)?\]`,
		"delete it; films and pictures go into “::: video” and “::: gallery” blocks",
		"supprimez-le ; films et images vont dans des blocs « ::: video » et « ::: gallery »"),
	otherTool("[", `\[/?[a-z][\w-]*(?: [\w-]+=["'“”«\d][^\]]*)\]|\[/[a-z][\w-]*\]|\[(?:url|img|color|size)=[^\]]*\]`,
		"delete it; write **words** for bold, *words* for emphasis, [words](address) for a link",
		"supprimez-le ; écrivez **mots** pour du gras, *mots* pour l’emphase, [mots](adresse) pour un lien"),
	lost("[", `^\[!\pL+\][+-]?`, otherToolEn, otherToolFr,
		"begin the quotation with the word in bold, such as **Note**",
		"commencez la citation par le mot en gras, comme **Note**"),
	lost("^", `\^\[[^\]]*\]`, otherToolEn, otherToolFr,
		"write [^1] here, and the note on a line of its own: “[^1]: the note”",
		"écrivez [^1] ici, et la note sur une ligne à part : « [^1]: la note »"),
	lost("^", `(?:\pL|\pN|\))(\^[^\s^]{1,12}\^)`, "raised letters such as “%s” are not made here", "les lettres en exposant comme « %s » ne sont pas composées ici",
		"write the letters themselves, such as XXIe, 1er or m²", "écrivez les lettres mêmes, comme XXIe, 1er ou m²"),
	lost("=", `(?:^|[\s(«“'’])(==[^\s=](?:[^=]*[^\s=])?==)`, "highlighting such as “%s” is not made here", "le surlignage comme « %s » n’est pas composé ici",
		"write **words** for important words", "écrivez **mots** pour des mots importants"),
	lost("+", `(?:^|[\s(«“'’])(\+\+[^\s+](?:[^+]*[^\s+])?\+\+)(?:$|[^\pL\pN])`, "“%s” is not made here", "« %s » n’est pas composé ici",
		"write **words** for important words", "écrivez **mots** pour des mots importants"),
	lost("'", `(?:^|[\s(«])('''?[^\s'](?:[^']*[^\s'])?'''?)(?:$|[^\pL\pN'])`, otherToolEn, otherToolFr,
		"write **words** for bold, *words* for emphasis", "écrivez **mots** pour du gras, *mots* pour l’emphase"),
	lost(":", `(?:^|[\s(«])(:[a-z][a-z0-9_+-]+:)(?:$|[\s.,;!?)»])`, otherToolEn, otherToolFr,
		"type the sign itself, such as 🙂", "tapez le signe lui-même, comme 🙂"),
	lost("$", `\$\$.*?\$\$|(?:^|[\s(«])(\$[A-Za-z\\](?:[^$\s]*|[^$]*[\\^_{=][^$]*)\$)(?:$|[^\pL\pN])`,
		"formulas such as “%s” are not made here", "les formules comme « %s » ne sont pas composées ici",
		"write it in words and signs, such as x² or a × b", "écrivez-la en mots et en signes, comme x² ou a × b"),
	otherTool("%", `%%[^%]+%%`, "delete it: notes to yourself would be public", "supprimez-le : une note personnelle serait publique"),
	lost("\\", `\\[A-Za-z]+\{[^}]*\}`, otherToolEn, otherToolFr,
		"write **words** for bold, *words* for emphasis", "écrivez **mots** pour du gras, *mots* pour l’emphase"),
	lost("[", `(\([^()]+\)\[(?:https?:|mailto:|tel:|www\.|/|\.|#)[^\]\s]*\]|\([^()]+\)\[[^\]\s]+\.[a-z]{2,5}\])`,
		"the brackets of this link are the wrong way round", "les crochets et parenthèses de ce lien sont inversés",
		"write [words](address)", "écrivez [mots](adresse)"),
	lost("[", `\[[^\[\]]+\](\s+\((?:(?:https?:|mailto:|tel:|www\.|/|\./|\.\./)[^)\s]*|[^)\s]+\.(?:md|html?|pdf|jpe?g|png|webp)(?:#[^)\s]*)?)\))`,
		"a space parts the words of this link from its address", "une espace sépare les mots de ce lien de son adresse",
		"write [words](address) without a space", "écrivez [mots](adresse) sans espace"),
	lost("[", `(?:^|[^\\])(!\[[^\[\]]*\])(?:$|[^(\[])`, "no file is named for the picture “%s”", "aucun fichier n’est donné pour l’image « %s »",
		"write ![description](file)", "écrivez ![description](fichier)"),
	lost(":", `(?:^|\s)(:::+)(?:\s|$)`, "“:::” begins or ends a block only at the start of a line", "« ::: » n’ouvre ou ne ferme un bloc qu’en début de ligne",
		"put it on a line of its own, with an empty line before the block", "mettez-le seul sur une ligne, après une ligne vide"),
	lost("*_", `(?:^|[\s(«“'’])(\*\*+[^\s*]|__+[^\s_])|[^\s*](\*\*+)(?:$|[\s.,;:!?)»])`,
		"these stars or dashes open or close nothing", "ces étoiles ou tirets n’ouvrent ou ne ferment rien",
		"put them right before and right after the words, such as **words**, or write \\* for a star",
		"mettez-les juste avant et juste après les mots, comme **mots**, ou écrivez \\* pour une étoile"),
	lost("~", "(?:^|[\\s(«])(~~+[^\\s~])|[^\\s~](~~+)(?:$|[\\s.,;:!?)»])", "these ~~ open or close nothing", "ces ~~ n’ouvrent ou ne ferment rien",
		"put them right before and right after the words, such as ~~words~~", "mettez-les juste avant et juste après les mots, comme ~~mots~~"),
	lost("`", "(?:^|[^\\\\`])(`+[^\\s`])", "this “`” begins no code", "ce « ` » n’ouvre aucun code",
		"write ’ for an apostrophe, `words` for code, \\` for the sign", "écrivez ’ pour une apostrophe, `mots` pour du code, \\` pour le signe"),
}

var loweredLetters = lost("~", `\pL(~[^\s~]{1,4}~)`, "lowered letters such as “%s” are not made here", "les lettres en indice comme « %s » ne sont pas composées ici",
	"write the signs themselves, such as H₂O", "écrivez les signes mêmes, comme H₂O")

// lostLines are those of a whole line of a paragraph.
var lostLines = []lostMarkup{
	lost("", `^(#{2,6})[^#\s]`, "a space is missing after “%s”: this is no heading", "il manque une espace après « %s » : ce n’est pas un intertitre",
		"write “## Words” for a heading, \\# for the sign", "écrivez « ## Mots » pour un intertitre, \\# pour le signe"),
	lost("", `^(={2,6}\s.*\s={2,6})$`, otherToolEn, otherToolFr, "write “## Words” for a heading", "écrivez « ## Mots » pour un intertitre"),
	lost("", `^(h[1-6]\.)\s`, otherToolEn, otherToolFr, "write “## Words” for a heading", "écrivez « ## Mots » pour un intertitre"),
	otherTool("", `^((?:!!!|\?\?\?\+?)\s\w+)`, "begin a quotation with the word in bold: “> **Note** …”", "commencez une citation par le mot en gras : « > **Note** … »"),
	otherTool("", `^(\.\. [\w-]+::)`, "write ![description](file) for a picture, > for a quotation", "écrivez ![description](fichier) pour une image, > pour une citation"),
	otherTool("", `^(image::?\S+\[.*\])`, "write ![description](file) for a picture", "écrivez ![description](fichier) pour une image"),
	otherTool("", `^(#\+\w+)`, "delete it", "supprimez-le"),
	lost("", `^(\[(?:\s{2,}|\pZ|[✓✔vV-])?\])\s`, "“%s” is no box of a task", "« %s » n’est pas la case d’une tâche",
		"write “- [ ] words” for what is to do, “- [x] words” for what is done",
		"écrivez « - [ ] mots » pour ce qui est à faire, « - [x] mots » pour ce qui est fait"),
	otherTool("", `^(\*\[[^\]]+\]):`, "write the words in full where they stand first", "écrivez les mots en entier à leur première place"),
	otherTool("", `^((?:import|export)\s.*\sfrom\s+["'].*)$`, "delete it", "supprimez-le"),
}

// lostStarts are the bytes that something of lostInText has in it.
const lostStarts = "{[^~=+':$%*_`"

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
	if slices.Contains(r.told, at) {
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
	for i := range lines.Len() {
		seg := lines.At(i)
		line := bytes.TrimRight(r.src[seg.Start:seg.Stop], "\n")
		if len(line) == 0 {
			continue
		}
		if isBullet(line) {
			bullets++
		}
		if strings.IndexByte("#=h!?.i*e[", line[0]) < 0 {
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
	if bullets > 0 && bullets == lines.Len() {
		r.problem(lines.At(0).Start,
			source.Msg("these lines are no list and would run together",
				"ces lignes ne sont pas une liste et se suivraient"),
			source.Msg("begin each with “- ”, after an empty line",
				"commencez chacune par « - », après une ligne vide"))
	}
	if first := lines.At(0); lines.Len() > 1 && isTableRow(r.src[first.Start:first.Stop]) && isTableRow(r.src[lines.At(1).Start:lines.At(1).Stop]) {
		r.problem(first.Start,
			source.Msg("this table has no line of dashes under its first row",
				"ce tableau n’a pas de ligne de tirets sous sa première ligne"),
			source.Msg("write |---|---| there, with as many cells",
				"écrivez-y |---|---|, avec autant de cases"))
	}
}

// isBullet tells whether a line begins like an item of a list that Markdown does not know.
func isBullet(line []byte) bool {
	for _, b := range []string{"• ", "•\t", "•\u00a0", "◦ ", "▪ ", "● ", "■ ", "➢ ", "✓ ", "✔ "} {
		if bytes.HasPrefix(line, []byte(b)) {
			return true
		}
	}
	return false
}

func isTableRow(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|' && bytes.Count(line, []byte("|")) > 2
}

// conflict finds what git writes into a text that two people changed.
var conflict = regexp.MustCompile(`^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$`)

// checkConflicts reports the lines that git left. A line of seven = alone may be another way to
// write a heading.
func (r *renderer) checkConflicts() {
	if !bytes.Contains(r.src, []byte("<<<<<<<")) && !bytes.Contains(r.src, []byte(">>>>>>>")) &&
		!bytes.Contains(r.src, []byte("\n=======\n")) && !bytes.Contains(r.src, []byte("|||||||")) {
		return
	}
	for line := range textLines(r.src) {
		if conflict.Match(bytes.TrimRight(r.src[line.from:line.to], " ")) {
			r.conflicts = append(r.conflicts, line.from)
			r.problem(line.from,
				source.Msg("this line is git’s: two changes of the text are not brought together",
					"cette ligne est de git : deux modifications du texte ne sont pas réunies"),
				source.Msg("keep the words that are right and delete the lines <<<<<<<, ======= and >>>>>>>",
					"gardez les bons mots et supprimez les lignes <<<<<<<, ======= et >>>>>>>"))
		}
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
