package site

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/consent"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/download"
	"artsfactory/cmd/internal/source"
)

// A hiddenName is a name of a person whose consent does not let them be named; "" comes first for each
// person.
type hiddenName struct {
	text   string
	person *content.Person
}

// hiddenNames find those names.
type hiddenNames struct {
	*consent.Finder
	people []*content.Person // by the owner of a match
}

func hiddenNamesOf(s *content.Site) (list []hiddenName) {
	for _, p := range s.Hidden() {
		own := p.AllNames()
		if spellsName(p.ID, own) {
			own = append(own, p.ID)
		}
		list = append(list, hiddenName{"", p})
		for _, name := range own {
			if slices.ContainsFunc(consent.Words(name), func(w string) bool { return len([]rune(w)) > 1 }) {
				list = append(list, hiddenName{name, p}) // else initials, which may be shown
			}
		}
	}
	return list
}

func newHiddenNames(list []hiddenName) *hiddenNames {
	h := &hiddenNames{}
	var names []consent.Name
	for _, n := range list {
		if n.text == "" {
			h.people = append(h.people, n.person)
		} else {
			names = append(names, consent.Name{Text: n.text, Owner: len(h.people) - 1})
		}
	}
	h.Finder = consent.New(names)
	return h
}

// spellsName says whether a file is named by two words or more of a person's name.
func spellsName(id string, names []string) bool {
	words := consent.Words(id)
	return len(words) > 1 && slices.ContainsFunc(names, func(n string) bool {
		own := consent.Words(n)
		return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
	})
}

// inSource finds the names in the source of a text, but where refs relate to people by the names of
// their files, which are not published.
func (h *hiddenNames) inSource(f *source.File, refs []content.RefUse) (problems []source.Problem) {
	if h.Finder == nil {
		return nil
	}
	text, err := f.Bytes()
	if err != nil {
		return nil
	}
	defer f.Release()
	text = withoutComments(f.Path, text)
	reported := map[int]bool{}
	for _, m := range h.Markdown(text) {
		p := h.people[m.Owner]
		line, col, _ := source.Position(text, m.Start)
		at := content.Pos{Line: line, Col: col}
		if m.Single && reported[m.Owner] || isReference(refs, p, at) {
			continue
		}
		reported[m.Owner] = true
		if m.Single {
			problems = append(problems, p.MayBeNamed(f.Path, at, string(text[m.Start:m.End])))
		} else {
			problems = append(problems, p.MayNotBeNamed(f.Path, at, string(text[m.Start:m.End])))
		}
	}
	return problems
}

// isReference says whether what stands at a place, perhaps in quotes, relates to the person.
func isReference(refs []content.RefUse, p *content.Person, at content.Pos) bool {
	return slices.ContainsFunc(refs, func(r content.RefUse) bool {
		return r.ID == p.ID && r.Pos.Line == at.Line && (r.Pos.Col == at.Col || r.Pos.Col == at.Col-1)
	})
}

// withoutComments blanks the comments of YAML, in front matter and in .yaml files: nobody publishes them. A line with
// quotes is left as it is: its # may be part of a text.
func withoutComments(name string, text []byte) []byte {
	end := len(text)
	if path.Ext(name) != ".yaml" {
		if !bytes.HasPrefix(text, []byte("---")) {
			return text
		}
		if end = bytes.Index(text, []byte("\n---")); end < 0 {
			return text
		}
	}
	var out []byte
	for at := 0; at < end; {
		next := end
		if n := bytes.IndexByte(text[at:end], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := text[at:next]
		i := bytes.Index(line, []byte(" #"))
		if line[0] == '#' {
			i = 0
		}
		if i >= 0 && !bytes.ContainsAny(line[:i], "\"'") {
			if out == nil {
				out = bytes.Clone(text)
			}
			for k := at + i; k < next && out[k] != '\n'; k++ {
				out[k] = ' '
			}
		}
		at = next
	}
	if out == nil {
		return text
	}
	return out
}

// inLayouts finds the names in the layouts and their words.
func (h *hiddenNames) inLayouts(layouts []*source.File) (problems []source.Problem) {
	for _, f := range layouts {
		problems = append(problems, h.inSource(f, nil)...)
	}
	return problems
}

// namesIn finds the names in the path and the bytes of a file of the tree, and says which source
// they come from.
func (r *renderer) namesIn(f *plannedFile, b []byte, parsed *parsedFiles, files *source.Files) []source.Problem {
	h := r.names
	if h.Finder == nil {
		return nil
	}
	found := h.Path(f.path)
	switch path.Ext(f.path) {
	case ".css":
		found = append(found, h.Style(b)...)
	case ".ics":
		found = append(append(found, h.Page(b)...), h.Folded(b)...)
	case ".jpg", ".png", ".webp": // encoded here, from pixels alone
	default:
		if r.assets.downloads[f.path] == nil { // else looked into when it was prepared
			found = append(found, h.Page(b)...)
		}
	}
	var problems []source.Problem
	reported := map[int]bool{}
	for _, m := range found {
		if m.Single || reported[m.Owner] {
			continue // a word is told where it is written
		}
		reported[m.Owner] = true
		problems = append(problems, r.publishedName(f, m.Owner, parsed, files))
	}
	return problems
}

// publishedName is the problem of a file of the tree that holds a name: at its place in a source where
// one has it.
func (r *renderer) publishedName(f *plannedFile, owner int, parsed *parsedFiles, files *source.Files) source.Problem {
	p := r.names.people[owner]
	sources := r.sourcesOf(f, files)
	for _, name := range sources {
		if slices.ContainsFunc(r.names.Path(name), func(m consent.Match) bool { return m.Owner == owner }) {
			return p.MayNotBeInName(name)
		}
		file := files.Get(name)
		if file == nil {
			continue
		}
		text, err := file.Bytes()
		if err != nil {
			continue
		}
		for _, m := range r.names.Markdown(withoutComments(name, text)) {
			line, col, excerpt := source.Position(text, m.Start)
			at := content.Pos{Line: line, Col: col}
			if m.Owner == owner && !m.Single && !isReference(parsed.refs(name), p, at) {
				problem := p.MayNotBeNamed(name, at, string(text[m.Start:m.End]))
				problem.Excerpt = excerpt
				return problem
			}
		}
	}
	return p.MayNotBePublished(sources[0], f.path)
}

// sourcesOf lists the files that a file of the tree may come from, the likely ones first; the files of
// people who may not be named are not among them.
func (r *renderer) sourcesOf(f *plannedFile, files *source.Files) []string {
	var list []string
	hidden := map[string]bool{}
	for _, p := range r.names.people {
		for _, t := range p.Files {
			if t != nil {
				hidden[t.Path] = true
			}
		}
	}
	if f.page != nil {
		if e := r.record(f.page); e != nil {
			for _, t := range e.Base().Files {
				if t != nil {
					list = append(list, t.Path)
				}
			}
		}
	} else {
		for from, u := range r.assets.published {
			if strings.TrimPrefix(u, r.assets.base) == f.path {
				list = append(list, from)
			}
		}
		for from, ph := range r.assets.photos {
			shows := func(v assets.Variant) bool { return v.Path == f.path }
			if slices.ContainsFunc(ph.Picture.Sources, shows) {
				list = append(list, from)
			}
		}
		slices.Sort(list)
	}
	list = append(list, content.ConfigPath)
	for _, x := range files.All() {
		if strings.HasPrefix(x.Path, "layouts/") || strings.HasSuffix(x.Path, ".md") {
			list = append(list, x.Path)
		}
	}
	return slices.DeleteFunc(list, func(p string) bool { return hidden[p] })
}

// refs are the relations to other entries that a file names, in its fields and its body.
func (p *parsedFile) refs() []content.RefUse {
	if p.frontMatter == nil {
		return nil
	}
	return slices.Concat(p.frontMatter.Refs, p.body.refs)
}

func (p *parsedFiles) refs(path string) []content.RefUse {
	at, ok := p.locations[path]
	if !ok {
		return nil
	}
	return p.shards[at.shard].files[at.file].refs()
}

// inDownload finds the names in a file that visitors get as it is: in its text, the members of an archive,
// the streams of a PDF.
func (h *hiddenNames) inDownload(f *source.File) (problems []source.Problem) {
	if h.Finder == nil {
		return nil
	}
	reported := map[int]bool{}
	_ = download.Texts(f, func(name string, b []byte) {
		for _, match := range append(h.Path(name), h.Binary(b)...) {
			if match.Single || reported[match.Owner] {
				continue
			}
			reported[match.Owner] = true
			p := h.people[match.Owner].MayNotBeInFile(f.Path)
			if name == "" && match.End > 0 && utf8.Valid(b) {
				p.Line, p.Col, p.Excerpt = source.Position(b, match.Start)
			}
			problems = append(problems, p)
		}
	})
	return problems
}
