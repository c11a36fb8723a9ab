package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/source"
)

// An editor is the command that opens a file at a line. In its words, {file}, {line} and {col} are
// replaced. It is started directly, never by a shell.
type editor struct {
	command []string
	missing source.Message // why there is none
}

// editorArgs are the arguments by which editors open a file at a line.
var editorArgs = map[string][]string{
	"code":        {"-g", "{file}:{line}:{col}"},
	"idea":        {"--line", "{line}", "--column", "{col}", "{file}"},
	"subl":        {"{file}:{line}:{col}"},
	"emacsclient": {"-n", "+{line}:{col}", "{file}"},
	"kate":        {"-l", "{line}", "-c", "{col}", "{file}"},
	"gedit":       {"+{line}:{col}", "{file}"},
	"gvim":        {"--remote-silent", "+{line}", "{file}"},
	"mate":        {"-l", "{line}:{col}", "{file}"},
	"notepad++":   {"-n{line}", "-c{col}", "{file}"},
}

// editorAliases are editors with the arguments of another.
var editorAliases = map[string]string{
	"code-insiders": "code", "codium": "code", "vscodium": "code", "cursor": "code", "windsurf": "code",
	"webstorm": "idea", "goland": "idea", "phpstorm": "idea", "pycharm": "idea", "fleet": "idea",
	"intellij-idea-ultimate": "idea", "intellij-idea-community": "idea",
	"zed": "subl", "zeditor": "subl", "sublime_text": "subl", "hx-gui": "subl",
	"gnome-text-editor": "gedit", "xed": "gedit", "pluma": "gedit", "mvim": "gvim", "bbedit": "mate",
}

// terminalEditors need a terminal of their own, which a server cannot give them.
var terminalEditors = []string{"vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "micro", "ed", "joe",
	"kak", "mcedit"}

// findEditor returns the editor that was asked for, else the one whose terminal the server was
// started in, else that of VISUAL or EDITOR.
func findEditor(asked string) editor {
	if strings.TrimSpace(asked) != "" {
		return parseEditor(asked)
	}
	if os.Getenv("TERM_PROGRAM") == "vscode" {
		if _, err := exec.LookPath("code"); err == nil {
			return parseEditor("code")
		}
	}
	none := editor{missing: source.Msg("no editor is set: start the server with -editor code, -editor idea or another",
		"aucun éditeur n’est indiqué : lancez le serveur avec -editor code, -editor idea ou un autre")}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if v := strings.TrimSpace(os.Getenv(name)); v != "" {
			if e := parseEditor(v); e.ready() {
				return e
			} else {
				none = e
			}
		}
	}
	return none
}

// parseEditor parses a command: one with {file} in it as it is, else with the arguments of the
// editor that it names.
func parseEditor(command string) editor {
	words := split(command)
	if len(words) == 0 {
		return editor{}
	}
	if strings.Contains(command, "{file}") {
		return editor{command: words}
	}
	name := strings.ToLower(strings.TrimSuffix(filepath.Base(words[0]), filepath.Ext(filepath.Base(words[0]))))
	if slices.Contains(terminalEditors, name) {
		return editor{missing: source.Msg(
			"%s needs a terminal of its own: start the server with -editor and one that has a window",
			"%s a besoin de son propre terminal : lancez le serveur avec -editor et un éditeur qui a une fenêtre",
			name)}
	}
	if other := editorAliases[name]; other != "" {
		name = other
	}
	form := editorArgs[name]
	if form == nil {
		form = []string{"{file}"}
	}
	// With --wait, the command would last as long as the file is open.
	words = slices.DeleteFunc(words, func(w string) bool { return w == "--wait" || w == "-w" })
	return editor{command: append(words, form...)}
}

// split splits a command at spaces outside of quotes.
func split(command string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	open := false
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, open = r, true
		case quote == 0 && r == ' ':
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if open {
		words = append(words, word.String())
	}
	return words
}

func (e editor) ready() bool { return len(e.command) > 0 }

// args are the words of the command that opens a file at a line.
func (e editor) args(file string, line, col int) []string {
	put := strings.NewReplacer("{file}", file, "{line}", strconv.Itoa(line), "{col}", strconv.Itoa(col))
	out := slices.Clone(e.command)
	for i := range out {
		out[i] = put.Replace(out[i])
	}
	return out
}

// editorWait is how long an editor may take to fail. Most commands hand the file to a window that is
// open, and end.
const editorWait = 700 * time.Millisecond

// open starts the editor, and returns why it could not be started.
func (e editor) open(file string, line, col int) source.Message {
	if !e.ready() {
		return e.missing
	}
	args := e.args(file, line, col)
	cmd := exec.Command(args[0], args[1:]...)
	err := cmd.Start()
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return source.Msg("there is no command %s: start the server with -editor and its whole path, between quotes "+
			"where that has spaces", "il n’y a pas de commande %s : lancez le serveur avec -editor et son chemin "+
			"entier, "+
			"entre guillemets s’il a des espaces", args[0])
	}
	if err != nil {
		return source.Msg("the editor %s cannot be started: %s", "l’éditeur %s ne démarre pas : %s", args[0],
			cause(err))
	}
	failed := make(chan error, 1)
	go func() { failed <- cmd.Wait() }()
	select {
	case err := <-failed:
		if err != nil {
			return source.Msg("the editor %s says: %s", "l’éditeur %s dit : %s", args[0], err.Error())
		}
	case <-time.After(editorWait):
	}
	return source.Message{}
}

// openBrowser shows an address in the user's browser, if there is one.
func openBrowser(address string) {
	words := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		words = []string{"open"}
	case "windows":
		words = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	cmd := exec.Command(words[0], append(words[1:], address)...)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
