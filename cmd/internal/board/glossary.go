package board

import (
	"slices"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/content"
)

// GlossaryPath is the file that says which words the site uses, and which not.
const GlossaryPath = "layouts/GLOSSARY.md"

// A Term is a row of the glossary. Both maps go by the code of a language.
type Term struct {
	Key   string // of the strings that hold the term; "" where none does
	Use   map[string]string
	Avoid map[string][]string
}

// ReadGlossary reads the table of a glossary: a row a term, with a key, the term in French, Arabic and English, the
// words to avoid and the reason.
func ReadGlossary(text string) []Term {
	var out []Term
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 8 || strings.HasPrefix(cells[1], "--") || strings.TrimSpace(cells[2]) == "fr" {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		t := Term{Key: cells[1], Use: map[string]string{"fr": cells[2], "ar": cells[3], "en": cells[4]},
			Avoid: map[string][]string{}}
		for list := range strings.SplitSeq(cells[5], ";") {
			lang, words, ok := strings.Cut(list, ":")
			for word := range strings.SplitSeq(words, ",") {
				if word = strings.TrimSpace(word); ok && word != "" {
					lang = strings.TrimSpace(lang)
					t.Avoid[lang] = append(t.Avoid[lang], word)
				}
			}
		}
		out = append(out, t)
	}
	return out
}

// Avoided is the first word of the list that a text holds as a whole word, or "".
func Avoided(text string, words []string) string {
	plain := " " + strings.Join(strings.FieldsFunc(withoutMarks(text), notInWord), " ") + " "
	for _, w := range words {
		if strings.Contains(plain, " "+strings.Join(strings.FieldsFunc(withoutMarks(w), notInWord), " ")+" ") {
			return w
		}
	}
	return ""
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// withoutMarks is a text in lower case without the marks of Arabic vowels.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 'ـ' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// words are the lines of the content that use a word which the glossary has another for.
func (s *inventory) words() Section {
	out := Section{ID: "words", Title: say("Words", "Mots"),
		Note: say("layouts/GLOSSARY.md has another word for this thing",
			"layouts/GLOSSARY.md a un autre mot pour cette chose")}
	var terms []Term
	if f := s.files.Get(GlossaryPath); f != nil {
		if text, err := f.Bytes(); err == nil {
			terms = ReadGlossary(string(text))
		}
	}
	if len(terms) == 0 {
		return out
	}
	for i := range s.entries {
		e := &s.entries[i]
		for lang, file := range e.EntrySummary.Files {
			if file == nil {
				continue
			}
			path := file.FrontMatter.Path
			text, err := s.files.Get(path).Bytes()
			if err != nil {
				continue
			}
			n := 0
			for line := range strings.Lines(string(text)) {
				n++
				out.Rows = append(out.Rows, s.wordsOf(e, lang, path, n, line, terms)...)
			}
		}
	}
	return out
}

// wordsOf are the words to avoid on one line of a file.
func (s *inventory) wordsOf(e *entry, lang int, path string, n int, line string, terms []Term) (rows []Row) {
	code := s.Site.Config.Languages[lang].Code
	text := readable(line)
	for _, t := range terms {
		if w := Avoided(text, t.Avoid[code]); w != "" {
			r := s.row(e, lang, content.Pos{}, say("%q: the glossary says %q", "« %s » : le glossaire dit « %s »", w,
				t.Use[code]))
			r.Path, r.Line, r.Col = path, n, 1
			rows = append(rows, r)
		}
	}
	return rows
}

// fieldsOfNames are fields whose values are names for the build, not words for visitors.
var fieldsOfNames = []string{"slug", "template", "aliases", "roles", "translated", "kind", "state", "src"}

// readable is what visitors read of a line of a Markdown file: no name of a field, no target of a link.
func readable(line string) string {
	if key, value, ok := strings.Cut(strings.TrimLeft(line, " -{"), ":"); ok && !strings.ContainsFunc(key, notInKey) {
		if slices.Contains(fieldsOfNames, key) {
			return ""
		}
		line = value
	}
	for {
		i := strings.Index(line, "](")
		if i < 0 {
			return line
		}
		j := strings.IndexByte(line[i:], ')')
		if j < 0 {
			return line
		}
		line = line[:i] + " " + line[i+j+1:]
	}
}

func notInKey(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }
