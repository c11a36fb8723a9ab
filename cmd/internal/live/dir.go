// Package live reads a site on disk that changes, and keeps its builds right while it does: what
// commands serve and lsp share.
//
// It refuses to write: that is the work of package public.
package live

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/assets/store"
	"artsfactory/cmd/internal/source"
)

// A Dir is the folder of a site on disk. Layouts and assets that it lacks are read from the
// project that the commands belong to.
type Dir struct {
	Root    string // absolute
	Project string // absolute, or "" where it cannot be found

	root, project *os.Root
	store         assets.Store
}

// Open opens the site at root and finds the project around it. Close it after use.
func Open(root string) (*Dir, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	d := &Dir{Root: abs, Project: findProject(), store: store.Open(filepath.Join(abs, ".cache", "pictures"))}
	// An os.Root follows no link out of its folder, so that a contributor's branch cannot publish
	// files from elsewhere on the machine.
	if d.root, err = os.OpenRoot(abs); err != nil {
		return nil, fmt.Errorf("there is no folder %s", root)
	}
	if d.Project != "" && d.Project != abs {
		if d.project, err = os.OpenRoot(d.Project); err != nil {
			d.project = nil
		}
	}
	return d, nil
}

// Close closes the folders. The content of media that were read can no longer be loaded.
func (d *Dir) Close() {
	d.root.Close()
	if d.project != nil {
		d.project.Close()
	}
}

// Read reads all files of the site. The problems name files that cannot be read.
func (d *Dir) Read() (*source.Files, []source.Problem) {
	files, problems := source.Read(d.root.FS(), source.Folders...)
	if d.project != nil {
		shared, ps := source.Read(d.project.FS(), "layouts", "assets")
		files = append(shared, files...)
		problems = append(problems, ps...)
	}
	return source.NewFiles(files...), problems
}

// ReadFile reads one file, from the site or else from the project. It returns nil where neither
// has a file at path that can be read.
func (d *Dir) ReadFile(path string) *source.File {
	if f, err := source.ReadFile(d.root.FS(), path); err == nil {
		return f
	}
	if d.project != nil && !strings.HasPrefix(path, "content/") {
		if f, err := source.ReadFile(d.project.FS(), path); err == nil {
			return f
		}
	}
	return nil
}

// DiskPath returns the absolute path of a file of the site: in the project where only that has
// the file, else in the site's own folder, whether it exists or not.
func (d *Dir) DiskPath(path string) string {
	own := filepath.Join(d.Root, filepath.FromSlash(path))
	if d.project == nil || strings.HasPrefix(path, "content/") || exists(own) {
		return own
	}
	if shared := filepath.Join(d.Project, filepath.FromSlash(path)); exists(shared) {
		return shared
	}
	return own
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// cacheFolders are what builds keep for the next one, each in the one before.
var cacheFolders = []string{".cache", ".cache/pictures"}

// CacheLink is the path of a folder of the cache of the site at root that is a link, or "". What is
// kept behind one would be written outside the site.
func CacheLink(root string) string {
	for _, name := range cacheFolders {
		info, err := os.Lstat(filepath.Join(root, name))
		if err == nil && info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0 {
			return name
		}
	}
	return ""
}

// Store is the store of encoded pictures, which may be deleted at any time. It is nil, and
// nothing is kept, where CacheLink finds a link.
func (d *Dir) Store() assets.Store {
	if CacheLink(d.Root) != "" {
		return nil
	}
	return d.store
}

// findProject returns the folder of the module: the nearest above the working folder that has
// go.mod and layouts/, else above the folder where this source file was compiled, else "".
func findProject() string {
	if dir, err := os.Getwd(); err == nil {
		if p := projectAbove(dir); p != "" {
			return p
		}
	}
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		return projectAbove(filepath.Dir(file))
	}
	return ""
}

func projectAbove(dir string) string {
	for {
		_, mod := os.Stat(filepath.Join(dir, "go.mod"))
		_, lay := os.Stat(filepath.Join(dir, "layouts"))
		if mod == nil && lay == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
