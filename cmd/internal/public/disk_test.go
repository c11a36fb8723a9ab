package public

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// steps is a disk that asks before every change and every sync. ask gets the path in dir, such as
// "films/zero/index.html".
type steps struct {
	disk
	dir string
	ask func(op, path string) error
}

// onDisk are the options of a publishing to dir that asks before every step.
func onDisk(dir string, ask func(op, path string) error) Options {
	return Options{Workers: 1, disk: &steps{osDisk{}, dir, ask}}
}

func (s *steps) step(op, name string, do func() error) error {
	rel, err := filepath.Rel(s.dir, name)
	if err != nil {
		return err
	}
	if err := s.ask(op, filepath.ToSlash(rel)); err != nil {
		return err
	}
	return do()
}

func (s *steps) create(name string, data []byte, sync bool) error {
	return s.step("create", name, func() error { return s.disk.create(name, data, sync) })
}
func (s *steps) mkdir(name string) error {
	return s.step("mkdir", name, func() error { return s.disk.mkdir(name) })
}
func (s *steps) rename(from, to string) error {
	return s.step("rename", to, func() error { return s.disk.rename(from, to) })
}
func (s *steps) remove(name string) error {
	return s.step("remove", name, func() error { return s.disk.remove(name) })
}
func (s *steps) removeAll(name string) error {
	return s.step("removeAll", name, func() error { return s.disk.removeAll(name) })
}
func (s *steps) syncAll(name string) error {
	return s.step("syncAll", name, func() error { return s.disk.syncAll(name) })
}
func (s *steps) syncDir(name string) error {
	return s.step("syncDir", name, func() error { return s.disk.syncDir(name) })
}
func (s *steps) syncFile(name string) error {
	return s.step("syncFile", name, func() error { return s.disk.syncFile(name) })
}

// A lossyDisk is a file system in memory that knows what of it a power cut would leave. It is as
// bad as POSIX lets a disk be: bytes that were not synced may be lost in part, and changes of names
// that were not synced are kept or lost each on its own, in any combination.
type lossyDisk struct {
	root    *node
	pending []change // of names, in their order
	handed  []*node  // files whose bytes are in the drive's cache
	oneSync bool     // has a call that syncs all
}

// A node is a directory, or a file where names is nil.
type node struct {
	names, durableNames map[string]*node
	data, durableData   []byte
}

// A change of names happens whole or not at all; it is durable when the directory of to is synced.
type change struct{ edits []edit }

// An edit gives a name to a node, or takes it from one where to is nil.
type edit struct {
	dir      *node
	name     string
	was, now *node
}

func newDir() *node { return &node{names: map[string]*node{}, durableNames: map[string]*node{}} }

func (e edit) apply(names map[string]*node) {
	switch {
	case e.now != nil:
		names[e.name] = e.now
	case names[e.name] == e.was:
		delete(names, e.name)
	}
}

func (d *lossyDisk) change(edits ...edit) {
	for _, e := range edits {
		e.apply(e.dir.names)
	}
	d.pending = append(d.pending, change{edits})
}

func (c change) keep() {
	for _, e := range c.edits {
		e.apply(e.dir.durableNames)
	}
}

// find returns what has a name, and the directory it is in.
func (d *lossyDisk) find(op, name string) (dir, n *node, base string, err error) {
	n = d.root
	for _, base = range strings.Split(strings.Trim(path.Clean(name), "/"), "/") {
		switch {
		case n == nil:
			return nil, nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		case n.names == nil:
			return nil, nil, "", &fs.PathError{Op: op, Path: name, Err: syscall.ENOTDIR}
		}
		if base == "" || base == "." {
			continue
		}
		dir, n = n, n.names[base]
	}
	return dir, n, base, nil
}

func (d *lossyDisk) must(op, name string) (dir, n *node, base string, err error) {
	dir, n, base, err = d.find(op, name)
	if err == nil && n == nil {
		err = &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return dir, n, base, err
}

type nodeInfo struct {
	name string
	*node
}

func (i nodeInfo) Name() string       { return i.name }
func (i nodeInfo) Size() int64        { return int64(len(i.data)) }
func (i nodeInfo) IsDir() bool        { return i.names != nil }
func (i nodeInfo) ModTime() time.Time { return time.Time{} }
func (i nodeInfo) Sys() any           { return nil }
func (i nodeInfo) Mode() fs.FileMode {
	if i.IsDir() {
		return fs.ModeDir | 0o777
	}
	return 0o666
}

func (d *lossyDisk) lstat(name string) (fs.FileInfo, error) {
	_, n, base, err := d.must("lstat", name)
	if err != nil {
		return nil, err
	}
	return nodeInfo{base, n}, nil
}

func (d *lossyDisk) readDir(name string) (list []fs.DirEntry, err error) {
	_, n, _, err := d.must("readdir", name)
	if err != nil {
		return nil, err
	}
	for _, base := range slices.Sorted(maps.Keys(n.names)) {
		list = append(list, fs.FileInfoToDirEntry(nodeInfo{base, n.names[base]}))
	}
	return list, nil
}

func (d *lossyDisk) isEmpty(name string) (bool, error) {
	list, err := d.readDir(name)
	return len(list) == 0, err
}

func (d *lossyDisk) open(name string) (io.ReadCloser, error) {
	_, n, _, err := d.must("open", name)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(n.data)), nil
}

func (d *lossyDisk) create(name string, data []byte, sync bool) error {
	dir, n, base, err := d.find("create", name)
	switch {
	case err != nil:
		return err
	case n != nil && n.names != nil:
		return &fs.PathError{Op: "create", Path: name, Err: syscall.EISDIR}
	case n == nil:
		n = &node{}
		d.change(edit{dir, base, nil, n})
	}
	n.data = bytes.Clone(data)
	if sync {
		d.handed = append(d.handed, n)
	}
	return nil
}

func (d *lossyDisk) mkdir(name string) error {
	dir, n, base, err := d.find("mkdir", name)
	if err != nil {
		return err
	}
	if n != nil {
		return &fs.PathError{Op: "mkdir", Path: name, Err: fs.ErrExist}
	}
	d.change(edit{dir, base, nil, newDir()})
	return nil
}

func (d *lossyDisk) rename(from, to string) error {
	dir, n, base, err := d.must("rename", from)
	if err != nil {
		return err
	}
	toDir, there, toBase, err := d.find("rename", to)
	switch {
	case err != nil:
		return err
	case there != nil && (there.names != nil || n.names != nil):
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	d.change(edit{dir, base, n, nil}, edit{toDir, toBase, there, n})
	return nil
}

func (d *lossyDisk) remove(name string) error {
	dir, n, base, err := d.must("remove", name)
	if err != nil {
		return err
	}
	if len(n.names) > 0 {
		return &fs.PathError{Op: "remove", Path: name, Err: syscall.ENOTEMPTY}
	}
	d.change(edit{dir, base, n, nil})
	return nil
}

func (d *lossyDisk) removeAll(name string) error {
	list, err := d.readDir(name)
	if isGone(err) {
		return nil
	}
	for _, e := range list {
		if e.IsDir() {
			err = d.removeAll(name + "/" + e.Name())
		} else {
			err = d.remove(name + "/" + e.Name())
		}
		if err != nil {
			return err
		}
	}
	return d.remove(name)
}

func (d *lossyDisk) hasSyncAll() bool { return d.oneSync }

func (d *lossyDisk) syncAll(string) error {
	for _, c := range d.pending {
		c.keep()
	}
	d.pending = nil
	d.root.each(func(n *node) { n.durableData = n.data })
	return nil
}

func (n *node) each(visit func(*node)) {
	visit(n)
	for _, m := range n.names {
		m.each(visit)
	}
}

// flushDrive empties the drive's cache, which every full sync does.
func (d *lossyDisk) flushDrive() {
	for _, n := range d.handed {
		n.durableData = n.data
	}
	d.handed = nil
}

func (d *lossyDisk) syncFile(name string) error {
	_, n, _, err := d.must("sync", name)
	if err == nil {
		n.durableData = n.data
		d.flushDrive()
	}
	return err
}

func (d *lossyDisk) syncDir(name string) error {
	_, n, _, err := d.must("sync", name)
	if err != nil {
		return err
	}
	d.flushDrive()
	d.pending = slices.DeleteFunc(d.pending, func(c change) bool {
		kept := c.edits[len(c.edits)-1].dir == n
		if kept {
			c.keep()
		}
		return kept
	})
	return nil
}

func (d *lossyDisk) checkDir(_, _ string) error { return nil }
func (d *lossyDisk) checkEntry(string) error    { return nil }

// afterPowerCut is the disk as it is found after a power cut, all of it durable. keep chooses the
// changes of names that are kept; part chooses how much of a file's bytes is kept that were not
// synced, of so many.
func (d *lossyDisk) afterPowerCut(keep func() bool, part func(size int) int) *lossyDisk {
	names := map[*node]map[string]*node{}
	of := func(n *node) map[string]*node {
		if names[n] == nil {
			names[n] = maps.Clone(n.durableNames)
		}
		return names[n]
	}
	for _, c := range d.pending {
		if keep() {
			for _, e := range c.edits {
				e.apply(of(e.dir))
			}
		}
	}
	var found func(n *node) *node
	found = func(n *node) *node {
		if n.names == nil {
			data := n.durableData
			if !bytes.Equal(data, n.data) {
				data = n.data[:part(len(n.data))]
			}
			return &node{data: data, durableData: data}
		}
		dir := newDir()
		for _, name := range slices.Sorted(maps.Keys(of(n))) {
			m := found(of(n)[name])
			dir.names[name], dir.durableNames[name] = m, m
		}
		return dir
	}
	return &lossyDisk{root: found(d.root), oneSync: d.oneSync}
}

// files are the texts on the disk below dir, folders as "" with a slash behind the path, without
// the bookkeeping: what look is for the system's disk.
func (d *lossyDisk) files(dir string) map[string]string {
	got := map[string]string{}
	var walk func(rel string, n *node)
	walk = func(rel string, n *node) {
		for name, m := range n.names {
			switch p := path.Join(rel, name); {
			case p == Bookkeeping:
			case m.names == nil:
				got[p] = string(m.data)
			default:
				got[p+"/"] = ""
				walk(p, m)
			}
		}
	}
	if _, n, _, err := d.find("files", dir); err == nil && n != nil {
		walk("", n)
	}
	return got
}
