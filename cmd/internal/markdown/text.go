package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// A run is a stretch of running text that is being written.
type run struct {
	src  []byte
	base int       // offset of src in the Markdown text
	node ast.Node  // the last node of the stretch, which knows what follows; nil: nothing does
	r    *renderer // collects problems; nil outside Markdown
}

// text writes running text: escaped, with the typography of its language and with the other
// script's words set apart.
func (o *out) text(t *run) {
	src, class := t.src, &o.rules.class
	start := 0
	for i := 0; i < len(src); {
		c := src[i]
		if class[c] == copied {
			i++
			continue
		}
		if i > start && i+1 < len(src) && passes(c, src[i+1], class) && !(c == ' ' && o.strayBefore(src[i+1:])) && !(c == '-' && o.rules.french) {
			if c == ' ' {
				o.words++
			}
			i += 2
			continue
		}
		begin := i
		if class[c] == foreign && o.rules.arabic {
			for begin > start && isDigit(src[begin-1]) {
				begin-- // "2D" is one word
			}
		}
		o.put(src[start:begin])
		i = o.special(t, begin, i)
		start = i
	}
	o.put(src[start:])
}

// passes tells whether a character that can be special is not so before next, the common case.
func passes(c, next byte, class *[256]byte) bool {
	return class[next] == copied && (c == ' ' || c == '.' || c == '-')
}

// special writes the character at i and what belongs to it, and returns where to go on. What
// is between begin and i is not written yet.
func (o *out) special(t *run, begin, i int) int {
	switch c := t.src[i]; o.rules.class[c] {
	case spaces:
		if c != ' ' || o.gap || !o.straySpace(t, i) {
			o.putRune(rune(c))
		}
		return i + 1
	case markup:
		return o.markup(t, i)
	case marks:
		return o.mark(t, i)
	default: // foreign
		return o.foreign(t.src, begin, i)
	}
}

func (o *out) markup(t *run, i int) int {
	src := t.src
	switch src[i] {
	case '\\':
		if i+1 < len(src) && util.IsPunct(src[i+1]) {
			o.literal(src[i+1])
			return i + 2
		}
		o.literal('\\')
	case '&':
		if o.rules.links {
			if r, n := entity(src[i:]); n > 0 {
				for _, r := range r {
					if r == '&' {
						o.literal('&')
					} else {
						o.putRune(r)
					}
				}
				return i + n
			}
		}
		o.literal('&')
	case ']':
		o.literal(']')
		o.lostLink(t, i)
	default:
		o.putRune(rune(src[i]))
	}
	return i + 1
}

// literal writes one ASCII character whatever it could mean.
func (o *out) literal(c byte) {
	if c == '<' {
		o.putRune('<')
		return
	}
	o.guard(c)
	o.buf = append(o.buf, c)
	o.prev = rune(c)
	o.solid()
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

// lostLink reports what looks like a link and is none: goldmark shows it as text, and so the
// reader would see brackets.
func (o *out) lostLink(t *run, i int) {
	if t.r == nil || o.mode != full || i+1 >= len(t.src) {
		return
	}
	from := max(0, i-200)
	open := bytes.LastIndexByte(t.src[from:i], '[') + from
	if open < from || open > 0 && t.src[open-1] == '\\' {
		return
	}
	rest := t.src[i+1 : min(len(t.src), i+400)]
	end := bytes.IndexByte(rest, ']')
	switch {
	case rest[0] == '[' && end > 1 && rest[1] != '^':
		t.r.problem(t.base+i+1, source.Msg("no address is given for [%s]", "aucune adresse n’est donnée pour [%s]", rest[1:end]),
			source.Msg("add a line “[%s]: address”, or write \\[ for a bracket", "ajoutez une ligne « [%s]: adresse », ou écrivez \\[ pour un crochet", rest[1:end]))
	case rest[0] == '(' && bytes.IndexByte(rest, ')') > 0:
		t.r.problem(t.base+i+1, source.Msg("this link’s address is not understood", "l’adresse de ce lien n’est pas comprise"),
			source.Msg("an address with spaces goes between < and >; write \\] for a bracket", "une adresse avec des espaces se met entre < et > ; écrivez \\] pour un crochet"))
	}
}

// next is the character that the reader sees after position i: 0 at the end of the block.
func (t *run) next(i int) rune {
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
