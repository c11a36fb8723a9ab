package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever is typed, saved, closed or deleted, what is underlined in the end is what a build
// from nothing of the same texts says.
func TestUnderlinesLaw(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	root := siteOf(t, small)
	c := open(t, root, "en")
	texts := map[string]string{} // unsaved
	paths := []string{
		film,
		"content/films/zero/index.ar.md",
		"content/sessions/edition-1.md",
		"content/people/amal.md",
		"content/site.yaml",
		"content/films/un.md",
	}
	bits := []string{
		"é",
		"ع",
		"😀",
		"\n",
		"---\n",
		": ",
		"[",
		"{",
		"\"",
		" ",
		"- ",
		"kind: short\n",
		"session: edition-2\n",
		"session: edition-1\n",
		"[a](../sessions/edition-1.md)",
		"title: a\n",
		"\r\n",
		"\t",
		"::: apply\n",
		":::\n",
		"\u2028",
		"\x00",
		"seats: ~60\n",
	}
	was := map[string]string{"content/films/un.md": "---\ntitle: a\nkind: short\nsession: edition-1\n---\n"}
	for _, f := range mustRead(t, root).All() {
		data, _ := f.Bytes()
		was[f.Path] = string(data)
	}
	for range 25 {
		for range 1 + r.IntN(6) {
			p := paths[r.IntN(len(paths))]
			text, typed := texts[p]
			if !typed {
				text = was[p]
			}
			runes := []rune(text)
			i := r.IntN(len(runes) + 1)
			j := min(len(runes), i+r.IntN(8))
			switch r.IntN(8) {
			case 0, 1, 2:
				text = string(runes[:i]) + bits[r.IntN(len(bits))] + string(runes[i:])
			case 3, 4:
				text = string(runes[:i]) + string(runes[j:])
			case 5:
				text = was[p]
			case 6:
				if typed {
					c.closes(p)
					delete(texts, p)
				}
				continue
			case 7:
				if data := []byte(text); r.IntN(4) == 0 {
					c.saves(p, nil)
				} else {
					c.saves(p, data)
				}
				continue
			}
			if typed {
				c.changes(p, text)
			} else {
				c.types(p, text)
			}
			texts[p] = text
		}
		want := fromNothing(t, root, texts)
		if !c.until(func() bool { return gocmp.Equal(c.underlined(), want) }) {
			t.Fatalf("of %q (-want +got):\n%s%s", texts, gocmp.Diff(want, c.underlined()), c.log.String())
		}
	}
	c.leaves()
	if diff := gocmp.Diff(fromNothing(t, root, texts), c.underlined()); diff != "" {
		t.Errorf("in the end (-want +got):\n%s", diff)
	}
	if c.log.Len() > 0 {
		t.Errorf("the command fell: %s", c.log.String())
	}
}

func mustRead(t *testing.T, root string) *source.Files {
	t.Helper()
	w, err := live.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	files, _ := w.Read()
	return files
}

// fromNothing is what is wrong with the files and the texts over them, as a client tells it.
func fromNothing(t *testing.T, root string, texts map[string]string) []string {
	t.Helper()
	files := mustRead(t, root)
	var over []*source.File
	for p, text := range texts {
		over = append(over, source.NewText(p, []byte(text)))
	}
	files = files.With(over, nil)
	d, err := newWorkspace(root, "en", newConn(nil, new(bytes.Buffer)), new(bytes.Buffer))
	if err != nil {
		t.Fatal(err)
	}
	defer d.dir.Close()
	c := client{wrong: map[string][]diagnostic{}}
	for _, p := range site.Build(nil, files, site.Options{Now: d.now(files, snapshot{}), Store: d.dir.Store()}).Problems {
		c.wrong[p.Path] = append(c.wrong[p.Path], d.diagnose(p, textAt(files, p.Path)))
	}
	return c.underlined()
}

// A library is the fictional site, which uses every field of every kind, as the last build
// knew it.
type library struct{ view snapshot }

func fiction(t *testing.T) library {
	t.Helper()
	files := mustRead(t, "../build/testdata/fiction")
	return library{snapshot{files, site.Build(nil, files, site.Options{})}}
}

// helper helps with a text that is typed over a file.
func (l library) helper(p string, lines []string) *analysis {
	return newAnalysis("en", p, &document{lines: lines}, l.view)
}

// each calls do for every file with fields.
func (l library) each(do func(p string, lines []string)) {
	for _, f := range l.view.files.Below("content/") {
		if e := path.Ext(f.Path); e == ".md" || e == ".yaml" {
			do(f.Path, textAt(l.view.files, f.Path))
		}
	}
}

func labels(list []completionItem) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Label)
	}
	return out
}

// with is the lines with a part of one replaced.
func with(lines []string, line, from, to int, by string) []string {
	out := slices.Clone(lines)
	out[line] = out[line][:from] + by + out[line][to:]
	return out
}

var (
	rowName  = regexp.MustCompile(`^[ -]*([a-z_]+):(?: |$)`)
	flowName = regexp.MustCompile(`[{,] *([a-z_]+): [^,{}\[\]]*`)
)

// Every name of a field in the fictional site is offered where it stands, once it is taken away,
// and is explained there.
func TestNamesLaw(t *testing.T) {
	l := fiction(t)
	n := 0
	l.each(func(p string, lines []string) {
		from, to, _ := l.helper(p, lines).fieldLines(1)
		for i := from; i < to; i++ {
			if !l.helper(p, lines).contextAt(position{i, 0}).ok && !strings.HasPrefix(lines[i], " ") {
				continue
			}
			check := func(name string, typed []string, at, in int) {
				n++
				if got := labels(l.helper(p, typed).complete(position{i, utf16Len(typed[i], at)})); !slices.Contains(
					got,
					name,
				) {
					t.Errorf("%s:%d: %q is not offered in %q, but %v", p, i+1, name, typed[i], got)
				}
				if h := l.helper(p, lines).hover(position{i, utf16Len(lines[i], in)}); h == nil &&
					name != "translated" {
					t.Errorf("%s:%d: %q is not explained", p, i+1, name)
				}
			}
			if m := rowName.FindStringSubmatchIndex(lines[i]); m != nil && !inText(l.helper(p, lines), i, m[2]) {
				name := lines[i][m[2]:m[3]]
				if name == "translated" ||
					strings.HasPrefix(p, content.ConfigPath) && (len(name) == 2 || content.KindOf(name) != "") {
					continue // of no type
				}
				check(name, with(lines, i, m[2], m[3], ""), m[2], m[2])
				check(name, with(lines, i, m[2], len(lines[i]), name[:1]), m[2]+1, m[2])
			}
			for _, m := range flowName.FindAllStringSubmatchIndex(lines[i], -1) {
				name := lines[i][m[2]:m[3]]
				if len(name) == 2 || inText(l.helper(p, lines), i, m[2]) {
					continue
				}
				check(name, with(lines, i, m[2], m[1], ""), m[2], m[2])
				check(name, with(lines, i, m[2], m[3], name[:1]), m[2]+1, m[2])
			}
		}
	})
	if n < 2000 {
		t.Errorf("only %d names were tried", n)
	}
}

// inText says whether the parser of the build finds no field's name there: a text in several
// lines, or one between quotes, may look like fields.
func inText(h *analysis, line, at int) bool {
	l := h.doc.lines[line]
	return h.contextAt(position{line, utf16Len(l, at)}).text ||
		strings.ContainsAny(l[parseLine(l).value:min(len(l), parseLine(l).value+1)], `"'`)
}

// Every relation and every file that the fictional site names is offered where it stands, once
// it is taken away, and is led to from there. The places are those that the build finds.
func TestRelationsLaw(t *testing.T) {
	l := fiction(t)
	n := 0
	l.each(func(p string, lines []string) {
		if path.Ext(p) != ".md" {
			return
		}
		text, _ := content.SplitFrontMatter(l.view.files.Get(p))
		s, ps := content.Parse(p, text, l.view.site.Site.Config)
		if s == nil || len(ps) > 0 {
			t.Fatal(p, ps)
		}
		check := func(at content.Pos, written, to string) {
			line := lines[at.Line-1]
			from := runeOffset(line, at.Col-1)
			if strings.HasPrefix(line[from:], `"`) || !strings.HasPrefix(line[from:], written) {
				return // between quotes, or a picture that is a name alone
			}
			n++
			where := position{at.Line - 1, utf16Len(line, from)}
			typed := with(lines, at.Line-1, from, from+len(written), "")
			if got := labels(l.helper(p, typed).complete(where)); !slices.Contains(got, written) {
				t.Errorf(
					"%s:%d:%d: %q is not offered in %q, but %v",
					p,
					at.Line,
					at.Col,
					written,
					typed[at.Line-1],
					got,
				)
			}
			if got, _ := l.helper(p, lines).definition(where); got != to {
				t.Errorf("%s:%d:%d: %q leads to %q, not %q", p, at.Line, at.Col, written, got, to)
			}
		}
		for _, r := range s.Refs {
			check(r.Pos, r.ID, l.view.site.Site.Any(r.Kind, r.ID).Base().Path())
		}
		for _, f := range s.Files {
			check(f.Pos, f.Src, f.Path)
		}
	})
	if n < 300 {
		t.Errorf("only %d relations were tried", n)
	}
}

// Nothing that is typed, anywhere, makes the command fall, and what is offered can be inserted:
// it is for the line of the cursor, around the cursor.
func TestNothingFalls(t *testing.T) {
	l := fiction(t)
	var files [][]string
	var paths []string
	l.each(func(p string, lines []string) { files, paths = append(files, lines), append(paths, p) })
	bits := rapid.SampledFrom(
		[]string{
			"\n",
			"\n  ",
			"\n- ",
			"- ",
			"---\n",
			": ",
			":",
			"[",
			"]",
			"{",
			"}",
			",",
			"\"",
			"'",
			"#",
			" #",
			"|",
			"é",
			"😀",
			"\t",
			":::",
			"::: video\n",
			"](",
			"![a](",
			"",
			"\\",
			"\x00",
			"\xff",
			"\u2028",
		},
	)
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(files)-1).Draw(t, "file")
		text := strings.Join(files[i], "\n")
		for range rapid.IntRange(0, 5).Draw(t, "edits") {
			at := rapid.IntRange(0, len(text)).Draw(t, "at")
			cut := rapid.SampledFrom([]int{0, 0, 1, 5, 50}).Draw(t, "cut")
			text = text[:at] + bits.Draw(t, "bit") + text[min(len(text), at+cut):]
		}
		h := l.helper(paths[i], linesOf(strings.ToValidUTF8(text, "\uFFFD")))
		line := rapid.IntRange(0, len(h.doc.lines)-1).Draw(t, "line")
		where := position{
			line,
			rapid.IntRange(0, utf16Len(h.doc.lines[line], len(h.doc.lines[line]))+1).Draw(t, "character"),
		}
		for _, c := range h.complete(where) {
			r := c.TextEdit.Range
			last := utf16Len(h.doc.lines[line], byteOffset(h.doc.lines[line], where.Character))
			if r.Start.Line != line || r.End.Line != line || r.Start.Character > last || r.End.Character < last {
				t.Fatalf("at %v of %q, %q is for %v", where, h.doc.lines[line], c.Label, r)
			}
		}
		h.hover(where)
		h.definition(where)
		h.fixes("", []diagnostic{{Range: textRange{where, position{line, where.Character + 3}}}})
	})
}

// A column of a problem, and the position in UTF-16 that it becomes, mean the same place.
func TestUnitsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOf(rapid.SampledFrom([]rune("aé😀ع\u202f𝄞"))).Draw(t, "line")
		line := string(runes)
		n := rapid.IntRange(0, len(runes)).Draw(t, "column")
		at := runeOffset(line, n)
		if line[:at] != string(runes[:n]) {
			t.Fatalf("%d characters of %q are %q", n, line, line[:at])
		}
		if back := byteOffset(line, utf16Len(line, at)); back != at {
			t.Fatalf("byte %d of %q is unit %d, which is byte %d", at, line, utf16Len(line, at), back)
		}
		if s := problemRange([]string{"", line}, 2, n+1); s.Start != (position{1, utf16Len(line, at)}) ||
			cmp.Compare(s.End.Character, s.Start.Character) < 0 {
			t.Fatalf("column %d of %q is underlined at %v", n+1, line, s)
		}
	})
}

// What a problem underlines: the name, the value, or what is between brackets or quotes.
func TestExtent(t *testing.T) {
	for _, x := range []struct {
		line string
		col  int
		want string
	}{
		{"sesion: a", 1, "sesion"},
		{"kind: shortt # of five", 7, "shortt"},
		{"year: l’an passé  ", 7, "l’an passé"},
		{"credits: [{role: a, peopl: b}]", 21, "peopl"},
		{"credits: [{role: a, people: b c}]", 29, "b c"},
		{"credits: [{role: a}]", 11, "{role: a}"},
		{`title: "a: b" # c`, 8, `"a: b"`},
		{"title: Zéro: le film # a", 8, "Zéro: le film"},
		{"- role: Son: prise", 9, "Son: prise"},
		{"title: Film #3", 8, "Film #3"},
		{"url: https://a.example/#b", 6, "https://a.example/#b"},
		{"  - name: a ", 0, "- name: a"},
		{"---", 1, "---"},
		{"a", 2, ""},
		{"", 1, ""},
	} {
		s := problemRange([]string{x.line}, 1, x.col)
		got := x.line[byteOffset(x.line, s.Start.Character):byteOffset(x.line, s.End.Character)]
		if got != x.want {
			t.Errorf("%q, column %d: %q is underlined, not %q", x.line, x.col, got, x.want)
		}
	}
	if s := fmt.Sprint(problemRange([]string{"a"}, 0, 0), problemRange([]string{"a"}, 9, 1),
		problemRange(nil, 1, 1)); s != "{{0 0} {0 0}} {{0 0} {0 0}} {{0 0} {0 0}}" {
		t.Errorf("a file as a whole is underlined at %s", s)
	}
}
