// Package public holds what visitors get, as a tree of files, and puts it into a folder whole
// or not at all.
//
// It refuses to know what a page is made of, to touch a file it did not publish, and to follow
// a symbolic link out of the folder.
package public

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"artsfactory/cmd/internal/source"
)

// Bookkeeping is the folder inside the published one that holds the lock, the list of what the
// last build published, and work in progress. Visitors have no use for it.
const Bookkeeping = ".publish"

// A File is one file of the tree. Its bytes are made when they are asked for, so that a site of
// 10,000 pages never stands in memory whole.
type File struct {
	// Path is slash-separated and relative, such as "ar/films/zero/index.html".
	Path string
	// Bytes is pure: the same bytes and problems at every call. It is called from several
	// goroutines at once, and nobody changes what it returns.
	Bytes func() ([]byte, []source.Problem)
}

// A Tree is everything that visitors get. It never changes.
type Tree struct{ files []File }

// NewTree makes a tree. Its error is an *Error that names the first path no folder can hold: one
// that is not clean and relative, that two files share (letter case and Unicode form aside), or
// that is a file here and a folder there.
func NewTree(files []File) (*Tree, error) {
	t := &Tree{slices.Clone(files)}
	slices.SortFunc(t.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	taken := make(map[string]string, len(files)) // folded path → path
	for _, f := range t.files {
		if !validPath(f.Path) {
			return nil, &Error{What: source.Say("the site cannot have a file named %q", "le site ne peut pas avoir de fichier nommé %q", f.Path)}
		}
		key := fold(f.Path)
		if other, ok := taken[key]; ok {
			return nil, clash(other, f.Path)
		}
		taken[key] = f.Path
	}
	for key, p := range taken {
		for i := len(key) - 1; i > 0; i-- {
			if key[i] != '/' {
				continue
			}
			if other, ok := taken[key[:i]]; ok {
				return nil, clash(other, p)
			}
		}
	}
	return t, nil
}

func clash(a, b string) error {
	return &Error{What: source.Say("two files of the site cannot stand side by side: %q, %q", "deux fichiers du site ne peuvent pas coexister : %q, %q", a, b)}
}

// Get returns the file at path.
func (t *Tree) Get(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(t.files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return t.files[i], true
}

// All returns the files sorted by path. The slice is shared: do not change it.
func (t *Tree) All() []File { return t.files }

// validPath accepts what every file system takes and what lists of paths hold one a line.
func validPath(p string) bool {
	return p != "" && p != "." && p == path.Clean(p) && p[0] != '/' && p != ".." && !strings.HasPrefix(p, "../") &&
		!strings.Contains(p, `\`) && utf8.ValidString(p) && strings.IndexFunc(p, unicode.IsControl) < 0 &&
		!reserved(p)
}

func reserved(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return strings.HasPrefix(fold(first), Bookkeeping)
}

// fold gives two paths one key where some file system takes them for one file: macOS and
// Windows ignore letter case, macOS the Unicode form as well.
func fold(p string) string {
	for i := range len(p) {
		if p[i] >= utf8.RuneSelf {
			return norm.NFC.String(cases.Fold().String(norm.NFC.String(p)))
		}
	}
	return strings.ToLower(p)
}
