package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// A textRun is a stretch of running text that is being written.
type textRun struct {
	src  []byte
	base int       // offset of src in the Markdown text
	node ast.Node  // the last node of the stretch, which knows what follows; nil: nothing does
	r    *renderer // collects problems; nil outside Markdown
}

// writeText writes running text: escaped, with the typography of its language.
func (w *writer) writeText(t *textRun) {
	src, class := t.src, &w.rules.class
	start := 0
	for i := 0; i < len(src); {
		c := src[i]
		if class[c] == plainByte {
			i++
			continue
		}
		if i > start && i+1 < len(src) && isOrdinary(c, src[i+1], class) &&
			!(c == ' ' && (w.isSpaceBeforeArabicMark(src[i+1:]) || mayBind(src[i-1], src[i+1]))) &&
			!(c == '-' && w.rules.french) {
			if c == ' ' {
				w.words++
			}
			i += 2
			continue
		}
		w.write(src[start:i])
		i = w.writeSpecial(t, i)
		start = i
	}
	w.write(src[start:])
}

// isOrdinary tells whether a character that can be special is not so before next, the common case.
func isOrdinary(c, next byte, class *[256]byte) bool {
	return class[next] == plainByte && (c == ' ' || c == '.' || c == '-')
}

// mayBind tells whether a space between two bytes may be one that does not break.
func mayBind(before, after byte) bool {
	return isDigit(before) || isDigit(after) || after >= 0xc3 || 'A' <= after && after <= 'Z'
}

// writeSpecial writes the character at i and what belongs to it, and returns where to go on.
func (w *writer) writeSpecial(t *textRun, i int) int {
	switch c := t.src[i]; w.rules.class[c] {
	case whitespace:
		if c == ' ' && !w.afterSpace {
			if bound := w.rules.bindingSpace(t.src[:i], t.src[i+1:]); bound != "" {
				w.words++
				w.write([]byte(bound))
				return i + 1
			}
		}
		if c != ' ' || w.afterSpace || !w.isStraySpace(t, i) {
			w.writeRune(rune(c))
		}
		return i + 1
	case markup:
		return w.writeMarkup(t, i)
	default: // punctuation
		return w.writePunctuation(t, i)
	}
}

func (w *writer) writeMarkup(t *textRun, i int) int {
	src := t.src
	switch src[i] {
	case '\\':
		if i+1 < len(src) && util.IsPunct(src[i+1]) {
			w.writeASCII(src[i+1])
			return i + 2
		}
		w.writeASCII('\\')
	case '&':
		if w.rules.links {
			if r, n := entity(src[i:]); n > 0 {
				for _, r := range r {
					if r == '&' {
						w.writeASCII('&')
					} else {
						w.writeRune(r)
					}
				}
				return i + n
			}
		}
		w.writeASCII('&')
	case ']':
		w.writeASCII(']')
		w.reportFailedLink(t, i)
	default:
		w.writeRune(rune(src[i]))
	}
	return i + 1
}

// writeASCII writes one ASCII character whatever it could mean.
func (w *writer) writeASCII(c byte) {
	if c == '<' {
		w.writeRune('<')
		return
	}
	w.escapeAmpersand(c)
	w.buf = append(w.buf, c)
	w.lastChar = rune(c)
	w.markContent()
}

// entity resolves a character reference at the start of s and tells its length; 0: there is none.
func entity(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base := string(name[1:]), 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return "", 0
	}
	if n == 0 || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return string(rune(n)), end + 1
}

// reportFailedLink reports what looks like a link and is none: goldmark shows it as text, and so the
// reader would see brackets.
func (w *writer) reportFailedLink(t *textRun, i int) {
	if t.r == nil || w.mode != modeFull || i+1 >= len(t.src) {
		return
	}
	from := max(0, i-200)
	open := bytes.LastIndexByte(t.src[from:i], '[') + from
	if open < from || open > 0 && t.src[open-1] == '\\' {
		return
	}
	rest := t.r.src[t.base+i+1 : min(len(t.r.src), t.base+i+400)] // an address in it may be a run of its own
	rest, _, _ = bytes.Cut(rest, []byte("\n\n"))
	end := bytes.IndexByte(rest, ']')
	switch {
	case rest[0] == '[' && end > 1 && rest[1] != '^':
		t.r.problem(t.base+i+1,
			source.Msg("no address is given for [%s]",
				"aucune adresse n’est donnée pour [%s]", rest[1:end]),
			source.Msg("add a line “[%s]: address”, or write \\[ for a bracket",
				"ajoutez une ligne « [%s]: adresse », ou écrivez \\[ pour un crochet", rest[1:end]))
	case rest[0] == '(' && bytes.IndexByte(rest, ')') > 0 &&
		bytes.ContainsAny(rest[:bytes.IndexByte(rest, ')')], "“”„«»‘’"):
		t.r.problem(t.base+i+1,
			source.Msg("the words after this address are not in straight quotes",
				"les mots après cette adresse ne sont pas entre guillemets droits"),
			source.Msg("write (address \"words\"), with the sign \" of the keyboard",
				"écrivez (adresse \"mots\"), avec le signe \" du clavier"))
	case rest[0] == '(' && bytes.IndexByte(rest, ')') < 0 && isAddressLike(rest[1:]):
		t.r.problem(t.base+i+1,
			source.Msg("this link’s address does not end", "l’adresse de ce lien ne se termine pas"),
			source.Msg("write ) after it", "écrivez ) après elle"))
	case rest[0] == '(' && sizeOfPicture.Match(rest):
		t.r.problem(t.base+i+1, source.Msg("the size of a picture is not written here",
			"la taille d’une image ne s’écrit pas ici"),
			source.Msg("write %s", "écrivez %s", sizeOfPicture.ReplaceAllString(string(sizeOfPicture.Find(rest)), "$1)")))
	case rest[0] == '(' && bytes.IndexByte(rest, ')') > 0:
		t.r.problem(t.base+i+1,
			source.Msg("this link’s address is not understood",
				"l’adresse de ce lien n’est pas comprise"),
			source.Msg("an address with spaces goes between < and >; write \\] for a bracket",
				"une adresse avec des espaces se met entre < et > ; écrivez \\] pour un crochet"))
	}
}

var sizeOfPicture = regexp.MustCompile(`^(\([^\s()]+) +=?\d*x\d*\)`)

// isAddressLike tells whether a text begins like an address or a file's name.
func isAddressLike(s []byte) bool {
	word, _, _ := bytes.Cut(s, []byte(" "))
	word, _, _ = bytes.Cut(word, newline)
	return bytes.ContainsAny(word, "/.#") || schemeOf(word) != ""
}

// next is the character that the reader sees after position i: 0 at the end of the block.
func (t *textRun) next(i int) rune {
	if i < len(t.src) {
		r, _ := utf8.DecodeRune(t.src[i:])
		if t.r != nil && r == '&' {
			if e, n := entity(t.src[i:]); n > 0 {
				r, _ = utf8.DecodeRuneInString(e)
			}
		} else if t.r != nil && r == '\\' && i+1 < len(t.src) && util.IsPunct(t.src[i+1]) {
			r = rune(t.src[i+1])
		} else if r == 0 {
			r = utf8.RuneError
		}
		return r
	}
	if t.node == nil {
		return 0
	}
	if x, ok := t.node.(*ast.Text); ok && (x.SoftLineBreak() || x.HardLineBreak()) {
		return ' '
	}
	n := t.node
	for n.NextSibling() == nil {
		if n = n.Parent(); n == nil || n.Type() != ast.TypeInline {
			return 0
		}
	}
	for n = n.NextSibling(); ; n = n.FirstChild() {
		switch x := n.(type) {
		case *ast.Text:
			if v := x.Value(t.r.src); len(v) > 0 {
				r, _ := utf8.DecodeRune(v)
				return r
			}
			return ' '
		case *noteRef:
			return ' '
		}
		if !n.HasChildren() {
			return 'x' // an address or a picture counts as a word
		}
	}
}
