package content

import (
	"cmp"
	pathpkg "path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A checker is what the checks of one site share.
type checker struct {
	site    *Site
	numbers map[int]string     // the paths of sessions, by number
	people  map[string]*Person // by name; nil until somebody asks
}

// Check finds what is wrong between the records that Link was given: relations to what does not exist, files that are
// not there, and what each kind checks. files tells what media exist.
func (s *Site) Check(records []Record, files *source.Files) []source.Problem {
	var ps []source.Problem
	c := &checker{site: s, numbers: map[int]string{}}
	for _, r := range records {
		for _, f := range r.Base().Files {
			if f != nil {
				ps = append(ps, s.CheckUses(f.Path, f.Refs, f.Files, files)...)
			}
		}
		ps = append(ps, r.check(c)...)
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

// dangling is the problem of a relation to an entry that is not there.
func (s *Site) dangling(path string, use RefUse) source.Problem {
	return source.Problem{Path: path, Line: use.Pos.Line, Col: use.Pos.Col,
		What: source.Msg("there is no %s %q", "il n’y a pas %s « %s »", use.Kind.noun(), use.ID),
		Hint: s.danglingHint(use)}
}

// danglingHint proposes the entry that is meant, if one is clear; it names none that is not there.
func (s *Site) danglingHint(use RefUse) source.Message {
	if meant := s.entryMeant(use); meant != "" {
		if r, what := anOddSign(use.ID); r != 0 {
			return source.Msg("%s; write %s", "%s ; écrivez %s", what, meant)
		}
		return source.Msg("write %s, the name of its file", "écrivez %s, le nom de son fichier", meant)
	}
	if names := severalPeople.Split(use.ID, -1); len(names) > 1 && use.Kind == PersonKind {
		for i, name := range names {
			use.ID = name
			names[i] = cmp.Or(s.entryMeant(use), Slugify(name))
		}
		return source.Msg("write them as a list: [%s]", "écrivez-les en liste : [%s]", strings.Join(names, ", "))
	}
	ids := s.ids(use.Kind)
	folder := use.Kind.Folder()
	others := source.Msg("content/%s has %s", "content/%s contient %s", folder, some(ids))
	if len(ids) == 0 {
		others = source.Msg("content/%s has no entry yet", "content/%s n’a pas encore d’entrée", folder)
	}
	if near := source.Nearest(use.ID, ids); near != "" {
		return source.Msg("did you mean %q? %s", "vouliez-vous dire « %s » ? %s", near, others)
	}
	for _, k := range Kinds {
		if k != use.Kind && s.all[key{k, use.ID}] != nil {
			return source.Msg("that is a %s; %s", "c’est le nom d’une entrée de type %s ; %s", k.Name(), others)
		}
	}
	if id := Slugify(use.ID); id != use.ID && id != "" {
		return source.Msg("%s; to start it: %s, then write %s here",
			"%s ; pour la créer : %s, puis écrivez ici %s", others, startCommand(use), id)
	}
	return source.Msg("%s; to start it: %s", "%s ; pour la créer : %s", others, startCommand(use))
}

// severalPeople is what stands between names.
var severalPeople = regexp.MustCompile(` (?:et|and|&) |[,،;/] ?| و ?`)

// startCommand is the command that starts the entry which a relation asks for.
func startCommand(use RefUse) string {
	start := "go run ./cmd/new " + string(use.Kind)
	if IsSlug(use.ID) && !IsReserved(use.ID) {
		start += " " + use.ID
	} else {
		start += " -title " + shellWord(use.ID)
	}
	switch {
	case strings.HasPrefix(use.Field, "speakers"):
		start += " -set roles=speaker"
	case strings.HasPrefix(use.Field, "guests"):
		start += " -set roles=guest"
	case strings.HasPrefix(use.Field, "team"):
		start += " -set roles=team"
	}
	return start
}

// shellWord is a text as one argument of a command, in the shells of all systems.
func shellWord(s string) string {
	return `"` + strings.NewReplacer(`"`, "", "`", "", "$", "", `\`, "").Replace(s) + `"`
}

// entryMeant is the identity of the one entry of the kind that a text means: by the path of its file, by its name in
// another case or with other signs, or by its title. It is "" where there is none, or more than one.
func (s *Site) entryMeant(use RefUse) string {
	name := strings.TrimSuffix(pathpkg.Base(plainSigns(use.ID)), ".md")
	if name == "index" {
		name = pathpkg.Base(pathpkg.Dir(use.ID))
	}
	if lower := strings.ToLower(name); lower != use.ID && s.all[key{use.Kind, lower}] != nil {
		return lower
	}
	slug, found := Slugify(use.ID), ""
	if slug == "" {
		return ""
	}
	number, err := strconv.Atoi(use.ID)
	numbered := err == nil && use.Kind == SessionKind
	for _, id := range s.ids(use.Kind) {
		e := s.all[key{use.Kind, id}]
		titles := e.Base().Title.texts
		if p, ok := e.(*Person); ok {
			titles = p.AllNames()
		}
		x, _ := e.(*Session)
		titled := slices.ContainsFunc(titles, func(t string) bool { return Slugify(t) == slug })
		if id == slug || titled || numbered && x.Number == number {
			if found != "" {
				return ""
			}
			found = id
		}
	}
	if found == use.ID {
		return ""
	}
	return found
}

// ids are the identities of the entries of a kind, live or not, sorted.
func (s *Site) ids(k Kind) []string {
	var ids []string
	for x := range s.all {
		if x.kind == k {
			ids = append(ids, x.id)
		}
	}
	slices.Sort(ids)
	return ids
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
	slashed := strings.ReplaceAll(use.Src, `\`, "/")
	hint := source.Msg("put it into %s", "mettez-le dans %s", dir)
	switch n := source.Nearest(name, near); {
	case strings.Contains(use.Src, "://"):
		return remoteFile(path, use)
	case use.Path == "":
		hint = outsideHint
	case slashed != use.Src && files.Get(Resolve(pathpkg.Dir(path), slashed)) != nil:
		hint = source.Msg("write %s", "écrivez %s", slashed)
	case slashed != use.Src:
		hint = source.Msg("put it into %s/ and write its name alone: %s",
			"mettez-le dans %s/ et écrivez son seul nom : %s",
			pathpkg.Dir(path), pathpkg.Base(slashed))
	case n != "":
		hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", strings.TrimSuffix(use.Src, name)+n)
	case len(near) > 0:
		hint = source.Msg("put it into %s, or name one of those there: %s",
			"mettez-le dans %s, ou nommez-en un qui y est : %s", dir, some(near))
	}
	return source.Problem{Path: path, Line: use.Pos.Line, Col: use.Pos.Col,
		What: source.Msg("there is no file %q", "il n’y a pas de fichier « %s »", use.Src), Hint: hint}
}

// remoteFile is the problem of a file at another site.
func remoteFile(path string, use FileUse) source.Problem {
	name, dir := pathpkg.Base(use.Src), pathpkg.Dir(path)
	if i := strings.IndexAny(name, "?#"); i >= 0 {
		name = name[:i]
	}
	return source.Problem{Path: path, Line: use.Pos.Line, Col: use.Pos.Col,
		What: source.Msg("the file %q is not on this site", "le fichier « %s » n’est pas sur ce site", use.Src),
		Hint: source.Msg("save it into %s/ and write its name: %s", "enregistrez-le dans %s/ et écrivez son nom : %s",
			dir, cmp.Or(name, "image.jpg"))}
}

// MayBeNamed is a remark on a file that holds the one word that a person goes by, which may mean
// another.
func (p *Person) MayBeNamed(path string, at Pos, name string) source.Problem {
	return source.Problem{Path: path, Line: at.Line, Col: at.Col, Warning: true,
		What: source.Msg("%q may be the name of people/%s, whose consent is %q",
			"« %s » est peut-être le nom de people/%s, dont le consentement est « %s »", name, p.ID, p.Consent),
		Hint: source.Msg("leave it if it means something else", "laissez-le s’il veut dire autre chose")}
}

// MayNotBeInName is the problem of a file whose name, which its address repeats, names the person.
func (p *Person) MayNotBeInName(path string) source.Problem {
	return source.Problem{Path: path,
		What: source.Msg("the name of this file names people/%s, whose consent is %q",
			"le nom de ce fichier nomme people/%s, dont le consentement est « %s »", p.ID, p.Consent),
		Hint: source.Msg("rename the file, and what refers to it",
			"renommez le fichier, et ce qui y fait référence")}
}

// MayNotBePublished is the problem of a published file that names the person, and of which no source
// says why.
func (p *Person) MayNotBePublished(path, published string) source.Problem {
	return source.Problem{Path: path,
		What: source.Msg("people/%s, whose consent is %q, would be named in %s",
			"people/%s, dont le consentement est « %s », serait nommé dans %s", p.ID, p.Consent, published),
		Hint: source.Msg("look for the parts of the name in what this page shows",
			"cherchez les parties du nom dans ce que cette page montre")}
}

// MayNotBeInFile is the problem of a file to download that names the person.
func (p *Person) MayNotBeInFile(path string) source.Problem {
	return source.Problem{Path: path,
		What: source.Msg("this file names people/%s, whose consent is %q",
			"ce fichier nomme people/%s, dont le consentement est « %s »", p.ID, p.Consent),
		Hint: source.Msg("take the name out of the file", "retirez le nom du fichier")}
}
