package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
)

// A server answers an editor, one message after the other. What takes time, building, goes on
// beside it: see desk.
type server struct {
	flags *flags
	conn  *conn
	log   io.Writer

	workspace *workspace // nil until the editor has said what it opened
	shutDown  bool       // the editor said that it will leave
}

func newServer(f *flags, w *conn, log io.Writer) *server { return &server{flags: f, conn: w, log: log} }

// serve lives until the editor leaves: 0 with a word, 1 without one.
func (s *server) serve() int {
	defer func() {
		if s.workspace != nil {
			s.workspace.close()
		}
	}()
	for {
		c, err := s.conn.read()
		var bad messageError
		switch {
		case errors.As(err, &bad):
			s.conn.reply(nil, nil, &rpcError{parseError, bad.reason})
		case err != nil, c.Method == "exit":
			if s.shutDown {
				return 0
			}
			return 1
		default:
			s.handle(c)
		}
	}
}

// handle answers one message. A fault of ours costs its answer, no more.
func (s *server) handle(c incoming) {
	asked := c.ID != nil && string(c.ID) != "null"
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(s.log, "lsp: %s failed: %v\n%s", c.Method, r, debug.Stack())
			if asked {
				s.conn.reply(c.ID, nil, &rpcError{internalError, fmt.Sprint(r)})
			}
		}
	}()
	if c.Method == "" && asked {
		return // a reply to us; we ask for nothing that matters
	}
	result, f := s.answer(c)
	if asked {
		s.conn.reply(c.ID, result, f)
	}
}

func (s *server) answer(c incoming) (any, *rpcError) {
	switch {
	case s.shutDown:
		return nil, &rpcError{invalidRequest, "the editor said that it will leave"}
	case c.Method == "initialize" && s.workspace == nil:
		return s.initialize(c.Params)
	case c.Method == "initialize":
		return nil, &rpcError{invalidRequest, "initialize comes once"}
	case s.workspace == nil:
		return nil, &rpcError{notInitialized, "initialize comes first"}
	}
	switch c.Method {
	case "shutdown":
		s.workspace.waitIdle()
		s.shutDown = true
	case "initialized":
		s.watch()
	case "workspace/didChangeWatchedFiles":
		return nil, s.watched(c.Params)
	case "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
		"textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/codeAction":
		var p textParams
		if err := json.Unmarshal(c.Params, &p); err != nil {
			return nil, &rpcError{invalidParams, err.Error()}
		}
		return s.text(strings.TrimPrefix(c.Method, "textDocument/"), &p), nil
	default:
		return nil, &rpcError{noSuchMethod, "no method " + c.Method}
	}
	return nil, nil
}

// triggers are the signs behind which something may be completed without being asked for.
const triggers = " [{(:-/"

type object map[string]any

func (s *server) initialize(params json.RawMessage) (any, *rpcError) {
	var p initializeParams
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	root, lang := s.flags.root, s.flags.lang
	if root == "" && len(p.WorkspaceFolders) > 0 {
		root = fileOf(p.WorkspaceFolders[0].URI)
	}
	root = cmp.Or(root, fileOf(p.RootURI), ".")
	if lang == "" && strings.HasPrefix(strings.ToLower(p.Locale), "fr") {
		lang = "fr"
	}
	d, err := newWorkspace(root, cmp.Or(lang, "en"), s.conn, s.log)
	if err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	d.watchable = p.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
	s.workspace = d
	go d.loop()
	return object{
		"serverInfo": object{"name": "artsfactory"},
		"capabilities": object{
			"positionEncoding":   "utf-16",
			"textDocumentSync":   object{"openClose": true, "change": 1}, // the whole text
			"completionProvider": object{"triggerCharacters": strings.Split(triggers, "")},
			"hoverProvider":      true, "definitionProvider": true,
			"codeActionProvider": object{"codeActionKinds": []string{"quickfix"}},
		},
	}, nil
}

// watch asks the editor to tell what changes on disk.
func (s *server) watch() {
	if !s.workspace.watchable {
		return
	}
	watchers := []object{{"globPattern": "{content,layouts,assets}/**"}}
	s.conn.send(message{ID: json.RawMessage(`"watch"`), Method: "client/registerCapability", Params: object{"registrations": []object{
		{"id": "watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": object{"watchers": watchers}}}}})
}

func (s *server) watched(params json.RawMessage) *rpcError {
	var p watchedParams
	if err := json.Unmarshal(params, &p); err != nil {
		return &rpcError{invalidParams, err.Error()}
	}
	var paths []string
	for _, c := range p.Changes {
		if path := s.workspace.path(c.URI); path != "" {
			paths = append(paths, path)
		}
	}
	if paths != nil {
		s.workspace.filesChanged(paths)
	}
	return nil
}

// text answers what is said or asked about one text.
func (s *server) text(method string, p *textParams) any {
	d := s.workspace
	path, doc, view := d.document(p.TextDocument.URI)
	switch {
	case path == "":
		return nil
	case method == "didOpen":
		d.openText(path, p.TextDocument.URI, p.TextDocument.Version, p.TextDocument.Text)
	case method == "didChange" && len(p.ContentChanges) > 0:
		d.openText(path, p.TextDocument.URI, p.TextDocument.Version, p.ContentChanges[len(p.ContentChanges)-1].Text)
	case method == "didClose":
		d.closeText(path)
	case doc == nil || p.Position.Line < 0 || p.Position.Line >= len(doc.lines) || p.Position.Character < 0:
		return nil
	}
	h := newAnalysis(d.lang, path, doc, view)
	switch method {
	case "completion":
		return h.complete(p.Position)
	case "hover":
		return h.hover(p.Position)
	case "definition":
		if to, line := h.definition(p.Position); to != "" {
			return location{URI: d.uri(to), Range: textRange{position{line, 0}, position{line, 0}}}
		}
	case "codeAction":
		return h.fixes(p.TextDocument.URI, p.Context.Diagnostics)
	}
	return nil
}
