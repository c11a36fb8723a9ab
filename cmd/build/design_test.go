package main

import (
	"bytes"
	"compress/gzip"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stylesheets hold the design: site.css the tokens and what every page has, the others what only
// the pages of one layout have.
const stylesheets = "../../assets/css/*.css"

// A rule is one declaration of the stylesheet and where it stands.
type rule struct {
	at       string // the @-rules around it
	selector string
	property string
	value    string
}

// styles reads a stylesheet into its declarations. It knows as much CSS as ours needs: rules
// nest in @-rules, and no text holds braces.
func styles(css string) []rule {
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(css, "")
	var rules []rule
	var around []string
	for len(css) > 0 {
		i := strings.IndexAny(css, "{};")
		if i < 0 {
			break
		}
		said := strings.Join(strings.Fields(css[:i]), " ")
		if css[i] == '{' {
			around = append(around, said)
		} else {
			if name, value, ok := strings.Cut(said, ":"); ok && len(around) > 0 {
				last := len(around) - 1
				rules = append(rules, rule{strings.Join(around[:last], " "), around[last], strings.TrimSpace(name),
					strings.TrimSpace(value)})
			}
			if css[i] == '}' {
				around = around[:len(around)-1]
			}
		}
		css = css[i+1:]
	}
	return rules
}

// palette is the colour tokens in one scheme.
type palette map[string]string

// design is what the tests judge: the stylesheet, its tokens by scheme and its promised pairs.
type design struct {
	rules   []rule
	schemes map[string]palette
	pairs   [][3]string // foreground, background, text or ui
}

var (
	colourToken = regexp.MustCompile(`^#[0-9a-f]{3,6}$`)
	pairLine    = regexp.MustCompile(`/\* pair: (\S+) (\S+) (text|ui) \*/`)
)

func readDesign(t *testing.T) *design {
	t.Helper()
	names, err := filepath.Glob(stylesheets)
	if err != nil {
		t.Fatal(err)
	}
	var css []byte
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		css = append(css, b...)
	}
	d := &design{rules: styles(string(css)), schemes: map[string]palette{"light": {}, "dark": {}, "print": {}}}
	for _, r := range d.rules {
		if r.selector != ":root" || !colourToken.MatchString(r.value) {
			continue
		}
		switch {
		case strings.Contains(r.at, "prefers-color-scheme: dark"):
			d.schemes["dark"][r.property] = r.value
		case strings.Contains(r.at, "@media print"):
			d.schemes["print"][r.property] = r.value
		default:
			d.schemes["light"][r.property] = r.value
		}
	}
	// What a scheme does not change stays as it is in the light one.
	for name, colour := range d.schemes["light"] {
		if _, changed := d.schemes["print"][name]; !changed {
			d.schemes["print"][name] = colour
		}
	}
	for _, m := range pairLine.FindAllStringSubmatch(string(css), -1) {
		d.pairs = append(d.pairs, [3]string{"--" + m[1], "--" + m[2], m[3]})
	}
	if len(d.schemes["light"]) < 8 || len(d.pairs) < 8 {
		t.Fatalf(
			"%s: found %d colour tokens and %d pairs: this test cannot read it any more",
			stylesheets,
			len(d.schemes["light"]),
			len(d.pairs),
		)
	}
	return d
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	hex := colour[1:]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("%s is no colour", colour)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// alikeAtNight are the colours of what looks the same in both schemes: the key sheet and the screening.
var alikeAtNight = []string{"--key", "--on-key", "--before", "--after", "--dark", "--on-dark", "--dim"}

// Every pair of colours that meet can be told apart, whichever scheme a visitor has.
func TestContrast(t *testing.T) {
	d := readDesign(t)
	for _, name := range alikeAtNight {
		d.schemes["dark"][name] = d.schemes["light"][name]
	}
	for scheme, colours := range d.schemes {
		for _, p := range d.pairs {
			fg, bg := colours[p[0]], colours[p[1]]
			if fg == "" || bg == "" {
				t.Errorf("%s: the pair %s on %s names a colour that is not there", scheme, p[0], p[1])
				continue
			}
			need := map[string]float64{"text": 4.5, "ui": 3}[p[2]]
			if c := contrast(t, fg, bg); c < need {
				t.Errorf("%s: %s %s on %s %s has a contrast of %.2f, under %.1f", scheme, p[0], fg, p[1], bg, c, need)
			}
		}
	}
	for name := range d.schemes["light"] {
		if d.schemes["dark"][name] == "" {
			t.Errorf("%s has no colour for the night", name)
		}
	}
}

var (
	colourValue = regexp.MustCompile(
		`#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|` +
			`\b(?:black|white|gr[ae]y|red|green|blue|yellow|orange|purple|silver|navy|canvas(?:text)?)\b`,
	)
	tokenUse = regexp.MustCompile(`var\((--[a-z-]+)\)`)
)

// Colours that no text stands on and that need no second scheme.
var plainColours = map[string]string{
	".video iframe, .video video background": "#000", // the dark around a moving picture
}

// Colours come from the table of tokens, and what is used as text is promised on a ground.
func TestColoursAreTokens(t *testing.T) {
	d := readDesign(t)
	colours := d.schemes["light"]
	promised := func(fg, bg string) bool {
		return slices.ContainsFunc(
			d.pairs,
			func(p [3]string) bool { return p[2] == "text" && p[0] == fg && (bg == "" || p[1] == bg) },
		)
	}
	grounds := map[string]string{} // place and selector to the token of its background
	for _, r := range d.rules {
		if r.property == "background" {
			if m := tokenUse.FindStringSubmatch(r.value); m != nil {
				grounds[r.at+r.selector] = m[1]
			}
		}
	}
	for _, r := range d.rules {
		if strings.HasPrefix(r.property, "--") {
			continue
		}
		if c := colourValue.FindString(tokenUse.ReplaceAllString(r.value, "")); c != "" &&
			plainColours[r.selector+" "+r.property] != r.value {
			t.Errorf(
				"%s { %s: %s } holds a colour of its own; take one of the tokens",
				r.selector,
				r.property,
				r.value,
			)
		}
		m := tokenUse.FindStringSubmatch(r.value)
		if r.property != "color" || m == nil {
			continue
		}
		if _, known := colours[m[1]]; !known {
			t.Errorf("%s has the colour %s, which is not among the tokens", r.selector, m[1])
		}
		if bg := grounds[r.at+r.selector]; !promised(m[1], bg) {
			t.Errorf(
				"%s sets text in %s on %q without a /* pair: ... text */ line that has its contrast tested",
				r.selector,
				m[1],
				bg,
			)
		}
	}
}

var (
	sided = regexp.MustCompile(
		`^(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right|top|bottom)(?:-|$)|` +
			`^border-(?:top|bottom)-(?:left|right)`,
	)
	sidedValue = regexp.MustCompile(`\b(?:left|right)\b`)
	fourSides  = regexp.MustCompile(
		`^(?:margin|padding|inset|border-width|border-color|border-style|scroll-margin|scroll-padding)$`,
	)
)

// What is left in French is right in Arabic: nothing says left or right, nor width or height
// for a box.
func TestLogicalProperties(t *testing.T) {
	for _, r := range readDesign(t).rules {
		sides := strings.Fields(regexp.MustCompile(`\([^()]*\)`).ReplaceAllString(r.value, ""))
		switch {
		case sided.MatchString(r.property),
			slices.Contains([]string{"width", "height", "min-width", "max-width", "min-height", "max-height", "float",
				"clear"}, r.property):
			t.Errorf("%s { %s: %s } is physical", r.selector, r.property, r.value)
		case sidedValue.MatchString(r.value):
			t.Errorf("%s { %s: %s } names a side of the screen", r.selector, r.property, r.value)
		case fourSides.MatchString(r.property) && len(sides) == 4 && sides[1] != sides[3]:
			t.Errorf(
				"%s { %s: %s } is not the same on both sides; name them by -inline-start and -inline-end",
				r.selector,
				r.property,
				r.value,
			)
		}
	}
}

// Arabic letters join: space between them tears words apart, and they have no italics.
func TestArabicType(t *testing.T) {
	rules := readDesign(t).rules
	set := func(selector, property, value string) bool {
		return slices.ContainsFunc(rules, func(r rule) bool {
			return r.selector == selector && r.property == property && r.value == value
		})
	}
	if !set(":lang(ar)", "--tracking", "0em") {
		t.Error(":lang(ar) does not take the space between letters away (--tracking: 0em)")
	}
	for _, r := range rules {
		if r.property == "letter-spacing" && r.value != "0" && r.value != "normal" && r.value != "var(--tracking)" {
			t.Errorf(
				"%s spaces letters by %s; use var(--tracking), which Arabic sets to nothing",
				r.selector,
				r.value,
			)
		}
		if r.property == "font-style" && r.value != "normal" && !set(r.selector+":lang(ar)", "font-style", "normal") {
			t.Errorf("%s is %s in Arabic too", r.selector, r.value)
		}
	}
}

// criticalBudget is what a page and its stylesheet may weigh, in bytes of gzip. They should come in
// one initial window of a connection, 13,000 bytes of Brotli; Go has gzip, which makes the same
// pages 12 to 18 % larger.
const criticalBudget = 15_500

// scriptBudget is what a script may weigh as published, in bytes, not compressed.
const scriptBudget = 1000

// searchBudget is what the script may weigh that searches: pages load it once somebody searches.
const searchBudget = 8000

func TestWeight(t *testing.T) {
	s := fictionSite(t)
	css := 0
	for p, b := range s.files {
		switch path.Ext(p) {
		case ".js":
			budget := scriptBudget
			if strings.HasPrefix(path.Base(p), "find.") {
				budget = searchBudget
			}
			if len(b) > budget {
				t.Errorf("%s has %d bytes, over %d", p, len(b), budget)
			}
		case ".css":
			css += zipped(t, b)
		}
	}
	sizes := map[int]string{}
	for _, p := range s.pages {
		n := css + zipped(t, p.body)
		sizes[n] = p.path
		if n > criticalBudget {
			t.Errorf("%s needs %d bytes before it can be shown, over %d", p.path, n, criticalBudget)
		}
	}
	all := slices.Sorted(maps.Keys(sizes))
	worst := all[len(all)-1]
	t.Logf(
		"critical bytes with gzip: stylesheet %d, median page %d, worst %d (%s)",
		css,
		all[len(all)/2],
		worst,
		sizes[worst],
	)
}

func zipped(t *testing.T, b []byte) int {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(b)
	w.Close()
	return out.Len()
}

var (
	classAttribute  = regexp.MustCompile(`class="((?:[^"{]|\{\{.*?\}\})*)"`)
	classSelector   = regexp.MustCompile(`\.([a-z][a-z0-9-]*)`)
	declarationList = regexp.MustCompile(`\{[^{}]*\}`)
)

// Classes that no layout's text holds whole: markdown writes them, or a card's kind or state is
// printed into class.
var generatedClasses = regexp.MustCompile(`^(?:ta-c|ta-e|footnotes|table|is-[a-z]+|film|long|longer|longest)$`)

// No rule of the style sheets is for a class that pages do not have.
func TestStylesAreUsed(t *testing.T) {
	used := map[string]bool{}
	layouts, _ := filepath.Glob("../../layouts/*.html")
	partials, _ := filepath.Glob("../../layouts/partials/*.html")
	for _, name := range append(layouts, partials...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range classAttribute.FindAllStringSubmatch(string(text), -1) {
			for _, class := range strings.FieldsFunc(m[1],
				func(r rune) bool { return strings.ContainsRune(" {}\"", r) }) {
				used[class] = true
			}
		}
	}
	names, _ := filepath.Glob(stylesheets)
	for _, name := range names {
		if filepath.Base(name) == "feed.css" { // of elements of feeds
			continue
		}
		css, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range classSelector.FindAllStringSubmatch(selectors(string(css)), -1) {
			if !used[m[1]] && !generatedClasses.MatchString(m[1]) {
				t.Errorf("%s has a rule for .%s, which no layout uses", name, m[1])
			}
		}
	}
}

// selectors is a style sheet without its comments and declarations.
func selectors(css string) string {
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(css, "")
	return declarationList.ReplaceAllString(css, "{}")
}
