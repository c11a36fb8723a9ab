package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// errStopped says that whoever was asked went away.
var errStopped = errors.New("stopped")

// A choice is one of several answers: the word that is written, and what it means.
type choice struct{ ID, Label string }

// mostShown is how many choices are listed; more are found by a part of their name.
const mostShown = 20

// line asks one question and returns the answer, or the proposal for an empty one.
func (t *tool) line(question, proposal string) (string, error) {
	if proposal != "" {
		question += " [" + proposal + "]"
	}
	fmt.Fprintf(t.stdout, "%s\n> ", question)
	text, err := t.in.ReadString('\n')
	if err != nil && text == "" {
		return "", errStopped
	}
	if text = strings.TrimSpace(text); text == "" {
		text = proposal
	}
	return text, nil
}

// complain says why an answer is not taken; the question is asked again.
func (t *tool) complain(what, hint source.Message) {
	fmt.Fprintf(t.stdout, "  %s\n", what.In(t.lang))
	if h := source.FormatHint(hint, t.lang); h != "" {
		fmt.Fprintf(t.stdout, "  %s\n", h)
	}
}

func (t *tool) show(choices []choice) {
	width := 0
	for _, c := range choices {
		width = max(width, utf8.RuneCountInString(c.ID))
	}
	for i, c := range choices[:min(len(choices), mostShown)] {
		label := c.Label
		if label == c.ID {
			label = ""
		}
		fmt.Fprintln(t.stdout, strings.TrimRight(fmt.Sprintf("  %2d  %-*s  %s", i+1, width, c.ID, label), " "))
	}
	if more := len(choices) - mostShown; more > 0 {
		fmt.Fprintln(t.stdout,
			t.say("      and %d more: type a part of the name", "      et %d de plus : tapez une partie du nom",
				more))
	}
}

// pick finds the one choice that an answer means: by number, by its word, or by a part of its
// word or meaning in any case, accents aside.
func pick(choices []choice, answer string) (string, source.Message, source.Message) {
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(choices) {
		return choices[n-1].ID, source.Message{}, source.Message{}
	}
	var found []string
	part := content.Slugify(answer)
	for _, c := range choices {
		if c.ID == answer || strings.EqualFold(c.Label, answer) {
			return c.ID, source.Message{}, source.Message{}
		}
		if part != "" && (strings.Contains(c.ID, part) || strings.Contains(content.Slugify(c.Label), part)) {
			found = append(found, c.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], source.Message{}, source.Message{}
	case 0:
		hint := source.Msg("type a number of the list, or a part of a name",
			"tapez un numéro de la liste, ou une partie d’un nom")
		var ids []string
		for _, c := range choices {
			ids = append(ids, c.ID)
		}
		if near := source.Nearest(answer, ids); near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		}
		return "", source.Msg("%q is none of them", "« %s » n’est pas dans la liste", answer), hint
	}
	return "", source.Msg("%q may be any of %s", "« %s » peut être %s", answer,
			strings.Join(found, ", ")), source.Msg("type more of the name, or its number",
			"tapez une plus grande partie du nom, ou son numéro")
}

// pickAll is pick for answers separated by commas.
func pickAll(choices []choice, answer string) (ids []string, what, hint source.Message) {
	for _, a := range items(answer) {
		id, what, hint := pick(choices, a)
		if id == "" {
			return nil, what, hint
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, what, hint
}

// items splits a list as people write it; Arabic has its own comma.
func items(s string) []string {
	var list []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '،' }) {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// upper makes a sentence of a few words.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
