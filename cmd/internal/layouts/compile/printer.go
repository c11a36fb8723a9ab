package compile

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// A context is a kind of place that values are printed to: in text, in an attribute, in an
// address. A value whose characters all stand as they are there is written as it is; every other
// one is handed to html/template.
type context struct {
	sample      string                      // such a place, with {{.}} for the value
	safe        reflect.Type                // the type of html/template whose values stand as they are; nil: none
	isUnchanged func(string) bool           // whether a string surely stands as it is; nil: never
	numbers     bool                        // whether numbers stand as they are
	escape      func(*bytes.Buffer, string) // writes a string as the escapers would; nil: html/template does
}

// contexts by html/template's names of the escapers it puts there.
var contexts = map[string]context{
	"htmlescaper":    {`{{.}}`, reflect.TypeFor[template.HTML](), unchangedText, true, nil},
	"rcdataescaper":  {`<title>{{.}}</title>`, nil, unchangedText, true, nil},
	"attrescaper":    {`<a title="{{.}}">`, nil, unchangedText, true, nil},
	"nospaceescaper": {`<a title={{.}}>`, nil, nil, true, nil},
	"htmlnamefilter": {`<a {{.}}>`, reflect.TypeFor[template.HTMLAttr](), nil, false, nil},
	"cssvaluefilter": {`<style>{{.}}</style>`, reflect.TypeFor[template.CSS](), nil, false, nil},

	"urlfilter urlnormalizer attrescaper": {`<a href="{{.}}">`, nil, unchangedURL, false, nil},
	"urlnormalizer attrescaper":           {`<a href="/{{.}}">`, nil, nil, false, nil},
	"urlescaper attrescaper":              {`<a href="/?{{.}}">`, nil, nil, false, escapeQuery},
	"srcsetescaper attrescaper":           {`<img srcset="{{.}}">`, nil, unchangedSrcset, false, nil},
}

const escaperPrefix = "_html_template_"

// cutEscapers parts a pipeline from the escapers that html/template put at its end.
func cutEscapers(cmds []*parse.CommandNode) (value []*parse.CommandNode, escapers string) {
	var names []string
	for i, cmd := range cmds {
		name := ""
		if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			name = id.Ident
		}
		if name, isEscaper := strings.CutPrefix(name, escaperPrefix); isEscaper {
			names = append(names, name)
		} else {
			value = cmds[:i+1]
		}
	}
	return value, strings.Join(names, " ")
}

// A printer writes values in one context.
type printer struct {
	context
	template      *template.Template // of the sample
	before, after int                // bytes around the value in what template writes
}

func (c *Compiler) printer(escapers string) *printer {
	if p := c.printers[escapers]; p != nil {
		return p
	}
	place, ok := contexts[escapers]
	if !ok {
		leave()
	}
	before, after, _ := strings.Cut(place.sample, "{{.}}")
	p := &printer{place, template.Must(template.New("sample").Parse(place.sample)), len(before), len(after)}
	c.printers[escapers] = p
	return p
}

func (p *printer) print(out *bytes.Buffer, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		t, s := v.Type(), v.String()
		switch {
		case t == p.safe || t == typeString && p.isUnchanged != nil && p.isUnchanged(s):
			out.WriteString(s)
			return
		case t == typeString && p.escape != nil:
			p.escape(out, s)
			return
		}
	case reflect.Int:
		if p.numbers {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
			return
		}
	}
	var b bytes.Buffer
	if err := p.template.Execute(&b, v.Interface()); err != nil {
		panic(err)
	}
	out.Write(b.Bytes()[p.before : b.Len()-p.after])
}

// changedInText are the bytes that html/template changes in text and in attributes. Source:
// htmlReplacementTable of html/template.
const changedInText = "\x00\"&'+<>"

func unchangedText(s string) bool { return !strings.ContainsAny(s, changedInText) }

// unchangedURL knows addresses of the site and of the web made of letters of ASCII, digits and
// signs that no escaper changes.
func unchangedURL(s string) bool {
	s = strings.TrimPrefix(s, "https:")
	if !strings.HasPrefix(s, "/") {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isAlphanumeric(c) && strings.IndexByte("/-._#?=", c) < 0 {
			return false
		}
	}
	return true
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// escapeQuery writes what stands after ? or #, such as the id of an Arabic heading: every byte but
// those that RFC 3986, section 2.3, calls unreserved in percent and two lower-case digits.
func escapeQuery(out *bytes.Buffer, s string) {
	const digits = "0123456789abcdef"
	b := out.AvailableBuffer()
	for i := range len(s) {
		if c := s[i]; isAlphanumeric(c) || strings.IndexByte("-._~", c) >= 0 {
			b = append(b, c)
		} else {
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	out.Write(b)
}

// unchangedSrcset knows lists such as "/a-480.jpg 480w, /a-960.jpg 960w".
func unchangedSrcset(s string) bool {
	for candidate := range strings.SplitSeq(s, ",") {
		url, width, _ := strings.Cut(strings.TrimLeft(candidate, " "), " ")
		if !unchangedURL(url) {
			return false
		}
		for i := range len(width) {
			if !isAlphanumeric(width[i]) {
				return false
			}
		}
	}
	return true
}
