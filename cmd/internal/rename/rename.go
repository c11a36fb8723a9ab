// Package rename gives an entry another name wherever it is named, and keeps its old addresses in every language.
package rename

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A Change is what has to be done to the files of a site.
type Change struct {
	Moved map[string]string // new paths by old ones
	Texts map[string][]byte // of Markdown files that change, by new path
}

// A Refusal says why an entry cannot be renamed.
type Refusal struct {
	What, Hint source.Message
	Problems   []source.Problem // of the site, that are in the way
	Unknown    bool             // there is no such entry
	Invalid    bool             // no entry can have the new name
}

// In says it in a language.
func (r *Refusal) In(lang string) string {
	s := r.What.In(lang)
	if h := source.FormatHint(r.Hint, lang); h != "" {
		s += "\n    " + h
	}
	return s
}

// A renaming is one call of Entry.
type renaming struct {
	Change
	files    *source.Files
	folder   string // "films"
	from, to string // "a", "b"
}

// Entry renames an entry, "films/a", to another of its folder, "films/b", as the build sees it: what the build misses
// once the files have moved is put right, and there is no change unless the site is then as whole as before.
func Entry(files *source.Files, from, to string, o site.Options) (*Change, *Refusal) {
	folder, id := path.Split(from)
	other, next := path.Split(to)
	r := &renaming{Change{map[string]string{}, map[string][]byte{}}, files, strings.TrimSuffix(folder, "/"), id, next}
	if other != folder || !content.IsSlug(next) {
		return nil, &Refusal{Invalid: true,
			What: source.Msg("%q cannot be the new name of %q", "« %s » ne peut pas être le nouveau nom de « %s »", to,
				from),
			Hint: source.Msg("the folder stays, and the name is lower-case letters, digits and hyphens",
				"le dossier reste, et le nom est en minuscules, chiffres et traits d’union"),
		}
	}
	facts := r.findFiles()
	if facts == "" {
		return nil, &Refusal{What: source.Msg("there is no entry %s", "il n’y a pas d’entrée %s", from), Unknown: true}
	}
	for _, p := range r.Moved {
		if files.Get(p) != nil {
			return nil, &Refusal{What: source.Msg("%s is there already", "%s existe déjà", p)}
		}
	}
	memory := memo.New()
	build := func(files *source.Files) (x site.Result) {
		memory.Batch(func(m *memo.Memory) { x = site.Build(m, files, o) })
		return x
	}
	before := build(files)
	if told := problems(before); len(told) > 0 {
		return nil, &Refusal{Problems: told, What: source.Msg("the site has problems, and nothing is renamed",
			"le site a des problèmes, et rien n’est renommé"), Hint: source.Msg("mend them first", "corrigez-les d’abord")}
	}
	after := build(r.renamed())
	for range 20 { // a file tells a part of its problems at a time
		if !r.mend(after.Problems) {
			break
		}
		after = build(r.renamed())
	}
	r.keepAddresses(before, after, facts)
	if told := problems(build(r.renamed())); len(told) > 0 {
		return nil, &Refusal{Problems: told, What: source.Msg("not all that names it can be put right, and nothing is "+
			"renamed", "tout ce qui la nomme ne peut pas être corrigé, et rien n’est renommé")}
	}
	return &r.Change, nil
}

// problems are those of a build that are no remarks.
func problems(x site.Result) []source.Problem {
	return slices.DeleteFunc(slices.Clone(x.Problems), func(p source.Problem) bool { return p.Warning })
}

// findFiles finds the files of the entry, and returns that of its facts, "" where there is none.
func (r *renaming) findFiles() (facts string) {
	dir := "content/" + r.folder + "/"
	for _, f := range r.files.Below(dir + r.from) {
		rest := strings.TrimPrefix(f.Path, dir+r.from)
		if n, ok := content.ParseName(f.Path); strings.HasPrefix(rest, "/") || ok && n.ID == r.from &&
			n.Folder == r.folder {
			r.Moved[f.Path] = dir + r.to + rest
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
	for from, to := range r.Moved {
		f := r.files.Get(from)
		gone = append(gone, from)
		if path.Ext(from) == ".md" {
			data, _ := f.Bytes()
			next = append(next, source.NewText(to, data))
		} else {
			next = append(next, source.NewMedia(to, f.Size, f.Digest(), f.Bytes))
		}
	}
	for p, data := range r.Texts {
		next = append(next, source.NewText(p, data))
	}
	return r.files.With(next, gone)
}

// text is a file as it is to be.
func (r *renaming) text(p string) []byte {
	if data, ok := r.Texts[p]; ok {
		return data
	}
	for from, to := range r.Moved {
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
		r.Texts[p.Path] = []byte(strings.Join(lines, ""))
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
			if page.Lang == old.Lang && page.Source == r.Moved[old.Source] && page.URL != old.URL {
				r.Texts[page.Source] = withAlias(r.text(page.Source), "/"+strings.TrimPrefix(old.URL, base))
			}
		}
	}
}

// aliasLine is the field in its three forms: [a, b], a, or a list below it.
var aliasLine = regexp.MustCompile(`(?m)^aliases[ \t]*:[ \t]*` +
	`(\[[^\]\r\n]*\]|[^\s#\[][^\r\n#]*)?[ \t]*(\r?\n(?:[ \t]*- .*\r?\n)*)`)

// fence begins and ends the fields of an entry.
var fence = regexp.MustCompile(`(?m)^\x{FEFF}?[ \t]*---[ \t]*\r?$`)

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
