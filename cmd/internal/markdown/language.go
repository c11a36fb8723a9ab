package markdown

import (
	"strings"
	"unicode"
)

// Words that betray a French or an English phrase. Words that both languages have, such as
// "on" and "place", betray nothing.
var (
	frenchWords = wordSet("le la les du de des et un une au aux pour sur rue avenue boulevard impasse bis ter chez " +
		"dans en par avec sans est sont qui que ou où son sa ses ce cette ces mon ma mes nos notre vos votre quai " +
		"allée chemin ville jours jour heures heure")
	englishWords = wordSet("the of and in for with by to is are at from this that my your our their it its " +
		"who how street road")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// latinLanguage guesses the language of words inside Arabic text: French by its accents,
// elisions and small words, English by its small words, "" for a name. A phrase of five words
// of no known language is "und", so that it is not read out as Arabic.
func latinLanguage(words string) string {
	count, french, english := 0, 0, 0
	for w := range strings.FieldsFuncSeq(words, isNoWord) {
		count++
		if w == strings.ToUpper(w) {
			continue // an acronym
		}
		w = strings.ToLower(w)
		head, _, elided := strings.Cut(strings.ReplaceAll(w, "'", "’"), "’")
		switch {
		case frenchWords[w], elided && (len(head) == 1 && head != "o" || head == "qu"):
			french++
		case englishWords[w]:
			english++
		case strings.ContainsFunc(w, isFrenchLetter):
			french++
		}
	}
	switch {
	case french > 0 && french >= english:
		return "fr"
	case english > 0 && count >= 2:
		return "en"
	case count >= 5:
		return "und"
	}
	return ""
}

func isNoWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-'
}

func isFrenchLetter(r rune) bool { return strings.ContainsRune("àâæçéèêëîïôœùûüÿ", r) }
