package markdown

import (
	"regexp"

	"artsfactory/cmd/internal/source"
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
	what, hint := source.Message{En: en, Fr: fr}, source.Message{En: hintEn, Fr: hintFr}
	return lostMarkup{needs, regexp.MustCompile(pattern), what, hint}
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
	otherTool("{",
		`\{/\*.*?\*/\}`,
		"delete it: notes to yourself would be public",
		"supprimez-le : une note personnelle serait publique"),
	otherTool("[", `!?\[\[[^\[\]]+\]\]`,
		"write [words](films/zero.md) for a link, ![description](file) for a picture",
		"écrivez [mots](films/zero.md) pour un lien, ![description](fichier) pour une image"),
	otherTool("[", `(?i)\[/?(?:gallery|caption|embed|youtube|vimeo|playlist|toc|_toc_|more|contact-form-7|`+
		`su_\w+|vc_\w+|et_pb_\w+)(?:[ =][^\]]*)?\]`,
		"delete it; films and pictures go into “::: video” and “::: gallery” blocks",
		"supprimez-le ; films et images vont dans des blocs « ::: video » et « ::: gallery »"),
	otherTool("[",
		`\[/?[a-z][\w-]*(?: [\w-]+=["'“”«\d][^\]]*)\]|\[/[a-z][\w-]*\]|\[(?:url|img|color|size)=[^\]]*\]`,
		"delete it; write **words** for bold, *words* for emphasis, [words](address) for a link",
		"supprimez-le ; écrivez **mots** pour du gras, *mots* pour l’emphase, [mots](adresse) pour un lien"),
	lost("[", `^\[!\pL+\][+-]?`, otherToolEn, otherToolFr,
		"begin the quotation with the word in bold, such as **Note**",
		"commencez la citation par le mot en gras, comme **Note**"),
	lost("^", `\^\[[^\]]*\]`, otherToolEn, otherToolFr,
		"write [^1] here, and the note on a line of its own: “[^1]: the note”",
		"écrivez [^1] ici, et la note sur une ligne à part : « [^1]: la note »"),
	lost("^",
		`(?:\pL|\pN|\))(\^[^\s^]{1,12}\^)`,
		"raised letters such as “%s” are not made here",
		"les lettres en exposant comme « %s » ne sont pas composées ici",
		"write the letters themselves, such as XXIe, 1er or m²",
		"écrivez les lettres mêmes, comme XXIe, 1er ou m²"),
	lost("=",
		`(?:^|[\s(«“'’])(==[^\s=](?:[^=]*[^\s=])?==)`,
		"highlighting such as “%s” is not made here",
		"le surlignage comme « %s » n’est pas composé ici",
		"write **words** for important words", "écrivez **mots** pour des mots importants"),
	lost("+",
		`(?:^|[\s(«“'’])(\+\+[^\s+](?:[^+]*[^\s+])?\+\+)(?:$|[^\pL\pN])`,
		"“%s” is not made here",
		"« %s » n’est pas composé ici",
		"write **words** for important words", "écrivez **mots** pour des mots importants"),
	lost("'", `(?:^|[\s(«])('''?[^\s'](?:[^']*[^\s'])?'''?)(?:$|[^\pL\pN'])`, otherToolEn, otherToolFr,
		"write **words** for bold, *words* for emphasis",
		"écrivez **mots** pour du gras, *mots* pour l’emphase"),
	lost(":", `(?:^|[\s(«])(:[a-z][a-z0-9_+-]+:)(?:$|[\s.,;!?)»])`, otherToolEn, otherToolFr,
		"type the sign itself, such as 🙂", "tapez le signe lui-même, comme 🙂"),
	lost("$", `\$\$.*?\$\$|(?:^|[\s(«])(\$[A-Za-z\\](?:[^$\s]*|[^$]*[\\^_{=][^$]*)\$)(?:$|[^\pL\pN])`,
		"formulas such as “%s” are not made here", "les formules comme « %s » ne sont pas composées ici",
		"write it in words and signs, such as x² or a × b",
		"écrivez-la en mots et en signes, comme x² ou a × b"),
	otherTool("%",
		`%%[^%]+%%`,
		"delete it: notes to yourself would be public",
		"supprimez-le : une note personnelle serait publique"),
	lost("\\", `\\[A-Za-z]+\{[^}]*\}`, otherToolEn, otherToolFr,
		"write **words** for bold, *words* for emphasis",
		"écrivez **mots** pour du gras, *mots* pour l’emphase"),
	lost("[",
		`(\([^()]+\)\[(?:https?:|mailto:|tel:|www\.|/|\.|#)[^\]\s]*\]|\([^()]+\)\[[^\]\s]+\.[a-z]{2,5}\])`,
		"the brackets of this link are the wrong way round",
		"les crochets et parenthèses de ce lien sont inversés",
		"write [words](address)", "écrivez [mots](adresse)"),
	lost("[", `\[[^\[\]]+\](\s+\((?:(?:https?:|mailto:|tel:|www\.|/|\./|\.\./)[^)\s]*|`+
		`[^)\s]+\.(?:md|html?|pdf|jpe?g|png|webp)(?:#[^)\s]*)?)\))`,
		"a space parts the words of this link from its address",
		"une espace sépare les mots de ce lien de son adresse",
		"write [words](address) without a space", "écrivez [mots](adresse) sans espace"),
	lost("[", `\](\([^()\s/.#:]+)$`, "this link’s address does not end", "l’adresse de ce lien ne finit pas",
		"write ) after it", "écrivez ) après elle"),
	lost("|", `(?:^|\s)(\|\|[^\s|](?:[^|]*[^\s|])?\|\|)`, "“%s” is not made here",
		"« %s » n’est pas composé ici", "write the words alone", "écrivez les mots seuls"),
	lost("*", `(?:^|[\s(«])(\*\*?[ \t][^*]*[ \t]\*\*?)(?:$|[\s.,;:!?)»])|`+
		`(?:^|[\s(«])((?:\*\*[^\s*]|\*\pL)[^*]*[ \t]\*\*?)(?:$|[^*])`,
		"spaces part these stars from their words", "des espaces séparent ces étoiles de leurs mots",
		"put them right before and right after the words, such as **words**, or write \\* for a star",
		"mettez-les juste avant et juste après les mots, comme **mots**, ou écrivez \\* pour une étoile"),
	lost("[",
		`(?:^|[^\\])(!\[[^\[\]]*\])(?:$|[^(\[])`,
		"no file is named for the picture “%s”",
		"aucun fichier n’est donné pour l’image « %s »",
		"write ![description](file)", "écrivez ![description](fichier)"),
	lost(":",
		`(?:^|\s)(:::+)(?:\s|$)`,
		"“:::” begins or ends a block only at the start of a line",
		"« ::: » n’ouvre ou ne ferme un bloc qu’en début de ligne",
		"put it on a line of its own, with an empty line before the block",
		"mettez-le seul sur une ligne, après une ligne vide"),
	lost("*_", `(?:^|[\s(«“'’])(\*\*+[^\s*]|__+[^\s_])|[^\s*](\*\*+)(?:$|[\s.,;:!?)»])`,
		"these stars or dashes open or close nothing", "ces étoiles ou tirets n’ouvrent ou ne ferment rien",
		"put them right before and right after the words, such as **words**, or write \\* for a star",
		"mettez-les juste avant et juste après les mots, comme **mots**, ou écrivez \\* pour une étoile"),
	lost("~",
		"(?:^|[\\s(«])(~~+[^\\s~])|[^\\s~](~~+)(?:$|[\\s.,;:!?)»])",
		"these ~~ open or close nothing",
		"ces ~~ n’ouvrent ou ne ferment rien",
		"put them right before and right after the words, such as ~~words~~",
		"mettez-les juste avant et juste après les mots, comme ~~mots~~"),
	lost("`", "(?:^|[^\\\\`])(`+[^\\s`])", "this “`” begins no code", "ce « ` » n’ouvre aucun code",
		"write ’ for an apostrophe, `words` for code, \\` for the sign",
		"écrivez ’ pour une apostrophe, `mots` pour du code, \\` pour le signe"),
}

var loweredLetters = lost("~",
	`\pL(~[^\s~]{1,4}~)`,
	"lowered letters such as “%s” are not made here",
	"les lettres en indice comme « %s » ne sont pas composées ici",
	"write the signs themselves, such as H₂O", "écrivez les signes mêmes, comme H₂O")

// lostLines are those of a whole line of a paragraph.
var lostLines = []lostMarkup{
	lost("",
		`^(#{2,6})[^#\s]`,
		"a space is missing after “%s”: this is no heading",
		"il manque une espace après « %s » : ce n’est pas un intertitre",
		"write “## Words” for a heading, \\# for the sign",
		"écrivez « ## Mots » pour un intertitre, \\# pour le signe"),
	lost("",
		`^(={2,6}\s.*\s={2,6})$`, otherToolEn, otherToolFr, "write “## Words” for a heading",
		"écrivez « ## Mots » pour un intertitre"),
	lost("",
		`^(h[1-6]\.)\s`, otherToolEn, otherToolFr, "write “## Words” for a heading",
		"écrivez « ## Mots » pour un intertitre"),
	otherTool("",
		`^((?:!!!|\?\?\?\+?)\s\w+)`,
		"begin a quotation with the word in bold: “> **Note** …”",
		"commencez une citation par le mot en gras : « > **Note** … »"),
	otherTool("",
		`^(\.\. [\w-]+::)`,
		"write ![description](file) for a picture, > for a quotation",
		"écrivez ![description](fichier) pour une image, > pour une citation"),
	otherTool("",
		`^(image::?\S+\[.*\])`,
		"write ![description](file) for a picture",
		"écrivez ![description](fichier) pour une image"),
	otherTool("", `^(#\+\w+)`, "delete it", "supprimez-le"),
	lost("", `^(#{7,})(?:\s|$)`, "there is no heading with so many signs as “%s”",
		"il n’y a pas d’intertitre à autant de signes que « %s »",
		"write “## Words”, with two to six of them", "écrivez « ## Mots », avec deux à six d’entre eux"),
	lost("", `^(={3,})$`, "“%s” is no line across the page", "« %s » n’est pas une ligne de séparation",
		"write --- between two empty lines", "écrivez --- entre deux lignes vides"),
	lost("", `^(\+\+\+)$`, "fields stand only at the top of a file, between lines ---",
		"les champs ne se trouvent qu’en tête de fichier, entre des lignes ---",
		"write them there, or delete these lines", "écrivez-les là-haut, ou supprimez ces lignes"),
	lost("",
		`^(\[(?:\s{2,}|\pZ|[✓✔vV-])?\])\s`,
		"“%s” is no box of a task",
		"« %s » n’est pas la case d’une tâche",
		"write “- [ ] words” for what is to do, “- [x] words” for what is done",
		"écrivez « - [ ] mots » pour ce qui est à faire, « - [x] mots » pour ce qui est fait"),
	otherTool("",
		`^(\*\[[^\]]+\]):`,
		"write the words in full where they stand first",
		"écrivez les mots en entier à leur première place"),
	otherTool("", `^((?:import|export)\s.*\sfrom\s+["'].*)$`, "delete it", "supprimez-le"),
}
