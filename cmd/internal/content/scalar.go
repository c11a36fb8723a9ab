package content

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

func isUnknown(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "unknown" && n.Anchor == ""
}

// isBlank says whether nothing can be read: it is empty, or there is nothing between quotes.
func isBlank(n *yaml.Node) bool {
	return yamltext.IsEmpty(n) || n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == ""
}

func (d *decoder) cut(n *yaml.Node, typed, rest string) {
	d.fail(n, source.Msg("%q is cut off, because of the #", "« %s » est coupé, à cause du #", rest),
		source.Msg("put the whole value between quotes: %s", "mettez toute la valeur entre guillemets droits : %s",
			yamltext.Quote(strings.TrimSpace(typed+" "+rest))))
}

// marked refuses a value that begins with one of the signs which YAML keeps for itself, and
// which it would take off the text.
func (d *decoder) marked(n *yaml.Node) bool {
	sign := yamltext.Sign(n)
	if sign == "" {
		return false
	}
	d.fail(n, source.Msg("a text may not begin with %s", "un texte ne peut pas commencer par %s", sign),
		source.Msg("put it between quotes", "mettez-le entre guillemets droits"))
	return true
}

// text returns a scalar as it was typed: whatever YAML thinks of 007, no or 18:30.
func (d *decoder) text(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.fail(n,
			source.Msg("one text is expected here, not a list or fields",
				"un seul texte est attendu ici, pas une liste ni des champs"),
			source.Msg("write it on one line; a text that begins with [, { or - stands between quotes",
				"écrivez-le sur une ligne ; un texte qui commence par [, { ou - s’écrit entre guillemets droits"))
		return "", false
	}
	if n.Style == 0 && yamltext.IsCut(n) {
		d.cut(n, n.Value, n.LineComment)
		return "", false
	}
	return strings.TrimSpace(n.Value), true
}

func (d *decoder) oneOf(n *yaml.Node, s string, f *Field) {
	if f == nil || f.Values == nil || s == "" {
		return
	}
	for _, v := range f.Values {
		if v == s {
			return
		}
	}
	hint := source.Msg("write one of %s", "écrivez un de ces mots : %s", strings.Join(f.Values, ", "))
	if near := source.Nearest(s, f.Values); near != "" {
		hint = source.Msg("did you mean %q? it is one of %s", "vouliez-vous dire « %s » ? les valeurs sont %s",
			near, strings.Join(f.Values, ", "))
	}
	d.fail(n, source.Msg("%q is not a value of %q", "« %s » n’est pas une valeur de « %s »", s, f.Name), hint)
}

func (d *decoder) countWords(n *yaml.Node, s string, f *Field) {
	if f == nil || f.MaxWords == 0 {
		return
	}
	if c := len(strings.Fields(s)); c > f.MaxWords {
		d.fail(n,
			source.Msg("%q has %d words, and %d is the most", "« %s » a %d mots, et %d est le maximum", f.Name, c,
				f.MaxWords),
			source.Msg("shorten it by %d", "raccourcissez-le de %d", c-f.MaxWords))
	}
}

func (d *decoder) slug(n *yaml.Node) (string, bool) {
	s, ok := d.text(n)
	if !ok || s == "" {
		return "", false
	}
	if !IsSlug(s) {
		d.fail(n, source.Msg("%q is not the name of an entry", "« %s » n’est pas le nom d’une entrée", s),
			source.Msg("write its file’s name without .md, such as %q",
				"écrivez le nom de son fichier sans .md, comme « %s »",
				exampleSlug(strings.TrimSuffix(path.Base(s), ".md"))))
		return "", false
	}
	return s, true
}

func (d *decoder) url(t *URL, n *yaml.Node) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" && u.Opaque == "" || u.Scheme != "https" && u.Scheme != "http" &&
		u.Scheme != "mailto" && u.Scheme != "tel" {
		d.fail(n, source.Msg("%q is not a web address", "« %s » n’est pas une adresse web", s),
			source.Msg("write it whole, with https:// in front", "écrivez-la en entier, avec https:// devant"))
		return
	}
	*t = URL(s)
}

func (d *decoder) date(t *Date, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	got, what, hint, warn := parseDate(s, d.zone, f != nil && f.Timed)
	got.Pos = d.pos(n)
	switch {
	case warn:
		d.warn(n, what, hint)
	case what.En != "":
		d.fail(n, what, instead(s, f, hint))
		return
	}
	*t = got
}

// instead is the hint for what is no number, date or length of time: other digits, and other words
// for unknown, have one of their own. f is the field, or nil where it may not be unknown.
func instead(s string, f *Field, hint source.Message) source.Message {
	western := strings.Map(func(r rune) rune {
		for _, zero := range "٠۰" {
			if r >= zero && r <= zero+9 {
				return r - zero + '0'
			}
		}
		return r
	}, s)
	switch {
	case western != s:
		return source.Msg("write it with the digits 0 to 9: %s", "écrivez-le avec les chiffres 0 à 9 : %s", western)
	case f != nil && f.MayBeUnknown() &&
		slices.Contains([]string{"unknown", "inconnu", "inconnue", "?"}, strings.ToLower(s)):
		return source.Msg("write unknown if it is not known", "écrivez unknown si ce n’est pas connu")
	}
	return hint
}

func (d *decoder) count(t *Count, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	digits, about := strings.CutPrefix(s, "~")
	i, err := strconv.Atoi(digits)
	if err != nil || i < 0 {
		d.fail(n, source.Msg("%q is not a count", "« %s » n’est pas un nombre", s),
			instead(s, f, source.Msg("write 60, or ~60 for about 60", "écrivez 60, ou ~60 pour environ 60")))
		return
	}
	*t = Count{i, about}
}

var lengthPattern = regexp.MustCompile(`^(?:\d+h)?(?:\d+m)?(?:\d+s)?$`)

func (d *decoder) length(t *Duration, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	v, err := time.ParseDuration(s)
	if err != nil || v <= 0 || !lengthPattern.MatchString(s) {
		d.fail(n, source.Msg("%q is not a length of time", "« %s » n’est pas une durée", s),
			instead(s, f, source.Msg("write 12m30s or 1h02m", "écrivez 12m30s ou 1h02m")))
		return
	}
	t.Duration = v
}

func (d *decoder) langCode(t *Lang, n *yaml.Node) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	tag, err := language.Parse(s)
	if err != nil {
		d.fail(n, source.Msg("%q is not a language code", "« %s » n’est pas un code de langue", s),
			source.Msg("write fr, ar, ary (Moroccan Arabic), zgh (Amazigh), en …",
				"écrivez fr, ar, ary (arabe marocain), zgh (amazighe), en …"))
		return
	}
	*t = Lang(tag.String())
}

// who decodes a person: a word of slug form names an entry, everything else is a plain name.
func (d *decoder) who(t *Contributor, n *yaml.Node) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	t.Pos = d.pos(n)
	if IsSlug(s) {
		t.ID = s
		d.refs = append(d.refs, RefUse{d.field(), PersonKind, s, t.Pos})
		return
	}
	t.Name = s
}

func (d *decoder) aliases(t *Aliases, n *yaml.Node) {
	items := n.Content
	if n.Kind == yaml.ScalarNode {
		items = []*yaml.Node{n}
	}
	t.In = make([][]Alias, d.langs)
	for _, item := range items {
		s, ok := d.text(item)
		if !ok {
			continue
		}
		if !aliasPattern.MatchString(s) || strings.Contains(s, "..") || strings.Contains(s, "//") {
			d.fail(item,
				source.Msg("%q is not an old address of the site", "« %s » n’est pas une ancienne adresse du site",
					s),
				source.Msg("write it from the first slash on: /old/name/",
					"écrivez-la à partir de la première barre : /ancien/nom/"))
			continue
		}
		t.In[d.lang] = append(t.In[d.lang], Alias{s, d.pos(item)})
	}
}

var aliasPattern = regexp.MustCompile(`^/[\p{L}\p{N}._~/-]*[\p{L}\p{N}_~/-]$|^/[\p{L}\p{N}._~/-]+\.html?$`)
