package main

import (
	"slices"
	"strings"
	"testing"
)

func TestEditorCommands(t *testing.T) {
	for command, want := range map[string][]string{
		"code":                                  {"code", "-g", "/a b.md:3:7"},
		"code --wait":                           {"code", "-g", "/a b.md:3:7"},
		"/opt/Cursor/cursor":                    {"/opt/Cursor/cursor", "-g", "/a b.md:3:7"},
		"idea":                                  {"idea", "--line", "3", "--column", "7", "/a b.md"},
		"webstorm.sh":                           {"webstorm.sh", "--line", "3", "--column", "7", "/a b.md"},
		"webstorm64.exe":                        {"webstorm64.exe", "/a b.md"},
		"subl -n":                               {"subl", "-n", "/a b.md:3:7"},
		"zed":                                   {"zed", "/a b.md:3:7"},
		"emacsclient":                           {"emacsclient", "-n", "+3:7", "/a b.md"},
		"something":                             {"something", "/a b.md"},
		"'my editor' --at={line} '{file}'":      {"my editor", "--at=3", "/a b.md"},
		`"C:\Program Files\e.exe" {file}:{col}`: {`C:\Program Files\e.exe`, "/a b.md:7"},
	} {
		if got := parseEditor(command).args("/a b.md", 3, 7); !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", command, got, want)
		}
	}
	for _, command := range []string{"vim", "/usr/bin/nano", "nvim -p", "emacs"} {
		if e := parseEditor(command); e.ready() || e.missing.Fr == "" {
			t.Errorf("%s is not refused", command)
		}
	}
}

func TestFindEditor(t *testing.T) {
	t.Setenv("TERM_PROGRAM", "")
	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", "vim")
	if e := findEditor(""); e.ready() || e.missing.En == "" {
		t.Errorf("vim has no window: %v", e)
	}
	t.Setenv("VISUAL", "zed --wait")
	if e := findEditor(""); !slices.Equal(e.command, []string{"zed", "{file}:{line}:{col}"}) {
		t.Errorf("%q", e.command)
	}
	if e := findEditor("code"); e.command[0] != "code" {
		t.Errorf("what is asked for does not come first: %q", e.command)
	}
	if e := findEditor("  "); !slices.Equal(e.command, []string{"zed", "{file}:{line}:{col}"}) {
		t.Errorf("nothing asked for is taken for an editor: %q", e.command)
	}
	t.Setenv("VISUAL", " ")
	t.Setenv("EDITOR", "")
	if e := findEditor(""); e.open("a", 1, 1).En == "" {
		t.Error("no editor at all is no problem")
	}
	for _, command := range []string{"no-such-command-anywhere", `/opt/my\ editor {file}`} {
		if why := parseEditor(command).open("a", 1, 1); !strings.Contains(why.En, "whole path") ||
			!strings.Contains(why.Fr, "guillemets") {
			t.Errorf("%s: %v", command, why)
		}
	}
}
