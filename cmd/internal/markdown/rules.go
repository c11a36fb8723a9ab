package markdown

import "strings"

// The kinds of byte that stop the copying of text. Everything else, nearly all of it, is
// copied in one go.
const (
	plainByte   = iota
	whitespace  // white space and control characters
	markup      // < & \ ]
	punctuation // punctuation that typography may touch
)

// rules is what a language asks of its text.
type rules struct {
	class     [256]byte
	candidate [256]bool // something that is to be isolated may begin with this byte
	french    bool
	latin     bool // apostrophes and dashes of Latin typography
	rtl       bool // the language is written in Arabic script
	stray     bool // a space before an Arabic mark goes
	binds     bool // numbers stay with their units
	links     bool // Markdown is read: escapes, entities, failed links
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
	ru := &rules{links: links, rtl: arabicScript[base]}
	ru.french = typography && base == "fr"
	ru.latin = typography && !ru.rtl
	ru.stray = typography && ru.rtl
	ru.binds = typography
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

// isolation marks the bytes that what is to be set apart begins with.
func (ru *rules) isolation() {
	if !ru.rtl {
		for c := 0xd6; c <= 0xdf; c++ { // U+0580 to U+07FF
			ru.candidate[c] = true
		}
		for _, c := range []byte{0xe0, 0xef, 0xf0} { // U+0800 on, the forms for presentation, beyond U+FFFF
			ru.candidate[c] = true
		}
		return
	}
	for c := range 256 {
		ru.candidate[c] = isAlnum(byte(c)) || 0xc3 <= c && c <= 0xd5 || c == 0xe1 || 0xe3 <= c && c <= 0xed
	}
}

// escapes tells whether a character is written in another form in HTML.
func (ru *rules) escapes(r rune) bool {
	return r < 0x80 && ru.class[r] != plainByte && r != ' ' && r != '\t' && r != '\n'
}
