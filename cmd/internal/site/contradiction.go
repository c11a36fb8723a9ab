package site

import (
	"iter"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"artsfactory/cmd/internal/consent"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// openClaims are the words by which a text says that something is not known, folded.
var openClaims = []string{"pas connu", "pas encore connu", "pas connus", "pas connue", "pas encore connus",
	"pas encore connue", "pas encore connues", "inconnu", "inconnus", "inconnue", "inconnues", "pas encore annonce",
	"pas encore annonces", "not known", "not yet known", "unknown", "not announced", "not yet announced",
	"ليس معروفا", "غير معروف", "غير معروفة", "ليست معروفة", "لم يعلن"}

// claimStems are parts that each of openClaims has one of, as they are written: what has none need not be folded.
var claimStems = []string{"onnu", "nnonc", "nown", "nnounc", "معروف", "يعلن"}

func mayClaim(text string) bool {
	return slices.ContainsFunc(claimStems, func(stem string) bool { return strings.Contains(text, stem) })
}

// claimWords are openClaims, in words.
var claimWords = sync.OnceValue(func() (list [][]string) {
	for _, c := range openClaims {
		list = append(list, consent.Words(c))
	}
	return list
})

// claimed are the fields of an edition that pages write of, by their names.
var claimed = []string{"fee", "languages", "url", "opens", "deadline", "partners", "disciplines"}

// contradictions remarks where a page says of something of the editions that it is not known, and the last edition has
// it. What names an edition speaks of that one, and says nothing of the last.
func contradictions(s *content.Site, files *source.Files) (problems []source.Problem) {
	if len(s.Sessions) == 0 {
		return nil
	}
	last := s.Sessions[0]
	known := knownFields(reflect.ValueOf(last).Elem())
	if len(known) == 0 {
		return nil
	}
	texts := slices.Clone(files.Below("content/pages/"))
	if f := files.Get(content.ConfigPath); f != nil {
		texts = append(texts, f)
	}
	for _, f := range texts {
		text, err := f.Bytes()
		if ext := path.Ext(f.Path); err != nil || ext != ".md" && ext != ".yaml" {
			continue
		}
		for _, c := range claimsOf(f.Path, withoutComments(f.Path, text), s) {
			i := slices.IndexFunc(known, func(k content.Field) bool {
				return says(c.words, k.Label.En) || says(c.words, k.Label.Fr) || says(c.words, k.Label.Ar)
			})
			if i < 0 {
				continue
			}
			problems = append(problems, source.Problem{Path: f.Path, Line: c.line, Col: 1, Warning: true,
				What: source.Msg("this says that “%s” is not known, and %s has it",
					"ceci dit que « %s » n’est pas connu, et %s le dit",
					source.Message{En: known[i].Label.En, Fr: known[i].Label.Fr}, last.Path()),
				Hint: source.Msg("say what it is, or remove it here", "dites ce qu’il en est, ou retirez-le d’ici")})
		}
		f.Release()
	}
	return problems
}

// knownFields are the claimed fields of a struct, and of those in it, that say something.
func knownFields(v reflect.Value) (known []content.Field) {
	for _, f := range content.Fields(v.Type()) {
		x, ok := content.ValueOf(f.Of(v))
		d, isDate := x.Interface().(content.Date)
		switch {
		case !ok || x.IsZero() || isDate && !d.Known():
		case slices.Contains(claimed, f.Name):
			known = append(known, f)
		case x.Kind() == reflect.Struct && f.Name == "applications":
			known = append(known, knownFields(x)...)
		}
	}
	return known
}

// A claim is a paragraph, or a line of YAML, that says, or whose heading says, that something is not known.
type claim struct {
	line  int
	words []string
}

func claimsOf(name string, text []byte, s *content.Site) (list []claim) {
	if !mayClaim(string(text)) {
		return nil
	}
	open := false
	for line, block := range paragraphs(name, text) {
		claims, words := mayClaim(block), []string(nil)
		if claims || open {
			words = consent.Words(block)
		}
		claims = claims && slices.ContainsFunc(claimWords(), func(c []string) bool { return contains(words, c) })
		if strings.HasPrefix(block, "#") {
			open = claims
			continue
		}
		ofOne := slices.ContainsFunc(s.Sessions, func(x *content.Session) bool { return strings.Contains(block, x.ID) })
		if (claims || open) && !ofOne {
			list = append(list, claim{line, words})
		}
	}
	return list
}

// paragraphs are those of a file, each with the number of its first line. Of YAML, which front matter is too, each
// line stands for itself.
func paragraphs(name string, text []byte) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		inYAML, block, first, n := path.Ext(name) == ".yaml", "", 1, 0
		for l := range strings.Lines(string(text)) {
			n++
			trimmed := strings.TrimSpace(strings.TrimPrefix(l, "\ufeff"))
			fence := path.Ext(name) == ".md" && trimmed == "---" && (n == 1 || inYAML)
			if fence {
				inYAML = !inYAML
			}
			if block == "" {
				first = n
			}
			if trimmed != "" && !fence {
				block += l
			}
			if (trimmed == "" || inYAML) && block != "" {
				if !yield(first, block) {
					return
				}
				block = ""
			}
		}
		if block != "" {
			yield(first, block)
		}
	}
}

// says tells whether the words name what the label does, in singular or plural, with an article or without.
func says(words []string, label string) bool {
	want := consent.Words(label)
	for i := range want {
		want[i] = stem(want[i])
	}
	stems := make([]string, len(words))
	for i := range words {
		stems[i] = stem(words[i])
	}
	return len(want) > 0 && contains(stems, want)
}

func stem(word string) string {
	word = strings.TrimPrefix(strings.TrimPrefix(word, "و"), "ال")
	return strings.TrimSuffix(word, "s")
}

func contains(words, want []string) bool {
	for i := range len(words) - len(want) + 1 {
		if slices.Equal(words[i:i+len(want)], want) {
			return true
		}
	}
	return false
}
