package source

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"
)

func paths(files []*File) []string {
	var list []string
	for _, f := range files {
		data, _ := f.Bytes()
		list = append(list, f.Path+"="+string(data))
	}
	return list
}

var genPath = rapid.SampledFrom(
	[]string{
		"content/a.md",
		"content/a",
		"content/a/b.md",
		"content/ab.md",
		"content/é.md",
		"assets/x.css",
		"assets/x-y.css",
		"layouts/z",
		"",
	},
)

func genFiles(t *rapid.T, name string) []*File {
	n := 0
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *File {
		n++
		return NewText(genPath.Draw(t, "path"), fmt.Append(nil, name, n))
	}), 0, 8).Draw(t, name)
}

// With gives what NewFiles gives of the files that result, and changes nothing.
func TestWithLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, changed := genFiles(t, "first"), genFiles(t, "changed")
		removed := rapid.SliceOfN(genPath, 0, 4).Draw(t, "removed")
		before := NewFiles(first...)
		was := paths(before.All())
		var left []*File
		for _, f := range first {
			if !slices.Contains(removed, f.Path) {
				left = append(left, f)
			}
		}
		got, want := paths(before.With(changed, removed).All()), paths(NewFiles(append(left, changed...)...).All())
		if !slices.Equal(got, want) {
			t.Fatalf("With gives %v, NewFiles %v", got, want)
		}
		if !slices.Equal(was, paths(before.All())) {
			t.Fatalf("With changed what it was called on")
		}
	})
}

// The files are sorted, each path once, the last given; Get and Below agree with All.
func TestFilesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := genFiles(t, "f")
		order := slices.Clone(list)
		files := NewFiles(list...)
		if !slices.Equal(order, list) {
			t.Fatal("NewFiles changed its arguments")
		}
		last := map[string]*File{}
		for _, f := range list {
			last[f.Path] = f
		}
		if len(files.All()) != len(last) ||
			!slices.IsSortedFunc(files.All(), func(a, b *File) int { return strings.Compare(a.Path, b.Path) }) {
			t.Fatalf("%v", paths(files.All()))
		}
		path := genPath.Draw(t, "path")
		if files.Get(path) != last[path] {
			t.Fatalf("Get(%q) is not the last file given", path)
		}
		prefix := path[:rapid.IntRange(0, len(path)).Draw(t, "cut")]
		var below []string
		for _, f := range files.All() {
			if strings.HasPrefix(f.Path, prefix) {
				below = append(below, f.Path)
			}
		}
		var got []string
		for _, f := range files.Below(prefix) {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, below) {
			t.Fatalf("Below(%q) = %v, want %v", prefix, got, below)
		}
	})
}

func TestMedia(t *testing.T) {
	gone := errors.New("gone")
	f := NewMedia("assets/a.jpg", 3, Sum([]byte("abc")), func() ([]byte, error) { return nil, gone })
	if _, err := f.Bytes(); err != gone {
		t.Errorf("Bytes says %v", err)
	}
	if f.Digest() != NewText("b", []byte("abc")).Digest() {
		t.Error("the same bytes have two digests")
	}
	if f.Digest() == NewText("b", []byte("abd")).Digest() {
		t.Error("different bytes have one digest")
	}
}

// A text that was released is read again, and not taken for itself when it has changed.
func TestRelease(t *testing.T) {
	fsys := fstest.MapFS{"content/a.md": {Data: []byte("one")}}
	f, err := ReadFile(fsys, "content/a.md")
	if err != nil {
		t.Fatal(err)
	}
	digest := f.Digest()
	f.Release()
	if b, err := f.Bytes(); err != nil || string(b) != "one" || f.Digest() != digest || f.Size != 3 {
		t.Errorf("read again: %q, %v", b, err)
	}
	f.Release()
	fsys["content/a.md"] = &fstest.MapFile{Data: []byte("two")}
	if b, err := f.Bytes(); err == nil {
		t.Errorf("another text, %q, is taken for it", b)
	}
	if !f.TakeFailure() || f.TakeFailure() {
		t.Error("the failure is not told once")
	}
	kept := NewText("content/b.md", []byte("one"))
	kept.Release()
	if b, err := kept.Bytes(); err != nil || string(b) != "one" {
		t.Errorf("a text that is nowhere else is lost: %q, %v", b, err)
	}
}

// A kept text is there after its file has changed or gone.
func TestKeep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.String().Draw(t, "text"))
		fsys := fstest.MapFS{"content/a.md": {Data: text}}
		f, err := ReadFile(fsys, "content/a.md")
		if err != nil {
			t.Fatal(err)
		}
		f.Keep()
		f.Release()
		delete(fsys, "content/a.md")
		for range 2 {
			if b, err := f.Bytes(); err != nil || string(b) != string(text) {
				t.Fatalf("%q has become %q, %v", text, b, err)
			}
			f.Release()
		}
		if f.Digest() != Sum(text) || f.TakeFailure() {
			t.Fatal("it is another text")
		}
	})
}

// The digest of a text that cannot be read is not that of an empty one.
func TestDigestOfFailedRead(t *testing.T) {
	fsys := fstest.MapFS{"content/a.md": {Data: []byte("one")}}
	f, err := ReadFile(fsys, "content/a.md")
	if err != nil {
		t.Fatal(err)
	}
	f.Release()
	delete(fsys, "content/a.md")
	f.Digest()
	fsys["content/a.md"] = &fstest.MapFile{Data: []byte("one")}
	if f.Digest() != Sum([]byte("one")) {
		t.Error("a failed read is remembered")
	}
}

// Media are read in parts as they were: a new time alone does not matter, other bytes do.
func TestOpen(t *testing.T) {
	at := time.Unix(1, 0)
	fsys := fstest.MapFS{"assets/a.webm": {Data: []byte("abc"), ModTime: at}}
	f, err := ReadFile(fsys, "assets/a.webm")
	if err != nil {
		t.Fatal(err)
	}
	tail := func() string {
		r, err := f.Open()
		if err != nil {
			return err.Error()
		}
		defer r.Close()
		if _, err := r.Seek(-1, io.SeekEnd); err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r)
		return string(b)
	}
	if got := tail(); got != "c" {
		t.Errorf("its end is %q", got)
	}
	fsys["assets/a.webm"] = &fstest.MapFile{Data: []byte("abc"), ModTime: at.Add(time.Second)}
	if got := tail(); got != "c" {
		t.Errorf("touched, its end is %q", got)
	}
	fsys["assets/a.webm"] = &fstest.MapFile{Data: []byte("abd"), ModTime: at.Add(2 * time.Second)}
	if got := tail(); got != errChanged.Error() {
		t.Errorf("other bytes are taken for it: %q", got)
	}
	delete(fsys, "assets/a.webm")
	if _, err := f.Open(); err == nil {
		t.Error("it is gone, and opened")
	}
	f = NewText("content/a.md", []byte("xyz"))
	if got := tail(); got != "z" {
		t.Errorf("the end of a text is %q", got)
	}
}
