package site

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// What a page says is not known is remarked once the last edition has it, at the paragraph, in each language; what
// names an edition speaks of that one.
func TestContradiction(t *testing.T) {
	for _, c := range openClaims {
		if !mayClaim(c) {
			t.Errorf("%q has none of the stems", c)
		}
	}
	a, err := txtar.ParseFile("testdata/hints.txtar")
	if err != nil {
		t.Fatal(err)
	}
	project, _ := source.Read(os.DirFS("../../.."), "layouts", "assets")
	m := memo.New()
	for _, x := range []struct{ page, field, want string }{
		{"Les frais ne sont pas connus.", "fee: 500 DH", "about.md:6:1"},
		{"## Ce qui n’est pas encore connu\n\nLe formulaire, les langues.", "languages: [fr]", "about.md:8:1"},
		{"## ما ليس معروفًا بعد\n\nالاستمارة والرسوم.", "fee: 500 DH", "about.md:8:1"},
		{"The application form is not known yet.", "applications: {url: https://a.example/}", "about.md:6:1"},
		{"Les frais ne sont pas connus.", "fee: unknown", ""},
		{"Les frais ne sont pas connus.", "seats: 60", ""},
		{"Les frais sont connus.", "fee: 500 DH", ""},
		{"Les [frais](../sessions/edition-1.md) ne sont pas connus.", "fee: 500 DH", ""},
		{"## Ce qui n’est pas connu\n\nLe lieu.\n\n## Frais\n\nLes frais sont de 500 DH.", "fee: 500 DH", ""},
		{"Le programme a ses langues.\r\n\r\nLes frais ne sont pas connus.\r\n", "languages: [fr]", ""},
		{"Un texte dont la source n’a pas de date connue.", "disciplines: [Le son]", ""},
	} {
		list := append([]*source.File(nil), project...)
		for _, f := range a.Files {
			text := string(f.Data)
			switch f.Name {
			case "content/pages/about.md":
				text = "---\ntitle: Le programme\nsummary: Deux disciplines.\n" +
					"sources: [{publisher: unknown, date: unknown}]\n---\n" + x.page + "\n"
			case edition:
				text = strings.Replace(text, "number: 1\n", "number: 1\n"+x.field+"\n", 1)
			}
			list = append(list, source.NewText(f.Name, []byte(text)))
		}
		var got string
		for _, p := range Build(m, source.NewFiles(list...), Options{Now: benchNow}).Problems {
			if strings.Contains(p.What.En, "is not known, and "+edition+" has") {
				got += p.Where()
			}
		}
		if want := strings.Replace(x.want, "about", "content/pages/about", 1); got != want {
			t.Errorf("%s, with %s: remarked at %q, want %q", x.page, x.field, got, want)
		}
	}
}
