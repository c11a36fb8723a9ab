package content

import (
	"bytes"
	"testing"

	"artsfactory/cmd/internal/source"
)

// Whatever the fields of a file hold, they are read or told, each problem at a line that the file has.
func FuzzFields(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: x\nkind: short\nsession: [a, {b: c}]\nyear: 2O25\n---\n",
		"---\na: &x [*x]\n---\n",
		"---\nslug: \"\\u202e\"\n",
		"---\ncredits:\n  Son: a\n  ? b\n: c\n---\n", "---\ntrailer: https://youtu.be/x\nlinks: [a://b]\n---\n",
		"languages: {fr: x}\nsegments: {films: {fr: é}}\nname: |\n  a\n",
		"---\nstart: 31/02/2025 18h30\nlanguages: fr ar\n---\n",
		"---\nname: سهام\nage: 8-10\ngeo: 1,2 3\nconsent: ?\n---\n",
	} {
		f.Add([]byte(s), uint8(4))
	}
	config, _ := ParseConfig(source.NewText(ConfigPath, []byte(testConfig)))
	f.Fuzz(func(t *testing.T, text []byte, n uint8) {
		lines := bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r")) + 1
		check := func(ps []source.Problem) {
			for _, p := range ps {
				if p.Line < 0 || p.Line > lines+1 || p.What.En == "" || p.What.Fr == "" {
					t.Fatalf("%+v in %d lines", p, lines)
				}
			}
		}
		path := "content/" + kinds[int(n)%len(kinds)].folder + "/" + []string{"a.md", "a.ar.md", "a/index.md"}[n%3]
		file := source.NewText(path, text)
		raw, ps := SplitFrontMatter(file)
		check(ps)
		_, ps = Parse(path, raw, config)
		check(ps)
		c, ps := ParseConfig(source.NewText(ConfigPath, text))
		check(ps)
		if len(c.Languages) == 0 || c.BaseURL == "" || c.Zone == nil {
			t.Fatalf("a build cannot go on with %+v", c)
		}
	})
}
