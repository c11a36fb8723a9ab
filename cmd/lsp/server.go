package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
)

// A server answers the messages of an editor, one after the other. Building goes on beside it, in
// the goroutine of its workspace.
type server struct {
	flags *flags
	conn  *conn
	log   io.Writer

	workspace *workspace // nil until initialize
	shutDown  bool       // the editor has asked for shutdown
}

func newServer(f *flags, c *conn, log io.Writer) *server { return &server{flags: f, conn: c, log: log} }

// serve answers until the editor leaves. It returns the exit status: 0 after shutdown, else 1.
func (s *server) serve() int {
	defer func() {
		if s.workspace != nil {
			s.workspace.close()
		}
	}()
	for {
		m, err := s.conn.read()
		var bad messageError
		switch {
		case errors.As(err, &bad):
			s.conn.reply(nil, nil, &rpcError{parseError, bad.reason})
		case err != nil, m.Method == "exit":
			if s.shutDown {
				return 0
			}
			return 1
		default:
			s.handle(m)
		}
	}
}

// handle answers one message. A panic is logged, and fails this message only.
func (s *server) handle(m incoming) {
	isRequest := m.ID != nil && string(m.ID) != "null"
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(s.log, "lsp: %s failed: %v\n%s", m.Method, r, debug.Stack())
			if isRequest {
				s.conn.reply(m.ID, nil, &rpcError{internalError, fmt.Sprint(r)})
			}
		}
	}()
	if m.Method == "" && isRequest {
		return // the reply to client/registerCapability
	}
	result, err := s.answer(m)
	if isRequest {
		s.conn.reply(m.ID, result, err)
	}
}

func (s *server) answer(m incoming) (any, *rpcError) {
	switch {
	case s.shutDown:
		return nil, &rpcError{invalidRequest, "the editor said that it will leave"}
	case m.Method == "initialize" && s.workspace == nil:
		return s.initialize(m.Params)
	case m.Method == "initialize":
		return nil, &rpcError{invalidRequest, "initialize comes once"}
	case s.workspace == nil:
		return nil, &rpcError{notInitialized, "initialize comes first"}
	}
	switch m.Method {
	case "shutdown":
		s.workspace.waitIdle()
		s.shutDown = true
	case "initialized":
		s.watch()
	case "workspace/didChangeWatchedFiles":
		return nil, s.watched(m.Params)
	case "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
		"textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/codeAction",
		"textDocument/prepareRename", "textDocument/rename":
		var p textParams
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return nil, &rpcError{invalidParams, err.Error()}
		}
		p.tooLong = m.TooLong
		return s.textDocument(strings.TrimPrefix(m.Method, "textDocument/"), &p)
	default:
		return nil, &rpcError{noSuchMethod, "no method " + m.Method}
	}
	return nil, nil
}

// triggers are the characters after which editors ask for completions by themselves.
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
	w, err := newWorkspace(root, cmp.Or(lang, "en"), s.conn, s.log)
	if err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	w.watchable = p.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
	edits := p.Capabilities.Workspace.WorkspaceEdit
	w.movesFiles = edits.DocumentChanges && slices.Contains(edits.ResourceOperations, "rename")
	s.workspace = w
	go w.loop()
	return object{
		"serverInfo": object{"name": "artsfactory"},
		"capabilities": object{
			"positionEncoding":   "utf-16",
			"textDocumentSync":   object{"openClose": true, "change": 1}, // 1: with the whole text
			"completionProvider": object{"triggerCharacters": strings.Split(triggers, "")},
			"hoverProvider":      true, "definitionProvider": true,
			"codeActionProvider": object{"codeActionKinds": []string{"quickfix"}},
			"renameProvider":     object{"prepareProvider": true},
		},
	}, nil
}

// watch asks the editor to tell what changes on disk.
func (s *server) watch() {
	if !s.workspace.watchable {
		return
	}
	watchers := []object{{"globPattern": "{content,layouts,assets}/**"}}
	registration := object{"id": "watch", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": object{"watchers": watchers}}
	s.conn.send(message{ID: json.RawMessage(`"watch"`), Method: "client/registerCapability",
		Params: object{"registrations": []object{registration}}})
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

// textDocument handles a notification about one text, or answers a request about it.
func (s *server) textDocument(method string, p *textParams) (any, *rpcError) {
	w := s.workspace
	if method == "rename" {
		w.waitIdle() // what was typed a moment ago counts
	}
	path, doc, last := w.document(p.TextDocument.URI)
	opened := p.TextDocument
	switch {
	case path == "":
		return nil, nil
	case p.tooLong && (method == "didOpen" || method == "didChange"):
		w.openTooLong(path, opened.URI)
	case method == "didOpen":
		w.openText(path, opened.URI, opened.Version, opened.Text)
	case method == "didChange" && len(p.ContentChanges) > 0:
		w.openText(path, opened.URI, opened.Version, p.ContentChanges[len(p.ContentChanges)-1].Text)
	case method == "didClose":
		w.closeText(path)
	case doc == nil || p.Position.Line < 0 || p.Position.Line >= len(doc.lines) || p.Position.Character < 0:
		return nil, nil
	}
	a := newAnalysis(w.lang, path, doc, last)
	switch method {
	case "completion":
		return a.complete(p.Position), nil
	case "hover":
		return a.hover(p.Position), nil
	case "definition":
		if to, line := a.definition(p.Position); to != "" {
			return location{URI: w.uri(to), Range: textRange{position{line, 0}, position{line, 0}}}, nil
		}
	case "prepareRename":
		return a.prepareRename(p.Position), nil
	case "rename":
		return w.rename(a, p.Position, p.NewName)
	case "codeAction":
		return a.fixes(opened.URI, p.Context.Diagnostics), nil
	}
	return nil, nil
}
