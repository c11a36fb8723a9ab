// Package minify makes pages, layouts, style sheets, scripts and drawings shorter without a change
// in what they say.
//
// It refuses text that cannot be read for what it should be, with the place of the mistake, for
// the library it is made around passes over many mistakes in silence. CSS that is right but newer
// than the library stays as it is.
package minify

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	minjson "github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	minxml "github.com/tdewolff/minify/v2/xml"

	"artsfactory/cmd/internal/source"
)

var (
	pageMinifier     = newMinifier(html.Minifier{}, (&svg.Minifier{}).Minify)
	templateMinifier = newMinifier(html.Minifier{TemplateDelims: html.GoTemplateDelims}, svgWithoutActions)
)

// newMinifier keeps what makes pages valid, easy to style and easy to read in a browser's tools:
// tags that may be left out, quotes, and attributes with their default values.
func newMinifier(page html.Minifier, drawing minify.MinifierFunc) *minify.M {
	page.KeepDocumentTags, page.KeepEndTags, page.KeepQuotes, page.KeepDefaultAttrVals = true, true, true, true
	m := minify.New()
	m.Add("text/html", &page)
	m.AddFunc("text/css", stylesheet)
	m.AddFunc("image/svg+xml", drawing)
	m.AddFunc("module", inlineModule)
	m.AddFuncRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), js.Minify)
	m.AddRegexp(regexp.MustCompile(`[/+]json$|^importmap$|^speculationrules$`), &minjson.Minifier{KeepNumbers: true})
	m.AddRegexp(regexp.MustCompile(`[/+]xml$`), &minxml.Minifier{KeepWhitespace: true})
	return m
}

// inlineModule keeps "</script>" out of the strings of a module in a page. The HTML minifier asks
// for that by itself only where a script has no type.
func inlineModule(m *minify.M, w io.Writer, r io.Reader, _ map[string]string) error {
	return js.Minify(m, w, r, map[string]string{"escape-html": "1"})
}

// Bytes makes text of a media type shorter: HTML, CSS, JavaScript, SVG, JSON and XML, the white
// space inside XML kept. Text of other types comes back as it is. The error is a *SyntaxError where
// the text cannot be read for its type. The text itself is not changed.
func Bytes(mediatype string, text []byte) ([]byte, error) {
	if err := check(mediatype, text); err != nil {
		return nil, err
	}
	out := new(bytes.Buffer)
	out.Grow(len(text))
	// Through a reader, for the library writes into the bytes it is given.
	err := pageMinifier.Minify(mediatype, out, bytes.NewReader(text))
	if errors.Is(err, minify.ErrNotExist) {
		return text, nil
	}
	if err != nil {
		return nil, syntaxError(text, err)
	}
	return out.Bytes(), nil
}

// check finds mistakes in JSON and XML, which the library passes over in silence.
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
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return errorAt(text, int(syntax.Offset)-1,
			source.Msg("this is not JSON: %v", "ce n’est pas du JSON : %v", err))
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
			return errorAt(text, int(d.InputOffset()),
				source.Msg("this is not XML: %v", "ce n’est pas du XML : %v", err))
		}
	}
}
