package markdown

import "strings"

// The kinds of byte that stop the copying of text. Everything else, nearly all of it, is
// copied in one go.
const (
	plainByte   = iota
	whitespace  // white space and control characters
	markup      // < & \ ]
	punctuation // punctuation that typography may touch
	otherScript // a character of the other script may begin here
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

var arabicScript = map[string]bool{
	"ar": true, "ary": true, "arz": true, "fa": true, "ur": true, "ckb": true, "ps": true, "sd": true, "ug": true,
}

func baseOf(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base
}

// Each language is one of three, for each of three uses: a body, plain words, isolation alone.
var (
	bodyFr    = newRules("fr", true, true, true)
	bodyAr    = newRules("ar", true, true, true)
	bodyLatin = newRules("en", true, true, true)

	plainFr    = newRules("fr", true, false, false)
	plainAr    = newRules("ar", true, false, false)
	plainLatin = newRules("en", true, false, false)

	isoAr    = newRules("ar", false, true, false)
	isoLatin = newRules("en", false, true, false)
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
		ru.class[c] = whitespace
	}
	ru.class[0x7f] = whitespace
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
	ru.class['.'] = punctuation
	if ru.latin {
		ru.class['\''] = punctuation
		ru.class['-'] = punctuation
	}
	if ru.french {
		for _, c := range []byte(";!?:%\xc2") { // U+00AB and U+00BB begin with C2
			ru.class[c] = punctuation
		}
	}
}

func (ru *rules) isolation() {
	if !ru.arabic {
		for c := 0xd8; c <= 0xdd; c++ {
			ru.class[c] = otherScript
		}
		for _, c := range []byte{0xe0, 0xef} {
			ru.class[c] = otherScript
		}
		return
	}
	for c := byte('A'); c <= 'Z'; c++ {
		ru.class[c], ru.class[c+'a'-'A'] = otherScript, otherScript
	}
	for c := 0xc3; c <= 0xc9; c++ { // U+00C0 to U+024F
		ru.class[c] = otherScript
	}
	ru.class[0xe1] = otherScript // U+1E00 and on
}
