package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// A client is an editor: it speaks the protocol with the command over pipes.
type client struct {
	t    *testing.T
	root string
	to   *conn
	in   io.Closer
	done chan int

	mu      sync.Mutex
	heard   *sync.Cond
	last    int
	replies map[string]message
	wrong   map[string][]diagnostic // by path
	log     bytes.Buffer
}

// clientTimeout is how long a client waits for what must come.
const clientTimeout = 60 * time.Second

// siteOf writes a site to a folder of its own.
func siteOf(t *testing.T, archive string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		p := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// start starts the command; the editor has said nothing yet.
func start(t *testing.T, root string, args ...string) *client {
	t.Helper()
	in, stdin := io.Pipe()
	stdout, out := io.Pipe()
	c := &client{
		t:       t,
		root:    root,
		to:      newConn(nil, stdin),
		in:      stdin,
		done:    make(chan int, 1),
		replies: map[string]message{},
		wrong:   map[string][]diagnostic{},
	}
	c.heard = sync.NewCond(&c.mu)
	go func() {
		c.done <- run(t.Context(), args, in, out, &c.log)
		out.Close()
	}()
	go c.listen(newConn(stdout, nil))
	t.Cleanup(func() { stdin.Close() })
	return c
}

// open starts the command and opens a folder in the editor.
func open(t *testing.T, root, locale string) *client {
	t.Helper()
	c := start(t, root)
	c.ask("initialize", object{"locale": locale, "rootUri": uriOf(root), "capabilities": object{}}, nil)
	c.to.notify("initialized", object{})
	return c
}

func (c *client) listen(w *conn) {
	for {
		body, err := w.read()
		if err != nil {
			return
		}
		c.mu.Lock()
		if body.Method == "textDocument/publishDiagnostics" {
			var p publishDiagnosticsParams
			json.Unmarshal(body.Params, &p)
			rel, _ := filepath.Rel(c.root, fileOf(p.URI))
			rel = filepath.ToSlash(rel)
			if i := strings.Index(rel, "layouts/"); i > 0 {
				rel = rel[i:] // lent by the project
			}
			if c.wrong[rel] = p.Diagnostics; len(p.Diagnostics) == 0 {
				delete(c.wrong, rel)
			}
		}
		if body.Method == "" {
			c.replies[string(body.ID)] = message{Result: body.Result, Error: body.Error}
		}
		c.heard.Broadcast()
		c.mu.Unlock()
	}
}

// until waits for something to hold, and says whether it did in time.
func (c *client) until(holds func() bool) bool {
	late := false
	stop := time.AfterFunc(clientTimeout, func() { c.mu.Lock(); late = true; c.heard.Broadcast(); c.mu.Unlock() })
	defer stop.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !holds() {
		if late {
			return false
		}
		c.heard.Wait()
	}
	return true
}

// ask asks and waits for the answer, which it puts into result.
func (c *client) ask(method string, params, result any) *rpcError {
	c.t.Helper()
	c.last++
	id := fmt.Sprint(c.last)
	c.to.send(message{ID: json.RawMessage(id), Method: method, Params: params})
	if !c.until(func() bool { _, ok := c.replies[id]; return ok }) {
		c.t.Fatalf("%s is not answered; log: %s", method, c.log.String())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.replies[id]
	if result != nil && r.Error == nil {
		if err := json.Unmarshal(r.Result.(json.RawMessage), result); err != nil {
			c.t.Fatalf("%s: %v", method, err)
		}
	}
	return r.Error
}

func (c *client) uri(path string) string {
	return uriOf(filepath.Join(c.root, filepath.FromSlash(path)))
}

// types has a text in the editor, unsaved.
func (c *client) types(path, text string) {
	c.to.notify(
		"textDocument/didOpen",
		object{"textDocument": object{"uri": c.uri(path), "languageId": "markdown", "version": 1, "text": text}},
	)
}

func (c *client) changes(path, text string) {
	c.to.notify(
		"textDocument/didChange",
		object{
			"textDocument":   object{"uri": c.uri(path), "version": 2},
			"contentChanges": []object{{"text": text}},
		},
	)
}

func (c *client) closes(path string) {
	c.to.notify("textDocument/didClose", object{"textDocument": object{"uri": c.uri(path)}})
}

// saves writes a file, or deletes it where text is nil, and the editor notices.
func (c *client) saves(path string, text []byte) {
	p := filepath.Join(c.root, filepath.FromSlash(path))
	if text == nil {
		os.Remove(p)
	} else if err := os.WriteFile(p, text, 0o666); err != nil {
		c.t.Fatal(err)
	}
	c.to.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": c.uri(path), "type": 2}}})
}

// sees waits until what is underlined is what is wanted: "path:line:from-to: message", where
// the columns are UTF-16 units from 0, and the line from 1.
func (c *client) sees(want ...string) {
	c.t.Helper()
	if !c.until(func() bool { return cmp.Equal(c.underlined(), want) || len(want) == 0 && len(c.wrong) == 0 }) {
		c.t.Fatalf("the editor sees otherwise (-want +got):\n%s%s", cmp.Diff(want, c.underlined()), c.log.String())
	}
}

// knows waits until the first build is done: then the titles of entries are known.
func (c *client) knows() {
	c.t.Helper()
	c.types(film, "---\ntitle: Zéro\nkind: shortt\nsession: edition-1\n---\n")
	if !c.until(func() bool { return len(c.wrong[film]) > 0 }) {
		c.t.Fatalf("nothing is built: %s", c.log.String())
	}
	c.closes(film)
}

func (c *client) underlined() []string {
	var list []string
	for _, p := range sortedKeys(c.wrong) {
		for _, d := range c.wrong[p] {
			list = append(
				list,
				fmt.Sprintf(
					"%s:%d:%d-%d: %s",
					p,
					d.Range.Start.Line+1,
					d.Range.Start.Character,
					d.Range.End.Character,
					strings.ReplaceAll(d.Message, "\n", " / "),
				),
			)
		}
	}
	return list
}

// at splits a text at the | and says where that was.
func at(marked string) (text string, where position) {
	before, after, ok := strings.Cut(marked, "|")
	if !ok {
		panic("no | in " + marked)
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return before + after, position{strings.Count(before, "\n"), len(utf16.Encode([]rune(line)))}
}

// about is a question about the place of the | in a text that is being typed.
func (c *client) about(method, path, marked string, result any) {
	c.t.Helper()
	text, where := at(marked)
	c.types(path, text)
	if f := c.ask("textDocument/"+method, object{"textDocument": object{"uri": c.uri(path)}, "position": where},
		result); f != nil {
		c.t.Fatalf("%s: %v\n%s", method, f, c.log.String())
	}
}

// leaves has the editor quit, and returns how the command ended.
func (c *client) leaves() int {
	c.t.Helper()
	c.ask("shutdown", nil, nil)
	c.to.notify("exit", nil)
	return c.ended()
}

func (c *client) ended() int {
	c.t.Helper()
	select {
	case code := <-c.done:
		return code
	case <-time.After(clientTimeout):
		c.t.Fatal("the command goes on")
		return -1
	}
}
