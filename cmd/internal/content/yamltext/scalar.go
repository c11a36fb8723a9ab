package yamltext

import (
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// Scalar writes a text as a YAML value that reads back as the same text, between quotes only
// where it needs them. flow says that it stands between { and } or [ and ].
func Scalar(s string, flow bool) string {
	around := "k: " + s
	if flow {
		around = "k: [" + s + "]"
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(around), &doc); err == nil && len(doc.Content) == 1 &&
		doc.Content[0].Kind == yaml.MappingNode && len(doc.Content[0].Content) == 2 {
		n := doc.Content[0].Content[1]
		if flow && n.Kind == yaml.SequenceNode && len(n.Content) == 1 {
			n = n.Content[0]
		}
		if n.Kind == yaml.ScalarNode && n.Style == 0 && n.Anchor == "" && n.Value == s && n.Tag != "!!null" &&
			n.LineComment == "" && s != "unknown" && !strings.ContainsFunc(s, invisible) {
			return s
		}
	}
	return quoted(s)
}

// Quoted writes between quotes a value that is read only there, because of a colon, of a # or of
// the sign that it begins with. It says false where quotes do not help.
func Quoted(value string) (string, bool) {
	if value == "" || value[0] == '"' || value[0] == '\'' {
		return "", false
	}
	if _, hint := faulty("k: " + value); strings.IndexByte("[{", value[0]) >= 0 && hint == (source.Message{}) {
		return "", false // brackets: it is not clear what is meant
	}
	root, bad := Parse([]byte("k: " + value))
	if bad == nil && root.Kind == yaml.MappingNode {
		k, v := root.Content[0], root.Content[1]
		if !IsCut(k) && !IsCut(v) && Sign(v) == "" {
			return "", false
		}
	}
	return quoted(value), true
}

// quoted writes a text between double quotes. Only what YAML cannot bear as it is is escaped,
// so that Arabic stays legible.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case invisible(r) || r == '\t':
			const width = 0x10000
			b.WriteString(`\u` + strconv.FormatInt(width+int64(r), 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// IsEmpty says whether nothing is written: no text, no item, no field. Quotes are something.
func IsEmpty(n *yaml.Node) bool {
	if n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		return false
	}
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "" || n.Kind != yaml.ScalarNode &&
		n.Kind != yaml.AliasNode && len(n.Content) == 0
}

// IsCut says whether YAML took what was typed for a comment: one has a space after the #.
func IsCut(n *yaml.Node) bool {
	return len(n.LineComment) > 1 && n.LineComment[0] == '#' && n.LineComment[1] != ' ' && n.LineComment[1] != '#'
}

// Sign is the sign which YAML keeps for itself, and would take off the text, that a value begins with, or "".
func Sign(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.AliasNode:
		return "*"
	case n.Anchor != "":
		return "&"
	case n.Style&yaml.TaggedStyle != 0:
		return "!"
	}
	return ""
}
