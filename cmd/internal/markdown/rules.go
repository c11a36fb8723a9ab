package markdown

import "strings"

// The kinds of byte that stop the copying of text. Everything else, nearly all of it, is
// copied in one go.
const (
	copied  = iota
	spaces  // white space and control characters
	markup  // < & \ ]
	marks   // punctuation that typography may touch
	foreign // a character of the other script may begin here
)

// rules is what a language asks of its text.
type rules struct {
	class  [256]byte
	french bool
	latin  bool // apostrophes and dashes of Latin typography
	arabic bool // the language is written in Arabic script
	stray  bool // a space before an Arabic mark goes
	links  bool // Markdown is read: escapes, entities, lost links
}

var arabicScript = map[string]bool{"ar": true, "ary": true, "arz": true, "fa": true, "ur": true, "ckb": true, "ps": true, "sd": true, "ug": true}

func baseOf(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base
}

// Each language is one of three, for each of three uses.
var (
	bodyFr, bodyAr, bodyLatin    = newRules("fr", true, true, true), newRules("ar", true, true, true), newRules("en", true, true, true)
	plainFr, plainAr, plainLatin = newRules("fr", true, false, false), newRules("ar", true, false, false), newRules("en", true, false, false)
	isoAr, isoLatin              = newRules("ar", false, true, false), newRules("en", false, true, false)
)

func pick(base string, fr, ar, latin *rules) *rules {
	switch {
	case base == "fr":
		return fr
	case arabicScript[base]:
		return ar
	}
	return latin
}

func newRules(base string, typography, isolation, links bool) *rules {
	ru := &rules{links: links, arabic: arabicScript[base]}
	ru.french = typography && base == "fr"
	ru.latin = typography && !ru.arabic
	ru.stray = typography && ru.arabic
	for c := range 0x21 {
		ru.class[c] = spaces
	}
	ru.class[0x7f] = spaces
	ru.class['<'] = markup
	ru.class['&'] = markup
	if links {
		ru.class['\\'] = markup
		ru.class[']'] = markup
	}
	if typography {
		ru.typography()
	}
	if isolation {
		ru.isolation()
	}
	return ru
}

func (ru *rules) typography() {
	ru.class['.'] = marks
	if ru.latin {
		ru.class['\''] = marks
		ru.class['-'] = marks
	}
	if ru.french {
		for _, c := range []byte(";!?:%\xc2") { // U+00AB and U+00BB begin with C2
			ru.class[c] = marks
		}
	}
}

func (ru *rules) isolation() {
	if !ru.arabic {
		for c := 0xd8; c <= 0xdd; c++ {
			ru.class[c] = foreign
		}
		for _, c := range []byte{0xe0, 0xef} {
			ru.class[c] = foreign
		}
		return
	}
	for c := byte('A'); c <= 'Z'; c++ {
		ru.class[c], ru.class[c+'a'-'A'] = foreign, foreign
	}
	for c := 0xc3; c <= 0xc9; c++ { // U+00C0 to U+024F
		ru.class[c] = foreign
	}
	ru.class[0xe1] = foreign // U+1E00 and on
}
