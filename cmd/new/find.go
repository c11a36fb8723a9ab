package main

import (
	"path"
	"path/filepath"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// A text is one Markdown file as read and cut in two.
type text struct {
	*content.FrontMatter
	content.RawFile
	file *source.File
}

// read reads a Markdown file; problems are told, and make it nil.
func (t *tool) read(p string) *text {
	f := t.files.Get(p)
	if f == nil {
		t.refuse(1, source.Msg("there is no file %s", "il n’y a pas de fichier %s", p), t.nearest(p))
		return nil
	}
	cut, problems := content.SplitFrontMatter(f)
	var s *content.FrontMatter
	if problems == nil {
		s, problems = content.Parse(p, cut, t.config)
	}
	bad := s == nil
	for _, problem := range problems {
		if !problem.Warning {
			t.stderr.Write([]byte(problem.In(t.lang) + "\n"))
			bad = true
		}
	}
	if bad {
		return nil
	}
	return &text{s, cut, f}
}

func (t *text) fingerprint() string { return t.Fingerprint(t.Body) }

// nearest proposes an entry instead of one that is not there.
func (t *tool) nearest(p string) source.Message {
	n, _ := content.ParseName(p)
	var names []string
	for _, f := range t.files.Below("content/") {
		if m, ok := content.ParseName(f.Path); ok && m.Lang == "" && path.Ext(f.Path) == ".md" {
			names = append(names, m.Folder+"/"+m.ID)
		}
	}
	if near := source.Nearest(n.Folder+"/"+n.ID, names); near != "" {
		return source.Msg("did you mean %s?", "vouliez-vous dire %s ?", near)
	}
	return source.Msg("write it as folder/name, such as sessions/edition-2",
		"écrivez-le comme dossier/nom, par exemple sessions/edition-2")
}

// sourcePath finds the file that holds the facts of an entry, which is named as folder/name, by
// the path of one of its files, or by its folder.
func (t *tool) sourcePath(name string) string {
	p := filepath.ToSlash(name)
	if abs, err := filepath.Abs(t.root); err == nil && filepath.IsAbs(name) {
		if rel, err := filepath.Rel(abs, name); err == nil {
			p = filepath.ToSlash(rel)
		}
	}
	p = path.Clean(p)
	if root := path.Clean(filepath.ToSlash(t.root)); root != "." {
		p = strings.TrimPrefix(p, root+"/")
	}
	p = strings.TrimPrefix(p, "content/")
	if stem, ok := strings.CutSuffix(p, ".md"); ok {
		dir, base := path.Split(stem)
		base, _, _ = strings.Cut(base, ".")
		p = dir + base
	}
	for _, candidate := range []string{"content/" + p + ".md", "content/" + p + "/index.md"} {
		if t.files.Get(candidate) != nil {
			return candidate
		}
	}
	return "content/" + p + ".md"
}

// translationPath is where the translation of a file is.
func translationPath(p, lang string) string { return strings.TrimSuffix(p, ".md") + "." + lang + ".md" }

// translates says whether the site has a language that is not the default one.
func (t *tool) translates(lang string) bool {
	for _, l := range t.config.Languages[1:] {
		if l.Code == lang {
			return true
		}
	}
	return false
}

func (t *tool) noLanguage(lang string) int {
	var codes []string
	for _, l := range t.config.Languages[1:] {
		codes = append(codes, l.Code)
	}
	return t.refuse(2, source.Msg("nothing is translated into %q here", "rien ne se traduit ici en « %s »", lang),
		source.Msg("the languages are %s", "les langues sont : %s", strings.Join(codes, ", ")))
}
