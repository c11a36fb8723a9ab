package live

import (
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// A Builder builds the site of sources after each change, with the memory of the builds before.
// It is not safe for concurrent use.
type Builder struct {
	sources *Sources
	memory  *memo.Memory
	used    []*source.Files // what the last build was of
}

// NewBuilder returns a builder that remembers nothing yet.
func NewBuilder(s *Sources) *Builder { return &Builder{sources: s, memory: memo.New()} }

// maxBuilds is how often a build is made anew because files could not be read.
const maxBuilds = 3

// Build calls build with the memory, which is as that of one build however many build makes of it.
// build returns the files that it used. Where the content of one of them could not be read again,
// such as that of a photo which is moved away at that moment, all memory is dropped, the file is
// read anew and build is called again, at most maxBuilds times in all; then Retry has it read once
// more. So a failed read is never remembered, and what it leads to does not stay.
func (b *Builder) Build(build func(*memo.Memory) []*source.Files) {
	b.failures() // of readers between the builds: no memory holds what these made
	for n := 1; ; n++ {
		b.memory.Batch(func(m *memo.Memory) { b.used = build(m) })
		failed := b.failures()
		if len(failed) == 0 {
			return
		}
		b.Reset()
		if n == maxBuilds {
			b.sources.giveUp(failed)
			return
		}
		b.sources.reread(failed)
	}
}

// Reset drops the memory: after a failed build, what it remembers is not to be trusted.
func (b *Builder) Reset() { b.memory = memo.New() }

// failures returns the files whose content could not be read since failures was last called.
func (b *Builder) failures() (list []*source.File) {
	for _, files := range b.used {
		for _, f := range files.All() {
			if f.TakeFailure() {
				list = append(list, f)
			}
		}
	}
	return list
}

// reread reads files whose content could not be read again. Those that are no longer among the
// sources, for they have changed since, are left out.
func (s *Sources) reread(failed []*source.File) {
	var paths []string
	for _, f := range failed {
		if s.files.Get(f.Path) == f {
			paths = append(paths, f.Path)
		}
	}
	s.apply(s.readSettled(paths))
}

// giveUp takes files for gone until Retry finds that they are not.
func (s *Sources) giveUp(failed []*source.File) {
	gone := map[string]*source.File{}
	for _, f := range failed {
		if s.files.Get(f.Path) == f {
			gone[f.Path] = nil
		}
	}
	s.apply(gone)
}
