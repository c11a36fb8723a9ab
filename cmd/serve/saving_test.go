package main

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"artsfactory/cmd/internal/live"

	"github.com/fsnotify/fsnotify"
)

const about = "content/pages/about.md"

// After any way of saving, the served site is that of a clean build.
func TestWaysOfSaving(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.follows("at first")
	for _, way := range []struct {
		name string
		do   func(*testing.T)
	}{
		{"write in place", func(*testing.T) { d.edit(about, "Premier", "Tout premier") }},
		{"without a change", func(*testing.T) { d.write(about, d.text(about)) }},
		{"another file put in its place", func(t *testing.T) {
			d.write("content/pages/.about.md.x1", strings.Replace(d.text(about), "Deuxième", "Second", 1))
			rename(t, d.abs("content/pages/.about.md.x1"), d.abs(about))
		}},
		{"emptied, then written", func(t *testing.T) {
			text := d.text(about)
			f, err := os.OpenFile(d.abs(about), os.O_WRONLY|os.O_TRUNC, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			for i := 0; i < len(text); i += 40 {
				f.WriteString(text[i:min(i+40, len(text))])
			}
			f.WriteString("\nUne fin.\n")
		}},
		{"moved away, and created anew", func(t *testing.T) {
			text := d.text(about)
			rename(t, d.abs(about), d.abs(about+"___jb_old___"))
			d.write(about, text+"\nEncore.\n")
			os.Remove(d.abs(about + "___jb_old___"))
		}},
		{"vim", func(t *testing.T) {
			command(t, d.root, "vim", "-es", "-u", "NONE", "-c", "%s/Troisième/Dernier/", "-c", "wq", about)
		}},
		{"vim with a backup", func(t *testing.T) {
			command(t, d.root, "vim", "-es", "-u", "NONE", "-c", "set backup writebackup backupcopy=no", "-c",
				"%s/Dernier/Troisième/", "-c", "wq", about)
		}},
		{"sed -i", func(t *testing.T) {
			command(t, d.root, "sed", "-i", "s/paragraphe/alinéa/", about, "content/pages/index.md")
		}},
		{"mv of a file", func(t *testing.T) {
			command(t, d.root, "mv", "content/news/note.md",
				"content/news/autre.md")
		}},
		{"mv back", func(t *testing.T) { command(t, d.root, "mv", "content/news/autre.md", "content/news/note.md") }},
		{"swap and lock files", func(t *testing.T) {
			for _, p := range []string{"content/pages/.about.md.swp", "content/pages/4913", "content/pages/about.md~",
				"content/pages/#about.md#"} {
				d.write(p, "---\nnonsense")
			}
		}},
		{"a new folder with its files at once", func(t *testing.T) {
			d.write("content/news/dossier/index.md", "---\ntitle: Dossier\ndate: 2026-12-25\n---\nUn texte.\n")
			d.write("content/news/dossier/index.en.md", "---\ntitle: Folder\n---\nA text.\n")
		}},
		{"a file in the new folder", func(t *testing.T) {
			d.edit("content/news/dossier/index.md", "Un texte",
				"Un autre texte")
		}},
		{"a folder renamed", func(t *testing.T) {
			rename(t, d.abs("content/news/dossier"),
				d.abs("content/news/classeur"))
		}},
		{"a file in the renamed folder", func(t *testing.T) {
			d.edit("content/news/classeur/index.md", "autre",
				"tout autre")
		}},
		{"a tree moved in from elsewhere", func(t *testing.T) {
			elsewhere := filepath.Join(d.root, "elsewhere")
			for p, text := range notes(20, "Ailleurs") {
				name := strings.TrimSuffix(filepath.Base(p), ".md")
				os.MkdirAll(filepath.Join(elsewhere, name), 0o777)
				os.WriteFile(filepath.Join(elsewhere, name, "index.md"), []byte(text), 0o666)
			}
			list, _ := os.ReadDir(elsewhere)
			for _, e := range list {
				rename(t, filepath.Join(elsewhere, e.Name()), d.abs("content/news/"+e.Name()))
			}
		}},
		{"a file deep in it", func(t *testing.T) {
			d.edit("content/news/note-0007/index.md", "numéro 7",
				"numéro sept")
		}},
		{"a folder removed", func(t *testing.T) { os.RemoveAll(d.abs("content/news/classeur")) }},
		{"a file removed", func(t *testing.T) { os.Remove(d.abs("content/pages/about.en.md")) }},
		{"a mistake", func(t *testing.T) { d.edit(about, "title:", "titel:") }},
		{"mended", func(t *testing.T) { d.edit(about, "titel:", "title:") }},
		{"a name in another letter case", func(t *testing.T) {
			rename(t, d.abs(about),
				d.abs("content/pages/About.md"))
		}},
		{"and in the right one again", func(t *testing.T) {
			rename(t, d.abs("content/pages/About.md"),
				d.abs(about))
		}},
		{"links that lead in a circle", func(t *testing.T) {
			if err := errors.Join(os.Symlink("../content", d.abs("content/circle")),
				os.Symlink("self.md", d.abs("content/news/self.md"))); err != nil {
				t.Skip(err)
			}
		}},
		{"a link to a file of the site", func(t *testing.T) {
			if err := errors.Join(os.Symlink("note.md", d.abs("content/news/lien.md")),
				os.Symlink("note.ar.md", d.abs("content/news/lien.ar.md"))); err != nil {
				t.Skip(err)
			}
		}},
		{"what the link leads to", func(*testing.T) { d.edit("content/news/note.md", "Premier", "Lié") }},
		{"a link to a file elsewhere in the folder", func(t *testing.T) {
			d.write("drafts/loin.md", "---\ntitle: Loin\ndate: 2026-12-26\n---\nDe loin.\n")
			if err := os.Symlink("../../drafts/loin.md", d.abs("content/news/loin.md")); err != nil {
				t.Skip(err)
			}
		}},
		{"what that leads to", func(*testing.T) { d.edit("drafts/loin.md", "De loin", "De plus loin") }},
		{"a pipe, which keeps its reader waiting",
			func(t *testing.T) { command(t, d.root, "mkfifo", "content/news/pipe.md") }},
		{"a file beside these", func(t *testing.T) { d.edit(about, "alinéa", "paragraphe") }},
		{"these away", func(t *testing.T) {
			for _, p := range []string{"content/circle", "content/news/self.md", "content/news/pipe.md",
				"content/news/lien.md", "content/news/lien.ar.md", "content/news/loin.md"} {
				os.Remove(d.abs(p))
			}
		}},
		{"all content moved away", func(t *testing.T) { rename(t, d.abs("content"), d.abs("kept")) }},
		{"and back", func(t *testing.T) { rename(t, d.abs("kept"), d.abs("content")) }},
		{"a file after that", func(t *testing.T) { d.edit(about, "paragraphe", "alinéa") }},
		{"content behind a link", func(t *testing.T) {
			rename(t, d.abs("content"), d.abs("kept"))
			if err := os.Symlink("kept", d.abs("content")); err != nil {
				t.Skip(err)
			}
		}},
		{"a file behind it", func(*testing.T) { d.edit("kept/pages/about.md", "alinéa", "texte") }},
		{"a folder behind it", func(*testing.T) {
			d.write("kept/news/derriere/index.md", "---\ntitle: Derrière\ndate: 2026-12-27\n---\nUn texte.\n")
			d.edit("kept/news/derriere/index.md", "Un texte", "Un autre texte")
		}},
		{"no link any more", func(t *testing.T) {
			os.Remove(d.abs("content"))
			rename(t, d.abs("kept"), d.abs("content"))
		}},
		{"and a file in it", func(*testing.T) { d.edit("content/pages/about.md", "texte", "alinéa") }},
		{"a layout of its own", func(t *testing.T) {
			d.write("layouts/page.html", `<h1>{{.Title}}</h1><p id="own">own</p>{{template "body" .}}`)
		}},
		{"a layout changed", func(t *testing.T) { d.edit("layouts/page.html", "own</p>", "my own</p>") }},
		{"the project's layout again", func(t *testing.T) { os.Remove(d.abs("layouts/page.html")) }},
	} {
		if !t.Run(way.name, func(t *testing.T) { d.t = t; way.do(t); d.follows(way.name) }) {
			return
		}
	}
	d.t = t
}

// A large file that is being copied is read when it stands still, and nobody waits for it.
func TestLargeFileBeingCopied(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	p := "assets/video/film.webm"
	writing := func(at time.Time) {
		if err := os.Chtimes(d.abs(p), at, at); err != nil {
			t.Fatal(err)
		}
	}
	d.write(p, "")
	until(t, "the beginning of the file", func() bool { return d.rebuilder.current.Load().files.Get(p) != nil })
	writing(time.Now().Add(30 * time.Second)) // as if it were written at every moment until then
	if err := os.Truncate(d.abs(p), live.LargeFile); err != nil {
		t.Fatal(err)
	}
	writing(time.Now().Add(30 * time.Second))
	for i := range 3 {
		says := fmt.Sprintf("entretemps%d", i)
		d.write(about, d.text(about)+"\n"+says+"\n")
		until(t, says, func() bool { _, body := d.get("/about/"); return strings.Contains(body, says) })
		if f := d.rebuilder.current.Load().files.Get(p); f.Size > 0 {
			t.Fatalf("%d bytes are read of a file that is being written", f.Size)
		}
	}
	writing(time.Now().Add(-time.Second))
	until(
		t,
		"the whole file",
		func() bool { return d.rebuilder.current.Load().files.Get(p).Size == live.LargeFile },
	)
	d.follows("copied")
}

// Saving without a change is no news to anybody.
func TestNoChange(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	before := d.rebuilder.current.Load()
	d.write(about, d.text(about))
	d.edit("content/pages/index.md", "Premier", "Autre") // the mark that the first has been read
	until(t, "the change", func() bool { _, page := d.get("/"); return strings.Contains(page, "Autre paragraphe") })
	if n := d.rebuilder.current.Load().number - before.number; n != 1 {
		t.Errorf("two files saved, one of them changed: %d builds", n)
	}
}

// A checkout changes hundreds of files, and the served site is that of a clean build.
func TestCheckout(t *testing.T) {
	t.Parallel()
	files := fiction()
	maps.Copy(files, notes(300, "avant"))
	d := startServer(t, files)
	git := func(args ...string) {
		t.Helper()
		command(
			t,
			d.root,
			"git",
			append(
				[]string{
					"-c",
					"user.name=Personne",
					"-c",
					"user.email=p@fiction.example",
					"-c",
					"core.autocrlf=false",
				},
				args...)...)
	}
	git("init", "-q", "-b", "un")
	git("add", "-A")
	git("commit", "-qm", "un")
	git("checkout", "-qb", "deux")
	for p, text := range notes(300, "après") {
		d.write(p, text)
	}
	git("commit", "-qam", "deux")
	git("checkout", "-q", "un")
	d.follows("checkout of the first branch")
	git("checkout", "-q", "deux")
	d.follows("checkout of the second branch")
	if _, page := d.get("/news/note-0299/"); !strings.Contains(page, "après, numéro 299") {
		t.Error("the page is not of the branch")
	}
}

// What the system fails to tell is found out all the same.
func TestDoubt(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.rebuilder.watcher.ignoring.Store(true)
	d.edit(about, "Premier", "Tout premier")
	d.write("content/news/neuf/index.md", "---\ntitle: Neuf\ndate: 2026-12-26\n---\nTexte.\n")
	d.rebuilder.watcher.rescans <- fsnotify.ErrEventOverflow
	d.rebuilder.watcher.ignoring.Store(false)
	d.follows("overflow")
	d.edit("content/news/neuf/index.md", "Texte", "Un texte")
	d.follows("a file in a folder whose creation was not told")
}

func TestSleep(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction(), func(s *rebuilder) { s.asOf = "2027-01-10" })
	d.rebuilder.watcher.ignoring.Store(true)
	d.edit(about, "Premier", "Tout premier")
	until(t, "deafness", func() bool { return len(d.rebuilder.watcher.system.Events) == 0 })
	d.rebuilder.watcher.rescan() // what pass does when the clock has jumped
	d.follows("sleep")
}

// Without watches, by limit or by wish, changes are looked for.
func TestPolling(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(*rebuilder){
		"no watches left": func(s *rebuilder) {
			s.watcher.openSystem = func() (*fsnotify.Watcher, error) { return nil, syscall.ENOSPC }
		},
		"wished": func(s *rebuilder) { s.flags.poll = true },
	} {
		t.Run(name, func(t *testing.T) {
			d := startServer(t, fiction(), set)
			d.follows("at first")
			d.edit(about, "Premier", "Tout premier")
			d.follows("edit")
			d.write("content/news/neuf/index.md", "---\ntitle: Neuf\ndate: 2026-12-26\n---\nTexte.\n")
			d.follows("new folder")
			os.RemoveAll(d.abs("content/news/neuf"))
			d.follows("removed folder")
			if name == "no watches left" &&
				!strings.Contains(
					d.output.String(),
					"it can watch no more folders; looking for them four times a second",
				) {
				t.Errorf("it is not said: %s", d.output)
			}
		})
	}
}

// Watches that run out later, on a doubt, are made up for as well.
func TestPollingLater(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.rebuilder.watcher.openSystem = func() (*fsnotify.Watcher, error) {
		return nil,
			errors.New("too many open files")
	}
	d.rebuilder.watcher.rescans <- fsnotify.ErrEventOverflow
	until(t, "polling", d.rebuilder.watcher.polling.Load)
	d.edit(about, "Premier", "Tout premier")
	d.follows("edit")
}

// After a thousand random edits every served page is that of a clean build.
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	batches := 25
	if testing.Short() {
		batches = 4
	}
	d := startServer(t, fiction())
	rng := rand.New(rand.NewPCG(4, 2027))
	for batch := range batches {
		for i := range 40 {
			randomEdit(d, rng, i)
		}
		d.follows(fmt.Sprintf("random edits, batch %d", batch))
		mend(d)
		d.follows(fmt.Sprintf("mended after batch %d", batch))
		if ps := d.rebuilder.current.Load().problems; blocking(ps) {
			t.Fatalf("it is not mended: %v", ps)
		}
	}
}

func randomEdit(d *testServer, rng *rand.Rand, i int) {
	name := []string{"a", "b", "c", "d", "e"}[rng.IntN(5)]
	dir, file := d.abs("content/news/"+name), d.abs("content/news/"+name+".md")
	text := fmt.Sprintf("---\ntitle: %s %d\ndate: 2026-12-%02d\n---\nTexte %d.\n", name, i, 1+i%28, rng.IntN(1000))
	film := "content/films/" + name
	switch rng.IntN(14) {
	case 0, 1, 2:
		os.WriteFile(file, []byte(text), 0o666)
	case 3:
		os.Remove(file)
	case 4:
		os.MkdirAll(dir, 0o777)
		os.WriteFile(filepath.Join(dir, "index.md"), []byte(text), 0o666)
	case 5:
		os.RemoveAll(dir)
	case 6:
		os.Rename(dir, d.abs("content/news/"+[]string{"f", "g"}[rng.IntN(2)]))
	case 7:
		os.WriteFile(file, []byte(strings.Replace(text, "date: ", "date: nonsense", 1)), 0o666)
	case 8, 9:
		d.write(
			film+".md",
			fmt.Sprintf(
				"---\ntitle: Film %d\nkind: short\nsession: edition-1\nyear: %d\n%s---\nVoir "+
					"[l’édition](../sessions/edition-1.md).\n",
				i,
				2020+rng.IntN(3),
				[]string{"", fmt.Sprintf("slug: %s-%d\n", name, i), fmt.Sprintf("aliases: [/avant/%s-%d/]\n", name,
					i), "draft: true\n", "weight: 2\n"}[rng.IntN(5)],
			),
		)
	case 10:
		d.write(film+".ar.md", fmt.Sprintf("---\ntitle: فيلم %d\n---\nنص %d.\n", i, rng.IntN(1000)))
	case 11:
		os.Remove(d.abs(film + []string{".md", ".ar.md"}[rng.IntN(2)]))
	case 12:
		p := "content/sessions/edition-1.md"
		_, rest, _ := strings.Cut(d.text(p), "\n---\n")
		d.write(
			p,
			fmt.Sprintf(
				"---\ntitle: Édition fictive %d\nnumber: 1\nstart: 2026-12-01\ndisciplines:\n  - {name: Dessin}\n"+
					"%s\n---\n%s",
				i,
				[]string{"end: 2027-03", "seats: unknown"}[rng.IntN(2)],
				rest,
			),
		)
	case 13:
		d.write("assets/css/list.css", fmt.Sprintf(".cards{order:%d}\n", i))
	}
}

// mend takes away what randomEdit has broken: dates that are none, entries that are two, and
// translations of nothing.
func mend(d *testServer) {
	translations, _ := filepath.Glob(d.abs("content/films/*.ar.md"))
	for _, file := range translations {
		if _, err := os.Stat(strings.TrimSuffix(file, ".ar.md") + ".md"); err != nil {
			os.Remove(file)
		}
	}
	list, _ := filepath.Glob(d.abs("content/news/?.md"))
	for _, file := range list {
		text, _ := os.ReadFile(file)
		os.WriteFile(file, []byte(strings.Replace(string(text), "nonsense", "", 1)), 0o666)
		os.RemoveAll(strings.TrimSuffix(file, ".md"))
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// command runs a real program in a folder; where it is not installed the test is skipped.
func command(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
