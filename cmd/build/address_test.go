package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page that was published and is renamed by hand is told, with the line that keeps its address.
func TestGoneAddress(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(root, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := func() string {
		t.Helper()
		var out strings.Builder
		args := []string{"-root", root, "-now", "2026-05-01", "-lang", "en"}
		if status := run(context.Background(), args, &out, &out); status != 0 {
			t.Fatalf("status %d: %s", status, out.String())
		}
		return out.String()
	}
	write("site.yaml", "name: Atelier\nbase_url: https://x.example/\ntime_zone: Africa/Casablanca\n"+
		"languages: [{code: fr, name: Français}]\nfallback: list\nnavigation: []\nfooter: []\n")
	write("pages/index.md", "---\ntitle: Accueil\ntemplate: home\n---\n")
	const news = "---\ntitle: Bonjour\ndate: 2026-04-01\n---\nTexte.\n"
	write("news/a.md", news)
	build()
	os.Remove(filepath.Join(root, "content/news/a.md"))
	write("news/b.md", news)
	out := build()
	if !strings.Contains(out, "content/news/b.md: remark: the address /") ||
		!strings.Contains(out, "/a/ was published and is gone") || !strings.Contains(out, "add: aliases: [/") {
		t.Errorf("it is not told: %s", out)
	}
	// With the line it is kept, and nothing more is told.
	address, _, _ := strings.Cut(strings.Split(out, "add: aliases: [")[1], "]")
	write("news/b.md", strings.Replace(news, "date:", "aliases: ["+address+"]\ndate:", 1))
	if out := build(); strings.Contains(out, "is gone") {
		t.Errorf("it is told again: %s", out)
	}
	page, err := os.ReadFile(filepath.Join(root, "public", address, "index.html"))
	if err != nil || !strings.Contains(string(page), "/b/") {
		t.Errorf("%s does not lead on: %s %v", address, page, err)
	}
}
