package public

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"runtime"
	"strconv"
	"sync"

	"artsfactory/cmd/internal/source"
)

// makeFiles makes every file in a few workers. Each holds one file at a time. Files for folders
// that are there it stages in a folder of its own, since two that make entries of one folder
// wait for each other.
func (p *plan) makeFiles(ctx context.Context) error {
	workers := p.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for w := range workers {
		if p.opts.DryRun {
			break
		}
		dir := stagedName + "/" + strconv.Itoa(w)
		if err := p.f.mkdir(dir); err != nil {
			return err
		}
		p.stagedDirs = append(p.stagedDirs, dir)
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			buf := make([]byte, 32<<10)
			for {
				i, ok := p.take(ctx)
				if !ok {
					return
				}
				staged := wholeName + p.tree.paths[i]
				if p.parentDirs[i] == isFolder {
					staged = fmt.Sprintf("%d/%d", w, i)
				}
				p.makeFile(i, staged, buf)
			}
		})
	}
	wg.Wait()
	if p.err == nil {
		p.err = ctx.Err()
	}
	return p.err
}

func (p *plan) take(ctx context.Context) (int, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next == len(p.tree.paths) || p.err != nil || ctx.Err() != nil {
		return 0, false
	}
	p.next++
	return p.next - 1, true
}

func (p *plan) makeFile(i int, staged string, buf []byte) {
	p.tree.withBytes(i, func(data []byte, problems []source.Problem) { p.stage(i, data, problems, staged, buf) })
}

func (p *plan) stage(i int, data []byte, problems []source.Problem, staged string, buf []byte) {
	d, err := p.compare(i, data, buf)
	if err == nil && d.differs && !p.opts.DryRun && len(problems) == 0 && !p.failed() {
		err = p.f.write(stagedName+"/"+staged, data)
		if info, lerr := p.f.disk.lstat(p.f.at(stagedName + "/" + staged)); lerr == nil {
			p.states[i] = stateOf(info)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.report.Files++
	p.report.Bytes += int64(len(data))
	if n := int64(len(data)); n > p.report.Largest {
		p.report.Largest, p.report.LargestPath = n, p.tree.paths[i]
	}
	p.problems = append(p.problems, problems...)
	if err != nil && p.err == nil {
		p.err = err
	}
	if d.differs {
		p.report.Written++
		p.report.WrittenBytes += int64(len(data))
		if p.parentDirs[i] == isFolder {
			p.journal.Moves = append(p.journal.Moves, move{staged, p.tree.paths[i]})
		}
	}
	p.journal.ClearFiles = append(p.journal.ClearFiles, d.files...)
	p.journal.ClearFolders = append(p.journal.ClearFolders, d.folders...)
	if p.opts.Progress != nil {
		p.opts.Progress(p.done, len(p.tree.paths))
	}
}

// failed tells whether there are problems already, so that staging more is a waste.
func (p *plan) failed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.problems) > 0
}

// A difference says whether a file has to be written, and what of the old site is in its way.
type difference struct {
	differs        bool
	files, folders []string
}

func (p *plan) compare(i int, data, buf []byte) (difference, error) {
	if p.parentDirs[i] != isFolder {
		return difference{differs: true}, nil
	}
	file := p.tree.paths[i]
	info, err := p.f.disk.lstat(p.f.at(file))
	switch {
	case isGone(err):
		return difference{differs: true}, nil
	case err != nil:
		return difference{}, err
	case info.IsDir():
		files, folders, err := p.oldFolder(file)
		return difference{true, files, folders}, err
	case !info.Mode().IsRegular() || info.Size() != int64(len(data)):
		return difference{differs: true}, nil
	}
	p.states[i] = stateOf(info)
	return difference{differs: !p.f.sameContent(file, data, buf)}, nil
}

// oldFolder lists what is in a folder where the tree has a file. All of it must be the old
// site's; the file system's own empty folders are nobody's.
func (p *plan) oldFolder(root string) (files, folders []string, err error) {
	folders = []string{root}
	list, err := p.f.disk.readDir(p.f.at(root))
	if err != nil {
		return nil, nil, err
	}
	for _, e := range list {
		name := root + "/" + e.Name()
		switch {
		case e.IsDir():
			fs, ds, err := p.oldFolder(name)
			if err != nil {
				return nil, nil, err
			}
			files, folders = append(files, fs...), append(folders, ds...)
		case p.owned[name]:
			files = append(files, name)
		default:
			return nil, nil, folderInTheWay(path.Dir(name), name)
		}
	}
	return files, folders, nil
}

// sameContent compares a file with bytes, a piece at a time. What cannot be read is not the same.
func (f *folder) sameContent(path string, data, buf []byte) bool {
	file, err := f.disk.open(f.at(path))
	if err != nil {
		return false
	}
	defer file.Close()
	for {
		n, err := file.Read(buf)
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0
		}
		if err != nil {
			return false
		}
	}
}
