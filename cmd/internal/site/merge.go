package site

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// mergedEntries are what the fields of a shard's files say, and the entries that they make together.
type mergedEntries struct {
	frontMatters []*content.FrontMatter // by file; nil where the path is that of no entry
	entries      []mergedEntry
	problems     []source.Problem
}

// A mergedEntry is what all files of an entry say together.
type mergedEntry struct {
	record content.Record
	files  []int // by language, the entry's file among those of the shard; -1 where there is none
}

// A mergeInput is all that entries are made from.
type mergeInput struct {
	files  *memo.List[fileFields]
	config parsingConfig
}

// fileFields are the fields of a Markdown file, as written.
type fileFields struct {
	path, text string
	line       int  // where they begin
	unreadable bool // nobody knows where they end
}

// mergeShard reads the fields of files and puts those of each entry together.
func mergeShard(_ *memo.Memory, in mergeInput) *mergedEntries {
	m := &mergedEntries{frontMatters: make([]*content.FrontMatter, len(in.files.Items))}
	pc := in.config.config()
	for i, f := range in.files.Items {
		var raw content.RawFile
		if !f.unreadable { // else the name still says which entry it is, so that relations to it are no problems too
			raw = content.RawFile{Fields: []byte(f.text), FieldsLine: f.line}
		}
		var ps []source.Problem
		m.frontMatters[i], ps = content.Parse(f.path, raw, pc)
		m.problems = append(m.problems, ps...)
	}
	m.group(len(pc.Languages))
	complete := m.entries[:0]
	for _, e := range m.entries {
		if e.files[0] < 0 {
			m.problems = append(m.problems, m.orphanTranslations(e, pc)...)
			continue
		}
		m.merge(&e)
		complete = append(complete, e)
	}
	m.entries = complete
	for _, fm := range m.frontMatters {
		if fm != nil {
			fm.Record = nil // nobody merges it again, and it is a fifth of what a build holds
		}
	}
	return m
}

func (m *mergedEntries) merge(e *mergedEntry) {
	translations := make([]*content.FrontMatter, len(e.files))
	for lang, i := range e.files {
		if i >= 0 {
			translations[lang] = m.frontMatters[i]
		}
	}
	var ps []source.Problem
	e.record, ps = content.Merge(translations)
	m.problems = append(m.problems, ps...)
}

// group finds the files of each entry.
func (m *mergedEntries) group(languages int) {
	byName := map[string]int{}
	for i, fm := range m.frontMatters {
		if fm == nil {
			continue
		}
		name := fm.Folder + "/" + fm.ID
		at, ok := byName[name]
		if !ok {
			at = len(m.entries)
			byName[name] = at
			m.entries = append(m.entries, mergedEntry{files: noFiles(languages)})
		}
		e := &m.entries[at]
		if other := e.files[fm.Lang]; other >= 0 {
			m.problems = append(m.problems, source.Problem{Path: fm.Path,
				What: source.Msg("%s is the same entry in the same language",
					"%s est la même entrée dans la même langue",
					m.frontMatters[other].Path),
				Hint: source.Msg("keep one of the two files", "gardez l’un des deux fichiers")})
			continue
		}
		e.files[fm.Lang] = i
	}
}

func noFiles(languages int) []int {
	list := make([]int, languages)
	for i := range list {
		list[i] = -1
	}
	return list
}

// orphanTranslations reports translations of an entry that has no file in the default language.
func (m *mergedEntries) orphanTranslations(e mergedEntry, pc *content.Config) (problems []source.Problem) {
	for _, i := range e.files {
		if i < 0 {
			continue
		}
		problems = append(problems, source.Problem{Path: m.frontMatters[i].Path,
			What: source.Msg("this translates an entry that does not exist",
				"ceci traduit une entrée qui n’existe pas"),
			Hint: source.Msg("write the entry itself, in %s, in a file of the same name without the language",
				"écrivez l’entrée elle-même, en %s, dans un fichier du même nom sans la langue",
				pc.Languages[0].Name)})
	}
	return problems
}
