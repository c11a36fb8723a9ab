package content

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"

	"golang.org/x/text/language"
)

// What follows finds the path that a file is likely to be meant to have.

// isNote says whether a file is one for whoever works on the site, as other projects keep them beside their texts.
func isNote(p string) bool {
	name, _, _ := strings.Cut(path.Base(p), ".")
	return slices.Contains([]string{"README", "READ-ME", "LISEZMOI", "LISEZ-MOI", "NOTES", "TODO", "CHANGELOG",
		"LICENSE", "LICENCE", "CONTRIBUTING"}, name)
}

// renameHint says what the file at p is renamed to: name, with the code of a language, or without where that is "".
func renameHint(p, name, lang string) source.Message {
	if lang != "" {
		name += "." + lang
	}
	return source.Msg("rename it to %s.md", "renommez-le en %s.md", path.Join(path.Dir(p), name))
}

// folderHint says where a file goes whose folder is that of no kind.
func folderHint(p, folder string) source.Message {
	if kind := kindMeant(folder); kind != "" && folder != path.Base(p) {
		rest := strings.TrimPrefix(p, "content/"+folder+"/")
		return source.Msg("move it to content/%s/%s", "déplacez-le en content/%s/%s", kind.Folder(), rest)
	}
	return source.Msg("move the file to one of content/%s", "déplacez le fichier dans l’un de content/%s",
		strings.Join(folderNames(), ", content/"))
}

// kindMeant is the kind whose folder a name means: in another case, in the singular or in French; "" for none.
func kindMeant(folder string) Kind {
	folded := Slugify(folder)
	for i := range kinds {
		k := &kinds[i]
		for _, name := range []string{k.folder, string(k.Kind), k.name.En, k.name.Fr} {
			if name = Slugify(name); folded == name || folded == name+"s" || folded == name+"x" {
				return k.Kind
			}
		}
	}
	return KindOf(source.Nearest(folded, folderNames()))
}

// entryNameHint says what a file is renamed to whose name cannot be an entry's.
func (c *Config) entryNameHint(p string, n Name) source.Message {
	if IsReserved(n.ID) || len(n.ID) > maxSlug {
		return addressPartHint(n.ID)
	}
	if name, lang := c.translationMeant(n); lang != "" {
		return renameHint(p, name, lang)
	}
	return source.Msg("rename it with small letters a–z, digits and single hyphens, such as %q",
		"renommez-le avec des minuscules a–z, des chiffres et des traits d’union simples, comme « %s »",
		exampleSlug(n.ID))
}

// translationMeant takes the name of a file apart that ends as people write a translation's: film_ar, film-ar,
// film (ar); "" where it does not.
func (c *Config) translationMeant(n Name) (name, lang string) {
	for _, l := range c.codes()[1:] {
		start, ok := strings.CutSuffix(strings.TrimSuffix(strings.ToLower(n.ID), ")"), l)
		if name := strings.TrimRight(start, "_- ("); ok && n.Lang == "" && name != start && IsSlug(name) {
			return name, l
		}
	}
	return "", ""
}

// languageHint says what a file is renamed to that names a language which the site does not have.
func (c *Config) languageHint(p string, n Name) source.Message {
	if code := languageCode(n.Lang); c.index(code) > 0 {
		return renameHint(p, n.ID, code)
	}
	_, err := language.Parse(n.Lang)
	if err != nil || strings.ContainsFunc(n.Lang, unicode.IsDigit) {
		return source.Msg("a name has no full stop: rename it to %s.md",
			"un nom n’a pas de point : renommez-le en %s.md",
			path.Join(path.Dir(p), exampleSlug(n.ID+"-"+n.Lang)))
	}
	return source.Msg("its languages are %s (content/site.yaml)", "ses langues sont %s (content/site.yaml)",
		strings.Join(c.codes(), ", "))
}

// IsDocument says whether the file at p is a text of another program where entries stand: content/films/film.docx.
func IsDocument(p string) bool {
	parts := strings.Split(p, "/")
	return len(parts) == 3 && KindOf(parts[1]) != "" && slices.Contains([]string{"", ".txt", ".text", ".doc", ".docx",
		".odt", ".rtf", ".pages", ".html", ".htm"}, strings.ToLower(path.Ext(p)))
}

// StartCommand is the command that starts an entry in place of the document at p.
func StartCommand(p string) string {
	return "go run ./cmd/new " + string(KindOf(strings.Split(p, "/")[1])) + " " +
		exampleSlug(strings.TrimSuffix(path.Base(p), path.Ext(p)))
}
