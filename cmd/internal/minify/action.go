package minify

import (
	"fmt"
	"regexp"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A templateText is the text of a template in which {{n}} stands for its action n, from 0. Unlike
// what actions may hold, that is nothing to any HTML tool.
type templateText struct {
	text     string
	actions  []action
	segments []segment // of the text between the actions, in order
}

// An action is one {{…}} of a template, without its trim markers, or the text of an element such
// as <script> with all the actions in it.
type action struct {
	text   string
	offset int // in the source
}

// A segment of text stands between two actions.
type segment struct{ offset, inSource int }

// An extractor takes the actions out of a template's source, and carries out their trim markers.
// Source of the rules: package text/template, "Text and spaces".
type extractor struct {
	templateText
	src      string
	at       int      // how far the source is read
	trim     bool     // white space at at goes
	rawTexts [][2]int // what of rawTextWithActions is to come
	out      strings.Builder
}

// extractActions reads a template. An action without its end is an error.
func extractActions(src string) (*templateText, error) {
	x := &extractor{src: src, rawTexts: rawTextWithActions(src)}
	for {
		start, isRawText := x.nextAction()
		x.copyText(start)
		var err error
		switch {
		case start == len(src):
			x.text = x.out.String()
			return &x.templateText, nil
		case isRawText:
			end := x.rawTexts[0][1]
			x.add(src[start:end], start)
			x.at, x.trim = end, false
		default:
			err = x.readAction(start)
		}
		if err != nil {
			return nil, err
		}
	}
}

// nextAction is where the next action or raw text begins; the end of the source where none does.
func (x *extractor) nextAction() (start int, isRawText bool) {
	start = len(x.src)
	if n := strings.Index(x.src[x.at:], "{{"); n >= 0 {
		start = x.at + n
	}
	for len(x.rawTexts) > 0 && x.rawTexts[0][0] < x.at {
		x.rawTexts = x.rawTexts[1:]
	}
	if len(x.rawTexts) > 0 && x.rawTexts[0][0] <= start {
		return x.rawTexts[0][0], true
	}
	return start, false
}

// copyText copies what stands before an action, white space trimmed as the actions on both sides
// say.
func (x *extractor) copyText(end int) {
	text := x.src[x.at:end]
	if x.trim {
		text = strings.TrimLeft(text, spaces)
	}
	from := end - len(text)
	if rest := x.src[end:]; len(rest) > 3 && rest[:3] == "{{-" && strings.IndexByte(spaces, rest[3]) >= 0 {
		text = strings.TrimRight(text, spaces)
	}
	x.segments = append(x.segments, segment{x.out.Len(), from})
	x.out.WriteString(text)
}

func (x *extractor) readAction(start int) error {
	size := actionSize(x.src[start:])
	if size < 0 {
		return errorAt([]byte(x.src), start, source.Msg("this {{ has no }}", "ce {{ n’a pas de }}"))
	}
	body, trim := cutTrimMarkers(x.src[start+2 : start+size-2])
	if !strings.HasPrefix(body, "/*") {
		x.add("{{"+body+"}}", start)
	}
	x.at, x.trim = start+size, trim
	return nil
}

func (x *extractor) add(text string, offset int) {
	fmt.Fprintf(&x.out, "{{%d}}", len(x.actions))
	x.actions = append(x.actions, action{text, offset})
}

var rawElement = regexp.MustCompile(
	`(?is)<script\b[^>]*>(.*?)</script|<style\b[^>]*>(.*?)</style|<textarea\b[^>]*>(.*?)</textarea`)

// rawTextWithActions are the offsets of the texts of elements that hold no HTML, where there are
// actions in them: the minifier would take them for HTML.
func rawTextWithActions(src string) [][2]int {
	var parts [][2]int
	for _, m := range rawElement.FindAllStringSubmatchIndex(src, -1) {
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 && strings.Contains(src[m[i]:m[i+1]], "{{") {
				parts = append(parts, [2]int{m[i], m[i+1]})
			}
		}
	}
	return parts
}

const spaces = " \t\r\n"

// cutTrimMarkers takes the trim markers off an action's body, and tells whether there was one at
// its end.
func cutTrimMarkers(body string) (string, bool) {
	if len(body) > 1 && body[0] == '-' && strings.ContainsRune(spaces, rune(body[1])) {
		body = strings.TrimLeft(body[1:], spaces)
	}
	if n := len(body); n > 1 && body[n-1] == '-' && strings.ContainsRune(spaces, rune(body[n-2])) {
		return strings.TrimRight(body[:n-1], spaces), true
	}
	return body, false
}

// actionSize returns the length of the action that s begins with, or -1: a }} in quotes or in
// a comment does not end it.
func actionSize(s string) int {
	start := strings.TrimLeft(strings.TrimPrefix(s[2:], "-"), spaces)
	if strings.HasPrefix(start, "/*") {
		end := strings.Index(s, "*/")
		if end < 0 {
			return -1
		}
		if closing := strings.Index(s[end:], "}}"); closing >= 0 {
			return end + closing + 2
		}
		return -1
	}
	for i := 2; i < len(s); i++ {
		switch quote := s[i]; quote {
		case '"', '\'', '`':
			for i++; i < len(s) && s[i] != quote; i++ {
				if s[i] == '\\' && quote != '`' {
					i++
				}
			}
		case '}':
			if strings.HasPrefix(s[i:], "}}") {
				return i + 2
			}
		}
	}
	return -1
}
