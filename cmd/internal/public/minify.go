package public

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	minjson "github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	minxml "github.com/tdewolff/minify/v2/xml"
	"github.com/tdewolff/parse/v2"

	"artsfactory/cmd/internal/source"
)

// A SyntaxError says where text cannot be read for what it should be.
type SyntaxError struct {
	Line, Col int // from 1, the column in characters; 0 where unknown
	What      source.Message
	Excerpt   string // the line itself; may be empty
}

// Error speaks English.
func (b *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", b.Line, b.Col, b.What.En) }

// Problem says it of the file at path.
func (b *SyntaxError) Problem(path string) source.Problem {
	return source.Problem{Path: path, Line: b.Line, Col: b.Col, What: b.What, Excerpt: b.Excerpt}
}

// brokenAt makes a Broken of a byte offset.
func brokenAt(text []byte, offset int, what source.Message) *SyntaxError {
	line, col, excerpt := source.Position(text, offset)
	return &SyntaxError{line, col, what, excerpt}
}

var (
	minifier         = newMinifier(html.Minifier{}, (&svg.Minifier{}).Minify)
	templateMinifier = newMinifier(html.Minifier{TemplateDelims: html.GoTemplateDelims}, svgWithoutActions)
)

// newMinifier keeps what makes pages valid, easy to style and easy to read in a browser's
// tools: tags that may be left out, quotes, and attributes with their default values.
func newMinifier(page html.Minifier, picture minify.MinifierFunc) *minify.M {
	page.KeepDocumentTags, page.KeepEndTags, page.KeepQuotes, page.KeepDefaultAttrVals = true, true, true, true
	m := minify.New()
	m.Add("text/html", &page)
	m.AddFunc("text/css", styles)
	m.AddFunc("image/svg+xml", picture)
	m.AddFunc("module", moduleInPage)
	m.AddFuncRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), js.Minify)
	m.AddRegexp(regexp.MustCompile(`[/+]json$|^importmap$|^speculationrules$`), &minjson.Minifier{KeepNumbers: true})
	m.AddRegexp(regexp.MustCompile(`[/+]xml$`), &minxml.Minifier{KeepWhitespace: true})
	return m
}

// moduleInPage keeps "</script>" out of an inline module's strings, as the page's minifier asks
// for by itself only where a script has no type.
func moduleInPage(m *minify.M, w io.Writer, r io.Reader, _ map[string]string) error {
	return js.Minify(m, w, r, map[string]string{"escape-html": "1"})
}

// HTML minifies a page. A script or style in it that cannot be read is an error, a *Broken, and
// so is a document that ends before its </html>.
func HTML(page []byte) ([]byte, error) {
	if hasPrefixFold(page, "<!doctype") && !strings.EqualFold(string(lastBytes(page, len("</html>"))), "</html>") {
		return nil, brokenAt(page, len(page), source.Msg("the page ends before its </html>", "la page finit avant son </html>"))
	}
	return Minify("text/html", page)
}

func hasPrefixFold(b []byte, prefix string) bool {
	b = bytes.TrimLeft(b, "\ufeff \t\r\n")
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

func lastBytes(b []byte, n int) []byte {
	b = bytes.TrimRight(b, " \t\r\n")
	return b[max(0, len(b)-n):]
}

// Minify makes text of a media type shorter that says the same: HTML, CSS, JavaScript, SVG,
// JSON and XML, the white space inside XML kept. Other types come back as they are. The error is
// a *Broken where the text cannot be read for its type.
//
// CSS that is right but newer than the minifier, such as declarations straight inside a nested
// @media, comes back as it is.
func Minify(mediatype string, text []byte) ([]byte, error) {
	if err := check(mediatype, text); err != nil {
		return nil, err
	}
	// The minifiers write into what they read.
	out := new(bytes.Buffer)
	out.Grow(len(text))
	err := minifier.Minify(mediatype, out, bytes.NewReader(text))
	if errors.Is(err, minify.ErrNotExist) {
		return text, nil
	}
	if err != nil {
		return nil, broken(text, err)
	}
	return out.Bytes(), nil
}

// check finds what the minifiers pass over in silence.
func check(mediatype string, text []byte) error {
	kind, _, _ := strings.Cut(mediatype, ";")
	switch {
	case strings.HasSuffix(kind, "json"):
		return checkJSON(text)
	case strings.HasSuffix(kind, "xml"):
		return checkXML(text)
	}
	return nil
}

func checkJSON(text []byte) error {
	err := json.Unmarshal(text, new(json.RawMessage))
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return brokenAt(text, int(syntax.Offset)-1, source.Msg("this is not JSON: %v", "ce n’est pas du JSON : %v", err))
	}
	return err
}

func checkXML(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		_, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return brokenAt(text, int(d.InputOffset()), source.Msg("this is not XML: %v", "ce n’est pas du XML : %v", err))
		}
	}
}

// broken puts a minifier's error in our words, its place where it gives one.
func broken(text []byte, err error) error {
	var at *parse.Error
	if !errors.As(err, &at) {
		return &SyntaxError{What: source.Msg("this cannot be read: %v", "ceci ne peut pas être lu : %v", err)}
	}
	what := source.Msg("this cannot be read: %s", "ceci ne peut pas être lu : %s", at.Message)
	if fr, ok := french[at.Message]; ok {
		what = source.Message{En: at.Message, Fr: fr}
	}
	return brokenAt(text, offsetOf(text, at.Line, at.Column), what)
}

// offsetOf is where line and column are, both from 1, the column in characters.
func offsetOf(text []byte, line, col int) int {
	offset := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(text[offset:], '\n')
		if i < 0 {
			break
		}
		offset += i + 1
	}
	rest := text[offset:]
	for i := range string(rest) {
		if col--; col <= 0 || rest[i] == '\n' {
			return offset + i
		}
	}
	return len(text)
}

// styles minifies CSS that is right, and leaves what the minifier does not understand alone.
func styles(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	inline := params["inline"] == "1"
	if offset, what := cssMistake(text, inline); what != "" {
		return parse.NewError(bytes.NewReader(text), offset, what)
	}
	if !minifierReads(text, inline) {
		_, err = w.Write(text)
		return err
	}
	return (&css.Minifier{}).Minify(m, w, bytes.NewReader(text), params)
}
