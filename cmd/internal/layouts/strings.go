package layouts

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Strings are the site's own texts in one language, from layouts/strings.<lang>.yaml. A key that
// the language lacks is answered in the default language. One that no file has is answered by
// itself, marked so that Set.Render reports it on the page that shows it.
type Strings struct {
	tag   language.Tag
	words map[string]*words
	keys  []string // sorted
}

// words is what one key says: a text (or its plural forms) or a list of texts.
type words struct {
	line, col int
	kind      wordsKind
	forms     [plural.Many + 1]message // by plural.Form; a text is its form Other
	has       [plural.Many + 1]bool
	list      []string
}

type wordsKind int

const (
	oneText wordsKind = iota
	pluralText
	listOfTexts
)

// missingStart and missingEnd stand around a key that no file of strings has. They are characters
// of no text (Unicode, section 23.7, Noncharacters), which browsers do not show.
const (
	missingStart = "\uFDD0"
	missingEnd   = "\uFDD1"
)

// missingText finds keys that no file has in a page. Tags may part a key, such as those that keep
// it from being reordered on an Arabic page.
var missingText = regexp.MustCompile(missingStart + `(.{1,400}?)` + missingEnd)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// missingTexts reports the keys that a page shows in place of texts.
func missingTexts(page []byte, path string) (problems []source.Problem) {
	if !bytes.Contains(page, []byte(missingStart)) {
		return nil
	}
	for _, m := range missingText.FindAllSubmatch(page, -1) {
		key := anyTag.ReplaceAllString(string(m[1]), "")
		problems = append(problems, source.Problem{
			Path: path, What: source.Msg("there is no text %q", "il n’y a pas de texte « %s »", key),
			Hint: source.Msg("pages show it: add it to the files layouts/strings.….yaml",
				"des pages le montrent : ajoutez-le aux fichiers layouts/strings.….yaml"),
		})
	}
	return source.Sort(problems)
}

// T returns the text of a key in plain words. The args are names and values for its {name}
// placeholders; a placeholder without a value stays as it is.
func (s *Strings) T(key string, args ...string) string {
	w := s.words[key]
	if w == nil {
		return missingStart + key + missingEnd
	}
	return w.forms[plural.Other].fill(args)
}

// N returns the text of a key in the plural form that n takes (CLDR's cardinal rules), with
// {n} as the number in Western digits.
func (s *Strings) N(key string, n int, args ...string) string {
	w := s.words[key]
	if w == nil {
		return missingStart + key + missingEnd
	}
	f := form(s.tag, n)
	if !w.has[f] {
		f = plural.Other
	}
	return w.forms[f].fill(append([]string{"n", strconv.Itoa(n)}, args...))
}

// List returns the texts of a key that has several, such as the months; nil for other keys.
// The slice is shared: do not change it.
func (s *Strings) List(key string) []string {
	if w := s.words[key]; w != nil {
		return w.list
	}
	return nil
}

// Keys returns all keys, sorted. The slice is shared: do not change it.
func (s *Strings) Keys() []string { return s.keys }

func form(tag language.Tag, n int) plural.Form {
	// The rules look at the last digits alone; 10,000,000 is where MatchPlural stops counting.
	return plural.Cardinal.MatchPlural(tag, max(n, -n)%10_000_000, 0, 0, 0, 0)
}

// formsOf lists the plural forms that whole numbers take in a language. A thousand numbers
// and a million show all of them.
func formsOf(tag language.Tag) (used [plural.Many + 1]bool) {
	for n := range 1000 {
		used[form(tag, n)] = true
	}
	used[form(tag, 1_000_000)] = true
	return used
}

var formNames = [...]string{
	plural.Other: "other",
	plural.Zero:  "zero",
	plural.One:   "one",
	plural.Two:   "two",
	plural.Few:   "few",
	plural.Many:  "many",
}

// A message is a text cut at its placeholders: words and names by turns, words first.
type message []string

func newMessage(text string) message {
	var m message
	for {
		open := strings.IndexByte(text, '{')
		length := -1
		if open >= 0 {
			length = strings.IndexByte(text[open:], '}')
		}
		if length < 0 {
			return append(m, text)
		}
		m = append(m, text[:open], text[open+1:open+length])
		text = text[open+length+1:]
	}
}

func (m message) fill(args []string) string {
	if len(m) == 1 {
		return m[0]
	}
	var b strings.Builder
	for i, part := range m {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		b.WriteString(argument(part, args))
	}
	return b.String()
}

func argument(name string, args []string) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1]
		}
	}
	return "{" + name + "}"
}

// names returns the placeholders, sorted, each once.
func (m message) names() []string {
	var names []string
	for i := 1; i < len(m); i += 2 {
		names = append(names, m[i])
	}
	slices.Sort(names)
	return slices.Compact(names)
}
