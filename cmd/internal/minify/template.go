package minify

import (
	"bytes"
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
// An action inside an HTML comment is an error, and so is a script or style that cannot be read: a
// *SyntaxError with the place in src.
func Template(src string) (string, error) {
	t, err := extractActions(src)
	if err != nil {
		return "", err
	}
	out := new(bytes.Buffer)
	text := []byte(t.text)
	if err := templateMinifier.Minify("text/html", out, bytes.NewReader(text)); err != nil {
		return "", t.toSource(src, syntaxError(text, err))
	}
	return t.restore(src, singleLineTags(out.String()))
}

// singleLineTags takes the line breaks out of tags, which the minifier leaves before attributes
// that have actions.
func singleLineTags(text string) string {
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

var placeholder = regexp.MustCompile(`\{\{(\d+)\}\}`)

// restore puts the actions back in the place of their {{n}}. An action that the minifier has taken
// out, doubled or moved is an error at its place in src.
func (t *templateText) restore(src, minified string) (string, error) {
	var out strings.Builder
	at := 0
	found := placeholder.FindAllStringSubmatchIndex(minified, -1)
	for i, action := range t.actions {
		if i >= len(found) || minified[found[i][2]:found[i][3]] != strconv.Itoa(i) {
			return "", errorAt([]byte(src), action.offset, source.Msg(
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

// toSource moves the place of an error from the text without actions to the source.
func (t *templateText) toSource(src string, e *SyntaxError) *SyntaxError {
	if e.Line == 0 {
		return e
	}
	offset := offsetOf([]byte(t.text), e.Line, e.Col)
	from := t.segments[0]
	for _, s := range t.segments {
		if s.offset <= offset {
			from = s
		}
	}
	return errorAt([]byte(src), from.inSource+offset-from.offset, e.What)
}

// svgWithoutActions minifies a drawing that has no actions: the library's minifier for SVG does not
// know them, so that a drawing with some stays as it is.
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
