package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

const small = `
-- content/site.yaml --
name: Fiction
base_url: https://fiction.example/
languages: [{code: fr, name: Français}, {code: ar, name: العربية}, {code: en, name: English}]
-- content/pages/index.md --
---
title: Accueil
template: home
---
-- content/sessions/edition-1.md --
---
title: Première
number: 1
start: 2025-01
disciplines: [{name: Dessin}]
---
-- content/sessions/edition-2.md --
---
title: Deuxième
number: 2
start: 2026-01
disciplines:
  - name: Dessin
  - name: "Son : prise et mixage"
    modules: [Perche, Mixage]
---
-- content/people/amal.md --
---
title: Amal B.
roles: [coach]
---
-- content/films/zero/index.md --
---
title: Zéro
kind: short
session: edition-1
credits:
  - role: Image
    people: [amal, Plume]
---
Un film de la [première](../../sessions/edition-1.md).
-- content/films/zero/index.ar.md --
---
title: صفر
---
-- content/films/zero/bande.fr.vtt --
WEBVTT
-- content/films/zero/affiche.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><path d="M0 0h2v3H0z"/></svg>
`

const film = "content/films/zero/index.md"

// What is typed is checked before it is saved, and what is mended is no longer underlined.
func TestUnderlines(t *testing.T) {
	c := open(t, siteOf(t, small), "en-GB")
	c.sees()
	c.types(film, "---\ntitle: Zéro\nkind: shortt\nsession: edition-1\n---\n")
	c.sees(
		film + `:3:6-12: "shortt" is not a value of "kind" / did you mean "short"? it is one of short, animation, ` +
			`web-series, documentary, digital`,
	)
	c.changes(film, "---\ntitle: Zéro\nkind: short\nsession: edition-3\n---\n")
	c.sees(
		film + `:4:9-18: there is no session "edition-3" / did you mean "edition-1"? content/sessions has ` +
			`edition-1, edition-2`,
	)
	// The other side of the relation is being written in another window.
	c.types(
		"content/sessions/edition-3.md",
		"---\ntitle: Troisième\nnumber: 3\nstart: unknown\ndisciplines: unknown\n---\n",
	)
	c.sees()
	c.closes("content/sessions/edition-3.md")
	c.sees(
		film + `:4:9-18: there is no session "edition-3" / did you mean "edition-1"? content/sessions has ` +
			`edition-1, edition-2`,
	)
	c.closes(film) // unsaved: the file counts again
	c.sees()
	c.saves(film, []byte("---\ntitle: Zéro\nkind: short\nsesion: edition-1\n---\n"))
	c.sees(film + `:4:0-6: unknown field "sesion" / did you mean "session"?`)
	c.saves(film, nil)
	c.sees(
		"content/films/zero/index.ar.md:1:0-0: this translates an entry that does not exist / write the entry " +
			"itself, in Français, in a file of the same name without the language",
	)
	if code := c.leaves(); code != 0 {
		t.Errorf("the command ended with %d", code)
	}
}

// Columns are UTF-16 units, as the protocol wants them, in front of which any script may stand.
func TestColumns(t *testing.T) {
	c := open(t, siteOf(t, small), "fr")
	c.types(
		film,
		"\ufeff---\r\ntitle: \"😀 صفر\"\r\nkind: short\r\nsession: edition-1\r\nlinks: [{label: \"😀 "+
			"مرحبا\", url: nulle part}]\r\n---\r\n",
	)
	c.sees(
		film + ":5:33-43: « nulle part » n’est pas une adresse web / écrivez-la en entier, comme " +
			"https://example.org/page",
	)
	c.leaves()
}

// One is spoken to in the editor's language, or in the one that was asked for.
func TestLanguages(t *testing.T) {
	for _, x := range []struct {
		flags  []string
		locale string
		want   string
	}{{nil, "fr-MA", "champ inconnu"}, {nil, "ar", "unknown field"},
		{[]string{"-lang", "fr"}, "en", "champ inconnu"}} {
		root := siteOf(t, small)
		c := start(t, root, x.flags...)
		c.ask("initialize", object{"locale": x.locale, "workspaceFolders": []object{{"uri": uriOf(root)}}}, nil)
		c.types(film, "---\ntitle: a\nkind: short\nsession: edition-1\ncouleur: x\n---\n")
		if !c.until(
			func() bool { return len(c.wrong[film]) == 1 && strings.HasPrefix(c.wrong[film][0].Message, x.want) },
		) {
			t.Errorf("%v %s: %v", x.flags, x.locale, c.wrong)
		}
		c.leaves()
	}
}

// What is offered at the |, of which the first are told.
func TestCompletion(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.knows()
	const head = "---\ntitle: a\nkind: short\nsession: edition-1\n"
	for _, x := range []struct{ name, path, text, want string }{
		{"required fields first", film, "---\n|\n---\n", "title, kind, session, summary, draft"},
		{"not those that are there, above or below", film, "---\ntitle: a\n|\nkind: short\n---\n",
			"session, summary, draft"},
		{"half a name", film, "---\ntitle: a\nki|\n---\n", "kind, session, summary"},
		{"fields not closed", film, "---\ntitle: a\n|", "kind, session, summary"},
		{"values of a closed list", film, "---\nkind: |\n---\n", "short (short film), animation (animated film), " +
			"web-series (episode of a web series)"},
		{"no space behind the colon", film, "---\nkind:|\n---\n", "short (short film), animation (animated film)"},
		{"relations", film, "---\nsession: ed|\n---\n", "edition-1 (Première), edition-2 (Deuxième)"},
		{"a relation that may be unknown", "content/events/a.md", "---\nsession: |\n---\n",
			"edition-1 (Première), edition-2 (Deuxième), unknown (not known yet)"},
		{"what the session teaches", "content/events/a.md", "---\ndiscipline: |\nsession: edition-2\n---\n",
			"Dessin, \"Son : prise et mixage\", unknown (not known yet)"},
		{"what another one does", "content/masterclasses/a.md", "---\nsession: \"edition-1\" # this one\n" +
			"discipline: De|\n---\n", "Dessin, unknown (not known yet)"},
		{"what no session teaches", "content/events/a.md", "---\nrecording: {title: edition-1}\ndiscipline: |\n---\n",
			"unknown (not known yet)"},
		{"true or false", film, "---\nuntitled: |\n---\n", "true, false"},
		{"languages", film, "---\nlanguages: [fr, |]\n---\n", "ar (العربية), en (English), ary (Moroccan Arabic)"},
		{"a list on lines of its own", film, "---\nlanguages:\n  - fr\n  - |\n---\n",
			"ar (العربية), en (English), ary (Moroccan Arabic)"},
		{"a list without its hyphen", film, "---\nlanguages:\n  |\n---\n", "fr (Français), ar (العربية)"},
		{"in a list of fields", film, head + "credits:\n  - |\n---\n", "role, people"},
		{"below a hyphen", film, head + "credits:\n  - role: Son\n    |\n  - role: Image\n---\n", "people"},
		{"a list at the margin", film, head + "credits:\n- role: Son\n  |\n---\n", "people"},
		{"between brackets", film, head + "credits: [{role: Son, |}]\n---\n", "people"},
		{"between brackets over lines", film, head + "credits: [\n  {role: Son,\n   |},\n]\n---\n", "people"},
		{"brackets not closed", film, head + "credits: [{role: Son, p|\nyear: 2025\n---\n", "people"},
		{"people, by name or as entries", film, head + "credits:\n  - role: Son\n    people: [Plume, |]\n---\n",
			"amal (Amal B.)"},
		{"fields within fields within fields", film, head + "trailer:\n  poster:\n    |\n---\n", "src, alt, caption"},
		{"captions", film, head + "trailer:\n  captions: |\n---\n", "no-dialogue (nobody speaks), {fr: …}"},
		{"captions by language", film, head + "trailer:\n  captions: {fr: |}\n---\n", "bande.fr.vtt"},
		{"pictures beside the entry", film, head + "poster: {src: |\n---\n", "affiche.svg"},
		{"a picture with what it needs", film, head + "poster: |\n---\n", "affiche.svg"},
		{"words only in a translation", "content/films/zero/index.ar.md", "---\n|\n---\n",
			"title, summary, image, aliases, slug, links, technique"},
		{"nothing in a text", film, head + "logline: >\n  Il était |\n---\n", ""},
		{"nothing in quotes", film, head + "poster: {src: a, alt: \"|\"}\n---\n", ""},
		{"nothing in a list of texts", film, head + "country: |\n---\n", "unknown (not known yet)"},
		{"nothing of what is unknown", film, head + "colour: {a: |}\n---\n", ""},
		{"an empty file", film, "|", "--- (the fields that are required)"},
		{"the first hyphens", film, "---|\n", "--- (the fields that are required)"},
		{"a directive", film, head + "---\nText.\n\n::: |\n", "apply (a call to apply to an edition), figures (the " +
			"figures of an edition), gallery (several pictures)"},
		{"not in a directive", film, head + "---\n::: video\n:::|\n", ""},
		{"the fields of a directive", film, head + "---\n::: apply\n|\n:::\n", "session"},
		{"their values", film, head + "---\n::: apply\nsession: |\n:::\n", "edition-1 (Première)"},
		{"a list in a directive", film, head + "---\n::: gallery\n- src: a.jpg\n  |\n:::\n", "alt, caption"},
		{"a text behind a directive", film, head + "---\n::: apply\nsession: edition-1\n:::\nki|\n", ""},
		{"a link", film, head + "---\nUn [film](|\n", "../../sessions/edition-1.md (Première)"},
		{"a picture in the text", film, head + "---\n![Affiche](|\n", "affiche.svg"},
		{"the site itself", "content/site.yaml", "name: a\n|", "base_url, languages, time_zone"},
		{"its menus", "content/site.yaml", "navigation:\n  - |", "events, films, masterclasses, news, people, " +
			"places, prizes, sessions"},
		{"its languages' texts", "content/site.yaml", "languages: [{code: fr, name: F}, {code: ar, name: A}]\n" +
			"tagline:\n  fr: a\n  |", "ar, en"},
	} {
		var got []completionItem
		c.about("completion", x.path, x.text, &got)
		var labels []string
		for _, o := range got {
			l := o.Label
			if d := o.LabelDetails; d != nil && o.Kind != kindProperty {
				l += " (" + d.Description + ")"
			}
			labels = append(labels, l)
		}
		list := strings.Join(labels, ", ")
		if exact := x.want == "" || strings.Count(x.want, ",") < 2; list != x.want &&
			(x.want == "" || !strings.HasPrefix(list, x.want+",") || exact && len(labels) < 2) {
			t.Errorf("%s: %q offers\n%s, not\n%s", x.name, x.text, list, x.want)
		}
		c.closes(x.path)
	}
	c.leaves()
}

// What is taken stands in the text as it should: the first that is offered, at the |.
func TestInsertion(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.knows()
	for marked, want := range map[string]string{
		"---\ncredits|": "---\ncredits:\n  - role: $1\n    people: [$2]",
		"|": "---\ntitle: $1\nkind: ${2|short,animation,web-series,documentary," +
			"digital|}\nsession: $3\n---\n",
		"---\ntrailer:\n  poster|":             "---\ntrailer:\n  poster:\n    src: $1\n    alt: $2",
		"---\nselections:\n  - fe|":            "---\nselections:\n  - festival: $1",
		"---\nstills:\n  |":                    "---\nstills:\n  - src: $1",
		"---\nstills:\n  - src|: a":            "---\nstills:\n  - src: a",
		"---\nkind:|":                          "---\nkind: short",
		"---\nkind: documentari|":              "---\nkind: documentary",
		"---\nlanguages: |":                    "---\nlanguages: [fr]",
		"---\nlanguages:\n  |":                 "---\nlanguages:\n  - fr",
		"---\ntrailer: {poster: {sr|}}":        "---\ntrailer: {poster: {src: $1}}",
		"---\nsession: edition-| # which":      "---\nsession: edition-1 # which",
		"---\nposter: |":                       "---\nposter: {src: affiche.svg, alt: \"$1\"}",
		"---\n---\n::: fig|":                   "---\n---\n::: figures\nsession: $1\n:::",
		"---\n---\n😀 [a](../../sess|":          "---\n---\n😀 [a](../../sessions/edition-1.md",
		"---\ntitle: a\nsession: editi|on-2\n": "---\ntitle: a\nsession: edition-2\n",
	} {
		var got []completionItem
		c.about("completion", film, marked, &got)
		text, _ := at(marked)
		lines := strings.Split(text, "\n")
		var results []string
		for _, o := range got {
			r := o.TextEdit.Range
			l := lines[r.Start.Line]
			changed := slices.Clone(lines)
			pad := l[:len(l)-len(strings.TrimLeft(l, " "))] // an editor indents what follows like the line
			changed[r.Start.Line] = l[:byteOffset(l, r.Start.Character)] + strings.ReplaceAll(
				o.TextEdit.NewText,
				"\n",
				"\n"+pad,
			) + l[byteOffset(l, r.End.Character):]
			results = append(results, strings.Join(changed, "\n"))
		}
		if !slices.Contains(results, want) {
			t.Errorf("%q never becomes\n%s, but\n%s", marked, want, strings.Join(results, "\n~\n"))
		}
	}
	c.leaves()
}

func TestHover(t *testing.T) {
	c := open(t, siteOf(t, small), "fr")
	c.knows()
	for marked, want := range map[string]string{
		"---\nki|nd: short\n---\n": "type d’œuvre\n\n`au choix short, animation, " +
			"web-series, documentary, digital`\n\n*obligatoire*",
		"---\nkind: sh|ort\n---\n":        "court métrage",
		"---\nsession: edition-|2\n---\n": "Deuxième",
		"---\nyear: 20|25\n---\n":         "année d’achèvement\n\n`par exemple 2026`",
		"---\ncredits: [{role: a, peo|ple: [amal]}]\n---": "qui l’a fait : noms de fichiers de personnes, ou " +
			"noms simples\n\n`par exemple [amal]`\n\n*obligatoire*",
		"---\ncredits: [{role: a, people: [am|al]}]\n---":  "Amal B.",
		"---\ncouleur: ro|uge\n---\n":                      "",
		"---\ntitle: a\n---\nUn mot| du texte, kind: a.\n": "",
	} {
		var got *hover
		c.about("hover", film, marked, &got)
		if text := ""; got != nil && got.Contents.Value != want || got == nil && want != text {
			t.Errorf("%q: %+v, not %q", marked, got, want)
		}
	}
	c.leaves()
}

// A relation leads to its entry, a file to itself.
func TestDefinition(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.knows()
	for marked, want := range map[string]string{
		"---\nsession: |edition-2\n---\n":                      "content/sessions/edition-2.md",
		"---\nsession: edition-9|\n---\n":                      "",
		"---\nses|sion: edition-2\n---\n":                      "",
		"---\ncredits:\n  - role: a\n    people:\n    - am|al": "content/people/amal.md",
		"---\npress_kit: |affiche.svg":                         "content/films/zero/affiche.svg",
		"---\nposter: {src: \"aff|iche.svg\", alt: a}":         "",
		"---\n---\n::: apply\nsession: edition-1|\n:::":        "content/sessions/edition-1.md",
	} {
		var got *location
		c.about("definition", film, marked, &got)
		if got == nil && want == "" {
			continue
		}
		if got == nil || got.URI != c.uri(want) {
			t.Errorf("%q leads to %+v, not %q", marked, got, want)
		}
	}
	c.leaves()
}

// The disciplines of a meeting are those that its session has as it is typed, in another window.
func TestDisciplines(t *testing.T) {
	c := open(t, siteOf(t, small), "fr")
	const event, session = "content/events/a.md", "content/sessions/edition-3.md"
	c.types(
		session,
		"---\ntitle: Troisième\nnumber: 3\nstart: 2027\ndisciplines:\n  - {name: \"Image: cadre\", modules: "+
			"[Cadrer, Éclairer]}\n  - {name: رسم}\n---\n",
	)
	const head = "---\ntitle: a\nstart: 2027\naudience: public\nsession: edition-3\n"
	c.types(event, head+"discipline: Image\n---\n")
	c.sees(
		event + ":6:12-17: « Image » n’est pas une discipline de la session / la session enseigne Image: cadre, رسم",
	)
	var offers []completionItem
	c.about("completion", event, head+"discipline: |\n---\n", &offers)
	var inserted []string
	for _, o := range offers {
		inserted = append(inserted, o.TextEdit.NewText)
	}
	if diff := cmp.Diff([]string{`"Image: cadre"`, "رسم", "unknown"}, inserted); diff != "" {
		t.Errorf("offered (-want +got):\n%s", diff)
	}
	for marked, want := range map[string]struct {
		about string
		line  int
	}{
		`discipline: "Image|: cadre"`: {"Troisième\n\nCadrer, Éclairer", 5},
		"discipline: ر|سم":            {"Troisième", 6},
		"discipline: Im|age":          {"une des disciplines de l’édition", -1},
	} {
		var h *hover
		var l *location
		c.about("hover", event, head+marked+"\n---\n", &h)
		c.about("definition", event, head+marked+"\n---\n", &l)
		if h == nil || h.Contents.Value != want.about {
			t.Errorf("%s: %+v, not %q", marked, h, want.about)
		}
		if (l == nil) != (want.line < 0) ||
			l != nil && (l.URI != c.uri(session) || l.Range.Start.Line != want.line) {
			t.Errorf("%s leads to %+v, not to line %d", marked, l, want.line)
		}
	}
	c.leaves()
}

// A slip of the finger is put right with a click.
func TestFixes(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	// What stands between the fences; an empty second is: no fix is offered.
	const kind, session = "kind: short\n", "session: edition-1\n"
	for text, want := range map[string]string{
		"title: a\nkind: shrot\n" + session:             "title: a\n" + kind + session,
		"title: a\n" + kind + "sesion: edition-1\n":     "title: a\n" + kind + session,
		"title: a\n" + kind + "session: editoin-1\n":    "title: a\n" + kind + session,
		"title: a\n" + kind + "session: le printemps\n": "",
		"title: a\n" + kind + "session: premiere\n":     "title: a\n" + kind + session,
		// What is read between quotes only.
		"title: 😀: le \"film\" # deux\n" + kind + session: "title: \"😀: le \\\"film\\\"\" # deux\n" + kind + session,
		"title: Film #3\n" + kind + session:               "title: \"Film #3\"\n" + kind + session,
		"title: #3 le film\n" + kind + session:            "title: \"#3 le film\"\n" + kind + session,
		"title: *Zéro*\n" + kind + session:                "title: \"*Zéro*\"\n" + kind + session,
		"title: [Un] deux\n" + kind + session:             "title: \"[Un] deux\"\n" + kind + session,
		"title: a\n" + kind + session + "poster:\n  src: affiche.svg\n  alt: Une: deux\n": "title: a\n" + kind +
			session +
			"poster:\n  src: affiche.svg\n  alt: \"Une: deux\"\n",
		// Here it is not clear what is meant.
		"title: a\n" + kind + session + "credits: Image: Plume\n":      "",
		"title: a\n" + kind + session + "---\n[Un: a](../b.md)\n":      "",
		"title: [Un\n" + kind + session:                                "",
		"title: \"Un\" deux\n" + kind + session:                        "",
		"title: Un: deux\n  trois\n" + kind + session:                  "",
		"title: a\n" + kind + session + "poster: {src: affiche.svg}\n": "",
	} {
		if text = "---\n" + text; !strings.Contains(text[4:], "---\n") {
			text += "---\n"
		}
		if want != "" {
			want = "---\n" + want + "---\n"
		}
		c.types(film, text)
		if !c.until(func() bool { return len(c.wrong[film]) == 1 }) {
			t.Fatalf("%q: %v", text, c.underlined())
		}
		var got []codeAction
		c.ask(
			"textDocument/codeAction",
			object{"textDocument": object{"uri": c.uri(film)}, "context": object{"diagnostics": c.wrong[film]}},
			&got,
		)
		if want == "" {
			if len(got) > 0 {
				t.Errorf("%q: %+v", text, got)
			}
		} else if len(got) != 1 {
			t.Errorf("%q: %+v", text, got)
		} else {
			e := got[0].Edit.Changes[c.uri(film)][0]
			lines := strings.Split(text, "\n")
			l := lines[e.Range.Start.Line]
			lines[e.Range.Start.Line] = l[:byteOffset(l, e.Range.Start.Character)] + e.NewText +
				l[byteOffset(l, e.Range.End.Character):]
			if diff := cmp.Diff(want, strings.Join(lines, "\n")); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
		c.closes(film)
		c.sees()
	}
	c.leaves()
}

// Whatever comes in, what comes after it is answered.
func TestBadMessages(t *testing.T) {
	root := siteOf(t, small)
	c := start(t, root)
	raw := func(s string) { io.WriteString(c.to.out, s) }
	if f := c.ask("textDocument/hover", object{}, nil); f == nil || f.Code != notInitialized {
		t.Errorf("before initialize: %v", f)
	}
	if f := c.ask("initialize", []int{1}, nil); f == nil || f.Code != invalidParams {
		t.Errorf("initialize with nonsense: %v", f)
	}
	c.ask("initialize", object{"rootUri": uriOf(root)}, nil)
	for _, s := range []string{"hello\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: -5\r\n\r\n",
		"Content-Length: 5\r\n\r\n{bad}", "Content-Length: 2\r\n\r\n[]",
		strings.Repeat("a", 1<<16) + "\n", "\r\n\r\n\r\n", "content-length: 4\nX: y\n\nnull"} {
		raw(s)
		if f := c.ask("initialize", object{}, nil); f == nil || f.Code != invalidRequest {
			t.Errorf("after %.40q: %v", s, f)
		}
	}
	c.mu.Lock()
	if r, ok := c.replies["null"]; !ok || r.Error.Code != parseError {
		t.Errorf("nobody was told of what cannot be read: %v", r)
	}
	c.mu.Unlock()
	for method, code := range map[string]int{"textDocument/moniker": noSuchMethod,
		"textDocument/completion": invalidParams} {
		if f := c.ask(method, []int{1}, nil); f == nil || f.Code != code {
			t.Errorf("%s: %v", method, f)
		}
	}
	for _, uri := range []string{"", "file:///", "http://a/b", uriOf(root), uriOf(root) + "/../x.md",
		uriOf(root) + "/content/none.md", "%%"} {
		for _, method := range []string{"completion", "hover", "definition", "codeAction",
			"prepareRename", "rename"} {
			if f := c.ask("textDocument/"+method, object{"textDocument": object{"uri": uri}}, nil); f != nil {
				t.Errorf("%s of %q: %v", method, uri, f)
			}
		}
	}
	c.types(film, "---\ntitle: a\n---\n")
	for _, p := range []position{{-1, 0}, {0, -1}, {99, 0}, {1, 99}, {1 << 40, 1 << 40}} {
		if f := c.ask("textDocument/completion", object{"textDocument": object{"uri": c.uri(film)}, "position": p},
			nil); f != nil {
			t.Errorf("%v: %v", p, f)
		}
	}
	c.ask("shutdown", nil, nil)
	if f := c.ask("textDocument/hover", object{}, nil); f == nil || f.Code != invalidRequest {
		t.Errorf("after shutdown: %v", f)
	}
	c.to.notify("exit", nil)
	if code := c.ended(); code != 0 {
		t.Errorf("ended with %d", code)
	}
	if c.log.Len() > 0 {
		t.Errorf("the command fell: %s", c.log.String())
	}
}

// An editor that dies takes the command with it.
func TestLeftAlone(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.in.Close()
	if code := c.ended(); code != 1 {
		t.Errorf("ended with %d", code)
	}
}

func TestUsage(t *testing.T) {
	for args, want := range map[string]int{"-h": 0, "-lang de": 2, "x": 2, "-port 1": 2} {
		var out, err bytes.Buffer
		if got := run(t.Context(), strings.Fields(args), strings.NewReader(""), &out, &err); got != want ||
			want == 0 && !strings.HasPrefix(out.String(), "usage: go run ./cmd/lsp") ||
			want == 2 && err.Len() == 0 {
			t.Errorf("%s: %d\n%s%s", args, got, out.String(), err.String())
		}
	}
}

// Messages arrive as they were sent, however the bytes are cut up.
func TestWire(t *testing.T) {
	var b bytes.Buffer
	w := newConn(nil, &b)
	for i := range 50 {
		w.send(message{ID: json.RawMessage(fmt.Sprint(i)), Method: "m", Params: strings.Repeat("é😀\r\n\r\n", i)})
	}
	r := newConn(iotest.OneByteReader(&b), nil)
	for i := range 50 {
		c, err := r.read()
		var text string
		json.Unmarshal(c.Params, &text)
		if err != nil || string(c.ID) != fmt.Sprint(i) || text != strings.Repeat("é😀\r\n\r\n", i) {
			t.Fatalf("message %d: %+v, %v", i, c, err)
		}
	}
	if _, err := r.read(); err != io.EOF {
		t.Errorf("and then %v", err)
	}
}
