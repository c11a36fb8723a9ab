// Package public holds what visitors get, as a tree of files, and puts it into a folder whole
// or not at all.
//
// It refuses to know what a page is made of, to touch a file it did not publish, and to follow
// a symbolic link out of the folder.
package public

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"
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
type Tree struct {
	*PathSet
	withBytes func(i int, use func([]byte, []source.Problem))
	all       func() []File
}

// A PathSet is the paths of a tree, sorted. Trees that differ in their bytes alone share one.
type PathSet struct{ paths []string }

// NewTree makes a tree. Its error is that of NewPathSet.
func NewTree(files []File) (*Tree, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	o, err := NewPathSet(paths)
	if err != nil {
		return nil, err
	}
	return o.Tree(func(i int, use func([]byte, []source.Problem)) { use(files[i].Bytes()) }), nil
}

// NewPathSet takes paths that are sorted. Its error is an *Error that names the first path no
// folder can hold: one that is not clean and relative, that stands twice (letter case and
// Unicode form aside), or that is a file here and a folder there.
func NewPathSet(paths []string) (*PathSet, error) {
	folded, inOrder := make([]string, len(paths)), true
	for i, p := range paths {
		if folded[i] = p; isPlain(p) {
			continue
		}
		if !ValidPath(p) {
			return nil, &Error{What: source.Msg("the site cannot have a file named %q",
				"le site ne peut pas avoir de fichier nommé %q", p)}
		}
		folded[i] = fold(p)
		inOrder = inOrder && folded[i] == p
	}
	order := make([]int, len(paths))
	for i := range order {
		order[i] = i
	}
	if !inOrder {
		slices.SortFunc(order, func(a, b int) int { return cmp.Or(strings.Compare(folded[a], folded[b]), a-b) })
	}
	var above []int // the files that may be a folder too: their paths begin that of the last file looked at
	for _, i := range order {
		p := folded[i]
		for len(above) > 0 && !strings.HasPrefix(p, folded[above[len(above)-1]]) {
			above = above[:len(above)-1]
		}
		for _, other := range above {
			if rest := p[len(folded[other]):]; rest == "" || rest[0] == '/' {
				return nil, conflict(paths[other], paths[i])
			}
		}
		above = append(above, i)
	}
	return &PathSet{paths}, nil
}

// isPlain says of most valid paths, in one pass, that they are, and that fold leaves them as they are: their parts
// begin with a small letter or a digit, and hold no other signs but ".", "-" and "_".
func isPlain(p string) bool {
	first := true
	for i := range len(p) {
		switch c := p[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			first = false
		case first || c != '/' && c != '.' && c != '-' && c != '_':
			return false
		default:
			first = c == '/'
		}
	}
	return !first
}

// Tree makes a tree whose file at the ith path has the bytes that lend hands to use, and takes
// back: room for a page can then serve the next one too. lend is pure, and called from several
// goroutines at once.
func (o *PathSet) Tree(lend func(i int, use func([]byte, []source.Problem))) *Tree {
	t := &Tree{PathSet: o, withBytes: lend}
	t.all = sync.OnceValue(t.files)
	return t
}

func (t *Tree) file(i int) File {
	return File{Path: t.paths[i], Bytes: func() (data []byte, problems []source.Problem) {
		t.withBytes(i, func(b []byte, ps []source.Problem) { data, problems = bytes.Clone(b), ps })
		return data, problems
	}}
}

func (t *Tree) files() []File {
	list := make([]File, len(t.paths))
	for i := range list {
		list[i] = t.file(i)
	}
	return list
}

func conflict(a, b string) error {
	return &Error{
		What: source.Msg(
			"two files of the site cannot stand side by side: %q, %q",
			"deux fichiers du site ne peuvent pas coexister : %q, %q",
			a,
			b,
		),
	}
}

// Get returns the file at path.
func (t *Tree) Get(path string) (File, bool) {
	i, ok := slices.BinarySearch(t.paths, path)
	if !ok {
		return File{}, false
	}
	return t.file(i), true
}

// Render hands the bytes of the file at path to use, which keeps none of them. It reports false
// where the tree has no such file.
func (t *Tree) Render(path string, use func([]byte, []source.Problem)) bool {
	i, ok := slices.BinarySearch(t.paths, path)
	if ok {
		t.withBytes(i, use)
	}
	return ok
}

// All returns the files sorted by path. The slice is shared: do not change it.
func (t *Tree) All() []File { return t.all() }

// ValidPath accepts what every file system takes and what lists of paths hold one a line: clean, relative, leading
// nowhere else, and not among the books that builds and publishers keep.
func ValidPath(p string) bool {
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
