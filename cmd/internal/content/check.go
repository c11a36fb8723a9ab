package content

import (
	"cmp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// check finds what is wrong between entries: relations to what does not exist, files that are
// not there, two editions of one number, disciplines that the session does not teach.
func (s *Site) check(records []Record, files *source.Files) []source.Problem {
	var ps []source.Problem
	numbers := map[int]string{}
	var known map[string]*Person
	for _, r := range records {
		e := r.Base()
		for _, f := range e.Files {
			if f == nil {
				continue
			}
			ps = append(ps, s.CheckUses(f.Path, f.Refs, f.Files, files)...)
		}
		switch r := r.(type) {
		case *Session:
			if other := numbers[r.Number]; other != "" && r.Number > 0 {
				p := e.Files[0].At("number")
				ps = append(ps, source.Problem{Path: e.Path(), Line: p.Line, Col: p.Col, What: source.Msg("edition %d is already %s", "l’édition %d est déjà %s", r.Number, other), Hint: source.Msg("give one of the two another number", "donnez à l’une des deux un autre numéro")})
			}
			numbers[r.Number] = e.Path()
		case *Masterclass:
			ps = append(ps, s.checkDiscipline(&r.Meeting)...)
		case *Event:
			ps = append(ps, s.checkDiscipline(&r.Meeting)...)
		case *Film:
			if known == nil && plainNames(r) {
				known = s.peopleByName()
			}
			ps = append(ps, checkNames(r, known)...)
		}
	}
	return ps
}

// CheckUses finds what the file at path names and does not exist.
func (s *Site) CheckUses(path string, refs []RefUse, uses []FileUse, files *source.Files) []source.Problem {
	var ps []source.Problem
	for _, use := range refs {
		if s.all[key{use.Kind, use.ID}] == nil {
			ps = append(ps, s.dangling(path, use))
		}
	}
	for _, use := range uses {
		if files.Get(use.Path) == nil {
			ps = append(ps, MissingFile(path, use, files))
		}
	}
	return ps
}

func (s *Site) dangling(path string, use RefUse) source.Problem {
	var ids []string
	for k := range s.all {
		if k.kind == use.Kind {
			ids = append(ids, k.id)
		}
	}
	slices.Sort(ids)
	folder := use.Kind.Folder()
	hint := source.Msg("content/%s has %s", "content/%s contient %s", folder, some(ids))
	if near := source.Nearest(use.ID, ids); near != "" {
		hint = source.Msg("did you mean %q? content/%s has %s", "vouliez-vous dire « %s » ? content/%s contient %s", near, folder, some(ids))
	} else if len(ids) == 0 {
		hint = source.Msg("content/%s has no entry yet", "content/%s n’a pas encore d’entrée", folder)
	}
	return source.Problem{Path: path, Line: use.Pos.Line, Col: use.Pos.Col, What: source.Msg("there is no %s %q", "il n’y a pas %s « %s »", use.Kind.noun(), use.ID), Hint: hint}
}

// noun names the kind in a sentence that says there is none.
func (k Kind) noun() source.Message {
	fr := map[Kind]string{SessionKind: "de session", EventKind: "d’événement", FilmKind: "de film", PersonKind: "de personne", PlaceKind: "de lieu"}
	return source.Message{En: string(k), Fr: cmp.Or(fr[k], "d’entrée")}
}

// some lists the first names, and says how many more there are.
func some(names []string) source.Message {
	const most = 8
	if len(names) <= most+1 {
		return source.Msg("%s", "%s", strings.Join(names, ", "))
	}
	return source.Msg("%s and %d more", "%s et %d autres", strings.Join(names[:most], ", "), len(names)-most)
}

// MissingFile is the problem of a file that an entry names and that is not there.
func MissingFile(path string, use FileUse, files *source.Files) source.Problem {
	dir := use.Path[:strings.LastIndexByte(use.Path, '/')+1]
	var near []string
	for _, f := range files.Below(dir) {
		if rest := f.Path[len(dir):]; !strings.HasSuffix(rest, ".md") && !strings.Contains(rest, "/") {
			near = append(near, rest)
		}
	}
	name := use.Path[len(dir):]
	hint := source.Msg("put it into %s", "mettez-le dans %s", dir)
	if n := source.Nearest(name, near); n != "" {
		hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", strings.TrimSuffix(use.Src, name)+n)
	} else if len(near) > 0 {
		hint = source.Msg("%s has %s", "%s contient %s", dir, some(near))
	}
	return source.Problem{Path: path, Line: use.Pos.Line, Col: use.Pos.Col, What: source.Msg("there is no file %q", "il n’y a pas de fichier « %s »", use.Src), Hint: hint}
}

// DisciplineNames are what meetings call the disciplines that a session teaches; x may be nil.
func (x *Session) DisciplineNames() []string {
	if x == nil {
		return nil
	}
	names := make([]string, len(x.Disciplines.Value))
	for i, d := range x.Disciplines.Value {
		names[i], _ = d.Name.In(0)
	}
	return names
}

func (s *Site) checkDiscipline(m *Meeting) []source.Problem {
	if !m.Discipline.IsKnown() {
		return nil
	}
	x, _ := s.all[key{SessionKind, m.Session.Value.ID}].(*Session)
	if x == nil && (m.Session.IsKnown() || m.Files[0].Lost("session")) || x != nil && !x.Disciplines.IsKnown() {
		return nil // the session is a problem already, or does not know what it teaches
	}
	names := x.DisciplineNames()
	if slices.Contains(names, m.Discipline.Value) {
		return nil
	}
	hint := source.Msg("name the session, then one of its disciplines", "nommez la session, puis l’une de ses disciplines")
	if len(names) > 0 {
		hint = source.Msg("the session teaches %s", "la session enseigne %s", strings.Join(names, ", "))
	}
	p := m.Files[0].At("discipline")
	return []source.Problem{{Path: m.Path(), Line: p.Line, Col: p.Col, What: source.Msg("%q is not a discipline of the session", "« %s » n’est pas une discipline de la session", m.Discipline.Value), Hint: hint}}
}

// MayNotBeNamed is the problem of a file that names the person at a place.
func (p *Person) MayNotBeNamed(path string, at Pos, name string) source.Problem {
	return source.Problem{Path: path, Line: at.Line, Col: at.Col,
		What: source.Msg("%q may not be named: the consent of people/%s is %q", "« %s » ne peut pas apparaître : le consentement de people/%s est « %s »", name, p.ID, p.Consent),
		Hint: source.Msg("where a person is asked for, write %s instead, and the site shows what is allowed; elsewhere leave the name out", "là où une personne est demandée, écrivez %s à la place, et le site montre ce qui est permis ; ailleurs, retirez le nom", p.ID)}
}

// plainNames says whether credits name anybody in plain words.
func plainNames(f *Film) bool {
	return slices.ContainsFunc(f.Credits.Value, func(c Credit) bool {
		return slices.ContainsFunc(c.People.Value, func(w Contributor) bool { return w.Name != "" })
	})
}

// peopleByName are the people who have a page, and those who may not be named, live or not, by
// each of their names. Of two with one name it is the one who may not be named; of two who may,
// neither.
func (s *Site) peopleByName() map[string]*Person {
	known := map[string]*Person{}
	for _, p := range s.Hidden() {
		for _, n := range p.AllNames() {
			known[foldLatin(n)] = p
		}
	}
	for _, p := range s.People {
		if !p.Public() {
			continue
		}
		for _, n := range p.AllNames() {
			k := foldLatin(n)
			if other, taken := known[k]; !taken {
				known[k] = p
			} else if other != nil && other != p && other.Public() {
				known[k] = nil
			}
		}
	}
	return known
}

// checkNames looks for people of the site among the plain names of credits.
func checkNames(f *Film, known map[string]*Person) []source.Problem {
	var ps []source.Problem
	for _, c := range f.Credits.Value {
		for _, w := range c.People.Value {
			if w.Name == "" {
				continue
			}
			switch p := known[foldLatin(w.Name)]; {
			case p == nil:
			case !p.Public():
				ps = append(ps, p.MayNotBeNamed(f.Path(), w.Pos, w.Name))
			default:
				ps = append(ps, source.Problem{Path: f.Path(), Line: w.Pos.Line, Col: w.Pos.Col, Warning: true,
					What: source.Msg("%q has a page on the site, and does not lead to it here", "« %s » a une page sur le site, et n’y mène pas ici", w.Name),
					Hint: source.Msg("write %s instead: the same name is shown, and leads there", "écrivez plutôt %s : le même nom est montré, et y mène", p.ID)})
			}
		}
	}
	return ps
}

// Hidden are the people, live or not, whose consent does not let them be named, by identity.
func (s *Site) Hidden() []*Person {
	var list []*Person
	for k, r := range s.all {
		if k.kind == PersonKind {
			if p, ok := r.(*Person); ok && !p.Public() && !p.Files[0].Lost("consent") {
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b *Person) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// AllNames are the names a person goes by, in every language and script.
func (p *Person) AllNames() []string {
	names := slices.Clone(p.Title.texts)
	names = append(names, p.Name.Value.Latin, p.Name.Value.Arabic)
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" })
	slices.Sort(names)
	return slices.Compact(names)
}
