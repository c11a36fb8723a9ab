package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const tooLong = ":1:0-0: the text is too long to be checked / a file holds one entry, of at most 1.0 MB"

// A text that nobody can have written takes no memory; it is told, and is checked again once it is
// short.
func TestTooLong(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.sees()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i, length := range []int{60 << 20, maxMessage + 1, maxMessage, maxText + 1} {
		method := []string{"didOpen", "didChange"}[min(i, 1)]
		start := fmt.Sprintf(
			`{"jsonrpc":"2.0","method":"textDocument/%s","params":{"textDocument":{"uri":%q,"text":"`,
			method,
			c.uri(film),
		)
		end := `"}}}`
		if method == "didChange" {
			start, end = strings.TrimSuffix(start, `,"text":"`)+`},"contentChanges":[{"text":"`, `"}]}}`
		}
		c.raw(start, length, end)
		c.sees(film + tooLong)
		if f := c.ask("textDocument/completion", object{"textDocument": object{"uri": c.uri(film)}}, nil); f != nil {
			t.Errorf("%d bytes: %v", length, f)
		}
		c.changes(film, "---\ntitle: Zéro\nkind: short\nsession: edition-1\n---\n")
		c.sees()
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 120 {
		t.Errorf("%d MiB were allocated", n)
	}
	// A long message that tells of no text is told itself, and the next is understood.
	c.raw(`{"jsonrpc":"2.0","method":"workspace/other","params":"`, maxMessage+1, `"}`)
	if !c.until(func() bool { r, ok := c.replies["null"]; return ok && r.Error.Code == parseError }) {
		t.Error("a long message is not told")
	}
	if code := c.leaves(); code != 0 {
		t.Errorf("ended with %d", code)
	}
}

// raw sends a message with a text of some length between its start and its end.
func (c *client) raw(start string, length int, end string) {
	fmt.Fprintf(c.to.out, "Content-Length: %d\r\n\r\n%s", len(start)+length+len(end), start)
	io.CopyN(c.to.out, letters{}, int64(length))
	io.WriteString(c.to.out, end)
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// So is a file on disk.
func TestTooLongOnDisk(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.sees()
	c.saves(film, []byte(strings.Repeat("a", maxText+1)))
	c.sees("content/films/zero/index.ar.md:1:0-0: this translates an entry that does not exist / "+
		"write the entry itself, in Français, in a file of the same name without the language", film+tooLong)
	c.types(film, "---\ntitle: Zéro\nkind: short\nsession: edition-1\n---\n")
	c.sees()
	c.leaves()
}

// What cannot be read is told until it can be, though the editor tells of no change.
func TestUnreadFile(t *testing.T) {
	c := open(t, siteOf(t, small), "en")
	c.sees()
	link := filepath.Join(c.root, "content", "films", "deux.md")
	if err := os.Symlink("../../later.md", link); err != nil {
		t.Skip(err)
	}
	c.to.notify(
		"workspace/didChangeWatchedFiles",
		object{"changes": []object{{"uri": c.uri("content/films/deux.md")}}},
	)
	c.sees(
		"content/films/deux.md:1:0-0: the file cannot be read / check its permissions; a link must not lead out of " +
			"the site",
	)
	time.Sleep(2 * time.Millisecond) // the editor is silent
	later := "---\ntitle: Deux\nkind: short\nsession: edition-1\n---\n"
	if err := os.WriteFile(filepath.Join(c.root, "later.md"), []byte(later), 0o666); err != nil {
		t.Fatal(err)
	}
	c.sees()
	c.leaves()
}
