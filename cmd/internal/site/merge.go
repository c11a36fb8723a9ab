package site

import (
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// mergedEntries are the entries of a shard, without their bodies.
type mergedEntries struct {
	entries  []mergedEntry
	problems []source.Problem
	id       source.Digest
	paths    source.Digest // which files there are

	addresses    source.Digest // what the entries put into routes
	placeholders source.Digest // what they put into the plan
}

// A mergedEntry is what all files of an entry say together.
type mergedEntry struct {
	record content.Record
	files  []int // by language, the entry's file among those of the shard; -1 where there is none
}

type mergeKey struct{ facts, config source.Digest }

// mergedOf are the entries of the files, from memory where no field and no path has changed.
func mergedOf(m *memo.Memory, files []*parsedFile, paths []byte, pc *content.Config) *mergedEntries {
	var k mergeKey
	var pathsID source.Digest
	if m != nil {
		facts := paths
		for _, p := range files {
			if p.frontMatter != nil {
				facts = append(facts, p.frontMatter.Facts[:]...)
			}
		}
		pathsID = source.Sum(paths)
		k = mergeKey{source.Sum(facts), pc.Digest}
	}
	return memo.Do(m, k, func() *mergedEntries {
		e := mergeEntries(files, pc)
		e.id, e.paths = k.facts, pathsID
		if m != nil {
			e.addresses, e.placeholders = addressID(e.entries), placeholdersID(e.entries)
		}
		return e
	})
}

// mergeEntries puts the files of each entry together.
func mergeEntries(files []*parsedFile, pc *content.Config) *mergedEntries {
	m := &mergedEntries{}
	m.group(files, len(pc.Languages))
	complete := m.entries[:0]
	for _, e := range m.entries {
		if e.files[0] < 0 {
			m.problems = append(m.problems, orphanTranslations(e, files, pc)...)
			continue
		}
		translations := make([]*content.FrontMatter, len(e.files))
		for lang, i := range e.files {
			if i >= 0 {
				translations[lang] = files[i].frontMatter
			}
		}
		var ps []source.Problem
		e.record, ps = content.Merge(translations)
		m.problems = append(m.problems, ps...)
		complete = append(complete, e)
	}
	m.entries = complete
	return m
}

// group finds the files of each entry.
func (m *mergedEntries) group(files []*parsedFile, languages int) {
	byName := map[string]int{}
	for i, p := range files {
		fm := p.frontMatter
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
				What: source.Msg("%s is the same entry in the same language", "%s est la même entrée dans la même langue",
					files[other].frontMatter.Path),
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
func orphanTranslations(e mergedEntry, files []*parsedFile, pc *content.Config) (problems []source.Problem) {
	for _, i := range e.files {
		if i < 0 {
			continue
		}
		problems = append(problems, source.Problem{Path: files[i].frontMatter.Path,
			What: source.Msg("this translates an entry that does not exist", "ceci traduit une entrée qui n’existe pas"),
			Hint: source.Msg("write the entry itself, in %s, in a file of the same name without the language",
				"écrivez l’entrée elle-même, en %s, dans un fichier du même nom sans la langue", pc.Languages[0].Name)})
	}
	return problems
}
