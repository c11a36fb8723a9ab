package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Table is what folding knows of letters and words. Each index begins with it, and the script in the browser folds
// with what it finds there: what is here is written once.
type Table struct {
	Marks   string `json:"marks"`   // what is left out: ranges, as in a class of a regular expression
	Letters string `json:"letters"` // "œoe æae": a letter and what it becomes, where no decomposition says so
	Elided  string `json:"elided"`  // French words that lose a vowel before an apostrophe
	Parts   string `json:"parts"`   // parts of names that are also written together with what follows
	Common  string `json:"common"`  // words that tell no page from another: found in titles and names alone
	Joined  string `json:"joined"`  // Arabic words of one letter that are joined to the next: "first second"
	Same    string `json:"same"`    // "a=b": a plural that no rule makes, or another word for b
	Arabic  string `json:"arabic"`  // "a=b": endings of plurals and of what is somebody's, and that of the word alone
	Latin   string `json:"latin"`   // "a=b": endings of plurals beside s and x, and that of the singular
	// Sounds are "a=b", replaced one after another in a word between full stops: what is left are the consonants of
	// either script, in Latin letters, those that are confused as one.
	Sounds string `json:"sounds"`
}

// FoldingTable is the table of this site. What it says of words is folded.
var FoldingTable = Table{
	Marks: "\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e" +
		"\u2060-\u2069\ufeff",
	Letters: "œoe æae øo đd ðd łl ħh ıi þth ßss ςσ " +
		"ٱا ىي ةه کك یي ’' ‘' ʼ' ʻ' `' ´' ‐- ‑- " +
		"٠0 ١1 ٢2 ٣3 ٤4 ٥5 ٦6 ٧7 ٨8 ٩9 ۰0 ۱1 ۲2 ۳3 ۴4 ۵5 ۶6 ۷7 ۸8 ۹9",
	Elided: "l d c j m n s t qu jusqu lorsqu puisqu quoiqu",
	Parts:  "el al ait ben bin bou abd de van عبد ابو بن ايت",
	Common: "le la les un une des de du et a au aux en dans par pour sur qui que est ce se " +
		"the an of and in on to for is with by at from " +
		"e er re ere eme ieme st nd nde rd th h " + // of 2e, 1st, 18h
		"في من علي الي عن ان او هو هي هذا هذه ما مع كل",
	Joined: "وف بكل",
	Same: "افلام=فيلم جوائز=جائزه جوايز=جايزه اوراش=ورشه اشخاص=شخص " +
		"اماكن=مكان احداث=حدث اخبار=خبر صور=صوره " +
		"اصوات=صوت قصص=قصه مخرجون=مخرج " +
		"travaux=travail yeux=oeil children=child people=person women=woman men=man " +
		"postuler=candidater candidature=candidater inscription=candidater inscrire=candidater gagnant=laureat " +
		"contacter=contact ia=intelligence seconde=deuxieme premiere=1 deuxieme=2 troisieme=3 quatrieme=4 " +
		"application=apply register=apply award=prize movie=film cartoon=animation animated=animation " +
		"result=outcome laureate=winner prizewinner=winner ai=intelligence " +
		"first=1 two=2 three=3 third=3 fourth=4 " +
		"تسجيل=ترشيح اترشح=ترشيح ترشح=ترشيح فائز=متوج فايز=متوج " +
		"اتصال=تواصل نسخه=دوره " +
		"متحركه=تحريك اولي=1 ثانيه=2 ثالثه=3 رابعه=4 " +
		"مايو=ماي يوليو=يوليوز اغسطس=غشت سبتمبر=شتنبر نوفمبر=نونبر " +
		"ديسمبر=دجنبر",
	Arabic: "ات=ه ون= ين= تها=ه ته=ه تي=ه ها= يه=ي",
	Latin:  "ies=y aux=al ches=ch shes=sh sses=ss xes=x",
	Sounds: ".ال=. .el=. .al=. sch=8 tch=8 ch=8 sh=8 kh=h gh=k ph=f th=t dh=d ce=se ci=si cy=si " +
		"ck=k c=k q=k g=k j=k x=ks z=s v=f p=b a= e= i= o= u= w= y= h.=. 8=c " +
		"ه.=. ا= و= ي= ء= ع= ب=b پ=b ت=t ث=t ط=t ج=k ح=h خ=h ه=h د=d ذ=d ض=d ظ=d ر=r ز=s س=s " +
		"ش=c ص=s " +
		"غ=k ف=f ڤ=f ق=k ك=k گ=k ڭ=k ل=l م=m ن=n",
}

// folder is the table, ready for use.
type folder struct {
	marks                 *unicode.RangeTable
	letters               map[rune]string
	elided, parts, common map[string]bool
	same                  map[string]string
	arabic, latin, sounds [][2]string
	folded                [0x700]string // of the first letters: Latin, Greek, Cyrillic, Arabic
}

var folding = sync.OnceValue(func() *folder {
	t := FoldingTable
	f := &folder{marks: ranges(t.Marks), letters: map[rune]string{}, elided: set(t.Elided), parts: set(t.Parts),
		common: set(t.Common), same: map[string]string{}}
	for _, x := range strings.Fields(t.Letters) {
		r, n := utf8.DecodeRuneInString(x)
		f.letters[r] = x[n:]
	}
	for _, x := range pairs(t.Same) {
		f.same[x[0]] = x[1]
	}
	f.arabic, f.latin, f.sounds = pairs(t.Arabic), pairs(t.Latin), pairs(t.Sounds)
	for r := range f.folded {
		f.folded[r] = f.foldRune(rune(r))
	}
	return f
})

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// pairs reads "a=b c=d".
func pairs(s string) (list [][2]string) {
	for _, x := range strings.Fields(s) {
		a, b, _ := strings.Cut(x, "=")
		list = append(list, [2]string{a, b})
	}
	return list
}

// ranges reads "a-cx": a to c, and x.
func ranges(s string) *unicode.RangeTable {
	t := &unicode.RangeTable{}
	list := []rune(s)
	for i := 0; i < len(list); i++ {
		x := unicode.Range16{Lo: uint16(list[i]), Hi: uint16(list[i]), Stride: 1}
		if i+2 < len(list) && list[i+1] == '-' {
			x.Hi = uint16(list[i+2])
			i += 2
		}
		t.R16 = append(t.R16, x)
	}
	slices.SortFunc(t.R16, func(a, b unicode.Range16) int { return int(a.Lo) - int(b.Lo) })
	return t
}

// foldRune is what becomes of a character: letters and digits, ' or -, a space for what else is between words, and
// nothing for a mark.
func (f *folder) foldRune(r rune) string {
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(f.marks, d) {
			continue
		}
		low := unicode.ToLower(d)
		to, ok := f.letters[low]
		switch {
		case ok:
			b.WriteString(to)
		case unicode.IsLetter(low), unicode.IsNumber(low), low == '\'', low == '-':
			b.WriteRune(low)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Fold adds a text to b: its letters and digits without accents, marks and capitals, and between words a space,
// ' or -.
func Fold(b []byte, s string) []byte {
	f := folding()
	for i, r := range s {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b = append(b, s[i])
		case int(r) < len(f.folded):
			b = append(b, f.folded[r]...)
		default:
			b = append(b, f.foldRune(r)...)
		}
	}
	return b
}

// A word is a word of a folded text.
type word struct {
	text   []byte
	elided bool   // an apostrophe stands for its vowel: it is no word alone
	whole  string // it and the word before, where they are also written together, else ""
}

// words calls found for each word of a folded text, in order. Digits are a word of their own: "18h30" is three.
func words(folded []byte, found func(word)) {
	f := folding()
	var last word
	var sign byte // between the last word and the next, where it is that alone
	for len(folded) > 0 {
		if isSign(folded[0]) {
			sign, folded = 0, folded[1:]
			continue
		}
		n := 1
		for n < len(folded) && !isSign(folded[n]) && isDigit(folded[n]) == isDigit(folded[0]) {
			n++
		}
		w := word{text: folded[:n]}
		folded = folded[n:]
		var next byte
		if len(folded) > 0 && isSign(folded[0]) {
			next, folded = folded[0], folded[1:]
		}
		w.elided = next == '\'' && f.elided[string(w.text)]
		if sign == '\'' || sign == '-' || sign == ' ' && f.parts[string(last.text)] {
			w.whole = string(last.text) + string(w.text)
		}
		found(w)
		last, sign = w, next
	}
}

func isSign(c byte) bool { return c == ' ' || c == '\'' || c == '-' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Forms are what a folded word is found by: itself, without a plural's ending, and without what Arabic joins to it.
func Forms(w string) []string {
	f := folding()
	out := f.latinForms(w)
	if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Arabic, r) {
		out = f.arabicForms(nil, w, strings.Fields(FoldingTable.Joined))
	}
	for _, x := range out {
		if one := f.same[x]; one != "" {
			out = append(out, one)
		}
	}
	return out
}

// cutPrefix is the rest of a word after a beginning, where that is of so many letters or more.
func cutPrefix(w, prefix string, letters int) (string, bool) {
	rest, ok := strings.CutPrefix(w, prefix)
	return rest, ok && utf8.RuneCountInString(rest) >= letters
}

// arabicForms adds a word without the article. Where it may begin with a word of one letter, of those in joined, that
// is a guess: it is added both as it is and without that.
func (f *folder) arabicForms(out []string, w string, joined []string) []string {
	if rest, ok := cutPrefix(w, "ال", 2); ok {
		return f.arabicStems(out, rest)
	}
	out = f.arabicStems(out, w)
	if rest, ok := cutPrefix(w, "لل", 2); ok {
		out = f.arabicStems(out, rest)
	}
	for i, letters := range joined {
		for _, j := range letters {
			if rest, ok := cutPrefix(w, string(j), 3); ok {
				out = f.arabicForms(out, rest, joined[i+1:])
			}
		}
	}
	return out
}

// arabicStems adds a word, and what it is without each ending.
func (f *folder) arabicStems(out []string, w string) []string {
	out = append(out, w)
	for _, e := range f.arabic {
		if rest, ok := strings.CutSuffix(w, e[0]); ok && utf8.RuneCountInString(rest) >= 3 {
			out = append(out, rest+e[1])
		}
	}
	return out
}

// latinForms are a word without the endings of French and English plurals.
func (f *folder) latinForms(w string) []string {
	if utf8.RuneCountInString(w) < 4 || strings.HasSuffix(w, "ss") ||
		!strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "x") {
		return []string{w}
	}
	out := []string{w[:len(w)-1]}
	for _, e := range f.latin {
		if rest, ok := strings.CutSuffix(w, e[0]); ok {
			out = append(out, rest+e[1])
		}
	}
	return out
}

// Sound is what a folded word sounds like in either script: its consonants after "~", which no word begins with; ""
// where they are fewer than two.
func Sound(w string) string {
	if isDigit(w[0]) {
		return ""
	}
	s := "." + w + "."
	for _, x := range folding().sounds {
		s = strings.ReplaceAll(s, x[0], x[1])
	}
	list := slices.Compact([]rune(strings.Trim(s, ".")))
	if len(list) < 2 {
		return ""
	}
	return "~" + string(list)
}

// SortKey is what a title is listed by: its words, the first without its article.
func SortKey(title string) string {
	list := Words(title)
	if len(list) > 1 && folding().common[list[0]] {
		list = list[1:]
	}
	if len(list) == 0 {
		return ""
	}
	if rest, ok := cutPrefix(list[0], "ال", 2); ok {
		list[0] = rest
	}
	return strings.Join(list, " ")
}

// Words are the words of a text, folded, in order. Of "l’été" they are "ete" alone.
func Words(s string) (list []string) {
	words(Fold(nil, s), func(w word) {
		if !w.elided {
			list = append(list, string(w.text))
		}
	})
	return list
}
