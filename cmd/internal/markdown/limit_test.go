package markdown

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// shapes are texts that are known to take a Markdown parser more time than their length
// deserves, or to make it write more.
var shapes = map[string]func(n int) string{
	"links open":        rep("[a]("),
	"links open title":  rep(`[a](b "`),
	"links open angle":  rep("[a](<b"),
	"links ref":         rep("[a][b"),
	"brackets":          rep("["),
	"brackets closed":   rep("[]"),
	"brackets nested":   func(n int) string { return strings.Repeat("[", n/2) + "[a](b)" + strings.Repeat("]", n/2) },
	"brackets links":    func(n int) string { return strings.Repeat("[ [a](b) ", n/18) + strings.Repeat("]", n/2) },
	"links dense":       func(n int) string { return strings.Repeat("![_``]($", n/16) + strings.Repeat("C++", n/6) },
	"links dense angle": func(n int) string { return strings.Repeat("![a](<a b", n/18) + strings.Repeat("c ", n/4) },
	"images":            rep("!["),
	"quotes":            rep(">"),
	"quotes spaced":     rep("> "),
	"quotes lines":      rep("> a\n"),
	"list in line":      rep("- "),
	"list ordered line": rep("1. "),
	"lists nested":      func(n int) string { return nested(n, "- a\n") },
	"lists then blank":  func(n int) string { return nested(n/2, "- a\n") + strings.Repeat("\n", n/2) + "x" },
	"tabs nested":       func(n int) string { return nestedTab(n/2, "- a\n") + strings.Repeat("\n", n/2) + "x" },
	"list items":        rep("- a\n"),
	"list items loose":  rep("- a\n\n"),
	"emphasis":          rep("*a"),
	"emphasis mixed":    rep("*a_b "),
	"emphasis closers":  func(n int) string { return strings.Repeat("a** ", n/8) + strings.Repeat("b* ", n/6) },
	"emphasis openers":  func(n int) string { return strings.Repeat("_a ", n/6) + strings.Repeat("b* ", n/6) },
	"emphasis par":      rep("*a_b \n"),
	"stars":             rep("*"),
	"strikes":           rep("~a "),
	"backticks": func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString("a" + strings.Repeat("`", i))
		}
		return b.String()
	},
	"backtick one":    rep("`` ` "),
	"html open":       rep("<a "),
	"html attrs":      rep("<a b=\"c "),
	"html attrs long": func(n int) string { return strings.Repeat("<a"+strings.Repeat(" b", 100), n/202) },
	"html comment":    rep("a<!-- "),
	"html decl":       rep("a<!X "),
	"html pi":         rep("a<? "),
	"entities":        rep("&a"),
	"notes": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, "[^%d]: a\n", i)
		}
		b.WriteString("\n")
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[^%d]", i)
		}
		return b.String()
	},
	"notes one":    func(n int) string { return "[^a]: b\n\n" + strings.Repeat("[^a]", n/4) },
	"notes nested": func(n int) string { return strings.Repeat("[^a]: ", n/6) },
	"note open":    rep("[^"),
	"table ragged": func(n int) string {
		return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n" + strings.Repeat("a\n", n/4)
	},
	"table many":    func(n int) string { return strings.Repeat("|a|\n|-|\n", n/8) },
	"table escapes": func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n/7) },
	"references": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[%d]: a\n", i)
		}
		return b.String()
	},
	"references open":    rep("[a]: b '\n"),
	"references par":     rep("[a]: b 'c\n\n"),
	"definitions":        rep("a\n: b\n"),
	"definitions nested": rep(": "),
	"setext":             rep("a\n-\n"),
	"headings":           rep("## a\n"),
	"headings bare":      rep("#\n"),
	"directives":         rep("::: a\n"),
	"directive ends":     rep(":::\n"),
	"bare links":         rep("www.a.bb "),
	"bare link parens":   func(n int) string { return "http://a.bb/" + strings.Repeat(")", n) },
	"mails":              rep("a@b.cc "),
	"at":                 rep("a@"),
	"dots":               rep("a."),
	"internal links":     rep("[a](b) "),
	"lost links":         rep("[a][b] "),
	"words":              rep("mot ! "),
	"guillemets":         rep("«"),
	"apostrophes em":     rep("*l'*"),
	"spaces em":          rep("a *!* "),
	"arabic":             rep("مغرب "),
	"arabic latin":       rep("مa"),
	"arabic numbers":     rep("م 5 a 6 +7 "),
	"arabic signs":       rep("م (a [b «c 1-2 "),
	"latin alone":        rep("a 1 (b "),
	"arabic links":       rep("[م a](b) c "),
	"arabic emphasis":    rep("*م a* b "),
	"arabic paragraphs":  rep("[م](b) a\n\n"),
	"arabic phones":      rep("0 1 2 3 4 5 6 7 8 "),
	"lost markup":        rep("{{< [a ^b ==c $d "),
	"lost brackets":      rep("[[a ]] [a ="),
	"escapes":            rep("\\"),
	"lines":              rep("a\n"),
	"hard breaks":        rep("a\\\n"),
	"blank":              rep("\n"),
	"nul":                rep("\x00"),
}

func rep(s string) func(int) string { return func(n int) string { return strings.Repeat(s, n/len(s)) } }

func nested(n int, line string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}
func nestedTab(n int, line string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("\t", i) + line)
	}
	return b.String()
}

// refused are the shapes that no limit short of refusing makes bearable.
var refused = []string{
	"links open", "brackets nested", "emphasis openers", "quotes", "list in line", "list ordered line", "lists nested",
	"tabs nested", "lists then blank", "table ragged",
}

// No text makes the tool hang or write out of all proportion. The test's own time limit is
// the measure: before there were limits, some of these took hours.
func TestShapesThatExplode(t *testing.T) {
	for name, shape := range shapes {
		text := shape(1 << 16)
		Parse("x.md", []byte(text), 1, "ar", "")
		d, problems := Parse("x.md", []byte(text), 1, "fr", "")
		size := 0
		for _, p := range d.Parts {
			size += len(p.HTML)
		}
		if size > 64*len(text) {
			t.Errorf("%s: %d bytes became %d", name, len(text), size)
		}
		if empty := len(d.Parts) == 0 && len(problems) == 1; slices.Contains(refused, name) && !empty {
			t.Errorf("%s is not refused", name)
		}
	}
}

// What people may well write is not refused.
func TestLimitsAreFarAway(t *testing.T) {
	body, err := os.ReadFile("testdata/body.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a long book":     strings.Repeat(string(body), 110),
		"a list of links": strings.Repeat("- [a](b.md) and **c**\n", 2000),
		"a long table": strings.Repeat("|a", 20) + "\n" + strings.Repeat("|-", 20) + "\n" +
			strings.Repeat(strings.Repeat("|*b*", 20)+"\n", 250),
		"lists in lists": nested(400, "- a\n"),
		"indented code":  strings.Repeat(" ", 60) + "- a\n",
	} {
		if _, problems := Parse("x.md", []byte(text), 1, "fr", ""); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems[0].In("en"))
		}
	}
}

func TestTooManyHeadings(t *testing.T) {
	text := strings.Repeat("## a\n\n", maxHeadings+5)
	d, problems := Parse("x.md", []byte(text), 1, "fr", "")
	if len(problems) != 1 || problems[0].Line != 2*maxHeadings+1 || len(d.Headings) != maxHeadings {
		t.Errorf("%d headings, problems %v", len(d.Headings), problems)
	}
}

func TestTooLongAText(t *testing.T) {
	_, problems := Parse("x.md", make([]byte, maxText+1), 3, "fr", "")
	if len(problems) != 1 || problems[0].Line != 3 {
		t.Errorf("problems %v", problems)
	}
}

// shapeParts are what shapes are made up of.
var shapeParts = []string{
	"*", "**", "_", "~", "`", "``", "[", "]", "(", ")", "![", "](", "<", ">", "<a", "<!--", "&", ":", "::: ", "|",
	"|-|",
	"\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n1. ", "\n## ", "\n===\n", "\n```\n", "\n[a]: ", "[^a]", "\n[^a]: ",
	"^", "==", "{{< ", "\\", "a", "mot ", " ", "  \n", "م", "مغرب ", "5", "+212 ", "«", "»", "(م", "@", "a@b.cc",
	"http://a.bb", "www.", ".", "'", "\"", "!", "\u00a0", "\u200f", "R&B", "\n: ", "$", "\x00", "\u0301", "<<<<<<< ",
}

// A text of any parts, again and again, alone or before as many others, is read within bounds. As with the shapes that
// are known, the test's own time limit is the measure.
func TestShapesMadeUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom(shapeParts)
		unit := strings.Join(rapid.SliceOfN(part, 1, 5).Draw(t, "unit"), "")
		const n = 1 << 13
		text := strings.Repeat(unit, n/len(unit))
		if rapid.Bool().Draw(t, "closers") {
			closer := part.Draw(t, "closer")
			text = text[:n/2/len(unit)*len(unit)] + strings.Repeat(closer, n/2/len(closer))
		}
		for _, lang := range []string{"fr", "ar"} {
			d, _ := Parse("x.md", []byte(text), 1, lang, "https://a.example/")
			size := 0
			for _, p := range d.Parts {
				size += len(p.HTML)
			}
			if size > 64*len(text) {
				t.Errorf("%d bytes became %d", len(text), size)
			}
		}
	})
}
