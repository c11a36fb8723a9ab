package content

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/adrg/frontmatter"
	"go.yaml.in/yaml/v4"
)

// A FrontMatter is what one Markdown file says.
type FrontMatter struct {
	Path   string
	Folder string // below content/
	Kind   Kind
	ID     string // the entry's identity
	Lang   int    // index of the language the words are in
	Record Record // the fields; in a translation, its words only

	Refs     []RefUse
	Files    []FileUse
	Unknowns []UnknownUse

	// Words identifies the words of the fields: those of the title, of the summary and of the
	// others. With the body's they make the fingerprint.
	Words [3]string
	// Translated is the fingerprint that a translation says it was made from.
	Translated string

	at         map[string]Pos
	unreadable []string
}

// Unreadable says whether a top-level field is written and cannot be read: its line is a problem, and
// nothing that only follows from that is another.
func (s *FrontMatter) Unreadable(field string) bool { return slices.Contains(s.unreadable, field) }

// At is the place of a top-level field, or of the file's first line where it has none.
func (s *FrontMatter) At(field string) Pos {
	if p, ok := s.at[field]; ok {
		return p
	}
	return Pos{1, 1}
}

// A RawFile is a file cut in two: the YAML between the --- lines, and the Markdown after them. It
// is zero for a file that cannot be cut.
type RawFile struct {
	Fields, Body []byte
	FieldsLine   int // the line in the file where Fields begins, from 1
	BodyLine     int
}

// SplitFrontMatter reads a Markdown file, without byte order mark and with \n line ends, and cuts it in two.
func SplitFrontMatter(f *source.File) (RawFile, []source.Problem) {
	data, problems := readText(f)
	if problems != nil {
		return RawFile{}, problems
	}
	d := decoder{path: f.Path}
	fields, body, line := d.split(data)
	if len(fields) > maxFields {
		d.failAt(
			Pos{d.offset, 1},
			tooLong(len(fields)),
			source.Msg("put the text below the second ---", "mettez le texte sous le second ---"),
		)
		return RawFile{BodyLine: line}, d.problems
	}
	return RawFile{fields, body, d.offset + 1, line}, d.problems
}

// maxFields is how many bytes the fields of a file have at most: reading YAML takes far more time than reading text.
const maxFields = 64_000

func tooLong(n int) source.Message {
	return source.Msg("the fields have %s, and %s is the most", "les champs font %s, et %s est le maximum",
		source.FormatSize(int64(n)), source.FormatSize(maxFields))
}

// A Name is what the path of a file below content/ says.
type Name struct {
	Folder, ID, Lang string // Lang is "" for the file of the default language
	Dir              string // where the entry's media are
}

// ParseName takes the path of a Markdown file apart: content/<folder>/<id>[.<lang>].md or
// content/<folder>/<id>/index[.<lang>].md.
func ParseName(p string) (n Name, ok bool) {
	parts := strings.Split(strings.TrimPrefix(p, "content/"), "/")
	base := strings.TrimSuffix(parts[len(parts)-1], ".md")
	base, n.Lang, _ = strings.Cut(base, ".")
	n.Folder, n.Dir, n.ID = parts[0], path.Dir(p), base
	switch {
	case len(parts) == 2:
	case len(parts) == 3 && base == "index":
		n.ID = parts[1]
	default:
		return n, false
	}
	return n, true
}

// Parse reads the fields of the Markdown file at p. A field that cannot be read is a problem and
// keeps none of the others from being read. It returns nil where the file's name says no entry,
// or nobody knows whether the site has its language.
func Parse(p string, t RawFile, c *Config) (*FrontMatter, []source.Problem) {
	n, ok := ParseName(p)
	one := func(what, hint source.Message) []source.Problem {
		return []source.Problem{{Path: p, What: what, Hint: hint}}
	}
	kind := KindOf(n.Folder)
	switch {
	case isNote(p):
		return nil, one(source.Msg("this file is no entry", "ce fichier n’est pas une entrée"),
			source.Msg("move it out of content/, which holds entries alone",
				"sortez-le de content/, qui ne contient que des entrées"))
	case kind == "" || !strings.Contains(strings.TrimPrefix(p, "content/"), "/"):
		return nil, one(source.Msg("the folder does not say what this is", "le dossier ne dit pas ce que c’est"),
			folderHint(p, n.Folder))
	case !ok && strings.EqualFold(n.ID, "index"):
		return nil, one(source.Msg("the file of an entry in a folder is index.md, in small letters",
			"le fichier d’une entrée dans un dossier est index.md, en minuscules"), renameHint(p, "index", n.Lang))
	case !ok:
		return nil, one(source.Msg("a Markdown file so deep belongs to no entry",
			"un fichier Markdown si profond n’appartient à aucune entrée"),
			source.Msg("write content/%s/%s.md, or content/%s/%s/index.md with its media beside it",
				"écrivez content/%s/%s.md, ou content/%s/%s/index.md avec ses médias à côté", n.Folder,
				exampleSlug(n.ID), n.Folder, exampleSlug(n.ID)))
	case !IsSlug(n.ID) || len(n.ID) > maxSlug || n.ID != "index" && IsReserved(n.ID):
		return nil, one(
			source.Msg("%q cannot be the name of an entry", "« %s » ne peut pas être le nom d’une entrée", n.ID),
			c.entryNameHint(p, n))
	}
	lang := 0
	if n.Lang != "" {
		lang = c.index(n.Lang)
		switch {
		case lang <= 0 && c.Uncertain:
			return nil, nil
		case lang < 0:
			return nil, one(source.Msg("the site has no language %q", "le site n’a pas de langue « %s »", n.Lang),
				c.languageHint(p, n))
		}
	}
	if n.ID == "index" {
		kind = PageKind
	}
	return parse(p, t, c, n, kind, lang)
}

func (c *Config) index(code string) int {
	for i, l := range c.Languages {
		if l.Code == code {
			return i
		}
	}
	return -1
}

func (c *Config) codes() []string {
	var codes []string
	for _, l := range c.Languages {
		codes = append(codes, l.Code)
	}
	return codes
}

func parse(p string, t RawFile, c *Config, n Name, kind Kind, lang int) (*FrontMatter, []source.Problem) {
	s := &FrontMatter{Path: p, Folder: n.Folder, Kind: kind, ID: n.ID, Lang: lang, Record: kind.New(),
		at: map[string]Pos{}}
	d := &decoder{path: p, dir: n.Dir, offset: t.FieldsLine - 1, zone: c.Zone, langs: len(c.Languages), lang: lang,
		words: n.Lang != "" && lang != 0}
	if n.Lang != "" && lang == 0 {
		d.failAt(Pos{},
			source.Msg("%q is the default language, whose file bears no code",
				"« %s » est la langue par défaut, dont le fichier ne porte pas de code", n.Lang),
			source.Msg("rename it to %s", "renommez-le en %s", d.factsFile()))
	}
	all := Fields(reflect.TypeOf(s.Record).Elem())
	if t.FieldsLine == 0 {
		d.markAllUnreadable(all)
		s.unreadable = d.unreadable
		return s, d.problems
	}
	root := d.document(t.Fields, all)
	if root == nil {
		d.markAllUnreadable(all)
	}
	s.unreadable = d.unreadable
	if root != nil {
		for i := 0; i+1 < len(root.Content); i += 2 {
			s.at[root.Content[i].Value] = d.pos(root.Content[i+1])
		}
		if name, lang := c.translationMeant(n); lang != "" && !d.words && onlyWords(root, all) {
			d.failAt(Pos{}, source.Msg("this holds words only, as a translation does",
				"ceci ne porte que des mots, comme une traduction"), renameHint(p, name, lang))
			s.unreadable = append(s.unreadable, "slug")
			return s, d.problems
		}
		d.fields(reflect.ValueOf(s.Record).Elem(), root, s.translated(d))
		if !d.words {
			e := s.Record.Base()
			order(d, "publish", e.Publish, "expire", e.Expire)
			s.Record.rules(s, d)
		}
		if p, ok := s.Record.(*Person); ok && s.Unreadable("consent") {
			p.Consent = "none" // until it is known
		}
	} else if d.problems == nil {
		d.failAt(Pos{max(1, d.offset), 1}, source.Msg("the file has no fields", "le fichier n’a pas de champs"),
			source.Msg("begin it with a line ---, a line title: …, and a line ---",
				"commencez-le par une ligne ---, une ligne title: …, et une ligne ---"))
	}
	s.Refs, s.Files, s.Unknowns = d.refs, d.files, d.gaps
	s.Words = condense(d.texts)
	return s, d.problems
}

// onlyWords says that fields are there and none of them is a fact, though the kind asks for some.
func onlyWords(root *yaml.Node, all []Field) bool {
	fact := func(f Field) bool { return f.Required && !f.Words }
	for i := 0; i+1 < len(root.Content); i += 2 {
		if j := fieldIndex(all, root.Content[i].Value); j >= 0 && !all[j].Words {
			return false
		}
	}
	return slices.ContainsFunc(all, fact)
}

func (s *FrontMatter) translated(d *decoder) func(string, *yaml.Node, *yaml.Node) bool {
	return func(name string, key, value *yaml.Node) bool {
		if name != "translated" {
			return false
		}
		if !d.words {
			d.fail(key,
				source.Msg("%q belongs in translations", "« %s » n’a sa place que dans les traductions", name),
				source.Msg("remove the line", "supprimez la ligne"))
			return true
		}
		s.Translated, _ = d.text(value)
		return true
	}
}

// readText returns a file's text without byte order mark and with \n line ends.
func readText(f *source.File) ([]byte, []source.Problem) {
	data, err := f.Bytes()
	if err != nil {
		return nil, []source.Problem{{Path: f.Path,
			What: source.Msg("the file cannot be read", "le fichier n’est pas lisible")}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return data, nil
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 || r == 0 {
			line, col, _ := source.Position(data, i)
			return nil, []source.Problem{{Path: f.Path, Line: line, Col: col,
				What: source.Msg("this is not readable as UTF-8 text", "ce n’est pas lisible comme texte UTF-8"),
				Hint: source.Msg("save the file with the encoding UTF-8",
					"enregistrez le fichier avec l’encodage UTF-8")}}
		}
		i += size
	}
	return data, nil
}

// split cuts the front matter from the body. frontmatter takes a block that is not closed for
// text, so that is looked for first.
func (d *decoder) split(data []byte) (block, body []byte, bodyLine int) {
	lead := 0
	rest := data
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
		rest = after
		lead++
	}
	line, after, _ := bytes.Cut(rest, []byte("\n"))
	if string(bytes.TrimSpace(line)) != "---" {
		d.offset = lead
		return nil, data, 1
	}
	d.offset = lead + 1
	closed := false
	bodyLine = lead + 2
	for len(after) > 0 && !closed {
		line, after, _ = bytes.Cut(after, []byte("\n"))
		closed = string(bytes.TrimSpace(line)) == "---"
		bodyLine++
	}
	if !closed {
		at, hint := lead+1, source.Msg("add a line --- after the last field",
			"ajoutez une ligne --- après le dernier champ")
		if i := slices.IndexFunc(strings.Split(string(rest), "\n")[1:], isFence); i >= 0 {
			at, hint = at+1+i, source.Msg("write three hyphens on this line: ---",
				"écrivez trois traits d’union sur cette ligne : ---")
		}
		d.failAt(Pos{at, 1}, source.Msg("the fields are not closed", "les champs ne sont pas fermés"), hint)
		return nil, nil, bodyLine
	}
	keep := func(b []byte, v any) error { *v.(*[]byte) = bytes.Clone(b); return nil }
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	r.Reset(bytes.NewReader(data[:len(data)-len(after)]))
	_, err := frontmatter.Parse(r, &block, frontmatter.NewFormat("---", "---", keep))
	if err != nil {
		d.failAt(Pos{lead + 1, 1}, source.Msg("the fields cannot be read", "les champs ne sont pas lisibles"),
			source.Message{})
	}
	return block, after, bodyLine
}

// isFence says whether a line was meant for ---: a program that writes for people makes dashes of
// hyphens.
func isFence(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 1 && strings.Trim(line, "-–—") == ""
}

// frontmatter makes a reader of 4 KiB a file, unless it gets one.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// condense makes four hexadecimal digits each of the title, the summary and the other words.
func condense(texts []text) (parts [3]string) {
	var in [3][]byte
	for _, t := range texts {
		switch t.field {
		case "title":
			in[0] = append(in[0], t.value...)
		case "summary":
			in[1] = append(in[1], t.value...)
		case "slug":
		default:
			in[2] = append(append(append(append(in[2], t.field...), 0), t.value...), 0)
		}
	}
	for i := range in {
		parts[i] = short(in[i])
	}
	return parts
}

func short(b []byte) string {
	sum := source.Sum(b)
	return hex.EncodeToString(sum[:2])
}

// Fingerprint identifies the words of a file, fields and body: four parts joined by hyphens,
// so that a difference says what has changed. A translation keeps its source's. It is empty as
// long as a field cannot be read.
func (s *FrontMatter) Fingerprint(body []byte) string {
	if s.unreadable != nil {
		return ""
	}
	return strings.Join([]string{s.Words[0], s.Words[1], s.Words[2], short(bytes.TrimSpace(body))}, "-")
}

// TranslatedHelp is what the field translated of a translation is for.
var TranslatedHelp = source.Msg("fingerprint of the words it was translated from; set by the tool",
	"empreinte des mots d’origine ; l’outil la pose")

// Changed names the parts in which two fingerprints differ. It is empty where they do not, and
// where one of them is no fingerprint.
func Changed(then, now string) source.Message {
	parts := [...]source.Message{{En: "title", Fr: "titre"}, {En: "summary", Fr: "résumé"},
		{En: "other fields", Fr: "autres champs"}, {En: "text", Fr: "texte"}}
	a, b := strings.Split(then, "-"), strings.Split(now, "-")
	if len(a) != len(parts) || len(b) != len(parts) {
		return source.Message{}
	}
	var en, fr []string
	for i, p := range parts {
		if a[i] != b[i] {
			en, fr = append(en, p.En), append(fr, p.Fr)
		}
	}
	return source.Message{En: strings.Join(en, ", "), Fr: strings.Join(fr, ", ")}
}
