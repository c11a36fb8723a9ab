package consent

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What a character is to a name. Values from firstLetter on are a folded letter or digit.
const (
	ignored     = iota // marks, tatweel, soft hyphens, zero widths, controls of direction
	joins              // spaces, hyphens, quotes, underscores and all else that may stand inside a name
	divides            // commas, brackets, ends of cells: a name may stand around it as "LAST, FIRST"
	ends               // ends of sentences: no name stands around it
	firstLetter        // folded letters and digits are above
)

// upper marks a folded letter that was a capital, or is of a script without capitals.
const upper = 1 << 30

// foldings are letters that Unicode does not decompose, and letters of one sound that Arabic keyboards
// and spelling exchange.
var foldings = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'þ': "th",
	'ſ': "s", 'ٱ': "ا", 'ى': "ي", 'ة': "ه", 'ک': "ك", 'ی': "ي", 'ے': "ي", 'ہ': "ه", 'ھ': "ه",
	'ۀ': "ه", 'ڭ': "ك",
	'ς': "σ",
}

// looksLike are the letters of other alphabets, and the small capitals, that a reader takes for Latin ones; of those
// whose capital and small forms look different, the capital counts.
var looksLike = letterPairs("аaвbеeкkмmнhоoрpсcтtуyхxіiїiјjѕsһhԁdԛqԝwёeѵv" +
	"αaβbεeζzηhιiκkμmνnοoρpτtυyχxγy" +
	"ᴀaʙbᴄcᴅdᴇeғfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜰfꜱsᴛtᴜuᴠvᴡwʏyᴢzɑaɡg")

func letterPairs(s string) map[rune]rune {
	m := map[rune]rune{}
	letters := []rune(s)
	for i := 0; i < len(letters); i += 2 {
		m[letters[i]] = letters[i+1]
	}
	return m
}

// plainLetter undoes the decoration of a letter that Unicode keeps as a sign of its own: in a black circle or square,
// or a letter of a flag; and a look of another alphabet.
func plainLetter(r rune) rune {
	for _, first := range []rune{0x1f150, 0x1f170, 0x1f1e6} {
		if r >= first && r < first+26 {
			return 'a' + r - first
		}
	}
	if l, ok := looksLike[r]; ok {
		return l
	}
	return r
}

// classify returns what a character is: NFKC and case folded, without its marks. What becomes several
// letters comes as several.
func classify(r rune) []rune {
	switch kind := separator(r); {
	case kind >= 0:
		return []rune{rune(kind)}
	case r < 0x80:
		return []rune{unicode.ToLower(r) | capital(r)}
	}
	var out []rune
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.M, d) {
			continue
		}
		low := plainLetter(unicode.ToLower(d))
		if s, ok := foldings[low]; ok {
			for _, l := range s {
				out = append(out, l|capital(r))
			}
			continue
		}
		if unicode.IsLetter(low) || unicode.IsDigit(d) {
			out = append(out, low|capital(r))
		}
	}
	if len(out) == 0 {
		return []rune{ignored}
	}
	return out
}

func capital(r rune) rune {
	if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
		return upper
	}
	return 0
}

// separator returns the class of what is no letter, digit or mark, and -1 for those.
func separator(r rune) int {
	switch r {
	case ',', '،', '、', '(', ')', ';', '؛', '|', '[', ']', '{', '}', '/', '؍', '·', '•', '‣':
		return divides
	case '!', '?', '؟', ':', '…', '۔', '¿', '¡':
		return ends
	case 0x02bb, 0x02bc, 0xa78c: // letters that are typed for an apostrophe
		return joins
	case 0x02b9, 0x02bd, 0x02be, 0x02bf, // of transliterations
		0x0640, 0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x3164, 0xffa0:
		return ignored
	}
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return ignored
	case unicode.IsLetter(plainLetter(r)), unicode.IsDigit(r), unicode.Is(unicode.M, r):
		return -1
	case r >= 0x80 && norm.NFKD.String(string(r)) != string(r):
		// A letter in a circle or in brackets is a letter; a space of any width is none.
		for _, d := range norm.NFKD.String(string(r)) {
			if unicode.IsLetter(d) || unicode.IsDigit(d) {
				return -1
			}
		}
	}
	return joins
}

// tableSize covers the characters of one and two bytes in UTF-8: Latin, Greek, Cyrillic, Arabic.
const tableSize = 0x800

// table holds what the characters below tableSize are; several marks those that become several letters.
var table = sync.OnceValue(func() *[tableSize]rune {
	t := new([tableSize]rune)
	for r := range rune(tableSize) {
		if c := classify(r); len(c) == 1 {
			t[r] = c[0]
		} else {
			t[r] = several
		}
	}
	return t
})

const several = -1
