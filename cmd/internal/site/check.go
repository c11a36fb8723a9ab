package site

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/markdown"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// bodyNames are what the bodies of a chunk name: the files to publish, the anchors that other
// bodies must have, and what leads nowhere.
type bodyNames struct {
	uses     []content.FileUse // in the order they are named; each file exists
	anchors  []anchorUse
	problems []source.Problem
}

// An anchorUse is a link to a heading of the body in the file at target.
type anchorUse struct {
	from, target, frag string
	link               *markdown.Link
}

type namesKey struct {
	chunk, grammar, names source.Digest
	shown, hidden         string
}

// checkBodies looks at what fields and bodies name. Headings are looked for at last: they are
// all that one body asks of another.
func checkBodies(m *memo.Memory, l *linked, t *texts, g *content.Config, files *source.Files, workers int) (uses []content.FileUse, problems []source.Problem) {
	found := make([]*bodyNames, len(t.chunks))
	parallel(len(t.chunks), workers, func(i int) {
		x := t.chunks[i]
		var k namesKey
		if m != nil {
			k = namesKey{x.id, g.Digest, l.routes.names, l.shown[i], l.hiddenID}
		}
		found[i] = memo.Do(m, k, func() *bodyNames { return l.bodyNames(x, l.shown[i], files) })
	})
	for _, f := range found {
		uses = append(uses, f.uses...)
		problems = append(problems, f.problems...)
		for i := range f.anchors {
			problems = append(problems, checkAnchor(&f.anchors[i], t)...)
		}
	}
	return uses, problems
}

func (l *linked) bodyNames(x *chunk, shown string, files *source.Files) *bodyNames {
	n := &bodyNames{}
	for i, e := range x.entries {
		for lang, at := range e.parts {
			if at < 0 {
				continue
			}
			p := x.parts[at]
			n.body(l, p, lang, files)
			n.consent(l, p, files)
			if shown[i] == '1' {
				n.use(p, files)
			}
		}
	}
	return n
}

// body checks what one body names: links, pictures, directives' relations.
func (n *bodyNames) body(l *linked, p *part, lang int, files *source.Files) {
	from := p.src.Path
	for i := range p.doc.Parts {
		if x := p.doc.Parts[i].Link; x != nil {
			n.link(l, from, lang, x, files)
		}
		if img := p.doc.Parts[i].Image; img != nil {
			use := content.FileUse{Path: content.Resolve(path.Dir(from), img.Src), Src: img.Src, Image: true, Pos: content.Pos{Line: img.Line, Col: img.Col}}
			if use.Path == "" || files.Get(use.Path) == nil {
				n.problems = append(n.problems, content.MissingFile(from, use, files))
			}
		}
	}
	n.problems = append(n.problems, l.CheckUses(from, p.doc.refs, p.doc.files, files)...)
}

// A hidden name is one that no text may hold.
type hiddenName struct {
	name   string
	person *content.Person
}

// consent looks in a file for the names of people who may not be named, their own file aside.
func (n *bodyNames) consent(l *linked, p *part, files *source.Files) {
	f := files.Get(p.src.Path)
	if len(l.hidden) == 0 || f == nil {
		return
	}
	text, err := f.Bytes()
	if err != nil {
		return
	}
	defer f.Release()
	for _, h := range l.hidden {
		at := bytes.Index(text, []byte(h.name))
		if at < 0 || p.src.Kind == content.PersonKind && p.src.ID == h.person.ID {
			continue
		}
		line, col, _ := source.Position(text, at)
		n.problems = append(n.problems, h.person.MayNotBeNamed(p.src.Path, content.Pos{Line: line, Col: col}, h.name))
	}
}

// hiddenNames are the full names of people whose consent does not let them be named. Single
// words are left out: too many texts hold them and mean another.
func hiddenNames(s *content.Site) (list []hiddenName, id string) {
	for _, p := range s.Hidden() {
		for _, name := range p.AllNames() {
			if strings.ContainsAny(name, " \u00a0") {
				list = append(list, hiddenName{name, p})
				id += name + "\x00" + p.ID + "\x00" + p.Consent + "\x00"
			}
		}
	}
	return list, id
}

func (n *bodyNames) link(l *linked, from string, lang int, x *markdown.Link, files *source.Files) {
	t, ok := l.resolve(from, lang, x.Dest, func(p string) string {
		if files.Get(p) == nil || strings.HasSuffix(p, ".md") {
			return ""
		}
		return p
	})
	if !ok && l.routes.guessed && strings.HasPrefix(x.Dest, "/") {
		return
	}
	if !ok {
		n.problems = append(n.problems, source.Problem{Path: from, Line: x.Line, Col: x.Col, Excerpt: x.Excerpt,
			What: source.Msg("the link %q leads nowhere", "le lien « %s » ne mène nulle part", x.Dest), Hint: l.linkHint(from, x.Dest)})
		return
	}
	if t.frag == "" || t.route == nil || t.route.Entry == view.NoEntry {
		return
	}
	if text := l.record(t.route).Base().Files[t.route.Lang]; text != nil {
		n.anchors = append(n.anchors, anchorUse{from, text.Path, t.frag, x})
	}
}

// use notes the files that an entry's fields and body name.
func (n *bodyNames) use(p *part, files *source.Files) {
	add := func(u content.FileUse) {
		if u.Path != "" && !u.Spare && !strings.HasSuffix(u.Path, ".md") && files.Get(u.Path) != nil {
			n.uses = append(n.uses, content.FileUse{Path: u.Path, Image: u.Image})
		}
	}
	for _, u := range p.src.Files {
		add(u)
	}
	for _, u := range p.doc.files {
		add(u)
	}
	dir := path.Dir(p.src.Path)
	for _, part := range p.doc.Parts {
		if i := part.Image; i != nil {
			add(content.FileUse{Path: content.Resolve(dir, i.Src), Image: true})
		}
		if x := part.Link; x != nil && !strings.HasSuffix(x.Dest, ".md") {
			add(content.FileUse{Path: content.Resolve(dir, x.Dest)})
		}
	}
}

func checkAnchor(a *anchorUse, t *texts) []source.Problem {
	d := t.doc(a.target)
	if d == nil || d.lost {
		return nil
	}
	if _, found := slices.BinarySearch(d.Anchors, a.frag); found {
		return nil
	}
	p := source.Problem{Path: a.from, Line: a.link.Line, Col: a.link.Col, Excerpt: a.link.Excerpt}
	p.What = source.Msg("the page has no heading %q", "la page n’a pas de titre « %s »", "#"+a.frag)
	if near := source.Nearest(a.frag, d.Anchors); near != "" {
		p.Hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", "#"+near)
	} else if len(d.Anchors) > 0 {
		p.Hint = source.Msg("it has %s", "elle a %s", "#"+strings.Join(d.Anchors[:min(8, len(d.Anchors))], ", #"))
	} else {
		p.Hint = source.Msg("link to the page itself, without the #", "faites le lien vers la page elle-même, sans le #")
	}
	return []source.Problem{p}
}

func (l *linked) linkHint(from, dest string) source.Message {
	dest, _, _ = strings.Cut(dest, "#")
	want := strings.TrimSuffix(strings.TrimPrefix(path.Join(path.Dir(from), dest), "content/"), ".md")
	var names []string
	for _, e := range l.entries {
		names = append(names, nameOf(e.record.Base()))
	}
	if near := source.Nearest(want, names); near != "" {
		return source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
	}
	return source.Msg("link to a file that there is, such as %q, or write a web address whole, with https://", "faites un lien vers un fichier qui existe, comme « %s », ou écrivez une adresse web entière, avec https://", names[0]+".md")
}
