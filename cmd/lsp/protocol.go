package main

// The values of the protocol that are used here, named as the specification names them, with
// only the properties that are read or written.

// A position is a line, from 0, and how many UTF-16 units of it are before the place.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// A textRange is from a position up to another, which it does not include; the protocol's Range.
type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string    `json:"uri"`
	Range textRange `json:"range"`
}

type diagnostic struct {
	Range    textRange `json:"range"`
	Severity int       `json:"severity"`
	Source   string    `json:"source"`
	Message  string    `json:"message"`
}

const (
	severityError   = 1
	severityWarning = 2
)

type publishDiagnosticsParams struct {
	URI         string       `json:"uri"`
	Version     int          `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type initializeParams struct {
	Locale           string
	RootURI          string `json:"rootUri"`
	WorkspaceFolders []struct{ URI string }
	Capabilities     struct {
		Workspace struct {
			DidChangeWatchedFiles struct{ DynamicRegistration bool }
			WorkspaceEdit         struct {
				DocumentChanges    bool
				ResourceOperations []string
			}
		}
	}
}

// textParams are those of the notifications and requests about one text.
type textParams struct {
	TextDocument struct {
		URI     string
		Version int
		Text    string
	}
	ContentChanges []struct{ Text string }
	Position       position
	Range          textRange
	Context        struct{ Diagnostics []diagnostic }
	NewName        string

	tooLong bool // see incoming.TooLong
}

type watchedParams struct{ Changes []struct{ URI string } }

type markupContent struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type hover struct {
	Contents markupContent `json:"contents"`
	Range    textRange     `json:"range"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

type completionItem struct {
	Label            string         `json:"label"`
	LabelDetails     *labelDetails  `json:"labelDetails,omitempty"`
	Kind             int            `json:"kind"`
	Documentation    *markupContent `json:"documentation,omitempty"`
	SortText         string         `json:"sortText"`
	FilterText       string         `json:"filterText,omitempty"`
	InsertTextFormat int            `json:"insertTextFormat,omitempty"`
	TextEdit         textEdit       `json:"textEdit"`
}

type labelDetails struct {
	Description string `json:"description"`
}

const (
	kindProperty   = 10
	kindKeyword    = 14
	kindSnippet    = 15
	kindFile       = 17
	kindReference  = 18
	kindEnumMember = 20

	formatSnippet = 2
)

type codeAction struct {
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Diagnostics []diagnostic `json:"diagnostics"`
	IsPreferred bool         `json:"isPreferred"`
	Edit        struct {
		Changes map[string][]textEdit `json:"changes"`
	} `json:"edit"`
}
