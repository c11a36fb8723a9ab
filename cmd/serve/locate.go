package main

import (
	"bytes"
	"path"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A spot is a place in a page that somebody wants to change. What it is not is empty.
type spot struct {
	Page    string // path of the page's address
	Path    string // of the source file, where it is known
	Field   string // the front matter field a fact comes from
	Block   int    // from 1, the child of the body it is in
	Picture string // path of the address of a picture or video
	Link    string // path of the address that a card leads to
	Text    string // the words
}

// locate finds the file and line that a spot comes from. The file is "" where the page has
// none, and the line is 0 where only the file is known.
func (s *showing) locate(x spot) (string, int) {
	p, _ := s.pageAt(s.answer(x.Page).path)
	if x.Path != "" {
		return x.Path, 0
	}
	files := []string{p.Source, p.Facts}
	if q, ok := s.pageAt(s.answer(x.Link).path); ok && x.Link != "" {
		files = []string{q.Source, q.Facts}
	}
	if x.Picture != "" {
		if f, line := s.naming(files, x.Picture); line > 0 {
			return f, line
		}
	}
	if line := s.block(p.Source, x); line > 0 && x.Link == "" {
		return p.Source, line
	}
	if line := s.block(p.Facts, x); line > 0 && x.Link == "" {
		return p.Facts, line // a page whose text is not translated shows that of the entry
	}
	if f, line := s.field(files, x.Field); line > 0 {
		return f, line
	}
	words := plain(x.Text)
	for _, f := range append(files, "content/site.yaml", "layouts/strings."+p.Lang+".yaml") {
		if line := s.saying(f, words); line > 0 {
			return f, line
		}
	}
	for _, f := range files {
		if f != "" {
			return f, 0
		}
	}
	return s.fallback(p)
}

// fallback is what a page without an entry, such as a list, is made of: the site's own words.
func (s *showing) fallback(p site.Page) (string, int) {
	if words := "layouts/strings." + p.Lang + ".yaml"; s.files.Get(words) != nil {
		return words, 0
	}
	return "content/site.yaml", 0
}

// field finds a fact where facts live, and words where the page's words are.
func (s *showing) field(files []string, name string) (string, int) {
	if name == "" {
		return "", 0
	}
	for _, n := range append([]string{name}, fieldNames[name]...) {
		for _, f := range files {
			if line := s.fieldIn(f, n); line > 0 {
				return f, line
			}
		}
	}
	return "", 0
}

// fieldIn is the line of a top-level field in a file's front matter, or 0.
func (s *showing) fieldIn(file, name string) int {
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

// fieldNames are the front matter fields of facts that pages name otherwise.
var fieldNames = map[string][]string{
	"dates": {"start", "end"}, "opens": {"applications"}, "deadline": {"applications"}, "url": {"applications"}, "send": {"applications"}, "next": {"applications"},
	"registration_deadline": {"registration"}, "when": {"start", "date"}, "address": {"address"},
}

// block is the line of the body's nth block, if it says what the spot says; else of the block
// that does.
func (s *showing) block(file string, x spot) int {
	f := s.files.Get(file)
	if x.Block < 1 || f == nil {
		return 0
	}
	lines := site.Lines(f)
	text, _ := f.Bytes()
	words := plain(x.Text)
	best, most := 0, 0
	if x.Block <= len(lines) {
		best, most = lines[x.Block-1], shares(text, lines, x.Block-1, words)
	}
	for i, line := range lines {
		if n := shares(text, lines, i, words); n > most {
			best, most = line, n
		}
	}
	return best
}

// shares counts the words of the spot that the source of a block has too.
func shares(text []byte, lines []int, i int, words string) int {
	all := bytes.Split(text, []byte("\n"))
	end := len(all)
	if i+1 < len(lines) {
		end = min(end, lines[i+1]-1)
	}
	if lines[i] < 1 || lines[i] > end {
		return 0
	}
	has := " " + plain(string(bytes.Join(all[lines[i]-1:end], []byte(" ")))) + " "
	n := 0
	for _, w := range strings.Fields(words) {
		if strings.Contains(has, " "+w+" ") {
			n++
		}
	}
	return n
}

// saying is the first line of a file that says the words, or the first of them.
func (s *showing) saying(file, words string) int {
	f := s.files.Get(file)
	if f == nil || words == "" {
		return 0
	}
	text, err := f.Bytes()
	if err != nil {
		return 0
	}
	for i, l := range strings.Split(string(text), "\n") {
		if l = plain(l); l != "" && (strings.Contains(l, words) || len(l) > 12 && strings.HasPrefix(words, value(l))) {
			return i + 1
		}
	}
	return 0
}

// value drops the name of the field from the words of a line, where there is more.
func value(l string) string {
	if _, rest, ok := strings.Cut(l, " "); ok && len(rest) > 12 {
		return rest
	}
	return l
}

// plain keeps words alone, in lower case, one space apart: typography differs between a page
// and its source.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}), " ")
}

// naming is the line that names the file a published picture was made from.
func (s *showing) naming(files []string, address string) (string, int) {
	origin := s.site.Origin(strings.TrimPrefix(address, base(s)))
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
