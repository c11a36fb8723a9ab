package assets

import (
	"bytes"
	"path"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A Resolver says what to write for an asset: asked for a path from the site's root, such as
// "assets/img/grain.png", it returns the URL of the published file as seen from where the style sheet will
// stand, or false where there is no such asset.
type Resolver func(asset string) (string, bool)

// Style returns the text of the style sheet f with every url(...) and @import replaced by what
// resolve says. References are relative to f, or to the site's root where they begin with a slash. It reports, at
// line and column, what resolve does not know and what comes from another site. References to data:
// and to #fragments stay.
func Style(f *source.File, resolve Resolver) ([]byte, []source.Problem) {
	css, err := f.Bytes()
	if err != nil {
		return nil, []source.Problem{*unreadableText(f.Path)}
	}
	s := styleReader{path: f.Path, css: css, resolve: resolve}
	for s.pos < len(css) {
		s.step()
	}
	s.out.Write(css[s.done:])
	return s.out.Bytes(), s.problems
}

// Publish minifies the text of a style sheet or script and names it by the result. What cannot be
// minified is reported: a script that does not parse would not run either.
func Publish(base, mediatype string, text []byte, minify func(mediatype string, b []byte) ([]byte, error)) (File,
	*source.Problem) {
	small, err := minify(mediatype, text)
	if err != nil {
		return File{}, &source.Problem{Path: base,
			What: source.Msg("this file has a mistake in its grammar: %s", "ce fichier a une faute de syntaxe : %s",
				strings.TrimSpace(firstLine(err.Error()))),
			Hint: source.Msg("mend it, or undo the last change to it", "corrigez-la, ou annulez la dernière modification")}
	}
	return File{Name(base, source.Sum(small)), func() ([]byte, error) { return small, nil }}, nil
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// Download publishes a file as it is, named by its content. It is for files that hold no picture:
// see [Look] for those.
func Download(f *source.File) File { return File{Name(f.Path, f.Digest()), f.Bytes} }

// A styleReader is a style styleReader being read: css[:done] is written to out, css[:pos] is read.
type styleReader struct {
	path      string
	css       []byte
	resolve   Resolver
	pos, done int
	out       bytes.Buffer
	problems  []source.Problem
}

// step reads one token, as far as references need: comments, strings, url( and @import.
func (s *styleReader) step() {
	rest := s.css[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("/*")):
		s.pos += endOf(rest[2:], "*/") + 2
	case rest[0] == '"' || rest[0] == '\'':
		s.pos += stringLength(rest)
	case rest[0] == '\\':
		s.pos += min(2, len(rest))
	case s.word("url("):
		s.url()
	case s.word("@import"):
		s.pos += leadingSpace(s.css[s.pos:])
		if r := s.css[s.pos:]; len(r) > 0 && (r[0] == '"' || r[0] == '\'') {
			n := stringLength(r)
			s.reference(s.pos, s.pos+n, string(bytes.Trim(r[:n], `"'`)))
			s.pos += n
		}
	default:
		s.pos++
	}
}

// word reads a keyword that no letter precedes.
func (s *styleReader) word(w string) bool {
	rest := s.css[s.pos:]
	if len(rest) < len(w) || !strings.EqualFold(string(rest[:len(w)]), w) {
		return false
	}
	if s.pos > 0 && nameByte(s.css[s.pos-1]) {
		return false
	}
	s.pos += len(w)
	return true
}

func nameByte(c byte) bool {
	return c == '-' || c == '_' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// url reads what stands between url( and the closing parenthesis.
func (s *styleReader) url() {
	s.pos += leadingSpace(s.css[s.pos:])
	start, rest := s.pos, s.css[s.pos:]
	n := 0
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		n = stringLength(rest)
	} else {
		n = len(bytes.TrimRight(rest[:endOf(rest, ")")], ") \t\r\n"))
	}
	ref := string(bytes.Trim(rest[:n], `"'`))
	s.reference(start, start+n, ref)
	s.pos = start + n
}

// reference replaces css[start:end], which refers to ref.
func (s *styleReader) reference(start, end int, ref string) {
	lower := strings.ToLower(ref)
	if ref == "" || strings.HasPrefix(ref, "#") || strings.HasPrefix(lower, "data:") {
		return
	}
	if strings.HasPrefix(ref, "//") || strings.Contains(strings.SplitN(lower, "/", 2)[0], ":") {
		s.problem(start, source.Msg("%q comes from another site", "%q vient d’un autre site", ref),
			source.Msg("put the file in assets/ and refer to it there",
				"placez le fichier dans assets/ et faites-y référence"))
		return
	}
	file, fragment := ref, ""
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		file, fragment = ref[:i], ref[i:]
	}
	asset := path.Join(path.Dir(s.path), file)
	if strings.HasPrefix(file, "/") {
		asset = strings.TrimPrefix(path.Clean(file), "/")
	}
	published, ok := s.resolve(asset)
	if !ok {
		s.problem(start, source.Msg("no file %q", "aucun fichier %q", asset),
			source.Msg("references in a style sheet start from its own folder",
				"les références d’une feuille de style partent de son propre dossier"))
		return
	}
	s.out.Write(s.css[s.done:start])
	s.out.WriteString(`"` + published + fragment + `"`)
	s.done = end
}

func (s *styleReader) problem(at int, what, hint source.Message) {
	line, col, excerpt := source.Position(s.css, at)
	s.problems = append(s.problems, source.Problem{Path: s.path, Line: line, Col: col, What: what, Hint: hint,
		Excerpt: excerpt})
}

// endOf is how many bytes end with the first mark, or all.
func endOf(b []byte, mark string) int {
	if i := bytes.Index(b, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(b)
}

func leadingSpace(b []byte) int { return len(b) - len(bytes.TrimLeft(b, " \t\r\n\f")) }

// stringLength is the length of the string that b begins with.
func stringLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case b[0]:
			return i + 1
		case '\n':
			return i
		}
	}
	return len(b)
}

func unreadableText(path string) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the file cannot be read", "le fichier ne peut pas être lu"),
		Hint: source.Msg("check that it is there and that you may open it",
			"vérifiez qu’il existe et que vous pouvez l’ouvrir")}
}
