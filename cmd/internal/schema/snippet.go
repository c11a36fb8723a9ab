package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"artsfactory/cmd/internal/content"
)

// A snippet completes a field where one types its name. VS Code takes the fields of a Markdown
// file for YAML when it looks for snippets, while its YAML support leaves them alone. Include
// keeps a snippet to the folders of the kinds that have it.
type snippet struct {
	Prefix      string   `json:"prefix"`
	Scope       string   `json:"scope"`
	Include     []string `json:"include"`
	Body        []string `json:"body"`
	Description string   `json:"description"`
}

// A snippetFile is snippets by name, in the order of the kinds and their fields.
type snippetFile struct {
	names []string
	by    map[string]*snippet
}

// MarshalJSON writes the snippets in order.
func (s *snippetFile) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	for i, name := range s.names {
		value, err := json.Marshal(s.by[name])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s%q:%s", strings.Repeat(",", min(i, 1)), name, value)
	}
	return []byte("{" + b.String() + "}"), nil
}

// snippets makes one for each field; kinds that share a field share its snippet.
func snippets() *snippetFile {
	s := &snippetFile{by: map[string]*snippet{}}
	for _, k := range content.Kinds {
		t := TypeOf(k)
		for _, f := range content.Fields(t) {
			name := f.Owner(t) + "." + f.Name
			if s.by[name] == nil {
				s.names = append(s.names, name)
				s.by[name] = &snippet{Prefix: f.Name, Scope: "markdown,yaml", Body: snippetBody(&f), Description: both(About(t, &f))}
			}
			in := "**/content/" + k.Folder()
			s.by[name].Include = append(s.by[name].Include, in+"/*.md", in+"/*/*.md")
		}
	}
	for _, x := range s.by {
		if len(x.Include) == 2*len(content.Kinds) {
			x.Include = []string{"**/content/**/*.md"}
		}
	}
	return s
}

// snippetBody is the field with a place to type in, a choice of values where it has some, and
// below it the fields within it.
func snippetBody(f *content.Field) []string {
	stop := 0
	inner, _ := content.Optional(f.Type)
	return fieldLines(f, inner, &stop)
}

func fieldLines(f *content.Field, t reflect.Type, stop *int) []string {
	*stop++
	item := t
	if t.Kind() == reflect.Slice {
		item, _ = content.Optional(t.Elem())
	}
	fields := []content.Field(nil)
	if item.Kind() == reflect.Struct {
		fields = content.Fields(item)
	}
	switch {
	case len(f.Values) > 0 && item != t:
		return []string{f.Name + ": [" + choice(*stop, f.Values) + "]"}
	case len(f.Values) > 0:
		return []string{f.Name + ": " + choice(*stop, f.Values)}
	case t.Kind() == reflect.Bool:
		return []string{f.Name + ": " + choice(*stop, []string{"true", "false"})}
	case len(fields) == 0 && item != t:
		return []string{f.Name + ":", fmt.Sprintf("  - $%d", *stop)}
	case len(fields) == 0:
		return []string{fmt.Sprintf("%s: $%d", f.Name, *stop)}
	}
	*stop--
	lines := []string{f.Name + ":"}
	for i := range fields {
		deeper, _ := content.Optional(fields[i].Type)
		indent := "  "
		if item != t {
			indent = "    "
			if i == 0 {
				indent = "  - "
			}
		}
		for j, l := range fieldLines(&fields[i], deeper, stop) {
			if j > 0 {
				indent = strings.Repeat(" ", len(indent))
			}
			lines = append(lines, indent+l)
		}
	}
	return lines
}

func choice(stop int, values []string) string {
	return fmt.Sprintf("${%d|%s|}", stop, strings.Join(values, ","))
}
