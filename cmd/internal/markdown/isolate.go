package markdown

import (
	"slices"
	"strings"
)

// Words in another script are set apart with <bdi>, so that the bidirectional algorithm does
// not mix their punctuation and digits with the text around, and carry their language, so that
// they are spoken and broken rightly (WCAG 3.1.2). Phone numbers, amounts and the like run from
// left to right in every language. See runs for what belongs to an isolate.

// Isolate escapes plain words for HTML and sets apart the words in another script. It does
// no typography: see Typeset.
func Isolate(lang, s string) string {
	ru := pick(baseOf(lang), isoLatin, isoAr, isoLatin)
	if !needsIsolation(ru, s) && !strings.ContainsFunc(s, func(r rune) bool { return ru.escapes(r) }) {
		return s
	}
	w := writer{rules: ru, keepSpace: true, buf: make([]byte, 0, len(s)+32)}
	w.startLine()
	w.writeText(&textRun{src: []byte(s)})
	w.isolateLine(0)
	return string(w.buf)
}

// needsIsolation tells cheaply whether a text may hold anything to set apart.
func needsIsolation[T string | []byte](ru *rules, s T) bool {
	for i := range len(s) {
		if ru.candidate[s[i]] {
			return true
		}
	}
	return false
}

// isolateLine sets apart what needs it in the line that begins at the offset in buf.
func (w *writer) isolateLine(from int) {
	if w.mode == modePlain || !needsIsolation(w.rules, w.buf[from:]) {
		return
	}
	l := w.newLine(from)
	var in insertions
	for _, r := range l.isolates() {
		l.insert(&in, r)
	}
	if in.before == nil {
		return
	}
	html := make([]byte, 0, len(l.html)+32*len(in.before))
	first := w.firstPlaceholder(from)
	for i, t := range l.tokens {
		html = append(html, in.before[i]...)
		if t.placeholder > 0 {
			w.placeholders[first+t.placeholder-1].at = from + len(html)
		}
		text := l.html[t.from:t.to]
		if string(text) == "&amp;" && (in.after[i] != "" || in.before[i+1] != "") {
			text = text[:1] // before a tag an ampersand stands for itself
		}
		html = append(html, text...)
		html = append(html, in.after[i]...)
	}
	w.buf = append(w.buf[:from], html...)
}

// firstPlaceholder is the index of the first placeholder of the line that begins at the offset.
func (w *writer) firstPlaceholder(from int) int {
	first := len(w.placeholders)
	for first > 0 && w.placeholders[first-1].at >= from {
		first--
	}
	return first
}

// An isolated is a span to set apart and the tag to do it with.
type isolated struct {
	span
	tag string
}

// isolates finds all that is to be set apart: runs of the other script, and what runs from left
// to right in a paragraph, or a run, from right to left.
func (l *line) isolates() []isolated {
	var list []isolated
	var numbers []number
	if l.rtl {
		numbers = l.numbers(span{0, len(l.chars)})
	}
	runs := l.runs(numbers)
	for i, r := range runs {
		tag := l.bdi(r)
		if tag == "<bdi>" && !l.needed(runs, i, numbers) {
			continue
		}
		list = append(list, isolated{r.span, tag})
		if !l.rtl {
			for _, n := range l.numbers(r.span) {
				if n.ltr {
					list = append(list, isolated{n.span, `<bdi dir="ltr">`})
				}
			}
		}
	}
	next := 0
	for _, n := range numbers {
		for next < len(runs) && runs[next].to <= n.from {
			next++
		}
		if n.ltr && (next == len(runs) || runs[next].from >= n.to) {
			list = append(list, isolated{n.span, `<bdi dir="ltr">`})
		}
	}
	return list
}

func (l *line) bdi(r run) string {
	lang := ""
	if l.rtl {
		lang = latinLanguage(l.textOf(r.span))
	} else if lang = "ar"; strings.ContainsFunc(l.textOf(r.span), isHebrew) {
		lang = "he"
	}
	if lang == "" {
		return "<bdi>"
	}
	return `<bdi lang="` + lang + `">`
}

func isHebrew(r rune) bool { return 0x5d0 <= r && r <= 0x5f4 || 0xfb1d <= r && r <= 0xfb4f }

// needed tells whether a run would be misplaced without an isolate. Between letters of the
// paragraph, letters of the other script keep their order and their place by themselves; signs
// and brackets at the run's ends, a number after it and a second run beside it do not.
func (l *line) needed(runs []run, i int, numbers []number) bool {
	r := runs[i]
	if r.signs || l.embedded && (l.edge(r.from, -1) || l.edge(r.to-1, 1)) {
		return true
	}
	for k := r.to; k < len(l.chars); k++ {
		switch c := l.chars[k]; c.class {
		case native, barrier:
			return i > 0 && l.adjacent(runs[i-1].to, r.from)
		case digit, other, isolate:
			return true
		case neutral:
			if c.r == '\ufffc' {
				return true
			}
		}
	}
	return i > 0 && l.adjacent(runs[i-1].to, r.from)
}

// edge tells whether there is no letter of the paragraph's direction between the character and
// that end of the line.
func (l *line) edge(at, step int) bool {
	for i := at + step; 0 <= i && i < len(l.chars); i += step {
		if l.chars[i].class == native {
			return false
		}
	}
	return true
}

// adjacent tells whether nothing between two runs has a direction.
func (l *line) adjacent(from, to int) bool {
	for _, c := range l.chars[from:to] {
		if c.class == native || c.class == barrier {
			return false
		}
	}
	return true
}

// Insertions are what is written before and after tokens of a line.
type insertions struct{ before, after map[int]string }

// insert plans the tags of an isolate. Emphasis that only a part of it stands in is divided; a
// link cannot be, so the isolate is.
func (l *line) insert(in *insertions, r isolated) {
	r.span = l.trimmed(r.span)
	letters := func(c char) bool { return c.class == other || c.class == digit }
	if r.from >= r.to || !slices.ContainsFunc(l.chars[r.from:r.to], letters) {
		return
	}
	common := l.common(r.from, r.to-1)
	for e := l.chars[r.from].element; e != common; e = l.elements[e].parent {
		if x := l.elements[e]; x.name == "a" && x.from < r.from {
			l.insert(in, isolated{span{r.from, x.to}, r.tag})
			l.insert(in, isolated{span{x.to, r.to}, r.tag})
			return
		}
	}
	for e := l.chars[r.to-1].element; e != common; e = l.elements[e].parent {
		if x := l.elements[e]; x.name == "a" && x.to > r.to {
			l.insert(in, isolated{span{r.from, x.from}, r.tag})
			l.insert(in, isolated{span{x.from, r.to}, r.tag})
			return
		}
	}
	if in.before == nil {
		*in = insertions{map[int]string{}, map[int]string{}}
	}
	first, closing, opening := l.outside(l.chars[r.from].token, l.chars[r.from].element, common, -1)
	in.before[first] += closing + r.tag + opening
	last, closing, opening := l.outside(l.chars[r.to-1].token, l.chars[r.to-1].element, common, 1)
	in.after[last] = closing + "</bdi>" + opening + in.after[last]
}

// outside goes from a token over the tags of the elements that begin, or end, with it, as far as
// the common element, and tells which tags divide those that do not.
func (l *line) outside(t, element, common, step int) (token int, closing, opening string) {
	for ; element != common; element = l.elements[element].parent {
		next := t + step
		if closing == "" && next >= 0 && next < len(l.tokens) &&
			l.tokens[next].kind != charToken && l.tokens[next].element == element {
			t = next
			continue
		}
		name := l.elements[element].name
		closing += "</" + name + ">"
		opening = "<" + name + ">" + opening
	}
	return t, closing, opening
}
