package site

import (
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A chunk is what a few files that stand side by side say, all files of an entry among them.
// What is asked of every file of the site is asked of every chunk, so that after a change of
// one file few are read again.
type chunk struct {
	*bundle
	parts    []*part // of the Markdown files below content/, by path
	problems []source.Problem
	id       source.Digest
}

// A bundle is what the files of a chunk say without their bodies.
type bundle struct {
	entries  []bundled
	problems []source.Problem
	id       source.Digest
	paths    source.Digest // which files there are

	addresses source.Digest // what the entries put into routes
	arts      source.Digest // what they put into the plan
}

// A bundled entry has one part of the chunk for each language: -1 where there is none.
type bundled struct {
	record content.Record
	parts  []int
}

type chunkKey struct{ files, grammar source.Digest }

type bundleKey struct{ id, grammar source.Digest }

// readAll reads every file, side by side.
func readAll(m *memo.Memory, files *source.Files, g *content.Config, workers int) []*chunk {
	cuts := cut(files.All())
	chunks := make([]*chunk, len(cuts))
	keys := make([]chunkKey, len(cuts))
	if m != nil {
		var buf []byte
		for i, list := range cuts {
			buf = buf[:0]
			for _, f := range list {
				d := f.Digest()
				buf = append(append(append(buf, f.Path...), 0), d[:]...)
			}
			keys[i] = chunkKey{source.Sum(buf), g.Digest}
		}
	}
	parallel(len(cuts), workers, func(i int) {
		chunks[i] = memo.Steps(m, keys[i], func(m *memo.Memory) *chunk { return readChunk(m, cuts[i], g, keys[i].files) })
	})
	return chunks
}

// cut divides the files between entries. Whether it cuts before an entry is said by the
// entry's name alone, so that a new file moves no other cut.
func cut(files []*source.File) (out [][]*source.File) {
	start, name := 0, ""
	for i, f := range files {
		if rest, ok := strings.CutPrefix(f.Path, name); ok && i > 0 && (rest == "" || rest[0] == '.' || rest[0] == '/') {
			continue
		}
		name = f.Path
		if at := strings.LastIndexByte(name, '/') + 1; strings.IndexByte(name[at:], '.') >= 0 {
			name = name[:at+strings.IndexByte(name[at:], '.')]
		}
		name = strings.TrimSuffix(name, "/index")
		if i > start && hash(name)%8 == 0 {
			out = append(out, files[start:i])
			start = i
		}
	}
	return append(out, files[start:])
}

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func readChunk(m *memo.Memory, files []*source.File, g *content.Config, id source.Digest) *chunk {
	c := &chunk{id: id}
	var paths []byte
	for _, f := range files {
		paths = append(append(paths, f.Path...), 0)
		if !strings.HasPrefix(f.Path, "content/") {
			continue
		}
		if better := content.SuggestedName(f.Path); better != "" {
			c.problems = append(c.problems, source.Problem{Path: f.Path, What: source.Msg("this is not on the site: its name does not end in .md", "ceci n’est pas sur le site : son nom ne se termine pas par .md"),
				Hint: source.Msg("rename it to %s", "renommez-le en %s", better)})
		}
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		k := partKey{path: f.Path}
		if m != nil {
			k.file, k.grammar = f.Digest(), g.Digest
		}
		p := memo.Steps(m, k, func(m *memo.Memory) *part {
			defer f.Release()
			return parse(m, f, g)
		})
		c.parts = append(c.parts, p)
		c.problems = append(c.problems, p.problems...)
	}
	var k bundleKey
	var all source.Digest
	if m != nil {
		said := paths
		for _, p := range c.parts {
			if p.src != nil {
				said = append(said, p.src.Facts[:]...)
			}
		}
		all = source.Sum(paths)
		k = bundleKey{source.Sum(said), g.Digest}
	}
	c.bundle = memo.Do(m, k, func() *bundle {
		b := bundleUp(c.parts, g)
		b.id, b.paths = k.id, all
		if m != nil {
			b.addresses, b.arts = addressID(b.entries), artsID(b.entries)
		}
		return b
	})
	if m == nil {
		// Nobody merges these again, and they are a fifth of what a build holds.
		for _, p := range c.parts {
			if p.src != nil {
				p.src.Record = nil
			}
		}
	}
	return c
}

// bundleUp puts the files of each entry together.
func bundleUp(parts []*part, g *content.Config) *bundle {
	b := &bundle{}
	byName := map[string]int{}
	for i, p := range parts {
		if p.src == nil {
			continue
		}
		name := p.src.Folder + "/" + p.src.ID
		at, ok := byName[name]
		if !ok {
			at = len(b.entries)
			byName[name] = at
			b.entries = append(b.entries, bundled{parts: none(len(g.Languages))})
		}
		e := &b.entries[at]
		if other := e.parts[p.src.Lang]; other >= 0 {
			b.problems = append(b.problems, source.Problem{Path: p.src.Path, What: source.Msg("%s is the same entry in the same language", "%s est la même entrée dans la même langue", parts[other].src.Path),
				Hint: source.Msg("keep one of the two files", "gardez l’un des deux fichiers")})
			continue
		}
		e.parts[p.src.Lang] = i
	}
	whole := b.entries[:0]
	for _, e := range b.entries {
		if e.parts[0] < 0 {
			b.problems = append(b.problems, orphans(e, parts, g)...)
			continue
		}
		sources := make([]*content.FrontMatter, len(e.parts))
		for lang, i := range e.parts {
			if i >= 0 {
				sources[lang] = parts[i].src
			}
		}
		var ps []source.Problem
		e.record, ps = content.Merge(sources)
		b.problems = append(b.problems, ps...)
		whole = append(whole, e)
	}
	b.entries = whole
	return b
}

func none(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// orphans are translations of what is not there.
func orphans(e bundled, parts []*part, g *content.Config) (problems []source.Problem) {
	for _, i := range e.parts {
		if i >= 0 {
			problems = append(problems, source.Problem{Path: parts[i].src.Path, What: source.Msg("this translates an entry that does not exist", "ceci traduit une entrée qui n’existe pas"),
				Hint: source.Msg("write the entry itself, in %s, in a file of the same name without the language", "écrivez l’entrée elle-même, en %s, dans un fichier du même nom sans la langue", g.Languages[0].Name)})
		}
	}
	return problems
}
