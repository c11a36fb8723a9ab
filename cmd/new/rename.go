package main

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/rename"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// renameEntry renames an entry, and whatever names it.
func (t *tool) renameEntry() int {
	if len(t.args) != 2 {
		return t.refuse(2, source.Msg("-rename takes two entries", "-rename prend deux entrées"),
			source.Msg("such as films/a films/b", "par exemple films/a films/b"))
	}
	entry := func(arg string) string { return strings.TrimSuffix(strings.TrimPrefix(arg, "content/"), ".md") }
	from, to := entry(t.args[0]), entry(t.args[1])
	change, no := rename.Entry(t.files, from, to,
		site.Options{Now: time.Now().In(t.config.Zone), Drafts: true, Store: t.work.Store()})
	if no == nil {
		return t.apply(change, "content/"+from)
	}
	for _, p := range no.Problems {
		fmt.Fprintln(t.stderr, p.In(t.lang))
	}
	if no.Unknown {
		no.Hint = t.nearest("content/" + from + ".md")
	}
	if no.Invalid {
		return t.refuse(2, no.What, no.Hint)
	}
	return t.refuse(1, no.What, no.Hint)
}

// apply changes the files, and then moves them; dir is the folder of the entry, if it has one. What is told of -n is
// what would be done.
func (t *tool) apply(c *rename.Change, dir string) int {
	back := map[string]string{}
	var moves []string
	for from, to := range c.Moved {
		back[to] = from
		moves = append(moves, from)
	}
	slices.Sort(moves)
	var err error
	for p, data := range c.Texts {
		now := p
		if from := back[p]; from != "" {
			now = from
		}
		if back[p] == "" {
			fmt.Fprintln(t.stdout, t.say("%s names it anew", "%s la nomme autrement", p))
		}
		if !t.dry {
			err = errors.Join(err, t.replace(now, data))
		}
	}
	for _, from := range moves {
		to := c.Moved[from]
		fmt.Fprintln(t.stdout, t.say("%s is now %s", "%s est maintenant %s", from, to))
		if !t.dry {
			err = errors.Join(err, t.dir.MkdirAll(path.Dir(to), 0o777), t.dir.Rename(from, to))
		}
	}
	if err != nil {
		return t.refuse(1, source.Msg("not all could be written: %v", "tout n’a pas pu être écrit : %v", err),
			source.Msg("check the permissions and the space on the disk",
				"vérifiez les droits et la place sur le disque"))
	}
	if !t.dry {
		_ = t.dir.Remove(dir) // the folder that is empty now
	}
	return 0
}
