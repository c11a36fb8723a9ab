package site

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// A shard is what a few files that stand side by side say, all files of an entry among them.
// What is asked of every file of the site is asked of every shard, so that after a change of
// one file few are read again.
type shard struct {
	*mergedEntries
	sources       []*source.File // the Markdown files below content/, by path
	files         []*parsedFile  // what each of them says
	hasDirectives bool           // a body of them has a directive that names an entry or a file
	paths         *memo.List[string]
	texts         []string         // paths of files that may be meant for entries, and are none
	problems      []source.Problem // but those of fields
}

// A shardInput is all that a shard is made from.
type shardInput struct {
	files  *memo.List[*source.File]
	config parsingConfig
}

// readShards reads every file, with so many workers.
func readShards(m *memo.Memory, files *source.Files, pc parsingConfig, workers int) []*shard {
	parts := splitIntoShards(files.All())
	shards := make([]*shard, len(parts))
	parallel(len(parts), workers, func(i int) {
		shards[i] = memo.Do(m, readShard, shardInput{memo.ListOf(m, parts[i]), pc})
	})
	return shards
}

// splitIntoShards divides the files between entries. Whether it divides before an entry depends on
// the entry's name alone, so that a new file changes no more than two shards.
func splitIntoShards(files []*source.File) (out [][]*source.File) {
	start, name := 0, ""
	for i, f := range files {
		if rest, ok := strings.CutPrefix(f.Path, name); ok && i > 0 &&
			(rest == "" || rest[0] == '.' || rest[0] == '/') {
			continue
		}
		name = f.Path
		if at := strings.LastIndexByte(name, '/') + 1; strings.IndexByte(name[at:], '.') >= 0 {
			name = name[:at+strings.IndexByte(name[at:], '.')]
		}
		name = strings.TrimSuffix(name, "/index")
		if i > start && hash(name)%3 == 0 {
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

// readShard reads the files of a shard. Fields and bodies are kept apart, so that a change of a body
// leaves the relations of entries as they are, and all that is made from them.
func readShard(m *memo.Memory, in shardInput) *shard {
	s := &shard{}
	pc := in.config.config()
	paths := make([]string, len(in.files.Items))
	var raws []content.RawFile
	var fields []fileFields
	for i, f := range in.files.Items {
		paths[i] = f.Path
		s.checkName(f.Path)
		if !strings.HasPrefix(f.Path, "content/") || !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		raw, ps := content.SplitFrontMatter(f)
		s.problems = append(s.problems, ps...)
		s.sources, raws = append(s.sources, f), append(raws, raw)
		fields = append(fields, fileFields{f.Path, string(raw.Fields), raw.FieldsLine, ps != nil})
	}
	s.paths = memo.ListOf(m, paths)
	s.mergedEntries = memo.Do(m, mergeShard, mergeInput{memo.ListOf(m, fields), in.config})
	s.files = make([]*parsedFile, len(s.sources))
	for i, f := range s.sources {
		p := &parsedFile{frontMatter: s.frontMatters[i]}
		switch {
		case fields[i].unreadable:
			p.body = &body{Body: view.Body{Doc: &markdown.Doc{}}, unreadable: true}
		case p.frontMatter != nil:
			p.parseBody(raws[i], pc)
		}
		s.files[i] = p
		if b := p.body; b != nil && len(b.refs)+len(b.files) > 0 {
			s.hasDirectives = true
		}
		s.problems = append(s.problems, p.problems...)
		f.Release()
	}
	return s
}

// checkName reports a file that is no Markdown file and was meant to be one.
func (s *shard) checkName(path string) {
	if !strings.HasPrefix(path, "content/") {
		return
	}
	if better := content.SuggestedName(path); better != "" {
		s.problems = append(s.problems, source.Problem{Path: path,
			What: source.Msg("this is not on the site: its name does not end in .md",
				"ceci n’est pas sur le site : son nom ne se termine pas par .md"),
			Hint: source.Msg("rename it to %s", "renommez-le en %s", better)})
	} else if content.IsDocument(path) {
		s.texts = append(s.texts, path)
	}
}

// unusedTexts are remarks on texts beside entries that no entry names.
func unusedTexts(shards []*shard, uses []content.FileUse) (problems []source.Problem) {
	for _, x := range shards {
		for _, p := range x.texts {
			if slices.ContainsFunc(uses, func(u content.FileUse) bool { return u.Path == p }) {
				continue
			}
			problems = append(problems, source.Problem{Path: p, Warning: true,
				What: source.Msg("this is not on the site: no entry names it",
					"ceci n’est pas sur le site : aucune entrée ne le nomme"),
				Hint: source.Msg("if it is meant for an entry, start one and put the text there: %s",
					"si c’est le texte d’une entrée, créez-la et mettez-le dedans : %s", content.StartCommand(p))})
		}
	}
	return problems
}
