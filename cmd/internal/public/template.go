package public

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"

	"artsfactory/cmd/internal/source"
)

// Template minifies the text of an html/template once, so that its pages need not be. Trim
// markers are carried out and comments taken out on the way. What the template makes then shows
// the same page as before; it is what HTML makes of the original's page, byte for byte, in
// layouts that keep to these rules:
//
//   - White space beside an action stays as one character, whatever the action makes, unless a
//     block element's tag is on its other side. Write {{- and -}} where none is wanted: between
//     two actions, beside elements of <head>, and in a line of text after {{range}}, before
//     {{end}} and around {{else}}.
//   - In a tag, put the space inside the condition: <img{{if .X}} loading="lazy"{{end}}>, and
//     class="a{{if .X}} b{{end}}". An attribute that may be empty stands in a condition whole:
//     {{with .X}} class="{{.}}"{{end}}. Values in attributes stand in quotes.
//   - A file that stands in a line of text begins and ends with {{define}} and {{end}}: white
//     space at either end of a file goes.
//   - An <svg>, <script>, <style> or <textarea> with an action in it stays as it is written.
//   - What values bring is never touched: html/template writes &#39; and &#43; where HTML
//     would write the character, and the values' own white space stays.
//
// An action inside an HTML comment is an error, and so is a script or style that cannot be read: a *Broken with the place in src.
func Template(src string) (string, error) {
	cut, err := cutActions(src)
	if err != nil {
		return "", err
	}
	out := new(bytes.Buffer)
	text := []byte(cut.text)
	if err := templateMinifier.Minify("text/html", out, bytes.NewReader(text)); err != nil {
		return "", cut.inSource(src, broken(text, err))
	}
	return cut.putBack(src, oneLineTags(out.String()))
}

// An action is one {{…}} of a template, without its trim markers.
type action struct {
	text   string
	offset int // in the source
}

// A cutting is a template with each action replaced by {{n}}, which no tool misreads.
type cutting struct {
	text    string
	actions []action
	pieces  [][2]int // where the text between actions is: offsets in text and in the source
}

// Source of the rules: text/template, "Text and spaces".
func cutActions(src string) (*cutting, error) {
	c := new(cutting)
	var out strings.Builder
	opaque := opaqueParts(src)
	trim := false
	for at := 0; ; {
		n := strings.Index(src[at:], "{{")
		for len(opaque) > 0 && opaque[0][0] < at {
			opaque = opaque[1:]
		}
		if len(opaque) > 0 && opaque[0][0] <= at+n {
			n = opaque[0][0] - at
		}
		text, end := src[at:], len(src)
		if n >= 0 {
			text, end = src[at:at+n], at+n
		}
		if trim {
			kept := strings.TrimLeft(text, spaces)
			at, text = at+len(text)-len(kept), kept
		}
		if n >= 0 && strings.HasPrefix(src[end:], "{{-") && len(src) > end+3 && strings.ContainsRune(spaces, rune(src[end+3])) {
			text = strings.TrimRight(text, spaces)
		}
		c.pieces = append(c.pieces, [2]int{out.Len(), at})
		out.WriteString(text)
		if n < 0 {
			c.text = out.String()
			return c, nil
		}
		if len(opaque) > 0 && opaque[0][0] == end {
			fmt.Fprintf(&out, "{{%d}}", len(c.actions))
			c.actions = append(c.actions, action{src[end:opaque[0][1]], end})
			at, trim = opaque[0][1], false
			continue
		}
		size := actionSize(src[end:])
		if size < 0 {
			return nil, brokenAt([]byte(src), end, source.Msg("this {{ has no }}", "ce {{ n’a pas de }}"))
		}
		body := src[end+2 : end+size-2]
		body, trim = strip(body)
		if !strings.HasPrefix(body, "/*") {
			fmt.Fprintf(&out, "{{%d}}", len(c.actions))
			c.actions = append(c.actions, action{"{{" + body + "}}", end})
		}
		at = end + size
	}
}

var rawElement = regexp.MustCompile(`(?is)<script\b[^>]*>(.*?)</script|<style\b[^>]*>(.*?)</style|<textarea\b[^>]*>(.*?)</textarea`)

// opaqueParts are the contents of elements whose text is no HTML, where they have actions: the
// minifier would treat them as HTML.
func opaqueParts(src string) [][2]int {
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

// strip takes the trim markers off an action's body, and tells whether there was one behind.
func strip(body string) (string, bool) {
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

// oneLineTags takes the line breaks out of tags, which the minifier leaves before attributes
// that have actions.
func oneLineTags(text string) string {
	lexer := html.NewTemplateLexer(parse.NewInputString(text), html.GoTemplate)
	var out strings.Builder
	for {
		token, data := lexer.Next()
		switch token {
		case html.ErrorToken:
			return out.String()
		case html.AttributeToken:
			if tight := bytes.TrimLeft(data, spaces); len(tight) < len(data) {
				out.WriteByte(' ')
				data = tight
			}
		}
		out.Write(data)
	}
}

var marks = regexp.MustCompile(`\{\{(\d+)\}\}`)

// putBack puts the actions in their places, each once and in order, or says which was lost.
func (c *cutting) putBack(src, minified string) (string, error) {
	var out strings.Builder
	at := 0
	found := marks.FindAllStringSubmatchIndex(minified, -1)
	for i, action := range c.actions {
		if i >= len(found) || minified[found[i][2]:found[i][3]] != strconv.Itoa(i) {
			return "", brokenAt([]byte(src), action.offset, source.Msg(
				"this {{…}} stands where it cannot be kept, such as in an HTML comment",
				"ce {{…}} est là où il ne peut rester, comme dans un commentaire HTML"))
		}
		out.WriteString(minified[at:found[i][0]])
		out.WriteString(action.text)
		at = found[i][1]
	}
	out.WriteString(minified[at:])
	return out.String(), nil
}

// inSource moves the place of a mistake from the text without actions to the source.
func (c *cutting) inSource(src string, err error) error {
	b, ok := err.(*SyntaxError)
	if !ok || b.Line == 0 {
		return err
	}
	offset := offsetOf([]byte(c.text), b.Line, b.Col)
	piece := c.pieces[0]
	for _, p := range c.pieces {
		if p[0] <= offset {
			piece = p
		}
	}
	return brokenAt([]byte(src), piece[1]+offset-piece[0], b.What)
}

// svgWithoutActions leaves a picture with actions in it alone: the picture's minifier does not
// know them.
func svgWithoutActions(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if bytes.Contains(text, []byte("{{")) {
		_, err = w.Write(text)
		return err
	}
	return (&svg.Minifier{}).Minify(m, w, bytes.NewReader(text), params)
}
