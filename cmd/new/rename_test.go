package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An entry that is renamed is named anew wherever it was, in relations and in links, and its old addresses lead to the
// new ones in every language.
func TestRename(t *testing.T) {
	w := &world{t: t, root: t.TempDir()}
	if err := os.CopyFS(w.root, os.DirFS("../build/testdata/fiction")); err != nil {
		t.Fatal(err)
	}
	before := w.snapshot()
	w.script(0, "-n", "-rename", "sessions/edition-2", "sessions/deuxieme")
	if changed := w.changed(before); len(changed) > 0 {
		t.Errorf("-n changes %v", changed)
	}
	w.script(0, "-rename", "sessions/edition-2", "sessions/deuxieme")
	w.says("content/sessions/edition-2.ar.md est maintenant content/sessions/deuxieme.ar.md")
	r := w.builds()
	for old, to := range map[string]string{"editions/edition-2": "editions/deuxieme",
		"ar/dawrat/edition-2": "ar/dawrat/deuxieme", "en/editions/edition-2": "en/editions/deuxieme"} {
		b, _, ok := r.Render(old + "/index.html")
		if want := `content="0;url=` + r.Hosting().Base + to + `/"`; !ok || !strings.Contains(string(b), want) {
			t.Errorf("%s does not lead to %s: %.400s", old, to, b)
		}
	}
	for path, text := range w.snapshot() {
		if filepath.Ext(path) == ".md" && strings.Contains(strings.ReplaceAll(text, "/editions/edition-2/", ""),
			"sessions/edition-2") {
			t.Errorf("%s still links to sessions/edition-2", path)
		}
	}

	w.script(2, "-rename", "sessions/deuxieme", "films/deuxieme")
	w.says("ne peut pas être le nouveau nom")
	w.script(1, "-rename", "sessions/deuxieme", "sessions/edition-3")
	w.says("existe déjà")
	w.script(1, "-rename", "sessions/deuxiem", "sessions/x")
	w.says("vouliez-vous dire sessions/deuxieme ?")

	// A folder moves with its pictures, and what is renamed again keeps its first address first.
	w.script(0, "-rename", "films/boussole", "films/la-boussole")
	w.script(0, "-rename", "films/la-boussole", "films/aiguille")
	w.builds()
	text := w.read("content/films/aiguille/index.md")
	if !strings.Contains(text, "/films/boussole/, /films/la-boussole/]") {
		t.Errorf("the old addresses are not kept: %.900s", text)
	}
	if _, err := os.Stat(filepath.Join(w.root, "content/films/boussole")); err == nil {
		t.Error("the old folder is still there")
	}
}
