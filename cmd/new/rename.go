package main

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A renaming gives an entry another name: its files, what names it, and an old address for each language.
type renaming struct {
	*tool
	folder, from, to string            // "films", "a", "b"
	moved            map[string]string // new paths by old ones
	texts            map[string][]byte // of Markdown files that change, by new path
}

// renameEntry renames an entry as the build sees it: what the build misses once the files have moved is put right,
// and nothing is written unless the site is then as whole as before.
func (t *tool) renameEntry() int {
	if len(t.args) != 2 {
		return t.refuse(2, source.Msg("-rename takes two entries", "-rename prend deux entrées"),
			source.Msg("such as films/a films/b", "par exemple films/a films/b"))
	}
	folder, from := path.Split(strings.TrimSuffix(strings.TrimPrefix(t.args[0], "content/"), ".md"))
	other, to := path.Split(strings.TrimSuffix(strings.TrimPrefix(t.args[1], "content/"), ".md"))
	r := &renaming{tool: t, folder: strings.TrimSuffix(folder, "/"), from: from, to: to, moved: map[string]string{},
		texts: map[string][]byte{}}
	if other != folder || !content.IsSlug(to) {
		return t.refuse(2, source.Msg("%q cannot be the new name of %q",
			"« %s » ne peut pas être le nouveau nom de « %s »", t.args[1], t.args[0]),
			source.Msg("the folder stays, and the name is lower-case letters, digits and hyphens",
				"le dossier reste, et le nom est en minuscules, chiffres et traits d’union"))
	}
	facts := r.findFiles()
	if facts == "" {
		return t.refuse(1, source.Msg("there is no entry %s", "il n’y a pas d’entrée %s", t.args[0]),
			t.nearest("content/"+t.args[0]+".md"))
	}
	for _, p := range r.moved {
		if t.files.Get(p) != nil {
			return t.refuse(1, source.Msg("%s is there already", "%s existe déjà", p), source.Message{})
		}
	}
	before := r.build(t.files)
	if reported := r.printProblems(before); reported > 0 {
		return t.refuse(1, source.Msg("the site has problems, and nothing is renamed",
			"le site a des problèmes, et rien n’est renommé"), source.Msg("mend them first", "corrigez-les d’abord"))
	}
	after := r.build(r.renamed())
	for range 20 { // a file tells a part of its problems at a time
		if !r.mend(after.Problems) {
			break
		}
		after = r.build(r.renamed())
	}
	r.keepAddresses(before, after, facts)
	if after = r.build(r.renamed()); r.printProblems(after) > 0 {
		return t.refuse(1, source.Msg("not all that names it can be put right, and nothing is renamed",
			"tout ce qui la nomme ne peut pas être corrigé, et rien n’est renommé"), source.Message{})
	}
	return r.write()
}

// findFiles finds the files of the entry, and returns that of its facts, "" where there is none.
func (r *renaming) findFiles() (facts string) {
	dir := "content/" + r.folder + "/"
	for _, f := range r.files.Below(dir + r.from) {
		rest := strings.TrimPrefix(f.Path, dir+r.from)
		if n, ok := content.ParseName(f.Path); strings.HasPrefix(rest, "/") || ok && n.ID == r.from &&
			n.Folder == r.folder {
			r.moved[f.Path] = dir + r.to + rest
			if rest == ".md" || rest == "/index.md" {
				facts = f.Path
			}
		}
	}
	return facts
}

// renamed are the files of the site as they are to be.
func (r *renaming) renamed() *source.Files {
	var next []*source.File
	var gone []string
	for from, to := range r.moved {
		f := r.files.Get(from)
		gone = append(gone, from)
		if path.Ext(from) == ".md" {
			data, _ := f.Bytes()
			next = append(next, source.NewText(to, data))
		} else {
			next = append(next, source.NewMedia(to, f.Size, f.Digest(), f.Bytes))
		}
	}
	for p, data := range r.texts {
		next = append(next, source.NewText(p, data))
	}
	return r.files.With(next, gone)
}

func (r *renaming) build(files *source.Files) site.Result {
	return site.Build(nil, files, site.Options{Now: time.Now().In(r.config.Zone), Drafts: true, Store: r.work.Store()})
}

func (r *renaming) printProblems(x site.Result) (reported int) {
	for _, p := range x.Problems {
		if !p.Warning {
			fmt.Fprintln(r.stderr, p.In(r.lang))
			reported++
		}
	}
	return reported
}

// text is a file as it is to be.
func (r *renaming) text(p string) []byte {
	if data, ok := r.texts[p]; ok {
		return data
	}
	for from, to := range r.moved {
		if to == p {
			p = from
		}
	}
	if f := r.files.Get(p); f != nil {
		data, _ := f.Bytes()
		return data
	}
	return nil
}

// mend writes the new name where the build tells that the old one is nothing. It reports whether it found any.
func (r *renaming) mend(problems []source.Problem) (found bool) {
	old := regexp.MustCompile(`(^|[^\pL\pN_-])` + regexp.QuoteMeta(r.from) + `($|[^\pL\pN_-])`)
	for _, p := range problems {
		lines := strings.SplitAfter(string(r.text(p.Path)), "\n")
		if p.Warning || p.Line < 1 || p.Line > len(lines) || !strings.Contains(p.What.En, r.from) {
			continue
		}
		line := []rune(lines[p.Line-1])
		start := max(0, min(p.Col-2, len(line))) // what stands before the name belongs to the match
		head, tail := string(line[:start]), string(line[start:])
		at := old.FindStringSubmatchIndex(tail)
		if at == nil {
			continue
		}
		lines[p.Line-1] = head + tail[:at[3]] + r.to + tail[at[4]:]
		r.texts[p.Path] = []byte(strings.Join(lines, ""))
		found = true
	}
	return found
}

// keepAddresses writes the address that each page of the entry had into its file.
func (r *renaming) keepAddresses(before, after site.Result, facts string) {
	base := before.Hosting().Base
	for _, old := range before.Pages {
		if old.Facts != facts {
			continue
		}
		for _, page := range after.Pages {
			if page.Lang == old.Lang && page.Source == r.moved[old.Source] && page.URL != old.URL {
				r.texts[page.Source] = withAlias(r.text(page.Source), "/"+strings.TrimPrefix(old.URL, base))
			}
		}
	}
}

// aliasLine is the field in its three forms: [a, b], a, or a list below it.
var aliasLine = regexp.MustCompile(`(?m)^aliases[ \t]*:[ \t]*` +
	`(\[[^\]\r\n]*\]|[^\s#\[][^\r\n#]*)?[ \t]*(\r?\n(?:[ \t]*- .*\r?\n)*)`)

// withAlias adds an old address after those that a file has: the first one says who the entry is.
func withAlias(data []byte, address string) []byte {
	fences := fence.FindAllIndex(data, 2)
	if len(fences) < 2 {
		return data
	}
	head, rest := string(data[:fences[1][0]]), string(data[fences[1][0]:])
	at := aliasLine.FindStringSubmatchIndex(head)
	switch {
	case at == nil:
		return []byte(head + "aliases: [" + address + "]\n" + rest)
	case at[2] < 0:
		return []byte(head[:at[5]] + "  - " + address + "\n" + head[at[5]:] + rest)
	}
	list := strings.TrimSpace(strings.Trim(strings.TrimSpace(head[at[2]:at[3]]), "[]"))
	if list != "" {
		list += ", "
	}
	return []byte(head[:at[2]] + "[" + list + address + "]" + head[at[3]:] + rest)
}

// write changes the files, and then moves them. What is told of -n is what would be done.
func (r *renaming) write() int {
	back := map[string]string{}
	var moves []string
	for from, to := range r.moved {
		back[to] = from
		moves = append(moves, from)
	}
	slices.Sort(moves)
	var err error
	for p, data := range r.texts {
		now := p
		if from := back[p]; from != "" {
			now = from
		}
		if back[p] == "" {
			fmt.Fprintln(r.stdout, r.say("%s names it anew", "%s la nomme autrement", p))
		}
		if !r.dry {
			err = errors.Join(err, r.replace(now, data))
		}
	}
	for _, from := range moves {
		to := r.moved[from]
		fmt.Fprintln(r.stdout, r.say("%s is now %s", "%s est maintenant %s", from, to))
		if !r.dry {
			err = errors.Join(err, r.dir.MkdirAll(path.Dir(to), 0o777), r.dir.Rename(from, to))
		}
	}
	if err != nil {
		return r.refuse(1, source.Msg("not all could be written: %v", "tout n’a pas pu être écrit : %v", err),
			source.Msg("check the permissions and the space on the disk",
				"vérifiez les droits et la place sur le disque"))
	}
	if !r.dry {
		_ = r.dir.Remove("content/" + r.folder + "/" + r.from) // the folder that is empty now
	}
	return 0
}
