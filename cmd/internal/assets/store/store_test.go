package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func entries(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestRemembers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "store")
	if _, ok := Open(dir).Get("picture-1-ab"); ok {
		t.Fatal("an empty store has an entry")
	}
	Open(dir).Put("picture-1-ab", []byte("pixels"))
	Open(dir).Put("picture-1-cd", nil)
	if b, ok := Open(dir).Get("picture-1-ab"); !ok || string(b) != "pixels" {
		t.Errorf("%q, %t", b, ok)
	}
	if b, ok := Open(dir).Get("picture-1-cd"); !ok || len(b) != 0 {
		t.Errorf("%q, %t", b, ok)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, ok := Open(dir).Get("picture-1-ab"); ok {
		t.Error("deleted, and still there")
	}
}

// However an entry is damaged, it counts as not there, and a new one takes its place.
func TestDamageIsForgotten(t *testing.T) {
	dir := t.TempDir()
	d := Open(dir)
	d.Put("picture-1-ab", []byte("pixels"))
	d.Put("picture-2-ab", []byte("others"))
	name := d.file("picture-1-ab")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := os.ReadFile(d.file("picture-2-ab"))
	damaged := [][]byte{nil, whole[:10], whole[:len(whole)-1], append(bytes.Clone(whole), 0), other}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 1
		damaged = append(damaged, b)
	}
	for i, b := range damaged {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, ok := d.Get("picture-1-ab"); ok {
			t.Errorf("damage %d: got %q", i, got)
		}
		d.Put("picture-1-ab", []byte("pixels"))
		if got, ok := d.Get("picture-1-ab"); !ok || string(got) != "pixels" {
			t.Errorf("after damage %d: %q", i, got)
		}
	}
}

// Many writers and readers see whole entries only, and leave nothing else behind.
func TestSideBySide(t *testing.T) {
	dir := t.TempDir()
	want := bytes.Repeat([]byte("pixels"), 10_000)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			d := Open(dir)
			for j := range 10 {
				key := fmt.Sprintf("picture-%02d", (i+j)%3)
				d.Put(key, want)
				if b, ok := d.Get(key); !ok || !bytes.Equal(b, want) {
					t.Errorf("%s: %d bytes, %t", key, len(b), ok)
				}
			}
		})
	}
	wait.Wait()
	if files := entries(t, dir); len(files) != 3 {
		t.Error(files)
	}
}

func TestKeysStayInside(t *testing.T) {
	dir := t.TempDir()
	for _, key := range []string{"../../escape", "", "a", "/etc/passwd", "a/../../b", "UPPER"} {
		Open(filepath.Join(dir, "in")).Put(key, []byte("x"))
		if _, ok := Open(filepath.Join(dir, "in")).Get(key); ok {
			t.Errorf("%q is kept", key)
		}
	}
	if files := entries(t, dir); len(files) != 0 {
		t.Error(files)
	}
}

// A folder that cannot be written costs time, not the build.
func TestNoRoom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d := Open(file)
	d.Put("picture-1-ab", []byte("x"))
	if _, ok := d.Get("picture-1-ab"); ok {
		t.Error("kept in a file")
	}
}

// An entry that another machine sealed, and that came with the repository, is not taken for one's own.
func TestStranger(t *testing.T) {
	dir := t.TempDir()
	own, stranger := Open(dir), &Dir{dir, newSecret()}
	stranger.Put("picture-1-ab", []byte("a script"))
	if b, ok := own.Get("picture-1-ab"); ok {
		t.Errorf("%q is taken for an entry of this machine", b)
	}
	own.Put("picture-1-ab", []byte("pixels"))
	if b, ok := own.Get("picture-1-ab"); !ok || string(b) != "pixels" {
		t.Errorf("%q, %t", b, ok)
	}
}

// The secret of a folder is made once, whoever asks, and another folder has another.
func TestSecret(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	made := make([][]byte, 20)
	for i := range made {
		all.Go(func() { made[i] = readSecret(dir) })
	}
	all.Wait()
	for _, b := range append(made, readSecret(dir)) {
		if len(b) != secretSize || !bytes.Equal(b, made[0]) {
			t.Fatalf("%x, %x", b, made[0])
		}
	}
	if bytes.Equal(readSecret(t.TempDir()), made[0]) {
		t.Error("two folders have one secret")
	}
	if err := os.WriteFile(filepath.Join(dir, "store.key"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b := readSecret(dir); len(b) != secretSize {
		t.Errorf("a damaged secret stays: %x", b)
	}
}
