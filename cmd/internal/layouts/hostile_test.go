package layouts

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/source"

	"pgregory.net/rapid"
)

// A compiled layout writes what html/template writes, whatever the page holds.
func TestCompiledIsHTMLTemplate(t *testing.T) {
	set, problems := Load(site(t), siteOptions())
	if len(problems) > 0 {
		t.Fatal(spoken(problems))
	}
	if uncompiled := set.Uncompiled(); uncompiled != nil {
		t.Fatal("not compiled: ", uncompiled)
	}
	rapid.Check(t, func(t *rapid.T) { sameAsTemplate(t, set, hostilePage(t, "film")) })
}

func sameAsTemplate(t *rapid.T, set *Set, page *Page) {
	var want, got bytes.Buffer
	fr := set.ready["fr"]
	err := viaTemplate(fr.templates, &want, page)
	ok := fr.compiled[base].Execute(&got, page, fr.compiled[page.Main])
	if (err == nil) != ok || ok && want.String() != got.String() {
		t.Fatalf("compiled %v:\n%s\nhtml/template %v:\n%s", ok, &got, err, &want)
	}
}

// Layouts minified once and compiled make the bytes that html/template and a minifier of whole
// pages make: the invented layouts, and those of the site.
func TestPlainRoadMakesTheSameBytes(t *testing.T) {
	for name, files := range map[string][]*source.File{"invented": site(t), "the site’s": siteLayouts(t)} {
		opts := siteOptions()
		opts.Minify = minify.Template
		opts.Asset = nil
		fast, problems := Load(files, opts)
		opts.Plain = true
		plain, plainProblems := Load(files, opts)
		if len(problems)+len(plainProblems) > 0 {
			t.Fatal(name, spoken(problems), spoken(plainProblems))
		}
		rapid.Check(t, func(t *rapid.T) {
			page := hostilePage(t, rapid.SampledFrom(mains(fast)).Draw(t, "layout"))
			page.Lang = rapid.SampledFrom([]string{"fr", "ar", "en"}).Draw(t, "language")
			var want, got bytes.Buffer
			wantProblems, gotProblems := plain.Render(&want, page), fast.Render(&got, page)
			if want.String() != got.String() || spoken(wantProblems) != spoken(gotProblems) {
				t.Fatalf("%s\n%s\nplain: %s", name, firstDifference(got.String(), want.String()),
					spoken(gotProblems)+"\n"+spoken(wantProblems))
			}
		})
	}
}

// siteLayouts reads the layouts at the root of the repository.
func siteLayouts(t *testing.T) (files []*source.File) {
	for _, pattern := range []string{"*.html", "*.yaml", "partials/*.html"} {
		names, _ := filepath.Glob(filepath.Join("../../../layouts", pattern))
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel("../../..", name)
			files = append(files, source.NewText(filepath.ToSlash(rel), text))
		}
	}
	return files
}

// firstDifference shows both texts from a little before they part.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return a[from:min(len(a), i+80)] + "\n------\n" + b[from:min(len(b), i+80)]
}

// hostilePage is a page whose strings try to leave the places they are printed in.
func hostilePage(t *rapid.T, main string) *Page {
	p := &Page{}
	texts := rapid.SliceOfN(hostileText(), 1, 16).Draw(t, "texts")
	fillAtRandom(reflect.ValueOf(p).Elem(), rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "page"), 0)), texts)
	p.Lang, p.Main = "fr", main
	return p
}

func hostileText() *rapid.Generator[string] {
	start := rapid.SampledFrom([]string{"", "", "/", "/films/", "https:", "https://x.test/", "//x.test", "tel:",
		"geo:",
		"javascript:", "JaVaScRiPt:", "data:text/html,", "/a.jpg 480w, /b", "?q=", "#"})
	piece := rapid.OneOf(
		rapid.Map(rapid.ByteMax(127), func(b byte) string { return string(rune(b)) }),
		rapid.SampledFrom([]string{`"`, "'", "<", ">", "&", "`", "=", "a", "b", "-", " ", "\n", "\x00", "\xff", "é",
			"漢",
			"\u202e", "\u2067", "\u2069", "\u200f", "\u061c", "\ufeff", "\u2028", "\u00ad", "«\u202f", "</script>",
			"</style>", "<!--", "-->", "]]>", "{{", "}}", "{{v61}}", "{{0}}", "&amp;", "&#34;", "&quot", "%22", "%zz",
			" onclick=x", " class=\"x\"", "javascript:", " 1x,", ", ", "ZgotmplZ", strings.Repeat("long ", 999)}))
	return rapid.Custom(func(t *rapid.T) string {
		return start.Draw(t, "start") + strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
	})
}

func fillAtRandom(v reflect.Value, r *rand.Rand, texts []string) {
	switch v.Kind() {
	case reflect.Pointer:
		if r.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fillAtRandom(v.Elem(), r, texts)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(3), 3))
		for i := range v.Len() {
			fillAtRandom(v.Index(i), r, texts)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillAtRandom(v.Field(i), r, texts)
		}
	case reflect.String:
		if r.IntN(5) > 0 {
			v.SetString(texts[r.IntN(len(texts))])
		}
	case reflect.Bool:
		v.SetBool(r.IntN(2) > 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(100) - 10))
	}
}

func mains(s *Set) []string { return slices.Sorted(maps.Keys(s.files.mains)) }
