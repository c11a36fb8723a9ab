package content

import (
	"maps"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"
)

// A Segment is the part of the addresses of a folder, and the ones that it had before, by language ("": in all).
type Segment struct {
	PerLang
	Old map[string][]string
}

// segments decodes the part of the addresses that each folder has in each language.
func (d *decoder) segments(n *yaml.Node) map[string]Segment {
	all := map[string]Segment{}
	if n.Kind != yaml.MappingNode {
		d.fail(n,
			source.Msg("folders with a text by language are expected here",
				"des dossiers avec un texte par langue sont attendus ici"),
			source.Msg("write them indented, one a line: prizes: {fr: prix}",
				"écrivez-les décalés, un par ligne : prizes: {fr: prix}"))
		return all
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		folder := n.Content[i]
		if KindOf(folder.Value) == "" {
			hint := source.Msg("the folders are %s", "les dossiers sont %s", strings.Join(folderNames(), ", "))
			if near := source.Nearest(folder.Value, folderNames()); near != "" {
				hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
			}
			d.fail(folder, source.Msg("there is no folder %q", "il n’y a pas de dossier « %s »", folder.Value), hint)
		}
		segment := d.segment(n.Content[i+1])
		all[folder.Value] = segment
		names := slices.Collect(maps.Values(segment.PerLang))
		for _, old := range segment.Old {
			names = append(names, old...)
		}
		slices.Sort(names)
		for _, s := range names {
			if !IsAddressPart(norm.NFC.String(s)) {
				d.fail(n.Content[i+1],
					source.Msg("%q cannot be a part of an address", "« %s » ne peut pas faire partie d’une adresse",
						s), addressPartHint(s))
			}
		}
	}
	return all
}

// segment decodes the names of a folder, for all languages or for each: one, or a list whose first one is in use and
// whose others have been.
func (d *decoder) segment(n *yaml.Node) Segment {
	x := Segment{Old: map[string][]string{}}
	first := func(code string, n *yaml.Node) *yaml.Node {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return n
		}
		for _, old := range n.Content[1:] {
			if s, ok := d.text(old); ok {
				x.Old[code] = append(x.Old[code], s)
			}
		}
		return n.Content[0]
	}
	now := *first("", n)
	if now.Kind == yaml.MappingNode {
		now.Content = slices.Clone(now.Content)
		for i := 0; i+1 < len(now.Content); i += 2 {
			now.Content[i+1] = first(now.Content[i].Value, now.Content[i+1])
		}
	}
	x.PerLang = d.perLang(&now)
	return x
}

func folderNames() []string {
	var names []string
	for _, k := range Kinds {
		names = append(names, k.Folder())
	}
	return names
}

// Segment is the part of the URLs of a folder's entries in a language; "" for pages.
func (c *Config) Segment(folder string, lang int) string {
	if folder == PageKind.Folder() {
		return ""
	}
	if s := c.Segments[folder].In(c.Languages[lang].Code); s != "" {
		return s
	}
	return folder
}

// OldSegments are the parts that the URLs of a folder's entries had before.
func (c *Config) OldSegments(folder string, lang int) []string {
	old := c.Segments[folder].Old
	return append(slices.Clone(old[c.Languages[lang].Code]), old[""]...)
}
