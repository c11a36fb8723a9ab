package main

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// refreshEntries marks translations as made from the words that their sources have now.
func (t *tool) refreshEntries() int {
	list, code := t.translations()
	if code != 0 {
		return code
	}
	done := 0
	for _, p := range list {
		changed, ok := t.refreshOne(p)
		if !ok {
			code = 1
		}
		if changed {
			done++
		}
	}
	if len(list) != 1 || done == 0 && code == 0 {
		count := t.say("translations: %d, marked as up to date now: %d",
			"traductions : %d, marquées à jour maintenant : %d", len(list), done)
		if t.dry {
			count = t.say("translations: %d, to be marked as up to date: %d (nothing is written, because of -n)",
				"traductions : %d, à marquer à jour : %d (rien n’est écrit, à cause de -n)", len(list), done)
		}
		fmt.Fprintln(t.stdout, count)
	}
	return code
}

// translations are the files that the command line names.
func (t *tool) translations() ([]string, int) {
	lang, names := t.refresh, t.args
	if !t.translates(lang) {
		// A file says its language itself.
		names = append([]string{lang}, names...)
		lang = ""
	}
	if len(names) == 0 {
		return nil, t.refuse(2,
			source.Msg("say which translation is up to date", "dites quelle traduction est à jour"),
			source.Msg("such as: go run ./cmd/new%s -refresh %s sessions/edition-2, or -refresh all",
				"par exemple : go run ./cmd/new%s -refresh %s sessions/edition-2, ou -refresh all", t.rootFlag(),
				lang))
	}
	var list []string
	for _, name := range names {
		if name == "all" {
			for _, f := range t.files.Below("content/") {
				if n, ok := content.ParseName(f.Path); ok && path.Ext(f.Path) == ".md" && n.Lang != "" &&
					(lang == "" || n.Lang == lang) && t.translates(n.Lang) {
					list = append(list, f.Path)
				}
			}
			continue
		}
		code := lang
		if code == "" {
			n, _ := content.ParseName(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "./"))
			code = n.Lang
		}
		if code == "" || !t.translates(code) {
			return nil, t.refuse(2,
				source.Msg("nothing says which language of %q", "rien ne dit quelle langue de « %s »", name),
				source.Msg("write -refresh ar %s, or the path of the translation’s file",
					"écrivez -refresh ar %s, ou le chemin du fichier de la traduction", name))
		}
		list = append(list, translationPath(t.sourcePath(name), code))
	}
	return list, 0
}

// refreshOne sets the line of one translation. Nothing else in the file changes.
func (t *tool) refreshOne(p string) (changed, ok bool) {
	n, _ := content.ParseName(p)
	from := strings.TrimSuffix(p, "."+n.Lang+".md") + ".md"
	x, y := t.read(from), t.read(p)
	if x == nil || y == nil {
		return false, false
	}
	if title := y.Record.Base().Title; !title.Has(y.Lang) {
		// Stamped or not, it counts as not translated: nothing is wrong, and nothing is done.
		t.refuse(0,
			source.Msg("%s has no title yet: it is begun, not translated, and is not marked",
				"%s n’a pas encore de titre : la traduction est commencée, pas faite, et n’est pas marquée", p),
			source.Msg("write what follows “title:”, then the rest, and mark it then",
				"écrivez ce qui suit « title: », puis le reste, et marquez-la alors"))
		return false, true
	}
	print := x.fingerprint()
	if y.Translated == print {
		return false, true
	}
	data, err := t.dir.ReadFile(p)
	if err != nil {
		t.refuse(1, source.Msg("%s cannot be read", "impossible de lire %s", p), source.Message{})
		return false, false
	}
	marked := mark(data, print)
	if !t.reads(marked, y, print) {
		t.refuse(1, source.Msg("%s cannot be marked", "%s ne peut pas être marqué", p),
			source.Msg("write this line among its fields: translated: %s",
				"écrivez cette ligne parmi ses champs : translated: %s", print))
		return false, false
	}
	if t.dry {
		fmt.Fprintln(t.stdout,
			t.say("%s would be marked as up to date%s", "%s serait marquée à jour%s", p,
				since(y.Translated, print)))
		return true, true
	}
	if err := t.replace(p, marked); err != nil {
		t.refuse(1, source.Msg("%s cannot be written", "impossible d’écrire %s", p),
			source.Msg("check the permissions and the space on the disk",
				"vérifiez les droits d’accès et la place sur le disque"))
		return false, false
	}
	fmt.Fprintln(t.stdout,
		t.say("%s is marked as up to date%s", "%s est marquée à jour%s", p, since(y.Translated, print)))
	return true, true
}

// reads says whether the build would find the fingerprint in a file and the same text below:
// what cannot be marked stays as it is.
func (t *tool) reads(data []byte, y *text, print string) bool {
	cut, problems := content.SplitFrontMatter(source.NewText(y.Path, data))
	if problems != nil {
		return false
	}
	s, _ := content.Parse(y.Path, cut, t.config)
	return s != nil && s.Translated == print && bytes.Equal(cut.Body, y.Body)
}

// since says what has changed in the source since the translation was made.
func since(old, now string) source.Message {
	changed := content.Changed(old, now)
	if changed == (source.Message{}) {
		return changed
	}
	return source.Msg(" (changed in the source: %s)", " (changé dans la source : %s)", changed)
}

var (
	fence = regexp.MustCompile(`(?m)^\x{FEFF}?[ \t]*---[ \t]*\r?$`)
	stamp = regexp.MustCompile(`(?m)^(translated[ \t]*:)[ \t]*(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s#"']*)`)
)

// mark sets the line of the fingerprint: in its place where there is one, else below the other
// fields, with the file's own line end.
func mark(data []byte, print string) []byte {
	fences := fence.FindAllIndex(data, 2)
	if len(fences) < 2 {
		return data
	}
	start, end := fences[0][1], fences[1][0]
	if at := stamp.FindSubmatchIndex(data[start:end]); at != nil {
		return bytes.Join([][]byte{data[:start+at[3]], []byte(" " + print), data[start+at[1]:]}, nil)
	}
	eol := "\n"
	if bytes.Contains(data[:end], []byte("\r\n")) {
		eol = "\r\n"
	}
	return bytes.Join([][]byte{data[:end], []byte("translated: " + print + eol), data[end:]}, nil)
}

// replace writes a file whole or not at all, with the permissions it had.
func (t *tool) replace(p string, data []byte) error {
	info, err := t.dir.Stat(p)
	if err != nil {
		return err
	}
	tmp := path.Join(path.Dir(p), "."+path.Base(p)+".tmp")
	err = errors.Join(t.dir.WriteFile(tmp, data, info.Mode().Perm()), t.dir.Chmod(tmp, info.Mode().Perm()))
	if err == nil {
		err = t.dir.Rename(tmp, p)
	}
	if err != nil {
		t.dir.Remove(tmp)
	}
	return err
}
