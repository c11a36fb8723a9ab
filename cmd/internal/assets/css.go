package assets

import (
	"bytes"
	"path"
	"strings"

	"artsfactory/cmd/internal/source"
)

// A Resolver says what to write for an asset: asked for a path from the site's root, such as
// "assets/img/grain.png", it returns the URL of the published file as seen from where the style sheet
// will stand, or false where there is no such asset.
type Resolver func(asset string) (string, bool)

// Style returns the text of the style sheet f with every address that a browser would load replaced by
// what resolve says: url(...), @import, and the strings of image-set() and its like, however they are
// escaped. Addresses are relative to f, or to the site's root where they begin with a slash. It reports,
// at line and column, what resolve does not know and what comes from another site. References to pictures
// and fonts in data: and to #fragments stay.
func Style(f *source.File, resolve Resolver) ([]byte, []source.Problem) {
	css, err := f.Bytes()
	if err != nil {
		return nil, []source.Problem{*unreadableText(f.Path)}
	}
	r := styleReader{path: f.Path, css: css, resolve: resolve}
	r.read()
	r.out.Write(css[r.done:])
	return r.out.Bytes(), r.problems
}

// Publish minifies the text of a style sheet or script and names it by the result. What cannot be
// minified is reported: a script that does not parse would not run either.
func Publish(base, mediatype string, text []byte, minify func(mediatype string, b []byte) ([]byte, error)) (
	File, *source.Problem) {
	small, err := minify(mediatype, text)
	if err != nil {
		return File{}, &source.Problem{Path: base,
			What: source.Msg("this file has a mistake in its grammar: %s", "ce fichier a une faute de syntaxe : %s",
				strings.TrimSpace(firstLine(err.Error()))),
			Hint: source.Msg("mend it, or undo the last change to it",
				"corrigez-la, ou annulez la dernière modification")}
	}
	return File{Name(base, source.Sum(small)), func() ([]byte, error) { return small, nil }}, nil
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// Download publishes a file, which has been judged and cleaned before, named by its content.
func Download(f *source.File) File { return File{Name(f.Path, f.Digest()), f.Bytes} }

// loading are the functions whose strings are addresses.
var loading = set("url src image image-set -webkit-image-set")

// maxStyleProblems is how many problems are told of one style sheet.
const maxStyleProblems = 20

// A styleReader goes over a style sheet: css[:done] is written to out.
type styleReader struct {
	path     string
	css      []byte
	resolve  Resolver
	done     int
	out      bytes.Buffer
	problems []source.Problem

	calls []string // functions and brackets that are open
	at    string   // the at-rule whose prelude is read, or ""
}

func (r *styleReader) read() {
	for at := 0; at < len(r.css); {
		t := nextCSS(r.css, at)
		at = t.end
		switch t.kind {
		case cssFunction:
			r.calls = append(r.calls, t.value)
			r.indirect(t)
		case cssURL:
			if r.at != "namespace" {
				r.reference(t, t.value, t.at)
			}
		case cssString:
			call := ""
			if len(r.calls) > 0 {
				call = r.calls[len(r.calls)-1]
			}
			if r.at == "import" && call == "" || loading[call] && r.at != "namespace" {
				r.reference(t, t.value, t.start)
			}
		case cssAt:
			r.at = t.value
		case cssOther:
			r.bracket(t.value)
		}
	}
}

// indirect reports an address that comes out of a variable where nobody can follow it.
func (r *styleReader) indirect(t cssToken) {
	if n := len(r.calls); n > 1 && (t.value == "var" || t.value == "env" || t.value == "attr") &&
		loading[r.calls[n-2]] {
		r.problem(t.start, source.Msg("the address stands in a variable", "l’adresse est dans une variable"),
			source.Msg("write it here, as url(…)", "écrivez-la ici, comme url(…)"))
	}
}

func (r *styleReader) bracket(sign string) {
	switch sign {
	case "(", "[":
		r.calls = append(r.calls, sign)
	case ")", "]":
		r.calls = r.calls[:max(0, len(r.calls)-1)]
	case ";", "{", "}":
		r.at, r.calls = "", nil
	}
}

// reference replaces a token, a whole url(...) or a string, that refers to ref at an offset.
func (r *styleReader) reference(t cssToken, ref string, at int) {
	// Browsers drop control characters, and take a backslash for a slash.
	clean := strings.Map(func(c rune) rune {
		if c <= ' ' {
			return -1
		}
		return c
	}, strings.ReplaceAll(ref, `\`, "/"))
	lower := strings.ToLower(clean)
	picture := strings.HasPrefix(lower, "data:image/") || strings.HasPrefix(lower, "data:font/") ||
		strings.HasPrefix(lower, "data:application/font") // none of them loads anything
	if ref == "" || strings.HasPrefix(clean, "#") || picture && r.at != "import" {
		return
	}
	if strings.HasPrefix(lower, "data:") {
		r.problem(at, source.Msg("nobody can look into this address", "on ne peut vérifier ce que contient cette adresse"),
			source.Msg("put the file in assets/ and refer to it there",
				"placez le fichier dans assets/ et faites-y référence"))
		return
	}
	if strings.HasPrefix(clean, "//") || strings.Contains(strings.SplitN(lower, "/", 2)[0], ":") {
		r.problem(at, source.Msg("%q comes from another site", "%q vient d’un autre site", ref),
			source.Msg("put the file in assets/ and refer to it there",
				"placez le fichier dans assets/ et faites-y référence"))
		return
	}
	file, fragment := ref, ""
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		file, fragment = ref[:i], ref[i:]
	}
	asset := path.Join(path.Dir(r.path), file)
	if strings.HasPrefix(file, "/") {
		asset = strings.TrimPrefix(path.Clean(file), "/")
	}
	published, ok := r.resolve(asset)
	if !ok {
		r.problem(at, source.Msg("no file %q", "aucun fichier %q", asset),
			source.Msg("references in a style sheet start from its own folder",
				"les références d’une feuille de style partent de son propre dossier"))
		return
	}
	r.out.Write(r.css[r.done:t.start])
	text := `"` + published + strings.NewReplacer(`"`, "%22", `\`, "%5C", "\n", "").Replace(fragment) + `"`
	if t.kind == cssURL {
		text = "url(" + text + ")"
	}
	r.out.WriteString(text)
	r.done = t.end
}

func (r *styleReader) problem(at int, what, hint source.Message) {
	if len(r.problems) < maxStyleProblems {
		r.problems = append(r.problems, *problemAt(r.path, r.css, at, what, hint))
	}
}

// endOf is how many bytes end with the first mark, or all.
func endOf(b []byte, mark string) int {
	if i := bytes.Index(b, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(b)
}

func unreadableText(path string) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the file cannot be read", "le fichier ne peut pas être lu"),
		Hint: source.Msg("check that it is there and that you may open it",
			"vérifiez qu’il existe et que vous pouvez l’ouvrir")}
}
