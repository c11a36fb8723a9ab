package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/rename"
	"artsfactory/cmd/internal/site"

	"github.com/google/go-cmp/cmp"
)

// A workspaceEdit is the protocol's, as far as it is used.
type workspaceEdit struct {
	DocumentChanges []struct {
		Kind, OldURI, NewURI string
		TextDocument         struct{ URI string }
		Edits                []textEdit
	}
}

// does what an edit says to the files on disk.
func (e workspaceEdit) does(t *testing.T) {
	for _, c := range e.DocumentChanges {
		if c.Kind == "rename" {
			if err := os.Rename(fileOf(c.OldURI), fileOf(c.NewURI)); err != nil {
				t.Fatal(err)
			}
			continue
		}
		data, err := os.ReadFile(fileOf(c.TextDocument.URI))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, x := range c.Edits {
			text = text[:offset(text, x.Range.Start)] + x.NewText + text[offset(text, x.Range.End):]
		}
		if err := os.WriteFile(fileOf(c.TextDocument.URI), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// offset is where a position is in a text whose lines end with \n.
func offset(text string, at position) (n int) {
	lines := strings.SplitAfter(text, "\n")
	for _, l := range lines[:at.Line] {
		n += len(l)
	}
	return n + byteOffset(lines[at.Line], at.Character)
}

func contents(t *testing.T, root string) map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, rerr := os.ReadFile(p)
			rel, _ := filepath.Rel(root, p)
			files[filepath.ToSlash(rel)], err = string(data), rerr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What an editor renames is renamed as cmd/new does it: files, folders, translations, whatever names the entry, and old
// addresses in each language.
func TestRename(t *testing.T) {
	const relation = "---\ntitle: Zéro\nkind: short\nsession: edi|tion-1\ncredits:\n  - role: Image\n" +
		"    people: [amal, Plume]\n---\nUn film de la [première](../../sessions/edition-1.md).\n"
	for _, c := range []struct{ entry, to, marked, path string }{
		{"sessions/edition-1", "premiere", relation, film},
		{"people/amal", "amal-b", strings.Replace(strings.Replace(relation, "|", "", 1), "amal", "ama|l", 1), film},
		{"films/zero", "rien", "---\nti|tle: صفر\n---\n", "content/films/zero/index.ar.md"},
	} {
		root := siteOf(t, small)
		w, err := live.Open(root)
		if err != nil {
			t.Fatal(err)
		}
		files, _ := w.Read()
		change, no := rename.Entry(files, c.entry, filepath.Dir(c.entry)+"/"+c.to, site.Options{Now: time.Now()})
		if no != nil {
			t.Fatal(no.In("en"))
		}
		w.Close()
		want := contents(t, root)
		for from, to := range change.Moved {
			want[to] = want[from]
			delete(want, from)
		}
		for p, data := range change.Texts {
			want[p] = string(data)
		}

		e := start(t, root)
		e.ask("initialize", object{"locale": "fr", "rootUri": uriOf(root), "capabilities": json.RawMessage(
			`{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create","rename"]}}}`)}, nil)
		e.to.notify("initialized", object{})
		e.knows()
		var offered struct{ Placeholder string }
		e.about("prepareRename", c.path, c.marked, &offered)
		if offered.Placeholder != filepath.Base(c.entry) {
			t.Errorf("%s: %q is offered", c.entry, offered.Placeholder)
		}
		text, where := at(c.marked)
		ask := func(to string, result any) *rpcError {
			return e.ask("textDocument/rename", object{"textDocument": object{"uri": e.uri(c.path)}, "position": where,
				"newName": to}, result)
		}
		var edit workspaceEdit
		if err := ask(c.to, &edit); err != nil {
			t.Fatal(err)
		}
		if err := ask("Pas un nom", nil); err == nil || !strings.Contains(err.Message, "ne peut pas être le nouveau nom") {
			t.Errorf("%s: a name that is none: %v", c.entry, err)
		}
		e.saves(c.path, []byte(text))
		edit.does(t)
		if diff := cmp.Diff(want, contents(t, root)); diff != "" {
			t.Errorf("%s (-cmd/new +editor):\n%s", c.entry, diff)
		}
		e.leaves()
	}
}

// Where nothing is named nothing is renamed, and an editor that moves no files says what does.
func TestRenamesNothing(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.knows()
	for _, marked := range []string{"---\ntitle: Zéro\nkind: sh|ort\nsession: edition-1\n---\n",
		"---\ntitle: Zéro\nkind: short\nsession: edition-1\n---\nTex|te.\n"} {
		var offered any
		if c.about("prepareRename", film, marked, &offered); offered != nil {
			t.Errorf("%q: %v", marked, offered)
		}
	}
	text, where := at("---\ntitle: Zéro\nkind: short\nsession: edition-|1\n---\n")
	c.types(film, text)
	err := c.ask("textDocument/rename", object{"textDocument": object{"uri": c.uri(film)}, "position": where,
		"newName": "premiere"}, nil)
	if err == nil || !strings.Contains(err.Message, "go run ./cmd/new -rename sessions/edition-1 sessions/premiere") {
		t.Errorf("an editor that moves no files: %v", err)
	}
}
