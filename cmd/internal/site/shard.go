package site

import (
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A shard is what a few files that stand side by side say, all files of an entry among them.
// What is asked of every file of the site is asked of every shard, so that after a change of
// one file few are read again.
type shard struct {
	*mergedEntries
	files    []*parsedFile // the Markdown files below content/, by path
	problems []source.Problem
	id       source.Digest
}

type shardKey struct{ files, config source.Digest }

// readShards reads every file, with so many workers.
func readShards(m *memo.Memory, files *source.Files, pc *content.Config, workers int) []*shard {
	parts := splitIntoShards(files.All())
	shards := make([]*shard, len(parts))
	keys := make([]shardKey, len(parts))
	if m != nil {
		var buf []byte
		for i, list := range parts {
			buf = buf[:0]
			for _, f := range list {
				d := f.Digest()
				buf = append(append(append(buf, f.Path...), 0), d[:]...)
			}
			keys[i] = shardKey{source.Sum(buf), pc.Digest}
		}
	}
	parallel(len(parts), workers, func(i int) {
		shards[i] = memo.Steps(m, keys[i], func(m *memo.Memory) *shard { return readShard(m, parts[i], pc, keys[i].files) })
	})
	return shards
}

// splitIntoShards divides the files between entries. Whether it divides before an entry depends on
// the entry's name alone, so that a new file changes no more than two shards.
func splitIntoShards(files []*source.File) (out [][]*source.File) {
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

// hash is FNV-1a, 32 bits.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func readShard(m *memo.Memory, files []*source.File, pc *content.Config, id source.Digest) *shard {
	s := &shard{id: id}
	var paths []byte
	for _, f := range files {
		paths = append(append(paths, f.Path...), 0)
		if !strings.HasPrefix(f.Path, "content/") {
			continue
		}
		if better := content.SuggestedName(f.Path); better != "" {
			s.problems = append(s.problems, source.Problem{Path: f.Path,
				What: source.Msg("this is not on the site: its name does not end in .md",
					"ceci n’est pas sur le site : son nom ne se termine pas par .md"),
				Hint: source.Msg("rename it to %s", "renommez-le en %s", better)})
		}
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		k := fileKey{path: f.Path}
		if m != nil {
			k.file, k.config = f.Digest(), pc.Digest
		}
		p := memo.Steps(m, k, func(m *memo.Memory) *parsedFile {
			defer f.Release()
			return parse(m, f, pc)
		})
		s.files = append(s.files, p)
		s.problems = append(s.problems, p.problems...)
	}
	s.mergedEntries = mergedOf(m, s.files, paths, pc)
	if m == nil {
		// Nobody merges these again, and they are a fifth of what a build holds.
		for _, p := range s.files {
			if p.frontMatter != nil {
				p.frontMatter.Record = nil
			}
		}
	}
	return s
}
