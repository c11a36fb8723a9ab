// Package workspace finds the folders of a site on disk and reads them.
//
// It refuses to write: that is the work of package public.
package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/assets/store"
	"artsfactory/cmd/internal/source"
)

// A Workspace is a site on disk. Layouts and assets that its own folder lacks come from the
// project that the commands belong to.
type Workspace struct {
	Root    string // absolute
	Project string // absolute, or "" where it cannot be found

	root, project *os.Root
}

// Open finds the site at root and the project around it. Close it after use.
func Open(root string) (*Workspace, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Root: abs, Project: project()}
	// An os.Root follows no link out of its folder: what a stranger's branch links to stays
	// unread.
	if w.root, err = os.OpenRoot(abs); err != nil {
		return nil, fmt.Errorf("there is no folder %s", root)
	}
	if w.Project != "" && w.Project != abs {
		if w.project, err = os.OpenRoot(w.Project); err != nil {
			w.project = nil
		}
	}
	return w, nil
}

// Close lets go of the folders. Media that were read can no longer be loaded.
func (w *Workspace) Close() {
	w.root.Close()
	if w.project != nil {
		w.project.Close()
	}
}

// Read reads the whole site.
func (w *Workspace) Read() (*source.Files, []source.Problem) {
	files, problems := source.Read(w.root.FS(), source.Folders...)
	if w.project != nil {
		lent, ps := source.Read(w.project.FS(), "layouts", "assets")
		files = append(lent, files...)
		problems = append(problems, ps...)
	}
	return source.NewFiles(files...), problems
}

// ReadFile reads one file anew, from the site or the project. It returns nil where neither
// has it.
func (w *Workspace) ReadFile(path string) *source.File {
	if f, err := source.ReadFile(w.root.FS(), path); err == nil {
		return f
	}
	if w.project != nil && !strings.HasPrefix(path, "content/") {
		if f, err := source.ReadFile(w.project.FS(), path); err == nil {
			return f
		}
	}
	return nil
}

// Place is where a file of the site is on disk, or would be: in its own folder, or where only
// the project has it, there.
func (w *Workspace) Place(path string) string {
	own := filepath.Join(w.Root, filepath.FromSlash(path))
	if w.project == nil || strings.HasPrefix(path, "content/") || exists(own) {
		return own
	}
	if lent := filepath.Join(w.Project, filepath.FromSlash(path)); exists(lent) {
		return lent
	}
	return own
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// Store is where slow work is kept from one build to the next. It may be deleted at any time.
func (w *Workspace) Store() assets.Store {
	return store.Open(filepath.Join(w.Root, ".cache", "pictures"))
}

// project is the folder of the module: the nearest above the working folder that has go.mod
// and layouts/, else where this source file was compiled.
func project() string {
	if dir, err := os.Getwd(); err == nil {
		if p := above(dir); p != "" {
			return p
		}
	}
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		return above(filepath.Dir(file))
	}
	return ""
}

func above(dir string) string {
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
