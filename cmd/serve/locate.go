package main

import (
	"bytes"
	"path"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A target is a part of a page that somebody wants to change. Fields that say nothing of it are
// zero.
type target struct {
	Page    string // path of the page's address
	Path    string // of the source file, where it is known
	Field   string // the front matter field a fact comes from
	Block   int    // from 1, the child of the body it is in
	Picture string // path of the address of a picture or video
	Link    string // path of the address that a card leads to
	Text    string // the words
}

// locate finds the source file and line that a target comes from. The file is "" where the page has
// none, and the line is 0 where only the file is known.
func (s *snapshot) locate(x target) (string, int) {
	p, _ := s.pageAt(s.resolve(x.Page).path)
	if x.Path != "" {
		return x.Path, 0
	}
	files := []string{p.Source, p.Facts}
	if q, ok := s.pageAt(s.resolve(x.Link).path); ok && x.Link != "" {
		files = []string{q.Source, q.Facts}
	}
	if x.Picture != "" {
		if f, line := s.pictureLine(files, x.Picture); line > 0 {
			return f, line
		}
	}
	if line := s.blockLine(p.Source, x); line > 0 && x.Link == "" {
		return p.Source, line
	}
	if line := s.blockLine(p.Facts, x); line > 0 && x.Link == "" {
		return p.Facts, line // a page whose text is not translated shows that of the entry
	}
	if f, line := s.fieldLine(files, x.Field); line > 0 {
		return f, line
	}
	words := plainWords(x.Text)
	for _, f := range append(files, "content/site.yaml", "layouts/strings."+p.Lang+".yaml") {
		if line := s.textLine(f, words); line > 0 {
			return f, line
		}
	}
	for _, f := range files {
		if f != "" {
			return f, 0
		}
	}
	return s.fallbackFile(p)
}

// fallbackFile is the file for a page without an entry, such as a list: that of the layouts' texts.
func (s *snapshot) fallbackFile(p site.Page) (string, int) {
	if words := "layouts/strings." + p.Lang + ".yaml"; s.files.Get(words) != nil {
		return words, 0
	}
	return "content/site.yaml", 0
}

// fieldLine finds a field in the first of the files that has it.
func (s *snapshot) fieldLine(files []string, name string) (string, int) {
	if name == "" {
		return "", 0
	}
	for _, n := range append([]string{name, outermost(name)}, fieldNames[name]...) {
		for _, f := range files {
			if line := s.fieldLineIn(f, n); line > 0 {
				return f, line
			}
		}
	}
	return "", 0
}

// fieldLineIn is the line of a top-level field in a file's front matter, or 0.
func (s *snapshot) fieldLineIn(file, name string) int {
	f := s.files.Get(file)
	if f == nil {
		return 0
	}
	text, err := f.Bytes()
	if err != nil {
		return 0
	}
	for i, l := range strings.Split(string(text), "\n") {
		switch {
		case i > 0 && strings.TrimSpace(l) == "---":
			return 0
		case strings.HasPrefix(l, name+":"):
			return i + 1
		}
	}
	return 0
}

// outermost is the front matter field that a field within others belongs to: applications of applications.opens.
func outermost(name string) string {
	name, _, _ = strings.Cut(name, ".")
	return name
}

// fieldNames are the front matter fields of facts that are made of others.
var fieldNames = map[string][]string{"dates": {"start", "end"}, "when": {"start", "date"}}

// blockLine is the line of the block of a body that shares most words with the target: of its own
// block, where no other shares more.
func (s *snapshot) blockLine(file string, x target) int {
	f := s.files.Get(file)
	if x.Block < 1 || f == nil {
		return 0
	}
	lines := site.Lines(f)
	text, _ := f.Bytes()
	words := plainWords(x.Text)
	best, most := 0, 0
	if x.Block <= len(lines) {
		best, most = lines[x.Block-1], sharedWords(text, lines, x.Block-1, words)
	}
	for i, line := range lines {
		if n := sharedWords(text, lines, i, words); n > most {
			best, most = line, n
		}
	}
	return best
}

// sharedWords counts the words that the source of a block has too.
func sharedWords(text []byte, lines []int, i int, words string) int {
	all := bytes.Split(text, []byte("\n"))
	end := len(all)
	if i+1 < len(lines) {
		end = min(end, lines[i+1]-1)
	}
	if lines[i] < 1 || lines[i] > end {
		return 0
	}
	has := " " + plainWords(string(bytes.Join(all[lines[i]-1:end], []byte(" ")))) + " "
	n := 0
	for _, w := range strings.Fields(words) {
		if strings.Contains(has, " "+w+" ") {
			n++
		}
	}
	return n
}

// textLine is the first line of a file that contains the words, or that they begin with.
func (s *snapshot) textLine(file, words string) int {
	f := s.files.Get(file)
	if f == nil || words == "" {
		return 0
	}
	text, err := f.Bytes()
	if err != nil {
		return 0
	}
	for i, l := range strings.Split(string(text), "\n") {
		l = plainWords(l)
		begins := len(l) > 12 && strings.HasPrefix(words, withoutFieldName(l))
		if l != "" && (strings.Contains(l, words) || begins) {
			return i + 1
		}
	}
	return 0
}

// withoutFieldName drops the first word of a line, the name of the field, where more than a few
// letters follow.
func withoutFieldName(l string) string {
	if _, rest, ok := strings.Cut(l, " "); ok && len(rest) > 12 {
		return rest
	}
	return l
}

// plainWords keeps only words, in lower case, one space apart: the typography of a page is not that
// of its source.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}), " ")
}

// pictureLine is the line that names the file from which a published picture was made.
func (s *snapshot) pictureLine(files []string, address string) (string, int) {
	origin := s.served.Origin(strings.TrimPrefix(address, basePath(s)))
	if origin == "" {
		return "", 0
	}
	for _, file := range files {
		f := s.files.Get(file)
		if f == nil {
			continue
		}
		text, _ := f.Bytes()
		if at := bytes.Index(text, []byte(path.Base(origin))); at >= 0 {
			line, _, _ := source.Position(text, at)
			return file, line
		}
	}
	return "", 0
}
