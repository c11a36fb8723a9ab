package content

import (
	"regexp"
	"slices"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// document parses YAML into the mapping of the fields of a file, of which all are the possible
// ones. Each that cannot be read is a problem and is lost: the others are read without it. It
// returns nil where nothing can be read, and for a text that is empty.
func (d *decoder) document(text []byte, all []Field) *yaml.Node {
	root, bad := yamltext.Parse(text)
	if bad != nil {
		root = d.recover(text, bad, all)
	}
	if root != nil && root.Kind != yaml.MappingNode {
		d.fail(root, source.Msg("these are not fields", "ce ne sont pas des champs"), yamltext.NameValue)
		return nil
	}
	return root
}

// reportFlaw tells of a flaw.
func (d *decoder) reportFlaw(f *yamltext.Flaw) {
	d.failAt(Pos{f.Line + d.offset, f.Col}, f.What, f.Hint)
}

// any parses YAML into its root node, or nil after a problem and for an empty text.
func (d *decoder) any(text []byte) *yaml.Node {
	root, bad := yamltext.Parse(text)
	if bad != nil {
		d.reportFlaw(bad)
	}
	return root
}

// recover reads the fields that can be read by themselves. The others are problems and are marked as unreadable,
// with all
// that their lines name. whole is why the text as a whole cannot be read.
func (d *decoder) recover(text []byte, whole *yamltext.Flaw, all []Field) *yaml.Node {
	r := yamltext.Recover(text, whole)
	for _, f := range r.Flaws {
		d.reportFlaw(&f)
	}
	d.markUnreadable(r.Unread, all)
	return r.Root
}

// fieldName finds what a line may name, however it is indented, quoted or spaced, and its colon,
// which may be what is forgotten.
var fieldName = regexp.MustCompile(`^[\s"'-]*([\p{L}\p{N}_-]*[\p{L}\p{N}_])["'\s\x{a0}\x{202f}]*(:?)`)

// markUnreadable notes the fields that lines name, or are likely to mean: they are written, and nothing
// is told that only follows from their not being read.
func (d *decoder) markUnreadable(lines []string, all []Field) {
	var names []string
	for i := range all {
		names = append(names, all[i].Name)
	}
	for _, l := range lines {
		m := fieldName.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		name := m[1]
		if m[2] == ":" && !slices.Contains(names, name) {
			name = source.Nearest(name, names)
		}
		d.unreadable = append(d.unreadable, name)
	}
}

func (d *decoder) markAllUnreadable(all []Field) {
	for i := range all {
		d.unreadable = append(d.unreadable, all[i].Name)
	}
}
