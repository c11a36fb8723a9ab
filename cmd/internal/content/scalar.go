package content

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
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
				"un seul texte est attendu ici, pas une liste ni des champs"), d.textHint(n))
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
	list := strings.Join(f.Values, ", ")
	hint := source.Msg("write one of %s", "écrivez un de ces mots : %s", list)
	if r, what := anOddSign(s); r != 0 {
		hint = source.Msg("%s; the values are %s", "%s ; les valeurs sont %s", what, list)
	} else if f.MayBeUnknown() && meansUnknown(s) {
		hint = meant(s, f, nil, nil, hint)
	} else if g := valueGuesses(s, f); len(g) > 0 {
		hint = source.Msg("did you mean %q? it is one of %s", "vouliez-vous dire « %s » ? les valeurs sont %s",
			g[0], list)
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

// ref decodes the name of an entry. What is none is looked for by the check of the site, which knows what there is.
func (d *decoder) ref(t *Ref, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	switch {
	case !ok || s == "" || !d.readable(n, s, f):
		return
	case !IsSlug(s) && f.MayBeUnknown() && meansUnknown(s):
		d.fail(n, source.Msg("%q is not the name of an entry", "« %s » n’est pas le nom d’une entrée", s),
			meant(s, f, nil, nil, source.Message{}))
		return
	case IsSlug(s):
		*t = Ref{s, d.pos(n)}
	}
	d.refs = append(d.refs, RefUse{d.field(), f.Ref, s, d.pos(n)})
}

// urlHint says what keeps an address from being one.
func urlHint(s string) source.Message {
	u, err := url.Parse(s)
	switch {
	case len(s) > maxURL:
		return source.Msg("write at most %d characters", "écrivez au plus %d caractères", maxURL)
	case hasUnseen(s):
		return source.Msg("type it again: it has a sign that no reader sees",
			"retapez-la : elle a un signe que personne ne voit")
	case err == nil && u.User != nil:
		return source.Msg("remove the name and password before the @",
			"retirez le nom et le mot de passe avant le @")
	case err == nil && isLocal(u.Hostname()):
		return source.Msg("write the address that others reach it under",
			"écrivez l’adresse à laquelle les autres y accèdent")
	case err == nil && u.Scheme == "mailto":
		return source.Msg("write mailto: and the e-mail address alone", "écrivez mailto: et l’adresse e-mail seule")
	}
	return source.Msg("write it whole, such as https://example.org/page",
		"écrivez-la en entier, comme https://example.org/page")
}

func (d *decoder) url(t *URL, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	if !IsURL(s) {
		d.fail(n, source.Msg("%q is not a web address", "« %s » n’est pas une adresse web", s),
			meant(s, f, IsURL, urlGuesses(s), urlHint(s)))
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
		timed := f != nil && f.Timed
		read := func(g string) bool { _, bad, _, warn := parseDate(g, d.zone, timed); return bad.En == "" || warn }
		guesses := dateGuesses(s, timed)
		impossible := len(guesses) > 0 && !read(guesses[0])
		if impossible {
			_, _, hint, _ = parseDate(guesses[0], d.zone, timed)
		} else if !datePattern.MatchString(s) || len(guesses) > 0 && guesses[0] != s {
			hint = dateHint(s, f, read, hint)
		}
		d.fail(n, what, hint)
		return
	}
	*t = got
}

func (d *decoder) count(t *Count, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	got, ok := parseCount(s)
	if !ok {
		read := func(g string) bool { _, ok := parseCount(g); return ok }
		d.fail(n, source.Msg("%q is not a count", "« %s » n’est pas un nombre", s),
			meant(s, f, read, countGuesses(s),
				source.Msg("write one number, such as 60, or ~60 for about 60",
					"écrivez un seul nombre, comme 60, ou ~60 pour environ 60")))
		return
	}
	*t = got
}

func parseCount(s string) (Count, bool) {
	digits, about := strings.CutPrefix(s, "~")
	i, err := strconv.Atoi(digits)
	return Count{i, about}, err == nil && i >= 0 && i < 1e9 && digits[0] != '+'
}

var lengthPattern = regexp.MustCompile(`^(?:\d+h)?(?:\d+m)?(?:\d+s)?$`)

func (d *decoder) length(t *Duration, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	v, ok := parseDuration(s)
	if !ok {
		read := func(g string) bool { _, ok := parseDuration(g); return ok }
		d.fail(n, source.Msg("%q is not a length of time", "« %s » n’est pas une durée", s),
			meant(s, f, read, durationGuesses(s), source.Msg("write 12m30s or 1h02m", "écrivez 12m30s ou 1h02m")))
		return
	}
	t.Duration = v
}

func parseDuration(s string) (time.Duration, bool) {
	v, err := time.ParseDuration(s)
	return v, err == nil && v > 0 && v < 24*time.Hour && lengthPattern.MatchString(s)
}

func (d *decoder) langCode(t *Lang, n *yaml.Node, f *Field) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	tag, err := language.Parse(s)
	if err != nil {
		read := func(g string) bool { _, err := language.Parse(g); return err == nil }
		d.fail(n, source.Msg("%q is not a language code", "« %s » n’est pas un code de langue", s),
			meant(s, f, read, langGuesses(s), source.Msg("write fr, ar, ary (Moroccan Arabic), zgh (Amazigh), en …",
				"écrivez fr, ar, ary (arabe marocain), zgh (amazighe), en …")))
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
		path, ok := aliasPath(s)
		if !ok {
			d.fail(item,
				source.Msg("%q is not an old address of the site", "« %s » n’est pas une ancienne adresse du site",
					s),
				meant(s, nil, func(g string) bool { _, ok := aliasPath(g); return ok }, aliasGuesses(s), aliasHint(s)))
			continue
		}
		t.In[d.lang] = append(t.In[d.lang], Alias{path, d.pos(item)})
	}
}

// aliasPath is the path of an old address, decoded: browsers copy letters beyond ASCII as %C3%A0.
func aliasPath(s string) (string, bool) {
	p, err := url.PathUnescape(s)
	p = norm.NFC.String(p)
	if err != nil || strings.Contains(s, " ") || !aliasPattern.MatchString(p) || strings.Contains(p, "..") ||
		strings.Contains(p, "//") {
		return "", false
	}
	for part := range strings.SplitSeq(p, "/") {
		if len(part) > maxSlug {
			return "", false
		}
	}
	return p, len(p) <= 4*maxSlug
}

func aliasHint(s string) source.Message {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;،", r) })
	for _, p := range parts {
		if _, ok := aliasPath(p); !ok || len(parts) < 2 {
			return source.Msg("write it from the first slash on: /old/name/",
				"écrivez-la à partir de la première barre : /ancien/nom/")
		}
	}
	return source.Msg("write %s", "écrivez %s", "["+strings.Join(parts, ", ")+"]")
}

// aliasGuesses are the old addresses that a text may mean: without the host, without what follows a ?.
func aliasGuesses(s string) []string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Path == "" || strings.ContainsAny(s, ",;") {
		return nil
	}
	return []string{"/" + strings.Trim(u.EscapedPath(), "/") + "/"}
}

var aliasPattern = regexp.MustCompile(
	`^/[\p{L}\p{M}\p{N} ._~+,()/-]*[\p{L}\p{M}\p{N}_~/-]$|^/[\p{L}\p{M}\p{N} ._~+,()/-]+\.html?$`,
)
