package content

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// What follows reads lists and groups of fields, and proposes how to write what has another shape than is asked for.

func (d *decoder) list(v reflect.Value, n *yaml.Node, f *Field) {
	if d.misshapen(n, v.Type().Elem(), f) {
		return
	}
	items := n.Content
	if n.Kind != yaml.SequenceNode {
		// One value stands for a list of one; a mapping does only where it is the item.
		items = []*yaml.Node{n}
		if n.Kind == yaml.MappingNode {
			d.loose = n
		}
	}
	list := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		if yamltext.IsEmpty(item) {
			d.fail(item, source.Msg("this item of the list is empty", "cet élément de la liste est vide"),
				source.Msg("write it after the hyphen, or remove it", "écrivez-le après le tiret, ou supprimez-le"))
			continue
		}
		d.in(strconv.Itoa(i), list.Index(i), item, f)
	}
	v.Set(list)
	d.twice(v.Type().Elem(), items, f)
}

// twice refuses an entry, a code or a word of a closed list that a list names twice.
func (d *decoder) twice(t reflect.Type, items []*yaml.Node, f *Field) {
	if t != langType && t != reflect.TypeFor[Ref]() && t != reflect.TypeFor[Contributor]() &&
		(f == nil || f.Values == nil) {
		return
	}
	first := map[string]*yaml.Node{}
	for _, n := range items {
		if n.Kind != yaml.ScalarNode || yamltext.IsEmpty(n) {
			continue
		}
		if other := first[n.Value]; other != nil {
			d.fail(n, source.Msg("%q is in this list twice", "« %s » est deux fois dans cette liste", n.Value),
				source.Msg("it is first on line %d: remove one of the two",
					"il est déjà à la ligne %d : retirez l’un des deux",
					d.pos(other).Line))
			continue
		}
		first[n.Value] = n
	}
}

// misshapen refuses what is no list and no item of one, with the list that it is likely to mean.
func (d *decoder) misshapen(n *yaml.Node, elem reflect.Type, f *Field) bool {
	one := n.Kind == yaml.SequenceNode && len(n.Content) == 1
	if one && f != nil && f.MayBeUnknown() && meansUnknown(n.Content[0].Value) {
		d.fail(n, source.Msg("a list is not known as a whole", "une liste est inconnue en entier"),
			source.Msg("write unknown", "écrivez unknown"))
		return true
	}
	var items []string
	what := source.Msg("a list is expected here", "une liste est attendue ici")
	switch {
	case elem == langType || f != nil && (f.Ref != "" || len(f.Values) > 0) || elem == contributorType:
		items = words(n, elem)
		if n.Kind == yaml.ScalarNode {
			what = source.Msg("%q is no list", "« %s » n’est pas une liste", n.Value)
		}
	case elem.Kind() == reflect.Struct && !slices.Contains(shapedTypes, elem):
		items = groups(n, elem)
		what = source.Msg("each item of this list has fields", "chaque élément de cette liste a des champs")
	}
	if len(items) == 0 {
		return false
	}
	d.fail(n, what, source.Msg("write %s", "écrivez %s", "["+strings.Join(items, ", ")+"]"))
	return true
}

var (
	contributorType = reflect.TypeFor[Contributor]()
	// shapedTypes are structs that are not written as fields, or not always.
	shapedTypes = []reflect.Type{reflect.TypeFor[Ref](), contributorType, reflect.TypeFor[Image](),
		reflect.TypeFor[Video](), reflect.TypeFor[NavItem](), reflect.TypeFor[Date](), wordsType}
)

// words are the names or codes of a text with commas, of one over several lines, or of fields, none of which is a
// name or code itself; nil for what may be one, and for a list.
func words(n *yaml.Node, elem reflect.Type) []string {
	switch {
	case n.Kind == yaml.MappingNode:
		var keys []string
		for i := 0; i < len(n.Content); i += 2 {
			keys = append(keys, n.Content[i].Value)
		}
		return keys
	case n.Kind != yaml.ScalarNode || n.Style != 0:
		return nil
	}
	text := n.Value
	if elem == langType {
		if languageCode(text) != "" {
			return nil
		}
		text = strings.NewReplacer("/", ",", " et ", ",", " and ", ",", " و", ",", "&", ",", "+", ",").Replace(text)
	}
	items := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",،;", r) })
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	spaced := slices.DeleteFunc(strings.Fields(n.Value), func(s string) bool {
		return slices.Contains([]string{"et", "and", "ou", "or", "&", "+", "/", "و"}, s)
	})
	if len(items) == 1 && !slices.ContainsFunc(spaced, notSlug) {
		items = spaced
	}
	for i := range items {
		switch elem {
		case langType:
			items[i] = cmp.Or(languageCode(items[i]), items[i])
		case reflect.TypeFor[Ref]():
			items[i] = cmp.Or(Slugify(items[i]), items[i])
		}
	}
	if len(items) < 2 || elem == contributorType && slices.ContainsFunc(items, notSlug) {
		return nil
	}
	return items
}

func notSlug(s string) bool { return !IsSlug(s) }

// groups are items in braces for texts that stand where items with fields are asked for, and for fields none of
// which such an item has; nil where there is neither.
func groups(n *yaml.Node, elem reflect.Type) []string {
	var items []string
	switch n.Kind {
	case yaml.ScalarNode:
		for s := range strings.SplitSeq(n.Value, ", ") {
			items = append(items, group(elem, s))
		}
	case yaml.SequenceNode:
		if len(n.Content) == 0 || slices.ContainsFunc(n.Content, func(n *yaml.Node) bool {
			return n.Kind != yaml.ScalarNode || yamltext.IsEmpty(n) || isUnknown(n)
		}) {
			return nil
		}
		for _, item := range n.Content {
			items = append(items, group(elem, item.Value))
		}
	case yaml.MappingNode:
		all := Fields(elem)
		names := make([]string, len(all))
		for i := range all {
			names[i] = all[i].Name
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if source.Nearest(n.Content[i].Value, names) != "" {
				return nil
			}
			items = append(items, group(elem, n.Content[i].Value, flow(n.Content[i+1])))
		}
	}
	if len(items) > 8 {
		return items[:8]
	}
	return items
}

// flow writes a value on one line.
func flow(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.ScalarNode:
		return n.Value
	case n.Kind == yaml.SequenceNode:
		var items []string
		for _, item := range n.Content {
			items = append(items, yamltext.Scalar(flow(item), true))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return "…"
}

// group writes texts as the fields of a struct, in braces: addresses where one is asked for, the others in the order
// of the fields that it needs, or of its texts where it needs none.
func group(t reflect.Type, texts ...string) string {
	var parts []string
	all := Fields(t)
	needed := slices.ContainsFunc(all, func(f Field) bool { return f.Needed })
	for i := range all {
		inner, _ := ElemOfOptional(all[i].Type)
		isURL := inner == reflect.TypeFor[URL]()
		at := slices.IndexFunc(texts, func(s string) bool { return strings.Contains(s, "://") == isURL })
		switch {
		case at >= 0 && (isURL || all[i].Needed || !needed):
			value := texts[at]
			if !strings.HasPrefix(value, "[") {
				value = yamltext.Scalar(value, true)
			}
			parts = append(parts, all[i].Name+": "+value)
			texts = slices.Delete(slices.Clone(texts), at, at+1)
		case all[i].Needed:
			parts = append(parts, all[i].Name+": …")
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// structure decodes a struct from its fields.
func (d *decoder) structure(v reflect.Value, n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		d.fields(v, n, nil)
		return
	}
	all := Fields(v.Type())
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	hint := source.Msg("write them indented, one a line: %s", "écrivez-les décalés, un par ligne : %s",
		strings.Join(names, ", "))
	if text := strings.Trim(flow(n), "[]… "); text != "" {
		if s := groupMeant(v.Type(), names, text); s != "" {
			hint = source.Msg("write %s", "écrivez %s", s)
		}
	}
	d.fail(n, source.Msg("fields are expected here", "des champs sont attendus ici"), hint)
}

// missingHint says how a field gets a value that is missing among those of n, or is empty there.
func (d *decoder) missingHint(f *Field, n *yaml.Node) source.Message {
	value := "…"
	inner, _ := ElemOfOptional(f.Type)
	if s := f.Sample(func(Kind) string { return "…" }); inner.Kind() != reflect.String && !strings.Contains(s, "…") {
		value = s
	}
	add := source.Msg("add a line “%s: …”", "ajoutez une ligne « %s: … »", f.Name)
	if n.Style&yaml.FlowStyle != 0 && len(d.names) > 0 {
		add = source.Msg("add “, %s: …” before the }", "ajoutez « , %s: … » avant le }", f.Name)
	}
	if child(n, f.Name) != nil {
		add = source.Msg("write its value after “%s:”", "écrivez sa valeur après « %s: »", f.Name)
	}
	switch {
	case len(f.Values) > 0 && child(n, f.Name) != nil:
		return source.Msg("%s: one of %s", "%s : une parmi %s", add, strings.Join(f.Values, ", "))
	case len(f.Values) > 0:
		return source.Msg("%s with one of %s", "%s avec une valeur parmi %s", add, strings.Join(f.Values, ", "))
	case f.Ref != "" && child(n, f.Name) != nil:
		return source.Msg("%s: the name of a file in content/%s", "%s : le nom d’un fichier de content/%s", add,
			f.Ref.Folder())
	case f.Ref != "":
		return source.Msg("%s with the name of a file in content/%s", "%s avec le nom d’un fichier de content/%s", add,
			f.Ref.Folder())
	case value != "…":
		return source.Msg("%s, such as %s", "%s, par exemple %s", add, value)
	}
	return add
}

// textHint says how a list, or fields, are written where one text is asked for.
func (d *decoder) textHint(n *yaml.Node) source.Message {
	var texts []string
	byLang := n.Kind == yaml.MappingNode && len(n.Content) > 0
	for i, item := range n.Content {
		switch {
		case n.Kind == yaml.MappingNode && i%2 == 0:
			byLang = byLang && len(item.Value) <= 3 && languageCode(item.Value) == item.Value
		case item.Kind == yaml.ScalarNode:
			texts = append(texts, item.Value)
		}
	}
	switch {
	case byLang && len(texts) > 0:
		return source.Msg("write %s; the other languages have files of their own, such as %s",
			"écrivez %s ; les autres langues ont leurs propres fichiers, comme %s", yamltext.Scalar(texts[0], false),
			strings.TrimSuffix(path.Base(d.factsFile()), ".md")+"."+n.Content[len(n.Content)-2].Value+".md")
	case n.Kind == yaml.SequenceNode && len(texts) == len(n.Content) && len(texts) > 0:
		return source.Msg("write %s", "écrivez %s", yamltext.Scalar(strings.Join(texts, ", "), false))
	}
	return source.Msg("write it on one line; a text that begins with [, { or - stands between quotes",
		"écrivez-le sur une ligne ; un texte qui commence par [, { ou - s’écrit entre guillemets droits")
}
