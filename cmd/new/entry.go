package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A draft is an entry to be: what is known of it so far.
type draft struct {
	kind   content.Kind
	slug   string
	fields []content.Field
	values map[string]string // of fields, as they are written
}

func (d *draft) field(name string) *content.Field {
	for i := range d.fields {
		if d.fields[i].Name == name {
			return &d.fields[i]
		}
	}
	return nil
}

// path is where the entry's file is.
func (d *draft) path(folder bool) string {
	p := path.Join("content", d.kind.Folder(), d.slug)
	if folder {
		return p + "/index.md"
	}
	return p + ".md"
}

// startEntry asks for what is missing and writes the file.
func (t *tool) startEntry() int {
	d, code := t.begin()
	if code != 0 {
		return code
	}
	if !t.asks {
		if lack := t.lacking(d); len(lack) > 0 {
			return t.refuse(2,
				source.Msg("nobody is here to be asked, and these are missing: %s",
					"personne n’est là pour répondre, et il manque : %s", strings.Join(lack, " ")),
				source.Msg("add them to the command", "ajoutez-les à la commande"))
		}
	} else if err := t.complete(d); err != nil {
		return t.stopped(err)
	}
	return t.finish(d)
}

// stopped says why the questions ended early.
func (t *tool) stopped(err error) int {
	if e := (errNothing{}); errors.As(err, &e) {
		return t.refuse(1, e.what, e.hint)
	}
	fmt.Fprintln(t.stdout)
	return t.refuse(1, source.Msg("stopped; nothing is written", "arrêt ; rien n’est écrit"), source.Message{})
}

// begin reads what the command line says of the entry.
func (t *tool) begin() (*draft, int) {
	if len(t.args) > 2 {
		return nil, t.refuse(2,
			source.Msg("there is one word too many: %q", "il y a un mot de trop : « %s »", t.args[2]),
			source.Msg("put a title between quotes", "mettez un titre entre guillemets"))
	}
	if len(t.args) == 0 {
		if err := t.askKind(); err != nil {
			return nil, t.stopped(err)
		}
		if len(t.args) == 0 {
			return nil, t.refuse(2, source.Msg("the kind is missing", "il manque le genre de l’entrée"),
				source.Msg("write one of %s", "écrivez l’un de ces mots : %s", kindList(t.lang)))
		}
	}
	kind, ok := kindOf(t.args[0])
	if !ok {
		return nil, t.refuse(2, source.Msg("there is no kind %q", "il n’y a pas de genre « %s »", t.args[0]),
			source.Msg("the kinds are %s", "les genres sont : %s", kindList(t.lang)))
	}
	d := &draft{kind: kind, fields: content.Fields(kind.Type()), values: map[string]string{}}
	if t.title != "" {
		t.set = append(settings{{"title", t.title}}, t.set...)
	}
	if len(t.args) == 2 {
		// The name may be given as the path of the file.
		d.slug = strings.TrimSuffix(t.args[1], ".md")
		for _, dir := range []string{"content/", kind.Folder() + "/"} {
			d.slug = strings.TrimPrefix(d.slug, dir)
		}
		if content.IsReserved(d.slug) {
			return nil, t.refuse(2,
				source.Msg("no entry can be called %q", "aucune entrée ne peut s’appeler « %s »", d.slug),
				source.Msg("choose another name", "choisissez un autre nom"))
		}
		if !content.IsSlug(d.slug) {
			// A title was given where the file's name is expected.
			if t.title == "" {
				t.set = append(settings{{"title", d.slug}}, t.set...)
			}
			d.slug = content.Slugify(d.slug)
		}
	}
	if taken := t.taken(d); taken != "" {
		return nil, t.refuse(1, source.Msg("%s exists already", "%s existe déjà", taken),
			source.Msg("open it, or choose another name", "ouvrez-le, ou choisissez un autre nom"))
	}
	return d, t.take(d)
}

func (t *tool) askKind() error {
	if !t.asks {
		return nil
	}
	var list []choice
	for _, k := range content.Kinds {
		list = append(list, choice{string(k), k.Name().In(t.lang)})
	}
	for {
		fmt.Fprintln(t.stdout, t.say("What do you want to start?", "Que voulez-vous créer ?"))
		t.show(list)
		answer, err := t.line(t.say("Number or name", "Numéro ou nom"), "")
		if err != nil {
			return err
		}
		if id, what, hint := pick(list, answer); id == "" {
			t.complain(what, hint)
		} else {
			t.args = []string{id}
			return nil
		}
	}
}

// take reads the fields given by flags.
func (t *tool) take(d *draft) int {
	for _, s := range t.set {
		f := d.field(s[0])
		if f == nil {
			problems := content.CheckValue(d.kind, s[0], "x", t.config)
			return t.refuse(2, problems[0].What, problems[0].Hint)
		}
		written := value(f, s[1])
		what, hint := t.problem(d.kind, f, written)
		if what.En == "" {
			what, hint = t.missing(f, s[1])
		}
		if what.En != "" {
			return t.refuse(2, what, hint)
		}
		d.values[f.Name] = written
	}
	return 0
}

// taken is the file that stands where the entry's would, or "".
func (t *tool) taken(d *draft) string {
	if d.slug == "" {
		return ""
	}
	for _, folder := range []bool{false, true} {
		if _, err := t.dir.Lstat(d.path(folder)); err == nil {
			return d.path(folder)
		}
	}
	return ""
}

// needed are the fields that have to be given: the required ones, the title first, and then
// what those make necessary.
func (t *tool) needed(d *draft) []*content.Field {
	var list []*content.Field
	for i := range d.fields {
		if f := &d.fields[i]; f.Required && d.values[f.Name] == "" {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		if f := d.field(t.lacks(d)); f != nil {
			list = append(list, f)
		}
	}
	return list
}

// lacks is the name of the field that the others make necessary, or "".
func (t *tool) lacks(d *draft) string {
	p := "content/" + d.kind.Folder() + "/x.md"
	text, _ := content.SplitFrontMatter(source.NewText(p, []byte(t.text(d))))
	s, _ := content.Parse(p, text, t.config)
	if s == nil {
		return ""
	}
	return content.MissingField(s.Record)
}

// lacking are the flags that would give what is needed.
func (t *tool) lacking(d *draft) []string {
	if d.slug == "" {
		d.slug = t.slugFor(d)
	}
	var list []string
	for _, f := range t.needed(d) {
		if f.Name == "title" {
			list = append(list, `-title "…"`)
			continue
		}
		example := "…"
		if len(f.Values) > 0 {
			example = strings.Join(f.Values, "|")
		} else if e := f.Sample(t.sample); askable(f) && e != "" {
			example = strings.Trim(e, "[]")
		}
		list = append(list, "-set "+f.Name+"="+example)
	}
	if len(list) == 0 && d.slug == "" {
		list = append(list, t.say("NAME", "NOM"))
	}
	return list
}

// slugFor makes a file's name: of the title, but for people who may not be named, of whom
// the name may not stand in an address either.
func (t *tool) slugFor(d *draft) string {
	if c := d.values["consent"]; c == "" || c == "public" {
		return content.Slugify(strings.Trim(d.values["title"], `"`))
	}
	for n := 1; ; n++ {
		numbered := &draft{kind: d.kind, slug: "participant-" + strconv.Itoa(n)}
		if t.taken(numbered) == "" {
			return numbered.slug
		}
	}
}

// complete asks for everything that is needed.
func (t *tool) complete(d *draft) error {
	fmt.Fprintln(t.stdout,
		t.say("New %s. Enter takes what stands in brackets; Ctrl-C stops, and nothing is written.",
			"Nouvelle entrée : %s. Entrée accepte ce qui est entre crochets ; Ctrl-C arrête tout, sans rien écrire.",
			d.kind.Name()))
	for {
		needed := t.needed(d)
		if len(needed) == 0 && d.slug != "" {
			return nil
		}
		// The file's name comes right after the title that it is made from. That of a person
		// waits for the consent.
		if d.slug == "" && d.values["title"] != "" && (d.kind != content.PersonKind || len(needed) == 0) {
			if err := t.askSlug(d); err != nil {
				return err
			}
			continue
		}
		f := needed[0]
		fmt.Fprintln(t.stdout)
		written, err := t.ask(d.kind, f, t.proposal(d.kind, f))
		if err != nil {
			return err
		}
		d.values[f.Name] = written
	}
}

func (t *tool) askSlug(d *draft) error {
	proposal := t.slugFor(d)
	for {
		fmt.Fprintln(t.stdout)
		answer, err := t.line(t.say("Name of the file, also in the address (small letters, digits, hyphens)",
			"Nom du fichier, aussi dans l’adresse (minuscules, chiffres, traits d’union)"),
			proposal)
		if err != nil {
			return err
		}
		d.slug = strings.TrimSuffix(answer, ".md")
		if !content.IsSlug(d.slug) || content.IsReserved(d.slug) {
			proposal = content.Slugify(d.slug)
			t.complain(source.Msg("%q cannot be a file’s name here",
				"« %s » ne peut pas être un nom de fichier ici", answer),
				source.Message{})
			continue
		}
		if taken := t.taken(d); taken != "" {
			t.complain(source.Msg("%s exists already", "%s existe déjà", taken),
				source.Msg("choose another name", "choisissez un autre nom"))
			continue
		}
		return nil
	}
}

// finish writes the file, checks it and says what comes next.
func (t *tool) finish(d *draft) int {
	if taken := t.taken(d); taken != "" {
		return t.refuse(1, source.Msg("%s exists already", "%s existe déjà", taken),
			source.Msg("choose another name", "choisissez un autre nom"))
	}
	p, data := d.path(t.folder), []byte(t.text(d))
	if code := t.create(p, data); code != 0 {
		return code
	}
	r, good := t.check(p, data)
	code := 0
	if !good {
		code = 1
	}
	if !t.dry {
		t.next(d, r, good)
	}
	return code
}

// next says what comes after the file is written.
func (t *tool) next(d *draft, r site.Result, good bool) {
	p := d.path(t.folder)
	fmt.Fprintln(t.stdout)
	fmt.Fprintln(t.stdout, t.say("Next:", "Ensuite :"))
	next := func(en, fr string, args ...any) { fmt.Fprintln(t.stdout, "  - "+t.say(en, fr, args...)) }
	if !good {
		next("mend what is said above", "corrigez ce qui est dit plus haut")
	}
	next("open %s: take the # off the lines you want to fill in, delete the others, and write the text below "+
		"the second ---",
		"ouvrez %s : ôtez le # des lignes à remplir, supprimez les autres, et écrivez le texte sous le second ---",
		p)
	if t.folder {
		next("put its pictures into %s, and name them so: image: {src: photo.jpg, alt: \"what it shows\", "+
			"credit: who made it}",
			"mettez ses images dans %s, et nommez-les ainsi : image: {src: photo.jpg, alt: \"ce qu’elle "+
				"montre\", credit: son auteur}",
			path.Dir(p))
	}
	for _, page := range r.Pages {
		if page.Source == p && page.Lang == t.config.Languages[0].Code {
			next("see it: go run ./cmd/serve%s -open, at %s",
				"voyez la page : go run ./cmd/serve%s -lang fr -open, à l’adresse %s", t.rootFlag(), page.URL)
		}
	}
	for _, l := range t.config.Languages[1:] {
		next("translate it (%s): go run ./cmd/new%s -translate %s %s/%s",
			"traduisez-la (%s) : go run ./cmd/new%s -translate %s %s/%s", l.Name, t.rootFlag(), l.Code,
			d.kind.Folder(), d.slug)
	}
}

// create writes a file that must not exist yet, and says so.
func (t *tool) create(p string, data []byte) int {
	if t.dry {
		fmt.Fprintln(t.stdout,
			t.say("%s would be written (nothing is, because of -n):",
				"%s serait écrit (rien ne l’est, à cause de -n) :", p))
		t.stdout.Write(data)
		return 0
	}
	err := t.dir.MkdirAll(path.Dir(p), 0o777)
	if err == nil {
		err = t.writeNew(p, data)
	}
	switch {
	case errors.Is(err, os.ErrExist):
		return t.refuse(1, source.Msg("%s exists already", "%s existe déjà", p),
			source.Msg("open it, or delete it first", "ouvrez-le, ou supprimez-le d’abord"))
	case err != nil:
		return t.refuse(1, source.Msg("%s cannot be written", "impossible d’écrire %s", p),
			source.Msg("check the permissions and the space on the disk",
				"vérifiez les droits d’accès et la place sur le disque"))
	}
	fmt.Fprintln(t.stdout, t.say("%s is written.", "%s est écrit.", p))
	return 0
}

func (t *tool) writeNew(p string, data []byte) error {
	f, err := t.dir.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
