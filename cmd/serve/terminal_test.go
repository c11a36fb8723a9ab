package main

import (
	"regexp"
	"strings"
	"testing"
)

// What the terminal says of one build with mistakes, to the letter.
func TestTerminalStory(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	d.follows("at first")
	from := len(d.output.String())
	d.edit(about, "title: À propos", "titel: À propos")
	d.follows("a mistake")
	d.edit("content/news/note.md", "Premier", "Tout premier")
	d.follows("an edit elsewhere")
	d.edit(about, "titel: À propos", "title: À propos")
	d.follows("mended")
	until(t, "the last line", func() bool { return strings.Contains(d.output.String(), "follow again") })
	got := regexp.MustCompile(`\d\d:\d\d:\d\d  `).ReplaceAllString(d.output.String()[from:], "12:00:00  ")
	got = regexp.MustCompile(`[\d.]+ ms`).ReplaceAllString(got, "3 ms")
	mistakes := `content/pages/about.md:2:1: unknown field "titel"` + "\n    hint: did you mean \"title\"?\n"
	last := "1 problem; the pages concerned stay as they were; 3 ms\n"
	want := "12:00:00  content/pages/about.md\n" + mistakes + last +
		"12:00:00  content/news/note.md\n" + mistakes + last +
		"12:00:00  content/pages/about.md\nno problems any more: all pages follow again; 3 ms\n"
	if got != want {
		t.Errorf("it says\n%s\nnot\n%s", got, want)
	}
}
