package layouts

import (
	"regexp"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A LiteralLink is an address that a layout has in its own text, such as href="/films/". The place
// is that of the address. Addresses with actions in them, which pages fill in, are not among them.
type LiteralLink struct {
	Path      string
	Line, Col int
	Excerpt   string
	Dest      string
}

var (
	linkAttribute = regexp.MustCompile(`(?i)[\s"'](?:href|src|poster|action|data)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	idAttribute   = regexp.MustCompile(`(?i)[\s"']id\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	comment       = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}|<!--.*?-->`)
	hasScheme     = regexp.MustCompile(`^(?i)(?:[a-z][a-z0-9+.-]*:|//)`)
)

// Links lists the addresses of the site itself in the text of the layouts, in order: those that
// begin with a slash. Whether there are such pages and files is the caller's to know.
func (s *Set) Links() []LiteralLink { return s.links }

// readLinks finds the links in the layouts' own text, and reports those that are wrong on whatever
// page they stand: an anchor that no layout has, and an address that begins where the page is.
func (s *Set) readLinks() {
	ids := map[string]bool{}
	for _, l := range s.files.all {
		literals(l.text, idAttribute, func(_ int, id string) { ids[id] = true })
	}
	for _, l := range s.files.all {
		literals(l.text, linkAttribute, func(at int, dest string) {
			switch {
			case dest == "" || hasScheme.MatchString(dest):
			case dest[0] == '#':
				if id := dest[1:]; id != "" && !ids[id] {
					l.report(at, source.Msg("the link %q leads nowhere", "le lien « %s » ne mène nulle part", dest),
						source.Msg("no layout has id=%q", "aucun modèle n’a id=%[1]q", id))
				}
			case dest[0] == '/':
				line, col, excerpt := l.lines.Position(at)
				s.links = append(s.links, LiteralLink{l.path, line, col, excerpt, dest})
			default:
				l.report(at, source.Msg("the link %q leads elsewhere from each page",
					"le lien « %s » mène ailleurs à chaque page", dest),
					source.Msg("begin it with / or https:", "commencez-le par / ou https:"))
			}
		})
	}
}

// literals calls found for the values of an attribute that have no actions in them, with their
// offsets.
func literals(text string, attribute *regexp.Regexp, found func(at int, value string)) {
	text = comment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat(" ", len(c)) })
	for _, m := range attribute.FindAllStringSubmatchIndex(text, -1) {
		from, to := max(m[2], m[4]), max(m[3], m[5])
		if value := text[from:to]; !strings.Contains(value, "{{") {
			found(from, value)
		}
	}
}
