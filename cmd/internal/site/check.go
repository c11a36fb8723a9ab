package site

import (
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
)

// references are what the files of a shard name: files to publish, headings that other bodies must
// have, and what leads nowhere.
type references struct {
	files     []content.FileUse // in the order they are named; each file exists
	pictures  []bodyPicture
	fragments []fragmentLink
	problems  []source.Problem
	dead      int // links of the file being checked that lead nowhere
}

// A fragmentLink is a link to a heading of the body in the file at target.
type fragmentLink struct {
	from, target, fragment string
	link                   *markdown.Link
}

// A referencesInput is all that references are found by.
type referencesInput struct {
	shard  *shard
	shown  string // see resolvedSite
	links  linkTargets
	paths  *memo.List[*memo.List[string]] // of all files
	hidden *memo.List[hiddenName]
}

// checkBodies looks at what fields and bodies name. Headings are looked for at last: they are
// all that one body asks of another.
func checkBodies(m *memo.Memory, rs *resolvedSite, parsed *parsedFiles, paths *memo.List[*memo.List[string]],
	files *source.Files, workers int) (uses []content.FileUse, pictures []bodyPicture, problems []source.Problem) {
	found := make([]*references, len(parsed.shards))
	parallel(len(parsed.shards), workers, func(i int) {
		in := referencesInput{parsed.shards[i], rs.shown[i], rs.links, paths, rs.hidden}
		found[i] = memo.Do(m, findReferences, in)
	})
	for i, f := range found {
		uses, pictures = append(uses, f.files...), append(pictures, f.pictures...)
		problems = append(problems, f.problems...)
		problems = append(problems, rs.checkDirectives(parsed.shards[i], files)...)
		for i := range f.fragments {
			problems = append(problems, checkFragment(&f.fragments[i], parsed)...)
		}
	}
	return uses, pictures, problems
}

// checkDirectives checks what the directives of bodies name, which few have.
func (rs *resolvedSite) checkDirectives(x *shard, files *source.Files) (problems []source.Problem) {
	if !x.hasDirectives {
		return nil
	}
	for _, e := range x.entries {
		for _, at := range e.files {
			if at < 0 {
				continue
			}
			if b := x.files[at].body; len(b.refs)+len(b.files) > 0 {
				problems = append(problems, rs.CheckUses(x.sources[at].Path, b.refs, b.files, files)...)
			}
		}
	}
	return problems
}

func findReferences(_ *memo.Memory, in referencesInput) *references {
	r := &references{}
	files, hidden := memo.Index(in.paths, fileNames), memo.Index(in.hidden, newHiddenNames)
	for i, e := range in.shard.entries {
		for lang, at := range e.files {
			if at < 0 {
				continue
			}
			p := in.shard.files[at]
			r.checkBody(in.links, p, lang, in.shown[i] == '1', files)
			if person, ok := e.record.(*content.Person); !ok || person.Public() {
				r.problems = append(r.problems, hidden.inSource(in.shard.sources[at], p.refs())...)
			}
			if in.shown[i] == '1' {
				r.collectFiles(p, files)
			}
		}
	}
	return r
}

// checkBody checks what one body names by Markdown: links and pictures.
func (r *references) checkBody(links linkTargets, p *parsedFile, lang int, shown bool, files *source.Files) {
	from := p.frontMatter.Path
	r.dead = 0
	for i := range p.body.Parts {
		if x := p.body.Parts[i].Link; x != nil {
			r.checkLink(links, from, lang, x, shown, files)
		}
		if img := p.body.Parts[i].Image; img != nil && img.Src != "" { // else it is told already
			use, _ := markdownImage(path.Dir(from), img)
			if use.Path == "" || files.Get(use.Path) == nil {
				r.problems = append(r.problems, content.MissingFile(from, use, files))
			}
		}
	}
}

func (r *references) checkLink(links linkTargets, from string, lang int, x *markdown.Link, shown bool,
	files *source.Files) {
	t, ok := links.find(from, lang, x.Dest, func(p string) string {
		if files.Get(p) == nil || strings.HasSuffix(p, ".md") {
			return ""
		}
		return p
	})
	if !ok && links.uncertain && strings.HasPrefix(x.Dest, "/") {
		return
	}
	if !ok {
		p := source.Problem{Path: from, Line: x.Line, Col: x.Col, Excerpt: x.Excerpt, Warning: x.Bare,
			What: source.Msg("the link %q leads nowhere", "le lien « %s » ne mène nulle part", x.Dest)}
		if r.dead++; r.dead <= source.MaxProblems { // nobody reads the hints of more
			p.Hint = links.hint(from, x.Dest)
		}
		r.problems = append(r.problems, p)
		return
	}
	if t.page == nil && t.entry != "" && shown {
		r.problems = append(r.problems, source.Problem{
			Path: from, Line: x.Line, Col: x.Col, Excerpt: x.Excerpt, Warning: true,
			What: source.Msg("the link leads to %s, which has no page now: a draft, or not of this time",
				"le lien mène à %s, qui n’a pas de page actuellement : un brouillon, ou hors de ses dates", t.entry),
			Hint: source.Msg("its words are shown without a link until there is one",
				"ses mots sont affichés sans lien jusqu’à ce qu’il y en ait une")})
	}
	if t.fragment != "" && t.page != nil && t.page.file != "" {
		r.fragments = append(r.fragments, fragmentLink{from, t.page.file, t.fragment, x})
	}
}

// collectFiles adds the files that an entry's fields and body name.
func (r *references) collectFiles(p *parsedFile, files *source.Files) {
	add := func(u content.FileUse) {
		if u.Path != "" && !u.Spare && !strings.HasSuffix(u.Path, ".md") && files.Get(u.Path) != nil {
			use := content.FileUse{Path: u.Path, Image: u.Image, Video: u.Video, Captions: u.Captions}
			r.files = append(r.files, use)
		}
	}
	for _, u := range p.frontMatter.Files {
		add(u)
	}
	for _, u := range p.body.files {
		add(u)
	}
	dir := path.Dir(p.frontMatter.Path)
	seen := false
	for _, part := range p.body.Parts {
		if i := part.Image; i != nil {
			if !seen {
				r.pictures = append(r.pictures, bodyPicture{p.frontMatter.Path, content.Resolve(dir, i.Src), i.Alt})
			}
			seen = true
			add(content.FileUse{Path: content.Resolve(dir, i.Src), Image: true})
		}
		if x := part.Link; x != nil && !strings.HasSuffix(x.Dest, ".md") {
			dest, _ := splitDest(x.Dest)
			add(content.FileUse{Path: content.Resolve(dir, dest)})
		}
	}
}

func checkFragment(l *fragmentLink, parsed *parsedFiles) []source.Problem {
	b := parsed.body(l.target)
	if b == nil || b.unreadable {
		return nil
	}
	if _, found := slices.BinarySearch(b.Anchors, l.fragment); found {
		return nil
	}
	p := source.Problem{Path: l.from, Line: l.link.Line, Col: l.link.Col, Excerpt: l.link.Excerpt}
	p.What = source.Msg("the page has no heading %q", "la page n’a pas de titre « %s »", "#"+l.fragment)
	if near := source.Nearest(l.fragment, b.Anchors); near != "" {
		p.Hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", "#"+near)
	} else if len(b.Anchors) > 0 {
		p.Hint = source.Msg("it has %s", "elle a %s", "#"+strings.Join(b.Anchors[:min(8, len(b.Anchors))], ", #"))
	} else {
		p.Hint = source.Msg("link to the page itself, without the #",
			"faites le lien vers la page elle-même, sans le #")
	}
	return []source.Problem{p}
}

// hint says what a link that leads nowhere may have meant.
func (l linkTargets) hint(from, dest string) source.Message {
	dest, _ = splitDest(dest)
	bare := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(dest, ".html"), ".md"), "/index")
	names := l.entries.Items
	wanted := []string{strings.TrimPrefix(path.Join(path.Dir(from), bare), "content/"), strings.Trim(bare, "./")}
	// The name alone, or the title, without the folder.
	last := content.Slugify(path.Base(bare))
	same := func(name string) bool { return path.Base(name) == last }
	if i := slices.IndexFunc(names, same); i >= 0 && last != "index" && !slices.ContainsFunc(names[i+1:], same) {
		return source.Msg("write %s", "écrivez %s", names[i])
	}
	for _, want := range wanted {
		if near := source.Nearest(want, names); near != "" {
			return source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		}
	}
	return source.Msg("link to a file that there is, such as %q, or write a web address whole, with https://",
		"faites un lien vers un fichier qui existe, comme « %s », ou écrivez une adresse web entière, avec https://",
		names[0])
}
