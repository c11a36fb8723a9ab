package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A link publishes nothing that its own place would not: nothing hidden, nothing of another entry.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{".git/config", ".env", "content/films/draft/secret.txt", "content/films/draft/index.md",
		"content/films/shown/index.md", "content/films/shown/a.jpg", "assets/images/logo.svg", "notes/a.txt",
		"notes/b.md",
		".cache/pictures/ab/x"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, p)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, p), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	links := map[string]struct {
		to   string
		read bool
	}{
		"d.txt": {"../../../.git/config", false}, "e.txt": {"../../../.env", false},
		"f.txt": {"../draft/secret.txt", false}, "g.txt": {"../draft/index.md", false}, "h.jpg": {"a.jpg", true},
		"i.svg": {"../../../assets/images/logo.svg", true}, "j.txt": {"../../../notes/a.txt", false},
		"k.md": {"../../../notes/b.md", true}, "l.txt": {"l.txt", false}, "m.txt": {"../../../../out.txt", false},
		"n.txt": {"/etc/hostname", false}, "o.txt": {"d.txt", false}, "p.bin": {"../../../.cache/pictures/ab/x",
			false},
		"q.txt": {"link/secret.txt", false},
	}
	for name, l := range links {
		if err := os.Symlink(l.to, filepath.Join(dir, "content/films/shown", name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink("../draft", filepath.Join(dir, "content/films/shown/link")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	files, problems := Read(root.FS(), Folders...)
	for name, l := range links {
		p := "content/films/shown/" + name
		read := slices.ContainsFunc(files, func(f *File) bool { return f.Path == p })
		told := slices.ContainsFunc(problems, func(x Problem) bool { return x.Path == p })
		if read != l.read || told == l.read {
			t.Errorf("%s -> %s: read %t, told %t", name, l.to, read, told)
		}
		if f, err := ReadFile(root.FS(), p); (err == nil && f != nil) != l.read {
			t.Errorf("%s -> %s alone: %v", name, l.to, err)
		}
	}
}

// A link in assets/ leads to no media that are elsewhere in the repository; one of the folders itself may be a link.
func TestLinkFromAssets(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"private/a.txt", "real/files/b.txt"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(p)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, p), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"assets": "real", "real/files/c.txt": "../../private/a.txt",
		"real/files/d.txt": "b.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, read := range map[string]bool{"b.txt": true, "c.txt": false, "d.txt": true} {
		if _, err := ReadFile(root.FS(), "assets/files/"+name); (err == nil) != read {
			t.Errorf("%s: %v", name, err)
		}
	}
}
