package deploy

import (
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// A plan is what makes the goal of what stands at the target.
type plan struct {
	goal     Files
	keep     []string          // paths in keptFolder to be made before anything is replaced
	from     map[string]origin // of those in keep
	phases   [3][]string       // files to write, one phase after the other
	remove   []string          // once all else is there
	versions []version         // newest first, once all is there
}

// An origin is where the bytes of a kept file stand still, or stood when a publisher was killed.
type origin struct {
	path   string
	unsure bool // the killed one may have made the copy, and then replaced this
}

// mostLeft is how many files that only a forgotten version had may wait at the target, so that a small change needs
// no request for one of them.
const mostLeft = 100

func (p *plan) empty() bool { return p.versions == nil }

// writes are all paths that carrying out the plan may change before the manifest says that it is done.
func (p *plan) writes() []string {
	return slices.Concat(p.keep, p.phases[0], p.phases[1], p.phases[2])
}

// plan compares the goal with what the manifest says, and fills in what the report can tell before.
func (p *publisher) plan(goal Files) *plan {
	old := p.m.current()
	x := &plan{goal: goal, from: map[string]origin{}}
	p.report = Report{Version: old.Number, Files: len(goal), Mended: len(p.doubt)}
	for path, sum := range goal {
		if p.m.Files[path] != sum {
			x.phases[phaseOf(path)] = append(x.phases[phaseOf(path)], path)
		}
		switch before, ok := old.files[path]; {
		case !ok:
			p.report.New = append(p.report.New, path)
		case before != sum:
			p.report.Changed = append(p.report.Changed, path)
		}
	}
	for path := range old.files {
		if _, ok := goal[path]; !ok {
			p.report.Removed = append(p.report.Removed, path)
		}
	}
	versions := p.nextVersions(goal)
	wanted := maps.Clone(goal)
	for i, v := range versions[1:] {
		if !p.isWhole(v, goal) { // who was to forget it was killed
			versions = versions[:1+i]
			break
		}
		p.planKept(x, v, wanted)
	}
	p.planRemovals(x, wanted, versions)
	for _, list := range [][]string{x.keep, x.phases[0], x.phases[1], x.phases[2], x.remove, p.report.New,
		p.report.Changed, p.report.Removed} {
		slices.Sort(list)
	}
	p.report.Copied, p.from = len(x.keep), x.from
	if len(x.writes())+len(x.remove) > 0 || p.stopped || !maps.Equal(goal, old.files) {
		x.versions = versions
		p.report.Version = versions[0].Number
	}
	return x
}

// nextVersions are the versions of which files stay, newest first, with the goal as the first.
func (p *publisher) nextVersions(goal Files) []version {
	old := p.m.Versions
	v := version{Number: p.m.current().Number + 1, Time: time.Now().UTC().Truncate(time.Second), files: goal}
	if len(old) > 0 && maps.Equal(goal, old[0].files) {
		v, old = old[0], old[1:]
		v.Also = slices.Clone(v.Also)
	}
	if p.Forget {
		v.Also = nil
	}
	if p.Forget {
		old = nil
	}
	return append([]version{v}, old[:min(len(old), keptVersions-1)]...)
}

// planKept adds to wanted what has to stay of an older version, and plans to keep what is about to be replaced.
func (p *publisher) planKept(x *plan, v version, wanted Files) {
	for path, sum := range v.files {
		if x.goal[path] == sum {
			continue
		}
		if _, replaced := x.goal[path]; isFingerprinted(path) && !replaced {
			wanted[path] = sum
			continue
		}
		to := kept(sum)
		if wanted[to] != "" {
			continue
		}
		wanted[to] = sum
		if p.m.Files[to] != sum {
			x.keep = append(x.keep, to)
			x.from[to] = origin{path, p.doubt[to]}
		}
	}
}

// isWhole says whether all that a version had, and the goal has not, is kept or can be.
func (p *publisher) isWhole(v version, goal Files) bool {
	for path, sum := range v.files {
		if goal[path] != sum && p.m.Files[path] != sum && p.m.Files[kept(sum)] != sum && !p.isHere(path, sum) {
			return false
		}
	}
	return true
}

// isHere says whether the bytes of a page of the current version are in its place, or in that of what is kept of it,
// though a publisher was killed that was about to replace it: it made the copy before.
func (p *publisher) isHere(path, sum string) bool {
	return p.m.current().files[path] == sum && p.doubt[path] && p.doubt[kept(sum)]
}

// planRemovals plans to remove what nothing wants: pages at once, what is kept with them or once it is a lot.
func (p *publisher) planRemovals(x *plan, wanted Files, versions []version) {
	gone := maps.Clone(p.doubt) // what is, or may be, there
	for path := range p.m.Files {
		gone[path] = true
	}
	for _, v := range p.m.Versions {
		for _, path := range v.Also {
			gone[path] = true
		}
	}
	if p.stopped && !p.Forget {
		for path := range gone {
			if _, ok := x.goal[path]; !ok && isFingerprinted(path) {
				versions[0].Also = append(versions[0].Also, path)
			}
		}
	}
	for path := range wanted {
		delete(gone, path)
	}
	for _, v := range versions {
		for _, path := range v.Also {
			delete(gone, path)
		}
	}
	now := p.Forget
	for path := range gone {
		x.remove = append(x.remove, path)
		now = now || !strings.HasPrefix(path, keptFolder)
	}
	slices.Sort(versions[0].Also)
	versions[0].Also = slices.Compact(versions[0].Also)
	if !now && len(x.remove) <= mostLeft && !p.stopped {
		x.remove = nil
	}
	p.report.Deleted = len(x.remove)
}

// phaseOf is when a file is written: what pages need, pages, what leads to pages.
func phaseOf(name string) int {
	switch {
	case isFingerprinted(name):
		return 0
	case path.Ext(plainName(name)) == ".html":
		return 1
	}
	return 2
}
