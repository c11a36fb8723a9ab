package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/live"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// nameForm finds the name of a field, at the margin or within another.
var nameForm = regexp.MustCompile(`^([ -]*)([a-z_]+): ?`)

// A line that cannot be read is one problem, told where it is: what only follows from it is told
// neither there nor in another file. The fictional site has a relation for every field.
func TestOneMistake(t *testing.T) {
	t.Parallel()
	w, err := live.Open("testdata/fiction")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	files, _ := w.Read()
	now, _ := site.ParseNow(fictionNow, "", time.Now(), files)
	m, o := memo.New(), site.Options{Now: now, Store: w.Store()}
	build := func(path, text string) []source.Problem {
		ps := site.Build(m, files.With([]*source.File{source.NewText(path, []byte(text))}, nil), o).Problems
		return slices.DeleteFunc(ps, func(p source.Problem) bool { return p.Warning })
	}
	made := 0
	for _, f := range files.Below("content/") {
		fields, lines := fieldsOf(t, f)
		each := 97 // of so many mistakes, one is made
		if f.Path == content.ConfigPath {
			each = 7 // which all others hang on
		}
		for i := range fields {
			n := nameForm.FindStringSubmatchIndex(lines[i])
			// Between brackets, quotes and in texts over several lines these are no mistakes.
			if n == nil || n[3] > 0 && strings.ContainsAny(lines[i], "[{|>\"'") {
				continue
			}
			from, to := fieldAround(lines[:fields], i)
			name := lines[i][:n[5]]
			for _, by := range []string{name + ": a: b", name + `: "a`, name + ": 'l'eau'", name + ": [a",
				name + ": {a", name + ": %x", name + ":a", name, name + " a", lines[i] + "\nun mot",
				lines[i] + "\n\t- a"} {
				if made++; made%each != 0 || by == lines[i] {
					continue
				}
				wrong := slices.Clone(lines)
				wrong[i] = by
				ps := build(f.Path, strings.Join(wrong, "\n"))
				if len(ps) != 1 || ps[0].Path != f.Path || ps[0].Line <= from || ps[0].Line > to+1 {
					t.Errorf("%s:%d as %q: %d problems%s", f.Path, i+1, by, len(ps), told(ps))
				}
			}
		}
		if made%each < 8 && fields > 0 && strings.HasSuffix(f.Path, ".md") {
			for what, by := range map[string]string{
				"the fields not closed": strings.Join(slices.Delete(slices.Clone(lines), fields, fields+1), "\n"),
				"not UTF-8":             strings.Join(lines[:1], "\n") + "\n\xff" + strings.Join(lines[1:], "\n"),
			} {
				if ps := build(f.Path, by); len(ps) != 1 || ps[0].Path != f.Path {
					t.Errorf("%s, %s: %d problems%s", f.Path, what, len(ps), told(ps))
				}
			}
		}
	}
	if made < 10000 {
		t.Errorf("there are only %d mistakes to make", made)
	}
}

// fieldsOf are the lines of a file, and the one behind its fields; 0 for a file without.
func fieldsOf(t *testing.T, f *source.File) (int, []string) {
	t.Helper()
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	switch {
	case f.Path == content.ConfigPath:
		return len(lines), lines
	case !strings.HasSuffix(f.Path, ".md") || lines[0] != "---":
		return 0, nil
	}
	return 1 + slices.Index(lines[1:], "---"), lines
}

// fieldAround are the lines of the field at the margin that a line belongs to.
func fieldAround(lines []string, i int) (from, to int) {
	begins := func(l string) bool { return nameForm.MatchString(l) && l[0] != ' ' && l[0] != '-' }
	for from = i; from > 0 && !begins(lines[from]); from-- {
	}
	for to = i + 1; to < len(lines) && !begins(lines[to]); to++ {
	}
	return from, to
}

func told(ps []source.Problem) (text string) {
	for _, p := range ps[:min(len(ps), 5)] {
		text += "\n" + p.In("en")
	}
	return text
}
