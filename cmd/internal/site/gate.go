package site

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// What is published passes one gate: pictures are encoded anew and drawings written anew (assets), other
// files are judged by their content and cleaned (download), files of what is not shown are kept back
// (here), and every finished file is searched for the names of people who may not be named (names.go).

// A namedFile is a place where a shown entry names a file.
type namedFile struct {
	from string
	pos  content.Pos
}

// firstUses are the places where each file of list is named first.
func (p *parsedFiles) firstUses(rs *resolvedSite, list map[string]bool) map[string]namedFile {
	found := map[string]namedFile{}
	for i, x := range p.shards {
		for j, e := range x.entries {
			if rs.shown[i][j] != '1' {
				continue
			}
			for _, at := range e.files {
				if at < 0 {
					continue
				}
				for _, u := range x.files[at].fileUses() {
					if _, known := found[u.Path]; list[u.Path] && !known {
						found[u.Path] = namedFile{x.files[at].frontMatter.Path, u.Pos}
					}
				}
			}
		}
	}
	return found
}

// fileUses are the files that a file's fields and body name, with their places.
func (p *parsedFile) fileUses() []content.FileUse {
	list := slices.Concat(p.frontMatter.Files, p.body.files)
	dir := path.Dir(p.frontMatter.Path)
	for _, part := range p.body.Parts {
		if i := part.Image; i != nil {
			list = append(
				list,
				content.FileUse{Path: content.Resolve(dir, i.Src), Image: true, Pos: content.Pos{Line: i.Line,
					Col: i.Col}},
			)
		}
		if x := part.Link; x != nil && !strings.HasSuffix(x.Dest, ".md") {
			list = append(
				list,
				content.FileUse{Path: content.Resolve(dir, x.Dest), Pos: content.Pos{Line: x.Line, Col: x.Col}},
			)
		}
	}
	return list
}

// atUses moves problems of files to the places that name them first.
func (p *parsedFiles) atUses(rs *resolvedSite, problems []source.Problem) []source.Problem {
	if len(problems) == 0 {
		return nil
	}
	list := map[string]bool{}
	for _, x := range problems {
		list[x.Path] = true
	}
	uses := p.firstUses(rs, list)
	out := slices.Clone(problems)
	for i, x := range out {
		if u, ok := uses[x.Path]; ok {
			out[i].Path, out[i].Line, out[i].Col = u.from, u.pos.Line, u.pos.Col
		}
	}
	return out
}

// keepBack takes from the files that shown entries name those of entries that are not shown, and pictures
// of people who may not be named.
func (p *parsedFiles) keepBack(rs *resolvedSite, uses []content.FileUse, files *source.Files) (
	left []content.FileUse, problems []source.Problem) {
	folders := map[string]content.Record{}
	for _, e := range rs.entries {
		if main := e.record.Base().Path(); !e.shown && path.Base(main) == "index.md" {
			folders[path.Dir(main)] = e.record
		}
	}
	portraits := rs.hiddenPortraits(files)
	if len(folders)+len(portraits) == 0 {
		return uses, nil
	}
	seen := map[string]bool{}
	for _, u := range uses {
		owner := folderOwner(folders, u.Path)
		if f := files.Get(u.Path); owner == nil && f != nil && len(portraits) > 0 && u.Image {
			owner = portraits[f.Digest()]
		}
		if owner == nil {
			left = append(left, u)
			continue
		}
		if !seen[u.Path] {
			seen[u.Path] = true
			problems = append(problems, keptBack(u.Path, owner))
		}
	}
	return left, p.atUses(rs, problems)
}

func folderOwner(folders map[string]content.Record, name string) content.Record {
	for dir := path.Dir(name); dir != "." && dir != "content"; dir = path.Dir(dir) {
		if r := folders[dir]; r != nil {
			return r
		}
	}
	return nil
}

// hiddenPortraits are the pictures of people who may not be named, each the picture of one person only:
// what several have stands for nobody.
func (rs *resolvedSite) hiddenPortraits(files *source.Files) map[source.Digest]content.Record {
	found := map[source.Digest]content.Record{}
	if len(rs.hidden.Items) == 0 {
		return found
	}
	owners := map[source.Digest]int{}
	for _, e := range rs.entries {
		p, ok := e.record.(*content.Person)
		if !ok {
			continue
		}
		for _, i := range []content.Optional[content.Image]{p.Photo, p.Image} {
			if !i.IsKnown() {
				continue
			}
			f := files.Get(content.Resolve(i.Value.Dir, i.Value.Src))
			if f == nil {
				continue
			}
			if owners[f.Digest()]++; !p.Public() {
				found[f.Digest()] = p
			}
		}
	}
	for d, n := range owners {
		if n > 1 {
			delete(found, d)
		}
	}
	return found
}

func keptBack(name string, owner content.Record) source.Problem {
	e := owner.Base()
	if p, ok := owner.(*content.Person); ok && !p.Public() {
		return source.Problem{Path: name,
			What: source.Msg(
				"%q is of people/%s, whose consent is %q",
				"« %s » est de people/%s, dont le consentement est « %s »",
				path.Base(name),
				p.ID,
				p.Consent,
			),
			Hint: source.Msg("show another picture", "montrez une autre image")}
	}
	return source.Problem{Path: name,
		What: source.Msg(
			"%q belongs to %s, which is not shown",
			"« %s » appartient à %s, qui n’est pas montré",
			path.Base(name),
			e.Path(),
		),
		Hint: source.Msg("copy the file beside this entry, if it may be shown: see draft, publish and expire there",
			"copiez le fichier à côté de cette entrée, s’il peut être montré : voyez-y draft, publish et expire")}
}
