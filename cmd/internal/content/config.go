package content

import (
	"cmp"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

// ConfigPath is where a site says what it is.
const ConfigPath = "content/site.yaml"

// Config is what content/site.yaml says of the site as a whole.
type Config struct {
	Name       string             `field:"name,required"`
	BaseURL    URL                `field:"base_url,required"`
	TimeZone   string             `field:"time_zone"`
	Languages  []Language         `field:"languages,required"`
	Fallback   string             `field:"fallback" values:"list omit"`
	Tagline    PerLang            `field:"tagline"`
	Segments   map[string]Segment `field:"segments"`
	Navigation []NavItem          `field:"navigation"`
	Footer     []NavItem          `field:"footer"`
	Contact    Contact            `field:"contact"`
	Social     []Social           `field:"social"`

	Zone     *time.Location
	Unknowns []UnknownUse
	// Uncertain says that languages or addresses may be others than these: what says them cannot
	// be read. What only follows from that is no problem.
	Uncertain bool
}

// Language is one that the site is published in. The first of them is the default.
type Language struct {
	Code string `field:"code,required"`
	Name string `field:"name,required"`
	Dir  string `field:"dir" values:"ltr rtl"`
}

// PerLang is a text by language code; the code "" is for every language.
type PerLang map[string]string

// In returns the text in the language, or the one for every language, or "".
func (p PerLang) In(code string) string {
	if s := p[code]; s != "" {
		return s
	}
	return p[""]
}

// NavItem names what a menu leads to: a folder for its list, or folder/entry.
type NavItem struct {
	To    string  `field:"to,required"`
	Label PerLang `field:"label"`
	Pos   Pos
}

// Contact is how the programme is reached.
type Contact struct {
	Email   Optional[string] `field:"email"`
	Phone   Optional[string] `field:"phone"`
	Address Optional[string] `field:"address" text:"long"`
}

// Social is a presence elsewhere.
type Social struct {
	Label PerLang `field:"label,required"`
	URL   URL     `field:"url,required"`
}

// IsBaseURL says whether a site can be at an address.
func IsBaseURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" &&
		u.Fragment == ""
}

// ParseConfig reads site.yaml. It always returns a Config that a build can go on with.
func ParseConfig(f *source.File) (*Config, []source.Problem) {
	fallback := &Config{Name: "?", BaseURL: "https://example.invalid/",
		Languages: []Language{{Code: "fr", Name: "Français", Dir: "ltr"}}, Fallback: "list", Zone: time.UTC,
		Uncertain: true}
	if f == nil {
		return fallback, []source.Problem{{Path: ConfigPath,
			What: source.Msg("the file is missing", "le fichier manque"),
			Hint: source.Msg("a site begins with content/site.yaml: name, base_url, languages",
				"un site commence par content/site.yaml : name, base_url, languages")}}
	}
	data, problems := readText(f)
	if problems != nil {
		return fallback, problems
	}
	d := &decoder{path: f.Path, dir: "content", langs: 1, zone: time.UTC}
	if len(data) > maxFields {
		d.failAt(Pos{1, 1}, tooLong(len(data)), source.Msg("shorten the file", "raccourcissez le fichier"))
		return fallback, d.problems
	}
	c := &Config{TimeZone: "Africa/Casablanca", Fallback: "list", Zone: time.UTC}
	if root := d.document(data, Fields(reflect.TypeFor[Config]())); root != nil {
		d.fields(reflect.ValueOf(c).Elem(), root, nil)
		c.check(d, root)
	} else if d.problems == nil {
		d.failAt(Pos{1, 1}, source.Msg("the file is empty", "le fichier est vide"),
			source.Msg("write name, base_url and languages", "écrivez name, base_url et languages"))
	}
	c.Uncertain = c.Uncertain || slices.ContainsFunc(d.unreadable,
		func(name string) bool { return slices.Contains([]string{"languages", "base_url", "segments"}, name) })
	if len(c.Languages) == 0 {
		c.Languages, c.Uncertain = fallback.Languages, true
	}
	if c.BaseURL == "" {
		c.BaseURL = fallback.BaseURL
	}
	if !strings.HasSuffix(string(c.BaseURL), "/") {
		c.BaseURL += "/"
	}
	c.Unknowns = d.gaps
	return c, d.problems
}

func (c *Config) check(d *decoder, root *yaml.Node) {
	at := func(name string) Pos {
		if n := child(root, name); n != nil {
			return d.pos(n)
		}
		return Pos{1, 1}
	}
	if c.Zone = Zone(c.TimeZone); c.Zone == nil {
		c.Zone = time.UTC
		hint := source.Msg("known are %s", "les fuseaux connus sont %s", strings.Join(Zones(), ", "))
		near := source.Nearest(c.TimeZone, Zones())
		for _, z := range Zones() {
			if strings.HasSuffix(strings.ToLower(z), "/"+Slugify(c.TimeZone)) {
				near = z
			}
		}
		if near != "" {
			hint = source.Msg("did you mean %q?", "vouliez-vous dire « %s » ?", near)
		}
		d.failAt(at("time_zone"),
			source.Msg("the time zone %q is not known", "le fuseau horaire « %s » est inconnu", c.TimeZone), hint)
	}
	if c.BaseURL != "" && !IsBaseURL(string(c.BaseURL)) {
		d.failAt(at("base_url"),
			source.Msg("%q is not where a site can be", "« %s » ne peut pas être l’adresse d’un site", c.BaseURL),
			source.Msg("write it as https://name.example/", "écrivez-la comme https://nom.example/"))
	}
	if e := c.Contact.Email; e.IsKnown() && !IsEmail(e.Value) {
		n := child(child(root, "contact"), "email")
		d.fail(n, source.Msg("%q is not an e-mail address", "« %s » n’est pas une adresse e-mail", e.Value),
			source.Msg("write it as name@example.org, or unknown", "écrivez-la comme nom@example.org, ou unknown"))
	}
	if p := c.Contact.Phone; p.IsKnown() && len(digitRun.FindAllString(plainSigns(p.Value), -1)) == 0 {
		d.fail(child(child(root, "contact"), "phone"),
			source.Msg("%q is not a telephone number", "« %s » n’est pas un numéro de téléphone", p.Value),
			source.Msg("write it with its digits, or unknown", "écrivez-le avec ses chiffres, ou unknown"))
	}
	c.checkLanguages(d, child(root, "languages"))
	for _, n := range d.codes {
		if len(c.Languages) > 0 && !c.Uncertain && c.index(n.Value) < 0 {
			d.fail(n, source.Msg("the site has no language %q", "le site n’a pas de langue « %s »", n.Value),
				source.Msg("its languages are %s", "ses langues sont %s", strings.Join(c.codes(), ", ")))
		}
	}
}

// maxLanguages is how many languages a site has at most: each makes all pages once more.
const maxLanguages = 24

// checkLanguages keeps the languages that pages can be made in.
func (c *Config) checkLanguages(d *decoder, n *yaml.Node) {
	at := func(i int) *yaml.Node {
		if n.Kind == yaml.SequenceNode {
			return n.Content[i]
		}
		return n
	}
	if len(c.Languages) > maxLanguages {
		d.fail(n, source.Msg("there are more than %d languages", "il y a plus de %d langues", maxLanguages),
			source.Msg("keep those that the site is read in", "gardez celles dans lesquelles le site est lu"))
		c.Languages = c.Languages[:maxLanguages]
	}
	var list []Language
	for i, l := range c.Languages {
		tag, err := language.Parse(l.Code)
		switch {
		case l.Code == "": // said already
			c.Uncertain = true
			continue
		case err != nil || l.Code != tag.String():
			hint, meant := source.Msg("write fr, ar, en …", "écrivez fr, ar, en …"), languageCode(l.Code)
			if meant != "" {
				hint = source.Msg("write %s", "écrivez %s", meant)
			}
			d.fail(at(i), source.Msg("%q is not a language code", "« %s » n’est pas un code de langue", l.Code), hint)
			if c.Uncertain = c.Uncertain || meant == ""; meant == "" || c.index(meant) >= 0 {
				continue
			}
			l.Code = meant
		case slices.ContainsFunc(list, func(o Language) bool { return o.Code == l.Code }):
			d.fail(at(i),
				source.Msg("the language %q is written twice", "la langue « %s » est écrite deux fois", l.Code),
				source.Msg("remove one of the two", "supprimez l’une des deux"))
			continue
		}
		if l.Dir == "" {
			l.Dir = Dir(l.Code)
		}
		list = append(list, l)
	}
	c.Languages = list
}

// languageCode is the code that a text means: the name of a language, or a code in another form; "" for none.
func languageCode(s string) string {
	if code := langGuesses(s)[0]; code != "" {
		return code
	}
	tag, err := language.Parse(plainSigns(s))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// languageNames are the names of languages as their speakers write them.
var languageNames = map[string]string{"fr": "Français", "ar": "العربية", "en": "English",
	"ary": "الدارجة", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
	"es": "Español", "de": "Deutsch", "it": "Italiano", "pt": "Português"}

// languageList decodes the languages of the site. A list of codes, or a name for each code, is one problem,
// with the list as it is read; false says that n is neither.
func (d *decoder) languageList(list *[]Language, n *yaml.Node) bool {
	codes, names := n.Content, map[string]string{}
	switch {
	case n.Kind == yaml.ScalarNode:
		codes = nil
		for _, s := range strings.FieldsFunc(n.Value, func(r rune) bool { return strings.ContainsRune(",،; ", r) }) {
			codes = append(codes, &yaml.Node{Kind: yaml.ScalarNode, Value: s})
		}
	case n.Kind == yaml.MappingNode && child(n, "code") == nil:
		codes = nil
		for i := 0; i+1 < len(n.Content); i += 2 {
			codes = append(codes, n.Content[i])
			names[n.Content[i].Value] = n.Content[i+1].Value
		}
	case n.Kind != yaml.SequenceNode ||
		!slices.ContainsFunc(codes, func(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode }):
		return false
	}
	var items []string
	for _, code := range codes {
		if code.Kind != yaml.ScalarNode || languageCode(code.Value) == "" {
			return false
		}
		l := Language{Code: languageCode(code.Value)}
		l.Name = cmp.Or(names[code.Value], languageNames[l.Code], "…")
		*list = append(*list, l)
		items = append(items, "{code: "+l.Code+", name: "+l.Name+"}")
	}
	d.fail(n, source.Msg("each language has a code and a name", "chaque langue a un code et un nom"),
		source.Msg("write [%s]", "écrivez [%s]", strings.Join(items, ", ")))
	return true
}

// Dir is the direction of a language's usual script: "rtl" or "ltr".
func Dir(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return "ltr"
	}
	switch script, _ := tag.Script(); script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm":
		return "rtl"
	}
	return "ltr"
}

// Locale is a language and the country that it is written for, such as "fr_MA": the site's own where people there
// write it, else that of most who do.
func (c *Config) Locale(code string) string {
	tag := language.Make(code)
	base, _ := tag.Base()
	region, _ := tag.Region()
	if c.TimeZone == "Africa/Casablanca" && (base.String() == "fr" || base.String() == "ar") {
		return base.String() + "_MA"
	}
	return base.String() + "_" + region.String()
}

// perLang decodes {fr: …, ar: …}, or one text for all languages.
func (d *decoder) perLang(n *yaml.Node) PerLang {
	p := PerLang{}
	if n.Kind == yaml.ScalarNode {
		if s, ok := d.text(n); ok {
			p[""] = s
		}
		return p
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, source.Msg("texts by language are expected here", "des textes par langue sont attendus ici"),
			source.Msg("write {fr: …, ar: …, en: …}", "écrivez {fr: …, ar: …, en: …}"))
		return p
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		d.codes = append(d.codes, n.Content[i])
		if s, ok := d.text(n.Content[i+1]); ok {
			p[n.Content[i].Value] = s
		}
	}
	return p
}

// configValue decodes the types that only site.yaml holds; it says whether v is one.
func (d *decoder) configValue(v reflect.Value, n *yaml.Node) bool {
	switch t := v.Addr().Interface().(type) {
	case *[]Language:
		return d.languageList(t, n)
	case *PerLang:
		*t = d.perLang(n)
	case *map[string]Segment:
		*t = d.segments(n)
	case *NavItem:
		t.Pos = d.pos(n)
		if n.Kind == yaml.ScalarNode {
			t.To, _ = d.text(n)
			return true
		}
		d.structure(v, n)
	default:
		return false
	}
	return true
}
