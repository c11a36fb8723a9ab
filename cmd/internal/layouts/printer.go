package layouts

import (
	"bytes"
	"cmp"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// A printer writes values into one kind of place, as html/template's escapers for it do.
// Values that these would leave as they are it writes itself; the others it hands to a
// template of html/template with nothing but such a place in it.
type printer struct {
	trusted reflect.Type                // whose values stand as they are
	plain   func(string) bool           // says that a string surely stays as it is
	digits  bool                        // numbers stay as they are
	escape  func(*bytes.Buffer, string) // writes a string as the escapers would; may be nil
	slow    *template.Template
	around  [2]int // bytes before and after the value in what slow writes
}

// The places that printers know, by html/template's names of their escapers. The sample shows
// the place; the value stands for {{.}} in it.
var places = map[string]struct {
	sample  string
	trusted reflect.Type
	plain   func(string) bool
	digits  bool
	escape  func(*bytes.Buffer, string)
}{
	"htmlescaper":                         {`{{.}}`, reflect.TypeFor[template.HTML](), plainText, true, nil},
	"rcdataescaper":                       {`<title>{{.}}</title>`, nil, plainText, true, nil},
	"attrescaper":                         {`<a title="{{.}}">`, nil, plainText, true, nil},
	"nospaceescaper":                      {`<a title={{.}}>`, nil, nil, true, nil},
	"htmlnamefilter":                      {`<a {{.}}>`, reflect.TypeFor[template.HTMLAttr](), nil, false, nil},
	"cssvaluefilter":                      {`<style>{{.}}</style>`, reflect.TypeFor[template.CSS](), nil, false, nil},
	"urlfilter urlnormalizer attrescaper": {`<a href="{{.}}">`, nil, plainURL, false, nil},
	"urlnormalizer attrescaper":           {`<a href="/{{.}}">`, nil, nil, false, nil},
	"urlescaper attrescaper":              {`<a href="/?{{.}}">`, nil, nil, false, escapeQuery},
	"srcsetescaper attrescaper":           {`<img srcset="{{.}}">`, nil, plainSrcset, false, nil},
}

const escaperPrefix = "_html_template_"

// splitEscapers parts the escapers that html/template put at the end of a pipeline.
func splitEscapers(cmds []*parse.CommandNode) (value []*parse.CommandNode, escapers string) {
	var names []string
	for i, cmd := range cmds {
		id, ok := cmd.Args[0].(*parse.IdentifierNode)
		if name, escaper := strings.CutPrefix(identifier(id, ok), escaperPrefix); escaper {
			names = append(names, name)
		} else {
			value = cmds[:i+1]
		}
	}
	return value, strings.Join(names, " ")
}

func identifier(id *parse.IdentifierNode, ok bool) string {
	if !ok {
		return ""
	}
	return id.Ident
}

func (c *compiler) printer(escapers string) *printer {
	if p := c.printers[escapers]; p != nil {
		return p
	}
	place, ok := places[escapers]
	if !ok {
		uncompiled()
	}
	before, after, _ := strings.Cut(place.sample, "{{.}}")
	p := &printer{place.trusted, place.plain, place.digits, place.escape, template.Must(template.New("place").Parse(place.sample)), [2]int{len(before), len(after)}}
	c.printers[escapers] = p
	return p
}

func (p *printer) print(out *bytes.Buffer, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		t := v.Type()
		if s := v.String(); t == p.trusted || t == tString && p.plain != nil && p.plain(s) {
			out.WriteString(s)
			return
		} else if t == tString && p.escape != nil {
			p.escape(out, s)
			return
		}
	case reflect.Int:
		if p.digits {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
			return
		}
	}
	var b bytes.Buffer
	if err := p.slow.Execute(&b, v.Interface()); err != nil {
		panic(err)
	}
	out.Write(b.Bytes()[p.around[0] : b.Len()-p.around[1]])
}

// markupBytes are those that mean something in HTML, and +, as html/template has them.
const markupBytes = "\x00\"&'+<>"

func plainText(s string) bool { return !strings.ContainsAny(s, markupBytes) }

// plainURL knows addresses of the site itself and of the web without signs that anybody
// might escape.
func plainURL(s string) bool {
	s = strings.TrimPrefix(s, "https:")
	return strings.HasPrefix(s, "/") && plainAddress(s)
}

func plainAddress(s string) bool {
	for i := range len(s) {
		if c := s[i]; !alnum(c) && c != '/' && c != '-' && c != '.' && c != '_' && c != '#' && c != '?' && c != '=' {
			return false
		}
	}
	return true
}

func alnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// escapeQuery writes what stands after ? or #, such as the id of an Arabic heading: every byte
// but those that RFC 3986 reserves for nothing (section 2.3) in percent and lower-case digits.
func escapeQuery(out *bytes.Buffer, s string) {
	const digits = "0123456789abcdef"
	b := out.AvailableBuffer()
	for i := range len(s) {
		if c := s[i]; alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' {
			b = append(b, c)
		} else {
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	out.Write(b)
}

// plainSrcset knows lists such as "/a-480.jpg 480w, /a-960.jpg 960w".
func plainSrcset(s string) bool {
	for candidate := range strings.SplitSeq(s, ",") {
		url, width, _ := strings.Cut(strings.TrimLeft(candidate, " "), " ")
		if !plainURL(url) {
			return false
		}
		for i := range len(width) {
			if !alnum(width[i]) {
				return false
			}
		}
	}
	return true
}

// order compares two texts or two numbers.
func order(a, b reflect.Value) int {
	if a.Kind() == reflect.String {
		return strings.Compare(a.String(), b.String())
	}
	return cmp.Compare(a.Int(), b.Int())
}
