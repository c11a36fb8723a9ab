package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareLinkParser makes links of addresses in running text. It wakes at the few characters
// that only addresses put after a word, and looks back, because waking at every space costs
// a tenth of all parsing.
type bareLinkParser struct{}

func (bareLinkParser) Trigger() []byte { return []byte{':', '.', '@'} }

func (bareLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || len(line) < 4 || before.Segment.Stop != segment.Start || before.SoftLineBreak() {
		return nil
	}
	word := before.Segment.Value(block.Source())
	n, m, protocol := addressAround(word, line)
	if n == 0 || pc.IsInLinkLabel() || continuesWord(block.Source(), segment.Start-n) {
		return nil
	}
	typ := ast.AutoLinkType(ast.AutoLinkURL)
	if line[0] == '@' {
		typ = ast.AutoLinkEmail
	}
	value := ast.NewTextSegment(text.NewSegment(segment.Start-n, segment.Start+m))
	if before.Segment.Stop -= n; before.Segment.Stop == before.Segment.Start {
		parent.RemoveChild(parent, before)
	}
	block.Advance(m)
	link := ast.NewAutoLink(typ, value)
	link.Protocol = protocol
	link.SetPos(segment.Start - n)
	return link
}

// addressAround tells how many bytes of the word before and of the line from here on make an
// address; 0 before means none.
func addressAround(word, line []byte) (before, after int, protocol []byte) {
	switch line[0] {
	case ':':
		before = schemeLength(word)
		if before > 0 && bytes.HasPrefix(line, []byte("://")) {
			if h := max(hostLength(line[3:]), machineLength(line[3:])); h > 0 {
				return before, urlLength(line, 3+h), nil
			}
		}
	case '.':
		if len(word) >= 3 && string(word[len(word)-3:]) == "www" {
			if h := hostLength(line[1:]); h > 0 {
				return 3, urlLength(line, 1+h), []byte("https")
			}
		}
	case '@':
		before = localLength(word)
		if h := hostLength(line[1:]); before > 0 && h > 0 {
			return before, 1 + h, nil
		}
	}
	return 0, 0, nil
}

func schemeLength(word []byte) int {
	for _, s := range []string{"https", "http"} {
		if n := len(word) - len(s); n >= 0 && strings.EqualFold(string(word[n:]), s) {
			return len(s)
		}
	}
	return 0
}

// continuesWord tells whether a word goes on just before the offset, which makes an address that
// would begin there a part of something else.
func continuesWord(src []byte, offset int) bool {
	r, _ := utf8.DecodeLastRune(src[:offset])
	return offset > 0 && (r == '_' || r == '/' || r == '@' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r))
}

func localLength(word []byte) int {
	n := 0
	for n < len(word) && n < 64 {
		if c := word[len(word)-1-n]; !isAlnum(c) && c != '.' && c != '+' && c != '-' && c != '_' {
			break
		}
		n++
	}
	return n
}

// hostLength measures a host name that has a dot and ends in a label of letters, of any script.
func hostLength(b []byte) int {
	n, label, dots := 0, 0, 0
	letters := true
	for n < len(b) && n < 255 {
		r, size := utf8.DecodeRune(b[n:])
		if r == '.' && n > label && isHostAt(b[n+1:]) {
			dots++
			label, letters = n+1, true
		} else if r == '-' || unicode.IsDigit(r) {
			letters = false
		} else if !isHostRune(r) {
			break
		}
		n += size
	}
	for n > 0 && b[n-1] == '-' {
		n--
	}
	if dots == 0 || !letters || n-label < 2 {
		return 0
	}
	return n
}

func isHostAt(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return isHostRune(r)
}

func isHostRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlnum(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// machineLength measures a host that is an IPv4 address or this machine's own name.
func machineLength(b []byte) int {
	n, dots := 0, 0
	for n < len(b) && n < 16 && (isDigit(b[n]) || b[n] == '.' && n > 0 && n+1 < len(b) && isDigit(b[n+1])) {
		if b[n] == '.' {
			dots++
		}
		n++
	}
	if dots == 3 {
		return n
	}
	const local = "localhost"
	if len(b) >= len(local) && strings.EqualFold(string(b[:len(local)]), local) && !isHostAt(b[len(local):]) {
		return len(local)
	}
	return 0
}

// urlLength measures an address whose host ends at n: port, path, query and fragment without
// the punctuation of the sentence around it.
func urlLength(line []byte, n int) int {
	end := n
	if end < len(line) && strings.IndexByte(":/?#", line[end]) >= 0 {
		for end < len(line) {
			r, size := utf8.DecodeRune(line[end:])
			if unicode.IsSpace(r) || r < ' ' || r == utf8.RuneError ||
				strings.ContainsRune("<>\"*`[]{}|\\^«»“”،؛؟", r) {
				break
			}
			end += size
		}
	}
	open := bytes.Count(line[:end], []byte("("))
	shut := bytes.Count(line[:end], []byte(")"))
	for end > n {
		switch line[end-1] {
		case '?', '!', '.', ',', ':', ';', '_', '~', '\'':
		case ')':
			if shut <= open {
				return end
			}
			shut--
		default:
			return end
		}
		end--
	}
	return end
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
